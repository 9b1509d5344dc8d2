"""Who changed what, when and why: each field with its old and its new value."""

import csv
import io
from datetime import UTC, datetime

import pytest

from sop_kit.record.changes import Change, Edit
from sop_kit.record.files.csv_history import COLUMNS, write_history
from sop_kit.record.history import FieldChange, chosen, history
from sop_kit.record.undoing import inverse


def put(table, row="", **values):
    return Edit(act="put", table=table, row=row, values=values)


def step(row, **values):
    return put("steps", row, stage="monitor", action="看大盘", role="oncall", **values)


def chain(*edits_of):
    made = {}
    for number, edits in enumerate(edits_of, start=1):
        by = "mei" if number % 2 else "lin"
        facts = {
            "id": str(number),
            "product": "line",
            "at": f"2026-05-0{number}T08:00:00Z",
            "by": by,
            "why": f"w{number}",
        }
        if isinstance(edits, int):
            back = inverse(list(made.values()), edits)
            kind = "redo" if made[edits].kind == "undo" else "undo"
            made[number] = Change(**facts, kind=kind, undoes=edits, edits=back)
        else:
            made[number] = Change(**facts, edits=tuple(edits))
    return made


MADE = [put("product", id="line", name="产品线"), step("S1", minutes=12.5), step("S2")]


def fields(*edits_of):
    return history(chain(MADE, *edits_of))[-1].fields


def test_a_field_has_its_old_and_its_new_value():
    assert fields([put("steps", "S1", minutes=15.0, tool="Grafana")]) == (
        FieldChange(act="set", table="steps", row="S1", column="tool", old="", new="Grafana"),
        FieldChange(act="set", table="steps", row="S1", column="minutes", old="12.5", new="15"),
    )


def test_lists_arrows_and_yes_and_no_are_written_as_in_a_cell():
    arrows = [{"to": "S2"}, {"to": "S1", "when": "失败时"}]
    found = fields([put("steps", "S1", performers=["a", "b"], next=arrows), put("product", illustration=True)])
    assert [(each.column, each.new) for each in found] == [
        ("performers", "a; b"),
        ("next", "S2; S1 [失败时]"),
        ("illustration", "yes"),
    ]


def test_a_row_that_is_made_or_taken_out_shows_all_that_it_says():
    made = fields([put("lessons", "L1", text="阈值太高")])
    assert [(each.act, each.column, each.old, each.new) for each in made] == [("make", "text", "", "阈值太高")]
    dropped = fields([Edit(act="drop", table="steps", row="S2")])
    assert {(each.act, each.column, each.old, each.new) for each in dropped} == {
        ("drop", "stage", "monitor", ""),
        ("drop", "action", "看大盘", ""),
        ("drop", "role", "oncall", ""),
    }


def test_a_row_that_was_moved_shows_what_it_stood_behind():
    moved = fields([Edit(act="move", table="steps", row="S2")])
    assert moved == (FieldChange(act="move", table="steps", row="S2", old="S1", new=""),)


def test_what_stays_as_it_was_is_no_change_of_a_field():
    assert fields([put("steps", "S1", minutes=12.5)]) == ()


def test_what_was_taken_back_and_made_again_is_marked():
    entries = history(chain(MADE, [put("steps", "S1", tool="x")], 2, 3, 2))
    assert [(entry.kind, entry.undoes, entry.undone_by) for entry in entries] == [
        ("edit", 0, 0),
        ("edit", 0, 5),
        ("undo", 2, 4),
        ("redo", 2, 0),
        ("undo", 2, 0),
    ]


def test_of_a_broken_store_what_is_left_is_shown():
    changes = chain(MADE, [put("steps", "S1", tool="x")], [Edit(act="drop", table="steps", row="S2")])
    del changes[1]
    assert [entry.number for entry in history(changes)] == [2, 3]


ENTRIES = history(
    chain(
        MADE, [put("steps", "S1", tool="x"), put("lessons", "L1", text="l")], [put("product", name="n")], [step("S3")]
    )
)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2, 3, 4]),
        ({"by": "MEI"}, [1, 3]),
        ({"table": "lessons"}, [2]),
        ({"table": "product"}, [1, 3]),
        ({"since": datetime(2026, 5, 3, tzinfo=UTC)}, [3, 4]),
        ({"limit": 2}, [3, 4]),
        ({"by": "lin", "limit": 1}, [4]),
        ({"by": "nobody"}, []),
    ],
)
def test_only_what_was_asked_for_is_chosen(wanted, numbers):
    assert [entry.number for entry in chosen(ENTRIES, **wanted)] == numbers


def test_of_one_table_only_its_fields_are_shown():
    (entry,) = chosen(ENTRIES, table="lessons")
    assert [field.table for field in entry.fields] == ["lessons"]


def test_no_cell_of_the_csv_is_run_as_a_formula():
    entries = history(chain(MADE, [put("steps", "S1", tool="=1+1", outputs="@x\n日报")]))
    rows = list(csv.reader(io.StringIO(write_history(entries))))
    assert tuple(rows[0]) == COLUMNS
    assert [row[-1] for row in rows[-2:]] == ["'@x\n日报", "'=1+1"]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
