"""The rules of a record held against a log: what each finds, and why some cannot be judged."""

import pytest

from sop_kit.assess.conformance.check import check_log
from sop_kit.record.reality_tables import Activity
from tests.assess.conformance.made_logs import log_of, record_of

LOG = {"1": "make@0/ann check@30/ben ship@60/ann", "2": "make@0/ann ship@10/ann", "3": "make@0/ann check@500/ann"}
STEPS = {"make": "S1", "check": "S2", "ship": "S3"}


def checked(*constraints, cases=LOG, activities=STEPS, **more):
    record = record_of(["S1", "S2", "S3"], constraints=constraints, activities=activities, **more)
    return check_log(record, log_of(cases))


def found(*constraints, **more):
    check = checked(*constraints, **more)
    return [each for each in (*check.findings, *check.held) if each.subject.constraint]


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ({"kind": "precedence", "first": "S2", "second": "S3"}, ("order", "S3", 1, 2, 1, 2)),
        ({"kind": "response", "first": "S1", "second": "S2"}, ("missing", "S2", 1, 3, 1, 3)),
        ({"kind": "response", "first": "S1", "second": "S2", "within": "1 h"}, ("late", "S2", 2, 3, 2, 3)),
        ({"kind": "existence", "first": "S2"}, ("missing", "S2", 1, 3, 1, 3)),
        ({"kind": "absence", "first": "S3"}, ("forbidden", "S3", 2, 3, 2, 3)),
        ({"kind": "exactly", "first": "S1"}, ("missing", "S1", 0, 3, 0, 3)),
        ({"kind": "end", "first": "S3"}, ("order", "S3", 1, 3, 1, 3)),
        ({"kind": "duration", "first": "S1", "second": "S2", "within": "60 min"}, ("late", "S2", 1, 2, 1, 2)),
        ({"kind": "duration", "within": "4 h"}, ("late", "", 1, 3, 1, 3)),
        ({"kind": "four_eyes", "first": "S1", "second": "S2"}, ("role", "S2", 1, 2, 1, 2)),
        ({"kind": "time_window", "first": "S3", "window": "Mon 9:00-9:30"}, ("hours", "S3", 1, 2, 1, 2)),
        ({"kind": "precedence", "first_activity": "check", "second_activity": "ship"}, ("order", "S3", 1, 2, 1, 2)),
    ],
)
def test_each_kind_of_rule_is_counted(constraint, expected):
    (one,) = found(constraint)
    assert (one.subject.kind, one.subject.step, one.count, one.of, one.cases, one.of_cases) == expected


@pytest.mark.parametrize(
    ("constraint", "where", "word"),
    [
        ({"kind": "precedence", "first": "S2", "second": "S9"}, "K1/second", "no step 'S9' in this record"),
        ({"kind": "time_window", "first": "S1"}, "K1/window", "names no hours"),
        ({"kind": "precedence", "first": "S2"}, "K1/second", "no second step"),
        ({"kind": "existence"}, "K1/first", "no first step"),
        ({"kind": "existence", "first_activity": "shp"}, "K1/first_activity", "Did you mean 'ship'?"),
        ({"kind": "response", "first": "S1", "second": "S2", "within": "soon"}, "K1/within", "90 min"),
        ({"kind": "response", "first": "S1", "second": "S2", "within": "3 工作日"}, "K1/within", "working time"),
        ({"kind": "time_window", "first": "S1", "window": "office hours"}, "K1/window", "office hours"),
        ({"kind": "time_window", "first": "S1", "window": "9-17", "zone": "Europe/Lundon"}, "K1/zone", "Lundon"),
        ({"kind": "existence", "first": "S1", "where": "production"}, "K1/where", "column = value"),
    ],
)
def test_a_rule_that_cannot_be_judged_says_why_and_finds_nothing(constraint, where, word):
    check = checked(constraint)
    assert [each for each in (*check.findings, *check.held) if each.subject.constraint] == []
    (problem,) = check.problems
    assert problem.where == f"constraints/{where}"
    assert word in problem.message


