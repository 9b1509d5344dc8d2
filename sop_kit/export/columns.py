"""How wide the columns of a printed table are: no word breaks that need not, and no column is wider than it uses."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Column, Table

# Widths are counted in half-width letters: half an em.
_ROOM = {"portrait": 174.0, "landscape": 261.0}  # mm
_SIZES = (8.0, 7.5)  # pt: the usual letters of a table, and those of a crowded one
_PADDING = 2.6  # letters: what a cell keeps free on both sides
_TURNED_LINE, _TURNED_HIGH = 2.3, 26.0  # letters: how wide a line of a head on its side is, and how many it holds
_LONGEST_TURNED = 3 * _TURNED_HIGH
_AIR = 12.0  # letters: what a column may have besides its longest line
_LONGEST = 26.0  # letters: a longer word may break
_MM_PER_PT = 25.4 / 72
_STEP = 1.5  # letters
_ROWS_WEIGHED = 60  # enough to know what a table's rows are like
_WORD = re.compile(r"[^\s\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]+|\S")
_NARROW, _BROAD = frozenset("iljtfr.,:;'|!()[]-I "), frozenset("mwMW@%&—–…→")


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of a table's columns in mm, the size of its letters in pt, and the page it needs."""

    widths: tuple[float, ...]
    size: float
    turned_page: bool

    def letters(self, column: int) -> float:
        """Return how many half-width letters a line of that column holds."""
        return max(2.0, self.widths[column] / (self.size * _MM_PER_PT / 2) - _PADDING)


def columns(table: Table) -> Columns:
    """Return how the columns share the page: smaller letters, then a turned page, rather than broken words."""
    table = with_readable_heads(table)
    needs, wants = _needs(table), _wants(table)
    for page in ("portrait", "landscape"):
        for size in _SIZES:
            room = _ROOM[page] / (size * _MM_PER_PT / 2)
            if sum(needs) <= room:
                widths = _airy(table, wants, room) if sum(wants) <= room else _shares(table, needs, room)
                return Columns(_filling(widths, _ROOM[page] * min(1.0, sum(widths) / room)), size, page == "landscape")
    return Columns(_filling(needs, _ROOM["landscape"]), _SIZES[-1], turned_page=True)


def _filling(widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Return the widths in mm, so that together they are as wide as the room."""
    return tuple(width / sum(widths) * room for width in widths)


def with_readable_heads(table: Table) -> Table:
    """Return the table; a head too long to be read on its side stands upright like the others."""
    heads = tuple(
        column.model_copy(update={"turned": False}) if letters(column.label) > _LONGEST_TURNED else column
        for column in table.columns
    )
    return table if heads == table.columns else table.model_copy(update={"columns": heads})


def letters(text: str) -> float:
    """Return how wide a text is on one line, in half-width letters of the shipped fonts."""
    return sum(map(_letter, text))


@lru_cache(maxsize=16_384)
def _letter(char: str) -> float:
    if char in _NARROW:
        return 0.65
    if char in _BROAD:
        return 1.75
    if unicodedata.east_asian_width(char) in "WF":
        return 2.0
    return 1.3 if char.isupper() else 1.1


def _needs(table: Table) -> list[float]:
    """Return what each column needs so that no word of it breaks."""
    heads = [_turned(column) if column.turned else _longest_word(column.label) * 1.08 for column in table.columns]
    cells = [[_longest_word(text) for text in texts] for texts in _texts(table)]
    return [
        _PADDING + max(head, *lengths, 2.0) if lengths else _PADDING + max(head, 2.0)
        for head, lengths in zip(heads, cells, strict=True)
    ]


def _wants(table: Table) -> list[float]:
    """Return how wide each column would be if nothing in it took a second line."""
    heads = [_turned(column) if column.turned else letters(column.label) * 1.08 for column in table.columns]
    return [
        _PADDING + max((head, *(letters(line) for text in texts for line in text.split("\n"))))
        for head, texts in zip(heads, _texts(table), strict=True)
    ]


def _turned(column: Column) -> float:
    return _TURNED_LINE * max(1, math.ceil(letters(column.label) / _TURNED_HIGH))


def _texts(table: Table) -> list[list[str]]:
    rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
    return [[row[n] for row in rows] for n in range(len(table.columns))]


def _longest_word(text: str) -> float:
    return min(_LONGEST, max((letters(word) for word in _WORD.findall(text)), default=0.0) * 1.06)


def _airy(table: Table, wants: Sequence[float], room: float) -> list[float]:
    """Return the widths of columns that all stand on one line: with some air between, as wide as it reads well."""
    upright = sum(not column.turned for column in table.columns)
    more = min(_AIR, (room - sum(wants)) / max(1, upright))
    return [want + (0.0 if column.turned else more) for want, column in zip(wants, table.columns, strict=True)]


def _shares(table: Table, needs: Sequence[float], room: float) -> list[float]:
    """Return how wide each column is in letters: the room left goes, bit by bit, where rows lose most height."""
    widths = list(needs)
    cells = [[letters(text_of(cell)) for cell in row.cells] for row in table.rows[:_ROWS_WEIGHED]]
    for _ in range(math.ceil(max(0.0, room - sum(needs)) / _STEP)):
        gains = [0.0] * len(widths)
        for row in cells:
            heights = [length / (width - _PADDING) for length, width in zip(row, widths, strict=True)]
            tallest = max(range(len(heights)), key=heights.__getitem__)
            # What the tallest cell loses with one more step of width; below one line nothing is gained.
            gains[tallest] += heights[tallest] * _STEP / widths[tallest] if heights[tallest] > 1 else 0.0
        if not any(gains):
            break
        widths[max(range(len(gains)), key=gains.__getitem__)] += _STEP
    return widths
