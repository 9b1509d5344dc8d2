"""The pages of the example lines, as they are written for people: valid, open to everybody, and small."""

import json
import re
import shutil
import subprocess

import pytest

from sop_kit.document.portfolio import portfolio
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.export.checklists import checklists
from sop_kit.export.html import page
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from tests.browser import violations
from tests.node_packages import missing, package

ILLUSTRATIONS = ("anti-fraud", "recommender")  # 34 and 32 steps, everything filled in
REAL = ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff")
LANGUAGES = ("zh", "en")
# Bytes of a document with all its diagrams, the team's own pictures aside: some 26 steps and little beside them; 32 and
# 34 steps with every table filled in and some 1,800 ratings each.
LARGEST = {**dict.fromkeys(REAL, 175_000), **dict.fromkeys(ILLUSTRATIONS, 295_000)}


@pytest.fixture(scope="module")
def pages():
    """Return every page of a run over the example lines by its file name."""
    records = {line: _record(line) for line in (*ILLUSTRATIONS, *REAL)}
    made = {}
    for lang in LANGUAGES:
        views = [look(record, lang) for record in records.values()]
        for line, view in zip(records, views, strict=True):
            bundle = sop(view)
            made[f"{line}.{lang}.html"] = page(bundle)
            made[f"{line}.{lang}.checklists.html"] = checklists(bundle)
        made[f"index.{lang}.html"] = page(portfolio(views, {}, [], lang=lang, twins={}, touched={}))
    return made


def _record(line):
    return read_record(kit_path("workshop", f"{line}.yaml").read_bytes(), line).record


def errors(folder, files):
    """Return what the W3C's checker calls an error, file by file; one start of Java for all of them."""
    java = shutil.which("java") or missing("Java")
    for name, html in files.items():
        (folder / name).write_text(html, encoding="utf-8")
    program = package("vnu-jar") / "build" / "dist" / "vnu.jar"
    command = [java, "-jar", str(program), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)["messages"]
    return [
        f"{each['url'].rpartition('/')[2]}: {each['message']} {each.get('extract', '')}"
        for each in found
        if each["type"] != "info"
    ]


def test_the_checker_of_the_w3c_finds_no_error_in_any_page(pages, tmp_path):
    assert errors(tmp_path, pages) == []


def test_the_checker_of_the_w3c_finds_the_errors_of_a_wrong_page(pages, tmp_path):
    wrong = pages["govuk-chat.en.html"].replace("<h1>", "<h1 colour=red>").replace("</nav>", "<li>lost</nav>")
    found = errors(tmp_path, {"wrong.html": wrong})
    assert any("colour" in error for error in found)
    assert any("li" in error for error in found)


@pytest.mark.parametrize(
    ("name", "scheme", "width"),
    [
        ("anti-fraud.en.html", "dark", 1280),
        ("recommender.zh.html", "light", 1280),
        ("wikimedia-liftwing.zh.html", "light", 320),
        ("index.en.html", "dark", 320),
    ],
)
def test_axe_finds_nothing_in_the_documents_of_the_example_lines(pages, show, name, scheme, width):
    tab = show(pages[name], size={"width": width, "height": 800}, color_scheme=scheme)
    tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", LARGEST)
def test_a_document_with_all_its_diagrams_stays_small(pages, line, lang):
    html = re.sub(r'src="?data:[^">]*', "", pages[f"{line}.{lang}.html"])
    assert len(html.encode()) < LARGEST[line]
