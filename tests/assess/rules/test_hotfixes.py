import pytest

from sop_kit.assess.rules.hotfixes import RULES
from sop_kit.record.tables import Hotfix, Mistake
from tests.assess.rules.tried import Case, name_of, places

WHOLE = {
    "id": "H1",
    "mistake": "E1",
    "decider": "expert",
    "approver": "product",
    "start": "2026-11-18",
    "expires": "2026-12-02",
    "permanent_fix": "3.4",
    "permanent_due": "2026-12-12",
    "after_review": "2026-11-30",
    "rollback": "清空名单",
}
SOUND = {"hotfixes": (Hotfix(**WHOLE),)}


def hotfix(**changed):
    return {"hotfixes": (Hotfix(**WHOLE | changed),)}


CASES = [
    Case("hotfix-without-expiry", hotfix(expires=""), ["hotfixes/H1/expires"], SOUND),
    Case("hotfix-without-expiry", hotfix(expires="无"), ["hotfixes/H1/expires"], hotfix(expires="", end="2026-11-20")),
    Case("hotfix-expired", hotfix(expires="2026-11-24"), ["hotfixes/H1/expires"], hotfix(expires="2026-11-25")),
    Case(
        "hotfix-expired",
        hotfix(expires="2026-11-01", end="2026-12-31"),  # an end that is still to come
        ["hotfixes/H1/expires"],
        hotfix(expires="2026-11-01 → 2026-12-01"),  # prolonged once
    ),
    Case(
        "hotfix-ended-late",
        hotfix(expires="2026-08-03", end="2026-09-28"),
        ["hotfixes/H1/end"],
        hotfix(expires="2026/8/3", end="2026年8月3日"),
    ),
    Case(
        "hotfix-outlives-its-mistake",
        SOUND | {"mistakes": (Mistake(id="E1", status="已关闭"),)},
        ["hotfixes/H1/end"],
        hotfix(end="2026-11-20") | {"mistakes": (Mistake(id="E1", status="已关闭"),)},
    ),
    Case("hotfix-without-permanent-fix", hotfix(permanent_fix=""), ["hotfixes/H1/permanent_fix"], SOUND),
    Case(
        "permanent-fix-without-date",
        hotfix(permanent_due=""),
        ["hotfixes/H1/permanent_due"],
        hotfix(permanent_due="", permanent_fix="无：名单本来就要长期维护"),
    ),
    Case(
        "permanent-fix-overdue",
        hotfix(permanent_due="2026-10-01") | {"mistakes": (Mistake(id="E1", status="修复中"),)},
        ["hotfixes/H1/permanent_due"],
        hotfix(permanent_due="2026-10-01") | {"mistakes": (Mistake(id="E1", status="已关闭"),)},
    ),
    Case(
        "permanent-fix-overdue",
        hotfix(permanent_due="2026-10-01", mistake=""),
        ["hotfixes/H1/permanent_due"],
        hotfix(permanent_due="2026-10-01", mistake="", end="2026-10-01"),
    ),
    Case("hotfix-without-approver", hotfix(approver=""), ["hotfixes/H1/approver"], SOUND),
    Case("hotfix-without-rollback", hotfix(rollback=""), ["hotfixes/H1/rollback"], SOUND),
    Case("hotfix-without-review", hotfix(after_review=""), ["hotfixes/H1/after_review"], SOUND),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_without_a_day_nothing_has_expired():
    assert places("hotfix-expired", hotfix(expires="2020-01-01"), today="") == []
