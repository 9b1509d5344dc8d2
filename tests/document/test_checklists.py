"""A checklist says when it was last used, and how that went; until then, that nobody has tried it."""

import pytest

from sop_kit.document.checklists import process_checklists
from sop_kit.document.view import look
from sop_kit.record.life_tables import Run
from sop_kit.record.model import Record
from sop_kit.record.tables import Process, Product, Step, Translation

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
    assert notes(*runs) == ["Uses so far: 2; the last one: 2026-11-20 · version 1.0 · Stopped."]


def test_a_run_of_a_step_alone_is_no_run_of_the_list():
    assert notes(Run(id="U1", step="S02", at="2026-11-19", result="complete")) == [
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
