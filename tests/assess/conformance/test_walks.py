"""Answers on the spot become findings, their share has its interval, and the owner's word is never lost."""

import math

import pytest

from sop_kit.assess.conformance.walks import all_findings, walk_edits, walk_findings, walk_result
from sop_kit.record.changes import apply
from sop_kit.record.model import Record

STEP = {
    "id": "S1",
    "stage": "monitor",
    "action": "Look at the board",
    "role": "duty",
    "trigger": "09:00",
    "standard": "all green",
}


def walked(*answers: tuple[str, str], findings: list[dict] = (), step: str = "S1") -> Record:
    rows = [
        {"id": f"W{n}", "step": step, "at": f"2026-{9 + n % 3:02d}-01", "question": question, "answer": answer}
        for n, (question, answer) in enumerate(answers, start=1)
    ]
    return Record.model_validate(
        {"product": {"id": "line"}, "steps": [STEP], "walkthroughs": rows, "findings": list(findings)}
    )


def test_answers_otherwise_than_written_are_a_finding_for_each_question():
    record = walked(("start", "as_written"), ("do", "differently"), ("do", "as_written"), ("good", "not_known"))
    found = {row.id: (row.kind, row.count, row.of) for row in walk_findings(record)}
    assert found == {"W-S1-do": ("differently", 1, 2), "W-S1-good": ("not_known", 1, 1)}


def test_a_finding_holds_what_is_written_what_was_told_and_the_months():
    record = walked(("good", "differently"), ("good", "not_known"), ("good", "as_written"))
    told = record.walkthroughs[0].model_copy(update={"told": "half of it is enough"})
    (found,) = walk_findings(record.replace(walkthroughs=(told, *record.walkthroughs[1:])))
    assert (found.written, found.observed) == ("all green", "half of it is enough")
    assert found.by_month == "2026-09=0/1 2026-10=1/1 2026-11=1/1"


@pytest.mark.parametrize("answers", [[("do", "")], [("do", "as_written")], []])
def test_no_answer_and_an_answer_as_written_are_no_finding(answers):
    assert walk_findings(walked(*answers)) == ()


def test_a_question_about_no_step_is_no_finding():
    assert walk_findings(walked(("do", "differently"), step="")) == ()


def test_a_question_about_a_step_that_is_gone_is_still_told():
    (found,) = walk_findings(walked(("do", "differently"), step="S9"))
    assert (found.step, found.written) == ("S9", "")


def test_the_share_as_written_has_the_interval_of_wilson():
    # 8 of 10: Wilson (1927), 95 %: 0.490 to 0.943, as in Newcombe (1998), Statistics in Medicine 17, method 3
    answers = [("do", "as_written")] * 8 + [("do", "differently"), ("do", "not_known"), ("do", "")]
    result = walk_result(walked(*answers).walkthroughs)
    assert (result.as_written, result.answers, result.share) == (8, 10, 0.8)
    assert (round(result.low, 3), round(result.high, 3)) == (0.490, 0.943)


def test_without_answers_there_is_no_share():
    result = walk_result([])
    assert result.answers == 0
    assert math.isnan(result.share)


def test_writing_findings_down_keeps_the_owners_verdict():
    record = walked(("do", "differently"))
    record = apply(record, walk_edits(record))
    judged = record.findings[0].model_copy(update={"verdict": "fix_sop", "why": "shorter"})
    again = walked(("do", "differently"), ("do", "not_known"), findings=[judged.model_dump()])
    (row,) = apply(again, walk_edits(again)).findings
    assert (row.count, row.of, row.verdict, row.why) == (2, 2, "fix_sop", "shorter")


def test_what_is_written_down_already_needs_no_edit():
    record = walked(("do", "differently"))
    assert walk_edits(apply(record, walk_edits(record))) == ()


def test_a_finding_that_later_answers_no_longer_show_counts_nothing():
    record = apply(walked(("do", "differently")), walk_edits(walked(("do", "differently"))))
    mended = record.walkthroughs[0].model_copy(update={"answer": "as_written"})
    (row,) = all_findings(record.replace(walkthroughs=(mended,)))
    assert row.count == 0


def test_findings_of_logs_stand_beside_those_of_walks():
    record = walked(("do", "differently"), findings=[{"id": "F1", "kind": "hours", "count": 3, "of": 9}])
    assert [row.id for row in all_findings(record)] == ["F1", "W-S1-do"]
