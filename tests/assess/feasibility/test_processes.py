import math

import pytest

from sop_kit.assess.agreement.small_group import wilson
from sop_kit.assess.assessment import assess
from sop_kit.assess.feasibility.processes import ProcessJudgement
from tests.assess.ratings import alike, ratings, record, remark

STEPS = {"S1": "monitor", "S2": "monitor", "S3": "monitor", "S4": "release"}


def monitoring(feedback) -> ProcessJudgement:
    return assess(record(STEPS, feedback)).processes["monitoring"]


def test_a_process_pools_the_answers_on_its_steps():
    found = monitoring([*alike("S1", [4, 4, 5, 5]), *alike("S2", [5, 4, 4, None])])
    assert (found.steps, found.rated, found.raters) == (("S1", "S2", "S3"), 2, 4)
    clarity = found.aspects["clarity"]
    assert (clarity.n, clarity.cannot_judge, clarity.counts, clarity.share) == (7, 1, (0, 0, 0, 4, 3), 1.0)
    assert found.verdict == "codify"


def test_the_interval_of_a_process_is_that_of_people_and_not_of_answers():
    found = monitoring([*alike("S1", [4, 4, 5, 2]), *alike("S2", [4, 4, 5, 2])]).aspects["accuracy"]
    assert (found.n, found.share) == (8, 0.75)
    assert (found.low, found.high) == wilson(3, 4)


def test_a_process_that_reads_better_than_its_weakest_step_is_known():
    feedback = [*alike("S1", [5] * 6), *alike("S2", [5] * 6), *alike("S3", [2, 2, 2, 1, 5, 1])]
    found = monitoring([row for row in feedback if row.target != "S3" or row.participant in {"p0", "p1", "p2"}])
    assert (found.verdict, found.weakest, found.weakest_verdict) == ("codify", "S3", "drop")
    assert found.flatters
    assert dict(found.verdicts) == {"codify": 2, "drop": 1}
    assert found.codified == pytest.approx(2 / 3)
    assert found.medians["feasibility"] == 5.0


def test_a_blocking_comment_on_one_step_keeps_the_process_from_being_codified():
    feedback = [*alike("S1", [5] * 4), *alike("S2", [5] * 4), remark("S2", blocking=True)]
    found = monitoring(feedback)
    assert (found.blocking, found.verdict) == (1, "refine")


def test_among_equal_verdicts_the_lowest_share_is_the_weakest():
    feedback = [*alike("S1", [4, 4, 4, 3]), *alike("S2", [4, 4, 4, 4])]
    assert monitoring(feedback).weakest == "S1"


def test_a_process_nobody_spoke_of_has_no_judgement_and_one_only_commented_on_has_no_verdict():
    found = assess(record(STEPS, [remark("S1")])).processes
    assert list(found) == ["monitoring"]
    assert (found["monitoring"].verdict, found["monitoring"].weakest, found["monitoring"].rated) == ("", "", 0)
    assert math.isnan(found["monitoring"].overall.share)
    assert (found["monitoring"].verdicts[""], found["monitoring"].codified) == (3, 0.0)
    assert not found["monitoring"].flatters


def test_too_few_raters_give_a_process_no_verdict():
    assert monitoring(ratings("S1", [(5, 5, 5)] * 2)).verdict == ""
