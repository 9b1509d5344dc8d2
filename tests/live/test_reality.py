"""Notebook 07 under the hands of people: answers on the spot and verdicts are saved, and stay with their finding."""

import asyncio

import pytest

from sop_kit.assess.conformance.walks import all_findings
from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.verdicts import FindingsForm
from sop_kit.live.walking import WalkForm
from sop_kit.record.changes import Edit

STEP = {"stage": "monitor", "role": "duty", "trigger": "每天 9 点", "action": "看大盘"}
LATE = {"step": "S01", "kind": "late", "count": 7, "of": 52, "written": "15 分钟", "observed": "40 分钟"}


@pytest.fixture
def session(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "w")
    opened = open_session("line", lang="zh")
    roles = [Edit(act="put", table="roles", row=row, values={"name": row}) for row in ("duty", "boss")]
    steps = [Edit(act="put", table="steps", row=row, values=STEP) for row in ("S01", "S02")]
    opened.save([*roles, *steps])
    return opened


def again():
    return open_session("line", lang="zh").record


def resting(act):
    """Carry out ``act`` in an event loop that then goes on for a moment, as a kernel's does."""

    async def run():
        act()
        await asyncio.sleep(0.6)

    asyncio.run(run())


def test_an_answer_is_saved_with_the_finding_it_is(session):
    form = WalkForm(session)
    form.step.value, form.at.value, form.asked.value = "S02", "2026-11-23", "boss"
    form.answers["do"].value = "differently"
    resting(lambda: setattr(form.told["do"], "value", "先看昨天"))
    (walk,) = again().walkthroughs
    assert (walk.step, walk.at, walk.asked, walk.question, walk.answer, walk.told) == (
        *("S02", "2026-11-23", "boss", "do"),
        *("differently", "先看昨天"),
    )
    (found,) = again().findings
    assert (found.id, found.kind, found.count, found.of) == ("W-S02-do", "differently", 1, 1)


def test_an_answer_as_written_is_no_finding_and_an_answer_taken_back_is_none_either(session):
    form = WalkForm(session)
    form.answers["start"].value = "as_written"
    assert again().findings == ()
    form.answers["start"].value = ""
    assert again().walkthroughs == ()


def test_one_undo_takes_an_answer_and_its_finding_back(session):
    form = WalkForm(session)
    form.answers["good"].value = "not_known"
    assert len(again().findings) == 1
    session.undo()
    assert (again().walkthroughs, again().findings) == ((), ())


def test_another_step_shows_its_own_answers_and_what_is_written_there(session):
    form = WalkForm(session)
    form.step.value = "S01"
    form.answers["start"].value = "differently"
    form.step.value = "S02"
    assert form.answers["start"].value == ""
    assert "每天 9 点" in form.written["start"].value
    form.step.value = "S01"
    assert form.answers["start"].value == "differently"


def test_without_a_date_nothing_is_saved_and_the_form_says_so(session):
    form = WalkForm(session)
    form.at.value = ""
    form.answers["do"].value = "differently"
    assert again().walkthroughs == ()
    assert "尚未保存" in form.saving.said


def test_a_step_or_role_that_somebody_adds_meanwhile_can_be_chosen(session):
    form = WalkForm(session)
    session.save([Edit(act="put", table="steps", row="S03", values=STEP)])
    assert "S03" in {step for _, step in form.step.options}


def test_a_verdict_is_saved_to_the_finding_that_is_shown(session):
    session.save([Edit(act="put", table="findings", row="F1", values=LATE)])
    form = FindingsForm(session)
    assert form.rows.value == "F1"
    form.form.fields["verdict"].widget.value = "accept"
    form.form.fields["until"].widget.value = "2027-01-31"
    (found,) = again().findings
    assert (found.verdict, found.until, found.count) == ("accept", "2027-01-31", 7)
    assert form.rows.options[0][0].startswith("✓")


def test_a_finding_of_answers_that_came_in_by_import_can_be_judged(session):
    walk = {"step": "S01", "at": "2026-11-23", "question": "fails", "answer": "not_known"}
    session.save([Edit(act="put", table="walkthroughs", row="W1", values=walk)])
    form = FindingsForm(session)
    form.form.fields["verdict"].widget.value = "fix_sop"
    (found,) = all_findings(again())
    assert (found.id, found.verdict, found.count) == ("W-S01-fails", "fix_sop", 1)


def test_a_form_without_findings_lets_them_in_when_they_come(session):
    form = FindingsForm(session)
    assert form.rows.options == ()
    session.save([Edit(act="put", table="findings", row="F1", values=LATE)])
    assert [row for _, row in form.rows.options] == ["F1"]


def test_the_gravest_finding_of_a_log_is_the_first_to_decide_and_stays_in_its_place(session):
    told = {"step": "S01", "at": "2026-11-23", "question": "fails", "answer": "not_known"}
    rare = {**LATE, "count": 1}
    session.save([Edit(act="put", table="walkthroughs", row="W1", values=told)])
    session.save(
        [Edit(act="put", table="findings", row=row, values=values) for row, values in (("F1", rare), ("F2", LATE))]
    )
    form = FindingsForm(session)
    order = ["F2", "F1", "W-S01-fails"]
    assert [row for _, row in form.rows.options] == order
    form.form.fields["verdict"].widget.value = "fix_sop"
    assert [row for _, row in form.rows.options] == order
