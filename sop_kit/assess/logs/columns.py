"""Which column of a table is the case, the activity, the time, the resource: as asked, by names, else by contents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sop_kit.assess.logs.coding import is_missing
from sop_kit.assess.logs.column_names import ROLES, Role, named, plain_name, says_little
from sop_kit.assess.logs.times import TimeColumn
from sop_kit.errors import BadRequest, Phrase, phrase

ROLE_WORDS: Mapping[Role, Phrase] = {
    "case": Phrase("the case"),
    "activity": Phrase("the activity"),
    "time": Phrase("the time"),
    "resource": Phrase("the resource"),
}
_MOSTLY = 0.5  # of what stands in a column of times can be read as times
_NEARLY_ALL, _FEW = 0.9, 0.1
_CLOCK = re.compile(r"\s*(?:上午|下午)? ?\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?\s*")
_FRACTION = re.compile(r"\s*[-+]?\d*[.,]\d+\s*")
_MOST_SHOWN, _LONGEST_SHOWN = 50, 60  # headings; characters of what stands in a column
_COUNTED = re.compile(r"\s*\d+(?:\.\d+)?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The headings of a table, and by column what stands in its first rows."""

    file: str
    zone: str
    headings: tuple[str, ...]
    sample: tuple[Sequence[str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The place of the column of each role that there is, and the roles whose column was told by its contents."""

    places: Mapping[Role, int]
    guessed: tuple[Role, ...] = ()
    clock: int | None = None  # of the column that says at what time of the day it was, where the time is only a day


def choose(table: Table, wished: Mapping[Role, str]) -> Chosen:
    """Return which column is which.

    A wished column is found by its heading, by its heading without case and signs, or by its number from 1. Else one
    is taken whose name says what it is: of several start and end times the end. Else its contents tell, when only one
    column looks like it: times by being times; of the two that remain, cases by the digits in their names, activities
    by having none. A resource is never guessed. Where the times are days without an hour, a column of clock times that
    stands beside them goes with them.

    Raises
    ------
    BadRequest
        When a wished column is not there or does not hold what it should, and when none or several may be meant.
    """
    places: dict[Role, int] = {}
    for role in ROLES:
        if wished.get(role):
            places[role] = _wished(role, wished[role], table)
    _check_twice(places, table)
    for role in ROLES:
        if role not in places:
            found = _by_name(role, table, frozenset(places.values()))
            if found is not None:
                places[role] = found
    guessed = _by_contents(table, places)
    places |= guessed
    for role in ("case", "activity", "time"):
        if role not in places:
            raise _none(role, table, places)
    return Chosen(places=places, guessed=tuple(guessed), clock=_clock(table, places))


def holds_times(texts: Sequence[str], zone: str = "UTC") -> float:
    """Return which share of the texts that are not missing are times, 0 when all are missing."""
    known = [text.strip() for text in texts if not is_missing(text)]
    return float(np.mean(TimeColumn(zone).read(known))) if known else 0.0


def _wished(role: Role, name: str, table: Table) -> int:
    plain = [plain_name(heading) for heading in table.headings]
    same = [place for place, each in enumerate(plain) if each == plain_name(name) and each]
    if name in table.headings:
        place = table.headings.index(name)
    elif len(same) == 1:
        place = same[0]
    elif name.isdecimal() and 1 <= int(name) <= len(table.headings):
        place = int(name) - 1
    else:
        told = phrase("{file} has no column '{wished}'.", file=table.file, wished=name)
        raise _refused(told, role, table)
    empty = all(map(is_missing, table.sample[place]))
    if role == "time" and not empty and not holds_times(table.sample[place], table.zone):
        raise _no_times(place, table)
    return place


def _check_twice(places: Mapping[Role, int], table: Table) -> None:
    for role, place in places.items():
        if list(places.values()).index(place) != list(places).index(role):
            told = phrase(
                "The column '{column}' of {file} cannot be {role} and something else as well.",
                column=table.headings[place],
                file=table.file,
                role=ROLE_WORDS[role],
            )
            raise _refused(told, role, table)


def _by_name(role: Role, table: Table, taken: frozenset[int]) -> int | None:
    """Return the column whose name says that it is the role's, ``None`` when none does."""
    groups = [[place for place in group if place not in taken] for group in named(role, table.headings)]
    for group in groups:
        free = [place for place in group if _may_be(role, place, table)]
        if role != "resource" and len(free) > 1 and not _same(role, free, table):
            raise _several(free, role, table)
        if free:
            return free[0]
    # Where nothing stands in a column, only its name can tell.
    empty = (place for group in groups for place in group if all(map(is_missing, table.sample[place])))
    return next(empty, None)


def _may_be(role: Role, place: int, table: Table) -> bool:
    """Say whether what stands in a column is no reason not to believe its name."""
    texts = table.sample[place]
    if role == "time":
        return holds_times(texts, table.zone) >= _MOSTLY
    if role == "case" and says_little(table.headings[place]) and len(set(texts)) == len(texts):
        return False
    return not all(map(is_missing, texts))


def _same(role: Role, places: Sequence[int], table: Table) -> bool:
    """Say whether columns tell the same things apart, whatever they call them; or hold the same times."""
    first, *others = (table.sample[place] for place in places)
    if role == "time":
        return all(list(other) == list(first) for other in others)
    kinds = len(set(first))
    return all(len(set(other)) == kinds == len(set(zip(first, other, strict=True))) for other in others)


def _by_contents(table: Table, places: Mapping[Role, int]) -> dict[Role, int]:
    """Return the roles still open whose column its contents tell."""
    found: dict[Role, int] = {}
    for role in ("time", "case", "activity"):  # times before cases, which may look like times
        if role in places:
            continue
        free = [at for at in range(len(table.headings)) if at not in (*places.values(), *found.values())]
        alike = _alike(role, free, table)
        if len(alike) > 1:
            raise _several(alike, role, table)
        if alike:
            found[role] = alike[0]
    return found


def _alike(role: Role, free: Sequence[int], table: Table) -> list[int]:
    """Return the columns whose contents look like those of a role."""
    dated = [place for place in free if is_dated(table.sample[place], table.zone)]
    if role == "time":
        return dated or [place for place in free if holds_times(table.sample[place], table.zone) >= _NEARLY_ALL]
    looks = _like_cases if role == "case" else _like_activities
    return [place for place in free if place not in dated and looks(table.sample[place])]


def _clock(table: Table, places: Mapping[Role, int]) -> int | None:
    """Return the column with the times of the day that go with a column of days, ``None`` when there is none."""
    known = [text.strip() for text in table.sample[places["time"]] if not is_missing(text)]
    days = TimeColumn(table.zone)
    readable = days.read(known)
    if not known or days.settled(np.zeros(len(known), np.int32)).hourless < np.count_nonzero(readable):
        return None
    clocks = [at for at in range(len(table.headings)) if at not in places.values() and _like_clocks(table.sample[at])]
    by_name = [place for group in named("time", table.headings) for place in group if place in clocks]
    found = by_name or clocks
    return found[0] if by_name or len(found) == 1 else None


def _like_clocks(texts: Sequence[str]) -> bool:
    known = [text for text in texts if not is_missing(text)]
    return bool(known) and sum(map(bool, map(_CLOCK.fullmatch, known))) >= _NEARLY_ALL * len(known)


def is_dated(texts: Sequence[str], zone: str = "UTC") -> bool:
    """Say whether nearly all texts are times that are no mere numbers: a number of ten digits may be anything."""
    return not any(map(_COUNTED.fullmatch, texts)) and holds_times(texts, zone) >= _NEARLY_ALL


def _like_cases(texts: Sequence[str]) -> bool:
    """Say whether texts look like the names of cases: all there, with digits and no fractions, some of them again."""
    known = [text for text in texts if not is_missing(text)]
    digits = sum(any(map(str.isdigit, text)) and not _FRACTION.fullmatch(text) for text in known)
    return (
        _all_there(known, texts) and digits >= _NEARLY_ALL * len(known) and len(set(known)) <= _NEARLY_ALL * len(known)
    )


def _like_activities(texts: Sequence[str]) -> bool:
    """Say whether texts look like activities: all there, words without digits, each of them more than once."""
    known = [text for text in texts if not is_missing(text)]
    digits = sum(any(map(str.isdigit, text)) for text in known)
    return _all_there(known, texts) and digits <= _FEW * len(known) and len(set(known)) <= _MOSTLY * len(known)


def _all_there(known: Sequence[str], texts: Sequence[str]) -> bool:
    return len(set(known)) > 1 and len(known) >= _NEARLY_ALL * len(texts)


def _several(places: Sequence[int], role: Role, table: Table) -> BadRequest:
    told = phrase(
        "Several columns of {file} may be {role}: {likely}.",
        file=table.file,
        role=ROLE_WORDS[role],
        likely=tuple(table.headings[place] for place in places),
    )
    return _refused(told, role, table)


def _none(role: Role, table: Table, places: Mapping[Role, int]) -> BadRequest:
    called = [place for group in named(role, table.headings) for place in group if place not in places.values()]
    if role == "time" and called:
        return _no_times(called[0], table)
    told = phrase("No column of {file} can be told to be {role}.", file=table.file, role=ROLE_WORDS[role])
    return _refused(told, role, table)


def _no_times(place: int, table: Table) -> BadRequest:
    told = phrase(
        "The column '{column}' of {file} holds too few times that can be read, and things such as '{value}'.",
        column=table.headings[place],
        file=table.file,
        value=next(text for text in table.sample[place] if not is_missing(text))[:_LONGEST_SHOWN],
    )
    return _refused(told, "time", table)


def _refused(told: Phrase, role: Role, table: Table) -> BadRequest:
    return BadRequest(
        "{told} Its columns are: {columns}. Say which one is right with --{option} COLUMN.",
        told=told,
        columns=(*table.headings[:_MOST_SHOWN], *(("…",) if len(table.headings) > _MOST_SHOWN else ())),
        option=role,
    )
