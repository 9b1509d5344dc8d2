import pytest

from sop_kit.assess.rules.monitoring import RULES
from sop_kit.record.tables import Alert, Metric, Step
from tests.assess.rules.tried import Case, breaches, name_of, places

WHOLE = {
    "id": "M1",
    "name": "误判率",
    "family": "质量",
    "source": "RiskBoard",
    "frequency": "每小时",
    "warn": "≥ 3.5%",
    "critical": "≥ 5%",
    "threshold_origin": "近 180 天 P99",
    "minimum_sample": "300 笔",
    "direction": "越低越好",
    "owner": "oncall",
    "action": "查规则",
    "silence_rule": "不静默",
}
SOUND = {"metrics": (Metric(**WHOLE),)}


def metric(**changed):
    return {"metrics": (Metric(**WHOLE | changed),)}


CASES = [
    Case("metric-without-source", metric(source=""), ["metrics/M1/source"], SOUND),
    Case("metric-without-source", metric(source="-"), ["metrics/M1/source"], SOUND),
    Case("metric-without-owner", metric(owner=""), ["metrics/M1/owner"], SOUND),
    Case("metric-without-threshold", metric(warn="", critical="待定"), ["metrics/M1"], metric(critical="")),
    Case("threshold-without-origin", metric(threshold_origin=""), ["metrics/M1/threshold_origin"], SOUND),
    Case(
        "threshold-without-origin",
        metric(threshold_origin="TBD"),
        ["metrics/M1/threshold_origin"],
        metric(threshold_origin="", warn="", critical=""),
    ),
    Case("threshold-out-of-order", metric(warn="≥ 5%", critical="≥ 3.5%"), ["metrics/M1/critical"], SOUND),
    Case(
        "threshold-out-of-order",
        metric(warn="below 90 %", critical="below 95 %"),
        ["metrics/M1/critical"],
        metric(warn="below 95 %", critical="below 90 %"),
    ),
    Case(
        "threshold-out-of-order",
        metric(warn="> 1,500 ms", critical="> 900 ms"),
        ["metrics/M1/critical"],
        metric(warn="> 900 ms", critical="> 2 s"),  # other units are not compared
    ),
    Case(
        "threshold-against-direction",
        metric(direction="higher is better"),
        ["metrics/M1/direction"],
        metric(direction="lower is better"),
    ),
    Case("threshold-against-direction", metric(direction="↑"), ["metrics/M1/direction"], metric(direction="→")),
    Case("metric-without-sample", metric(minimum_sample=""), ["metrics/M1/minimum_sample"], metric(minimum_sample="–")),
    Case(
        "metric-without-direction",
        metric(direction="", warn="±30%", critical="±60%"),
        ["metrics/M1/direction"],
        metric(direction=""),  # "≥ 3.5%" says itself which side is worse
    ),
    Case("metric-without-action", metric(action=""), ["metrics/M1/action"], metric(action="", warn="", critical="")),
    Case("metric-without-silence-rule", metric(silence_rule=""), ["metrics/M1/silence_rule"], SOUND),
    Case(
        "metric-unused",
        metric(frequency=""),
        ["metrics/M1"],
        metric(frequency="") | {"alerts": (Alert(id="A1", condition="x", metric="M1"),)},
    ),
    Case(
        "metric-unused",
        metric(owner=""),
        ["metrics/M1"],
        metric(owner="") | {"steps": (Step(id="S1", stage="monitor", action="看误判率", role="oncall"),)},
    ),
    Case(
        "metric-families",
        SOUND,
        ["metrics"],
        {
            "metrics": tuple(
                Metric(id=f"M{place}", name=name)
                for place, name in enumerate(["成交额", "accuracy", "PSI 漂移", "P99 时延", "合规命中", "上游到数"])
            )
        },
    ),
    Case("monitoring-unwatched", SOUND, ["metrics"], metric(name="监控心跳")),
    Case("monitoring-unwatched", SOUND, ["metrics"], metric(silence_rule="page after 10 minutes without data")),
    Case(
        "monitoring-unwatched",
        {"alerts": (Alert(id="A1", condition="queue above 50 jobs"),)},
        ["alerts"],
        {"alerts": (Alert(id="A1", condition="no heartbeat for 10 minutes"),)},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_the_families_that_nothing_measures_are_named():
    [(_, told)] = breaches("metric-families", SOUND)
    assert "business" in told
    assert "quality" not in told


def test_a_record_without_metrics_is_not_asked_for_families():
    assert places("metric-families", {}) == []
    assert places("monitoring-unwatched", {}) == []
