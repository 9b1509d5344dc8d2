import math

from sop_kit.assess.feasibility.movement import Turn, movements, stability, verdicts_by_round
from sop_kit.assess.feasibility.votes import gather
from sop_kit.record.rule import VerdictRule
from tests.assess.ratings import alike, ratings, remark


def moved(feedback):
    return movements(gather(feedback))


def test_one_round_moves_nothing():
    assert moved(alike("S1", [4, 4, 5])) == ()
    assert stability(()) == ()


def test_what_moved_is_told_by_figures_and_by_people():
    feedback = [*alike("S1", [2, 3, 3, 5]), *alike("S1", [4, 4, 3, 4], 2)]
    found = moved(feedback)
    assert [each.aspect for each in found] == ["feasibility", "clarity", "accuracy"]
    clarity = found[1]
    assert (clarity.earlier, clarity.later) == (1, 2)
    assert (clarity.before.median, clarity.after.median, clarity.median) == (3.0, 4.0, 1.0)
    assert (clarity.share, clarity.iqr) == (0.5, -0.5)
    assert (clarity.both, clarity.up, clarity.down, clarity.moved, clarity.direction) == (4, 2, 1, 3, "up")


def test_only_who_answered_twice_can_have_moved():
    feedback = [*ratings("S1", [(2, 2, None)] * 3), *ratings("S1", [(4, None, 4)] * 3, 2, first=2)]
    feasibility, clarity, accuracy = moved(feedback)
    assert (feasibility.both, feasibility.up) == (1, 1)
    assert (clarity.both, accuracy.both) == (0, 0)
    assert math.isnan(clarity.median)
    assert clarity.direction == "none"


def test_where_the_median_stays_the_share_gives_the_direction():
    down = moved([*alike("S1", [4, 4, 4, 4]), *alike("S1", [4, 4, 4, 3], 2)])[0]
    same = moved([*alike("S1", [4, 4, 4]), *alike("S1", [4, 4, 4], 2)])[0]
    assert (down.direction, same.direction) == ("down", "none")


def test_a_round_that_left_the_target_out_lies_between():
    found = moved([*alike("S1", [2, 2, 2]), *alike("S2", [4, 4, 4], 2), *alike("S1", [4, 4, 4], 3)])
    assert {(each.target, each.earlier, each.later) for each in found} == {("S1", 1, 3)}


def test_a_round_of_comments_moves_nothing():
    assert moved([*alike("S1", [4, 4]), remark("S1", round_=2)]) == ()


def test_stability_counts_the_answers_that_stayed():
    feedback = [
        *alike("S1", [4, 4, 3]),
        *alike("S2", [2, 2, 2]),
        *alike("S1", [4, 4, 4], 2),
        *alike("S2", [4, 1, 3], 2),
        *alike("S1", [4, 4, 4], 3),
    ]
    first, second = stability(moved(feedback))
    assert (first.earlier, first.later, first.targets) == (1, 2, 2)
    assert (first.answers, first.kept, first.up, first.down) == (18, 6, 9, 3)
    assert (first.medians, first.medians_kept) == (6, 3)
    assert first.share == 6 / 18
    assert (second.earlier, second.later, second.targets, second.share) == (2, 3, 1, 1.0)


def test_nobody_twice_leaves_the_stability_open():
    (found,) = stability(moved([*ratings("S1", [(4, 4, 4)]), *ratings("S1", [(4, 4, 4)], 2, first=5)]))
    assert found.answers == 0
    assert math.isnan(found.share)


def test_the_verdict_after_each_round_is_told():
    feedback = [
        *alike("S1", [4, 4, 5]),
        remark("S1", blocking=True),
        *alike("S2", [2, 2]),
        *alike("S1", [5, 5, 5], 2),
        remark("C3", round_=2),
    ]
    assert verdicts_by_round(gather(feedback), VerdictRule()) == {
        "S1": (Turn(round=1, verdict="refine"), Turn(round=2, verdict="codify")),
        "S2": (Turn(round=1, verdict=""),),
        "C3": (),
    }
