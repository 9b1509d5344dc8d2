"""Small records judged by hand: what a room of three to twelve is told, figure by figure."""

import math
from fractions import Fraction
from itertools import combinations_with_replacement

import pytest

from sop_kit.assess.assessment import assess
from sop_kit.assess.feasibility.judgement import figures, judge
from sop_kit.assess.feasibility.robustness import robustness
from sop_kit.assess.feasibility.votes import fine
from sop_kit.record.rule import Clause, Condition, Settings, StopRule, VerdictRule
from tests.assess.ratings import alike, ratings, record, remark

RULE = VerdictRule()
STEPS = {"S1": "monitor", "S2": "monitor"}
JUST_DROPPED = [(1, 1, 1), (1, 1, 2), (1, 2, 2), (2, 2, 3), (2, 2, 3)]  # means 3/3, 4/3, 5/3, 7/3, 7/3: IQR 1


def test_three_who_all_agree_are_shown_with_how_little_that_proves():
    found = assess(record(STEPS, alike("S1", [4, 4, 4])))
    clarity, firm = found.judgements["S1"].aspects["clarity"], found.robustness["S1"]
    assert (clarity.n, clarity.share, clarity.iqr, clarity.consensus) == (3, 1.0, 0.0, 1.0)
    assert (clarity.low, clarity.high) == (pytest.approx(3 / (3 + 1.96**2), abs=1e-4), 1.0)
    assert (found.judgements["S1"].verdict, firm.share, firm.kept, firm.too_few) == ("codify", 1.0, 0, True)


def test_one_of_three_against_it_keeps_it_from_the_standard_but_does_not_divide():
    judged = judge(alike("S1", [2, 4, 4]), RULE)["S1"]
    feasible = judged.aspects["feasibility"]
    assert (feasible.median, feasible.share, feasible.iqr, feasible.divided) == (4.0, 2 / 3, 1.0, False)
    assert judged.verdict == "refine"


def test_twelve_split_in_halves_are_divided_before_they_are_low():
    found = assess(record(STEPS, [*alike("S1", [1] * 6 + [5] * 6), *alike("S2", [2] * 12)]))
    split = found.judgements["S1"].aspects["accuracy"]
    assert (split.n, split.median, split.share, split.iqr, split.consensus) == (12, 3.0, 0.5, 4.0, 0.0)
    assert {step: each.verdict for step, each in found.judgements.items()} == {"S1": "pilot", "S2": "drop"}
    assert [(topic.target, topic.reasons) for topic in found.priorities] == [
        ("S1", ("divided", "low")),
        ("S2", ("low",)),
    ]


def test_who_cannot_judge_an_aspect_is_missing_there_and_counts_elsewhere():
    judged = judge(ratings("S1", [(5, None, 2), (4, 4, 3), (4, None, None), (None, None, None)]), RULE)["S1"]
    assert judged.raters == 3
    assert [each.n for each in judged.aspects.values()] == [3, 1, 2]
    assert [each.cannot_judge for each in judged.aspects.values()] == [1, 3, 2]
    assert judged.overall.median == pytest.approx(11 / 3)  # the means are 3.5, 11/3 and 4
    assert judged.verdict == "refine"


def test_a_block_that_is_not_repeated_in_the_next_round_is_withdrawn_even_by_staying_away():
    first = [*alike("S1", [5] * 4), remark("S1", "p3", blocking=True)]
    second = alike("S1", [5] * 3, 2)  # p3 is not there
    before, after = assess(record(STEPS, first)), assess(record(STEPS, [*first, *second]))
    assert (before.judgements["S1"].verdict, before.judgements["S1"].blocking) == ("refine", 1)
    assert (after.judgements["S1"].verdict, after.judgements["S1"].blocking) == ("codify", 0)
    assert [turn.verdict for turn in after.history["S1"]] == ["refine", "codify"]


def test_a_later_round_of_fewer_people_replaces_the_one_before():
    found = judge([*alike("S1", [5] * 8), *alike("S1", [4], 2)], RULE)["S1"]
    assert (found.round, found.raters, found.verdict) == (2, 1, "")


