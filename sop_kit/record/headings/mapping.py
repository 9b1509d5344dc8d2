"""Which column of a table each heading of a file means: as people said, else by its words, else by likeness."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sop_kit.errors import Problem
from sop_kit.record.alike import did_you_mean, folded
from sop_kit.record.files.reading import How, Mapped, warning
from sop_kit.record.headings.cell_looks import columns_by_looks, hints, looks_numbered
from sop_kit.record.headings.headings import columns_of, meanings
from sop_kit.record.headings.likeness import contradicts, likeness
from sop_kit.record.labels import column_name, table_name
from sop_kit.record.model import TABLES

LIKE_ENOUGH = 0.5
_AHEAD = 0.03  # of the next best column: less is a guess between two
_WORTH_SAYING = 0.25  # from here on a column is named as the one that may be meant
_MOST_COMPARED = 300  # headings: comparing takes a while
_MOST_NAMED = 40  # headings in one sentence
BETWEEN_LINES = " / "  # of a heading in two lines
_TEXTS = ("action", "title", "name", "text")  # what a number never is


@dataclass(frozen=True, slots=True, kw_only=True)
class Mappings:
    """What people have said about the headings of their tables, and what holds for all rows of a file.

    Headings are compared as ``heading_key`` returns them; a column of "" leaves out what stands beneath a heading.
    """

    given: Mapping[str, str] = field(default_factory=dict)  # heading → column, for any table
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)  # table and key of a heading → column
    stage: str = ""  # of steps that state none
    carried: frozenset[str] = frozenset()  # columns whose empty cells take what stands above, because people said so
    roles: frozenset[str] = frozenset()  # names of known roles, folded: a column full of them holds roles


NO_MAPPINGS = Mappings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading and the cells beneath it; ``says`` lists what it can be read as, the most telling first."""

    text: str
    says: tuple[str, ...]
    cells: Sequence[str]
    where: str


def heading_key(heading: str) -> str:
    """Return a heading as it is remembered: line breaks, spaces, case and width make no difference."""
    return folded(heading)


def column_letter(number: int) -> str:
    """Return what a spreadsheet calls its column: A for 0, AA for 26; in brackets, so that it is no heading."""
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return f"[{letters}]"


def is_letter(heading: str) -> bool:
    """Say whether a heading is the letter of its column."""
    return bool(re.fullmatch(r"\[[A-Z]{1,4}\]", heading))


def column_meant(table: str, text: str) -> str:
    """Return the column of a table that people call so, by its name or in words; "" when there is none."""
    return text if text in TABLES[table].model_fields else next(iter(meanings(table, text)), "")


def map_headings(table: str, headings: Sequence[Heading], mappings: Mappings) -> tuple[Mapped, ...]:
    """Return what each heading means in a table; no column is meant by two of them.

    What people said counts first, then words that are known, then the likeness of words and cells. A heading that is
    not like enough to any column stays without one, and the column it may mean is named.
    """
    return _Finding(table, headings, mappings).mapped()


def unheeded(mappings: Mappings, mapped: Sequence[Mapped]) -> Iterator[Problem]:
    """Yield what could not be done of what people said about headings just now, file by file."""
    for heading, column in mappings.given.items():
        key = heading_key(heading)
        meant = [each for each in mapped if key in _shown_keys(each)]
        if not meant:
            headings = tuple(dict.fromkeys(each.heading for each in mapped))[:_MOST_NAMED]
            text = "No table has the heading '{name}'. There are: {headings}."
            yield warning("", text, name=heading, headings=headings)
        for each in meant:
            wanted = column_meant(each.table, column)
            if column and not wanted:
                yield warning(
                    each.where,
                    "'{column}' is no column of {table}; what was said about '{name}' was left out.{hint}",
                    column=column,
                    table=table_name(each.table),
                    name=heading,
                    hint=did_you_mean(column, TABLES[each.table].model_fields),
                )
            elif each.column != wanted:
                text = "'{name}' cannot be '{column}': another heading was given that column."
                yield warning(each.where, text, name=heading, column=column_name(wanted))


