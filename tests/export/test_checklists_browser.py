"""The page of checklists in a real browser: ticks are kept, a run leaves as a file, paper has room for a pen."""

import json
import unicodedata

import pytest
from pypdf import PdfReader

from sop_kit.blocks.model import Checklist, ChecklistItem
from sop_kit.export.checklists import checklists
from tests.blocks.sample import sample
from tests.browser import violations

PHONE, DESK = {"width": 360, "height": 700}, {"width": 1280, "height": 900}
STORAGE = "Object.keys(localStorage).filter(key => key.startsWith('sop-kit run'))"


@pytest.fixture
def opened(browser, tmp_path):
    """Return a function that opens the page of a language; all pages of a test share one browser profile."""
    contexts = []

    def show(lang="en", *, size=PHONE, html=None, **options):
        path = tmp_path / f"checklists-{lang}.html"
        path.write_text(html or checklists(sample(lang)), encoding="utf-8")
        if not contexts:
            contexts.append(browser.new_context(viewport=size, reduced_motion="reduce", **options))
        tab = contexts[0].new_page()
        tab.on("dialog", lambda dialog: dialog.accept())
        tab.goto(path.as_uri())
        return tab

    yield show
    for context in contexts:
        context.close()


def the_list(tab):
    return tab.locator("form.sheet:not(.aside)")


def finish(tab):
    with tab.expect_download() as waiting:
        the_list(tab).locator(".finish").click()
    return json.loads(waiting.value.path().read_text(encoding="utf-8")), waiting.value.suggested_filename


def tick_all(tab):
    for label in the_list(tab).locator(".ticks li > label").all():
        label.click()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_leaves_as_a_file_with_who_when_and_what_was_different(opened, lang):
    tab = opened(lang)
    the_list(tab).locator("[name=who]").fill("李娜")
    tick_all(tab)
    the_list(tab).locator(".more summary").first.click()
    the_list(tab).locator("[name=differently]").first.fill("by hand <b>")
    the_list(tab).locator("[name=evidence]").first.fill("T-7")
    run, name = finish(tab)
    assert name.startswith("run-govuk-chat-checklist-")
    assert (run["sop_kit_run"], run["product"], run["version"], run["who"]) == (1, "govuk-chat", "0.3", "李娜")
    assert (run["lines"][0]["differently"], run["lines"][0]["evidence"]) == ("by hand <b>", "T-7")
    assert (run["result"], run["started"] <= run["finished"]) == ("partly", True)


def test_everything_ticked_and_nothing_different_is_complete(opened):
    tab = opened()
    the_list(tab).locator("[name=who]").fill("Li Na")
    tick_all(tab)
    assert finish(tab)[0]["result"] == "complete"


def test_what_is_typed_survives_a_reload_and_another_tab(opened):
    tab = opened()
    the_list(tab).locator(".ticks li > label").nth(1).click()
    the_list(tab).locator("[name=who]").fill("Li Na")
    the_list(tab).locator("[name=note]").fill("quiet")
    tab.reload()
    for page in (tab, opened()):
        boxes = page.evaluate("[...document.querySelectorAll('form:not(.aside) [type=checkbox]')].map(b => b.checked)")
        assert [place for place, ticked in enumerate(boxes) if ticked] == [1]
        assert the_list(page).locator("[name=who]").input_value() == "Li Na"
        assert the_list(page).locator("[name=note]").input_value() == "quiet"


def test_a_finished_run_stays_until_a_new_one_is_begun_and_can_be_saved_again(opened):
    tab = opened()
    the_list(tab).locator("[name=who]").fill("Li Na")
    tick_all(tab)
    first, _ = finish(tab)
    tab.reload()
    assert tab.evaluate("document.querySelector('form:not(.aside) fieldset').disabled")
    with tab.expect_download() as waiting:
        the_list(tab).locator(".save").click()
    assert json.loads(waiting.value.path().read_text("utf-8")) == first
    assert json.loads(the_list(tab).locator(".text").input_value()) == first
    the_list(tab).locator(".new").click()
    assert the_list(tab).locator("input:checked").count() == 0
    assert tab.evaluate(STORAGE) == []
    assert tab.locator(".earlier li").count() == 1
    the_list(tab).locator("[name=who]").fill("Bo")
    tick_all(tab)
    second, _ = finish(tab)
    assert second["id"] != first["id"]
    assert tab.locator(".earlier li").count() == 2


def test_without_a_name_nothing_is_finished(opened):
    tab = opened()
    tick_all(tab)
    the_list(tab).locator(".finish").click()
    assert tab.evaluate("document.activeElement.name") == "who"
    assert tab.locator(".earlier").is_hidden()


