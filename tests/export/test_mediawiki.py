"""The page of a MediaWiki, as a real one shows it: all of the text, every place to link to, nothing read as markup."""

import random
import re
from pathlib import PurePosixPath

import pytest

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import Bullets, Card, Column, FactLine, Table, TableRow, Text
from sop_kit.export import fonts
from sop_kit.export.mediawiki import render
from tests.export.reading import HOSTILE, Page, squeezed
from tests.export.sample import bundle, one, text_bundle

# Tests that ask for the wiki share one: see conftest.py.
pytestmark = pytest.mark.xdist_group("mediawiki")
ELEMENTS = {"a", "b", "br", "caption", "code", "div", "h2", "h3", "h4", "img", "li", "mark", "ol", "p", "pre", "small"}
ELEMENTS |= {"span", "strong", "table", "tbody", "td", "th", "tr", "ul"}


@pytest.fixture
def shown(mediawiki):
    """Return a function that publishes a document and returns what the wiki shows of it."""

    def publish(document, title="Page of the test"):
        text, files = render(document)
        for path, content in files.items():
            mediawiki.upload(PurePosixPath(path).name, content)
        mediawiki.edit(title, text)
        return Page(re.sub("<!--.*?-->", "", mediawiki.html(title), flags=re.DOTALL))

    return publish


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_whole_document_is_there(shown, lang):
    document = bundle(lang)
    page = shown(document)
    assert squeezed(document.meta.content_hash) in page.text
    for block in document.blocks:
        for said in (getattr(block, name, "") for name in ("text", "title", "caption", "alt", "summary", "note")):
            if isinstance(said, str):
                assert squeezed(said) in page.text
    tags = [tag for tag, _ in page.elements]
    # One is folded away, one is part of an answer.
    assert tags.count("table") == sum(block.kind == "table" for block in document.blocks) + 2
    assert len(page.values("img", "src")) == 4


def test_every_step_is_a_place_and_every_link_arrives(shown):
    page = shown(bundle("zh"))
    places = [facts["id"] for _, facts in page.elements if "id" in facts]
    assert len(places) == len(set(places))
    assert {"step-fs01", "step-fs02", "row-fs01", "table-raci", "fold-ratings"} <= set(places)
    assert {to[1:] for to in page.values("a", "href") if to.startswith("#")} <= set(places)


@pytest.mark.parametrize("code", ["1 步", "a_b__c", "a&b", "x[1]|{2}", "50%", "__TOC__", "a#b"])
def test_a_step_with_an_odd_id_can_be_linked_to(shown, mediawiki, browser, code):
    anchor = f"step-{code}"
    card = Card(anchor=anchor, code=code, title="t", facts=(FactLine(label="l", value=plain("v")),))
    shown(one(Text(spans=link("go", f"#{anchor}")), card))
    page = browser.new_page()
    page.goto(mediawiki.address("Page of the test"))
    target = page.get_by_role("link", name="go").evaluate(
        "link => document.getElementById(decodeURIComponent(link.hash.slice(1)))?.parentElement.innerText"
    )
    page.close()
    assert target == f"{code} t"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_comes_out_as_text(shown, name):
    page = shown(text_bundle(HOSTILE[name]))
    assert page.text.count(squeezed(fonts.visible(HOSTILE[name]))) >= 20
    assert page.tags <= ELEMENTS
    assert not [name for name in page.attributes if " on" in name]
    outside = {to for to in page.values("a", "href") if not to.startswith("#")}
    assert {to for to in outside if not re.match(r"https://e|/index\.php/File:Fraud-scoring-en-p\.png$", to)} == set()


def test_any_mixture_of_signs_comes_out_as_text(shown):
    dice = random.Random(4)  # noqa: S311  no secret hangs on it
    signs = "'[]{}|=*#:;-_~!<>&\"/\\$^`+.,()%@ \n12abRFC 好，"
    texts = [f"({n}){''.join(dice.choices(signs, k=14))}({n})" for n in range(300)]
    rows = tuple(TableRow(cells=(plain(text), styled(text, "strong"))) for text in texts[:100])
    table = Table(caption="", columns=(Column(label="a"), Column(label="b")), rows=rows)
    # Each text in three spans: what starts in one may end in the next.
    bullets = Bullets(items=tuple((*plain(t[:7]), *styled(t[7:11], "strong"), *plain(t[11:])) for t in texts[100:200]))
    page = shown(one(table, bullets, *(Text(spans=plain(text)) for text in texts[200:])))
    assert [text for text in texts if squeezed(text) not in page.text] == []
    assert [page.text.count(squeezed(text)) for text in texts[:100]] == [2] * 100


def test_no_script_of_a_record_runs_in_the_browser(shown, mediawiki, browser):
    shown(text_bundle('<script>window.hit = 1</script><img src=x onerror="window.hit = 1">[javascript:alert(1) x]'))
    page = browser.new_page()
    page.goto(mediawiki.address("Page of the test"))
    page.wait_for_load_state("networkidle")
    hit = page.evaluate("window.hit")
    page.close()
    assert hit is None


def test_evidence_is_folded_away_until_somebody_asks_for_it(shown, mediawiki, browser):
    shown(bundle("en"))
    page = browser.new_page()
    page.goto(mediawiki.address("Page of the test"))
    page.wait_for_selector("#fold-ratings.mw-made-collapsible")
    folded = page.locator("#fold-ratings .mw-collapsible-content")
    before = folded.is_visible()
    page.locator("#fold-ratings .mw-collapsible-toggle").first.click()
    folded.wait_for(state="visible")
    page.close()
    assert not before


def test_nothing_written_on_the_page_changes_when_it_is_saved(mediawiki):
    text, _ = render(text_bundle(HOSTILE["switches"]))
    mediawiki.edit("Saved", text)
    assert mediawiki.text("Saved") == text.rstrip("\n")


def test_pictures_of_several_lines_do_not_share_a_name():
    _, files = render(bundle("zh"))
    assert sorted(files) == [
        "pictures/fraud-scoring-zh-burden.png",
        "pictures/fraud-scoring-zh-notes.png",
        "pictures/fraud-scoring-zh-whiteboard.png",
        "pictures/fraud-scoring-zh-workflow.png",
    ]
    assert all(content.startswith(b"\x89PNG") for content in files.values())


def test_a_cell_that_starts_like_a_row_stays_a_cell(shown):
    cells = (plain("-5"), plain("+ b\n} c"), plain("|- d"))
    columns = tuple(Column(label=label) for label in ("!a", "|b", "-c"))
    page = shown(one(Table(caption="", columns=columns, rows=(TableRow(cells=cells),))))
    assert page.text.endswith("!a|b-c-5+b}c|-d")
    assert [tag for tag, _ in page.elements].count("tr") == 2


def test_lists_that_follow_each_other_stay_two(shown):
    lists = (Bullets(items=(plain("a"),)), Bullets(items=(plain("b"),)), Bullets(items=(plain("c"),), ordered=True))
    tags = [tag for tag, _ in shown(one(*lists)).elements]
    assert (tags.count("ul"), tags.count("ol")) == (2, 1)
