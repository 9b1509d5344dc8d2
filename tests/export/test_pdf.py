"""The PDF says everything, in order, accessibly, and the same every time."""

import io
import json
import time
import unicodedata

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Card, FactLine, Figure, Heading, Text
from sop_kit.errors import ExportFailed
from sop_kit.export import fonts, pdf
from sop_kit.export.pdf import render, story
from tests.export.sample import bundle, one, text_bundle
from tests.export.sample_drawings import swimlane
from tests.export.test_markdown import HOSTILE


def reader(document):
    return pypdf.PdfReader(io.BytesIO(render(document)))


def squeezed(text):
    return "".join(unicodedata.normalize("NFKC", text).replace("\u200b", "").split())


def said(found):
    return squeezed("".join(page.extract_text() for page in found.pages))


def titles(entries):
    return [title for entry in entries for title in (titles(entry) if isinstance(entry, list) else [entry.title])]


@pytest.fixture(scope="module", params=["zh", "en"])
def found(request):
    return request.param, reader(bundle(request.param))


def test_every_text_of_the_document_is_on_a_page(found):
    lang, file = found
    shown = said(file)
    for block in bundle(lang).blocks:
        for name in ("text", "title", "caption", "pause_point", "note"):
            assert squeezed(getattr(block, name, "")) in shown
        for card in [block] if isinstance(block, Card) else []:
            assert squeezed(card.facts[-1].value[0].text) in shown


def test_each_page_says_which_copy_this_is(found):
    lang, file = found
    meta = bundle(lang).meta
    for number, page in enumerate(file.pages, start=1):
        text = squeezed(page.extract_text())
        for fact in (meta.version, meta.status_label, meta.readiness_label, meta.next_review, meta.content_hash[:12]):
            assert squeezed(fact) in text
        assert f"{number}/{len(file.pages)}" in text


def test_the_properties_carry_the_facts(found):
    lang, file = found
    meta = bundle(lang).meta
    assert meta.title in file.metadata.title
    assert file.metadata.author == meta.owner
    for fact in (meta.product, meta.version, meta.status, meta.content_hash, meta.date, meta.head):
        assert fact in str(file.metadata.subject)
    assert file.metadata.creation_date.strftime("%Y-%m-%d") == meta.date


def test_the_outline_lists_the_headings_with_their_numbers(found):
    lang, file = found
    wanted = [squeezed(f"{block.number}{block.text}") for block in bundle(lang).blocks if isinstance(block, Heading)]
    assert [squeezed(title) for title in titles(file.outline)] == wanted


def test_the_file_is_marked_accessible(found):
    lang, file = found
    root = file.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith({"zh": "zh", "en": "en"}[lang])
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_a_figure_says_what_it_shows(found):
    lang, file = found
    figure = next(block for block in bundle(lang).blocks if isinstance(block, Figure))
    alts = [
        unicodedata.normalize("NFC", str(item["/Alt"]))
        for item in (file.get_object(number) for number in range(1, len(file.xref[0])))
        if isinstance(item, dict) and "/Alt" in item
    ]
    assert any(figure.alt in alt and figure.twin[-1] in alt for alt in alts)


def test_only_the_shipped_fonts_are_used(found):
    _, file = found
    used = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in file.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert used
    assert all(name.startswith("NotoSans") for name in used)


def test_a_wide_figure_gets_a_wide_page_and_the_others_stay_upright(found):
    _, file = found
    turned = [page.mediabox.width > page.mediabox.height for page in file.pages]
    assert turned.count(True) == 1


def test_a_reviewable_document_carries_no_warning():
    ready = bundle("en", readiness="reviewable", readiness_label="Ready for review")
    file = reader(ready)
    assert "Ready for review" in file.pages[0].extract_text()
    assert "Ready for review" not in file.pages[-1].extract_text()


def test_the_same_document_gives_the_same_bytes():
    first = render(bundle("zh"))
    time.sleep(2.1)
    assert render(bundle("zh")) == first


def test_a_document_without_a_date_bears_none():
    assert reader(bundle("en", date="")).metadata.creation_date is None


def test_a_date_stays_on_one_line_where_it_fits():
    words = " ".join(["2026-11-09"] * 40)
    lines = reader(one(Text(spans=plain(words)))).pages[-1].extract_text().splitlines()
    assert sum(line.count("2026-11-09") for line in lines) >= 40


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "long"])
def test_hostile_text_comes_out_as_text(name):
    text = HOSTILE[name] + ' #panic("x") $ x $ @a <b> \\ // /* #import "/etc/passwd" \\input{/etc/passwd}'
    assert said(reader(text_bundle(text))).count(squeezed(fonts.printable(text))) >= 15


@pytest.mark.parametrize("char", ["x", "字"])
@pytest.mark.parametrize("kind", ["heading", "text", "code", "table", "callout"])
def test_a_word_of_ten_thousand_letters_loses_none(kind, char):
    block = next(block for block in text_bundle(char * 10_000).blocks if block.kind == kind)
    wanted = block.model_dump_json().count(char * 10_000) * 10_000
    assert "".join(page.extract_text() for page in reader(one(block)).pages).count(char) >= wanted


def test_a_card_that_goes_on_over_pages_can_be_linked_to():
    facts = tuple(FactLine(label=f"{n}", value=plain("long " * 60)) for n in range(20))
    card = Card(anchor="s", code="S01", title="A long step", facts=facts)
    file = reader(one(Text(spans=(*plain("see "),)), card))
    assert sum("A long step" in page.extract_text() for page in file.pages) >= 2


def test_a_picture_that_cannot_be_read_leaves_its_words():
    broken = Figure(name="a", svg="<svg", alt="two boxes", caption="c", twin=("one leads to two",))
    shown = said(reader(one(broken)))
    assert "twoboxes" in shown
    assert "oneleadstotwo" in shown


def test_a_heading_goes_with_its_wide_figure():
    wide = Figure(name="w", svg=swimlane("en"), alt="a", caption="c")
    file = reader(one(Heading(level=1, text="Workflow", anchor="w"), wide))
    assert "Workflow" in file.pages[-1].extract_text()
    assert file.pages[-1].mediabox.width > file.pages[-1].mediabox.height


@given(st.text(min_size=1, max_size=40).filter(str.isprintable))
def test_a_text_goes_to_typst_as_data_only(text):
    told = json.loads(json.dumps(story(one(Text(spans=plain(text)))), ensure_ascii=False))
    assert told["sections"][0]["blocks"][0]["spans"][0]["text"] == fonts.printable(text)


def test_what_typst_cannot_set_is_said_in_a_sentence(monkeypatch):
    monkeypatch.setattr(pdf, "story", lambda _: {})
    with pytest.raises(ExportFailed, match=r"The PDF of 'fraud-scoring' could not be written: .+"):
        render(bundle("en"))
