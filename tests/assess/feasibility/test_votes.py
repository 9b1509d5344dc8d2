from sop_kit.assess.feasibility.votes import fine, gather, rater_means, standing
from sop_kit.record.rule import VerdictRule
from tests.assess.ratings import alike, ratings, remark


def test_votes_are_gathered_by_target_and_round():
    cast = gather([*alike("S2", [4, 5], 2), *alike("S1", [3]), *alike("S2", [1, 1])])
    assert [(target, list(rounds)) for target, rounds in cast.items()] == [("S2", [1, 2]), ("S1", [1])]
    assert cast["S2"][2].scores["clarity"] == {"p0": 4, "p1": 5}


def test_a_later_answer_in_the_same_round_replaces_the_earlier():
    again = [row.model_copy(update={"id": f"again-{row.id}"}) for row in alike("S1", [5])]
    assert gather([*alike("S1", [2, 3]), *again])["S1"][1].scores["accuracy"] == {"p0": 5, "p1": 3}


def test_the_last_round_with_ratings_stands_with_the_comments_since():
    cast = gather([remark("S1"), *alike("S1", [2]), *alike("S1", [4], 2), remark("S1", "p7", 3, blocking=True)])["S1"]
    now, before = standing(cast), standing(cast, until=1)
    assert (now.round, now.scores["clarity"], now.blocked_by) == (2, {"p0": 4}, ("p7",))
    assert [row.id for row in now.remarks] == ["S1-3-p7-remark"]
    assert (before.round, before.blocked_by, len(before.remarks)) == (1, (), 1)


def test_cannot_judge_is_an_answer_without_a_score():
    votes = gather(ratings("S1", [(None, None, None), (4, None, None)]))["S1"][1]
    assert votes.is_rated
    assert votes.raters == ("p0", "p1")
    assert rater_means(votes.scores, VerdictRule()) == {"p1": 4.0}


def test_without_somebody_all_that_person_said_is_gone():
    votes = gather([*alike("S1", [2, 4]), remark("S1", "p0", blocking=True)])["S1"][1].without("p0")
    assert (votes.raters, votes.remarks, votes.blocked_by) == (("p1",), (), ())
    assert votes.is_spoken_of
    assert not votes.without("p1").is_spoken_of


def test_an_aspect_without_weight_leaves_its_raters_without_a_mean():
    weightless = VerdictRule(weights={"feasibility": 0.0, "clarity": 1.0, "accuracy": 3.0})
    votes = gather(ratings("S1", [(5, None, None), (5, 2, 4)]))["S1"][1]
    assert rater_means(votes.scores, weightless) == {"p1": 3.5}


def test_means_are_rounded_where_only_the_reckoning_differs():
    assert fine(3.9999999999999996) == 4.0
    assert fine(11 / 3) == 3.666666667
