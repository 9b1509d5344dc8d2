"""What comes out of reading a file: facts as they were found, each with its place, and the problems met."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sop_kit.errors import Problem, phrase
from sop_kit.record.model import Record

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A record and everything that was wrong with its files; no record when they cannot make one."""

    record: Record | None
    problems: tuple[Problem, ...] = ()


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
class Part:
    """What one file says: rows a table, and ``product``, ``settings`` and ``head`` where it states them."""

    name: str
    tables: Mapping[str, tuple[RawRow, ...]] = field(default_factory=dict)
    singles: Mapping[str, RawRow] = field(default_factory=dict)
    log: tuple[RawRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def error(where: str, text: str, **values: object) -> Problem:
    """Return a problem: the thing at ``where`` was not taken in."""
    return Problem(where=where, what=phrase(text, **values))


def warning(where: str, text: str, **values: object) -> Problem:
    """Return a problem: the thing at ``where`` was taken in as the message says."""
    return Problem(where=where, what=phrase(text, **values), severity="warning")


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems file by file, each from its first line to its last."""
    placed = [(*_place(problem.where), problem) for problem in problems]
    files = {file: number for number, file in enumerate(dict.fromkeys(file for file, _, _ in placed))}
    return tuple(problem for _, _, problem in sorted(placed, key=lambda each: (files[each[0]], each[1])))


def _place(where: str) -> tuple[str, tuple[int, int]]:
    found = re.fullmatch(r"(.*?)(?::(\d{1,9}))?(?::(\d{1,9}))?", where, re.DOTALL)
    file, line, column = found.groups() if found else (where, None, None)
    return file, (int(line or 0), int(column or 0))
