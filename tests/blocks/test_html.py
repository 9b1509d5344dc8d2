"""Blocks as HTML: the right elements, every text escaped and found again, ids and headings in order."""

import re
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.blocks.html import fragment, style
from sop_kit.blocks.html_text import address, printable
from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Answer,
    Answers,
    Bullets,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Column,
    FactLine,
    Figure,
    Fold,
    Heading,
    Picture,
    Span,
    Table,
    TableRow,
    Text,
)
from tests.blocks import strangers
from tests.blocks.sample import sample
from tests.reading import Reading, read

ELEMENTS = set(
    "div section h2 h3 h4 h5 h6 a p span strong code pre br ul ol li table caption colgroup col thead tbody tr th td "  # noqa: SIM905
    "article aside dl dt dd figure figcaption details summary svg g text label input b small time img".split()
)
ATTRIBUTES = set(
    "class lang id href rel aria-label role tabindex scope style type autocomplete open "  # noqa: SIM905
    "viewbox width height x y src alt decoding span".split()
)


def one(*blocks) -> Reading:
    return read(fragment(blocks, "en"))


def table(count: int, **more) -> Table:
    columns = tuple(Column(label=f"c{n}", width=n + 1) for n in range(count))
    row = TableRow(cells=tuple(plain(f"x{n}") for n in range(count)), anchor="row")
    return Table(**{"caption": "Who does what", "columns": columns, "rows": (row,)} | more)


@settings(deadline=None)
@given(strangers.blocks, st.sampled_from(("zh", "en")))
def test_any_text_stays_text(blocks, lang):
    seen = read(fragment(blocks, lang))
    assert seen.broken == []
    assert {element.name for element in seen.elements} <= ELEMENTS
    assert {name for element in seen.elements for name in element.attributes} <= ATTRIBUTES
    found = "\n".join((seen.text, *seen.values("aria-label"), *seen.values("alt")))
    assert [text for block in blocks for text in strangers.said(block) if text not in found] == []


@settings(deadline=None)
@given(strangers.blocks)
def test_ids_are_unique_and_hold_no_space(blocks):
    ids = read(fragment(blocks, "en")).values("id")
    assert len(ids) == len(set(ids))
    assert all(name and not re.search(r"\s", name) for name in ids)


@settings(deadline=None)
@given(strangers.blocks)
def test_headings_skip_no_level(blocks):
    levels = [1, *(int(head.name[1]) for head in read(fragment(blocks, "en")).named("h2", "h3", "h4", "h5", "h6"))]
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


@settings(deadline=None)
@given(strangers.blocks)
def test_the_same_blocks_give_the_same_bytes(blocks):
    assert fragment(blocks, "zh") == fragment(blocks, "zh")


@pytest.mark.parametrize(("lang", "said"), [("zh", "zh-Hans"), ("en", "en")])
def test_a_fragment_names_its_language(lang, said):
    whole = read(fragment([], lang)).elements[0]
    assert (whole.name, whole.attributes) == ("div", {"class": "sop-doc", "lang": said})


def test_chapters_are_sections_with_clean_headings():
    seen = one(
        Heading(level=1, text="Purpose", anchor="purpose", number="1"),
        Heading(level=2, text="Scope", anchor="scope", number="1.1"),
        Heading(level=1, text="Roles", anchor="roles"),
    )
    assert [section.text for section in seen.named("section")] == ["1 Purpose1.1 Scope", "1.1 Scope", "Roles"]
    assert [(head.name, head.text) for head in seen.named("h2", "h3")] == [
        ("h2", "1 Purpose"),
        ("h3", "1.1 Scope"),
        ("h2", "Roles"),
    ]


def test_a_heading_is_a_link_to_itself():
    seen = one(Heading(level=1, text="Roles", anchor="roles", number="2"))
    assert seen.named("h2")[0].attributes == {"class": "head", "id": "roles"}
    assert [(link.text, link.attributes) for link in seen.inside("h2", "a")] == [("2 Roles", {"href": "#roles"})]


