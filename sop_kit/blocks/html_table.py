"""Tables as HTML: a caption, heads that name their rows and columns, and a region that scrolls when it must."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.html_text import Here, escape, inline
from sop_kit.blocks.model import Column, Inline, Table, TableRow

# A table of fewer columns fits a 320 px phone by wrapping its words.
_FITS_A_PHONE = 3


def table(block: Table, here: Here) -> str:
    """Return a table."""
    rows = "".join(_row(row, len(block.columns), row_heads=block.row_heads, here=here) for row in block.rows)
    caption = f"<caption>{escape(block.caption)}</caption>" if block.caption else ""
    inside = (
        f"<table{here.ids.attribute(block.anchor)}>{caption}{_columns(block.columns)}"
        f"<thead><tr>{''.join(_head(column) for column in block.columns)}</tr></thead><tbody>{rows}</tbody></table>"
    )
    if len(block.columns) <= _FITS_A_PHONE:
        return f'<div class="table">{inside}</div>'
    name = escape(block.caption or here.say("Table"))
    return f'<div class="table wide" role="group" aria-label="{name}" tabindex="0">{inside}</div>'


def _columns(columns: Sequence[Column]) -> str:
    widths = [max(column.width, 0.0) for column in columns]
    total = sum(widths) or 1.0
    shares = "".join(f'<col style="width:{100 * width / total:.3g}%">' for width in widths)
    return f"<colgroup>{shares}</colgroup>"


def _head(column: Column) -> str:
    return f'<th scope="col">{escape(column.label)}</th>' if column.label.strip() else "<td></td>"


def _row(row: TableRow, count: int, *, row_heads: bool, here: Here) -> str:
    cells: list[Inline] = [*row.cells, *[()] * (count - len(row.cells))]
    said = [inline(cell, here.say) for cell in cells]
    first = f'<th scope="row">{said[0]}</th>' if row_heads and said and said[0] else "".join(_cell(s) for s in said[:1])
    return f"<tr{here.ids.attribute(row.anchor)}>{first}{''.join(_cell(s) for s in said[1:])}</tr>"


def _cell(said: str) -> str:
    return f"<td>{said}</td>"
