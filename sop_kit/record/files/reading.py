"""What comes out of reading a file: facts as they were found, each with its place, and the problems met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.model import Record

Path = tuple[str | int, ...]
How = Literal["exact", "alike", "cells", "backwards", "remembered", "given", "taken", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """What a heading was taken for: ``column``, "" when what stands beneath it was left out.

    ``how``: the heading is one the kit knows, or like one; the cells beneath look like it; what comes before is turned
    around into what comes next; people said so in this workshop before or just now. ``taken``: another heading means
    that column; ``unknown``: none is like enough.
    """

    table: str
    heading: str
    column: str
    how: How
    number: int = 0  # of its column in the file, from 0
    nearest: str = ""  # the column it may mean, when it was left out
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A record and everything that was wrong with its files; no record when they cannot make one."""

    record: Record | None
    problems: tuple[Problem, ...] = ()
    mapping: tuple[Mapped, ...] = ()  # of every table with headings, in the order of the files


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file and the places of what stands in it; ``places`` is keyed by the way down to a value."""

    name: str
    places: Mapping[Path, str] = field(default_factory=dict)

    def at(self, path: Path) -> str:
        """Return the place of a value, or of the nearest thing around it whose place is known."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        steps = "/".join(str(part + 1 if isinstance(part, int) else part) for part in path)
        return f"{self.name}:{steps}" if steps else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """A row as it was found: only the columns that the file states, nothing checked."""

    values: Mapping[str, object]
    origin: Origin
    path: Path = ()

    def at(self, *path: str | int) -> str:
        """Return the place of the row, or of something in it."""
        return self.origin.at((*self.path, *path))

    def having(self, values: Mapping[str, object]) -> RawRow:
        """Return the row with other values at the same place."""
        return RawRow(values=values, origin=self.origin, path=self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The record that a workbook of the kit was written from, in which language, and for whom."""

    product: str
    number: int  # of the head of the record
    hash: str
    owner: str
    lang: str
    schema: int
    kit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one file says: rows a table, and ``product``, ``settings`` and ``head`` where it states them.

    ``written`` tells of a workbook of the kit what it was written from, and ``room`` what it has room for and leaves
    empty: the columns of each row by its path, and those of each table that has its headings by ``(table,)``.
    """

    name: str
    tables: Mapping[str, tuple[RawRow, ...]] = field(default_factory=dict)
    singles: Mapping[str, RawRow] = field(default_factory=dict)
    log: tuple[RawRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    mapping: tuple[Mapped, ...] = ()
    written: Written | None = None
    room: Mapping[Path, frozenset[str]] = field(default_factory=dict)


def error(where: str, text: str, /, **values: object) -> Problem:
    """Return a problem: the thing at ``where`` was not taken in."""
    return Problem(where=where, what=phrase(text, **values))


def warning(where: str, text: str, /, **values: object) -> Problem:
    """Return a problem: the thing at ``where`` was taken in as the message says."""
    return Problem(where=where, what=phrase(text, **values), severity="warning")


def quoted(name: object) -> Phrase:
    """Return a name in quotes, to stand in a sentence."""
    return phrase("'{name}'", name=name)


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems file by file, each from its first line to its last."""
    placed = [(*_place(problem.where), problem) for problem in problems]
    files = {file: number for number, file in enumerate(dict.fromkeys(file for file, _, _ in placed))}
    return tuple(problem for _, _, problem in sorted(placed, key=lambda each: (files[each[0]], each[1])))


def _place(where: str) -> tuple[str, tuple[int, int]]:
    cell = re.fullmatch(r"(.*)!([A-Z]{1,3})(\d{1,7})", where, re.DOTALL)
    if cell:  # of a workbook: its sheet, row and column
        return cell[1], (int(cell[3]), int(cell[2].rjust(3, "0"), 36))
    found = re.fullmatch(r"(.*?)(?::(\d{1,9}))?(?::(\d{1,9}))?", where, re.DOTALL)
    file, line, column = found.groups() if found else (where, None, None)
    return file, (int(line or 0), int(column or 0))
