"""What a line inherits from the core of its family, and where it departs from it."""

import pytest
from hypothesis import given, settings

from sop_kit.record.changes import Edit, apply
from sop_kit.record.core import changed_places, departure_edits, departures, inherited, unexplained
from sop_kit.record.core import given as handed
from sop_kit.record.model import Head, Record
from sop_kit.record.tables import Metric, Product, RoleRow, Step
from tests.record.strategies import records

CORE = Record(
    product=Product(id="core", core_of="Assistants"),
    roles=(RoleRow(id="oncall", name="值班", people=("lin",)),),
    steps=(
        Step(id="S1", stage="monitor", action="看大盘", role="oncall", standard="10 分钟内", performers=("lin",)),
        Step(id="S2", stage="release", action="灰度发布", role="oncall"),
    ),
    metrics=(Metric(id="m1", name="人工改判率", critical="> 5 %"),),
    head=Head(number=4, hash="abc", at="2026-11-01T00:00:00Z"),
)
LINE = Record(product=Product(id="line"))


def joined(line: Record = LINE, core: Record = CORE) -> Record:
    return apply(line, inherited(line, None, core).edits)


def test_a_line_takes_over_steps_roles_and_thresholds_and_remembers_which_core():
    line = joined()
    assert [step.id for step in line.steps] == ["S1", "S2"]
    assert line.metrics[0].critical == "> 5 %"
    assert (line.product.core, line.product.core_number, line.product.core_hash) == ("core", 4, "abc")


def test_who_does_the_work_in_the_core_is_not_inherited():
    line = joined()
    assert line.roles[0].people == ()
    assert line.steps[0].performers == ()


def test_a_line_that_overrides_a_threshold_departs_there_and_nowhere_else():
    line = apply(joined(), [Edit(act="put", table="metrics", row="m1", values={"critical": "> 3 %"})])
    (found,) = departures(CORE, line)
    assert (found.table, found.row, found.field) == ("metrics", "m1", "critical")
    assert (found.core, found.line) == ("> 5 %", "> 3 %")


def test_a_row_left_out_is_a_departure_and_a_row_of_its_own_is_none():
    own = Edit(act="put", table="steps", row="S9", values={"stage": "decide", "action": "拍板", "role": "oncall"})
    line = apply(joined(), [Edit(act="drop", table="steps", row="S2"), own])
    assert [(each.row, each.field, each.core) for each in departures(CORE, line)] == [("S2", "", "灰度发布")]


def test_a_departure_is_noted_once_keeps_its_reason_and_goes_when_the_line_returns_to_the_core():
    line = apply(joined(), [Edit(act="put", table="metrics", row="m1", values={"critical": "> 3 %"})])
    line = apply(line, departure_edits(CORE, line))
    assert [row.core_value for row in unexplained(line)] == ["> 5 %"]
    line = apply(line, [Edit(act="put", table="overrides", row="O1", values={"why": "监管要求"})])
    assert departure_edits(CORE, line) == ()
    assert unexplained(line) == ()
    back = apply(line, [Edit(act="put", table="metrics", row="m1", values={"critical": "> 5 %"})])
    assert apply(back, departure_edits(CORE, back)).overrides == ()


def test_a_changed_core_reaches_the_line_except_where_the_line_departed():
    line = apply(joined(), [Edit(act="put", table="metrics", row="m1", values={"critical": "> 3 %"})])
    now = apply(
        CORE,
        [
            Edit(act="put", table="metrics", row="m1", values={"critical": "> 4 %", "frequency": "daily"}),
            Edit(act="put", table="steps", row="S1", values={"standard": "5 分钟内"}),
        ],
    ).replace(head=Head(number=5, hash="def"))
    merged = inherited(line, CORE, now)
    updated = apply(line, merged.edits)
    assert updated.steps[0].standard == "5 分钟内"
    assert (updated.metrics[0].critical, updated.metrics[0].frequency) == ("> 3 %", "daily")
    assert [(clash.row, clash.field, clash.ours, clash.theirs) for clash in merged.clashes] == [
        ("m1", "critical", "> 3 %", "> 4 %")
    ]
    assert updated.product.core_number == 5


def test_what_is_a_lines_own_is_no_change_of_the_core():
    seen = apply(CORE, [Edit(act="put", table="steps", row="S1", values={"performers": ["wu"], "done": "看两个大盘"})])
    assert changed_places(CORE, seen) == ()
    moved = apply(CORE, [Edit(act="put", table="steps", row="S1", values={"role": "lead"})])
    assert changed_places(CORE, moved) == (("steps", "S1", "role"),)


@settings(max_examples=30)
@given(records())
def test_a_line_that_joins_any_core_departs_from_it_nowhere(core):
    core = core.replace(product=core.product.model_copy(update={"id": "core"}))
    line = Record(product=Product(id="line"))
    assert departures(core, joined(line, core)) == ()


@settings(max_examples=30)
@given(records(), records())
def test_noting_departures_twice_notes_nothing_new(core, line):
    core = core.replace(product=core.product.model_copy(update={"id": "core"}))
    after = joined(line, core)
    noted = apply(after, departure_edits(core, after))
    assert departure_edits(core, noted) == ()
    places = {(row.table, row.row, row.field) for row in noted.overrides}
    assert places == {(each.table, each.row, each.field) for each in departures(core, after)}


@pytest.mark.parametrize("table", ["feedback", "people", "mistakes", "approvals", "overrides"])
def test_what_a_team_lived_through_is_not_handed_on(table):
    assert handed(CORE.replace(**{table: ()})).rows(table) == ()