def test_one_list_at_a_time_and_the_other_ones_keep_their_own_ticks(opened):
    tab = opened()
    the_list(tab).locator(".ticks li > label").first.click()
    tab.locator(".pick a").nth(1).click()
    tab.locator("#sop-sheet-2:not(.aside)").wait_for()
    assert the_list(tab).count() == 1
    assert the_list(tab).locator("input:checked").count() == 0
    tab.locator(".pick a").first.click()
    tab.locator("#sop-sheet-1:not(.aside)").wait_for()
    assert the_list(tab).locator("input:checked").count() == 1


def test_where_nothing_can_be_kept_the_page_says_so_and_still_gives_its_file(browser, tmp_path):
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })")
    tab = context.new_page()
    (tmp_path / "page.html").write_text(checklists(sample("en")), encoding="utf-8")
    tab.goto((tmp_path / "page.html").as_uri())
    the_list(tab).locator("[name=who]").fill("Li Na")
    assert "keeps nothing" in the_list(tab).locator(".keeping").inner_text()
    tick_all(tab)
    assert finish(tab)[0]["result"] == "complete"
    context.close()


def test_without_scripts_all_lists_can_be_ticked_and_taken_back(browser, tmp_path):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    (tmp_path / "page.html").write_text(checklists(sample("en")), encoding="utf-8")
    tab.goto((tmp_path / "page.html").as_uri())
    assert all(form.is_visible() for form in tab.locator("form.sheet").all())
    tab.locator(".ticks label").first.click()
    assert tab.locator("input:checked").count() == 1
    tab.locator("button.again").first.click()
    assert tab.locator("input:checked").count() == 0
    assert tab.locator(".finish").first.is_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_before_during_and_after_a_run(opened, lang, scheme):
    tab = opened(lang, color_scheme=scheme)
    the_list(tab).locator("[name=who]").fill("Li Na")
    the_list(tab).locator(".more summary").first.click()
    the_list(tab).locator("[name=differently]").first.fill("by hand")
    assert violations(tab) == []
    tick_all(tab)
    finish(tab)
    assert violations(tab) == []


def test_everything_is_big_enough_for_a_finger_and_nothing_scrolls_sideways(opened):
    tab = opened("zh")
    the_list(tab).locator(".more summary").first.click()
    small = tab.evaluate(
        "[...document.querySelectorAll('form:not(.aside) :is(label, button, summary, select, textarea,"
        " input:not([type=checkbox])), .pick a')].filter(e => e.offsetParent && e.offsetHeight < 44)"
        ".map(e => e.outerHTML)"
    )
    assert small == []
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


def test_paper_has_every_list_with_lines_for_a_pen(opened, tmp_path):
    tab = opened(size=DESK)
    tab.pdf(path=tmp_path / "lists.pdf", prefer_css_page_size=True, print_background=True)
    pages = PdfReader(tmp_path / "lists.pdf").pages
    texts = [" ".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in pages]
    assert len(texts) == tab.locator("form.sheet").count()
    assert all("Done differently (line, what, why)" in text and "Done by" in text for text in texts)
    assert not any("Finish and save" in text for text in texts)


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'&quot;",
    "␟ {n}",
    "\u202eabc",
    "😀" * 20,
    "长" * 3_000,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_a_record_says_runs_nothing_and_comes_back_letter_by_letter(opened, text):
    bundle = sample("en")
    lists = [block for block in bundle.blocks if isinstance(block, Checklist)]
    item = ChecklistItem(code=text[:60], text=text, who=text, standard=text, words=text)
    hostile = lists[0].model_copy(update={"title": text, "items": (item,), "people": (text,), "note": text})
    heard = []
    tab = opened(html=checklists(bundle.model_copy(update={"blocks": (hostile,)})))
    tab.on("console", lambda message: heard.append(message.text))
    tab.reload()
    the_list(tab).locator("[name=who]").fill("Li Na")
    tick_all(tab)
    run, _ = finish(tab)
    assert (run["title"], run["lines"][0]["text"]) == (text, text)
    assert heard == []
    assert tab.evaluate("document.documentElement.scrollWidth") == 360


def test_starting_again_asks_before_anything_typed_is_gone(browser, tmp_path):
    context = browser.new_context()
    tab = context.new_page()
    tab.on("dialog", lambda dialog: dialog.dismiss())
    (tmp_path / "page.html").write_text(checklists(sample("en")), encoding="utf-8")
    tab.goto((tmp_path / "page.html").as_uri())
    the_list(tab).locator("[name=who]").fill("Li Na")
    the_list(tab).locator(".again").click()
    assert the_list(tab).locator("[name=who]").input_value() == "Li Na"
    context.close()