@pytest.mark.parametrize("anchor", ["监控与预警", "a b", "50%", 'x"><y', "#", "é/ü?"])
def test_a_link_reaches_its_anchor_whatever_it_is_called(anchor):
    seen = one(Heading(level=1, text="x", anchor=anchor), Text(spans=link("there", f"#{anchor}")))
    target = next(a for a in seen.named("a") if a.text == "there").attributes["href"]
    assert re.fullmatch(r"#[\w.~%-]+", target, re.ASCII)
    assert unquote(target[1:]) == seen.named("h2")[0].attributes["id"]


@pytest.mark.parametrize(
    "to", ["https://gov.uk/a?b=c&d#e", "http://wiki/页", "mailto:ana@example.org", "HTTPS://x.org"]
)
def test_web_and_mail_addresses_are_links(to):
    anchor = one(Text(spans=link("there", to))).named("a")[0]
    assert anchor.attributes == {"href": to, "rel": "noopener noreferrer"}


@pytest.mark.parametrize(
    "to",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://gov.uk",
        "java\nscript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "//gov.uk",
        "https://",
        "https:///x",
        "https://a b",
        r"https:\\gov.uk",
        "vbscript:x",
        r"\\server\share\runbook.docx",
        "page.html",
    ],
)
def test_any_other_address_is_printed_and_leads_nowhere(to):
    seen = one(Text(spans=link("there", to)))
    assert seen.named("a") == []
    assert seen.text == f"there ({to})"


@given(st.text())
def test_an_address_is_an_anchor_or_known_to_be_web_or_mail(to):
    assert re.match(r"$|#[\w.~%-]+$|https?://[^\s/]|mailto:\S", address(to), re.IGNORECASE)


def test_a_newline_is_a_line_break():
    assert "one<br>two<br>three" in fragment([Text(spans=plain("one\r\ntwo\nthree"))], "en")


def test_what_html_cannot_carry_is_shown_as_its_code_point():
    assert printable("a\x00b\x1bc\ud800d\x85") == "a[U+0000]b[U+001B]c[U+D800]d[U+0085]"


def test_a_mark_that_turns_letters_around_is_shown_and_turns_nothing():
    assert printable("a\u202egpj.exe\u2066b") == "a[U+202E]gpj.exe[U+2066]b"
    assert printable("👨\u200d👩 שלום\u200f") == "👨\u200d👩 שלום\u200f"


def test_a_date_is_kept_in_one_piece_and_a_number_is_not():
    seen = one(Text(spans=plain("2026-11-09…2026-11-12, OA-2026-11-09, 2026-11-091, at 2026-11-13 10:00")))
    assert [element.text for element in seen.named("time")] == ["2026-11-09", "2026-11-12", "2026-11-13"]
    assert seen.text.endswith("2026-11-09…2026-11-12, OA-2026-11-09, 2026-11-091, at 2026-11-13 10:00")


def test_what_only_looks_like_a_date_is_no_date():
    assert one(Text(spans=plain("2026-02-30, 2026-13-01"))).named("time") == []


def test_styles_of_words():
    seen = one(
        Text(
            spans=(
                *styled("s", "strong"),
                *styled("c", "code"),
                *styled("m", "muted"),
                *styled("not known", "missing"),
                *styled("old", "stale"),
            )
        )
    )
    assert [element.name for element in seen.elements[2:5]] == ["b", "code", "small"]
    assert seen.classed("missing")[0].text == "not known"
    # A reader who sees no dotted line still has to know.
    assert seen.text.endswith("old (translation older than its source)")


