"""The acts of the board on a real workshop: one Change each, once only, and answered."""

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.errors import BadRequest
from sop_kit.live import open_session
from sop_kit.live.board.acting import ACTS, asks_of
from sop_kit.live.desk.asked import Asked


@pytest.fixture
def session(tmp_path, monkeypatch):
    start_workshop(tmp_path / "workshop", product="line", name="Fraud")
    monkeypatch.chdir(tmp_path / "workshop" / "notebooks")
    return open_session("line", lang="en", live=True)


def act(session, name, act_id, **args):
    return ACTS[name](Asked(session, act_id, args))


def test_notes_are_one_change_however_often_they_are_sent(session):
    lane, head = session.record.roles[0].id, session.record.head.number
    for _ in range(2):
        act(session, "add_notes", "one", texts=["Watch", "Tell"], role=lane, stage="monitor", after="")
    assert [step.action for step in session.record.steps] == ["Watch", "Tell"]
    assert session.record.head.number == head + 1


def test_a_gesture_is_made_anew_from_what_somebody_else_just_left(session):
    other = open_session("line", lang="en", live=True)
    lane = session.record.roles[0].id
    act(other, "add_notes", "one", text="Theirs", role=lane, stage="monitor")
    answer = act(session, "add_notes", "two", text="Mine", role=lane, stage="monitor")
    assert [step.action for step in session.record.steps] == ["Mine", "Theirs"]
    assert answer["ids"] == [session.record.steps[0].id]


def test_one_undo_takes_a_whole_gesture_back(session):
    lane = session.record.roles[0].id
    made = act(session, "add_notes", "one", texts=["Watch", "Look"], role=lane, stage="monitor")["ids"]
    act(session, "add_lesson", "two", step=made[1], kind="failed", text="late")
    before = session.record
    answer = act(session, "merge", "three", ids=made, into=made[0])
    assert answer["ids"] == made[:1]
    assert session.record.lessons[0].step == made[0]
    assert session.undo()
    assert (session.record.steps, session.record.lessons) == (before.steps, before.lessons)


def test_what_still_names_a_step_that_left_is_told(session):
    lane = session.record.roles[0].id
    (step,) = act(session, "add_notes", "one", text="Watch", role=lane, stage="monitor")["ids"]
    act(session, "add_lesson", "two", step=step, kind="worked", text="early")
    assert "Lessons L01" in act(session, "drop_steps", "three", ids=[step])["says"]


def test_a_refused_gesture_changes_nothing(session):
    head = session.record.head
    with pytest.raises(BadRequest, match="Name a lane first"):
        act(session, "add_notes", "one", text="Watch", role="", stage="monitor")
    assert session.record.head == head


def test_a_paste_is_shown_before_it_is_taken(session):
    lane = session.record.roles[0].id
    shown = asks_of(session)["paste"]({"text": "Watch\nTell", "role": lane, "stage": "monitor"})
    assert [row["action"] for row in shown["rows"]] == ["Watch", "Tell"]
    assert session.record.steps == ()
    answer = act(session, "paste", "one", text="Watch\nTell", role=lane, stage="monitor")
    assert list(answer["ids"]) == shown["new"] == [step.id for step in session.record.steps]
