"""Tables as HTML: a caption, heads that name their rows and columns, and a form for narrow places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sop_kit.blocks.html_text import Here, css_string, escape, inline
from sop_kit.blocks.model import Column, Inline, Table, TableRow

# A table of fewer columns fits a 320 px phone by wrapping its words.
_FITS_A_PHONE = 3
# The style sheet knows this many columns when it sets the cells of a row one below the other.
_STACKED = 8
_STAYING = ("", "stacks")  # such a table needs no region that scrolls


def table(block: Table, here: Here) -> str:
    """Return a table; on a phone the cells of a wide one stand below each other, a matrix scrolls in its region."""
    turned = [column.turned for column in block.columns]
    rows = "".join(_row(row, turned, row_heads=block.row_heads, here=here) for row in block.rows)
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    narrow, labels = _narrow(block.columns)
    inside = (
        f"<table{here.ids.attribute(block.anchor)}{labels}>{caption}{_columns(block.columns)}"
        f"<thead><tr>{''.join(_head(column) for column in block.columns)}</tr></thead><tbody>{rows}</tbody></table>"
    )
    if narrow in _STAYING:
        return f'<div class="{f"table {narrow}".strip()}">{inside}</div>'
    name = escape(block.caption or here.say("Table"))
    return f'<div class="table {narrow}" role="group" aria-label="{name}" tabindex="0">{inside}</div>'


def _narrow(columns: Sequence[Column]) -> tuple[str, str]:
    """Return how a table behaves in a narrow place, and the labels its cells then carry."""
    if any(column.turned for column in columns):
        return "matrix", ""
    if len(columns) <= _FITS_A_PHONE:
        return "", ""
    if len(columns) > _STACKED:
        return "wide", ""
    # Said once a table and not once a cell.
    labels = ";".join(
        f"--c{number}:{css_string(column.label)}" for number, column in enumerate(columns, start=1) if number > 1
    )
    return "stacks", f' style="{escape(labels)}"'


def _columns(columns: Sequence[Column]) -> str:
    widths = [max(column.width, 0.0) for column in columns]
    total = sum(widths) or 1.0
    if len(set(widths)) == 1:
        return ""
    runs = [(width, len(list(same))) for width, same in groupby(widths)]
    shares = [
        f'<col{f" span={count}" if count > 1 else ""} style="width:{100 * width / total:.3g}%">'
        for width, count in runs
    ]
    if runs[-1][1] == 1:
        shares[-1] = "<col>"  # what the others leave
    return f"<colgroup>{''.join(shares)}</colgroup>"


def _head(column: Column) -> str:
    if not column.label.strip():
        return "<td></td>"
    # The label turns, not its cell: a cell set on its side takes no part in the height of its row.
    if column.turned:
        return f'<th scope="col" class="t"><span>{escape(column.label)}</span></th>'
    return f'<th scope="col">{escape(column.label)}</th>'


def _row(row: TableRow, turned: Sequence[bool], *, row_heads: bool, here: Here) -> str:
    cells: list[Inline] = [*row.cells, *[()] * (len(turned) - len(row.cells))]
    said = [inline(cell, here.say) for cell in cells]
    matrix = any(turned)
    first, rest = said[:1], zip(said[1:], turned[1:], strict=False)
    head = f'<th scope="row">{said[0]}</th>' if row_heads and first and first[0] else "".join(_cell(s) for s in first)
    # Most cells of a matrix hold one letter: the others say that they do not.
    others = "".join(_cell(each, words=matrix and not letter) for each, letter in rest)
    return f"<tr{here.ids.attribute(row.anchor)}>{head}{others}</tr>"


def _cell(said: str, *, words: bool = False) -> str:
    return f'<td class="words">{said}</td>' if words else f"<td>{said}</td>"