def test_a_card_is_an_article_with_a_heading_and_facts():
    facts = (
        FactLine(label="Who", value=plain("developer"), role="lead"),
        FactLine(label="Tool", value=()),
        FactLine(label="Source", value=plain("manual"), role="evidence"),
    )
    card = Card(anchor="GC01", code="GC01", title="Look", facts=facts, marks=(("warning", "hot spot"),))
    seen = one(Heading(level=1, text="x", anchor="x"), card)
    assert seen.named("article")[0].attributes["id"] == "GC01"
    assert seen.named("h3")[0].text == "GC01 Look"
    assert [fact.text for fact in seen.named("dt")] == ["Who", "Tool", "Source"]
    assert [fact.text for fact in seen.named("dd")] == ["developer", "—", "manual"]
    assert [(mark.text, mark.attributes) for mark in seen.named("li")] == [("hot spot", {"class": "warning"})]
    assert seen.inside("h3", "a")[0].attributes == {"class": "code", "href": "#GC01"}
    # How a fact is known is folded away.
    assert [fact.text for fact in seen.inside("details", "dt")] == ["Source"]


def test_evidence_is_folded_and_says_what_it_is():
    seen = one(Fold(anchor="ratings", summary="41 ratings", blocks=(Text(spans=plain("all of them")), table(2))))
    fold = seen.named("details")[0]
    assert fold.attributes == {"class": "fold", "id": "ratings"}
    assert seen.named("summary")[0].text == "41 ratings"
    assert seen.inside("details", "table")


def test_the_first_page_asks_its_questions_and_answers_them():
    answer = Answer(
        question="Who may release?",
        lines=(plain("Manager Lin"), plain("Compliance can stop it")),
        clauses=link("6 Release", "#release"),
    )
    seen = one(Answers(anchor="first", title="Six questions", items=(answer, Answer(question="How?", lines=()))))
    assert [(head.name, head.text) for head in seen.named("h2", "h3")] == [
        ("h2", "Six questions"),
        ("h3", "Who may release?"),
        ("h3", "How?"),
    ]
    lines = [line.text for line in seen.named("p") if line.attributes.get("class") != "clauses"]
    assert lines == ["Manager Lin", "Compliance can stop it", "—"]
    assert seen.named("a")[0].attributes == {"href": "#release"}


PHOTO = Picture(
    name="board", media_type="image/png", data="iVBORw0KGgo=", width=40, height=30, alt="Board", caption="c"
)


def test_a_picture_of_the_team_is_in_the_page_with_its_size_and_its_words():
    shown = one(PHOTO).named("img")[0].attributes
    assert shown["src"] == "data:image/png;base64,iVBORw0KGgo="
    assert (shown["alt"], shown["width"], shown["height"]) == ("Board", "40", "30")


@pytest.mark.parametrize("damaged", [{"data": '"><script>'}, {"data": ""}, {"width": 0}])
def test_a_damaged_picture_of_the_team_is_told_in_words(damaged):
    seen = one(PHOTO.model_copy(update=damaged))
    assert seen.named("img", "script") == []
    assert "could not be shown" in seen.text
    assert "Board" in seen.text


def test_a_callout_is_a_note():
    seen = one(Callout(tone="missing", title="Still missing", body=(plain("the owner"),)))
    assert seen.named("aside")[0].attributes == {"class": "callout missing", "role": "note"}
    assert [line.text for line in seen.named("p")] == ["Still missing", "the owner"]


def test_every_box_of_a_checklist_is_labelled_by_its_line():
    items = (
        ChecklistItem(code="GC01", text="Look", who="developer", standard="daily"),
        ChecklistItem(code="", text="Write"),
    )
    seen = one(Checklist(anchor="c", title="Daily", mode="do-confirm", pause_point="09:00", items=items))
    assert [box.attributes["type"] for box in seen.named("input")] == ["checkbox", "checkbox"]
    assert [" ".join(label.text.split()) for label in seen.named("label")] == ["Look daily GC01 developer", "Write"]
    assert "DO-CONFIRM" in seen.text
    assert "09:00" in seen.text


def figure(svg: str, **more) -> Figure:
    return Figure(**{"name": "f", "svg": svg, "alt": "A loop", "caption": "Figure 1", "twin": ("a → b",)} | more)


def svg(inside: str, box: str = "0 0 200 100") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inside}</svg>'


