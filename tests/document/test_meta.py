"""What every file says about itself: version, state, dates, signatures."""

import pytest

from sop_kit.document.meta import meta
from sop_kit.document.view import look
from sop_kit.record.in_force import text_hash
from sop_kit.record.model import LogEntry, Record

FACTS = {
    "product": {"id": "line", "home": "wiki/line", "review_every_days": 30},
    "people": [{"id": "lin", "name": "Lin"}, {"id": "gao", "name": "Gao"}, {"id": "he", "name": "He"}],
    "steps": [{"id": "S1", "stage": "monitor", "action": "Look", "role": "on-call"}],
}
DRAFT = Record.model_validate(FACTS)
PUBLISHED = {"id": "P1", "version": "1.0", "at": "2026-11-20"}


def of(record: Record, lang: str = "en"):
    return meta(look(record, lang))


def with_rows(**tables: object) -> Record:
    return Record.model_validate({**FACTS, **tables})


def approval(name: str, kind: str, person: str, **more: str) -> dict[str, str]:
    usual = {"version": "1.0", "verdict": "agree", "at": "2026-11-18"}
    return {"id": name, "kind": kind, "person": person, **usual, **more}


def test_a_draft_is_not_in_force_and_says_when_it_would_be_reviewed():
    said = of(DRAFT)
    assert (said.version, said.status, said.expires, said.effective) == ("0.0", "draft", "", "")
    assert said.next_review == "30 days after approval"
    assert [(line.who, line.date) for line in said.signatures] == [("", "")] * 3


def test_a_published_version_carries_its_number_its_dates_and_where_the_only_valid_copy_is():
    said = of(with_rows(publications=[PUBLISHED]))
    assert (said.version, said.status) == ("1.0", "published")
    assert (said.effective, said.expires) == ("2026-11-20", "2026-12-20")
    assert said.next_review == "20 December 2026"
    assert said.valid_copy == "wiki/line"


def test_a_published_text_that_was_changed_since_is_a_draft_again_and_shows_both():
    log = (LogEntry(day="2026-11-21", by="lin", why="", first=8, last=9),)
    said = of(with_rows(publications=[{**PUBLISHED, "hash": "0" * 12}]).replace(log=log))
    assert (said.version, said.status, said.status_label) == ("1.0+2", "draft", "draft after 1.0")
    assert (said.expires, said.effective) == ("", "")


def test_a_copy_of_the_published_text_is_the_published_version():
    said = of(with_rows(publications=[{**PUBLISHED, "hash": text_hash(DRAFT)}]))
    assert (said.version, said.status) == ("1.0", "published")
    assert said.content_hash == text_hash(DRAFT)


def test_who_prepared_checked_and_approved_the_published_version_has_signed_it():
    approvals = [
        approval("A1", "prepared", "lin"),
        approval("A2", "checked", "he", chapter="C3"),
        approval("A3", "approved", "gao", verdict="agree_with_note"),
        approval("A4", "approved", "lin", version="0.9"),
    ]
    said = of(with_rows(publications=[PUBLISHED], approvals=approvals), "zh")
    assert [(line.act, line.who) for line in said.signatures] == [("编制", "Lin"), ("审核", "He"), ("批准", "Gao")]
    assert said.signatures[2].date == "2026年11月18日"


def test_a_word_on_the_whole_text_counts_more_than_one_on_a_chapter():
    approvals = [approval("A1", "checked", "he", chapter="C3"), approval("A2", "checked", "gao")]
    assert of(with_rows(publications=[PUBLISHED], approvals=approvals)).signatures[1].who == "Gao"


@pytest.mark.parametrize("approvals", [[approval("A1", "approved", "gao", verdict="block")], []])
def test_an_objection_signs_nothing(approvals):
    assert of(with_rows(publications=[PUBLISHED], approvals=approvals)).signatures[2].who == ""


def test_what_was_signed_before_the_text_was_changed_does_not_sign_the_change():
    changed = with_rows(publications=[{**PUBLISHED, "hash": "0" * 12}], approvals=[approval("A1", "approved", "gao")])
    assert of(changed).signatures[2].who == ""
