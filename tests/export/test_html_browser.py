"""The pages in a real browser: on a phone, with axe-core, in the dark, without scripts, on paper."""

import re

import pytest
from pypdf import PdfReader

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Checklist, ChecklistItem, Column, Heading, Table, TableRow
from sop_kit.document.sop import chapter_bundle, sop
from sop_kit.document.view import look
from sop_kit.export import html_lean
from sop_kit.export.checklists import checklists
from sop_kit.export.html import page
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from tests.blocks.sample import sample
from tests.blocks.sample_facts import LABELS, ROLES, STEPS
from tests.browser import violations

PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
A4 = (595, 842)  # points
VARIANTS = [
    pytest.param(render, lang, id=f"{render.__name__}-{lang}") for render in (page, checklists) for lang in ("zh", "en")
]
EVERY = pytest.mark.parametrize(("render", "lang"), VARIANTS)


@EVERY
@pytest.mark.parametrize(("scheme", "size"), [("light", PHONE), ("dark", DESK)], ids=["light-phone", "dark-desk"])
def test_axe_finds_nothing(show, render, lang, scheme, size):
    assert violations(show(render(sample(lang)), color_scheme=scheme, size=size)) == []


def test_axe_sees_the_contrast_of_chinese(show):
    pale = '<!DOCTYPE html><html lang="zh-Hans"><title>浅</title><main><h1 style="color:#ccc">这行字太浅</h1></main>'
    assert [finding.split(":")[0] for finding in violations(show(pale))] == ["color-contrast"]


def heads(tab):
    """Return the heads of a page's tables as a screen reader is told of them: of columns, and of rows."""
    tab.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    nodes = tab.context.new_cdp_session(tab).send("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value")) for node in nodes if not node["ignored"]]
    return [each for each in told if each[0] in {"columnheader", "rowheader"}]


@pytest.mark.parametrize("line", ["anti-fraud", "govuk-chat"])
def test_heads_of_tables_are_told_as_if_each_said_what_it_is_head_of(show, monkeypatch, line):
    record = read_record(kit_path("workshop", f"{line}.yaml").read_bytes(), line).record
    bundle = sop(look(record, "en"))
    made = page(bundle)
    monkeypatch.setattr(html_lean, "_without_scopes", lambda found: found[0])
    outspoken = page(bundle)
    assert outspoken.count("scope=") > made.count("scope=")
    assert heads(show(made)) == heads(show(outspoken))


@EVERY
def test_a_phone_never_scrolls_sideways(show, render, lang):
    tab = show(render(sample(lang)), size=PHONE)
    assert tab.evaluate("document.documentElement.scrollWidth") == 320


@EVERY
def test_the_browser_asks_for_the_file_alone_and_complains_about_nothing(show, render, lang):
    heard = []
    tab = show(render(sample(lang)), watch=heard)
    assert heard == [tab.url]


def test_contents_are_folded_on_a_phone_and_open_at_a_desk(show):
    html = page(sample("en"))
    assert not show(html, size=PHONE).locator(".contents li").first.is_visible()
    assert show(html).locator(".contents li").first.is_visible()


def test_contents_fold_again_when_a_phone_follows_a_line(show):
    tab = show(page(sample("en")), size=PHONE)
    tab.locator(".contents summary").click()
    tab.locator(".contents a").nth(2).click()
    assert not tab.locator(".contents li").first.is_visible()
    assert tab.evaluate("location.hash") == "#workflow"


def test_contents_mark_the_chapter_being_read(show):
    tab = show(page(sample("en")))
    tab.evaluate("document.getElementById('roles').scrollIntoView()")
    tab.wait_for_function("document.querySelector('.contents [aria-current]')?.hash === '#roles'")


def test_without_scripts_everything_is_there(show):
    tab = show(page(sample("en")), size=PHONE, java_script_enabled=False)
    assert tab.locator(".contents li").first.is_visible()
    assert tab.locator("#GC26").is_visible()


