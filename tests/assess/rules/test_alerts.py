import pytest

from sop_kit.assess.rules.alerts import RULES
from sop_kit.record.tables import Alert, Hotfix, Metric, Mistake, RoleRow, Severity
from tests.assess.rules.tried import Case, breaches, name_of, places

WHOLE = {
    "id": "A1",
    "condition": "心跳连丢 2 次",
    "action": "查链路",
    "level": "P1",
    "first_responder": "oncall",
    "acknowledge_within": "5 分钟",
    "mitigate_within": "30 分钟",
    "escalate_to": "expert",
    "escalate_after": "10 分钟",
    "channel": "电话",
    "backup": "data",
    "end_condition": "连收 6 次",
}
LEVELS = {
    "severities": (
        Severity(id="P1", response="5 分钟认领", example="心跳没了"),
        Severity(id="P2", response="15 分钟认领", example="PSI 0.3"),
    )
}
METRIC = {"metrics": (Metric(id="M1", name="error rate", warn="> 2%", critical="> 5%"),)}
SOUND = LEVELS | {"alerts": (Alert(**WHOLE),)}


def alert(**changed):
    return LEVELS | {"alerts": (Alert(**WHOLE | changed),)}


def roles(**holders):
    return {"roles": tuple(RoleRow(id=role, name=role, people=people) for role, people in holders.items())}


CASES = [
    Case("alert-without-action", alert(action=""), ["alerts/A1/action"], alert(action="", allowed_actions="切备用")),
    Case("alert-without-level", alert(level=""), ["alerts/A1/level"], SOUND),
    Case("alert-without-level", alert(level=""), ["alerts/A1/level"], alert(level="") | {"severities": ()}),
    Case("alert-without-channel", alert(channel=""), ["alerts/A1/channel"], SOUND),
    Case(
        "alert-without-channel",
        alert(channel="", action="tell the owner"),
        ["alerts/A1/channel"],
        alert(channel="", action="acknowledge in PagerDuty"),
    ),
    Case("alert-without-end", alert(end_condition=""), ["alerts/A1/end_condition"], SOUND),
    Case(
        "escalation-without-clock",
        alert(escalate_after=""),
        ["alerts/A1/escalate_after"],
        alert(escalate_after="", escalate_to=""),
    ),
    Case("gravest-alert-without-backup", alert(backup=""), ["alerts/A1/backup"], alert(backup="", level="P2")),
    Case("escalation-to-oneself", alert(escalate_to="oncall"), ["alerts/A1/escalate_to"], SOUND),
    Case("escalation-to-oneself", alert(backup="oncall"), ["alerts/A1/backup"], SOUND),
    Case(
        "escalation-to-oneself",
        SOUND | roles(oncall=("li",), expert=("li",)),
        ["alerts/A1/escalate_to"],
        SOUND | roles(oncall=("li", "wang"), expert=("li",)),
    ),
    Case("alert-clocks-contradict", alert(mitigate_within="2 min"), ["alerts/A1/mitigate_within"], SOUND),
    Case(
        "alert-clocks-contradict",
        alert(acknowledge_within="1 小时", escalate_after="30 分钟"),
        ["alerts/A1/mitigate_within", "alerts/A1/escalate_after"],
        alert(acknowledge_within="半小时", mitigate_within="当天", escalate_after="2 h"),
    ),
    Case("alert-slower-than-level", alert(acknowledge_within="10 分钟"), ["alerts/A1/acknowledge_within"], SOUND),
    Case(
        "alert-slower-than-level",
        alert(level="P2", acknowledge_within="1 h"),
        ["alerts/A1/acknowledge_within"],
        alert(level="P2", acknowledge_within="10 min"),  # quicker than promised
    ),
    Case(
        "alert-off-threshold",
        alert(condition="error rate > 10% for 5 minutes", metric="M1") | METRIC,
        ["alerts/A1/condition"],
        alert(condition="error rate > 5.0% for 5 minutes", metric="M1") | METRIC,
    ),
    Case(
        "alert-off-threshold",
        alert(condition="错误率超过 3%", metric="M1") | METRIC,
        ["alerts/A1/condition"],
        alert(condition="错误率低于 1%，或 > 200 ms", metric="M1") | METRIC,  # another side, another unit
    ),
    Case("unknown-severity", alert(level="P9"), ["alerts/A1/level"], SOUND),
    Case(
        "unknown-severity",
        LEVELS | {"mistakes": (Mistake(id="E1", severity="high"),), "hotfixes": (Hotfix(id="H1", severity="low"),)},
        ["mistakes/E1/severity", "hotfixes/H1/severity"],
        {"mistakes": (Mistake(id="E1", severity="high"),)},  # without a table of levels nothing can be unknown
    ),
    Case(
        "severity-without-response",
        {"severities": (Severity(id="P1", example="x"),)},
        ["severities/P1/response"],
        LEVELS,
    ),
    Case(
        "severity-without-example",
        {"severities": (Severity(id="P1", response="x"),)},
        ["severities/P1/example"],
        LEVELS,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_the_gravest_level_is_found_in_a_table_written_the_other_way_round():
    table = {"severities": (Severity(id="SEV2", response="x"), Severity(id="SEV1", response="x"))}
    assert places("gravest-alert-without-backup", alert(backup="", level="SEV1") | table) == ["alerts/A1/backup"]
    assert places("gravest-alert-without-backup", alert(backup="", level="SEV2") | table) == []


def test_levels_without_numbers_count_in_the_order_of_the_table():
    table = {"severities": (Severity(id="严重"), Severity(id="一般"))}
    assert places("gravest-alert-without-backup", alert(backup="", level="严重") | table) == ["alerts/A1/backup"]


def test_an_unknown_level_is_told_with_those_there_are():
    [(_, told)] = breaches("unknown-severity", alert(level="P9"))
    assert "P9" in told
    assert "P1, P2" in told
