import pytest

from sop_kit.assess.rules.release import RULES
from sop_kit.record.life_tables import Run
from sop_kit.record.reality_tables import SeenActivity
from sop_kit.record.tables import Action, Decision, ReleaseStage, RoleRow, Step
from tests.assess.rules.tried import Case, name_of, places

BACK = Step(id="S9", stage="release", action="退回上一版", role="oncall", title="回滚", time_limit="10 分钟")
BUILD = Step(id="S5", stage="optimise", action="训练新版", role="ai")
TRAIN = Step(id="S7", stage="optimise", action="改阈值", role="ai")
OTHER = Step(id="S8", stage="optimise", action="换光源", role="equip")
DEPLOY = Step(id="S6", stage="release", action="Deploy to production", role="ai")
REHEARSED = Step(id="S8", stage="release", action="预发环境演一次回滚，掐表", role="oncall")


def stages(*shares, **same):
    return {
        "release_stages": tuple(
            ReleaseStage(id=f"R{place}", name=f"第 {place} 级", share=share, **same)
            for place, share in enumerate(shares, start=1)
        )
    }


def steps(*rows):
    return {"steps": rows}


FULL = stages("1%", "10%", "100%", minimum_sample="n ≥ 8,000", inconclusive_if="样本不足", decider="product")

CASES = [
    Case("stage-without-sample", stages("0%", "1%", "100%"), ["release_stages/R2/minimum_sample"], FULL),
    Case("stage-without-third-outcome", stages("5 %", "100%"), ["release_stages/R1/inconclusive_if"], FULL),
    Case("shares-not-rising", stages("1%", "10%", "5%", "100%"), ["release_stages/R3/share"], FULL),
    Case("shares-not-rising", stages("10%", "10%"), ["release_stages/R2/share"], stages("0%", "0%", "1/10", "1/2")),
    Case("straight-to-all", stages("0%", "100%"), ["release_stages/R2/share"], FULL),
    Case("straight-to-all", stages("全量"), ["release_stages/R1/share"], stages("", "")),
    Case("single-canary-stage", stages("0%", "5%", "100%"), ["release_stages/R2/share"], FULL),
    Case(
        "builder-decides-stage",
        stages("10%", decider="ai") | steps(BUILD),
        ["release_stages/R1/decider"],
        stages("10%", decider="product") | steps(BUILD),
    ),
    Case(
        "builder-decides-stage",
        stages("10%", decider="product")
        | steps(BUILD)
        | {"roles": tuple(RoleRow(id=role, name=role, people=("zhou",)) for role in ("ai", "product"))},
        ["release_stages/R1/decider"],
        stages("0%", decider="ai") | steps(BUILD),  # nobody is hit by a shadow run
    ),
    Case(
        "builder-decides-stage",
        stages("10%", decider="ai") | steps(BUILD, TRAIN, OTHER),  # most of what is made, though not all
        ["release_stages/R1/decider"],
        stages("10%", decider="equip") | steps(BUILD, TRAIN, OTHER),
    ),
    Case("no-rollback-step", steps(DEPLOY), ["steps"], steps(DEPLOY, BACK)),
    Case(
        "no-rollback-step",
        FULL,
        ["steps"],
        FULL | steps(Step(id="S1", stage="optimise", action="Undo or contain: revert the change", role="sre")),
    ),
    Case(
        "rollback-without-time",
        steps(BACK.model_copy(update={"time_limit": ""})),
        ["steps/S9/time_limit"],
        steps(BACK.model_copy(update={"time_limit": "", "standard": "3 分钟内生效"})),
    ),
    Case(
        "rollback-without-time",
        steps(DEPLOY) | {"decisions": (Decision(id="D1", kind="roll_back", role="ai", step="S6"),)},
        ["steps/S6/time_limit"],
        steps(BACK),
    ),
    Case("rollback-not-rehearsed", steps(DEPLOY, BACK), ["steps/S9"], steps(DEPLOY, BACK, REHEARSED)),
    Case(
        "rollback-not-rehearsed",
        steps(BACK) | {"runs": (Run(id="U1", step="S9", at="2026-10-13", result="stopped"),)},
        ["steps/S9"],
        steps(BACK) | {"runs": (Run(id="U1", step="S9", at="2026-10-13", result="complete"),)},
    ),
    Case(
        "rollback-not-rehearsed",
        steps(BACK) | {"seen_activities": (SeenActivity(id="SA1", activity="退版本", step="S6", events=6),)},
        ["steps/S9"],
        steps(BACK) | {"seen_activities": (SeenActivity(id="SA1", activity="退版本", step="S9", events=6),)},
    ),
    Case(
        "rollback-not-rehearsed",
        steps(BACK) | {"actions": (Action(id="AC1", text="Write the rollback page"),)},
        ["steps/S9"],
        steps(BACK) | {"actions": (Action(id="AC1", text="Drill: roll back on staging", done="2026-11-02"),)},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_broken_record_is_blamed_and_a_sound_one_is_not(case: Case):
    assert places(case.rule, case.broken) == case.where
    assert places(case.rule, case.sound) == []


def test_every_rule_is_tried():
    assert {rule.id for rule in RULES} == {case.rule for case in CASES}


def test_a_record_that_releases_nothing_needs_no_way_back():
    watching = steps(Step(id="S1", stage="monitor", action="看屏", role="oncall"))
    assert places("no-rollback-step", watching) == []
    assert places("rollback-not-rehearsed", watching) == []


def test_a_drill_in_one_step_and_a_rollback_in_the_next_are_no_rehearsal():
    drill = Step(id="S1", stage="monitor", action="Night-shift drill", role="oncall")
    assert places("rollback-not-rehearsed", steps(drill, BACK)) == ["steps/S9"]


def test_a_rehearsal_that_is_skipped_is_none():
    skipped = DEPLOY.model_copy(update={"done": "赶时间，跳过回滚预演"})
    assert places("rollback-not-rehearsed", steps(skipped, BACK)) == ["steps/S9"]


def test_without_a_way_back_its_rehearsal_is_not_asked_for_too():
    assert places("rollback-not-rehearsed", steps(DEPLOY)) == []
