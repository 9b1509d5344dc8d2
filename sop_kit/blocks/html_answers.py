"""The first page as HTML: the questions a reader comes with, each with its answer and where it is said in full."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from sop_kit.blocks.html_table import table
from sop_kit.blocks.html_text import Here, escape, inline
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers, Table

# On paper, in points: what is left of an A4 page below the masthead, and the width of the page and of half of it.
_DOWN, _ACROSS, _HALF = 596.0, 498.0, 238.0
_AROUND, _BETWEEN, _PADDING = 20.0, 3.0, 9.0  # an answer, its lines, a cell
_LEADING = 1.42  # line height in letters; a little more than it is, for what breaks badly
_SIZES = tuple(tenths / 10 for tenths in range(100, 64, -1))  # of letters, from the largest to the smallest
_WIDE = 0x2E80  # from here on letters are as wide as they are tall


def answers(block: Answers, here: Here) -> str:
    """Return the questions in their order; each is a heading with its answer below it."""
    title = f"<{here.heading}>{escape(block.title)}</{here.heading}>" if block.title.strip() else ""
    under = here.below if title else here
    items = "".join(_answer(item, under) for item in block.items)
    note = f'<p class="note">{inline(block.note, here.say)}</p>' if block.note else ""
    return (
        f'<div class="answers"{here.ids.attribute(block.anchor)}>{title}'
        f'<div class="six" style="--fit:{_letters(block):.1f}pt">{items}</div>{note}</div>'
    )


def _answer(item: Answer, here: Here) -> str:
    question = f"<{here.heading}>{escape(item.question)}</{here.heading}>"
    small = table(item.table, here) if item.table else ""
    lines = "".join(f"<p>{inline(line, here.say) or '—'}</p>" for line in item.lines or ((),) if line or not item.table)
    clauses = f'<p class="clauses">{inline(item.clauses, here.say)}</p>' if item.clauses else ""
    look = " ".join(name for name, is_so in (("wide", item.wide), ("urgent", item.urgent)) if is_so)
    return f'<div class="{f"answer {look}".strip()}">{question}{small}{lines}{clauses}</div>'


def _letters(block: Answers) -> float:
    """Return the largest letters with which all answers fit one printed page."""
    return next((size for size in _SIZES if _height(block, size) <= _DOWN), _SIZES[-1])


def _height(block: Answers, size: float) -> float:
    note = _lines(text_of(block.note), _ACROSS, size) * size * _LEADING if block.note else 0.0
    return note + sum(max(_answer_height(item, size, room) for item, room in row) for row in _rows(block.items))


def _rows(items: Sequence[Answer]) -> Iterator[list[tuple[Answer, float]]]:
    """Return the answers as they stand beside each other, each with the room it has."""
    waiting: list[Answer] = []
    for item in items:
        if item.wide and waiting:
            yield [(waiting.pop(), _HALF)]
        if item.wide:
            yield [(item, _ACROSS)]
            continue
        waiting.append(item)
        if len(waiting) > 1:
            yield [(each, _HALF) for each in waiting]
            waiting = []
    if waiting:
        yield [(waiting[0], _HALF)]


def _answer_height(item: Answer, size: float, room: float) -> float:
    below = sum(_lines(text_of(line), room, size) * size * _LEADING + _BETWEEN for line in (*item.lines, item.clauses))
    return _AROUND + size * _LEADING + below + (_table_height(item.table, size, room) if item.table else 0.0)


def _table_height(block: Table, size: float, room: float) -> float:
    total = sum(column.width for column in block.columns) or 1.0
    rooms = [room * column.width / total - _PADDING for column in block.columns]
    heads = [(column.label,) for column in block.columns if column.label]
    rows: list[Iterable[str]] = [[text for (text,) in heads]] if heads else []
    rows += [[text_of(cell) for cell in row.cells] for row in block.rows]
    return sum(
        max((_lines(text, wide, size) for text, wide in zip(row, rooms, strict=False)), default=1) * size * _LEADING
        + _BETWEEN
        for row in rows
    )


def _lines(text: str, room: float, size: float) -> int:
    return sum(max(1, ceil(_ems(line) * size / max(room, size))) for line in text.split("\n"))


def _ems(text: str) -> float:
    return sum(1.0 if ord(letter) >= _WIDE else 0.54 for letter in text)
