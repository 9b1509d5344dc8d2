"""The first page in Word: each question with its small table, in letters that fit below the masthead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answer, Answers, Table
from sop_kit.export import word_markup as word
from sop_kit.export import word_width
from sop_kit.export.word_markup import Cell, Row
from sop_kit.export.word_press import Press
from sop_kit.export.word_text import inline

# The ending of the styles' names, the size of the letters of an answer in points; questions and labels have their own.
_SIZES = {"": 9.5, "Small": 9.0, "Smaller": 8.5, "Tiny": 8.0, "Tinier": 7.5, "Least": 6.5}
_QUESTION, _LABEL = 10.5, 8.5
_URGENT = "FFF3DE"
_LEADING = 1.28  # as reference.docx sets it, whatever font stands in
_SPARE = 1.03  # for programs whose letters are wider still
_AROUND, _BETWEEN, _ROW = 8.0, 1.0, 1.4  # points around an answer, between its lines, around a row
_PADDING, _CELL = 230, 170  # what a column and what a cell keeps free on both sides, in twentieths of a point
_GUTTER = 340


@dataclass(frozen=True, slots=True)
class _Size:
    name: str
    text: float


def answers(block: Answers, press: Press, *, room: int, height: float) -> str:
    """Return the questions a reader comes with and what the record answers.

    Parameters
    ----------
    block
        The questions and answers.
    press
        Of this document.
    room
        How wide the page is between its margins, in twentieths of a point.
    height
        How high the answers may be, in points.
    """
    rows = list(_rows(block.items))
    sizes = [_Size(*each) for each in _SIZES.items()]
    size = next((size for size in sizes if _height(block, rows, room, size) * _SPARE <= height), sizes[-1])
    title = word.paragraph("AnswersTitle", press.at(block.anchor) + word.run(block.title))
    parts = [_wide(row[0], press, size, room) if len(row) == 1 else _pair(row, press, size, room) for row in rows]
    note = word.paragraph("AnswersNote", inline(block.note, press)) if block.note else word.gap()
    return title + "".join(parts) + note


def _rows(items: Sequence[Answer]) -> Iterator[list[Answer]]:
    """Return the answers as they stand beside each other: a wide one alone, the others in pairs."""
    for wide, group in groupby(items, key=lambda item: item.wide):
        each = list(group)
        step = 1 if wide else 2
        yield from (each[at : at + step] for at in range(0, len(each), step))


def _wide(item: Answer, press: Press, size: _Size, room: int) -> str:
    source = word.tab() + inline(item.clauses, press) if item.clauses else ""
    return _question(item, source) + _said(item, press, size, room)


def _pair(items: Sequence[Answer], press: Press, size: _Size, room: int) -> str:
    """Return two answers side by side: each in a cell, which ends with a paragraph as Word wants it."""
    width = room // 2
    cells = []
    for item in items:
        said = _question(item, "") + _said(item, press, size, width - _GUTTER)
        end = word.paragraph("AnswerSource", inline(item.clauses, press)) if item.clauses else word.gap()
        cells.append(Cell(inside=said + end))
    caption = " / ".join(item.question for item in items)
    return word.table("AnswerPair", (width, room - width), [Row(cells=tuple(cells))], caption=caption)


def _question(item: Answer, source: str) -> str:
    urgent = "Urgent" if item.urgent else ""
    return word.paragraph(f"AnswerQuestion{urgent}", word.run(item.question, f"AnswerAsked{urgent}") + source)


def _said(item: Answer, press: Press, size: _Size, room: int) -> str:
    table = _table(item, item.table, press, size, room) if item.table else ""
    style = f"AnswerText{'Urgent' if item.urgent else ''}{size.name}"
    lines = item.lines or (() if item.table else ((),))
    return table + "".join(word.paragraph(style, inline(line, press)) for line in lines)


def _table(item: Answer, block: Table, press: Press, size: _Size, room: int) -> str:
    rows = []
    fill = _URGENT if item.urgent else ""
    if any(column.label for column in block.columns):
        heads = tuple(
            Cell(inside=word.paragraph("AnswerHead", word.run(column.label)), fill=fill) for column in block.columns
        )
        rows.append(Row(cells=heads, head=True))
    for row in block.rows:
        cells = [
            Cell(
                inside=word.paragraph(
                    f"AnswerCell{size.name}",
                    inline(cell, press, plain="RowHead" if block.row_heads and not at else ""),
                ),
                fill=fill,
            )
            for at, cell in enumerate(row.cells)
        ]
        rows.append(Row(cells=tuple(cells)))
    return word.table("Answers", _widths(block, size, room), rows, caption=item.question, row_heads=block.row_heads)


def _widths(block: Table, size: _Size, room: int) -> tuple[int, ...]:
    needs = []
    for at, column in enumerate(block.columns):
        texts = [text_of(row.cells[at]) for row in block.rows]
        body = word_width.needs(texts, size.text, padding=_PADDING, room=room, bold=True)
        head = word_width.needs([column.label], _LABEL, padding=_PADDING, room=room)
        needs.append(word_width.Needs(max(body.least, head.least), max(body.full, head.full)))
    return word_width.shared(needs, [column.width for column in block.columns], room)


def _height(block: Answers, rows: Sequence[Sequence[Answer]], room: int, size: _Size) -> float:
    """Return about how high the answers are, in points."""
    total = _high(text_of(block.note), _LABEL, room) + 6 if block.note else 0.0
    for row in rows:
        if len(row) == 1:
            total += _answer_height(row[0], size, room, sourced=False)
        else:
            total += max(_answer_height(item, size, room // 2 - _GUTTER, sourced=True) for item in row)
    return total


def _answer_height(item: Answer, size: _Size, room: int, *, sourced: bool) -> float:
    clauses = text_of(item.clauses)
    asked = item.question if sourced else f"{item.question} {clauses}"
    total = _AROUND + _high(asked, _QUESTION if sourced else _LABEL, room)
    total += _high(clauses, _LABEL, room) + _BETWEEN if sourced and clauses else 0.0
    total += sum(_high(text_of(line), size.text, room) + _BETWEEN for line in item.lines)
    if item.table:
        widths = [width - _CELL for width in _widths(item.table, size, room)]
        texts = [[text_of(cell) for cell in row.cells] for row in item.table.rows]
        labels = [column.label for column in item.table.columns]
        total += (_LABEL * _LEADING + _ROW) * any(labels)
        total += sum(
            max(_high(text, size.text, width) for text, width in zip(row, widths, strict=True)) + _ROW for row in texts
        )
    return total


def _high(text: str, size: float, room: float) -> float:
    return word_width.lines(text, size, room) * size * _LEADING
