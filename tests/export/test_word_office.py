"""What Word and LibreOffice make of the file: it is valid, opens, keeps every text, and ends pages where it should."""

import io
import re

import pytest
from docx import Document

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Answer, Answers, Column, Heading, Table, TableRow
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.export.docx import render
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from tests import office
from tests.export.sample import bundle, one, text_bundle
from tests.export.test_markdown import HOSTILE

# One process prints them all.
pytestmark = pytest.mark.xdist_group("office")
LINES = ("anti-fraud", "govuk-chat")  # one with everything filled in, and a sparse real one


def squeezed(text):
    return "".join(text.split())


def line(name, lang):
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    return sop(look(record, lang))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_microsofts_validator_finds_nothing_wrong(lang, tmp_path):
    assert office.complaints(render(bundle(lang)), tmp_path) == []
    assert office.complaints(render(line("anti-fraud", lang)), tmp_path) == []


def test_hostile_texts_leave_the_file_valid(tmp_path):
    texts = [text + " <w:p/> ]]> \"' &#0;" for text in HOSTILE.values()]
    blocks = [block for text in texts for block in text_bundle(text).blocks]
    assert office.complaints(render(one(*blocks)), tmp_path) == []


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    files = {f"{name}-{lang}": render(line(name, lang)) for name in LINES for lang in ("zh", "en")}
    files |= {f"sample-{lang}": render(bundle(lang)) for lang in ("zh", "en")}
    return files, office.pages(files, tmp_path_factory.mktemp("office"))


def test_the_six_answers_stand_alone_on_the_first_page(printed):
    files, pages = printed
    for name in files:
        lang = name[-2:]
        after = {"zh": "目录", "en": "Contents"}[lang]
        assert not re.search(rf"^\s*{after}\s*$", pages[name][0], re.MULTILINE), name
        assert re.search(rf"^\s*{after}\s*$", pages[name][1], re.MULTILINE), name


def test_libreoffice_loses_no_word(printed):
    files, pages = printed
    for name, data in files.items():
        document = Document(io.BytesIO(data))
        shown = squeezed("".join(pages[name]))
        texts = (text.text or "" for text in document.element.body.iter("{*}t"))
        # What breaks over two lines of a cell has other cells between its halves: plain short words do not break.
        words = {
            word for text in texts for word in text.split() if word.isalpha() and word.isascii() and len(word) < 12
        }
        assert {word for word in words if word not in shown} == set(), name


def test_no_code_of_a_narrow_column_breaks_inside(printed):
    _, pages = printed
    text = "\n".join(pages["anti-fraud-en"])
    assert len(re.findall(r"\bAF\d\d\b", text)) > 100
    assert not re.search(r"\bAF\d?$", text, re.MULTILINE)


def test_answers_too_long_for_the_usual_letters_still_fit_the_page(tmp_path):
    said = plain("Whoever is on call looks at the board, compares it with yesterday and writes down what is new. " * 3)
    items = tuple(Answer(question=f"Why {n}?", lines=(said, said)) for n in range(6))
    document = one(Answers(anchor="q", title="Six", items=items), Heading(level=1, text="Next", anchor="next"))
    pages = office.pages({"long": render(document)}, tmp_path)["long"]
    assert "Why 5?" in pages[0]
    assert "Next" in pages[1]


def test_a_table_whose_words_need_it_stands_on_a_turned_page(tmp_path):
    word = "unbreakableidentifier"
    columns = tuple(Column(label=f"{word}{n}") for n in range(8))
    rows = tuple(TableRow(cells=tuple(plain(f"{word}{n}") for n in range(8))) for _ in range(3))
    data = render(one(Heading(level=1, text="T", anchor="t"), Table(caption="c", columns=columns, rows=rows)))
    assert [section.page_width > section.page_height for section in Document(io.BytesIO(data)).sections][-1]
    text = "".join(office.pages({"wide": data}, tmp_path)["wide"])
    assert all(text.count(f"{word}{n}") == 4 for n in range(8))
