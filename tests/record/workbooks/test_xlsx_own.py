"""A workbook of the kit after somebody has worked in it."""

import csv
import io

import openpyxl
from openpyxl import Workbook

from sop_kit.record.tables import Step
from sop_kit.record.workbooks.xlsx_record import write_workbook
from tests.record.workbooks.books import RESAVED, edited, messages, plain, steps, taken_in


def test_an_edited_example_is_named_and_an_untouched_one_is_not():
    def edit(book: Workbook) -> None:
        book["步骤"]["C2"] = "我们自己的步骤"

    (message,) = messages(edited(edit))
    assert message.startswith("chat.xlsx!步骤!A2: This row is marked as the example and was left out, yet somebody")


def test_columns_and_rows_may_be_moved_and_sheets_renamed():
    def edit(book: Workbook) -> None:
        steps_ = book["步骤"]
        steps_.move_range("A1:AC4", rows=3, cols=2)
        steps_.title = "我们在做的"

    reading = edited(edit)
    assert [(step.id, step.role) for step in steps(reading)] == [("S01", "dev"), ("S02", "ops")]


def test_a_row_added_without_a_number_is_given_one_and_names_are_found():
    def edit(book: Workbook) -> None:
        for cell, value in {
            "B5": "发布",
            "C5": "上线",
            "D5": "值班",
            "E5": "ai 团队；值班",
            "I5": "安娜, 博",
            "L5": "新",
        }.items():
            book["步骤"][cell] = value

    reading = edited(edit)
    assert steps(reading)[-1] == Step(
        id="S1",
        stage="release",
        action="上线",
        role="ops",
        accountable=("dev", "ops"),
        performers=("an", "bo"),
        trigger="新",
    )


def test_a_renamed_row_is_found_by_its_old_name_and_its_new_one():
    def edit(book: Workbook) -> None:
        book["角色"]["B3"] = "算法团队"
        book["步骤"]["D4"] = "算法团队"

    assert [step.role for step in steps(edited(edit))] == ["dev", "dev"]


def test_a_cell_beneath_no_heading_is_named():
    def edit(book: Workbook) -> None:
        book["角色"]["H3"] = "备注"

    assert messages(edited(edit)) == ["chat.xlsx!角色!H3: There is no heading above this cell; it was left out."]


def test_a_column_of_ones_own_is_named_with_its_neighbours_read():
    def edit(book: Workbook) -> None:
        book["角色"]["F1"] = "内线"
        book["角色"]["F3"] = "6012"

    reading = edited(edit)
    assert reading.record.roles == RESAVED.roles
    assert ["chat.xlsx!角色!F1: The column '内线'" in message for message in messages(reading)] == [True]


def test_a_long_text_whose_start_was_edited_is_left_out_and_said():
    def edit(book: Workbook) -> None:
        book["编写人的文字"]["D3"] = "新的开头" + str(book["编写人的文字"]["D3"].value)

    said = "\n".join(messages(edited(edit)))
    assert "the two do not fit together any more" in said
    assert "No cell stands for the text 1" in said


def test_a_fact_nobody_knows_is_named():
    def edit(book: Workbook) -> None:
        book["产品线"]["A40"], book["产品线"]["B40"] = "吉祥物", "熊猫"

    assert messages(edited(edit)) == [
        "chat.xlsx!产品线!A40: '吉祥物' is not known among the facts of a product line and was left out."
    ]


def test_the_example_is_no_row_in_another_workbook_or_a_csv_either():
    sheet = openpyxl.load_workbook(io.BytesIO(write_workbook(RESAVED, lang="zh")))["步骤"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=4)]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    for reading in (taken_in(plain(*rows)), taken_in(text.getvalue().encode(), "steps.csv")):
        assert [step.id for step in steps(reading)] == ["S01", "S02"]
        assert "example" not in "".join(messages(reading))
