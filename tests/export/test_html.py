"""The page and the checklists as files: whole, quiet, the same every time, and plain about what they are."""

import hashlib
import re
from base64 import b64encode
from itertools import pairwise
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.blocks.html import fragment
from sop_kit.blocks.model import Bundle, Checklist, Heading
from sop_kit.export.checklists import checklists
from sop_kit.export.html import page
from tests.blocks import strangers
from tests.blocks.sample import sample
from tests.reading import read

BOTH = pytest.mark.parametrize("render", [page, checklists])
LANGUAGES = pytest.mark.parametrize("lang", ["zh", "en"])
FRAME = set(
    "html head meta title style body script header main nav footer h1 form button div p a b dl dt dd span strong "  # noqa: SIM905
    "ul ol li details summary section article label input template textarea select option fieldset h2".split()
)


def of(bundle: Bundle, **facts) -> Bundle:
    return bundle.model_copy(update={"meta": bundle.meta.model_copy(update=facts)})


@BOTH
@LANGUAGES
def test_a_file_asks_no_host_for_anything(render, lang):
    seen = read(render(sample(lang)))
    assert [src for src in seen.values("src") if not src.startswith("data:image/png;base64,")] == []
    assert seen.named("link", "iframe", "object", "embed", "base") == []
    assert [e.name for e in seen.elements if not e.attributes.get("href", "#").startswith("#")] in ([], ["a"])
    outside_words = "".join(element.text for element in seen.named("style", "script"))
    assert not re.search(r"url\(|@import|https?:|fetch\(|XMLHttp", outside_words)


@BOTH
def test_the_policy_lets_nothing_in_but_the_page_itself(render):
    seen = read(render(sample("en")))
    policy = next(e.attributes["content"] for e in seen.named("meta") if "http-equiv" in e.attributes)
    script = seen.named("script")[0].text
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        f"script-src 'sha256-{digest}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert len(seen.named("script")) == 1


@BOTH
@LANGUAGES
def test_the_same_document_gives_the_same_bytes(render, lang):
    assert render(sample(lang)) == render(Bundle.model_validate_json(sample(lang).model_dump_json()))


@BOTH
@LANGUAGES
def test_a_page_is_well_formed_and_its_ids_are_unique(render, lang):
    seen = read(render(sample(lang)).removeprefix("<!DOCTYPE html>\n").replace("<!DOCTYPE html>", ""))
    ids = seen.values("id")
    assert seen.broken == []
    assert len(ids) == len(set(ids))


@BOTH
@pytest.mark.parametrize(("lang", "said"), [("zh", "zh-Hans"), ("en", "en")])
def test_a_page_names_its_language(render, lang, said):
    assert read(render(sample(lang))).named("html")[0].attributes["lang"] == said


@BOTH
def test_a_page_has_one_title_and_its_landmarks(render):
    seen = read(render(sample("en")))
    assert [len(seen.named(name)) for name in ("h1", "header", "nav", "main", "footer")] == [1, 1, 1, 1, 1]
    skip = seen.classed("skip")[0]
    assert skip.attributes["href"] == f"#{seen.named('main')[0].attributes['id']}"


def test_headings_go_down_one_level_at_a_time():
    levels = [int(e.name[1]) for e in read(page(sample("en"))).elements if re.fullmatch(r"h[1-6]", e.name)]
    assert levels[0] == 1
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))


def test_contents_lead_to_every_chapter():
    seen = read(page(sample("zh")))
    lines = [(link.text, unquote(link.attributes["href"][1:])) for link in seen.inside("nav", "a")]
    heads = seen.classed("head")
    assert lines == [(head.text.replace(" ", "", 1), head.attributes["id"]) for head in heads]


def test_the_first_page_stands_before_the_contents_and_what_follows_it_after():
    html = page(sample("en"))
    order = [
        html.index(part) for part in ("<header", "class=answers", 'class="contents"', 'class="text"', "class=head")
    ]
    assert order == sorted(order)


def test_the_page_says_what_it_leaves_out_of_its_markup_again_when_read():
    bundle = sample("zh")
    whole, lean_one = read(fragment(bundle.blocks[1:], "zh")), read(page(bundle))
    inside = [each for each in lean_one.elements if "main" in each.within and each.name in ("td", "th", "li", "dd")]
    text = [each.text for each in inside if "nav" not in each.within]
    expected = [each.text for each in whole.elements if each.name in ("td", "th", "li", "dd")]
    assert text[-len(expected) :] == expected


@LANGUAGES
def test_every_link_inside_leads_somewhere(lang):
    seen = read(page(sample(lang)))
    ids = set(seen.values("id"))
    inside = [unquote(href[1:]) for href in seen.values("href") if href.startswith("#")]
    assert [target for target in inside if target not in ids] == []


def test_a_document_of_one_chapter_needs_no_contents_to_be_read():
    bundle = sample("en").model_copy(update={"blocks": ()})
    assert read(page(bundle)).named("nav") == []


