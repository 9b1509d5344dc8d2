"""What a reader does with the page in a real browser: search, point at a place, unfold, print, be warned."""

import unicodedata

import pytest
from pypdf import PdfReader

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Answers, Fold, Text
from sop_kit.export.checklists import checklists
from sop_kit.export.html import page
from tests.blocks.sample import sample
from tests.blocks.strangers import MARKUP

PHONE = {"width": 320, "height": 640}


def in_force(lang, **facts):
    bundle = sample(lang, "reviewable")
    meta = bundle.meta.model_copy(update={"status": "published", "expires": "2027-02-18"} | facts)
    return bundle.model_copy(update={"meta": meta})


def hits(tab, words):
    tab.get_by_role("searchbox").fill(words)
    return [title.inner_text() for title in tab.locator(".hits b").all()]


def test_a_step_is_found_by_its_id_first_of_all(show):
    tab = show(page(sample("en")))
    assert hits(tab, "gc18")[0].startswith("GC18 ")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "GC18"
    assert tab.locator("#GC18").is_visible()


def test_full_width_letters_find_the_same_as_the_usual_ones(show):
    tab = show(page(sample("zh")))
    assert hits(tab, "ＧＣ１８") == hits(tab, "GC18")


def test_every_word_asked_for_must_be_in_the_place_found(show):
    tab = show(page(sample("zh")))
    few, many = len(hits(tab, "开发 告警")), len(hits(tab, "开发"))
    assert 0 < few < many
    assert tab.locator(".find [role=status]").inner_text() == f"找到 {many} 处"


def test_what_is_found_is_marked_and_the_contents_come_back_afterwards(show):
    tab = show(page(sample("en")))
    hits(tab, "pagerduty")
    marked = "[...CSS.highlights.get('found')].map(range => range.toString().toLowerCase())"
    assert set(tab.evaluate(marked)) == {"pagerduty"}
    assert not tab.locator(".list").is_visible()
    tab.keyboard.press("Escape")
    assert tab.evaluate(marked) == []
    assert tab.locator(".list").is_visible()


def test_what_is_not_there_is_said_and_so_is_what_to_try(show):
    tab = show(page(sample("en")))
    assert hits(tab, "unicorn") == []
    assert "Nothing found" in tab.locator(".find [role=status]").inner_text()


def test_search_opens_what_is_folded(show):
    secret = Fold(anchor="more", summary="More", blocks=(Text(spans=plain("the secret word is marmalade")),))
    bundle = sample("en")
    tab = show(page(bundle.model_copy(update={"blocks": (*bundle.blocks, secret)})))
    assert not tab.get_by_text("marmalade").first.is_visible()
    hits(tab, "marmalade")
    tab.locator(".hits a").first.click()
    assert tab.locator("#more p").is_visible()


def test_on_a_phone_the_contents_with_search_stay_at_hand_and_fold_when_followed(show):
    tab = show(page(sample("en")), size=PHONE)
    tab.evaluate("scrollTo(0, 4000)")
    tab.locator(".contents summary").click()
    hits(tab, "GC26")
    tab.locator(".hits a").first.click()
    assert not tab.locator(".find").is_visible()
    top = tab.evaluate("document.getElementById('GC26').getBoundingClientRect().top")
    bar = tab.evaluate("document.querySelector('.contents').getBoundingClientRect().bottom")
    assert bar <= top < 640


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_words_are_found_and_do_nothing(show, lang):
    heard = []
    bundle = sample(lang)
    blocks = (*bundle.blocks, *(Text(spans=plain(text)) for text in MARKUP))
    tab = show(page(bundle.model_copy(update={"blocks": blocks})), watch=heard)
    assert hits(tab, "<script>x</script>")
    assert hits(tab, "</style>")
    assert heard == [tab.url]


def test_whoever_follows_the_link_at_a_step_has_it_copied(show):
    tab = show(page(sample("en")), permissions=["clipboard-read", "clipboard-write"])
    tab.locator("#GC18 a.code").click()
    tab.get_by_text("Link copied").wait_for()
    assert tab.evaluate("navigator.clipboard.readText()").endswith("page.html#GC18")


