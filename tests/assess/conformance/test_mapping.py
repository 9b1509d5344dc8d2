"""Which step each event is: declared, suggested, or none."""

import csv

import numpy as np
import pytest

from sop_kit.assess.conformance.conditions import kept_by
from sop_kit.assess.conformance.mapping import map_events
from sop_kit.assess.conformance.suggesting import suggest
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Activity
from sop_kit.record.tables import Product, Step, Translation
from tests.assess.conformance.made_logs import log_of, record_of


def steps_of(log, mapping):
    return [mapping.steps[place] if place >= 0 else "" for place in mapping.step.tolist()]


def with_map(record, *rows):
    return record.replace(activity_map=tuple(Activity(id=f"AM{n}", **row) for n, row in enumerate(rows, 1)))


def test_a_row_with_a_condition_goes_before_one_without():
    record = with_map(
        record_of(["S1", "S2"]),
        {"activity": "deploy", "step": "S1"},
        {"activity": "deploy", "step": "S2", "where": "back = yes"},
    )
    log = log_of({"1": "deploy[back=no] deploy[back=yes] deploy"})
    mapping = map_events(record, log)
    assert steps_of(log, mapping) == ["S1", "S2", "S1"]
    assert {(each.step, each.where, each.events) for each in mapping.declared} == {
        ("S1", "", 2),
        ("S2", "back = yes", 1),
    }


def test_an_activity_without_a_step_is_set_aside_and_not_guessed():
    record = with_map(record_of(["S1"]), {"activity": "S1"})
    log = log_of({"1": "S1 other"})
    mapping = map_events(record, log)
    assert steps_of(log, mapping) == ["", ""]
    assert [each.activity for each in mapping.aside] == ["S1"]
    assert [each.activity for each in mapping.unmapped] == ["other"]


def test_activities_are_compared_without_case_and_width():
    record = with_map(record_of(["S1"]), {"activity": "Ｄｅｐｌｏｙ", "step": "S1"})
    log = log_of({"1": "deploy"})
    assert steps_of(log, map_events(record, log)) == ["S1"]


def test_a_suggested_step_is_marked_event_by_event():
    record = with_map(record_of(["S1", "S2"]), {"activity": "a", "step": "S1"})
    log = log_of({"1": "a s2 zzz"})
    mapping = map_events(record, log)
    assert steps_of(log, mapping) == ["S1", "S2", ""]
    assert mapping.guessed.tolist() == [False, True, False]
    assert (mapping.is_guessed("S1"), mapping.is_guessed("S2")) == (False, True)


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ("", [True, True, True]),
        ("env = production", [True, False, False]),
        ("ENV=Production", [True, False, False]),
        ("env != production", [False, True, True]),
        ("env = production and kind = fix", [False, False, False]),
        ("env = staging; kind = fix", [False, True, False]),
        ("env =", [False, False, True]),
        ("activity = b", [False, False, True]),
        ("resource = “ann”", [True, False, False]),
    ],
)
def test_a_condition_keeps_the_events_that_say_so(where, kept):
    log = log_of({"1": "a/ann[env=production] a[env=staging;kind=fix] b"})
    marks, wrong = kept_by(log, where)
    assert (marks.tolist(), wrong) == (kept, None)


@pytest.mark.parametrize(
    ("where", "word"), [("production", "column = value"), ("enviroment = x", "no column 'enviroment'")]
)
def test_a_condition_that_says_nothing_keeps_nothing_and_is_told(where, word):
    log = log_of({"1": "a[env=production]"})
    marks, wrong = kept_by(log, where)
    assert not marks.any()
    assert word in str(wrong)
    mapping = map_events(with_map(record_of(["S1"]), {"activity": "a", "step": "S1", "where": where}), log)
    assert [problem.where for problem in mapping.problems] == ["activity_map/AM1/where"]
    assert not (mapping.step >= 0).any()


def test_an_unknown_step_is_told():
    mapping = map_events(with_map(record_of(["S1"]), {"activity": "a", "step": "S9"}), log_of({"1": "a"}))
    assert "S9" in str(mapping.problems[0].what)


@pytest.mark.parametrize(("product", "least"), [("anti-fraud", 22), ("recommender", 31)])
def test_nearly_every_suggestion_is_what_the_team_declared(product, least):
    record = read_record(kit_path("workshop", f"{product}.yaml").read_bytes(), product).record
    with kit_path("workshop", "logs", f"{product}.csv").open(encoding="utf-8-sig") as stream:
        activities = dict.fromkeys(row["activity"] for row in csv.DictReader(stream))
    declared = {row.activity: row.step for row in record.activity_map}
    suggested = suggest(record, activities)
    right = [each for each in suggested if declared.get(each.activity) == each.step]
    assert len(right) >= least
    assert len(suggested) - len(right) <= 2


def test_suggestions_read_both_languages_and_how_programs_write():
    record = Record(
        product=Product(id="line"),
        steps=(
            Step(id="S1", stage="release", action="灰度放量", role="r"),
            Step(id="S2", stage="monitor", action="Roll back the release", role="r"),
            Step(id="S3", stage="monitor", action="Watch the dashboard", role="r"),
        ),
        translations=(Translation(id="Z1", table="steps", row="S1", field="action", lang="en", text="Canary rollout"),),
    )
    found = {
        each.activity: each.step for each in suggest(record, ["canaryRollout", "ROLL_BACK", "放量", "s3", "lunch"])
    }
    assert found == {"canaryRollout": "S1", "ROLL_BACK": "S2", "放量": "S1", "s3": "S3"}


def test_what_is_like_several_steps_is_not_suggested():
    steps = tuple(Step(id=f"S{n}", stage="release", action=f"Deploy to place {n}", role="r") for n in range(3))
    assert suggest(Record(product=Product(id="line"), steps=steps), ["Deploy", ""]) == ()


def test_a_record_without_steps_and_a_log_of_one_event_are_mapped():
    mapping = map_events(Record(product=Product(id="line")), log_of({"1": "a"}))
    assert np.array_equal(mapping.step, [-1])
    assert [each.activity for each in mapping.unmapped] == ["a"]
