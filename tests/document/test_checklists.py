"""A checklist has the lines that matter, at most nine; it says when it was last used, and how that went."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Checklist
from sop_kit.document.checklists import process_checklists
from sop_kit.document.view import look
from sop_kit.record.life_tables import Run
from sop_kit.record.model import Record
from sop_kit.record.tables import (
    Alert,
    Decision,
    Metric,
    Next,
    PersonRow,
    Process,
    Product,
    ReleaseStage,
    RoleRow,
    Severity,
    Step,
    Translation,
)

STEPS = tuple(Step(id=f"S{n:02}", stage="release", action=f"步骤 {n}", role="ops") for n in range(1, 13))
RELEASE = Process(id="release", name="灰度发布")


def notes(*runs: Run, lang: str = "en", steps: tuple[Step, ...] = STEPS[:3]) -> list[str]:
    english = Translation(id="t1", table="processes", row="release", field="name", lang="en", text="Grey release")
    record = Record(
        product=Product(id="line", languages=("zh", "en")),
        processes=(RELEASE,),
        steps=steps,
        runs=runs,
        translations=(english,),
    )
    return [checklist.note for checklist in process_checklists(look(record, lang), "release")]


def test_without_a_run_nobody_has_tried_it():
    (note,) = notes()
    assert "the team has not tried it yet" in note


@pytest.mark.parametrize("name", ["release", "灰度发布", "checklist-release-1"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_may_name_the_process_by_id_or_name_or_the_list(name, lang):
    (note,) = notes(Run(id="U1", checklist=name, at="2026-11-02", version="0.8", result="partly"), lang=lang)
    assert "2026-11-02" in note
    assert {"zh": "部分完成", "en": "Partly"}[lang] in note


def test_the_last_use_counts_whatever_the_order_of_the_rows():
    runs = (
        Run(id="U1", checklist="release", at="2026-11-20", version="1.0", result="stopped"),
        Run(id="U2", checklist="release", at="2026-11-02", version="0.8", result="complete"),
    )
    assert notes(*runs, steps=STEPS[:5]) == ["Uses so far: 2; the last one: 2026-11-20 · version 1.0 · Stopped."]


def test_a_run_of_a_step_alone_is_no_run_of_the_list():
    assert notes(Run(id="U1", step="S02", at="2026-11-19", result="complete"), steps=STEPS[:5]) == [
        "The list as a whole has not been tried yet; step S02 was last used: 2026-11-19 · Complete."
    ]


def test_a_run_of_another_process_does_not_count():
    (note,) = notes(Run(id="U1", checklist="monitoring", step="S01", at="2026-11-19"))
    assert "has not tried it yet" in note


def test_of_several_lists_the_step_or_the_title_tells_which_was_used():
    by_step = notes(Run(id="U1", checklist="release", step="S12", at="2026-11-19"), steps=STEPS)
    by_title = notes(Run(id="U1", checklist="灰度发布 (2/2)", at="2026-11-19"), steps=STEPS)
    for first, second in (by_step, by_title):
        assert "has not tried it yet" in first
        assert "2026-11-19" in second


def test_a_line_of_a_run_is_no_use_of_its_own():
    whole = Run(id="U1", checklist="checklist-release-1", at="2026-11-20", result="partly")
    line = Run(id="U1/2", checklist="checklist-release-1", step="S02", at="2026-11-20", part_of="U1", differently="x")
    (note,) = notes(whole, line, steps=STEPS[:5])
    assert note.startswith("Uses so far: 1;")


def lists(steps: tuple[Step, ...], process: str = "release", **tables: object) -> tuple[Checklist, ...]:
    record = Record(product=Product(id="line"), processes=(RELEASE,), steps=steps).replace(**tables)
    return process_checklists(look(record, "en"), process)


@pytest.mark.parametrize(("count", "lengths"), [(1, [1]), (4, [4]), (9, [9]), (10, [5, 5]), (19, [6, 7, 6])])
def test_steps_that_nothing_tells_apart_make_lists_of_about_equal_length(count, lengths):
    steps = tuple(Step(id=f"S{n:02}", stage="release", action=f"do {n}", role="ops") for n in range(count))
    assert [len(each.items) for each in lists(steps)] == lengths


def test_a_list_that_is_short_says_so():
    (short,) = lists(STEPS[:3])
    assert "Lines known: 3" in short.note


def test_of_many_steps_those_that_can_go_wrong_have_a_line_and_the_others_are_named():
    steps = tuple(
        step.model_copy(update={"standard": "ok", "hot_spot": "slipped twice" if place in {2, 11} else ""})
        for place, step in enumerate(STEPS)
    )
    (only,) = lists(steps)
    assert len(only.items) == 9
    assert {"S03", "S12"} <= {item.code for item in only.items}
    assert [item.code for item in only.items] == sorted(item.code for item in only.items)
    assert "Left to the document: S09, S10, S11." in only.note


def test_a_line_is_short_and_keeps_what_the_authors_wrote():
    long = "在预发环境里演一次回滚，掐表看用时是否在十分钟以内，再确认三个版本号"
    named = Step(id="S1", stage="release", action="look at all three screens", title="Look", role="ops")
    items = lists((named, Step(id="S2", stage="release", action=long, role="ops")))[0].items
    assert [(item.text, item.words) for item in items] == [
        ("Look", "look at all three screens"),
        ("在预发环境里演一次回滚", long),
    ]


def test_a_short_action_needs_no_other_words():
    (item,) = lists((Step(id="S1", stage="release", action="Roll back, then look", role="ops"),))[0].items
    assert (item.text, item.words) == ("Roll back, then look", "")


STAGES = (
    ReleaseStage(id="R1", name="one percent", share="1%", hold_time="24 h", gate="errors", decider="ops"),
    ReleaseStage(id="R2", name="half", share="50%", hold_time="48 h", rollback_if="errors double"),
    ReleaseStage(id="R3", name="everybody", share="100%", hold_time="72 h"),
)


def test_a_release_has_a_list_for_each_of_its_three_moments():
    steps = (
        Step(id="S1", stage="release", action="Write the plan", role="ops"),
        Step(id="S2", stage="release", action="Go 1% → 50%", role="ops"),
        Step(id="S3", stage="release", action="Tell everybody", role="ops", next=(Next(to="S5"), Next(to="S0"))),
        Step(id="S4", stage="release", action="Roll back", role="ops"),
        Step(id="S5", stage="monitor", action="Watch for 72 h", role="ops"),
    )
    first = Step(id="S0", stage="monitor", action="Look at the dashboard", role="ops")
    rights = (Decision(id="D1", kind="roll_back", role="ops", step="S4"), Decision(id="D2", kind="release", role="ops"))
    made = lists((first, *steps), release_stages=STAGES, decisions=rights)
    codes = [[item.code for item in each.items if item.code] for each in made]
    assert codes == [["S1", "S4"], ["S2", "S4"], ["S3", "S5"]]
    assert {each.mode for each in made} == {"read-do"}
    holds = made[1].items[0]
    assert (holds.text, holds.standard) == ("Wait until the hold time is over", "1%: 24 h\n50%: 48 h")
    assert made[2].items[-1].text == "Watch everybody to its end"


def test_the_metrics_that_wake_somebody_are_one_line_of_the_daily_list():
    steps = tuple(Step(id=f"S{n}", stage="monitor", action=f"look {n}", role="ops") for n in range(12))
    made = lists(
        steps,
        "monitoring",
        metrics=(Metric(id="M1", name="errors", critical="> 5 %"), Metric(id="M2", name="cost", critical="> 1")),
        severities=(Severity(id="P1"),),
        alerts=(Alert(id="A1", metric="M1", level="P1"),),
    )
    line = made[0].items[1]
    assert (line.text, line.standard) == ("Check every P1 metric", "none beyond critical: M1 errors > 5 %")
    assert max(len(each.items) for each in made) <= 9


def test_the_owner_is_a_person_and_those_who_may_use_a_list_are_offered():
    made = lists(
        STEPS[:5],
        roles=(RoleRow(id="ops", name="On-call", people=("na",), deputies=("bo",)),),
        people=(PersonRow(id="na", name="Li Na"), PersonRow(id="bo", name="Bo")),
        processes=(Process(id="release", owner="ops"),),
    )
    assert text_of(made[0].owner) == "On-call · Li Na"
    assert made[0].people == ("Li Na", "Bo")
