"""The first page as HTML: the questions a reader comes with, each with its answer and where it is said in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from math import ceil

from sop_kit.blocks.html_table import table
from sop_kit.blocks.html_text import Here, escape, inline
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers, Table

# On paper, in points: what is left of an A4 page below the masthead, and the width of the page and of half of it.
_DOWN, _ACROSS, _HALF = 686.0, 510.0, 243.0
_AROUND, _BETWEEN, _PADDING, _MARK = 9.5, 2.2, 6.0, 4.0  # an answer, its lines, a cell, a mark of what is missing
_LEADING = {"zh": 1.3, "en": 1.22}  # line height in letters
_SMALL, _USUAL = 8.5, 9.3  # what labels and sources are set in, and what most answers are
_SIZES = tuple(tenths / 10 for tenths in range(97, 64, -1))  # of letters, from the largest to the smallest
_WIDE = 0x2E80  # from here on letters are as wide as they are tall
# Letters of a cell that takes no second line, the part of a table such columns may take, how even the
# others share, and how much wider than foreseen a word may be.
_SHORT, _MOST_FIXED, _EVEN, _SURE = 11.5, 0.6, 0.7, 1.08


def answers(block: Answers, here: Here) -> str:
    """Return the questions in their order; each is a heading with its answer below it."""
    title = f"<{here.heading}>{escape(block.title)}</{here.heading}>" if block.title.strip() else ""
    under = here.below if title else here
    items = "".join(_answer(item, under) for item in block.items)
    note = f'<p class="note">{inline(block.note, here.say)}</p>' if block.note else ""
    return (
        f'<div class="answers"{here.ids.attribute(block.anchor)}>{title}'
        f'<div class="six" style="--fit:{_letters(block, here.say.lang):.1f}pt">{items}</div>{note}</div>'
    )


def _answer(item: Answer, here: Here) -> str:
    question = f"<{here.heading}>{escape(item.question)}</{here.heading}>"
    clauses = f'<p class="clauses">{inline(item.clauses, here.say)}</p>' if item.clauses else ""
    small = table(_spread(item.table, _ACROSS if item.wide else _HALF), here) if item.table else ""
    said = item.lines or (() if item.table else ((),))
    lines = "".join(f"<p>{inline(line, here.say) or '—'}</p>" for line in said)
    look = " ".join(name for name, is_so in (("wide", item.wide), ("urgent", item.urgent)) if is_so)
    return f'<div class="{f"answer {look}".strip()}"><div class="asked">{question}{clauses}</div>{small}{lines}</div>'


def _letters(block: Answers, lang: str) -> float:
    """Return the largest letters with which all answers fit one printed page."""
    return next((size for size in _SIZES if _height(block, size, _LEADING[lang]) <= _DOWN), _SIZES[-1])


def _height(block: Answers, size: float, leading: float) -> float:
    note = _lines(text_of(block.note), _ACROSS, _SMALL) * _SMALL * leading + _AROUND if block.note else 0.0
    rows = _rows(block.items)
    return note + sum(max(_answer_height(item, size, leading) for item in row) for row in rows)


def _rows(items: Sequence[Answer]) -> Iterator[list[Answer]]:
    """Return the answers as they stand beside each other: a wide one alone, the others in pairs."""
    for wide, group in groupby(items, key=lambda item: item.wide):
        each = list(group)
        step = 1 if wide else 2
        yield from (each[at : at + step] for at in range(0, len(each), step))


def _answer_height(item: Answer, size: float, leading: float) -> float:
    room = _ACROSS if item.wide else _HALF
    asked = _lines(f"{item.question} {text_of(item.clauses)}", room, size) * size * leading
    below = sum(_lines(text_of(line), room, size) * size * leading + _BETWEEN for line in item.lines)
    cells = [cell for row in (item.table.rows if item.table else ()) for cell in row.cells]
    marks = _MARK * sum(span.style == "missing" for said in (*item.lines, *cells) for span in said)
    return _AROUND + asked + below + marks + (_table_height(item.table, size, leading, room) if item.table else 0.0)


def _table_height(block: Table, size: float, leading: float, room: float) -> float:
    rooms = [width * room - _PADDING for width in _shares(block, room, size)]
    heights = [
        max((_lines(text_of(cell), wide, size) for cell, wide in zip(row.cells, rooms, strict=False)), default=1)
        for row in block.rows
    ]
    head = _SMALL * leading + _BETWEEN if any(column.label for column in block.columns) else 0.0
    return head + sum(lines * size * leading + _BETWEEN for lines in heights)


def _spread(block: Table, room: float) -> Table:
    """Return the table with columns as wide as their words need, as far as there is room."""
    widths = _shares(block, room, _USUAL)
    columns = zip(block.columns, widths, strict=True)
    return block.model_copy(update={"columns": tuple(c.model_copy(update={"width": width}) for c, width in columns)})


def _shares(block: Table, room: float, size: float) -> list[float]:
    """Return the part of the room for each column: a short one takes no second line, the others share what is left."""
    rows = [[text_of(cell) for cell in row.cells] for row in block.rows]
    columns = [[column.label, *(row[n] for row in rows if n < len(row))] for n, column in enumerate(block.columns)]
    longest = [max(max(_widths(text)) for text in column) for column in columns]
    fixed = [(length * size * _SURE + 2 * _PADDING) / room if length <= _SHORT else 0.0 for length in longest]
    if sum(fixed) > _MOST_FIXED or all(fixed):
        fixed = [0.0] * len(longest)
    weights = [0.0 if width else max(length, 1.0) ** _EVEN for width, length in zip(fixed, longest, strict=True)]
    left = (1 - sum(fixed)) / (sum(weights) or 1.0)
    return [width or weight * left for width, weight in zip(fixed, weights, strict=True)]


def _lines(text: str, room: float, size: float) -> int:
    narrow = max(room, size)
    return sum([ceil(wide * size / narrow) or 1 for wide in _widths(text)])


@lru_cache(maxsize=4096)  # each text is measured at every size of letters that may fit
def _widths(text: str) -> tuple[float, ...]:
    return tuple(_ems(line) for line in text.split("\n"))


def _ems(text: str) -> float:
    return sum(_em(letter) for letter in text)


def _em(letter: str) -> float:
    if ord(letter) >= _WIDE:
        return 1.0
    return 0.68 if letter.isupper() else 0.58 if letter.isdigit() else 0.5
