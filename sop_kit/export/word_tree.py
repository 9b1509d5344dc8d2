"""Blocks as a pandoc tree for a Word document: plain data, no text is ever read as markup."""

from __future__ import annotations

import base64
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
    Span,
    Table,
    Text,
)
from sop_kit.export import front, paper
from sop_kit.export import word_nodes as word
from sop_kit.export.png import png
from sop_kit.export.word_front import contents, first_page, properties
from sop_kit.export.word_nodes import Node
from sop_kit.words import Words, words

_CARD = (0.17, 0.83)
_CHECKLIST = (0.06, 0.09, 0.6, 0.25)
_FONT = '<w:rFonts w:ascii="Segoe UI Symbol" w:hAnsi="Segoe UI Symbol" w:eastAsia="Segoe UI Symbol"/>'
_TICK_BOX = (
    '<w:sdt xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr><w:alias w:val="{name}"/>'
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="Segoe UI Symbol"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="Segoe UI Symbol"/></w14:checkbox></w:sdtPr>'
    f"<w:sdtContent><w:r><w:rPr>{_FONT}</w:rPr><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)


def tree(bundle: Bundle) -> Node:
    """Return the pandoc document of a bundle that ``paper.sound`` has put in order."""
    say = words(bundle.meta.lang)
    sections = paper.sections(bundle.blocks)
    blocks = [*first_page(bundle, say), *contents(bundle, say), word.section_end("portrait")]
    for section in sections:
        for block in section.blocks:
            blocks += _drawn(block, say)
        if section is not sections[-1]:
            blocks.append(word.section_end(section.page))
    return {"pandoc-api-version": [1, 23, 1], "meta": properties(bundle), "blocks": blocks}


def _drawn(block: Block, say: Words) -> list[Node]:
    match block:
        case Heading():
            return [_heading(block)]
        case Text():
            return [word.para([*word.place(block.anchor), *word.inline(block.spans)], "Body Text")]
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
            lines = [word.para(word.inline(body), name) for body in block.body if body]
            return [word.para(word.text(block.title), f"{name} Title"), *lines, word.gap()]


def _heading(block: Heading) -> Node:
    number = [word.styled(word.text(f"{block.number}  "), "Heading Number")] if block.number else []
    identity = [word.bookmark(block.anchor) if block.anchor else "", [], []]
    return {"t": "Header", "c": [block.level, identity, [*number, *word.text(block.text)]]}


def _bullets(block: Bullets) -> Node:
    items = [[{"t": "Plain", "c": word.inline(item)}] for item in block.items]
    if block.ordered:
        return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}
    return {"t": "BulletList", "c": items}


def _table(block: Table) -> list[Node]:
    total = sum(column.width for column in block.columns)
    rows = []
    for row in block.rows:
        cells = [word.inline(cell) for cell in row.cells]
        if block.row_heads:
            cells[0] = [word.styled(cells[0], "Row Head")]
        cells[0] = [*word.place(row.anchor), *cells[0]]
        rows.append(word.row([word.cell([word.para(cell, "Table Text")]) for cell in cells]))
    head = word.row([word.cell([word.para(word.text(column.label), "Table Head")]) for column in block.columns])
    widths = tuple(column.width / total for column in block.columns)
    return [
        word.para([*word.place(block.anchor), *word.text(block.caption)], "Table Caption"),
        word.grid("Table", widths, head=[head], rows=rows, heads=int(block.row_heads)),
        word.gap(),
    ]


def _card(block: Card) -> list[Node]:
    title = [*word.place(block.anchor), word.styled(word.text(f"{block.code}  "), "Card Code"), *word.text(block.title)]
    for tone, mark in block.marks:
        title += [*word.text("  "), word.styled(word.text(f"\u00a0{mark}\u00a0"), f"Mark {tone.title()}")]
    rows = [word.row([word.cell([_label(fact)]), word.cell([_fact(fact)])]) for fact in block.facts]
    head = [word.row([word.cell([word.para(title, "Card Head")], span=2)])]
    return [word.grid("Card", _CARD, head=head, rows=rows, heads=1), word.gap()]


def _label(fact: FactLine) -> Node:
    return word.para(word.text(fact.label), "Card Lead Label" if fact.role == "lead" else "Card Label")


def _fact(fact: FactLine) -> Node:
    return word.para(word.inline(fact.value), "Card Evidence" if fact.role == "evidence" else "Card Text")


def _figure(block: Figure, say: Words) -> list[Node]:
    drawn = paper.drawing(block.svg)
    caption = word.para(word.text(block.caption), "Image Caption")
    if drawn is None:
        lost = say("The picture could not be shown. This is what it says:")
        words_of = tuple((Span(text=line),) for line in (block.alt, *block.twin))
        return [
            word.para([*word.place(block.anchor), *word.text(lost)], "Body Text"),
            _bullets(Bullets(items=words_of)),
            caption,
        ]
    source = "data:image/png;base64," + base64.b64encode(png(drawn.svg)).decode("ascii")
    image = {"t": "Image", "c": [["", [], []], word.text(paper.in_words(block)), [source, ""]]}
    return [word.para([*word.place(block.anchor), image], "Captioned Figure"), caption]


def _checklist(block: Checklist, say: Words) -> list[Node]:
    name, meaning = front.mode_name(block, say)
    title = [
        *word.place(block.anchor),
        *word.text(block.title),
        *word.text("   "),
        word.styled(word.text(name), "Checklist Mode"),
    ]
    pause = [word.styled(word.text(say("Pause point")), "Card Code"), *word.text(f"  {block.pause_point}")]
    rows = [
        word.row(
            [word.cell([word.para(pause, "Checklist Text"), word.para(word.text(meaning), "Checklist Note")], span=4)]
        )
    ]
    for item in block.items:
        tick = {"t": "RawInline", "c": ["openxml", _TICK_BOX.format(name=escape(item.code, {'"': "&quot;"}))]}
        what = [word.para(word.text(item.text), "Checklist Text")]
        if item.standard:
            what.append(word.para(word.text(item.standard), "Checklist Note"))
        cells = [[word.para([tick], "Checklist Text")], [word.para(word.text(item.code), "Checklist Note")], what]
        rows.append(
            word.row([word.cell(cell) for cell in (*cells, [word.para(word.text(item.who), "Checklist Note")])])
        )
    lines = f"{say('Done by')} ____________________    {say('Date and time')} ____________________"
    foot = [word.para(word.text(lines), "Checklist Note")]
    if block.owner:
        foot.append(word.para([*word.text(f"{say('Owner')}  "), *word.inline(block.owner)], "Checklist Note"))
    if block.note:
        foot.append(word.para(word.text(block.note), "Checklist Note"))
    rows.append(word.row([word.cell(foot, span=4)]))
    head = [word.row([word.cell([word.para(title, "Checklist Head")], span=4)])]
    return [word.grid("Checklist", _CHECKLIST, head=head, rows=rows), word.gap()]
