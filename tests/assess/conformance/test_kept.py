"""What a check found becomes part of the record; what the owner said stays."""

import dataclasses

import pytest

from sop_kit.assess.conformance.check import check_log
from sop_kit.assess.conformance.kept import edits_of, row_of, subject_of_row
from sop_kit.assess.conformance.trend import months
from sop_kit.assess.conformance.verdicts import Judgement, judge
from sop_kit.record.changes import apply, difference
from sop_kit.record.files.yaml_file import read_record, write_record
from tests.assess.conformance.made_logs import log_of, record_of

AT = "2026-11-25T10:00:00Z"
RULES = (
    {"kind": "precedence", "first": "S1", "second": "S2"},
    {"kind": "response", "first": "S1", "second": "S2", "within": "1 h"},
)
RECORD = record_of(["S1>S2", "S2>S1"], constraints=RULES, activities={"a": "S1", "b": "S2"})
BAD = {"1": "a@0 b@10", "2": "b@0", "3": "a@0 b@90 z@91"}
GOOD = {"1": "a@0 b@10", "2": "a@0 b@20"}


def checked(record, cases, *, name="releases.csv", digest="1"):
    log = dataclasses.replace(log_of(cases), name=name, hash=digest * 64)
    return apply(record, edits_of(record, check_log(record, log), at=AT))


def by_subject(record):
    return {(row.constraint, row.kind, row.activity): row for row in record.findings}


def test_a_check_and_everything_it_saw_become_rows():
    record = checked(RECORD, BAD)
    (check,) = record.checks
    assert (check.log, check.cases, check.events, check.variants, check.start, check.at) == (
        *("releases.csv", 3, 6, 3, "2025-06-02"),
        AT,
    )
    assert {(row.activity, row.step, row.events, row.by_month) for row in record.seen_activities} == {
        ("a", "S1", 2, "2025-06=2"),
        ("b", "S2", 3, "2025-06=3"),
        ("z", "", 1, "2025-06=1"),
    }
    assert ("a", "b", 2, 50.0) in {
        (row.first_activity, row.second_activity, row.count, row.p50) for row in record.seen_flows
    }
    found = by_subject(record)
    assert set(found) == {("K1", "order", ""), ("K2", "late", ""), ("", "extra", "z")}
    late = found["K2", "late", ""]
    assert (late.count, late.of, late.cases, late.of_cases, late.p50, late.examples) == (1, 2, 1, 2, 50.0, "3")
    assert months(late.by_month) == (("2025-06", 1, 2),)
    assert {row.check for row in record.findings} == {check.id}


def test_the_record_is_read_back_as_it_was_written():
    record = checked(RECORD, BAD)
    assert read_record(write_record(record), "line").record == record


def test_the_texts_stay_empty_so_that_they_are_said_in_either_language():
    assert all(not row.written and not row.observed for row in checked(RECORD, BAD).findings)


def test_the_same_file_once_more_changes_nothing_but_the_time():
    record = checked(RECORD, BAD)
    assert checked(record, BAD) == record


def test_a_later_log_of_that_name_takes_the_place_of_what_was_seen():
    record = checked(checked(RECORD, BAD), GOOD, digest="2")
    assert [row.cases for row in record.checks] == [3, 2]
    assert {row.check for row in (*record.seen_activities, *record.seen_flows)} == {record.checks[1].id}
    found = by_subject(record)
    assert {key: row.count for key, row in found.items()} == dict.fromkeys(by_subject(checked(RECORD, BAD)), 0)
    assert found["K1", "order", ""].of == 2
    assert {row.check for row in record.findings} == {record.checks[1].id}


def test_what_the_owner_said_stays_when_the_finding_comes_again():
    record = checked(RECORD, BAD)
    row = by_subject(record)["K2", "late", ""]
    record = apply(record, judge(record, row.id, Judgement(verdict="accept", why="night shift", until="2026-12-31")))
    for cases, digest in ((GOOD, "2"), (BAD, "3")):
        record = checked(record, cases, digest=digest)
    again = by_subject(record)["K2", "late", ""]
    assert (again.id, again.verdict, again.until, again.why, again.count) == (
        *(row.id, "accept", "2026-12-31", "night shift"),
        1,
    )


def test_another_log_leaves_what_the_first_one_saw():
    record = checked(checked(RECORD, BAD), {"1": "q r"}, name="incidents.csv", digest="9")
    assert {row.check for row in record.seen_activities} == {row.id for row in record.checks}
    assert by_subject(record)["", "extra", "z"].count == 1


def test_the_log_of_the_next_month_takes_the_place_of_what_was_seen():
    first = checked(RECORD, BAD, name="releases-2026-10.csv")
    second = checked(first, GOOD, name="releases-2026-11.csv", digest="2")
    assert [row.log for row in second.checks] == ["releases-2026-10.csv", "releases-2026-11.csv"]
    assert {row.check for row in (*second.seen_activities, *second.seen_flows)} == {second.checks[1].id}
    assert by_subject(second)["", "extra", "z"].count == 0


def test_ten_checks_leave_the_record_no_larger_than_two_but_for_their_rows():
    record = RECORD
    sizes = []
    for month in range(1, 11):
        record = checked(record, BAD, name=f"releases_{month}.csv", digest=f"{month % 10}")
        sizes.append((len(record.checks), len(record.seen_activities), len(record.seen_flows), len(record.findings)))
    assert sizes == [(month, *sizes[0][1:]) for month in range(1, 11)]


def test_a_log_of_other_activities_is_another_one_whatever_figures_it_is_called_by():
    first = checked(RECORD, BAD, name="log1.csv")
    second = checked(first, {"1": "p q r"}, name="log2.csv", digest="2")
    assert {row.check for row in second.seen_activities} == {row.id for row in second.checks}


def test_findings_of_walks_are_left_alone():
    walk = row_of(check_log(RECORD, log_of(BAD)).findings[0], "W-S1-do", "CH1").model_copy(
        update={"constraint": "", "kind": "differently", "step": "S1"}
    )
    record = checked(RECORD.replace(findings=(walk,)), GOOD)
    assert record.findings[0] == walk


def test_ids_of_rows_do_not_meet():
    record = checked(RECORD, BAD)
    extra = checked(record, {"1": "a b y"}, name="other.csv", digest="5")
    ids = [row.id for row in extra.findings]
    assert len(ids) == len(set(ids))
    assert subject_of_row(extra.findings[-1]).activity == "y"


def test_characters_that_no_record_keeps_are_left_out():
    log = log_of({"c\x07": "a", "d": "x\x00y"})
    record = apply(RECORD, edits_of(RECORD, check_log(RECORD, log), at=AT))
    assert "xy" in {row.activity for row in record.seen_activities}


def test_a_check_adds_to_the_record_and_takes_nothing_else_away():
    edits = difference(RECORD, checked(RECORD, BAD))
    assert {edit.table for edit in edits} == {"checks", "seen_activities", "seen_flows", "findings"}
    assert {edit.act for edit in edits} == {"put"}


@pytest.mark.parametrize("cases", [{"1": "a"}, {"1": "z"}, {"1": "a b", "2": "b a"}])
def test_small_logs_become_rows_too(cases):
    assert checked(RECORD, cases).checks[0].cases == len(cases)
