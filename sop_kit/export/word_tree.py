"""Blocks as a pandoc tree for a Word document: plain data, no text is ever read as markup."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any
from xml.sax.saxutils import escape

from sop_kit.blocks.model import (
    Block,
    Bullets,
    Bundle,
    Callout,
    Card,
    Checklist,
    Code,
    FactLine,
    Figure,
    Heading,
    Inline,
    Span,
    SpanStyle,
    Table,
    Text,
)
from sop_kit.export import front, paper
from sop_kit.export.png import png
from sop_kit.words import HTML_LANG, Words, words

Node = dict[str, Any]
_CUSTOM: dict[SpanStyle, str] = {"muted": "Muted", "missing": "Missing", "stale": "Stale"}
_CARD = (0.17, 0.83)
_CHECKLIST = (0.06, 0.09, 0.6, 0.25)
_FONT = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'
_TICK_BOX = (
    '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w:alias w:val="{name}"/>'
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
    f"<w:sdtContent><w:r><w:rPr>{_FONT}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)
TEXT_WIDTHS: dict[paper.Page, int] = {"portrait": 9638, "landscape": 14570, "wide": 21543}  # twentieths of a point
_PAGES: dict[paper.Page, tuple[int, int]] = {
    "portrait": (11906, 16838),
    "landscape": (16838, 11906),
    "wide": (23811, 16838),
}


def tree(bundle: Bundle) -> Node:
    """Return the pandoc document of a bundle that ``paper.sound`` has put in order."""
    say = words(bundle.meta.lang)
    sections = paper.sections(bundle.blocks)
    blocks = [*_front(bundle, say), *_contents(bundle, say), _section_end("portrait")]
    for section in sections:
        for block in section.blocks:
            blocks += _drawn(block, say)
        if section is not sections[-1]:
            blocks.append(_section_end(section.page))
    return {"pandoc-api-version": [1, 23, 1], "meta": _properties(bundle), "blocks": blocks}


def page_size(page: paper.Page) -> str:
    """Return the Word markup of a page's size."""
    width, height = _PAGES[page]
    turned = ' w:orient="landscape"' if width > height else ""
    return f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'


def bookmark(anchor: str) -> str:
    """Return the bookmark of an anchor: letters, digits and underscores only, at most 40, never two alike."""
    digest = hashlib.sha256(anchor.encode()).hexdigest()[:8]
    return f"sop_{re.sub('[^A-Za-z0-9]+', '_', anchor)[:26]}_{digest}"


# ---- inline


def _str(text: str) -> list[Node]:
    nodes: list[Node] = []
    for number, line in enumerate(text.replace("\t", "    ").split("\n")):
        if number:
            nodes.append({"t": "LineBreak"})
        if line:
            nodes.append({"t": "Str", "c": line})
    return nodes


def _styled(nodes: list[Node], style: str) -> Node:
    return {"t": "Span", "c": [["", [], [["custom-style", style]]], nodes]}


def _span(span: Span) -> list[Node]:
    nodes = _str(span.text)
    if span.style == "strong":
        nodes = [{"t": "Strong", "c": nodes}]
    elif span.style == "code":
        nodes = [_styled(nodes, "Verbatim Char")]
    elif span.style in _CUSTOM:
        nodes = [_styled(nodes, _CUSTOM[span.style])]
    if not span.to:
        return nodes
    target = f"#{bookmark(span.to[1:])}" if span.to.startswith("#") else span.to
    return [{"t": "Link", "c": [["", [], []], nodes, [target, ""]]}]


def _inline(spans: Inline) -> list[Node]:
    return [node for span in spans for node in _span(span)]


def _place(anchor: str) -> list[Node]:
    return [{"t": "Span", "c": [[bookmark(anchor), [], []], []]}] if anchor else []


# ---- blocks


def _para(nodes: list[Node], style: str = "") -> Node:
    para = {"t": "Para", "c": nodes}
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [para]]} if style else para


def _raw(markup: str) -> Node:
    return {"t": "RawBlock", "c": ["openxml", markup]}


def _gap() -> Node:
    # Word joins two tables that touch.
    return _raw('<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>')


def _section_end(page: paper.Page) -> Node:
    return _raw(
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        f'<w:sectPr><w:type w:val="nextPage"/>{page_size(page)}</w:sectPr></w:pPr></w:p>'
    )


