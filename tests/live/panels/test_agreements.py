"""Decisions and promises of today, driven as the browser drives them, on a real store."""

from datetime import date

import pytest

from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.agreements import acts_of_agreements, look_at_agreements
from sop_kit.live.panels.row_fields import quick_day
from sop_kit.record.changes import Edit
from tests.live.panels.rooms import TODAY, Panel, again, find, texts

STEP = {"stage": "monitor", "action": "看大盘", "role": "data-team"}


@pytest.fixture
def panel(session, clock):
    look = lambda: look_at_agreements(session.view, clock())  # noqa: E731
    return Panel(Desk(session, "agreements", look, acts_of_agreements(clock)))


def shown(session, clock):
    return look_at_agreements(session.view, clock())


def test_enter_writes_down_a_promise_and_a_decision_with_the_day(session, panel):
    panel.act("promise", text=" Complete the manual ")
    panel.act("resolve", text="Whoever is on call rolls back first")
    record = again().record
    assert [(each.text, each.at) for each in record.actions] == [("Complete the manual", TODAY)]
    assert [(each.text, each.at) for each in record.resolutions] == [("Whoever is on call rolls back first", TODAY)]


def test_a_promise_sent_twice_is_written_once(session, panel):
    for _ in range(2):
        panel.act("promise", act_id="same", text="Complete the manual")
    assert len(again().record.actions) == 1


def test_owner_day_and_step_are_filled_in_where_the_promise_stands(session, panel):
    session.save([Edit(act="put", table="steps", row="S01", values=STEP)])
    panel.act("promise", text="Complete the manual")
    row = session.record.actions[0].id
    panel.act("set", table="actions", row=row, column="owner", text="王丽", before="")
    panel.act("due", row=row, days="7")
    panel.act("set", table="actions", row=row, column="step", text="S01 看大盘", before="")
    panel.act("set", table="actions", row=row, column="text", text="Complete it", before="Complete the manual")
    made = again().record.actions[0]
    names = {person.id: person.name for person in again().record.people}
    assert (made.text, names[made.owner], made.due, made.step) == ("Complete it", "王丽", "2026-12-02", "S01")


def test_the_choice_of_a_step_offers_what_it_saves(session, panel, clock):
    session.save([Edit(act="put", table="steps", row="S01", values=STEP)])
    panel.act("promise", text="Complete the manual")
    (choice,) = find(shown(session, clock), n="choice")
    assert ["S01 看大盘", "S01 看大盘"] in choice["options"]
    panel.act(choice["act"], **choice["args"], text="S01 看大盘", before=choice["value"])
    assert find(shown(session, clock), n="choice")[0]["value"] == "S01 看大盘"


def test_what_lacks_an_owner_or_a_day_is_counted_and_marked(session, panel, clock):
    panel.act("promise", text="One")
    panel.act("promise", text="Two")
    panel.act("due", row=session.record.actions[0].id, days="3")
    said = texts(shown(session, clock))
    assert "Promises that nobody has taken on: 2" in said
    assert "Promises without a day: 1" in said
    fields = find(shown(session, clock), n="field")
    assert sum("sop-lacks" in field.get("c", "") for field in fields) == 3


def test_when_nothing_lacks_nothing_is_counted(session, panel, clock):
    assert not find(shown(session, clock), c="sop-lacking")


def test_only_those_of_today_stand_there_the_newest_first(session, panel, clock):
    old = {"text": "Of last month", "at": "2026-10-30"}
    session.save([Edit(act="put", table="actions", row="A01", values=old)])
    panel.act("promise", text="First")
    panel.act("promise", text="Second")
    values = [field["value"] for field in find(shown(session, clock), n="field", label="Promise")]
    assert values == ["Second", "First"]


def test_a_promise_is_taken_out_and_comes_back_with_undo(session, panel):
    panel.act("promise", text="One")
    panel.act("drop", table="actions", row=session.record.actions[0].id)
    assert again().record.actions == ()
    panel.act("undo")
    assert [each.text for each in again().record.actions] == ["One"]


def test_an_empty_promise_is_refused_in_a_sentence(session, panel):
    answer = panel.act("promise", text="  ")
    assert answer["kind"] == "refused"
    assert again().record.actions == ()


@pytest.mark.parametrize(
    ("choice", "today", "day"),
    [
        ("3", "2026-11-29", "2026-12-02"),
        ("7", "2026-11-25", "2026-12-02"),
        ("14", "2026-12-25", "2027-01-08"),
        ("month", "2028-02-10", "2028-02-29"),
        ("month", "2026-11-30", "2026-11-30"),
        ("9", "2026-11-25", ""),
        ("soon", "2026-11-25", ""),
    ],
)
def test_a_quick_choice_means_a_day(choice, today, day):
    assert quick_day(choice, date.fromisoformat(today)) == day


def test_a_quick_choice_that_is_none_is_refused(session, panel):
    panel.act("promise", text="One")
    assert panel.act("due", row=session.record.actions[0].id, days="soon")["says"] == "“soon” is no day."
