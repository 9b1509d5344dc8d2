"""Print a document as PDF/UA with typst and the shipped fonts."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Block, Bundle, Callout, Card, Checklist, FactLine, Figure, Table
from sop_kit.errors import ExportFailed, MissingTool, phrase
from sop_kit.export import fonts, front, paper
from sop_kit.places import kit_path
from sop_kit.words import Words, words

# In half-width letters: the widest label and value of two facts that may share a line of a card; a line of a card's
# value, of a callout, and of a table as wide as the page.
_SHARED_LABEL, _SHARED_VALUE = 22, 34
_CARD_LINE, _CALLOUT_LINE, _TABLE_LINE = 72, 86, 96
_SHORT = 18  # lines: well under half a page


def render(bundle: Bundle) -> bytes:
    """Return the document as a PDF file (PDF/UA-1); the same document gives the same bytes.

    Raises
    ------
    MissingTool
        When typst is not installed.
    ExportFailed
        When typst cannot set the document.
    """
    try:
        import typst
    except ImportError as error:
        raise MissingTool("typst", "PDF files need it: pip install typst") from error
    try:
        return typst.compile(
            kit_path("templates", "sop.typ"),
            font_paths=[fonts.folder()],
            ignore_system_fonts=True,
            sys_inputs={"paper": json.dumps(story(bundle), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=paper.moment(bundle.meta),
        )
    except typst.TypstError as error:
        what = phrase("The PDF of '{product}'", product=bundle.meta.product)
        raise ExportFailed(what, str(error.message)) from error


def story(bundle: Bundle) -> dict[str, Any]:
    """Return everything the typst template prints, as plain data: it adds no word of its own."""
    printed = paper.sound(bundle, fonts.printable)
    meta, say = printed.meta, words(bundle.meta.lang)
    day = paper.moment(bundle.meta)
    return {
        "meta": meta.model_dump(),
        "title": f"{meta.title} · {meta.product_name}",
        "description": front.description(meta),
        "day": [day.year, day.month, day.day] if bundle.meta.date else None,
        "facts": front.facts(meta, say),
        "header_left": front.head_left(meta),
        "header_right": front.head_right(meta, say),
        "footer": front.foot(meta, say),
        "say": {
            "contents": say("Contents"),
            "pause_point": say("Pause point"),
            "code": say("No."),
            "check": say("Check"),
            "who": say("Who"),
            "done_by": say("Done by"),
            "date_and_time": say("Date and time"),
            "owner": say("Owner"),
        },
        "sections": [
            {"page": section.page, "blocks": [_drawn(block, say) for block in section.blocks]}
            for section in paper.sections(printed.blocks)
        ],
    }


def _drawn(block: Block, say: Words) -> dict[str, Any]:
    facts = block.model_dump()
    if isinstance(block, Figure):
        facts |= _figure(block, say)
    if isinstance(block, Card):
        facts["rows"] = [[fact.model_dump() for fact in row] for row in card_rows(block.facts)]
    if isinstance(block, Card | Callout | Table):
        facts["short"] = _lines_needed(block) <= _SHORT
    if isinstance(block, Checklist):
        facts["mode_name"], facts["mode_meaning"] = front.mode_name(block, say)
    return facts


def _figure(block: Figure, say: Words) -> dict[str, Any]:
    drawn = paper.drawing(block.svg)
    if drawn is None:
        lost = say("The picture could not be shown. This is what it says:")
        return {"svg": "", "lost": lost, "words": [block.alt, *block.twin]}
    spot = paper.place(drawn.width, drawn.height)
    return {"svg": drawn.svg, "width": spot.width, "height": spot.height, "in_words": paper.in_words(block)}


def card_rows(facts: tuple[FactLine, ...]) -> tuple[tuple[FactLine, ...], ...]:
    """Return the facts of a card line by line; two short ones of the same role share a line."""
    rows: list[tuple[FactLine, ...]] = []
    for fact in facts:
        before = rows[-1] if rows else ()
        if len(before) == 1 and before[0].role == fact.role and _is_short(before[0]) and _is_short(fact):
            rows[-1] = (before[0], fact)
        else:
            rows.append((fact,))
    return tuple(rows)


def _lines_needed(block: Card | Callout | Table) -> int:
    """Return about how many lines a block takes: enough to tell what is plainly short."""
    match block:
        case Card():
            heights = (max(_lines(text_of(fact.value), _CARD_LINE) for fact in row) for row in card_rows(block.facts))
            return _lines(block.title, _CARD_LINE // 2) + sum(heights)
        case Callout():
            return sum(_lines(text, _CALLOUT_LINE) for text in (block.title, *map(text_of, block.body)))
        case Table():
            total = sum(column.width for column in block.columns)
            rooms = [max(1, int(_TABLE_LINE * column.width / total) - 3) for column in block.columns]
            rows = [[column.label for column in block.columns], *([*map(text_of, row.cells)] for row in block.rows)]
            return sum(max(_lines(text, room) for text, room in zip(row, rooms, strict=True)) for row in rows)


def _lines(text: str, room: int) -> int:
    return sum(1 + _width(line) // room for line in text.split("\n"))


def _is_short(fact: FactLine) -> bool:
    value = text_of(fact.value)
    return "\n" not in value and _width(fact.label) <= _SHARED_LABEL and _width(value) <= _SHARED_VALUE


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
