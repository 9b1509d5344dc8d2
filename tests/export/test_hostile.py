"""Hostile texts in every field of a record: no file made of it runs anything, breaks, or loses a character."""

import io
import json
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from bisect import bisect
from functools import cache
from html.parser import HTMLParser
from itertools import cycle
from math import inf
from xml.etree import ElementTree as ET

import openpyxl
import pypdf
import pytest
from markdown_it import MarkdownIt

from sop_kit.blocks.html_text import printable
from sop_kit.blocks.model import Bundle, Figure
from sop_kit.document.bpmn import workflow_bpmn
from sop_kit.document.forms.catalogue import forms as all_forms
from sop_kit.document.sop import sop
from sop_kit.document.view import View, look
from sop_kit.errors import BadValue
from sop_kit.export import checklists, confluence, docx, fonts, forms, html, markdown, mediawiki, pdf
from sop_kit.record.kinds import clean_text
from tests.browser import open_browser
from tests.export.hostile import TEXTS, record

# Three records: in each, the texts stand in other fields.
SHIFTS = (0, 11, 23)
MOST_PIECES = 4
# What a block says to machines only.
SILENT = {*"kind to anchor name svg data media_type alt twin mode tone style role field bpmn".split()}  # noqa: SIM905
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Columns that no chapter prints: contact facts stay in the record, and the forms hold what a log needs line by line.
IN_NO_CHAPTER = {
    "people": {"contact", "department"},
    "processes": {"due"},
    "sources": {"read_on"},
    "texts": {"chapter"},
    "images": {"chapter", "alt"},
    "translations": {"field", "text", "of"},
    "overrides": {"at"},
    "conflicts": {"at"},
    "rounds": {"hash"},
    "approvals": {"hash"},
    "publications": {"hash"},
    "readings": {"hash"},
    # What the last log showed is drawn; a finding says of itself what its kind needs, a rule likewise.
    "checks": {"hash"},
    "seen_activities": {"activity", "by_month"},
    "seen_flows": {"first_activity", "second_activity"},
    "findings": {"activity", "by_month", "until"},
    "constraints": {"second_activity", "window"},
    # The page of the day says when, beside what was decided; what a workshop went through is none of the document's.
    "actions": {"at"},
    "phases": {"name", "opened", "notes"},
    "prompts": {"text", "opened", "closed"},
    "notes": {"text"},
    "clusters": {"name"},
    "resolutions": {"text", "at", "why"},
}
ONLY_IN_FORMS = {"mistakes", "hotfixes"}


@cache
def view(shift: int) -> View:
    texts = [*TEXTS.values()]
    said = cycle(texts[shift:] + texts[:shift])
    return look(record(lambda *_: next(said)), "en")


@cache
def document(shift: int) -> Bundle:
    return sop(view(shift))


def tree(markup: str | bytes) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314  the kit wrote it


def squeezed(text: str) -> str:
    return "".join(text.split())


def composed(text: str) -> str:
    return squeezed(unicodedata.normalize("NFKC", text))


def texts_of(facts: object, key: str = "") -> list[str]:
    """Return every text of a block that a reader should find."""
    if isinstance(facts, str):
        return [] if key in SILENT else facts.split("\n")
    if isinstance(facts, dict):
        inner = {**facts, "marks": [word for _, word in facts.get("marks", ())]}
        return [text for name, each in inner.items() for text in texts_of(each, name)]
    return [text for each in facts for text in texts_of(each, key)] if isinstance(facts, list | tuple) else []


def told(bundle: Bundle) -> list[str]:
    return sorted({text for block in bundle.blocks for text in texts_of(block.model_dump())})


