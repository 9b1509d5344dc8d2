"""What works is asked for as well as what fails, and it is seen when only one side was heard."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Table
from sop_kit.document.both_sides import both_sides, one_sided
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Lesson, Product


def view(**counts):
    rows = [
        Lesson(id=f"{kind}-{n}", text=f"{kind} {n}", kind=kind) for kind, count in counts.items() for n in range(count)
    ]
    return look(Record(product=Product(id="line"), lessons=tuple(rows)), "en")


def test_both_sides_stand_beside_each_other_with_their_counts():
    (table,) = both_sides(view(worked=2, failed=1, pain=2))
    assert [column.label for column in table.columns] == ["What works well, keep it (2)", "What fails or hurts (3)"]
    assert [[text_of(cell) for cell in row.cells] for row in table.rows] == [
        ["worked 0", "failed 0"],
        ["worked 1", "pain 0"],
        ["", "pain 1"],
    ]


@pytest.mark.parametrize(
    ("counts", "asked"),
    [
        ({"failed": 3}, "What went well here"),
        ({"worked": 1, "pain": 4}, "What went well here"),
        ({"worked": 4, "failed": 1}, "What fails"),
        ({"worked": 1, "failed": 3}, ""),
        ({"worked": 4, "failed": 8}, ""),
    ],
)
def test_a_list_of_one_side_only_is_asked_about_the_other(counts, asked):
    said = one_sided(view(**counts))
    assert asked in said
    assert bool(said) == bool(asked)
    callouts = [block.title for block in both_sides(view(**counts)) if isinstance(block, Callout)]
    assert callouts == ([said] if asked else [])


def test_the_side_nobody_spoke_of_says_so():
    (_, table) = both_sides(view(failed=2))
    assert isinstance(table, Table)
    assert text_of(table.rows[0].cells[0]) == "nothing yet"


def test_without_any_lesson_both_questions_are_asked():
    (nothing,) = both_sides(view())
    assert isinstance(nothing, Callout)
    assert "what goes well" in text_of(nothing.body[0])
