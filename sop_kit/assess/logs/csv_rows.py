"""The rows of a CSV text, in blocks of columns: a broken line costs itself and no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

_BLOCK = 1 << 21  # characters read at once
_LONGEST_ROW, _MOST_LINES = 100_000, 200  # characters and lines of one row; a quote open for longer was never closed
_QUOTE = '"'
Row = list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows of the heading's width: their columns, and the line on which each begins; and the rows that are wider.

    A row with fewer cells is filled up, one whose further cells are empty is cut, and an empty line is no row.
    ``wider`` holds the line and the number of cells of each row that is left out.
    """

    columns: Sequence[Sequence[str]]
    line: npt.NDArray[np.int64]
    wider: tuple[tuple[int, int], ...] = ()


def blocks(pieces: Iterable[str], separator: str, width: int) -> Iterator[Block]:
    """Yield the rows of a text that comes piece by piece; ``width`` is the number of columns."""
    reader = _Rows(separator, width)
    held = ""
    for piece in pieces:
        held += piece
        if len(held) < _BLOCK:
            continue
        # The last line may go on in the next piece; one without an end is cut.
        cut = max(held.rfind("\n"), held.rfind("\r", 0, -1)) + 1 or len(held)
        yield reader.read(held[:cut])
        held = held[cut:]
    yield reader.read(held, last=True)


def parse(line: str, separator: str) -> Row:
    """Return the cells of a row."""
    try:
        return next(csv.reader((f"{part}\n" for part in line.split("\n")), delimiter=separator), [])
    except csv.Error:  # a cell longer than any text
        return line.split(separator)


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends, of whatever kind these are."""
    if "\r" in text:
        text = re.sub(r"\r\n?", "\n", text)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


class _Rows:
    """Rows read block by block; a row may go on from one block to the next."""

    def __init__(self, separator: str, width: int) -> None:
        self._separator, self._width = separator, width
        self._open: list[str] = []  # the lines of a row whose quote is not closed yet
        self._line = 1  # of the next block

    def read(self, text: str, *, last: bool = False) -> Block:
        """Return the rows of the next lines."""
        lines = [*self._open, *lines_of(text)]
        columns = None if self._open or not lines else self._alike(lines, quoted=_QUOTE in text)
        if columns is None:
            return self._one_by_one(lines, last=last)
        first, self._line = self._line, self._line + len(lines)
        return Block(columns=columns, line=np.arange(first, self._line))

    def _alike(self, lines: list[str], *, quoted: bool) -> Sequence[Sequence[str]] | None:
        """Return the columns when every line is a row of the heading's width, which is nearly always so."""
        if not quoted:
            counts = set(map(str.count, lines, repeat(self._separator)))
            if counts != {self._width - 1} or self._separator * (self._width - 1) in lines:
                return None
            cells = self._separator.join(lines).split(self._separator)
            return [cells[place :: self._width] for place in range(self._width)]
        try:
            rows = list(csv.reader(lines, delimiter=self._separator))
        except csv.Error:
            return None
        if len(rows) != len(lines) or set(map(len, rows)) != {self._width} or [""] * self._width in rows:
            return None
        return list(zip(*rows, strict=True))

    def _one_by_one(self, lines: list[str], *, last: bool) -> Block:
        rows, begins, wider = [], [], []
        at = 0
        while at < len(lines):
            end = self._end(lines, at)
            if end > len(lines) and not last:
                break
            closed = at < end <= len(lines)
            cells = parse("\n".join(lines[at:end]), self._separator) if closed else []
            if not closed or (end > at + 1 and len(cells) != self._width):
                # A quote that stands there by mistake must not swallow the lines up to the next one.
                cells = [cell.strip(_QUOTE) for cell in lines[at].split(self._separator)]
                end = at + 1
            while len(cells) > self._width and not cells[-1].strip():
                cells.pop()
            if len(cells) > self._width:
                wider.append((self._line + at, len(cells)))
            elif any(cells):
                rows.append(cells + [""] * (self._width - len(cells)))
                begins.append(self._line + at)
            at = end
        self._open = lines[at:]
        self._line += at
        columns = list(zip(*rows, strict=True)) or [()] * self._width
        return Block(columns=columns, line=np.array(begins, np.int64), wider=tuple(wider))

    def _end(self, lines: list[str], at: int) -> int:
        """Return the line after a row: 0 when its quote is never closed, one too many when more lines have to tell."""
        quotes = characters = 0
        for end in range(at, len(lines)):
            quotes += lines[end].count(_QUOTE)
            characters += len(lines[end])
            if quotes % 2 == 0:
                return end + 1
            if end - at > _MOST_LINES or characters > _LONGEST_ROW:
                return 0
        return len(lines) + 1