def test_a_log_of_days_cannot_tell_hours():
    rule = {"kind": "time_window", "first": "S1", "window": "9-17"}
    record = record_of(["S1"], constraints=[rule], activities={"make": "S1"})
    check = check_log(record, log_of({"1": "make", "2": "make"}, start="2025-06-02T00:00", apart=1440))
    assert (check.findings, check.held) == ((), ())
    assert "days and no hours" in check.problems[0].message


def test_a_declared_activity_that_the_log_lacks_never_happened():
    (one,) = found({"kind": "response", "first": "S1", "second": "S2"}, activities={"make": "S1", "sign": "S2"})
    assert (one.count, one.of) == (3, 3)
    check = checked(activities={"make": "S1", "sign": "S2", "check": "S3", "ship": "S3"})
    assert [(each.subject.kind, each.subject.step, each.count) for each in check.findings] == [("missing", "S2", 3)]


def test_a_record_without_a_workflow_may_name_activities_as_the_first_and_second():
    record = record_of([], constraints=[{"kind": "precedence", "first": "check", "second": "ship"}])
    (one,) = [each for each in check_log(record, log_of(LOG)).findings if each.subject.constraint]
    assert (one.count, one.of) == (1, 2)


def test_a_step_under_a_condition_that_never_came_is_not_missing():
    record = record_of(["S1", "S2"], activities={"make": "S1"})
    rolled_back = Activity(id="AM9", activity="ship", step="S2", where="back = yes")
    record = record.replace(activity_map=(*record.activity_map, rolled_back))
    check = check_log(record, log_of({"1": "make ship[back=no]"}))
    assert {each.subject.kind for each in check.findings} == set()


def test_a_time_is_no_part_of_a_rule_that_only_counts():
    check = checked({"kind": "existence", "first": "S2", "within": "4 h"})
    assert check.problems[0].where == "constraints/K1/within"
    assert check.findings[0].count == 1


def test_a_condition_keeps_of_the_first_only_what_says_so():
    log = {"1": "ship[back=yes]", "2": "ship[back=no]", "3": "ship[back=no] ship[back=yes]"}
    (one,) = found({"kind": "absence", "first": "S3", "where": "back = yes"}, cases=log)
    # Of every event that could have said so, not of every case.
    assert (one.count, one.of, one.cases) == (2, 4, 2)


def test_a_duration_without_a_longest_time_only_measures():
    (one,) = found({"kind": "duration", "first": "S1", "second": "S3"})
    assert (one.count, one.of, one.time.p50) == (0, 2, 35.0)


def test_a_rule_on_a_suggested_step_says_so_and_stands_behind_declared_ones():
    activities = {"make": "S1", "ship": "S3"}
    cases = {str(n): "make ship" for n in range(9)} | {"x": "make S2"}
    check = checked(
        {"kind": "existence", "first": "S2"}, {"kind": "existence", "first": "S3"}, cases=cases, activities=activities
    )
    ruled = [(each.subject.constraint, each.guessed, each.count) for each in check.findings if each.subject.constraint]
    assert ruled == [("K2", False, 1), ("K1", True, 9)]


def test_months_are_those_of_the_log_and_examples_are_the_latest_cases():
    month = 60 * 24 * 31
    cases = {f"c{n}": f"make@{n * month} ship@{n * month + 1}" for n in range(8)}
    (one,) = found({"kind": "response", "first": "S1", "second": "S2"}, cases=cases)
    assert [each[0] for each in one.by_month][:3] == ["2025-06", "2025-07", "2025-08"]
    assert sum(each[1] for each in one.by_month) == one.count == 8
    assert one.examples == ("c7", "c6", "c5", "c4", "c3")


def test_a_log_of_another_world_is_told_to_be_one():
    check = checked(cases={"1": "x y z"}, activities={})
    assert {each.subject.kind for each in check.findings} == {"extra"}
    assert [problem.where for problem in check.problems] == ["activity_map"]
