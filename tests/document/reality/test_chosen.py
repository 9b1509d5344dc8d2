"""What of a log is drawn: the frequent things, with an honest word on what is left out."""

from sop_kit.document.reality.chosen import choose, last_log, whole_activities
from tests.document.reality.seen_records import FLOWS, seen


def chosen(record, boxes=20, arrows=20):
    return choose(record, last_log(record), boxes, arrows)


def pairs(flows):
    return {(flow.first_activity, flow.second_activity) for flow in flows}


def test_arrows_lead_between_different_activities_and_repetitions_are_counted_apart():
    found = chosen(seen())
    assert pairs(found.flows) == {("looked", "released"), ("looked", "restarted"), ("restarted", "looked")}
    assert found.again == {"released": 2}
    assert (found.begins, found.ends) == ({"looked": 100}, {"released": 95})


def test_everything_is_covered_when_everything_is_drawn():
    found = chosen(seen())
    assert (found.shown, found.passages) == (101, 101)
    assert (found.left_activities, found.left_flows) == (0, 0)
    assert found.surely_whole == 100


def test_what_is_left_out_is_counted_and_lowers_what_is_surely_whole():
    found = chosen(seen(), arrows=1)
    assert pairs(found.flows) == {("looked", "released")}
    assert (found.left_flows, found.shown, found.passages) == (2, 90, 101)
    assert found.surely_whole == 89  # each of the 11 passages left out may stand in another case


def test_an_arrow_over_steps_without_a_trace_is_in_the_document():
    # S1 → S2 → S3: nobody logs the decision S2
    found = chosen(seen())
    assert found.strange == {("looked", "restarted"), ("restarted", "looked")}


def test_an_arrow_over_a_step_that_left_a_trace_is_not():
    activities = {"looked": ("S1", 100), "decided": ("S2", 50), "released": ("S3", 90)}
    flows = (("looked", "decided", 50), ("decided", "released", 50), ("looked", "released", 38))
    assert chosen(seen(activities, flows)).strange == {("looked", "released")}


def test_two_activities_of_one_step_may_follow_each_other():
    activities = {"staged": ("S3", 40), "deployed": ("S3", 40)}
    assert chosen(seen(activities, (("staged", "deployed", 40),))).strange == frozenset()


def test_where_no_activity_is_a_step_nothing_is_compared():
    activities = {name: ("", events) for name, (_, events) in {"a": ("", 5), "b": ("", 4)}.items()}
    assert chosen(seen(activities, (("a", "b", 4),))).strange == frozenset()


def test_an_activity_that_is_two_steps_is_drawn_once_as_the_one_it_mostly_is():
    record = seen()
    other = record.seen_activities[0].model_copy(update={"id": "SA9", "step": "S2", "events": 30, "cases": 30})
    found = whole_activities(record.replace(seen_activities=(*record.seen_activities, other)), record.checks[0])
    looked = next(row for row in found if row.activity == "looked")
    assert (looked.step, looked.events, looked.cases) == ("S1", 130, 100)


def test_the_last_check_with_something_seen_counts():
    older = seen().checks[0].model_copy(update={"id": "C0", "at": "2025-01-01"})
    walk = seen().checks[0].model_copy(update={"id": "C2", "at": "2026-11-24", "kind": "walk"})
    assert (
        last_log(seen(checks=[older.model_dump(), *(row.model_dump() for row in seen().checks), walk.model_dump()])).id
        == "C1"
    )
    assert last_log(seen(checks=[walk.model_dump()])) is None
    assert last_log(seen(seen_activities=[])) is None


def test_the_rare_boxes_without_an_arrow_are_left_to_the_text():
    activities = {f"a{n}": ("S1", 100 - n) for n in range(30)}
    flows = tuple((f"a{n}", f"a{n + 1}", 90 - n) for n in range(12))
    found = chosen(seen(activities, (*FLOWS[:0], *flows)), boxes=20, arrows=10)
    drawn = {row.activity for row in found.activities}
    assert drawn == {name for pair in pairs(found.flows) for name in pair}
    assert found.left_activities == 30 - len(drawn)
