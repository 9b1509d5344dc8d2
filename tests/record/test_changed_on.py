"""The chain of Changes tells which steps people edited on a day."""

from datetime import UTC, datetime

import pytest

from sop_kit.record.changed_on import steps_changed_on
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store

STEP = {"stage": "monitor", "action": "看大盘", "role": "ops"}


class Days:
    """A clock that stands at noon of one day after the other."""

    def __init__(self):
        self.day = 23

    def __call__(self):
        return datetime(2026, 11, self.day, 12, tzinfo=UTC)


@pytest.fixture
def days():
    return Days()


@pytest.fixture
def store(days):
    made = Store.open(":memory:", now=days)
    made.add("line", [Edit(act="put", table="product", values={"id": "line", "name": "Line"})], by="a")
    yield made
    made.close()


def put(store, row, table="steps", kind="edit", **values):
    store.add("line", [Edit(act="put", table=table, row=row, values=values)], by="a", kind=kind)


def changed(store, day):
    return steps_changed_on(store, store.record("line"), day)


def test_only_steps_that_were_edited_on_the_day_are_told(store, days):
    put(store, "S01", **STEP)
    put(store, "S02", **STEP)
    days.day = 25
    put(store, "S02", agreed="once a shift")
    put(store, "A01", table="actions", text="Complete the manual")
    assert changed(store, "2026-11-25") == {"S02"}
    assert changed(store, "2026-11-23") == {"S01", "S02"}
    assert changed(store, "2026-11-24") == frozenset()


def test_what_came_from_a_file_is_no_edit(store, days):
    put(store, "S01", kind="import", **STEP)
    assert changed(store, "2026-11-23") == frozenset()


def test_a_step_that_was_only_moved_or_taken_out_was_not_edited(store, days):
    put(store, "S01", **STEP)
    put(store, "S02", **STEP)
    days.day = 25
    store.add(
        "line",
        [Edit(act="move", table="steps", row="S02", after=""), Edit(act="drop", table="steps", row="S01")],
        by="a",
    )
    assert changed(store, "2026-11-25") == frozenset()


@pytest.mark.parametrize("day", ["", "soon", "2026-11-31", "2030-01-01"])
def test_on_a_day_that_is_none_or_has_not_come_nothing_was_edited(store, day):
    put(store, "S01", **STEP)
    assert changed(store, day) == frozenset()