@BOTH
def test_the_title_block_says_which_copy_this_is(render):
    seen = read(render(sample("en", "reviewable")))
    assert _facts(seen, "header") == {
        "Version": "0.3",
        "Status": "draft",
        "Owner": "not yet named",
        "Valid until": "not in force",
        "Next review": "2027-02-18",
        "Document number": "SOP-AI-007",
        "Classification": "internal",
    }
    assert _facts(seen, "footer") == {
        "Last changed": "20 November 2026",
        "Content hash": "3f6c9a51d27e" + "0" * 52,
        "Last change in the workshop": "128 · 9be04c71aa52",
        "Made with": "sop-kit 0.1.0",
    }
    assert seen.classed("ribbon")[0].text == "Ready for review"
    assert seen.classed("banner") == []


def _facts(seen, place):
    labels, values = ([fact.text for fact in seen.inside(place, name)] for name in ("dt", "dd"))
    return dict(zip(labels, values, strict=True))


@BOTH
def test_a_document_in_force_says_until_when_and_carries_what_the_clock_needs(render):
    seen = read(render(of(sample("en"), status="published", expires="2027-02-18", effective="2026-11-20")))
    assert _facts(seen, "header")["Valid until"] == "18 February 2027"
    assert _facts(seen, "footer")["In force from"] == "20 November 2026"
    bar = next(element for element in seen.elements if "data-expires" in element.attributes)
    assert bar.attributes["data-expires"] == "2027-02-18"
    assert bar.attributes["data-late"] == "The review was due on 18 February 2027."
    # Without a script the plain date above is what there is.
    assert "hidden" in bar.attributes
    assert bar.text == " "


@BOTH
def test_a_draft_cannot_expire(render):
    seen = read(render(sample("en")))
    assert [element for element in seen.elements if "data-expires" in element.attributes] == []


def test_what_a_document_does_not_have_is_not_printed():
    seen = read(page(of(sample("en"), document_no="", classification="", head="", date="")))
    labels = " ".join(listed.text for listed in seen.classed("meta"))
    assert not re.search(r"Document number|Classification|Last change", labels)


@BOTH
def test_a_document_not_ready_for_review_cannot_be_taken_for_a_finished_one(render):
    seen = read(render(sample("en", "sketch")))
    assert seen.classed("banner-title")[0].text == "Sketch: not ready for review"
    assert seen.named("title")[0].text.startswith("Sketch: not ready for review")
    # Every printed page says it too.
    assert r'@top-right{content:"Sketch\3a  not ready for review' in seen.named("style")[0].text


@pytest.mark.parametrize("status", ["superseded", "withdrawn"])
def test_a_document_no_longer_in_force_says_so_first(status):
    seen = read(page(of(sample("en", "reviewable"), status=status, status_label=status)))
    assert seen.classed("banner-title")[0].text == status
    assert "Ask the owner for the one in force" in seen.classed("banner")[0].text


def test_the_running_head_of_every_page_says_until_when_it_holds():
    in_force = of(sample("en", "reviewable"), status="published", status_label="published", expires="2027-02-18")
    style = read(page(in_force)).named("style")[0].text
    assert 'version 0.3 \\b7  published \\b7  valid until 18 February 2027"' in style
    assert 'not in force"' in read(page(sample("en"))).named("style")[0].text


def test_every_copy_says_until_when_it_holds():
    assert "Next review: 2027-02-18. After that," in read(page(sample("en"))).named("footer")[0].text
    assert "Ask the owner" in read(page(of(sample("en"), next_review=""))).named("footer")[0].text


def test_checklists_are_the_checklists_and_nothing_else():
    bundle = sample("en")
    seen = read(checklists(bundle))
    lists = [block for block in bundle.blocks if isinstance(block, Checklist)]
    assert [head.text for head in seen.named("h2") if "form" in head.within] == [block.title for block in lists]
    boxes = [box for box in seen.named("input") if box.attributes.get("type") == "checkbox"]
    assert len(boxes) == sum(len(block.items) for block in lists)
    assert seen.named("article", "table", "figure") == []


def test_each_checklist_starts_again_without_a_script():
    seen = read(checklists(sample("en")))
    again = [button for button in seen.named("button") if button.attributes["type"] == "reset"]
    assert len(seen.classed("sheet")) == len(again) == 2
    assert {form.attributes["method"] for form in seen.named("form")} == {"dialog"}


def test_a_document_without_checklists_says_so():
    bundle = sample("en").model_copy(update={"blocks": (Heading(level=1, text="x", anchor="x"),)})
    assert "This document has no checklists." in read(checklists(bundle)).named("main")[0].text


@settings(deadline=None, max_examples=50)
@given(strangers.metas, strangers.blocks, st.sampled_from((page, checklists)))
def test_no_fact_breaks_out_of_the_page(meta, blocks, render):
    frame_only = tuple(block for block in blocks if isinstance(block, Heading))
    seen = read(render(Bundle(meta=meta, blocks=frame_only)).replace("<!DOCTYPE html>", ""))
    assert seen.broken == []
    assert {element.name for element in seen.elements} <= FRAME | {"h2", "h3", "h4", "h5"}
    assert len(seen.named("style")) == len(seen.named("script")) == 1
    style = seen.named("style")[0].text
    assert style.count("{") == style.count("}")
    assert "</" not in style
    ids = seen.values("id")
    assert len(ids) == len(set(ids))
