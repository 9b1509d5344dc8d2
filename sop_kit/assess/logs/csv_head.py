"""How a table begins: what separates its cells, its headings, and on which line its rows start."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.assess.logs.columns import is_dated
from sop_kit.assess.logs.csv_rows import Row, lines_of, parse
from sop_kit.record.files.decoding import without_forbidden

_SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 100  # lines
_LONGEST = 200  # characters of a heading
_NAMED_SEPARATOR = re.compile(r"sep=(.)", re.IGNORECASE)  # as Excel wants it in the first line


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What separates the cells of a table, its headings, and how many lines stand before its rows."""

    separator: str
    headings: tuple[str, ...]
    lines: int


def head_of(text: str) -> Head:
    """Return how a table begins, by its first lines.

    The separator is the one that parts most of them alike, and into most cells. The headings are the first row of about
    as many cells; a title above them is passed over. A table whose first row holds a time has no headings: its columns
    are called by their numbers. So is a column without a heading; where each row has one cell more than there are
    headings, that is the first.
    """
    lines = lines_of(text)[:_LOOKED_AT]
    begin = next((at for at, line in enumerate(lines) if line.strip()), 0)
    told = _NAMED_SEPARATOR.fullmatch(lines[begin].strip()) if begin < len(lines) else None
    begin += 1 if told else 0
    separators = (told[1],) if told else _SEPARATORS
    separator = max(separators, key=lambda each: _fit(_rows(lines[begin:], each)[0]))
    rows, ends = _rows(lines[begin:], separator)
    if not rows:
        return Head(separator=separator, headings=(), lines=begin)
    _, width = _fit(rows)
    at = next(
        (at for at, row in enumerate(rows) if len(row) >= width - 1 and (sum(map(bool, row)) > 1 or width == 1)), 0
    )
    first, others = rows[at], rows[at + 1 :]
    while len(first) > 1 and not first[-1].strip() and all(len(row) < len(first) or not row[-1] for row in others):
        first.pop()
    if any(is_dated([cell]) for cell in first):
        return Head(
            separator=separator, headings=_distinct([""] * len(first)), lines=begin + (ends[at - 1] if at else 0)
        )
    if others and all(len(row) == len(first) + 1 for row in others):
        first = ["", *first]
    return Head(separator=separator, headings=_distinct(first), lines=begin + ends[at])


def _fit(rows: Sequence[Row]) -> tuple[int, int]:
    """Return how many rows have the same number of cells, and that number; no row counts that has one cell."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in counts.items()), default=(0, 1))


def _rows(lines: Sequence[str], separator: str) -> tuple[list[Row], list[int]]:
    """Return the rows that are not empty, and after how many lines each ends."""
    reader = csv.reader(lines, delimiter=separator)
    rows, ends = [], []
    try:
        for row in reader:
            if any(row):
                rows.append(row)
                ends.append(reader.line_num)
    except csv.Error:  # a quote that is never closed
        rows = rows or [parse(lines[0], separator)]
        ends = ends or [1]
    return rows, ends


def _distinct(headings: Sequence[str]) -> tuple[str, ...]:
    """Return headings of which no two are the same and none is empty."""
    found: dict[str, None] = {}
    times: Counter[str] = Counter()
    for number, heading in enumerate(headings, start=1):
        plain = name = " ".join(without_forbidden(heading).split())[:_LONGEST] or str(number)
        times[plain] += 1
        while name in found:
            times[plain] += name != plain
            name = f"{plain} ({times[plain]})"
        found[name] = None
    return tuple(found)
