"""A use of a checklist becomes a row, and one more for each line there is something to say of."""

from sop_kit.record.changes import apply
from sop_kit.record.files.run_file import RunFile, RunLine
from sop_kit.record.model import Record
from sop_kit.record.run_rows import run_edits
from sop_kit.record.tables import PersonRow, Product, Step

RECORD = Record(
    product=Product(id="fraud"),
    people=(PersonRow(id="xu", name="许分析师"),),
    steps=(Step(id="S01", stage="monitor", action="看屏", role="ops"),),
)


def run(*lines: RunLine, **facts: str) -> RunFile:
    told = {"started": "2026-11-25T09:20:00+08:00", "finished": "2026-11-25T09:40:30+08:00", "who": "许分析师"}
    return RunFile(id="r1", product="fraud", checklist="c1", result="partly", lines=lines, **{**told, **facts})


def rows(use: RunFile) -> dict[str, dict]:
    return {row.id: row.model_dump(exclude_defaults=True) for row in apply(RECORD, run_edits(use, RECORD)).runs}


def test_a_line_that_was_ticked_and_nothing_else_makes_no_row():
    assert rows(run(RunLine(code="S01", done=True))) == {
        "r1": {
            "id": "r1",
            "checklist": "c1",
            "at": "2026-11-25 09:40",
            "started": "2026-11-25 09:20",
            "person": "xu",
            "result": "partly",
            "minutes": 20.5,
        }
    }


def test_a_deviation_and_a_line_that_was_left_out_are_rows_of_that_run():
    made = rows(
        run(
            RunLine(code="S01", done=True, differently="by hand", evidence="T-1"),
            RunLine(code="", text="every P1 metric"),
        )
    )
    assert (made["r1/1"]["step"], made["r1/1"]["differently"], made["r1/1"]["evidence"]) == ("S01", "by hand", "T-1")
    assert (made["r1/2"]["note"], made["r1/2"]["result"], made["r1/2"]["part_of"]) == (
        "every P1 metric",
        "stopped",
        "r1",
    )


def test_a_step_that_is_gone_since_is_named_and_not_referred_to():
    made = rows(run(RunLine(code="S99", text="old step", done=True, evidence="T-1")))
    assert ("step" in made["r1/1"], made["r1/1"]["note"]) == (False, "S99 old step")


def test_a_name_of_which_no_id_can_be_made_goes_into_the_note():
    made = rows(run(who="!!!", note="quiet night"))
    assert ("person" in made["r1"], made["r1"]["note"]) == (False, "!!!\nquiet night")


def test_a_clock_that_was_put_back_meanwhile_makes_no_minutes():
    assert "minutes" not in rows(run(finished="2026-11-25T09:00:00+08:00"))["r1"]