class _Finding:
    """Finds the columns of the headings of one table; what is found once is never taken back."""

    def __init__(self, table: str, headings: Sequence[Heading], mappings: Mappings) -> None:
        self._table = table
        self._headings = headings
        self._mappings = mappings
        self._said = {heading_key(heading): column for heading, column in mappings.given.items()}
        self._found: dict[int, tuple[str, How]] = {}
        self._nearest: dict[int, str] = {}

    def mapped(self) -> tuple[Mapped, ...]:
        self._as_people_said()
        if any(heading.says for heading in self._headings):
            self._numbers()
            self._by_words()
            self._by_likeness()
            self._backwards()
        else:
            self._by_looks()
        return tuple(self._mapped(number, heading) for number, heading in enumerate(self._headings))

    def _mapped(self, number: int, heading: Heading) -> Mapped:
        column, how = self._found.get(number, ("", "unknown"))
        nearest = self._nearest.get(number, "")
        if not column and how == "unknown" and nearest in self._taken():
            how = "taken"
        left_out = not column and how in {"taken", "unknown"}
        return Mapped(
            table=self._table,
            heading=heading.text,
            column=column,
            how=how,
            number=number,
            nearest=nearest if left_out else "",
            where=heading.where,
        )

    def _as_people_said(self) -> None:
        ways: tuple[tuple[How, Callable[[int, Heading], str | None]], ...]
        ways = (("given", self._given), ("remembered", self._remembered))
        for how, said in ways:
            for number, heading in self._open():
                text = said(number, heading)
                column = column_meant(self._table, text) if text else ""
                if text == "" or (column and column not in self._taken()):
                    self._found[number] = (column, how)

    def _given(self, number: int, heading: Heading) -> str | None:
        # The letter of a column tells apart two that bear one heading.
        keys = (heading_key(column_letter(number)), *_keys(heading))
        return next((self._said[key] for key in keys if key in self._said), None)

    def _remembered(self, _number: int, heading: Heading) -> str | None:
        remembered = self._mappings.remembered
        keys = ((self._table, key) for key in _keys(heading))
        return next((remembered[key] for key in keys if key in remembered), None)

    def _numbers(self) -> None:
        # "Step" over 1, 2, 3 numbers the rows, whatever "step" means elsewhere.
        stated = [number for number, heading in self._open() if "id" in _known(self._table, heading)]
        if stated or "id" in self._taken():
            return
        for number, heading in self._open():
            if set(_known(self._table, heading)) & set(_TEXTS) and looks_numbered(heading.cells):
                self._found[number] = ("id", "cells")
                return

    def _by_words(self) -> None:
        numbers = [number for number, _ in self._open()]
        # The part of a heading that is known best stands for it.
        texts = [self._best_known(self._headings[number]) for number in numbers]
        for number, column in zip(numbers, columns_of(self._table, texts, self._taken()), strict=True):
            if column:
                self._found[number] = (column, "exact")

    def _best_known(self, heading: Heading) -> str:
        return next((text for text in heading.says if meanings(self._table, text)), heading.text)

    def _by_likeness(self) -> None:
        # A heading that is known and whose columns are taken stands there twice: it means nothing else.
        unknown = [each for each in self._open() if each[1].text and not _known(self._table, each[1])][:_MOST_COMPARED]
        scores = {number: self._scores(heading) for number, heading in unknown}
        pairs = [(score, number, column) for number, columns in scores.items() for column, score in columns.items()]
        # Best first; of equals the heading further left, and its first column.
        for score, number, column in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
            if number in self._found or column in self._taken():
                continue
            open_ = [other for name, other in scores[number].items() if name not in self._taken() and name != column]
            if score >= LIKE_ENOUGH and score - max(open_, default=0.0) >= _AHEAD:
                alike = likeness(self._table, self._headings[number].text).get(column, 0.0)
                self._found[number] = (column, "alike" if alike >= _WORTH_SAYING else "cells")
        for number, _ in self._open():
            known = _known(self._table, self._headings[number])
            column, score = max(scores.get(number, {}).items(), key=lambda each: each[1], default=("", 0.0))
            self._nearest[number] = known[0] if known else column if score >= _WORTH_SAYING else ""

    def _backwards(self) -> None:
        """Find the column that says what comes before a step: it says as much as one that says what comes next."""
        ids = self._ids()
        for number, heading in self._open():
            if self._table != "steps" or "next" in self._taken() or not ids:
                return
            before = any(contradicts("next", text) for text in heading.says)
            if before and hints(self._table, heading.cells, roles=frozenset(), ids=ids).get("next", 0.0) > 0:
                self._found[number] = ("next", "backwards")

    def _by_looks(self) -> None:
        open_ = {number: heading.cells for number, heading in self._open()}
        for number, column in columns_by_looks(self._table, open_, self._taken(), self._mappings.roles).items():
            self._found[number] = (column, "cells")

    def _scores(self, heading: Heading) -> dict[str, float]:
        ids = self._ids()
        spoken = hints(self._table, heading.cells, roles=self._mappings.roles, ids=ids)
        scores: dict[str, float] = {}
        for text in heading.says:
            for column, score in likeness(self._table, text).items():
                scores[column] = max(score, scores.get(column, 0.0))
        for column, weight in spoken.items():
            if not contradicts(column, heading.text):
                scores[column] = scores.get(column, 0.0) + weight
        return scores

    def _ids(self) -> frozenset[str]:
        cells = (self._headings[number].cells for number, (column, _) in self._found.items() if column == "id")
        return frozenset(folded(cell) for cell in next(cells, ()) if cell.strip())

    def _open(self) -> Iterator[tuple[int, Heading]]:
        found = set(self._found)
        return ((number, heading) for number, heading in enumerate(self._headings) if number not in found)

    def _taken(self) -> set[str]:
        return {column for column, _ in self._found.values() if column}


def _shown_keys(mapped: Mapped) -> set[str]:
    """Return what a heading can be looked up by: as a whole, its second line alone, its letter."""
    texts = (mapped.heading, mapped.heading.rpartition(BETWEEN_LINES)[2], column_letter(mapped.number))
    return {heading_key(text) for text in texts}


def _keys(heading: Heading) -> Iterator[str]:
    return (heading_key(text) for text in (heading.text, *heading.says))


def _known(table: str, heading: Heading) -> tuple[str, ...]:
    return next((known for text in heading.says if (known := meanings(table, text))), ())
