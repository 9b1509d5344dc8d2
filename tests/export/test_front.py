"""What stands at the head and foot of every page: which copy, and how long it holds."""

import pytest

from sop_kit.export import front
from sop_kit.words import words
from tests.export.sample import meta

EN, ZH = words("en"), words("zh")


def of(lang: str, **facts: str):
    return meta(lang, **facts)


def test_a_copy_in_force_says_until_when_at_the_head_of_every_page():
    facts = {"version": "1.0", "status": "published", "status_label": "published", "expires": "2027-02-24"}
    assert "version 1.0 · published · valid until 24 February 2027" in front.head_right(of("en", **facts), EN)
    assert "有效期至 2027年2月24日" in front.head_right(of("zh", **facts), ZH)


@pytest.mark.parametrize(("lang", "said"), [("en", "not in force"), ("zh", "未生效")])
def test_a_draft_says_that_it_is_not_in_force(lang, said):
    assert said in front.head_right(of(lang, status="draft", expires=""), words(lang))
    assert said in dict(front.facts(of(lang, status="draft", expires=""), words(lang))).values()


def test_a_published_copy_without_a_date_does_not_claim_an_end():
    assert front.validity(of("en", status="published", expires=""), EN) == "in force, end not known"


def test_the_first_page_says_from_when_until_when_and_where_the_only_valid_copy_is():
    facts = {"status": "published", "effective": "2026-11-20", "expires": "2027-02-18", "valid_copy": "wiki/line"}
    shown = dict(front.facts(of("en", **facts), EN))
    assert (shown["In force from"], shown["Valid until"]) == ("20 November 2026", "18 February 2027")
    assert shown["The only valid copy"] == "wiki/line"


def test_a_program_reads_the_dates_as_iso_dates():
    read = front.properties(of("zh", effective="2026-11-20", expires="2027-02-18", valid_copy="wiki/line"))
    assert (read["effective"], read["expires"], read["valid_copy"]) == ("2026-11-20", "2027-02-18", "wiki/line")