def test_a_figure_can_be_read_in_the_dark(show):
    tab = show(page(sample("en")), color_scheme="dark")
    shades = tab.evaluate(
        "[getComputedStyle(document.querySelector('figure text')).fill,"
        " getComputedStyle(document.querySelector('figure rect')).fill]"
    )
    letters, ground = (sum(int(part) for part in re.findall(r"\d+", shade)) for shade in shades)
    assert letters > 450
    assert ground < 150


def test_a_wide_picture_reaches_over_the_contents_and_is_not_cut_off(show):
    record = read_record(kit_path("workshop", "anti-fraud.yaml").read_bytes(), "anti-fraud").record
    tab = show(page(chapter_bundle(look(record, "zh"), "C0", "glance", "C1")))
    tab.evaluate("document.querySelector('figure.turned').scrollIntoView()")
    hit = """() => {
        const box = document.querySelector('figure.turned .canvas').getBoundingClientRect();
        return document.elementFromPoint(box.left + 8, box.top + 60).closest('figure')?.className;
    }"""
    assert "turned" in str(tab.evaluate(hit))
    assert tab.evaluate("document.documentElement.scrollWidth") == DESK["width"]


def printed(tab, path) -> PdfReader:
    tab.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return PdfReader(path)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_checklist_is_one_a4_page_even_with_nine_wordy_lines(show, tmp_path, lang):
    bundle = sample(lang)
    wordy = sorted(STEPS, key=lambda step: -len(step.standard[lang]))[:9]
    items = tuple(
        ChecklistItem(code=step.id, text=step.action[lang], who=ROLES[step.role][lang], standard=step.standard[lang])
        for step in wordy
    )
    longest = next(block for block in bundle.blocks if isinstance(block, Checklist)).model_copy(
        update={"items": items, "anchor": "wordy", "note": LABELS[lang]["purpose text"]}
    )
    bundle = bundle.model_copy(update={"blocks": (*bundle.blocks, longest)})
    pages = printed(show(checklists(bundle)), tmp_path / "lists.pdf").pages
    assert len(pages) == len([block for block in bundle.blocks if isinstance(block, Checklist)])
    assert all(tuple(round(float(side)) for side in each.mediabox[2:]) == A4 for each in pages)


def test_every_printed_page_says_which_copy_it_is(show, tmp_path):
    pages = printed(show(page(sample("en"))), tmp_path / "page.pdf").pages
    texts = [" ".join(each.extract_text().split()) for each in pages]
    for number, text in enumerate(texts, start=1):
        assert "Sketch: not ready for review" in text
        assert "3f6c9a51d27e" in text
        assert f"Page {number} of {len(texts)}" in text


def test_no_printed_page_ends_with_the_headings_of_a_table(show, tmp_path):
    # Ten tall rows under a heading: at this height four of twenty tables meet the foot of a page with their headings.
    tall = plain("value " + "word " * 60)
    rows = tuple(TableRow(cells=(plain("fact"), tall)) for _ in range(10))
    columns = (Column(label="HEAD"), Column(label="WHAT"))
    blocks = [
        block
        for number in range(20)
        for block in (
            Heading(level=2, text=f"Part {number}", anchor=f"part-{number}"),
            Table(caption=f"table {number}", columns=columns, rows=rows),
        )
    ]
    bundle = sample("en").model_copy(update={"blocks": tuple(blocks)})
    for number, each in enumerate(printed(show(page(bundle)), tmp_path / "page.pdf").pages):
        words = [word for word in each.extract_text().split() if word in {"HEAD", "WHAT", "fact", "value"}]
        assert words[-1:] != ["WHAT"], f"page {number + 1}"


def test_a_printed_page_prints_no_addresses_and_no_controls(show, tmp_path):
    pages = printed(show(page(sample("en")), size=PHONE), tmp_path / "page.pdf").pages
    text = " ".join(each.extract_text() for each in pages)
    assert "https://" not in text
    assert "The same in words" not in text
    assert "Contents" in text
