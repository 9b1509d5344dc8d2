import math

import pytest

from sop_kit.assess.agreement import krippendorff_alpha, modified_kappa, wilson
from sop_kit.assess.assessment import assess
from tests.assess.ratings import alike, ratings, record, remark

STEPS = {"S1": "monitor", "S2": "feedback", "S3": "release"}


def agreement(feedback):
    return {each.aspect: each for each in assess(record(STEPS, feedback)).agreement}


def test_alpha_stands_beside_the_share_of_agreement():
    scores = {"S1": [5, 5, 4, 5], "S2": [2, 1, 2, None], "S3": [3, 4, 3, 3]}
    found = agreement([row for step, given in scores.items() for row in alike(step, given)])["clarity"]
    assert found.alpha == krippendorff_alpha(list(zip(*scores.values(), strict=True)), "ordinal")
    assert (found.raters, found.steps, found.answers, found.agreeing) == (4, 3, 11, 5)
    assert found.share == pytest.approx(5 / 11)
    assert found.low < found.share < found.high
    assert found.reading == "firm"
    assert found.warnings == ()


def test_the_interval_of_the_share_is_that_of_people_and_not_of_answers():
    few = agreement([row for step in STEPS for row in alike(step, [4, 5, 2, 4])])["clarity"]
    assert (few.answers, few.share) == (12, 0.75)
    assert (few.low, few.high) == wilson(3, 4)
    all_alike = agreement([row for step in STEPS for row in alike(step, [4] * 7)])["clarity"]
    assert (all_alike.low, all_alike.high) == wilson(7, 7)


def test_high_scores_collapse_alpha_and_the_warning_says_so():
    found = agreement([*alike("S1", [5, 5, 4, 5]), *alike("S2", [5, 4, 5, 5]), *alike("S3", [4, 5, 5, 5])])
    assert found["accuracy"].reading == "weak"
    assert found["accuracy"].warnings == ("high_scores",)


def test_three_raters_are_few_and_equal_scores_leave_alpha_undefined():
    found = agreement([*alike("S1", [4, 4, 4]), *alike("S2", [4, 4, 4])])["feasibility"]
    assert math.isnan(found.alpha)
    assert (found.reading, found.warnings) == ("undefined", ("few_raters", "high_scores"))


def test_every_step_has_its_content_validity():
    found = agreement([*alike("S1", [4, 5, 4, 4, 3, 4]), *alike("S2", [5] * 6), *alike("S3", [4, 4, 2])])["clarity"]
    first = found.items["S1"]
    assert (first.n, first.agreeing, first.share, first.needed) == (6, 5, 5 / 6, 0.83)
    assert first.kappa == modified_kappa(6, 5)
    assert [item.meets for item in found.items.values()] == [True, True, False]
    assert found.average == pytest.approx((5 / 6 + 1 + 2 / 3) / 3)
    assert found.universal == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("raters", "enough"), [(3, 3), (4, 4), (5, 5), (6, 5), (7, 6), (8, 7), (9, 7), (10, 8), (11, 9), (12, 10)]
)
def test_as_many_have_to_agree_as_the_published_tables_ask_for(raters, enough):
    # Seven of nine are the .78 of M. R. Lynn's table, although 7/9 is a little less.
    feedback = [*alike("S1", [4] * enough + [2] * (raters - enough)), *alike("S2", [2] + [4] * (enough - 1))]
    feedback += ratings("S2", [(2, 2, 2)] * (raters - enough), first=enough)
    items = agreement(feedback)["accuracy"].items
    assert [(items[step].n, items[step].meets) for step in ("S1", "S2")] == [(raters, True), (raters, False)]


def test_chapters_and_what_nobody_could_judge_are_left_out():
    feedback = [*alike("C3", [1, 1, 1]), *ratings("S1", [(4, None, 5)] * 4)]
    found = agreement(feedback)
    assert found["feasibility"].steps == 1
    clarity = found["clarity"]
    assert (clarity.steps, clarity.raters, clarity.answers, clarity.warnings) == (0, 0, 0, ())
    assert all(map(math.isnan, (clarity.share, clarity.alpha, clarity.average, clarity.universal)))
    assert (clarity.low, clarity.high) == (0.0, 1.0)


def test_nobody_rated_is_no_agreement():
    assert agreement([]) == {}
    assert agreement([remark("S1")]) == {}
