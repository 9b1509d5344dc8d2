import pytest

from sop_kit.assess.feasibility.stopping import Declared, progress
from sop_kit.record.life_tables import Round
from sop_kit.record.rule import Settings, StopRule
from tests.assess.ratings import alike, ratings, record, remark

STEPS = {"S1": "monitor", "S2": "release"}
GOOD, POOR = [4, 4, 5, 5], [2, 2, 3, 4]


def rounds(feedback, rule=None, **parts):
    settings = Settings(stop_rule=rule or StopRule())
    return progress(record(STEPS, feedback, settings=settings, **parts))


def test_without_ratings_there_is_no_round():
    assert rounds([]) == ()
    assert rounds([remark("S1")]) == ()


def test_the_rounds_end_when_every_step_is_settled():
    (found,) = rounds([*alike("S1", GOOD), *alike("S2", GOOD)])
    assert (found.settled, found.open, found.share, found.outcome) == (("S1", "S2"), (), 1.0, "settled")
    assert found.may_end
    assert str(found.why) == "Settled: 2 of 2; the rule asks for 100%: the rounds may end."


def test_a_second_round_on_the_open_steps_keeps_what_was_settled():
    first, second = rounds([*alike("S1", GOOD), *alike("S2", POOR), *alike("S2", GOOD, 2)])
    assert (first.settled, first.open, first.outcome) == (("S1",), ("S2",), "go_on")
    assert not first.may_end
    assert (second.rated, second.settled, second.outcome) == (1, ("S1", "S2"), "settled")


def test_after_the_last_round_of_the_rule_it_is_over_whatever_is_open():
    found = rounds([*alike("S1", GOOD), *alike("S2", POOR), *alike("S2", POOR, 2)], StopRule(rounds=2))
    assert [each.outcome for each in found] == ["go_on", "rounds_used"]
    assert "its rounds are used up (2)" in str(found[1].why)


def test_a_step_nobody_rated_is_open():
    (found,) = rounds(alike("S1", GOOD))
    assert (found.open, found.unrated, found.share, found.targets) == (("S2",), ("S2",), 0.5, 2)


def test_a_chapter_counts_once_it_is_rated():
    (found,) = rounds([*alike("S1", GOOD), *alike("S2", GOOD), *alike("C3", POOR)])
    assert (found.targets, found.open) == (3, ("C3",))


@pytest.mark.parametrize(
    ("scores", "settled"),
    [
        ([(4, 4, 4), (4, 4, 4), (5, 5, 5), (3, 3, 3)], True),  # three of four, and close together
        ([(4, 4, 4), (4, 4, 4), (5, 5, 3), (3, 3, 3)], False),  # only half of them find it accurate
        ([(5, 5, 5), (5, 5, 5), (5, 5, 5), (1, 1, 1)], True),  # the middle half spans exactly one point
        ([(5, 5, 5)] * 7 + [(2, 2, 2)] * 2 + [(4, 4, 4)], True),
        ([(5, 5, 5), (5, 5, 5), (5, None, 5), (5, None, 5)], False),  # two could judge its clarity
        ([(4, 4, 4), (5, 5, 5)], False),
    ],
)
def test_a_step_is_settled_by_share_spread_and_number_of_every_aspect(scores, settled):
    found = progress(record({"S1": "monitor"}, ratings("S1", scores)))
    assert bool(found[0].settled) is settled


def test_blocking_comments_count_only_where_the_rule_says_so():
    feedback = [*alike("S1", GOOD), *alike("S2", GOOD), remark("S2", blocking=True)]
    assert rounds(feedback)[0].outcome == "settled"
    (found,) = rounds(feedback, StopRule(blocking=0))
    assert (found.outcome, found.blocked, found.blocking) == ("go_on", ("S2",), 1)
    assert "blocking comments stand (1; the rule allows 0)" in str(found.why)
    again = rounds([*feedback, *alike("S2", GOOD, 2)], StopRule(blocking=0))
    assert again[1].outcome == "settled"


def test_blocking_comments_left_at_the_end_are_named():
    feedback = [*alike("S1", GOOD), *alike("S2", GOOD), remark("S2", blocking=True)]
    (found,) = rounds(feedback, StopRule(blocking=0, rounds=1))
    assert found.outcome == "rounds_used"
    assert "blocking comments stand" in str(found.why)


def test_rounds_count_as_they_were_held_and_not_as_they_are_numbered():
    found = rounds([*alike("S1", POOR, 4), *alike("S1", POOR, 7)], StopRule(rounds=2))
    assert [(each.round, each.place, each.outcome) for each in found] == [(4, 1, "go_on"), (7, 2, "rounds_used")]


def test_raters_and_days_of_a_round_are_told():
    rows = (
        Round(id="R1", number=1, kind="retrospective", opened="2026-10-13", closed="2026-10-16"),
        Round(id="V1", number=1, kind="review", opened="2026-11-01"),
    )
    (found,) = rounds([*alike("S1", GOOD), *alike("S2", [5, 5, 5])], rounds=rows)
    assert (found.raters, found.rated, found.opened, found.closed) == (4, 2, "2026-10-13", "2026-10-16")


@pytest.mark.parametrize(
    ("declared", "first", "second", "expected"),
    [
        ("2026-10-12", {"opened": "2026-10-13"}, {}, Declared(when="before", on="2026-10-12", opened="2026-10-13")),
        ("2026-10-13", {"opened": "2026-10-13"}, {}, Declared(when="before", on="2026-10-13", opened="2026-10-13")),
        ("2026-10-14", {"opened": "2026-10-13"}, {}, Declared(when="after", on="2026-10-14", opened="2026-10-13")),
        ("2026-10-12", {}, {}, Declared(when="unknown", on="2026-10-12")),
        ("", {"stop_rule": "three rounds"}, {}, Declared(when="with_the_round", text="three rounds")),
        ("", {}, {"stop_rule": "enough"}, Declared(when="after", text="enough")),
        ("", {"stop_rule": "a"}, {"stop_rule": "b"}, Declared(when="with_the_round", text="a", changed=True)),
        ("", {}, {}, Declared(when="unknown")),
        ("soon", {"opened": "in autumn"}, {}, Declared(when="unknown")),
    ],
)
def test_whether_the_rule_was_declared_before_round_one_is_told_as_far_as_it_is_known(
    declared, first, second, expected
):
    rows = (Round(id="R1", number=1, **first), Round(id="R2", number=2, **second))
    found = rounds([*alike("S1", POOR), *alike("S1", GOOD, 2)], StopRule(declared=declared), rounds=rows)
    assert found[0].declared == found[1].declared == expected


def test_without_rows_of_rounds_nothing_is_known_of_the_declaration():
    assert rounds(alike("S1", GOOD))[0].declared == Declared(when="unknown")