def _drawn(block: Block, say: Words) -> list[Node]:
    match block:
        case Heading():
            return [_heading(block)]
        case Text():
            return [_para([*_place(block.anchor), *_inline(block.spans)], "Body Text")]
        case Bullets():
            return [_bullets(block)]
        case Code():
            return [{"t": "CodeBlock", "c": [["", [], []], block.text.replace("\t", "    ")]}]
        case Table():
            return _table(block)
        case Card():
            return _card(block)
        case Figure():
            return _figure(block, say)
        case Checklist():
            return _checklist(block, say)
        case Callout():
            name = f"Callout {block.tone.title()}"
            lines = [_para(_inline(body), name) for body in block.body if body]
            return [_para(_str(block.title), f"{name} Title"), *lines, _gap()]


def _heading(block: Heading) -> Node:
    number = [_styled(_str(f"{block.number}  "), "Heading Number")] if block.number else []
    identity = [bookmark(block.anchor) if block.anchor else "", [], []]
    return {"t": "Header", "c": [block.level, identity, [*number, *_str(block.text)]]}


def _bullets(block: Bullets) -> Node:
    items = [[{"t": "Plain", "c": _inline(item)}] for item in block.items]
    if block.ordered:
        return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}
    return {"t": "BulletList", "c": items}


def _cell(blocks: list[Node], span: int = 1) -> list[Any]:
    return [["", [], []], {"t": "AlignLeft"}, 1, span, blocks]


def _row(cells: list[list[Any]]) -> list[Any]:
    return [["", [], []], cells]


def _grid(style: str, widths: tuple[float, ...], *, head: list[Any], rows: list[Any], heads: int = 0) -> Node:
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


def _table(block: Table) -> list[Node]:
    total = sum(column.width for column in block.columns)
    rows = []
    for row in block.rows:
        cells = [_inline(cell) for cell in row.cells]
        if block.row_heads:
            cells[0] = [_styled(cells[0], "Row Head")]
        cells[0] = [*_place(row.anchor), *cells[0]]
        rows.append(_row([_cell([_para(cell, "Table Text")]) for cell in cells]))
    head = _row([_cell([_para(_str(column.label), "Table Head")]) for column in block.columns])
    widths = tuple(column.width / total for column in block.columns)
    return [
        _para([*_place(block.anchor), *_str(block.caption)], "Table Caption"),
        _grid("Table", widths, head=[head], rows=rows, heads=int(block.row_heads)),
        _gap(),
    ]


def _card(block: Card) -> list[Node]:
    title = [*_place(block.anchor), _styled(_str(f"{block.code}  "), "Card Code"), *_str(block.title)]
    for tone, mark in block.marks:
        title += [*_str("  "), _styled(_str(f"\u00a0{mark}\u00a0"), f"Mark {tone.title()}")]
    rows = [_row([_cell([_label(fact)]), _cell([_fact(fact)])]) for fact in block.facts]
    head = [_row([_cell([_para(title, "Card Head")], span=2)])]
    return [_grid("Card", _CARD, head=head, rows=rows, heads=1), _gap()]


def _label(fact: FactLine) -> Node:
    return _para(_str(fact.label), "Card Lead Label" if fact.role == "lead" else "Card Label")


def _fact(fact: FactLine) -> Node:
    return _para(_inline(fact.value), "Card Evidence" if fact.role == "evidence" else "Card Text")


def _figure(block: Figure, say: Words) -> list[Node]:
    drawn = paper.drawing(block.svg)
    caption = _para(_str(block.caption), "Image Caption")
    if drawn is None:
        lost = say("The picture could not be shown. This is what it says:")
        words_of = tuple((Span(text=line),) for line in (block.alt, *block.twin))
        return [_para([*_place(block.anchor), *_str(lost)], "Body Text"), _bullets(Bullets(items=words_of)), caption]
    source = "data:image/png;base64," + base64.b64encode(png(drawn.svg)).decode("ascii")
    image = {"t": "Image", "c": [["", [], []], _str(paper.in_words(block)), [source, ""]]}
    return [_para([*_place(block.anchor), image], "Captioned Figure"), caption]