class Words(HTMLParser):
    """The words of a page, without the programs and styles of the kit."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL))
        self.close()

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def words_of_page(page: str) -> str:
    return "".join(Words(page).found)


def words_of_markdown(text: str) -> str:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    return words_of_page(reader.render(text))


def words_of_word_file(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = tree(file.read("word/document.xml"))
    return "".join(element.text or "" for element in body.iter(f"{WORD}t"))


def poppler(*arguments: str, pdf_file: bytes) -> str:
    program = shutil.which("pdftotext")
    if not program:
        advice = "make test sets up what the tests of printed pages need. Missing here: Poppler."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    done = subprocess.run([program, *arguments, "-", "-"], input=pdf_file, capture_output=True, check=True)
    return done.stdout.decode()


def words_of_pdf(data: bytes) -> str:
    return poppler("-raw", pdf_file=data)


EXPORTERS = {
    "html": (html.page, words_of_page, printable, squeezed),
    "markdown": (lambda bundle: markdown.render(bundle)[0], words_of_markdown, fonts.visible, squeezed),
    "confluence": (lambda bundle: confluence.render(bundle)[0], words_of_page, fonts.visible, squeezed),
    "docx": (docx.render, words_of_word_file, fonts.visible, squeezed),
    "pdf": (pdf.render, words_of_pdf, fonts.printable, composed),
}


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("exporter", EXPORTERS)
def test_no_character_is_lost(exporter, shift):
    make, words_in, spell, squeeze = EXPORTERS[exporter]
    bundle = document(shift)
    shown = squeeze(words_in(make(bundle)))
    assert [text for text in told(bundle) if pieces(squeeze(spell(text)), shown) > MOST_PIECES] == []


def pieces(text: str, shown: str) -> float:
    """Return in how many pieces a text is shown: a long one goes on overleaf, below a repeated head of its table."""
    count = 0
    while text:
        count += 1
        size = bisect(range(1, len(text) + 1), x=False, key=lambda size: text[:size] not in shown)
        if not size:
            return inf
        text = text[size:]
    return count


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_of_a_record_reaches_the_document(lang):
    marks: dict[str, tuple[str, str]] = {}

    def say(table: str, column: str, number: int) -> str:
        mark = f"Q{table}Q{column}Q{number}Q"
        marks[mark] = (table, column)
        return mark

    printed = sop(look(record(say), lang)).model_dump_json()
    lost = {where for mark, where in marks.items() if mark not in printed}
    assert {where for where in lost if where[0] not in ONLY_IN_FORMS} == {
        (table, column) for table, columns in IN_NO_CHAPTER.items() for column in columns
    }


@pytest.mark.parametrize("character", ["\ud800", "\x00", "\x1b", "\uffff"])
def test_half_a_character_or_a_control_character_never_gets_into_a_record(character):
    with pytest.raises(BadValue, match="cannot be stored"):
        clean_text(f"a{character}b")


# ---- pages in a real browser


@pytest.fixture(scope="module")
def browser():
    with open_browser() as opened:
        yield opened


@pytest.mark.parametrize("shift", SHIFTS)
@pytest.mark.parametrize("make", [html.page, checklists.checklists], ids=["html", "checklists"])
def test_a_page_runs_nothing_fetches_nothing_and_needs_no_scrolling_sideways(make, shift, browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(make(document(shift)), encoding="utf-8")
    page = browser.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda said: happened.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: happened.append(f"error: {error}"))
    page.on("request", lambda asked: happened.append(f"request: {asked.url[:80]}"))
    page.on("popup", lambda _: happened.append("popup"))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    # What waits for a pointer or the focus gets one.
    page.evaluate(
        "document.querySelectorAll('main *').forEach(each => {"
        "  for (const kind of ['mouseover', 'focus', 'load', 'error', 'toggle']) each.dispatchEvent(new Event(kind)) })"
    )
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    addresses = page.evaluate("[...document.querySelectorAll('[href],[src]')].map(e => String(e.href || e.src))")
    page.close()
    assert [each for each in happened if not each.startswith(("request: file:", "request: data:"))] == []
    assert [each for each in addresses if re.match(r"\s*(javascript|vbscript|data:text)", each, re.IGNORECASE)] == []


def test_a_mark_that_turns_letters_around_turns_none_of_the_kits(browser, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(html.page(document(0)), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.inner_text("body"))
    page.close()


# ---- paper, Word, pictures, workbooks


@pytest.mark.parametrize("shift", SHIFTS)
def test_nothing_stands_outside_a_printed_page(shift):
    found = poppler("-bbox", pdf_file=pdf.render(document(shift)))
    outside, width, height = [], 0.0, 0.0
    for line in found.splitlines():
        numbers = [float(number) for number in re.findall(r'(?:width|height|[xy]M\w+)="([-\d.]+)"', line)]
        if line.lstrip().startswith("<page"):
            width, height = numbers
        elif line.lstrip().startswith("<word"):
            left, top, right, low = numbers
            outside += [line] if left < 0 or top < 0 or right > width or low > height else []
    assert width > 0
    assert outside == []


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_pdf_runs_nothing_and_leads_to_web_and_mail_only(shift):
    file = pypdf.PdfReader(io.BytesIO(pdf.render(document(shift))))
    root = file.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(root)
    notes = [note.get_object() for page in file.pages for note in page.get("/Annots", [])]
    actions = [note["/A"].get_object() for note in notes if "/A" in note]
    assert {action["/S"] for action in actions} <= {"/GoTo", "/URI"}
    addresses = [str(action["/URI"]) for action in actions if "/URI" in action]
    assert all(re.match("https?://|mailto:", address, re.IGNORECASE) for address in addresses)


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_word_file_is_well_formed_and_leads_to_web_and_mail_only(shift):
    with zipfile.ZipFile(io.BytesIO(docx.render(document(shift)))) as file:
        names = file.namelist()
        for name in names:
            if name.endswith((".xml", ".rels")):
                tree(file.read(name))
        links = tree(file.read("word/_rels/document.xml.rels"))
    outside = [link.get("Target", "") for link in links if link.get("TargetMode") == "External"]
    assert all(re.match("https?://|mailto:", address, re.IGNORECASE) for address in outside)
    assert not [name for name in names if "vba" in name.lower() or "embed" in name.lower()]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_picture_holds_no_program_and_fetches_nothing(shift):
    figures = [block for block in document(shift).blocks if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        elements = list(tree(figure.svg).iter())
        names = {element.tag.rsplit("}")[-1] for element in elements}
        assert not names & {"script", "foreignObject", "iframe", "image", "style", "use", "animate", "set"}
        attributes = {name: value for element in elements for name, value in element.attrib.items()}
        assert not [name for name in attributes if name.rsplit("}")[-1].lower().startswith("on")]
        assert all(value.startswith("#") for name, value in attributes.items() if name.endswith("href"))


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_bpmn_file_is_well_formed_and_runs_nothing(shift):
    elements = list(tree(workflow_bpmn(view(shift))).iter())
    kinds = {element.tag.rsplit("}")[-1].lower() for element in elements}
    assert not [kind for kind in kinds if "script" in kind or "formalexpression" in kind]
    said = squeezed("".join(f"{element.get('name', '')}{element.text or ''}" for element in elements))
    assert all(squeezed(step.action) in said for step in view(shift).record.steps)


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_workbook_of_forms_calculates_nothing_and_links_nowhere(shift):
    data = forms.render(document(shift).model_copy(update={"blocks": (), "forms": all_forms(view(shift))}))
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert not [name for name in file.namelist() if "externalLink" in name or "vba" in name.lower()]
        rels = [file.read(name).decode() for name in file.namelist() if name.endswith(".rels")]
    assert not [text for text in rels if 'TargetMode="External"' in text]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_wiki_page_keeps_every_text_out_of_the_wikis_language(shift):
    text, _ = mediawiki.render(document(shift))
    bare = re.sub(r"<nowiki>.*?</nowiki>", "", text, flags=re.DOTALL)
    assert "{{7*7}}" not in bare
    assert "<script" not in text.lower()
    assert "javascript:" not in "".join(re.findall(r"\[\S+", bare))


def test_the_texts_go_to_the_template_of_the_pdf_as_data():
    assert json.loads(json.dumps(pdf.story(document(0))))["meta"]["product"] == "hostile"
