"""The form that asks for successes as well as failures keeps every answer as a lesson."""

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.both_sides import BothSidesForm
from sop_kit.record.changes import Edit

STEP = {"stage": "monitor", "role": "ops", "action": "看大盘"}


@pytest.fixture
def session(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "w")
    opened = open_session("line", lang="zh")
    opened.save([Edit(act="put", table="steps", row="S01", values=STEP)])
    return opened


def lessons():
    return [(row.kind, row.text, row.step) for row in open_session("line", lang="zh").record.lessons]


def test_an_answer_of_either_side_is_saved_about_a_step_or_about_the_whole(session):
    form = BothSidesForm(session)
    form.texts["worked"].value = "清单短，照着就能做"
    form.add("worked")
    form.step.value = "S01"
    form.texts["failed"].value = "夜里没人看"
    form.add("failed")
    assert lessons() == [("worked", "清单短，照着就能做", ""), ("failed", "夜里没人看", "S01")]
    assert [text.value for text in form.texts.values()] == ["", ""]
    assert form.widget.children[1].children[0].value == "<strong>做得好的 1 条 · 有问题的 1 条</strong>"


def test_what_is_empty_is_not_saved_and_says_so(session):
    form = BothSidesForm(session)
    form.texts["worked"].value = "  "
    form.add("worked")
    assert lessons() == []
    assert "没有保存" in form.saving.said


def test_an_answer_is_taken_back(session):
    form = BothSidesForm(session)
    form.texts["worked"].value = "交接清楚"
    form.add("worked")
    form.undo()
    assert lessons() == []


def test_a_list_of_failures_alone_is_seen_in_the_form(session):
    form = BothSidesForm(session)
    form.texts["failed"].value = "告警太多"
    form.add("failed")
    assert "这里哪些做得好" in form.widget.children[-2].value


def test_a_new_step_can_be_spoken_of_at_once(session):
    form = BothSidesForm(session)
    session.save([Edit(act="put", table="steps", row="S02", values=STEP)])
    assert [row for _, row in form.step.options] == ["", "S01", "S02"]
