import math

from sop_kit.assess.feasibility.judgement import judge
from sop_kit.assess.feasibility.priorities import what_to_discuss, what_works
from sop_kit.record.rule import VerdictRule
from tests.assess.ratings import alike, ratings, remark


def topics(feedback):
    return what_to_discuss(judge(feedback, VerdictRule()).values())


def test_the_divided_come_first_then_the_blocked_then_the_low():
    feedback = [
        *alike("low", [2, 2, 3, 2]),
        *alike("fine", [4, 4, 5, 5]),
        *alike("blocked", [5, 5, 5, 5]),
        remark("blocked", blocking=True),
        *alike("C3", [1, 2, 4, 5]),
    ]
    found = topics(feedback)
    assert [(each.target, each.reason) for each in found] == [
        ("C3", "divided"),
        ("blocked", "blocking"),
        ("low", "low"),
    ]


def test_the_most_divided_comes_first_and_consensus_breaks_ties():
    feedback = [
        *alike("wide", [3, 3, 5, 5]),
        *alike("wider", [1, 1, 5, 5]),
        *alike("wide-and-split", [1, 3, 5, 5]),
    ]
    found = topics(feedback)
    assert [each.target for each in found] == ["wider", "wide-and-split", "wide"]
    one, other = found[1], found[2]
    assert one.iqr > other.iqr or one.consensus < other.consensus


def test_all_reasons_and_the_aspects_are_named():
    feedback = [*ratings("S1", [(1, 4, 2), (1, 4, 2), (5, 4, 3), (5, 4, None)]), remark("S1", blocking=True)]
    (found,) = topics(feedback)
    assert found.reasons == ("divided", "blocking", "low")
    assert (found.divided_on, found.low_on) == (("feasibility",), ("feasibility", "accuracy"))
    assert (found.iqr, found.median, found.n, found.blocking) == (4.0, 2.0, 3, 1)


def test_more_blocking_comments_and_lower_medians_come_first():
    feedback = [
        *alike("once", [5, 5, 5]),
        remark("once", blocking=True),
        *alike("twice", [5, 5, 5]),
        remark("twice", blocking=True),
        remark("twice", "p1", blocking=True),
        *alike("three", [3, 3, 3]),
        *alike("two", [2, 2, 2]),
    ]
    assert [each.target for each in topics(feedback)] == ["twice", "once", "two", "three"]


def test_a_blocking_comment_without_any_rating_is_a_topic_too():
    (found,) = topics([remark("C5", blocking=True)])
    assert (found.reason, found.n) == ("blocking", 0)
    assert math.isnan(found.iqr)


def test_nothing_to_discuss_when_all_agree():
    assert topics(alike("S1", [4, 4, 5])) == ()
    assert topics([]) == ()


def test_what_works_is_told_the_most_agreed_first():
    feedback = [*alike("good", [4, 4, 4, 3]), *alike("best", [5, 5, 5, 5]), *alike("low", [2, 2, 2])]
    assert [each.target for each in what_works(judge(feedback, VerdictRule()).values())] == ["best", "good"]
