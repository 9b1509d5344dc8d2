"""Promises of earlier sessions, driven as the browser drives them, on a real store."""

from itertools import pairwise

import pytest

from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.promises import acts_of_promises, look_at_promises
from sop_kit.record.changes import Edit
from tests.live.panels.rooms import TODAY, Panel, again, find, texts

PROMISES = {
    "A01": {"text": "Fix the runbook", "due": "2026-11-20", "at": "2026-10-30"},
    "A02": {"text": "Ask legal", "due": "2026-12-04", "at": "2026-10-30"},
    "A03": {"text": "Clean the list", "due": "2026-11-25", "at": "2026-10-30"},
    "A04": {"text": "Nobody said when"},
    "A05": {"text": "Done long ago", "done": "2026-11-02", "at": "2026-10-30"},
    "A06": {"text": "Promised a minute ago", "at": TODAY},
}


@pytest.fixture
def promised(session):
    session.save([Edit(act="put", table="actions", row=row, values=values) for row, values in PROMISES.items()])
    return session


@pytest.fixture
def panel(session, clock):
    look = lambda: look_at_promises(session.view, clock())  # noqa: E731
    return Panel(Desk(session, "promises", look, acts_of_promises(clock)))


def groups(session, clock):
    """Return what each group of the panel holds, by its heading."""
    nodes, found = look_at_promises(session.view, clock())["nodes"], {}
    for node, after in pairwise(nodes):
        if node["n"] == "h4":
            found[node["kids"][0]] = [check["label"] for check in find(after, n="check")]
    return found


def test_overdue_comes_first_then_open_then_done_today(promised, panel, clock):
    panel.act("tick", row="A02", on=True)
    assert groups(promised, clock) == {
        "Overdue (1)": ["Fix the runbook"],
        "Still open (2)": ["Clean the list", "Nobody said when"],
        "Done today (1)": ["Ask legal"],
    }


def test_a_tick_writes_the_day_and_a_second_one_takes_it_back(promised, panel):
    panel.act("tick", row="A01", on=True)
    assert next(each.done for each in again().record.actions if each.id == "A01") == TODAY
    panel.act("tick", row="A01", on=False)
    assert next(each.done for each in again().record.actions if each.id == "A01") == ""


def test_a_new_day_and_a_new_owner_are_written_and_a_new_name_becomes_a_person(promised, panel, clock):
    panel.act("set", table="actions", row="A01", column="due", text="2026-12-24", before="2026-11-20")
    panel.act("set", table="actions", row="A01", column="owner", text="王丽", before="")
    record = again().record
    first = next(each for each in record.actions if each.id == "A01")
    assert (first.due, [person.name for person in record.people if person.id == first.owner]) == (
        "2026-12-24",
        ["王丽"],
    )
    assert "Overdue (1)" not in groups(promised, clock)


def test_a_name_is_saved_when_the_field_is_left_for_half_of_one_would_make_somebody_new(promised, clock):
    fields = find(look_at_promises(promised.view, clock()), n="field", label="Owner")
    assert {field["on"] for field in fields} == {"done"}


def test_a_day_that_is_no_date_stays_as_it_was_written(session, clock):
    session.save([Edit(act="put", table="actions", row="A01", values={"text": "Later", "due": "next quarter"})])
    (field,) = find(look_at_promises(session.view, clock()), n="field", label="Due")
    assert (field["type"], field["value"]) == ("text", "next quarter")


def test_that_nothing_was_promised_yet_is_said_kindly(session, clock):
    assert texts(look_at_promises(session.view, clock()))[-1].startswith("Nothing was promised before this session.")


def test_when_all_is_kept_people_are_thanked(session, panel, clock):
    session.save([Edit(act="put", table="actions", row="A01", values=PROMISES["A01"])])
    panel.act("tick", row="A01", on=True)
    assert texts(look_at_promises(session.view, clock()))[-1] == "Every promise of earlier sessions is kept. Thank you."
