"""Markdown as GitHub's own reader shows it (cmark-gfm; GitLab's is a port of it)."""

import os
import shutil
import subprocess

import pytest

from sop_kit.export import fonts
from sop_kit.export.markdown import render
from tests.export.reading import HOSTILE, Page, squeezed
from tests.export.sample import bundle, text_bundle

_ADVICE = "make test sets up what the tests of Markdown need. Missing here: cmark-gfm."
_EXTENSIONS = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
# Elements and attributes that GitHub and GitLab leave in a page; both drop others.
KEPT = {"a", "br", "blockquote", "code", "details", "h1", "h2", "h3", "h4", "h5", "h6", "img", "input", "li", "ol", "p"}
KEPT |= {"pre", "strong", "summary", "table", "tbody", "td", "th", "thead", "tr", "ul"}
ATTRIBUTES = {"a id", "a name", "a href", "img src", "img alt", "input type", "input disabled"}


@pytest.fixture(scope="module")
def github():
    """Return a function that reads Markdown as GitHub does, before it drops what it does not allow."""
    program = shutil.which("cmark-gfm")
    if not program:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE)
    options = [word for name in _EXTENSIONS for word in ("-e", name)]

    def read(markdown):
        command = [program, "--unsafe", *options]
        return Page(subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout.decode())

    return read


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_is_used_that_github_or_gitlab_would_drop(github, lang):
    page = github(render(bundle(lang))[0])
    assert page.tags <= KEPT
    assert page.attributes <= ATTRIBUTES


def test_tables_lists_and_boxes_to_tick_are_what_they_should_be(github):
    page = github(render(bundle("en"))[0])
    tags = [tag for tag, _ in page.elements]
    blocks = bundle("en").blocks
    tables = sum(block.kind == "table" for block in blocks) + 1  # one is folded away
    tables += sum(answer.table is not None for block in blocks if block.kind == "answers" for answer in block.items)
    assert tags.count("table") == tables
    assert tags.count("input") == 5
    assert tags.count("details") == tags.count("summary")
    assert page.values("img", "src") == ["workflow.svg", "burden.svg", "notes.png", "whiteboard.png"]


def test_every_step_is_a_place_and_every_link_arrives(github):
    page = github(render(bundle("en"))[0])
    assert {"step-fs01", "step-fs02"} <= set(page.values("a", "id"))
    inside = {to[1:] for to in page.values("a", "href") if to.startswith("#")}
    assert inside <= set(page.values("a", "id"))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(github, name):
    page = github(render(text_bundle(HOSTILE[name]))[0])
    assert page.text.count(squeezed(fonts.visible(HOSTILE[name]))) >= 20
    assert page.tags <= KEPT
    assert page.attributes <= ATTRIBUTES
    assert [to for to in page.values("a", "href") if not to.startswith(("#", "https://e"))] == []
