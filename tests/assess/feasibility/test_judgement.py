import math

import pytest

from sop_kit.assess.feasibility.judgement import figures, judge
from sop_kit.record.rule import Clause, Condition, VerdictRule
from sop_kit.record.tables import Feedback
from tests.assess.ratings import ratings

RULE = VerdictRule()


def comment(target: str, *, blocking: bool) -> Feedback:
    return Feedback(id=f"c-{target}", participant="p0", target=target, comment="不行", blocking=blocking)


@pytest.mark.parametrize(
    ("scores", "verdict"),
    [
        ([(5, 5, 4), (4, 4, 5), (5, 4, 4), (4, 5, 5)], "codify"),
        ([(5, 2, 4), (4, 3, 3), (5, 2, 4), (4, 3, 2)], "refine"),
        ([(2, 4, 4), (3, 4, 5), (5, 4, 4), (2, 5, 4)], "pilot"),
        ([(1, 2, 2), (2, 1, 1), (1, 2, 2), (2, 2, 1)], "drop"),
    ],
)
def test_the_default_rule_gives_each_verdict(scores, verdict):
    assert judge(ratings("S01", scores), RULE)["S01"].verdict == verdict


def test_a_blocking_comment_keeps_a_step_out_of_the_standard():
    good = ratings("S01", [(5, 5, 5)] * 4)
    assert judge(good, RULE)["S01"].verdict == "codify"
    judged = judge([*good, comment("S01", blocking=True)], RULE)["S01"]
    assert judged.verdict == "refine"
    assert judged.blocking == 1


def test_cannot_judge_is_missing_and_never_a_three():
    judged = judge(ratings("S01", [(5, None, 4), (5, None, 4), (4, 4, 5)]), RULE)["S01"]
    clarity = judged.aspects["clarity"]
    assert (clarity.n, clarity.cannot_judge, clarity.median) == (1, 2, 4.0)


def test_two_raters_give_no_verdict():
    judged = judge(ratings("S01", [(5, 5, 5), (5, 5, 5)]), RULE)["S01"]
    assert (judged.verdict, judged.raters, judged.clause) == ("", 2, None)


def test_an_aspect_nobody_could_judge_carries_no_standard():
    judged = judge(ratings("S01", [(5, None, 5)] * 4), RULE)["S01"]
    assert judged.aspects["clarity"].n == 0
    assert judged.verdict == "refine"


def test_the_last_round_counts_and_a_later_answer_replaces_the_earlier():
    feedback = [*ratings("S01", [(1, 1, 1)] * 4, 1), *ratings("S01", [(5, 5, 5)] * 4, 2)]
    again = ratings("S01", [(4, 4, 4)], 2)
    judged = judge([*feedback, *[row.model_copy(update={"id": f"x{row.id}"}) for row in again]], RULE)["S01"]
    assert (judged.round, judged.aspects["accuracy"].counts) == (2, (0, 0, 0, 1, 3))


def test_divided_is_told_apart_from_low():
    split, low = figures([1, 1, 5, 5]), figures([2, 2, 2, 3])
    assert (split.divided, low.divided) == (True, False)
    assert (figures([4, 4, 5]).rated_low, low.rated_low) == (False, True)


def test_the_figures_of_one_aspect():
    found = figures([3, 4, 4, 5, None])
    assert (found.n, found.median, found.share, found.iqr) == (4, 4.0, 0.75, 0.5)
    assert found.counts == (0, 0, 1, 2, 1)
    assert found.low < 0.75 < found.high


def test_weights_of_the_record_change_the_overall_figure():
    scores = [(5, 1, 1)] * 3
    feasible = VerdictRule(weights={"feasibility": 1.0, "clarity": 0.0, "accuracy": 0.0})
    assert judge(ratings("S01", scores), feasible)["S01"].overall.median == 5.0
    assert judge(ratings("S01", scores), RULE)["S01"].overall.median == pytest.approx(7 / 3)


def test_equal_scores_give_that_score_whatever_they_weigh():
    odd = VerdictRule(weights={"feasibility": 0.2, "clarity": 0.3, "accuracy": 0.5})
    overall = judge(ratings("S01", [(4, 4, 4)] * 3), odd)["S01"].overall
    assert (overall.median, overall.share) == (4.0, 1.0)


def test_the_rule_is_data_of_the_record():
    strict = VerdictRule(clauses=(Clause(verdict="codify", when=(Condition(figure="consensus", at_least=0.99),)),))
    assert judge(ratings("S01", [(4, 4, 4)] * 3), strict)["S01"].verdict == "codify"
    assert judge(ratings("S01", [(4, 4, 4), (5, 5, 5), (2, 2, 2)]), strict)["S01"].verdict == ""


def test_comments_alone_give_figures_that_are_not_a_number():
    judged = judge([comment("S01", blocking=False)], RULE)["S01"]
    assert judged.raters == 0
    assert math.isnan(judged.overall.median)


def test_a_comment_after_the_last_rating_takes_no_verdict_away():
    late = comment("S01", blocking=False).model_copy(update={"round": 2})
    judged = judge([*ratings("S01", [(5, 5, 5)] * 4, 1), late], RULE)["S01"]
    assert (judged.verdict, judged.round) == ("codify", 1)
    assert [entry.id for entry in judged.comments] == ["c-S01"]
