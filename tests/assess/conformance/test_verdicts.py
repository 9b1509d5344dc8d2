"""What an owner says to a finding, and until when."""

import pytest

from sop_kit.assess.conformance.verdicts import Judgement, judge, standing
from sop_kit.errors import BadRequest
from sop_kit.record.changes import apply
from sop_kit.record.reality_tables import Finding
from tests.assess.conformance.made_logs import record_of

RECORD = record_of(["S1"], people=["ann"]).replace(findings=(Finding(id="FD1", step="S1", kind="late", count=3, of=9),))


def said(**values):
    return Finding(id="FD1", kind="late", count=values.pop("count", 3), of=9, **values)


@pytest.mark.parametrize(
    ("finding", "today", "stands"),
    [
        (said(), "2026-11-25", "open"),
        (said(verdict="fix_sop"), "2026-11-25", "fix_sop"),
        (said(verdict="accept", until="2026-11-25"), "2026-11-25", "accept"),
        (said(verdict="accept", until="2026-11-24"), "2026-11-25", "open"),
        (said(verdict="accept", until="2026-11-24"), "", "accept"),
        (said(verdict="accept", until="one day"), "2026-11-25", "accept"),
        (said(verdict="fix_sop", count=0), "2026-11-25", "gone"),
    ],
)
def test_where_a_finding_stands(finding, today, stands):
    assert standing(finding, today) == stands


def test_a_verdict_is_written_down_with_its_reason():
    judgement = Judgement(verdict="accept", why=" night shift ", until="2026-12-31", owner="ann", at="2026-11-25")
    row = apply(RECORD, judge(RECORD, "FD1", judgement)).findings[0]
    assert (row.verdict, row.why, row.until, row.owner, row.at, row.count) == (
        *("accept", "night shift", "2026-12-31", "ann", "2026-11-25"),
        3,
    )


def test_another_verdict_takes_the_day_away():
    accepted = apply(
        RECORD, judge(RECORD, "FD1", Judgement(verdict="accept", why="x", until="2026-12-31", owner="ann"))
    )
    row = apply(accepted, judge(accepted, "FD1", Judgement(verdict="fix_sop", why="y"))).findings[0]
    assert (row.verdict, row.until, row.owner) == ("fix_sop", "", "ann")


@pytest.mark.parametrize(
    ("finding", "judgement", "word"),
    [
        ("FD9", Judgement(verdict="fix_sop", why="x"), "FD1"),
        ("FD1", Judgement(verdict="acept", why="x"), "Did you mean 'accept'?"),
        ("FD1", Judgement(verdict="fix_sop", why="  "), "--why"),
        ("FD1", Judgement(verdict="accept", why="x"), "--until"),
        ("FD1", Judgement(verdict="accept", why="x", until="31.12.2026"), "--until"),
        ("FD1", Judgement(verdict="fix_sop", why="x", owner="anna"), "Did you mean 'ann'?"),
    ],
)
def test_a_verdict_that_lacks_something_is_refused(finding, judgement, word):
    with pytest.raises(BadRequest, match=r".") as refused:
        judge(RECORD, finding, judgement)
    assert word in str(refused.value)
