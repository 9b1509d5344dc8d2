import pytest

from sop_kit.assess.rules.mistakes import RULES, is_closed, is_open
from sop_kit.record.tables import Hotfix, Mistake, Severity, Trigger
from tests.assess.rules.tried import Case, name_of, places

CLOSED = {
    "id": "E1",
    "status": "已关闭",
    "regression_case": "RC-0311",
    "cause": "样本不足",
    "verified": "算法 2026-08-03",
    "reporter": "审核员",
    "answered": "2026-06-19",
    "owner": "ai",
    "due": "2026-07-31",
}
LEVELS = {"severities": tuple(Severity(id=f"P{n}") for n in range(1, 5))}
SOUND = {"mistakes": (Mistake(**CLOSED),)}


def mistake(**changed):
    return LEVELS | {"mistakes": (Mistake(**CLOSED | changed),)}


def again(**changed):
    later = {"id": "E2", "recurrence_of": "E1", "status": "new"}
    return {"mistakes": (Mistake(**CLOSED, fix_version="3.2"), Mistake(**later | changed))}


def trigger(condition, owner="ai"):
    return {"triggers": (Trigger(id="T1", condition=condition, owner=owner),)}


CASES = [
    Case("mistake-closed-without-case", mistake(regression_case="–"), ["mistakes/E1/regression_case"], SOUND),
    Case(
        "mistake-closed-without-case",
        mistake(regression_case="", status="closed"),
        ["mistakes/E1/regression_case"],
        mistake(regression_case="", status="Won't fix: by design"),
    ),
    Case("mistake-closed-without-cause", mistake(cause=""), ["mistakes/E1/cause"], mistake(cause="", status="修复中")),
    Case("mistake-closed-unverified", mistake(verified=""), ["mistakes/E1/verified"], SOUND),
    Case(
        "mistake-unassigned",
        mistake(status="triaged", owner="", due=""),
        ["mistakes/E1/owner", "mistakes/E1/due"],
        mistake(owner="", due=""),
    ),
    Case("grave-mistake-overdue", mistake(status="修复中", severity="P2"), ["mistakes/E1/due"], mistake(severity="P2")),
    Case(
        "grave-mistake-overdue",
        mistake(status="", severity="P1"),
        ["mistakes/E1/due"],
        mistake(status="", severity="P1", due="2026-11-25"),  # due today is not late
    ),
    Case("mistake-overdue", mistake(status="修复中", severity="P3"), ["mistakes/E1/due"], mistake(severity="P3")),
    Case("mistake-overdue", mistake(status="fixing"), ["mistakes/E1/due"], mistake(status="fixing", severity="P1")),
    Case("reporter-not-answered", mistake(answered=""), ["mistakes/E1/answered"], mistake(answered="", reporter="")),
    Case(
        "reporter-not-answered",
        mistake(answered="", status="修复中"),
        ["mistakes/E1/answered"],
        mistake(answered="", status="修复中", due="2026-12-24"),
    ),
    Case("recurrence-without-action", again(), ["mistakes/E2/recurrence_of"], again(fix_type="模型")),
    Case(
        "recurrence-without-action",
        again(fix_type="model", fix_version="3.2"),
        ["mistakes/E2/recurrence_of"],
        again() | {"hotfixes": (Hotfix(id="H1", mistake="E2"),)},
    ),
    Case(
        "trigger-without-figure", trigger("指标明显下降"), ["triggers/T1/condition"], trigger("GPM 连续 5 天低于 94 元")
    ),
    Case("trigger-without-figure", trigger("Drift of the inputs"), ["triggers/T1/condition"], trigger("A new policy")),
    Case(
        "trigger-without-figure", trigger("定期重训"), ["triggers/T1/condition"], trigger("每季度重训，或持续两周漂移")
    ),
    Case("trigger-without-owner", trigger("T+7", owner=""), ["triggers/T1/owner"], trigger("T+7")),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


@pytest.mark.parametrize(
    "status", ["已关闭", "关闭", "closed", "Closed (3.2)", "Fixed", "已解决", "resolved", "已验证"]
)
def test_a_closed_mistake_is_known_by_its_status(status: str):
    assert is_closed(Mistake(id="E1", status=status))


@pytest.mark.parametrize(
    "status", ["", "新建", "修复中", "验证中", "未关闭", "new", "triaged", "fixing", "not fixed", "open"]
)
def test_an_open_mistake_is_not_taken_for_a_closed_one(status: str):
    found = Mistake(id="E1", status=status)
    assert not is_closed(found)
    assert is_open(found)


@pytest.mark.parametrize("status", ["不修：设计如此", "won't fix", "closed: duplicate of E3", "WONTFIX"])
def test_what_will_not_be_repaired_is_neither_open_nor_closed(status: str):
    found = Mistake(id="E1", status=status)
    assert not is_closed(found)
    assert not is_open(found)


def test_without_a_day_nothing_is_late():
    late = mistake(status="修复中", severity="P1")
    assert places("grave-mistake-overdue", late, today="") == []
