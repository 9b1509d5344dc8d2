"""Markdown for wikis: everything is there, nothing of a record is read as markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import Bullets, Code, Column, Figure, Fold, Heading, Table, TableRow, Text
from sop_kit.export import fonts
from sop_kit.export.markdown import render
from sop_kit.words import words
from tests.export.reading import HOSTILE, Page, squeezed
from tests.export.sample import bundle, one, text_bundle

ATTRIBUTES = {"a id", "a name", "a href", "img src", "img alt"}
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def read(markdown):
    return Page(READER.render(markdown))


def said(markdown):
    return read(markdown).text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_says_which_copy_this_is(lang):
    meta = bundle(lang).meta
    text, _ = render(bundle(lang))
    shown = said(text)
    day = words(lang).day(meta.date)
    for fact in (meta.product, meta.version, meta.status_label, meta.owner, day, meta.next_review):
        assert squeezed(fact) in shown
    assert meta.content_hash in shown
    assert squeezed(meta.readiness_label) in shown


def test_figures_lie_beside_the_text_and_are_said_in_words():
    text, files = render(bundle("en"))
    assert sorted(files) == ["burden.svg", "notes.png", "whiteboard.png", "workflow.svg"]
    assert "](workflow.svg)" in text
    assert "](whiteboard.png)" in text
    assert files["whiteboard.png"].startswith(b"\x89PNG")
    assert "S01 Monitor: Product owner → S02" in text
    assert files["workflow.svg"].startswith(b"<svg")


def test_two_figures_of_one_name_get_two_files():
    figure = Figure(name="a/../b", svg='<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>', alt="x", caption="y")
    text, files = render(one(figure, figure))
    assert sorted(files) == ["a-b-2.svg", "a-b.svg"]
    assert "](a-b-2.svg)" in text


def test_a_picture_that_cannot_be_read_leaves_its_words():
    text, files = render(one(Figure(name="a", svg="<svg", alt="two boxes", caption="c", twin=("one", "two"))))
    assert files == {}
    assert "two boxes" in text
    assert "- two" in text


def test_every_link_inside_the_document_arrives():
    page = read(render(bundle("en"))[0])
    places = {attrs["id"] for tag, attrs in page.elements if tag == "a" and "id" in attrs}
    targets = {attrs["href"] for tag, attrs in page.elements if tag == "a" and "href" in attrs}
    assert {target[1:] for target in targets if target.startswith("#")} <= places
    assert "https://example.org/wiki" in targets
    assert not any("nowhere" in target for target in targets)


def test_what_is_folded_away_is_read_as_markdown_again():
    fold = Fold(anchor="f", summary="a <b> & *c*", blocks=(Text(spans=styled("d", "strong")),))
    page = read(render(one(fold, Text(spans=plain("after"))))[0])
    assert [tag for tag, _ in page.elements][-6:] == ["details", "summary", "a", "p", "strong", "p"]
    assert "".join(page.words).split()[-6:] == ["a", "<b>", "&", "*c*", "d", "after"]


def test_a_place_carries_its_name_for_github_and_for_gitlab():
    page = read(render(bundle("en"))[0])
    places = [attrs for tag, attrs in page.elements if tag == "a" and "href" not in attrs]
    assert places
    assert all(attrs["id"] == attrs["name"] for attrs in places)


def test_a_card_is_a_heading_below_the_one_before_it():
    text, _ = render(bundle("en"))
    assert re.search(r"^### <a [^>]*></a>3\.1 ", text, re.MULTILINE)
    assert re.search(r'^#### <a id="step-fs01" name="step-fs01"></a>FS01 ', text, re.MULTILINE)


def test_a_link_to_a_script_is_plain_text():
    text, _ = render(one(Text(spans=link("click", "javascript:alert(1)"))))
    assert "javascript" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(name):
    wanted = squeezed(fonts.visible(HOSTILE[name]))
    text, _ = render(text_bundle(HOSTILE[name]))
    page = read(text)
    assert page.text.count(wanted) >= 20
    allowed = "a br code h1 h2 h3 li ol p pre strong table tbody td th thead tr ul blockquote details summary img"
    assert page.tags <= set(allowed.split())
    assert page.attributes <= ATTRIBUTES
    assert page.values("img", "src") == ["p.png"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_paragraph_says_its_text(text):
    body = render(one(Text(spans=plain(text))))[0].split("\n\n")[-1]
    assert said(body) == squeezed(fonts.visible(text))


@given(st.text("*_`[]()<>&|~\\!#-+=.:123ab 好，（\n", max_size=30), st.sampled_from(["strong", "missing", "code"]))
def test_any_styled_text_in_a_cell_says_its_text(text, style):
    spans = (*plain("前"), *styled(text, style), *plain("后"), *styled("x", style), *styled("y", style))
    table = Table(
        caption="c",
        columns=(Column(label="a"), Column(label="b")),
        rows=(TableRow(cells=(spans, plain("end"))),),
    )
    body = render(one(table))[0].split("\n\n")[-1]
    assert said(body) == squeezed(f"ab前{text}后xyend")


@given(st.text("`~ab\n <|", max_size=30))
def test_any_code_stays_as_it_is(text):
    body = render(one(Code(text=text)))[0].split("sop-kit 0.1.0")[-1]
    assert squeezed(text) == said(body)


def test_a_table_stays_one_table_with_newlines_and_bars():
    table = Table(
        caption="c",
        columns=(Column(label="a|b"), Column(label="c")),
        rows=(TableRow(cells=(plain("1\n2 | 3"), ())),),
    )
    rows = [line for line in render(one(table))[0].splitlines() if line.startswith("|")][-3:]
    assert rows == ["| a\\|b | c |", "| --- | --- |", "| **1**<br>**2 \\| 3** |   |"]


def test_a_table_without_a_caption_gets_none():
    table = Table(caption="", columns=(Column(label="a"),), rows=(TableRow(cells=(plain("1"),)),), row_heads=False)
    assert render(one(Text(spans=plain("before")), table))[0].endswith("before\n\n| a |\n| --- |\n| 1 |\n")


def test_lists_that_follow_each_other_stay_two():
    lists = (Bullets(items=(plain("a"),)), Bullets(items=(plain("b"),)), Bullets(items=(plain("c"),)))
    page = read(render(one(Heading(level=1, text="t", anchor=""), *lists))[0])
    assert [tag for tag, _ in page.elements].count("ul") == 3


def test_the_same_document_gives_the_same_text():
    assert render(bundle("zh")) == render(bundle("zh"))


def test_a_heading_is_one_line():
    text, _ = render(one(Heading(level=4, text="a\nb", anchor="x", number="1.2")))
    assert re.search(r"^## (<a .*></a>)1\.2 a b$", text, re.MULTILINE)
