"""The pieces of Word's own markup: every text is escaped here and nowhere else, every child stands in schema order."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from sop_kit.export.paper import Sheet

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONG_ROW = 700  # letters
_TAG = re.compile("<[^>]*>")
_PAGES: dict[Sheet, tuple[int, int]] = {"portrait": (11906, 16838), "landscape": (16838, 11906)}


def quoted(text: str) -> str:
    """Return a text as the value of an attribute, quotes included."""
    return '"' + escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"}) + '"'


def bookmark(anchor: str) -> str:
    """Return the bookmark of an anchor: letters, digits and underscores only, at most 40, never two alike."""
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:8]
    return f"sop_{re.sub('[^A-Za-z0-9]+', '_', anchor)[:26]}_{digest}"


def run(text: str, style: str = "") -> str:
    """Return a run of text, in a character style when one is named; a newline is a line break."""
    if not text:
        return ""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    lines = escape(text.replace("\t", "    ")).split("\n")
    inside = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' if line else "" for line in lines)
    return f"<w:r>{look}{inside}</w:r>"


def tab() -> str:
    """Return a run that is a tab."""
    return "<w:r><w:tab/></w:r>"


def field(code: str, result: str) -> str:
    """Return a field: what Word works out, and what stands there until it does."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>{separate}{result}{end}'


def link_inside(name: str, runs: str) -> str:
    """Return runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{runs}</w:hyperlink>'


def paragraph(  # noqa: PLR0913  a paragraph has that many sides
    style: str,
    inside: str = "",
    *,
    keep: bool = False,
    new_page: bool = False,
    numbering: tuple[int, int] | None = None,
    centred: bool = False,
    section: str = "",
) -> str:
    """Return a paragraph.

    Parameters
    ----------
    style
        A paragraph style of reference.docx.
    inside
        Runs.
    keep
        It stays on the page of what follows.
    new_page
        It begins a page.
    numbering
        The list that numbers it, and its level there.
    centred
        It stands in the middle of its line.
    section
        The properties of the section that ends with it.
    """
    parts = [f'<w:pStyle w:val="{style}"/>']
    if keep:
        parts.append("<w:keepNext/>")
    if new_page:
        parts.append("<w:pageBreakBefore/>")
    if numbering:
        number, level = numbering
        parts.append(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    if centred:
        parts.append('<w:jc w:val="center"/>')
    return f"<w:p><w:pPr>{''.join(parts)}{section}</w:pPr>{inside}</w:p>"


def gap() -> str:
    """Return the small paragraph after a table: Word joins two tables that touch."""
    return paragraph("AfterTable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What stands in a cell; ``turned`` sets it on its side, ``fill`` is the colour behind it."""

    inside: str  # paragraphs
    span: int = 1
    turned: bool = False
    fill: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; it stays on one page, and a head comes on every page, unless it is very long."""

    cells: tuple[Cell, ...]
    head: bool = False
    height: int = 0  # at least, in twentieths of a point


def table(style: str, widths: tuple[int, ...], rows: list[Row], *, caption: str = "", row_heads: bool = False) -> str:
    """Return a table.

    Parameters
    ----------
    style
        A table style of reference.docx.
    widths
        Of the columns, in twentieths of a point.
    rows
        Top to bottom.
    caption
        What the table holds, for those who cannot see it.
    row_heads
        Whether the first column names the rows.
    """
    said = f"<w:tblCaption w:val={quoted(caption)}/>" if caption else ""
    first_row = int(any(row.head for row in rows))
    flags = 0x0400 | first_row * 0x0020 | row_heads * 0x0080
    look = (
        f'<w:tblLook w:val="{flags:04X}" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="{int(row_heads)}" '
        'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{said}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(row: Row, widths: tuple[int, ...]) -> str:
    short = sum(len(_TAG.sub("", cell.inside)) for cell in row.cells) <= _LONG_ROW
    properties = "<w:cantSplit/>" if short else ""
    properties += f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>' if row.height else ""
    properties += "<w:tblHeader/>" if row.head and short else ""
    cells, at = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(widths[at : at + cell.span])))
        at += cell.span
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def _cell(cell: Cell, width: int) -> str:
    span = f'<w:gridSpan w:val="{cell.span}"/>' if cell.span > 1 else ""
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    turned = '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>' if cell.turned else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{fill}{turned}</w:tcPr>{cell.inside}</w:tc>'


def page_size(page: Sheet) -> str:
    """Return the size of a page."""
    width, height = _PAGES[page]
    turned = ' w:orient="landscape"' if width > height else ""
    return f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'


def page_width(page: Sheet) -> int:
    """Return how wide a page is, in twentieths of a point."""
    return _PAGES[page][0]