def _checklist(block: Checklist, say: Words) -> list[Node]:
    name, meaning = front.mode_name(block, say)
    title = [*_place(block.anchor), *_str(block.title), *_str("   "), _styled(_str(name), "Checklist Mode")]
    pause = [_styled(_str(say("Pause point")), "Card Code"), *_str(f"  {block.pause_point}")]
    rows = [_row([_cell([_para(pause, "Checklist Text"), _para(_str(meaning), "Checklist Note")], span=4)])]
    for item in block.items:
        tick = {"t": "RawInline", "c": ["openxml", _TICK_BOX.format(name=escape(item.code, {'"': "&quot;"}))]}
        what = [_para(_str(item.text), "Checklist Text")]
        if item.standard:
            what.append(_para(_str(item.standard), "Checklist Note"))
        cells = [[_para([tick], "Checklist Text")], [_para(_str(item.code), "Checklist Note")], what]
        rows.append(_row([_cell(cell) for cell in (*cells, [_para(_str(item.who), "Checklist Note")])]))
    foot = [_para(_str(f"{say('Done by')} ____________________    {say('Date and time')} ____________________"), "Checklist Note")]
    if block.owner:
        foot.append(_para([*_str(f"{say('Owner')}  "), *_inline(block.owner)], "Checklist Note"))
    if block.note:
        foot.append(_para(_str(block.note), "Checklist Note"))
    rows.append(_row([_cell(foot, span=4)]))
    head = [_row([_cell([_para(title, "Checklist Head")], span=4)])]
    return [_grid("Checklist", _CHECKLIST, head=head, rows=rows), _gap()]


# ---- what stands before the blocks


def _front(bundle: Bundle, say: Words) -> list[Node]:
    meta = bundle.meta
    tone = "Good" if meta.readiness == "reviewable" else "Missing"
    ready = _para([_styled(_str(f"\u00a0{meta.readiness_label}\u00a0"), f"Mark {tone}")], "Body Text")
    (label, value), *facts = front.facts(meta, say)
    # The first names the product line and may be long.
    rows = [_row([_cell([_para(_str(label), "Card Label")]), _cell([_para(_str(value), "Table Text")], span=3)])]
    for at in range(0, len(facts), 2):
        pair = [*facts[at : at + 2], ("", "")][:2]
        styled = [text for fact in pair for text in zip(fact, ("Card Label", "Table Text"), strict=True)]
        rows.append(_row([_cell([_para(_str(text), style)]) for text, style in styled]))
    return [
        _para(_str(meta.title), "Title"),
        _para(_str(meta.product_name), "Subtitle"),
        ready,
        _grid("Facts", (0.18, 0.32, 0.2, 0.3), head=[], rows=rows),
    ]


def _contents(bundle: Bundle, say: Words) -> list[Node]:
    headings = [block for block in bundle.blocks if isinstance(block, Heading) and block.level <= 2 and block.anchor]  # noqa: PLR2004
    if not headings:
        return []
    entries = []
    for number, heading in enumerate(headings):
        # The list is complete as it stands; Word adds the page numbers when it opens the file.
        begin = _field("begin", dirty=True) + _code(r'TOC \o "1-2" \h \z \u') + _field("separate") if not number else ""
        end = _field("end") if number == len(headings) - 1 else ""
        name = bookmark(heading.anchor)
        label = escape(" ".join(f"{heading.number}  {heading.text}".split("\n")).strip())
        page = _field("begin") + _code(rf"PAGEREF {name} \h") + _field("separate") + _field("end")
        entries.append(
            f'<w:p><w:pPr><w:pStyle w:val="TOC{heading.level}"/></w:pPr>{begin}'
            f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t xml:space="preserve">{label}</w:t></w:r>'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>{end}</w:p>"
        )
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{escape(say("Contents"))}</w:t></w:r></w:p>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    markup = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{''.join(entries)}</w:sdtContent></w:sdt>"
    return [_raw(markup)]


def _field(kind: str, *, dirty: bool = False) -> str:
    late = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{late}/></w:r>'


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text)} </w:instrText></w:r>'


def _properties(bundle: Bundle) -> Node:
    meta = bundle.meta
    named = {
        "lang": HTML_LANG[meta.lang],
        "subject": meta.product_name,
        "description": front.description(meta),
        "category": meta.classification,
        # pandoc prints some names, such as date; a prefix keeps them among the properties of the file.
        **{f"sop_{name}": value for name, value in front.properties(meta).items()},
    }
    return {name: {"t": "MetaString", "c": value} for name, value in named.items() if value}
