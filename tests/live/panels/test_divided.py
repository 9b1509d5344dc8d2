"""The most divided first, driven as the browser drives it, on a real store."""

import pytest

from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.divided import DividedPanel
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.panels.rooms import TODAY, Clock, Panel, again, find, new_line, texts

SCORES = {"S01": (1, 5, 1, 5, 1), "S02": (2, 2, 2, 2, 2), "S03": (5, 5, 5, 5, 5)}
WHO = ("ant", "bee", "cat", "dog", "eel")


def rated():
    for step, scores in SCORES.items():
        values = {"stage": "monitor", "role": "data-team", "action": f"Do {step}"}
        yield Edit(act="put", table="steps", row=step, values=values)
        for who, score in zip(WHO, scores, strict=True):
            for aspect in ("feasibility", "clarity", "accuracy"):
                values = {"round": 1, "participant": who, "target": step, "aspect": aspect, "score": score}
                yield Edit(act="put", table="feedback", row=f"1-{who}-{step}-{aspect}", values=values)
    for who in WHO:
        values = {"round": 1, "participant": who, "target": "S01", "comment": f"said by one {who}"}
        yield Edit(act="put", table="feedback", row=f"1-{who}-S01-comment", values=values)


@pytest.fixture
def session(tmp_path, monkeypatch):
    new_line(tmp_path / "w")
    monkeypatch.chdir(tmp_path / "w")
    session = again()
    session.save(list(rated()))
    return session


@pytest.fixture
def panel(session):
    divided = DividedPanel(session, Clock())
    desk = Desk(session, "divided", divided.look, divided.acts())
    divided.show = desk.refresh
    return Panel(desk)


def topic(panel):
    return next(text for text in texts(panel.desk.view) if " · S" in text)


def test_the_most_divided_step_comes_first_and_what_nobody_disputes_not_at_all(panel):
    assert topic(panel) == "1 of 2 · S01 Do S01"
    panel.act("go", by=1)
    assert topic(panel) == "2 of 2 · S02 Do S02"
    panel.act("go", by=1)
    assert topic(panel) == "2 of 2 · S02 Do S02"
    assert "S03" not in " ".join(texts(panel.desk.view))


def test_what_was_passed_counts_as_talked_about_and_a_mark_is_taken_off_again(panel):
    panel.act("go", by=1)
    assert "All topics: 2, talked about: 1" in texts(panel.desk.view)
    panel.act("talked", target="S01")
    assert "All topics: 2, talked about: 0" in texts(panel.desk.view)


def test_comments_stand_without_the_pseudonym_in_an_order_that_stays_while_people_read(panel, session):
    said = [text for text in texts(panel.desk.view) if text.startswith("said by one")]
    assert sorted(said) == [f"said by one {who}" for who in WHO]
    panel.desk.refresh()
    assert [text for text in texts(panel.desk.view) if text.startswith("said by one")] == said
    orders = {
        tuple(text for text in texts(DividedPanel(session, Clock()).look()) if text.startswith("said by one"))
        for _ in range(20)
    }
    assert len(orders) > 1


def test_a_wording_a_decision_a_promise_and_a_success_are_written_down_with_the_step(panel, session):
    panel.act("set", table="steps", row="S01", column="agreed", text="By ten", before="")
    panel.act("resolve", target="S01", text="We do it by ten")
    panel.act("promise", target="S01", text="Write it into the runbook")
    panel.act("keep", target="S01", text="The morning call")
    record = session.record
    assert by_id(record.steps)["S01"].agreed == "By ten"
    assert [(each.text, each.step, each.at) for each in record.resolutions] == [("We do it by ten", "S01", TODAY)]
    assert [(each.text, each.step, each.at) for each in record.actions] == [("Write it into the runbook", "S01", TODAY)]
    assert [(each.text, each.step, each.kind) for each in record.lessons] == [("The morning call", "S01", "worked")]
    panel.desk.refresh()
    assert topic(panel) == "1 of 2 · S01 Do S01"
    assert {"We do it by ten", "Write it into the runbook", "The morning call"} <= set(texts(panel.desk.view))


def test_after_a_restart_it_goes_on_with_what_nothing_was_decided_about(panel, session):
    panel.act("resolve", target="S01", text="We do it by ten")
    again_shown = DividedPanel(session, Clock()).look()
    assert next(text for text in texts(again_shown) if " · S" in text) == "2 of 2 · S02 Do S02"


def test_the_picture_of_the_room_is_shown_with_its_words(panel):
    html = find(panel.desk.view, n="html")[0]["html"]
    assert "<svg" in html
    assert "Divided: " in html


def test_when_nothing_is_divided_the_room_is_asked_what_works(panel, session):
    session.save([Edit(act="drop", table="feedback", row=row.id) for row in session.record.feedback])
    panel.desk.refresh()
    assert find(panel.desk.view, act="keep")
    panel.act("keep", target="", text="All of it")
    assert [(each.text, each.step) for each in session.record.lessons] == [("All of it", "")]
