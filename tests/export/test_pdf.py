"""The PDF says everything, in order, accessibly, and the same every time."""

import base64
import io
import json
import re
import time
import unicodedata

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.make import plain, styled
from sop_kit.blocks.model import (
    Answers,
    Card,
    Checklist,
    Column,
    FactLine,
    Figure,
    Heading,
    Table,
    TableRow,
    Text,
)
from sop_kit.errors import ExportFailed
from sop_kit.export import fonts, pdf
from sop_kit.export.pdf import render, story
from sop_kit.words import words
from tests.export.reading import HOSTILE
from tests.export.sample import bundle, one, text_bundle
from tests.export.sample_blocks import picture
from tests.export.sample_drawings import swimlane

# What a block says to machines only, or in words beside a picture that is shown.
SILENT = {*"kind to anchor name svg data media_type alt twin mode tone style role field marks".split()}  # noqa: SIM905


def reader(document):
    return pypdf.PdfReader(io.BytesIO(render(document)))


def squeezed(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def said(found):
    return squeezed("".join(page.extract_text() for page in found.pages))


def texts(facts, key=""):
    """Return every text of a block that a reader should find on paper."""
    if isinstance(facts, str):
        silent = {"to", "anchor", "name", "svg", "data", "media_type", "kind", "alt", "mode", "tone", "style", "role"}
        return [] if key in silent | {"twin", "field", "marks"} else facts.split("\n")
    inner = (
        facts.items()
        if isinstance(facts, dict)
        else ((key, each) for each in facts)
        if hasattr(facts, "__iter__")
        else ()
    )
    return [text for name, each in inner for text in texts(each, name)]


def images(file):
    drawn = [part.get_object() for page in file.pages for part in page["/Resources"].get("/XObject", {}).values()]
    return [part for part in drawn if part["/Subtype"] == "/Image"]


def titles(entries):
    return [title for entry in entries for title in (titles(entry) if isinstance(entry, list) else [entry.title])]


@pytest.fixture(scope="module", params=["zh", "en"])
def found(request):
    return request.param, reader(bundle(request.param))


def test_every_text_of_the_document_is_on_a_page(found):
    lang, file = found
    shown = said(file)
    lost = [text for block in bundle(lang).blocks for text in texts(block.model_dump()) if squeezed(text) not in shown]
    assert lost == []


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
    first = next(block.title for block in bundle(lang).blocks if isinstance(block, Answers))
    lists = [block.title for block in bundle(lang).blocks if isinstance(block, Checklist)]
    last = [words(lang)("Checklists"), *lists]
    assert [squeezed(title) for title in titles(file.outline)] == [squeezed(first), *wanted, *map(squeezed, last)]


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
        for item in (file.get_object(number) for number in range(1, file.trailer["/Size"]))
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


def test_the_answers_have_the_first_page_to_themselves(found):
    lang, file = found
    answers, *others = sorted(bundle(lang).blocks, key=lambda block: block.kind != "answers")
    first, second = (squeezed(page.extract_text()) for page in file.pages[:2])
    assert [text for text in texts(answers.model_dump()) if squeezed(text) not in first] == []
    heading = next(block for block in others if isinstance(block, Heading))
    assert squeezed(heading.text) not in first
    assert squeezed(heading.text) in second


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


def test_a_checklist_has_a_page_of_its_own(found):
    lang, file = found
    pages = [squeezed(page.extract_text()) for page in file.pages]
    checklist = next(block for block in bundle(lang).blocks if isinstance(block, Checklist))
    (its_page,) = (page for page in pages if squeezed(checklist.pause_point) in page)
    assert all(squeezed(item.text) in its_page for item in checklist.items)
    assert not any(block.code in its_page for block in bundle(lang).blocks if isinstance(block, Card))


def test_the_place_of_a_checklist_says_where_it_is(found):
    lang, file = found
    checklist = next(block for block in bundle(lang).blocks if isinstance(block, Checklist))
    pages = [squeezed(page.extract_text()) for page in file.pages]
    number = next(n for n, page in enumerate(pages, start=1) if squeezed(checklist.pause_point) in page)
    said = squeezed(checklist.title + words(lang)("p. {page}", page=number))
    assert sum(said in page for page in pages) == 1


def test_a_long_table_repeats_its_head_on_every_page():
    rows = tuple(TableRow(cells=(plain(f"S{n:03d}"), plain("what is done " * 6))) for n in range(160))
    table = Table(caption="Steps", columns=(Column(label="Code"), Column(label="Performed")), rows=rows)
    pages = [page.extract_text() for page in reader(one(table)).pages]
    with_rows = [page for page in pages if "what is done" in page]
    assert len(with_rows) > 2
    assert all("Performed" in page for page in with_rows)


def test_a_picture_of_the_team_is_printed_and_never_blown_up():
    (image,) = images(reader(one(picture("p", "a board", "Our board"))))
    assert (image["/Width"], image["/Height"]) == (picture("p", "", "").width, picture("p", "", "").height)
    ((told,),) = (section["blocks"] for section in story(one(picture("p", "a", "c")), {"p": "0.png"})["sections"])
    assert told["width"] / 25.4 * 150 <= picture("p", "", "").width + 0.01


def test_a_damaged_picture_leaves_its_words_and_the_other_pictures():
    broken = picture("b", "a torn board", "Torn").model_copy(update={"data": base64.b64encode(b"\x89PNG").decode()})
    no_text = picture("c", "no picture", "None").model_copy(update={"data": "%%%"})
    file = reader(one(picture("a", "a board", "Whole"), broken, no_text))
    assert len(images(file)) == 1
    assert all(squeezed(words) in said(file) for words in ("a torn board", "no picture", "Torn", "None", "Whole"))


def test_a_word_that_breaks_is_copied_as_it_was_written():
    word = "averylongnameofatable_" * 20
    table = Table(caption="c", columns=(Column(label="a"),) * 6, rows=(TableRow(cells=(plain(word),) * 6),))
    shown = "".join(page.extract_text() for page in reader(one(Text(spans=plain(word)), table)).pages)
    assert "\u200b" not in shown
    assert "".join(shown.split()).count(word) == 7


def test_a_caption_that_repeats_its_heading_is_printed_once():
    rows = (TableRow(cells=(plain("x"),)),)
    table = Table(caption="Publications", columns=(Column(label="a"),), rows=rows)
    blocks = story(one(Heading(level=1, text="Publications", anchor="p"), table, table))["sections"][0]["blocks"]
    assert [block["caption"] for block in blocks if block["kind"] == "table"] == ["", "Publications"]


def test_a_large_drawing_lets_the_text_run_on_past_it():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><rect width="9" height="9"/></svg>'
    tall = Figure(name="t", svg=svg, alt="a", caption="c")
    facts = (FactLine(label="a", value=plain("b")),)
    cards = [Card(anchor=f"s{n}", code=f"S{n}", title="A step", facts=facts) for n in range(2)]
    words = Text(spans=plain("words"))
    heading = Heading(level=1, text="h", anchor="h")

    def floats(*blocks):
        told = [block for section in story(one(*blocks))["sections"] for block in section["blocks"]]
        return [block["floats"] for block in told if block["kind"] == "figure"]

    assert floats(heading, *cards, words, tall, *cards) == [True]
    assert floats(heading, words, tall, *cards) == [False]
    assert floats(*cards, heading, tall, *cards) == [False]
    # At the foot of the next page it would stand in the next chapter.
    assert floats(heading, *cards, tall, words, heading, *cards) == [False]


def test_what_is_said_in_small_letters_about_a_drawing_goes_with_it():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="500" height="500"><rect width="9" height="9"/></svg>'
    tall = Figure(name="t", svg=svg, alt="a", caption="c")
    cards = [Card(anchor=f"s{n}", code=f"S{n}", title="A step", facts=()) for n in range(2)]
    note, words = Text(spans=styled("not drawn: 3", "muted")), Text(spans=plain("words"))
    heading = Heading(level=1, text="h", anchor="h")

    def kinds(*blocks):
        return [block["kind"] for section in story(one(*blocks))["sections"] for block in section["blocks"]]

    assert kinds(heading, *cards, tall, note, *cards) == ["heading", "card", "card", "figure", "card", "card"]
    assert kinds(heading, *cards, tall, words, *cards) == ["heading", "card", "card", "figure", "text", "card", "card"]
    assert kinds(heading, tall, note, *cards) == ["heading", "figure", "text", "card", "card"]  # nothing floats
    assert "notdrawn:3" in said(reader(one(heading, *cards, tall, note, *cards)))


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
    monkeypatch.setattr(pdf, "story", lambda *_: {})
    with pytest.raises(ExportFailed, match=r"The PDF of 'fraud-scoring' could not be written: .+"):
        render(bundle("en"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_are_as_they_were_read(golden, lang):
    pages = reader(bundle(lang)).pages
    told = [f"---- page {number}\n{page.extract_text()}\n" for number, page in enumerate(pages, start=1)]
    golden.check(f"sop-{lang}.pdf.txt", re.sub(r"( \.){3,}", " …", "".join(told)))
