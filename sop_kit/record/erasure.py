"""A person's data out of what was said: which texts name the person, and what they say without the name.

A stable pseudonym takes the place of the name and of the id, so that counts of people stay what they were.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Change
from sop_kit.record.model import TABLES, canonical, references
from sop_kit.record.tables import Product

SHORTEST = 2  # characters: a shorter name would be found in every second word
_NUMBERED = re.compile(r"[A-Za-z]{0,8}[-_.]?\d+")  # an id that says nothing about a person
_PERSON_COLUMNS = {name: references(model) for name, model in {**TABLES, "product": Product}.items()}


@dataclass(frozen=True, slots=True)
class Person:
    """Whose data are erased: the ids in each product line, every spelling of the name, and what takes their place."""

    ids: Mapping[str, frozenset[str]]
    spellings: tuple[str, ...]
    others: tuple[str, ...] = ()  # names of other people that hold one of the spellings
    pseudonym: str = field(default_factory=lambda: f"erased-{secrets.token_hex(3)}")


def find_person(changes: Mapping[str, Sequence[Change]], wanted: str, also: Sequence[str] = ()) -> Person:
    """Return the person that ``wanted`` names: by id, by name, or only in texts and as author of Changes.

    Parameters
    ----------
    changes
        The Changes of each product line the person is to be erased from.
    also
        Other spellings: a nickname, a login name, an address.

    Raises
    ------
    BadRequest
        When it may be several people, or a spelling is too short to be looked for.
    """
    rows = {product: _people(each) for product, each in changes.items()}
    ids = {
        product: frozenset(row for row, said in people.items() if wanted == row or wanted in said["name"])
        for product, people in rows.items()
    }
    _refuse_several(ids, rows, wanted)
    mine = [rows[product][row] for product, its in ids.items() for row in its]
    by_id_only = any(ids.values()) and not any(wanted in said["name"] for said in mine)
    spellings = {text for said in mine for text in (*said["name"], *said["contact"])} | set(also)
    spellings |= {row for its in ids.values() for row in its if not _NUMBERED.fullmatch(row)}
    if not by_id_only:
        spellings.add(wanted)
    return Person(ids, _sound(spellings), tuple(sorted(_longer_names(rows, ids, spellings), key=len, reverse=True)))


def without(person: Person, product: str, body: str) -> str:
    """Return the body of a Change without the person: the same text when it says nothing about them."""
    facts = json.loads(body)
    pattern = _pattern(person)

    def scrub(text: str) -> str:
        return pattern.sub(lambda found: found[0] if found[0] in person.others else person.pseudonym, text)

    edits = [_scrubbed_edit(edit, person, product, scrub) for edit in facts["edits"]]
    told = {name: scrub(facts[name]) for name in ("by", "why", "via") if name in facts}
    after = canonical({**facts, **told, "edits": edits}).decode()
    return body if json.loads(after) == facts else after


def mentions(person: Person, text: str) -> int:
    """Return how often a text names the person."""
    return sum(1 for found in _pattern(person).finditer(text) if found[0] not in person.others)


def _people(changes: Iterable[Change]) -> dict[str, dict[str, set[str]]]:
    """Return what was ever said of the people of a line: id → its names and contacts."""
    found: dict[str, dict[str, set[str]]] = {}
    for change in changes:
        for edit in change.edits:
            if edit.table == "people" and edit.act == "put":
                said = found.setdefault(edit.row, {"name": set(), "contact": set()})
                for column, values in said.items():
                    if edit.values.get(column):
                        values.add(str(edit.values[column]))
    return found


def _refuse_several(
    ids: Mapping[str, frozenset[str]], rows: Mapping[str, Mapping[str, Mapping[str, set[str]]]], wanted: str
) -> None:
    for product, its in ids.items():
        if len(its) > 1:
            raise BadRequest(
                "'{wanted}' is the name of several people in '{product}': {ids}. Give the id, and --product {product}.",
                wanted=wanted,
                product=product,
                ids=tuple(sorted(its)),
            )
    names = {product: rows[product][row]["name"] for product, its in ids.items() for row in its}
    if names and not set.intersection(*names.values()):
        people = tuple(f"{'/'.join(sorted(said)) or '–'} ({product})" for product, said in names.items())
        raise BadRequest(
            "'{wanted}' is somebody else in each product line: {people}. Give the name, or add --product.",
            wanted=wanted,
            people=people,
        )


def _longer_names(
    rows: Mapping[str, Mapping[str, Mapping[str, set[str]]]],
    ids: Mapping[str, frozenset[str]],
    spellings: Iterable[str],
) -> Iterator[str]:
    """Yield the names of other people that hold one of the spellings: 李雷鸣 stays when 李雷 goes."""
    for product, people in rows.items():
        for row, said in people.items():
            if row not in ids[product]:
                yield from (name for name in (*said["name"], row) if any(text in name != text for text in spellings))


def _sound(spellings: Iterable[str]) -> tuple[str, ...]:
    texts = sorted({text.strip() for text in spellings if text.strip()}, key=lambda text: (-len(text), text))
    for text in texts:
        if len(text) < SHORTEST:
            raise BadRequest("'{text}' is too short to be looked for. Give the whole name.", text=text)
    if not texts:
        raise BadRequest("Name the person: an id, or a name.")
    return tuple(texts)


def _pattern(person: Person) -> re.Pattern[str]:
    # The longest first: a name that is part of another person's must not be taken out of it.
    texts = sorted({*person.others, *person.spellings}, key=len, reverse=True)
    return re.compile("|".join(map(_whole_words, texts)), re.IGNORECASE)


def _whole_words(text: str) -> str:
    # Ann is no part of Annotation; Chinese has no spaces between words.
    before = r"(?<![A-Za-z0-9])" if re.match(r"[A-Za-z0-9]", text) else ""
    after = r"(?![A-Za-z0-9])" if re.search(r"[A-Za-z0-9]$", text) else ""
    return before + re.escape(text) + after


def _scrubbed_edit(edit: dict[str, Any], person: Person, product: str, scrub: Any) -> dict[str, Any]:  # noqa: ANN401
    table, ids = edit["table"], person.ids.get(product, frozenset())

    def of_id(text: str, *, is_person: bool) -> str:
        return person.pseudonym if is_person and text in ids else scrub(text)

    own = table == "people"
    values = dict(edit.get("values", {}))
    if own and edit.get("row") in ids:
        # What only describes the person goes as a whole.
        values = {column: value for column, value in values.items() if column not in ("department", "contact")}
        values |= {"name": person.pseudonym} if values.get("name") else {}
    about_people = values.get("table") == "people"
    for column, value in values.items():
        refers = _PERSON_COLUMNS.get(table, {}).get(column) == "people" or (about_people and column == "row")
        values[column] = _scrubbed(value, lambda text, refers=refers: of_id(text, is_person=refers))
    after = dict(edit)
    after |= {name: of_id(edit[name], is_person=own) for name in ("row", "after") if name in edit}
    after |= {"values": values} if "values" in edit else {}
    return after


def _scrubbed(value: Any, scrub: Any) -> Any:  # noqa: ANN401  JSON
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, list):
        return [_scrubbed(item, scrub) for item in value]
    if isinstance(value, dict):
        return {name: _scrubbed(item, scrub) for name, item in value.items()}
    return value
