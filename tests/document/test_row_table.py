"""A table of rows leaves room for what must not break, and stacks what belongs together."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.document.row_table import row_table, used_columns
from sop_kit.document.view import look
from sop_kit.record.life_tables import Approval, Correction
from sop_kit.record.model import Record
from sop_kit.record.tables import PersonRow, Product, RoleRow

RECORD = Record(
    product=Product(id="line"),
    people=(PersonRow(id="zheng", name="Reviewer Zheng"),),
    roles=(RoleRow(id="user", name="Expert user of the AI"),),
)
WORDS = "A correction of many words that would gladly take the whole of the page"
MANY = (*("at", "step", "chapter", "person", "role", "text", "proposed"), *("verdict", "reason", "version"))
LETTERS_OF_A_PAGE, LETTERS_OF_A_DATE, PADDING = 86, 10, 2


def correction() -> Correction:
    values = dict.fromkeys(("text", "proposed", "reason"), WORDS)
    more = {"at": "2026-11-09", "step": "AF12", "chapter": "C4", "person": "zheng", "role": "user", "version": "1.0"}
    return Correction.model_validate({"id": "C1", "verdict": "accepted", **values, **more})


@pytest.mark.parametrize("columns", [MANY, MANY[:4], ("at", "text")])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_date_has_room_on_one_line(lang, columns):
    table = row_table(look(RECORD, lang), "c", [correction()], columns, wide=frozenset({"text", "proposed", "reason"}))
    widths = dict(zip(columns, (column.width for column in table.columns), strict=True))
    room = LETTERS_OF_A_PAGE * widths["at"] / sum(widths.values()) - PADDING
    assert room >= LETTERS_OF_A_DATE


def test_columns_in_one_stand_below_each_other():
    table = row_table(look(RECORD, "en"), "c", [correction()], ["at", ("person", "role")], wide=frozenset())
    assert [column.label for column in table.columns] == ["Date", "Person · Role"]
    assert text_of(table.rows[0].cells[1]) == "Reviewer Zheng\nExpert user of the AI"


def test_a_column_nobody_filled_in_takes_no_room():
    row = Approval(id="A1", person="zheng")
    assert used_columns([row], ["person", "reason", ("version", "hash"), ("role", "person")]) == ("person", ("person",))
