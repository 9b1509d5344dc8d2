import pytest
from hypothesis import given, settings

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Change, Edit, apply, difference, fold
from sop_kit.record.model import Head, Record, content_hash, record_facts
from sop_kit.record.tables import Product, RoleRow, Step
from tests.record.strategies import records


def small() -> Record:
    step = Step(id="S01", stage="monitor", action="看大盘", role="oncall")
    return Record(product=Product(id="line", name="产品线"), roles=(RoleRow(id="oncall", name="值班"),), steps=(step,))


@settings(max_examples=40)
@given(records(), records())
def test_the_difference_of_two_records_turns_one_into_the_other(before, after):
    assert record_facts(apply(before, difference(before, after))) == record_facts(after)


@settings(max_examples=40)
@given(records())
def test_a_record_is_the_fold_of_the_edits_that_make_it(record):
    change = Change(
        id="1", product=record.product.id, at="2026-01-02T03:04:05Z", by="me", edits=difference(None, record)
    )
    folded = fold([change], Head(number=1, hash="x", at=change.at))
    assert record_facts(folded) == record_facts(record)
    assert content_hash(folded) == content_hash(record)


@settings(max_examples=40)
@given(records())
def test_equal_records_differ_in_nothing(record):
    assert difference(record, record) == ()


def test_applying_edits_leaves_the_record_passed_in_as_it_was():
    record = small()
    before = record_facts(record)
    after = apply(record, [Edit(act="put", table="steps", row="S01", values={"action": "看告警"})])
    assert record_facts(record) == before
    assert after.steps[0].action == "看告警"


def test_none_empties_a_column_and_other_columns_stay():
    record = apply(small(), [Edit(act="put", table="steps", row="S01", values={"tool": "Grafana"})])
    emptied = apply(record, [Edit(act="put", table="steps", row="S01", values={"tool": None})])
    assert emptied.steps[0].tool == ""
    assert emptied.steps[0].action == "看大盘"


def test_a_row_moves_behind_another():
    second = Edit(act="put", table="steps", row="S02", values={"stage": "release", "action": "发布", "role": "oncall"})
    record = apply(small(), [second, Edit(act="move", table="steps", row="S02", after="")])
    assert [step.id for step in record.steps] == ["S02", "S01"]


@pytest.mark.parametrize(
    "edit",
    [
        Edit(act="put", table="steps", row="S01", values={"stage": "sometimes"}),
        Edit(act="put", table="steps", row="S01", values={"colour": "red"}),
        Edit(act="put", table="steps", row="S02", values={"action": "no stage, no role"}),
        Edit(act="put", table="wishes", row="W1", values={}),
        Edit(act="drop", table="steps", row="S99"),
        Edit(act="move", table="steps", row="S99"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused_in_a_sentence(edit):
    with pytest.raises(BadRequest):
        apply(small(), [edit])


def test_the_log_joins_changes_of_one_person_day_and_reason():
    def change(number: int, at: str, why: str) -> Change:
        edits = difference(None, small()) if number == 1 else ()
        return Change(id=str(number), product="line", at=at, by="me", why=why, edits=edits)

    changes = [
        change(1, "2026-01-02T08:00:00Z", "import"),
        change(2, "2026-01-02T09:00:00Z", "import"),
        change(3, "2026-01-03T09:00:00Z", "workshop"),
    ]
    log = fold(changes, Head(number=3)).log
    assert [(entry.day, entry.why, entry.first, entry.last) for entry in log] == [
        ("2026-01-02", "import", 1, 2),
        ("2026-01-03", "workshop", 3, 3),
    ]
