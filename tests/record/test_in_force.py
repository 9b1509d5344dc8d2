"""Which version of a SoP is in force: from what was published, approved and reviewed."""

import pytest

from sop_kit.record.in_force import last_publication, review_due, signed, standing, text_hash
from sop_kit.record.model import LogEntry, Record
from sop_kit.record.tables import Product, Step

STEP = Step(id="S1", stage="monitor", action="Look", role="on-call")
BARE = Record(product=Product(id="line", review_every_days=30), steps=(STEP,))


def with_rows(record: Record = BARE, **tables: list[dict[str, object]]) -> Record:
    facts = record.model_dump(mode="json")
    return Record.model_validate({**facts, **tables})


def published(**facts: str) -> Record:
    return with_rows(publications=[{"id": "P1", "version": "1.0", "at": "2026-11-02", **facts}])


def test_a_record_nobody_stood_for_is_a_draft_without_dates():
    assert (standing(BARE).state, standing(BARE).since, standing(BARE).due) == ("draft", "", "")


def test_a_published_version_holds_from_its_day_until_its_review_is_due():
    now = standing(published())
    assert (now.state, now.version, now.since, now.due) == ("published", "1.0", "2026-11-02", "2026-12-02")


def test_a_publication_without_a_hash_was_not_compared():
    assert not standing(published()).checked


def test_the_text_that_was_published_is_known_by_its_hash_long_or_short():
    whole = text_hash(BARE)
    assert standing(published(hash=whole)).checked
    assert standing(published(hash=whole[:12])).state == "published"


@pytest.mark.parametrize("noted", ["0" * 64, "abc"])
def test_a_text_with_another_hash_was_changed_since_and_is_not_in_force(noted):
    now = standing(published(hash=noted))
    assert (now.state, now.version, now.since) == ("changed", "1.0", "")


def test_changes_are_counted_from_the_day_after_the_publication():
    log = tuple(
        LogEntry(day=day, by="lin", why="", first=first, last=last)
        for day, first, last in (("2026-11-02", 1, 5), ("2026-11-03", 6, 6), ("2026-11-09", 7, 8))
    )
    assert standing(published(hash="0" * 12).replace(log=log)).changes == 3


@pytest.mark.parametrize("table", ["rounds", "approvals", "publications", "readings", "runs", "mistakes"])
def test_what_happens_to_a_sop_does_not_change_what_it_says(table):
    assert text_hash(with_rows(**{table: [{"id": "X1"}]})) == text_hash(BARE)


def test_a_changed_step_changes_what_the_sop_says():
    other = BARE.replace(steps=(STEP.model_copy(update={"standard": "5 minutes"}),))
    assert text_hash(other) != text_hash(BARE)


def test_the_latest_publication_holds_whatever_the_order_of_the_rows():
    rows = [{"id": "P2", "version": "1.1", "at": "2026-11-09"}, {"id": "P1", "version": "1.0", "at": "2026-10-01"}]
    last = last_publication(with_rows(publications=rows))
    assert last is not None
    assert last.version == "1.1"


def test_a_review_that_was_closed_later_moves_the_next_one():
    rounds = [{"id": "R1", "kind": "review", "closed": "2026-11-20"}]
    assert review_due(with_rows(published(), rounds=rounds)) == "2026-12-20"


def test_a_closed_review_alone_brings_nothing_into_force():
    assert review_due(with_rows(rounds=[{"id": "R1", "kind": "review", "closed": "2026-11-20"}])) == ""


def test_an_approved_text_is_not_published_yet():
    row = {"id": "A1", "kind": "approved", "verdict": "agree", "version": "1.0", "at": "2026-11-18"}
    now = standing(with_rows(approvals=[row]))
    assert (now.state, now.version, now.due) == ("approved", "1.0", "2026-12-18")


def test_an_open_review_round_is_a_review():
    assert standing(with_rows(rounds=[{"id": "R1", "kind": "review", "version": "0.9"}])).state == "in_review"


def test_an_objection_signs_nothing():
    rows = [{"id": "A1", "kind": "approved", "verdict": "block"}, {"id": "A2", "kind": "approved"}]
    assert signed(with_rows(approvals=rows), "approved") == ()


@pytest.mark.parametrize("at", ["soon", "", "9999-12-31"])
def test_a_publication_whose_day_or_due_day_is_no_date_is_in_force_without_an_end(at):
    now = standing(published(at=at))
    assert (now.state, now.due) == ("published", "")
