"""The guide on paper: A4, every Chinese letter there, cards that fit the page they are cut from."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from sop_kit.blocks.cut import Cut, CutLine, CutPages, CutSheet
from sop_kit.document.guide import note_sheets, printed_guide, role_cards
from sop_kit.export.guide import render, render_cut
from sop_kit.words import LANGUAGES

A4 = pytest.approx((595.28, 841.89), abs=0.5)


def pages(pdf):
    return PdfReader(BytesIO(pdf)).pages


def letters(pdf):
    return "".join("".join(page.extract_text() for page in pages(pdf)).split())


@pytest.mark.parametrize("make", [role_cards, note_sheets])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_cards_and_sheets_are_a4_and_hold_every_word(lang, make):
    told = make(lang)
    pdf = render_cut(told)
    assert [(page.mediabox.width, page.mediabox.height) for page in pages(pdf)] == [A4] * len(pages(pdf))
    said = letters(pdf)
    wanted = [text for sheet in told.sheets for card in sheet.cards for text in (card.title, *_texts(card))]
    assert [text for text in wanted if "".join(text.split()) not in said] == []


@pytest.mark.parametrize("make", [role_cards, note_sheets])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_full_of_cards(lang, make):
    told = make(lang)
    sheets = sum(max(1, -(-len(sheet.cards) // (sheet.across * sheet.down))) for sheet in told.sheets)
    assert len(pages(render_cut(told))) == sheets


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_is_a4_with_every_page_of_it_in_the_bookmarks(lang):
    bundle = printed_guide(lang)
    reader = PdfReader(BytesIO(render(bundle)))
    assert all((page.mediabox.width, page.mediabox.height) == A4 for page in reader.pages)
    top = [each.title for each in reader.outline if not isinstance(each, list)]
    wanted = [block.text for block in bundle.blocks if block.kind == "heading" and block.level == 1]
    assert [title for title in wanted if title not in top] == []


def test_the_same_guide_gives_the_same_bytes():
    assert render_cut(role_cards("zh")) == render_cut(role_cards("zh"))


def test_a_card_alone_fills_its_page_and_markup_stays_text():
    card = Cut(title="#strong[x]", lines=(CutLine(label="*a*", empty=1),))
    told = CutPages(title="t", lang="en", foot="f", sheets=(CutSheet(across=2, down=2, cards=(card,)),))
    (page,) = pages(render_cut(told))
    assert page.extract_text().count("#strong[x]") == 4


def _texts(card):
    return [text for line in card.lines for text in (line.label, line.said)]
