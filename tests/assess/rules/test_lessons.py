import pytest

from sop_kit.assess.rules.lessons import RULES
from sop_kit.record.life_tables import Correction
from sop_kit.record.tables import Action, Lesson, Step
from tests.assess.rules.tried import Case, breaches, name_of, places

STEP = Step(id="S1", stage="monitor", action="看屏", role="oncall", agreed="每班看一次")


def lessons(*kinds, step=""):
    return {
        "steps": (STEP, Step(id="S2", stage="decide", action="定级", role="oncall")),
        "lessons": tuple(
            Lesson(id=f"L{place}", text="x", kind=kind, step=step) for place, kind in enumerate(kinds, start=1)
        ),
    }


def action(**columns):
    return {"actions": (Action(id="AC1", text="写卡片", owner="li", **columns),)}


def correction(**columns):
    return {"corrections": (Correction(id="C1", text="漏了电话", **columns),)}


CASES = [
    Case("no-success", lessons("failed", "pain"), ["lessons"], lessons("failed", "worked")),
    Case("no-lessons", {"steps": (STEP,)}, ["lessons"], lessons("worked")),
    Case("pain-left-alone", lessons("pain", "failed", "worked"), ["lessons/L1,L2"], lessons("pain", step="S1")),
    Case("pain-left-alone", lessons("pain", step="S2"), ["lessons/L1"], lessons("pain", step="S2") | action(step="S2")),
    Case("promise-overdue", action(due="2026-11-24"), ["actions/AC1/due"], action(due="2026-11-24", done="2026-11-24")),
    Case("promise-overdue", action(due="2026年11月1日"), ["actions/AC1/due"], action(due="下周")),
    Case("correction-undecided", correction(), ["corrections/C1/verdict"], correction(verdict="rejected")),
    Case("correction-undecided", correction(at="2026-11-11"), ["corrections/C1/verdict"], correction(at="2026-11-19")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_lessons_of_which_nobody_said_how_they_went_are_named():
    [(_, told)] = breaches("no-success", lessons("pain", "", ""))
    assert "L2, L3" in told


def test_a_record_without_lessons_is_blamed_once():
    assert places("no-success", {"steps": (STEP,)}) == []