def test_the_rounds_go_on_until_everything_is_settled_or_they_are_used_up():
    feedback = [
        *alike("S1", [4, 4, 5]),
        remark("S1", blocking=True),
        *alike("C3", [2, 3, 4]),
        *alike("C3", [4, 4, 4], 2),
        *alike("S2", [3, 4, 4], 3),
    ]
    rules = Settings(stop_rule=StopRule(blocking=0, rounds=3))
    rounds = assess(record(STEPS, feedback, settings=rules)).progress
    assert [(each.settled, each.open, each.unrated, each.outcome) for each in rounds] == [
        (("S1",), ("C3", "S2"), ("S2",), "go_on"),
        (("S1", "C3"), ("S2",), ("S2",), "go_on"),
        (("S1", "C3"), ("S2",), (), "rounds_used"),  # two of three on S2 are 67 %
    ]
    assert [each.blocked for each in rounds] == [("S1",)] * 3


def test_a_good_and_a_bad_step_make_a_process_that_flatters_the_bad_one():
    found = assess(record(STEPS, [*alike("S1", [5] * 4), *alike("S2", [1] * 4), *alike("C3", [1] * 4)]))
    process = found.processes["monitoring"]
    accuracy = process.aspects["accuracy"]
    assert (accuracy.n, accuracy.median, accuracy.share, process.raters) == (8, 3.0, 0.5, 4)
    assert (round(accuracy.low, 2), round(accuracy.high, 2)) == (0.15, 0.85)  # two of four people, not four of eight
    assert (process.verdict, process.weakest, process.weakest_verdict) == ("pilot", "S2", "drop")
    assert process.flatters


def test_weights_that_matter_are_seen_to_matter():
    by_mean = VerdictRule(
        weights={"feasibility": 3.0, "clarity": 1.0, "accuracy": 1.0},
        clauses=(Clause(verdict="codify", when=(Condition(figure="median", at_least=4.0),)), Clause(verdict="pilot")),
    )
    feedback = ratings("S1", [(5, 3, 3)] * 4)  # the mean is 3 + 2 w: 4.2 here, 4 or more in a quarter of all mixtures
    assert judge(feedback, by_mean)["S1"].overall.median == pytest.approx(4.2)
    found = robustness(feedback, by_mean, 1000)["S1"]
    assert (found.verdict, found.others) == ("codify", ("pilot",))
    assert found.share == pytest.approx(0.25, abs=0.05)


def test_means_that_span_exactly_one_point_are_within_one_point():
    judged = judge(ratings("S1", JUST_DROPPED), RULE)["S1"]
    assert judged.overall.iqr == pytest.approx(1.0)
    assert (judged.verdict, judged.overall.divided) == ("drop", False)
    assert judge(ratings("S1", [(1, 1, 1), (1, 1, 1), (2, 2, 1), (3, 3, 3)]), RULE)["S1"].verdict == "drop"


def test_and_so_they_are_whatever_the_aspects_weigh():
    # The second and the fourth of the five are one point apart on every aspect.
    assert robustness(ratings("S1", JUST_DROPPED), RULE, 300)["S1"].survived == 300


def test_the_range_of_means_of_halves_and_thirds_is_read_as_in_exact_fractions():
    parts = sorted({Fraction(part, whole) for whole in (1, 2, 3) for part in range(whole, 3 * whole + 1)})
    for n in (3, 4, 5):
        for means in combinations_with_replacement(parts, n):
            found, exact = figures(fine(float(mean)) for mean in means), _quartile(means, 3) - _quartile(means, 1)
            assert found.divided is (exact > 1), means
            assert found.iqr == pytest.approx(float(exact), abs=1e-8)


def _quartile(ordered: tuple[Fraction, ...], which: int) -> Fraction:
    place = Fraction(which * (len(ordered) - 1), 4)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def test_a_rater_who_answers_again_in_the_same_round_is_counted_once_and_moves_only_between_rounds():
    hasty = [row.model_copy(update={"id": f"{row.id}-again"}) for row in alike("S1", [1, 1, 1])]
    feedback = [*hasty, *alike("S1", [3, 4, 4]), *alike("S1", [4, 4, 3], 2)]
    found = assess(record(STEPS, feedback))
    assert found.judgements["S1"].raters == 3
    assert [(each.both, each.up, each.down, each.median) for each in found.changes] == [(3, 1, 1, 0.0)] * 3


def test_a_block_on_a_step_nobody_rated_is_talked_about_without_inventing_figures():
    found = assess(record(STEPS, [remark("S2", blocking=True)]))
    (topic,) = found.priorities
    assert (topic.target, topic.reasons, topic.n) == ("S2", ("blocking",), 0)
    assert (found.judgements["S2"].verdict, found.progress, found.agreement) == ("", (), ())