def test_a_link_to_something_folded_unfolds_it(show, tmp_path):
    tab = show(page(sample("en")))
    assert not tab.locator("#evidence table").is_visible()
    tab.goto(f"{(tmp_path / 'page.html').as_uri()}#evidence")
    assert tab.locator("#evidence table").is_visible()


def test_everything_folded_opens_at_once_and_folds_again(show):
    tab = show(page(sample("en")))
    button = tab.get_by_role("button", name="Open everything folded")
    button.click()
    assert tab.locator("#GC26 details dl").is_visible()
    tab.get_by_role("button", name="Fold it again").click()
    assert not tab.locator("#GC26 details dl").is_visible()
    assert tab.locator(".contents li").first.is_visible()


def test_without_scripts_there_is_nothing_that_needs_one(show):
    tab = show(page(in_force("en")), java_script_enabled=False)
    assert tab.get_by_role("searchbox").count() == 0
    assert tab.locator("button").first.is_hidden()
    assert tab.locator("[data-expires]").is_hidden()
    assert "18 February 2027" in tab.locator("header").inner_text()
    tab.locator("#evidence summary").click()
    assert tab.locator("#evidence table").is_visible()


@pytest.mark.parametrize("render", [page, checklists])
@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2027-02-03", ""),
        ("2027-02-04", "The review is due on 18 February 2027."),
        ("2027-02-18", "The review is due on 18 February 2027."),
        ("2027-02-19", "The review was due on 18 February 2027."),
        ("2031-01-01", "The review was due on 18 February 2027."),
    ],
)
def test_the_reader_s_clock_says_when_the_review_is_due(show, render, today, said):
    tab = show(render(in_force("en")), now=f"{today}T23:30:00+08:00", timezone_id="Asia/Shanghai")
    bar = tab.locator("[data-expires]")
    assert (bar.locator(".banner-title").inner_text() if bar.is_visible() else "") == said


def test_a_damaged_date_of_review_says_nothing(show):
    assert not show(page(in_force("en", expires="soon"))).locator("[data-expires]").is_visible()


def test_on_a_phone_a_cell_stands_below_its_row_with_the_label_of_its_column(show):
    tab = show(page(sample("en")), size=PHONE)
    tab.locator("#evidence summary").click()
    cell = tab.locator("#evidence td").first
    assert cell.bounding_box()["width"] > 200
    label = "getComputedStyle(document.querySelector('#evidence td'), '::before').content"
    assert tab.evaluate(label) == '"Who"'


def printed(tab, path):
    tab.pdf(path=path, prefer_css_page_size=True, print_background=True)
    return [each.extract_text() for each in PdfReader(path).pages]


def bare(text):
    """Return a text without blanks; a browser prints some Chinese characters as the radicals that look like them."""
    return "".join(unicodedata.normalize("NFKC", text).split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lines", [0, 2], ids=["short", "long"])
def test_the_first_printed_page_is_the_six_answers_and_they_alone(show, tmp_path, lang, lines):
    bundle = sample(lang)
    first = bundle.blocks[0]
    assert isinstance(first, Answers)
    wordy = [item.model_copy(update={"lines": (*item.lines, *[item.lines[0] * 3] * lines)}) for item in first.items]
    longer = first.model_copy(update={"items": tuple(wordy)})
    pages = printed(show(page(bundle.model_copy(update={"blocks": (longer, *bundle.blocks[1:])}))), tmp_path / "p.pdf")
    said = [bare(text) for text in pages]
    assert [item.question for item in first.items if bare(item.question) not in said[0]] == []
    contents = "目录" if lang == "zh" else "Contents"
    assert contents not in said[0]
    assert contents in said[1]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_what_is_folded_on_a_screen_is_printed(show, tmp_path, scripts):
    tab = show(page(sample("en")), java_script_enabled=scripts)
    text = bare(" ".join(printed(tab, tmp_path / "page.pdf")))
    evidence = next(block for block in sample("en").blocks if isinstance(block, Fold))
    last = evidence.blocks[0].rows[-1].cells[-1][0].text
    assert bare(last) in text
    assert bare("Search this document") not in text


def test_every_printed_page_says_until_when_it_holds(show, tmp_path):
    first, *rest = [bare(text) for text in printed(show(page(in_force("en"))), tmp_path / "page.pdf")]
    assert "Validuntil18February2027" in first
    assert [text for text in rest if "validuntil18February2027" not in text] == []
