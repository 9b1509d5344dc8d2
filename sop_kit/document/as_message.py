"""Blocks as a message: plain text for a chat, simple HTML that a mail program keeps as it is."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Block, Bullets, Callout, Heading, Inline, Table, Text

_FEW = 3  # columns that need no label: who, what, by when
# A mail program drops style sheets; what is written on the element itself it keeps.
_CELL = "border:1px solid #999;padding:4px 8px;text-align:left;vertical-align:top"
_TABLE = "border-collapse:collapse;margin:4px 0 12px"


def as_text(title: str, blocks: Sequence[Block]) -> str:
    """Return blocks as plain text: a line a row, which every chat shows as it is."""
    return "\n".join((title, *(line for block in blocks for line in _lines(block)))).strip() + "\n"


def as_mail(title: str, blocks: Sequence[Block], lang: str) -> str:
    """Return blocks as HTML without a style sheet, to be pasted into a mail."""
    parts = (part for block in blocks for part in _markup(block))
    return f'<div lang="{html.escape(lang)}"><h2>{html.escape(title)}</h2>{"".join(parts)}</div>'


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"\n{block.text}"
    elif isinstance(block, Text):
        yield _one_line(block.spans)
    elif isinstance(block, Bullets):
        yield from (f"• {_one_line(item)}" for item in block.items)
    elif isinstance(block, Table):
        yield f"\n{block.caption}"
        yield from (f"• {_row(block, cells.cells)}" for cells in block.rows)
    elif isinstance(block, Callout):
        yield " ".join((block.title, *(_one_line(each) for each in block.body)))


def _row(table: Table, cells: Sequence[Inline]) -> str:
    said = [_one_line(cell) for cell in cells]
    if len(said) > _FEW:
        heads = (column.label for column in table.columns[1:])
        told = (f"{head}: {text}" for head, text in zip(heads, said[1:], strict=True) if text)
        said = [said[0], *told]
    return " · ".join(text for text in said if text)


def _markup(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h3>{html.escape(block.text)}</h3>"
    elif isinstance(block, Text):
        yield f"<p>{_escaped(block.spans)}</p>"
    elif isinstance(block, Bullets):
        yield f"<ul>{''.join(f'<li>{_escaped(item)}</li>' for item in block.items)}</ul>"
    elif isinstance(block, Table):
        heads = "".join(f'<th style="{_CELL}">{html.escape(column.label)}</th>' for column in block.columns)
        rows = "".join(f"<tr>{_cells(row.cells)}</tr>" for row in block.rows)
        yield f'<h3>{html.escape(block.caption)}</h3><table style="{_TABLE}"><tr>{heads}</tr>{rows}</table>'
    elif isinstance(block, Callout):
        yield f"<p><strong>{html.escape(block.title)}</strong> {' '.join(map(_escaped, block.body))}</p>"


def _cells(cells: Sequence[Inline]) -> str:
    return "".join(f'<td style="{_CELL}">{_escaped(cell)}</td>' for cell in cells)


def _escaped(inline: Inline) -> str:
    return html.escape(text_of(inline)).replace("\n", "<br>")


def _one_line(inline: Inline) -> str:
    return " ".join(text_of(inline).split())
