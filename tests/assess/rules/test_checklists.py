import pytest

from sop_kit.assess.rules.checklists import RULES
from sop_kit.record.life_tables import Publication, Run
from sop_kit.record.tables import Next, Process, Step
from tests.assess.rules.tried import Case, name_of, places


def steps(trigger=""):
    return {"steps": (Step(id="S1", stage="monitor", action="看屏", role="oncall", trigger=trigger),)}


def published(day):
    return {"publications": (Publication(id="PB1", version="1.0", at=day),)}


def runs(*results, part_of=""):
    return {
        "runs": tuple(
            Run(id=f"U{place}", step="S1", at=f"2026-11-0{place}", result=result, part_of=part_of)
            for place, result in enumerate(results, start=1)
        )
    }


CASES = [
    Case("no-pause-point", steps(), ["processes/monitoring/trigger"], steps("每日 09:00")),
    Case(
        "no-pause-point",
        steps() | {"processes": (Process(id="monitoring"),)},
        ["processes/monitoring/trigger"],
        steps() | {"processes": (Process(id="monitoring", trigger="交接班"),)},
    ),
    Case(
        "no-pause-point",
        {"steps": (Step(id="S1", stage="monitor", action="看屏", role="oncall", next=(Next(to="S1"),)),)},
        ["processes/monitoring/trigger"],
        {
            "steps": (
                Step(id="S1", stage="monitor", action="看屏", role="oncall", next=(Next(to="S2"),), trigger="每日"),
                Step(id="S2", stage="decide", action="定级", role="oncall"),
            )
        },
    ),
    Case("never-used", published("2026-10-26"), ["runs"], published("2026-10-26") | runs("complete")),
    Case("never-used", published("2026-10-26"), ["runs"], published("2026-11-20")),
    Case("given-up", runs("complete", "stopped", "stopped"), ["runs/U2,U3"], runs("stopped", "stopped", "complete")),
    Case("given-up", runs("stopped", "stopped"), ["runs/U1,U2"], runs("stopped", "stopped", part_of="U0")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}
