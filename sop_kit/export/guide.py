"""Print the facilitator's guide: its pages as one PDF, its cards and note sheets as PDFs to cut apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sop_kit.blocks.cut import Cut, CutPages, CutSheet
from sop_kit.blocks.model import Block, Bundle, Checklist, Heading
from sop_kit.errors import ExportFailed, phrase
from sop_kit.export import fonts, paper
from sop_kit.export.pdf_blocks import Drawer, labels
from sop_kit.export.press import NotSet, press
from sop_kit.words import words

_TOLD_BY = ("sop_text.typ", "sop_blocks.typ")
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # the guide belongs to no day: the same text gives the same bytes


def render(bundle: Bundle) -> bytes:
    """Return the guide as a PDF file (PDF/UA-1): each heading of the first level begins a page.

    Raises
    ------
    MissingTool
        When typst is not installed.
    ExportFailed
        When typst cannot set the text.
    """
    printed = paper.sound(bundle, fonts.printable)
    say = words(bundle.meta.lang)
    draw = Drawer(say, {}).facts
    told = {
        "meta": {"lang": bundle.meta.lang},
        "title": printed.meta.product_name,
        "say": labels(say),
        "pages": [[[draw(block) for block in group] for group in page] for page in _pages(printed.blocks)],
    }
    return _printed("guide.typ", told, printed.meta.product_name)


def render_cut(pages: CutPages) -> bytes:
    """Return cards or note sheets as a PDF file of A4 pages (PDF/UA-1), with the lines along which they are cut.

    Raises
    ------
    MissingTool, ExportFailed
        As for the guide.
    """
    told = {
        "meta": {"lang": pages.lang},
        "title": pages.title,
        "say": labels(words(pages.lang)),
        "foot": pages.foot,
        "sheets": [page for sheet in pages.sheets for page in _filled(sheet)],
    }
    return _printed("cut.typ", told, pages.title)


def _filled(sheet: CutSheet) -> Iterator[dict[str, Any]]:
    """Yield the pages a sheet takes; a card that stands alone is repeated until its page is full."""
    room = sheet.across * sheet.down
    cards: Sequence[Cut] = sheet.cards * room if len(sheet.cards) == 1 else sheet.cards
    for start in range(0, len(cards), room):
        page = sheet.model_copy(update={"cards": tuple(cards[start : start + room])})
        yield page.model_dump()


def _pages(blocks: Sequence[Block]) -> list[list[list[Block]]]:
    """Return the blocks page by page, and on each page what stays together: a heading and what is below it."""
    pages: list[list[list[Block]]] = []
    for block in blocks:
        level = block.level if isinstance(block, Heading) else 0
        if not pages or level == 1:
            pages.append([])
        if not pages[-1] or level or isinstance(block, Checklist) or isinstance(pages[-1][-1][-1], Checklist):
            pages[-1].append([])
        pages[-1][-1].append(block)
    return pages


def _printed(template: str, told: dict[str, Any], title: str) -> bytes:
    with press((template, *_TOLD_BY), _MOMENT) as typst:
        try:
            return typst.set(told)
        except NotSet as error:
            what = phrase("The PDF of '{product}'", product=title)
            raise ExportFailed(what, str(error)) from error
