"""What a screen reader meets in the PDF, walked tag by tag: typst's word that it is PDF/UA-1 is not taken on trust."""

import io
import re
from itertools import pairwise

import pypdf
import pytest

from sop_kit.blocks.model import Figure, Heading, Picture, Table
from sop_kit.export.pdf import render
from tests.export.sample import bundle


class Tags:
    """The structure tree of a file, flat and in reading order: (tag, element) pairs."""

    def __init__(self, file):
        root = file.trailer["/Root"]["/StructTreeRoot"]
        self.roles = {name: str(kind) for name, kind in root.get("/RoleMap", {}).items()}
        self.all = list(self._walk(root.get("/K")))

    def _walk(self, node):
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for each in node:
                yield from self._walk(each)
        elif isinstance(node, dict) and "/S" in node:
            tag = str(node["/S"])
            yield self.roles.get(tag, tag).removeprefix("/"), node
            yield from self._walk(node.get("/K", []))

    def named(self, *names):
        return [element for tag, element in self.all if tag in names]


@pytest.fixture(scope="module", params=["zh", "en"])
def printed(request):
    document = bundle(request.param)
    file = pypdf.PdfReader(io.BytesIO(render(document)))
    return document, file, Tags(file)


def inner(document, kind):
    """Return the blocks of that kind, those inside folds among them."""
    blocks = [inside for block in document.blocks for inside in (block, *getattr(block, "blocks", ()))]
    return [block for block in blocks if isinstance(block, kind)]


def test_the_file_says_its_language_and_shows_its_title(printed):
    document, file, _ = printed
    root = file.trailer["/Root"]
    assert root["/Lang"].split("-")[0] == document.meta.lang
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.meta.title in file.metadata.title


def test_every_picture_says_in_words_what_it_shows(printed):
    document, _, tags = printed
    figures = tags.named("Figure")
    assert len(figures) == len(inner(document, Figure | Picture))
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_every_table_has_a_head(printed):
    document, _, tags = printed
    tables = tags.named("Table")
    assert len(tables) >= len(inner(document, Table))
    for table in tables:
        names = {tag for tag, _ in Tags._walk(tags, [table])}  # noqa: SLF001
        assert {"TR", "TH"} <= names


def test_a_cell_says_which_head_it_belongs_to(printed):
    _, _, tags = printed
    cells = tags.named("TD")
    assert cells
    assert all("/Headers" in str(cell.get("/A", "")) for cell in cells)


def test_the_levels_of_headings_leave_no_gap(printed):
    document, _, tags = printed
    levels = [int(tag[1]) for tag, _ in tags.all if re.fullmatch(r"H[1-6]", tag)]
    assert len(levels) >= len([block for block in document.blocks if isinstance(block, Heading)])
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_contents_and_every_link_are_tagged(printed):
    _, file, tags = printed
    links = [
        note for page in file.pages for note in page.get("/Annots", []) if note.get_object()["/Subtype"] == "/Link"
    ]
    assert tags.named("TOC")
    assert len(tags.named("Link", "Reference")) > 0
    assert all("/StructParent" in link for link in links)
    assert all(str(link.get("/Contents", "")).strip() for link in links)


def test_pages_are_read_in_the_order_of_the_tags(printed):
    _, file, _ = printed
    assert all(page["/Tabs"] == "/S" for page in file.pages if "/Annots" in page)