def test_a_figure_is_a_picture_with_a_name_a_caption_and_its_words():
    seen = one(figure(svg('<rect width="9" height="9" fill="#FFF"/>')))
    picture = seen.named("svg")[0].attributes
    assert (picture["role"], picture["aria-label"], picture["viewbox"]) == ("img", "A loop", "0 0 200 100")
    assert seen.named("figcaption")[0].text == "Figure 1"
    assert seen.named("summary")[0].text == "The same in words"
    assert seen.named("li")[0].text == "a → b"


def test_a_picture_with_links_lets_the_keyboard_in():
    seen = one(figure(svg('<a href="#GC01"><text>GC01</text></a>')))
    assert seen.named("svg")[0].attributes["role"] == "group"
    assert seen.named("a")[0].attributes == {"href": "#GC01"}


def test_a_figure_in_the_colours_of_the_kit_follows_the_page_into_the_dark():
    assert one(figure(svg('<path fill="#0B5CAD" stroke="none"/>'))).classed("themed")
    assert one(figure(svg('<path fill="#123456"/>'))).classed("plain")
    assert '.themed [fill="#0b5cad"]{fill:var(--accent)}' in style()


def test_a_wide_picture_scrolls_and_is_printed_on_its_side():
    seen = one(figure(svg("<text>x</text>", "0 0 1200 300")))
    assert seen.classed("turned")
    assert seen.classed("canvas")[0].attributes["tabindex"] == "0"
    assert "tabindex" not in one(figure(svg("<text>x</text>"))).classed("canvas")[0].attributes


@pytest.mark.parametrize("broken", ["", "<svg", "not a picture", "<html/>", svg("", "0 0 0 0"), svg("", "0 0 -1 nan")])
def test_a_picture_that_cannot_be_shown_is_told_in_words(broken):
    seen = one(figure(broken))
    assert seen.named("svg") == []
    assert [line.text for line in seen.named("li", "p")] == [
        "The picture could not be shown. This is what it says:",
        "A loop",
        "a → b",
    ]


def test_a_picture_that_lost_something_shows_its_words_at_once():
    assert "open" in one(figure(svg("<foreignObject/>"))).named("details")[0].attributes
    assert "open" not in one(figure(svg("<metadata/>"))).named("details")[0].attributes


def test_two_pictures_keep_their_own_arrow_heads():
    picture = svg('<marker id="tip"/><path marker-end="url(#tip)"/>')
    seen = one(figure(picture), figure(picture))
    assert seen.values("id") == ["picture-tip", "picture-2-tip"]
    assert seen.values("marker-end") == ["url(#picture-tip)", "url(#picture-2-tip)"]


def test_an_empty_list_leaves_nothing_behind():
    assert one(Bullets(items=())).named("ul", "ol") == []


def test_an_ordered_list_is_ordered():
    assert [item.text for item in one(Bullets(items=(plain("a"), plain("b")), ordered=True)).named("ol", "li")] == [
        "ab",
        "a",
        "b",
    ]


def test_the_style_reaches_only_fragments_and_fetches_nothing():
    css = re.sub(r"/\*.*?\*/", "", style(), flags=re.DOTALL)
    selectors = [rule.strip() for rule in re.findall(r"([^{}]+)\{", css) if not rule.strip().startswith("@")]
    assert [selector for selector in selectors if ".sop-doc" not in selector] == []
    assert not re.search(r"url\(|@import|expression", css)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sample_says_all_its_facts(lang):
    blocks = sample(lang).blocks
    seen = read(fragment(blocks, lang))
    found = "\n".join((seen.text, *seen.values("aria-label"), *seen.values("alt")))
    assert seen.broken == []
    assert [text for block in blocks for text in strangers.said(block) if text not in found] == []


def test_a_span_with_a_link_and_a_style_keeps_both():
    seen = one(Text(spans=(Span(text="GC01", style="strong", to="#GC01"),)))
    assert [element.name for element in seen.elements] == ["div", "p", "a", "b"]
