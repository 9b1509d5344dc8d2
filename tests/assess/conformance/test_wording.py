"""Every finding is a sentence in both languages."""

import re
from typing import get_args

import pytest

from sop_kit.assess.conformance.check import check_log
from sop_kit.assess.conformance.kept import edits_of
from sop_kit.assess.conformance.naming import named, share, spell
from sop_kit.assess.conformance.wording import held, observed, rests_on_a_guess, rule, written
from sop_kit.record.changes import apply
from sop_kit.record.reality_tables import Constraint, Finding
from sop_kit.words import LANGUAGES, words
from tests.assess.conformance.made_logs import log_of, record_of

KINDS = get_args(Constraint.model_fields["kind"].annotation)
RECORD = record_of(["S1>S2", "S2"], activities={"a": "S1", "b": "S2"}, people=["ann"], roles={"r1": ["ann"]})
HAN = re.compile(r"[\u4e00-\u9fff]")


def constraint(kind, **values):
    return Constraint(id="K1", kind=kind, first="S1", second="S2", within="4 h", window="Mon 9-17", **values)


def with_rule(kind, **values):
    return RECORD.replace(constraints=(constraint(kind, **values),))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_is_a_sentence(kind, lang):
    record = with_rule(kind, times=1)
    say = words(lang)
    finding = Finding(id="FD1", constraint="K1", step="S2", kind="order", count=12, of=1147, cases=9, of_cases=1000)
    texts = [rule(record, record.constraints[0]).said(say), observed(record, finding).said(say)]
    assert written(record, finding).said(say) == texts[0]
    assert "S1 action S1" in texts[0]
    assert "1,147" in texts[1]
    assert all("{" not in text for text in texts)
    assert all(bool(HAN.search(text)) is (lang == "zh") for text in texts)


def test_a_rule_names_activities_conditions_zones_and_counts():
    def said(kind, **values):
        return str(rule(RECORD, Constraint(id="K1", kind=kind, **values)))

    assert said("precedence", first_activity="stage", second_activity="ship") == "Before “ship” comes “stage”"
    assert said("absence", first_activity="ship", where="back = yes") == "No case has “ship” with back = yes"
    assert said("exactly", first="S1", times=2) == "Every case has S1 action S1 exactly 2 times"
    assert said("response", first="S1", second="S2", within="4 h").endswith("comes S2 action S2, within 4 h")
    assert said("time_window", first="S1", window="9-17", zone="Asia/Tokyo").endswith("9-17 (Asia/Tokyo)")
    assert said("duration", within="2 d") == "A case takes at most 2 d"


@pytest.mark.parametrize(
    ("finding", "writes", "shows"),
    [
        (
            {"kind": "order", "step": "S1", "second": "S1", "count": 1, "of": 9, "cases": 1, "of_cases": 9},
            "After S1 action S1 comes S2 action S2",
            "1 of 9 times (11%): followed by S1 action S1",
        ),
        (
            {"kind": "extra", "activity": "z", "count": 4, "of": 100, "cases": 3, "of_cases": 20},
            "No step is “z”",
            "4 events; 3 of 20 cases",
        ),
        (
            {"kind": "missing", "step": "S1", "count": 7, "of": 7},
            "S1 action S1 is a step",
            "None of its activities occurs: a",
        ),
        (
            {"kind": "role", "step": "S1", "who": "ann", "count": 2, "of": 3, "cases": 2, "of_cases": 3},
            "S1 action S1 is done by r1",
            "2 of 3 times (67%): by Ann",
        ),
    ],
)
def test_what_was_read_off_the_workflow_is_a_sentence(finding, writes, shows):
    row = Finding(id="FD1", **finding)
    assert (str(written(RECORD, row)), str(observed(RECORD, row))) == (writes, shows)
    assert HAN.search(observed(RECORD, row).said(words("zh")))


def test_a_persons_own_text_goes_before_the_kits():
    row = Finding(id="FD1", kind="order", step="S1", count=1, of=2, written="by {hand}", observed="by phone")
    assert (str(written(RECORD, row)), str(observed(RECORD, row))) == ("by {hand}", "by phone")


def test_times_and_what_is_no_longer_seen():
    late = Finding(id="FD1", kind="late", constraint="K1", step="S2", count=1, of=4, p50=18.26, p90=4000)
    assert str(observed(with_rule("response"), late)).endswith(
        "later, or not at all; half took 18.3 min or less, nine of ten 2.8 d or less"
    )
    gone = late.model_copy(update={"count": 0, "p50": None, "p90": None})
    assert str(observed(with_rule("response"), gone)) == "No longer seen; 4 looked at"
    assert str(held(gone)) == "4 looked at, none otherwise"
    assert str(held(gone.model_copy(update={"of": 0}))) == "It never came up"


def test_how_many_cases_it_was_is_only_told_where_their_share_is_another_one():
    often = Finding(id="FD1", constraint="K1", kind="late", count=3, of=27, cases=1, of_cases=11)
    assert str(observed(with_rule("precedence"), often)).endswith("; 1 of 11 cases")
    alike = often.model_copy(update={"count": 543, "of": 1768, "cases": 541, "of_cases": 1730})
    assert "cases" not in str(observed(with_rule("precedence"), alike))


def test_a_plain_length_of_time_is_in_the_readers_language_and_any_other_as_it_was_written():
    said = {
        text: rule(RECORD, Constraint(id="K1", kind="duration", within=text)).said(words("zh"))
        for text in ("3 d", "2 working days")
    }
    assert "3 天" in said["3 d"]
    assert "2 working days" in said["2 working days"]


def test_a_row_whose_rule_and_step_are_gone_is_still_a_sentence():
    row = Finding(id="FD1", constraint="K9", step="S9", kind="late", count=1, of=2)
    assert str(written(RECORD, row)) == "S9"
    assert str(observed(RECORD, row)) == "1 of 2 cases (50%): otherwise"
    assert str(written(RECORD, Finding(id="FD1"))) == "–"


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0.5, "30 s"),
        (1, "1 min"),
        (18.258, "18.3 min"),
        (119, "119 min"),
        (150, "2.5 h"),
        (2880, "2 d"),
        (200_000, "139 d"),
    ],
)
def test_a_length_of_time_is_in_the_unit_people_would_choose(minutes, text):
    assert str(spell(minutes)) == text


@pytest.mark.parametrize(
    ("count", "of", "text"),
    [(0, 9, "0%"), (1, 1000, "< 1%"), (241, 1147, "21%"), (999, 1000, "> 99%"), (9, 9, "100%"), (0, 0, "–")],
)
def test_a_share_never_rounds_to_none_or_all(count, of, text):
    assert share(count, of) == text


def test_a_step_is_called_by_its_title_when_it_has_one():
    titled = RECORD.replace(steps=(RECORD.steps[0].model_copy(update={"title": "Ship it"}),))
    assert (named(titled, "S1"), named(RECORD, "S1"), named(RECORD, "S9")) == ("S1 Ship it", "S1 action S1", "S9")


def test_a_finding_on_a_suggested_step_rests_on_a_guess_until_somebody_declares_it():
    record = record_of(["S1", "S2"], constraints=[{"kind": "existence", "first": "S2"}], activities={"a": "S1"})
    record = apply(record, edits_of(record, check_log(record, log_of({"1": "a S2", "2": "a"})), at="2026-11-25"))
    (row,) = [row for row in record.findings if row.constraint == "K1"]
    assert rests_on_a_guess(record, row)
    declared = record_of(["S1", "S2"], activities={"a": "S1", "S2": "S2"}).activity_map
    assert not rests_on_a_guess(record.replace(activity_map=declared), row)
