"""The pieces a pandoc tree for Word is made of: plain data, no text is ever read as markup."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from sop_kit.blocks.model import Inline, Span, SpanStyle
from sop_kit.export.paper import Page

Node = dict[str, Any]
TEXT_WIDTH = 9638  # of an upright page, in twentieths of a point
_CUSTOM: dict[SpanStyle, str] = {"muted": "Muted", "missing": "Missing", "stale": "Stale"}
_PAGES: dict[Page, tuple[int, int]] = {
    "portrait": (11906, 16838),
    "landscape": (16838, 11906),
    "wide": (23811, 16838),
}


def page_size(page: Page) -> str:
    """Return the Word markup of a page's size."""
    width, height = _PAGES[page]
    turned = ' w:orient="landscape"' if width > height else ""
    return f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'


def bookmark(anchor: str) -> str:
    """Return the bookmark of an anchor: letters, digits and underscores only, at most 40, never two alike."""
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:8]
    return f"sop_{re.sub('[^A-Za-z0-9]+', '_', anchor)[:26]}_{digest}"


def text(said: str) -> list[Node]:
    """Return a text as inline nodes; a newline is a line break."""
    nodes: list[Node] = []
    for number, line in enumerate(said.replace("\t", "    ").split("\n")):
        if number:
            nodes.append({"t": "LineBreak"})
        if line:
            nodes.append({"t": "Str", "c": line})
    return nodes


def styled(nodes: list[Node], style: str) -> Node:
    """Return the nodes in a character style of reference.docx."""
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], nodes]}


def _span(span: Span) -> list[Node]:
    nodes = text(span.text)
    if span.style == "strong":
        nodes = [{"t": "Strong", "c": nodes}]
    elif span.style == "code":
        nodes = [styled(nodes, "Verbatim Char")]
    elif span.style in _CUSTOM:
        nodes = [styled(nodes, _CUSTOM[span.style])]
    if not span.to:
        return nodes
    target = f"#{bookmark(span.to[1:])}" if span.to.startswith("#") else span.to
    return [{"t": "Link", "c": [["", [], []], nodes, [target, ""]]}]


def inline(spans: Inline) -> list[Node]:
    """Return an inline as nodes."""
    return [node for span in spans for node in _span(span)]


def place(anchor: str) -> list[Node]:
    """Return an empty span that carries the bookmark of an anchor; nothing when there is no anchor."""
    return [{"t": "Span", "c": [[bookmark(anchor), [], []], []]}] if anchor else []


def para(nodes: list[Node], style: str = "") -> Node:
    """Return a paragraph, in a paragraph style of reference.docx when one is named."""
    bare = {"t": "Para", "c": nodes}
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [bare]]} if style else bare


def raw(markup: str) -> Node:
    """Return markup of Word's own, put in as it is."""
    return {"t": "RawBlock", "c": ["openxml", markup]}


def gap() -> Node:
    """Return the small paragraph after a table: Word joins two tables that touch."""
    return raw('<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>')


def section_end(page: Page) -> Node:
    """Return the end of a section on pages of that kind."""
    return raw(
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:sectPr><w:type w:val="nextPage"/>{page_size(page)}</w:sectPr></w:pPr></w:p>'
    )


def cell(blocks: list[Node], span: int = 1) -> list[Any]:
    """Return a table cell."""
    return [["", [], []], {"t": "AlignLeft"}, 1, span, blocks]


def row(cells: list[list[Any]]) -> list[Any]:
    """Return a table row."""
    return [["", [], []], cells]


def grid(style: str, widths: tuple[float, ...], *, head: list[Any], rows: list[Any], heads: int = 0) -> Node:
    """Return a table in a table style of reference.docx.

    Parameters
    ----------
    style
        The table style.
    widths
        Share of each column in the width of the page.
    head, rows
        Made by ``row``.
    heads
        How many leading columns name their row.
    """
    return {
        "t": "Table",
        "c": [
            ["", [], [["custom-style", style]]],
            [None, []],
            [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in widths],
            [["", [], []], head],
            [[["", [], []], heads, [], rows]],
            [["", [], []], []],
        ],
    }
