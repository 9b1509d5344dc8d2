import pytest

from sop_kit.assess.rules.reality import RULES
from sop_kit.record.reality_tables import Activity, Check, Constraint, Finding, SeenActivity, Walkthrough
from sop_kit.record.tables import Step
from tests.assess.rules.tried import Case, name_of, places

STEPS = {"steps": (Step(id="S1", stage="monitor", action="看屏", role="oncall"),)}
MAP = {"activity_map": (Activity(id="AM1", activity="看屏", step="S1"),)}


def deploy(standard):
    return {"steps": (Step(id="S1", stage="release", action="Deploy", role="ci", standard=standard),)}


def check(at="2026-11-01"):
    return {"checks": (Check(id="CH1", at=at),)}


def finding(**columns):
    return {"findings": (Finding(id="F1", count=3, **columns),)}


def walk(answer):
    return STEPS | {"walkthroughs": (Walkthrough(id="W1", step="S1", question="do", answer=answer),)}


def constraint(kind, **columns):
    return {"constraints": (Constraint(id="K1", kind=kind, **columns),)}


CASES = [
    Case("never-checked", STEPS, ["checks"], STEPS | check()),
    Case("never-checked", STEPS, ["checks"], STEPS | {"walkthroughs": (Walkthrough(id="W1", step="S1"),)}),
    Case("check-outdated", check("2026-05-01"), ["checks"], check()),
    Case("finding-without-verdict", finding(), ["findings/F1/verdict"], finding(verdict="fix_sop")),
    Case("finding-without-verdict", walk("not_known"), ["findings/W-S1-do/verdict"], walk("as_written")),
    Case(
        "deviation-without-end",
        finding(verdict="accept"),
        ["findings/F1/until"],
        finding(verdict="accept", until="2027-01-31"),
    ),
    Case(
        "deviation-past-its-end",
        finding(verdict="accept", until="2026-11-24"),
        ["findings/F1/until"],
        finding(verdict="accept", until="2026-11-25"),
    ),
    Case(
        "activity-without-step",
        {"activity_map": (Activity(id="AM1", activity="告警触发"),)},
        ["activity_map/AM1"],
        {"activity_map": (Activity(id="AM1", activity="告警触发", note="系统自动产生"),)},
    ),
    Case(
        "activity-without-step",
        MAP | {"seen_activities": (SeenActivity(id="SA1", activity="回滚"),)},
        ["activity_map"],
        MAP | {"seen_activities": (SeenActivity(id="SA1", activity="看屏"),)},
    ),
    Case(
        "constraint-unreadable",
        constraint("time_window", first="S1", window="office hours"),
        ["constraints/K1/window"],
        constraint("time_window", first="S1", window="Mon-Thu 09:30-17:00; Fri 09:30-16:00"),
    ),
    Case(
        "constraint-unreadable",
        constraint("response", first="S1", within="soon"),
        ["constraints/K1/second", "constraints/K1/within"],
        constraint("response", first="S1", second_activity="回滚", within="4 h"),
    ),
    Case(
        "constraint-unreadable", constraint("existence"), ["constraints/K1/first"], constraint("existence", first="S1")
    ),
    Case(
        "constraint-unreadable",
        constraint("duration", second="S1"),
        ["constraints/K1/first"],
        constraint("duration"),  # measures the whole case
    ),
    Case(
        "constraint-unreadable",
        constraint("time_window", first="S1", window="daily 09:00-17:00", zone="London"),
        ["constraints/K1/zone"],
        constraint("time_window", first="S1", window="daily 09:00-17:00", zone="Europe/London"),
    ),
    Case(
        "hours-unchecked",
        deploy("9:30-17:00, Friday 16:00"),
        ["steps/S1/standard"],
        deploy("9:30-17:00") | constraint("time_window", first="S1", window="daily 09:30-17:00"),
    ),
    Case("hours-unchecked", deploy("只在 10:00 至 17:00 放量"), ["steps/S1/standard"], deploy("17:30 前发出")),
    Case(
        "constraint-without-activity",
        MAP | constraint("response", first="S1", second="S2"),
        ["constraints/K1"],
        MAP | constraint("response", first="S1", second="S2", second_activity="回滚"),
    ),
    Case(
        "constraint-without-activity",
        MAP | constraint("existence", first="S9"),
        ["constraints/K1"],
        constraint("existence", first="S9"),  # nothing is mapped at all yet
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_a_finding_that_the_last_check_did_not_see_again_asks_for_nothing():
    gone = {"findings": (Finding(id="F1", count=0), Finding(id="F2", count=0, verdict="accept", until="2026-01-01"))}
    assert places("finding-without-verdict", gone) == []
    assert places("deviation-past-its-end", gone) == []
