"""Tables in Word: columns as wide as their words, smaller letters when there are many, the head on every page."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Table, TableRow
from sop_kit.export import word_markup as word
from sop_kit.export import word_width
from sop_kit.export.paper import Sheet
from sop_kit.export.word_markup import Cell, Row
from sop_kit.export.word_press import Press
from sop_kit.export.word_text import inline

_SIZES = {"": 8.5, "Small": 7.5, "Tiny": 7.0}  # points, by the ending of the style's name
_PADDING = 180  # both sides of a cell, in twentieths of a point
_TURNED, _EASY = 400, 900  # a column whose head is set on its side: at least, and what is enough
_FEW_COLUMNS = 5
_SHORT_TABLE = 500  # letters; a shorter one stays on one page
_LONGEST_HEAD = 2600


@dataclass(frozen=True, slots=True)
class Plan:
    """The page a table goes on, the ending of its styles' names and the widths of its columns."""

    page: Sheet
    size: str
    widths: tuple[int, ...]


def plan(block: Table, press: Press, *, small: bool = False) -> Plan:
    """Return how a table is set: upright if no word breaks there, in smaller letters if need be, else turned."""
    many = len(block.columns) > _FEW_COLUMNS and not any(column.turned for column in block.columns)
    sizes = ("Small", "Tiny") if small or many else ("", "Small", "Tiny")
    tries: list[tuple[Sheet, str]] = [("portrait", size) for size in sizes]
    if not small:
        tries += [("landscape", "Small"), ("landscape", "Tiny")]
    for page, size in tries:
        room = press.room if page == "portrait" else press.turned_room
        needs = _needs(block, size, room)
        # The last one is taken as it is: there words break.
        if sum(need.least for need in needs) <= room or (page, size) == tries[-1]:
            break
    return Plan(page, size, _widths(block, needs, room))


def table(block: Table, press: Press, planned: Plan) -> str:
    """Return a table with its caption above it."""
    size = planned.size
    caption = mark = ""
    if block.caption:
        label = press.caption("table", press.say("Table {n}", n="@"))
        caption = word.paragraph("TableCaption", press.at(block.anchor) + label + word.run(block.caption))
    else:
        mark = press.at(block.anchor)
    together = sum(map(_letters, block.rows)) <= _SHORT_TABLE
    last = len(block.rows) - 1
    rows = [_row(block, at, press, size, keep=at < last and (together or at == 0)) for at in range(len(block.rows))]
    made = word.table(
        "Grid", planned.widths, [_head(block, size, mark), *rows], caption=block.caption, row_heads=block.row_heads
    )
    return caption + made + word.gap()


def _letters(row: TableRow) -> int:
    return sum(len(text_of(cell)) for cell in row.cells)


def _row(block: Table, number: int, press: Press, size: str, *, keep: bool) -> Row:
    row = block.rows[number]
    around = row.anchor or block.anchor or f"{press.around} {block.caption}"
    # A row without an anchor is known by what its first cell says.
    name = "" if row.anchor else f"{text_of(row.cells[0])} / "
    cells = []
    for at, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True)):
        runs = inline(cell, press, plain="RowHead" if block.row_heads and not at else "")
        marked = press.text(runs, text_of(cell), anchor=around, field=f"{name}{column.label}")
        mark = "" if at else press.at(row.anchor)
        cells.append(Cell(inside=word.paragraph(f"TableText{size}", mark + marked, keep=keep, centred=column.turned)))
    return Row(cells=tuple(cells))


def _head(block: Table, size: str, mark: str) -> Row:
    turned = [column.label for column in block.columns if column.turned]
    points = _SIZES[size]
    longest = max((word_width.width(label, points, bold=True) for label in turned), default=0)
    cells = tuple(
        Cell(
            inside=word.paragraph(f"TableHead{size}", ("" if at else mark) + word.run(column.label)),
            turned=column.turned,
        )
        for at, column in enumerate(block.columns)
    )
    return Row(cells=cells, head=True, height=min(round(longest) + _PADDING, _LONGEST_HEAD) if turned else 0)


def _needs(block: Table, size: str, room: int) -> list[word_width.Needs]:
    points = _SIZES[size]
    found = []
    for at, column in enumerate(block.columns):
        texts = [text_of(row.cells[at]) for row in block.rows]
        body = word_width.needs(texts, points, padding=_PADDING, room=room, bold=at == 0 and block.row_heads)
        if column.turned:
            found.append(word_width.Needs(max(body.least, _TURNED), max(body.full, _TURNED)))
            continue
        head = word_width.needs([column.label], points, padding=_PADDING, room=room, bold=True)
        found.append(word_width.Needs(max(body.least, head.least), max(body.full, head.least)))
    return found


def _widths(block: Table, needs: list[word_width.Needs], room: int) -> tuple[int, ...]:
    turned = [column.turned for column in block.columns]
    if not any(turned):
        return word_width.shared(needs, [column.width for column in block.columns], room)
    # Single letters are easier to follow across a row when their columns share what is left, up to a point.
    left = max(0, room - sum(need.full for need in needs)) // (sum(turned) + 1)
    eased = [
        word_width.Needs(min(need.full + left, max(need.full, _EASY)), min(need.full + left, max(need.full, _EASY)))
        if on_its_side
        else need
        for need, on_its_side in zip(needs, turned, strict=True)
    ]
    return word_width.shared(eased, [0.0 if each else 1.0 for each in turned], room)
