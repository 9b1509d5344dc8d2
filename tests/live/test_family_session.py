"""A line of a family in a notebook: an edit that departs from the core says so, and a changed core is noticed."""

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.record.changes import Edit, difference
from sop_kit.record.family import declare_core, take_over
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step
from sop_kit.record.workshop import open_workshop

TIGHTER = Edit(act="put", table="steps", row="S1", values={"standard": "5 分钟内"})


@pytest.fixture
def store(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="贷款")
    store = open_workshop(tmp_path / "w").store()
    step = Step(id="S1", stage="monitor", action="看大盘", role="data-team", standard="15 分钟内")
    store.add("core", difference(None, Record(product=Product(id="core"), steps=(step,))), by="lin")
    declare_core(store, "core", "风控", by="lin")
    take_over(store, "line", "core", by="lin")
    monkeypatch.chdir(tmp_path / "w" / "notebooks")
    return store


def test_an_edit_of_an_inherited_step_notes_the_departure_in_the_same_change(store):
    session = open_session("line", lang="zh", live=True)
    before = session.record.head.number
    session.save([TIGHTER])
    assert session.record.head.number == before + 1
    assert [(row.row, row.field, row.core_value) for row in session.record.overrides] == [
        ("S1", "standard", "15 分钟内")
    ]


def test_taking_the_edit_back_takes_the_departure_back(store):
    session = open_session("line", lang="zh", live=True)
    session.save([TIGHTER])
    assert session.undo()
    assert session.record.overrides == ()


def test_a_line_knows_the_chapters_its_changed_core_touches(store):
    assert open_session("line", lang="zh", live=True).touched_since() == ()
    store.add("core", [TIGHTER], by="lin")
    assert open_session("line", lang="zh", live=True).touched_since() == ("C3",)
