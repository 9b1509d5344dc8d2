"""Markdown for wikis: everything is there, nothing of a record is read as markup."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import Bullets, Code, Column, Figure, Heading, Table, TableRow, Text
from sop_kit.export import fonts
from sop_kit.export.markdown import render
from tests.export.sample import bundle, one, text_bundle

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = {
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> &amp; <!-- x --> <b",
    "emphasis": "*a* _b_ **c** __d__ ~~e~~ `f` ***g***",
    "links": "[a](javascript:alert(1)) ![b](x) [c]: d <https://e> [^1] www.example.org/a_b_c ftp://x/y_z_",
    "cells": "a | b \\| c \\\\| d |---| `|`",
    "starts": "# a\n- b\n+ c\n1. d\n2) e\n> f\n=== g\n---\n    h\n\ti\n\n: j",
    "maths": "$x^2$ $$y$$ {=html} {{template}} :smile: @all #123 ::: :::",
    "ends": "a\\\nb  \nc \\",
    "fence": "```\ncode\n```\n~~~\n````",
    "table": "| a | b |\n|---|---|\n| c | d |",
    "zero width": "a\u200bb\u202ec\ufeffd\x00e\x85f\u2028g",
    "rtl": "שלום עולם مرحبا",
    "emoji": "😀 👨‍👩‍👧 ⚠️ 🇨🇳",
    "long": "x" * 10_000,
}


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.elements = [], []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in {"br", "td", "th", "p", "li", "h1", "h2", "h3", "pre"}:
            self.words.append(" ")
        if tag == "img":
            self.words.append(dict(attrs)["alt"])

    def handle_data(self, data):
        self.words.append(data)


def read(markdown):
    page = _Page()
    page.feed(READER.render(markdown))
    return page


def squeezed(text):
    return "".join(text.split())


def said(markdown):
    return squeezed("".join(read(markdown).words))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_says_which_copy_this_is(lang):
    meta = bundle(lang).meta
    text, _ = render(bundle(lang))
    shown = said(text)
    for fact in (meta.product, meta.version, meta.status_label, meta.owner, meta.date, meta.next_review):
        assert squeezed(fact) in shown
    assert meta.content_hash in shown
    assert squeezed(meta.readiness_label) in shown


def test_figures_lie_beside_the_text_and_are_said_in_words():
    text, files = render(bundle("en"))
    assert sorted(files) == ["burden.svg", "workflow.svg"]
    assert "](workflow.svg)" in text
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


def test_a_link_to_a_script_is_plain_text():
    text, _ = render(one(Text(spans=link("click", "javascript:alert(1)"))))
    assert "javascript" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(name):
    wanted = squeezed(fonts.visible(HOSTILE[name]))
    text, _ = render(text_bundle(HOSTILE[name]))
    page = read(text)
    assert squeezed("".join(page.words)).count(wanted) >= 20
    allowed = "a br code em h1 h2 li ol p pre strong table tbody td th thead tr ul blockquote"
    assert {tag for tag, _ in page.elements} <= set(allowed.split())
    assert all(tag == "a" and key in {"id", "href"} for tag, attrs in page.elements for key in attrs)


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
    body = render(one(Code(text=text)))[0].split("| sop-kit 0.1.0 |")[-1]
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
    assert re.search(r"^##### ?1\.2 a b$|^## 1\.2 a b$", text, re.MULTILINE)
