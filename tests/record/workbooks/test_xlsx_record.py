"""The workbook of a record: what a person finds in it, and that nothing is lost on the way out and in again."""

import io
from functools import cache

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sop_kit.assess import gaps
from sop_kit.record.column_notes import column_note, column_notes, example_row
from sop_kit.record.files.merge import read_files
from sop_kit.record.labels import table_label
from sop_kit.record.model import TABLES, Head, Record, content_hash
from sop_kit.record.tables import AuthorText, Next, PersonRow, Product, RoleRow, Step
from sop_kit.record.workbooks.long_texts import CELL_LIMIT
from sop_kit.record.workbooks.xlsx_columns import PRODUCT, WANTED, headings, table_sheet
from sop_kit.record.workbooks.xlsx_file import read_workbook
from sop_kit.record.workbooks.xlsx_record import write_workbook
from sop_kit.words import LANGUAGES, words

RECORD = Record(
    product=Product(id="chat", name="客服助手", owner="an"),
    people=(PersonRow(id="an", name="安娜"), PersonRow(id="bo", name="博")),
    roles=(
        RoleRow(id="dev", name="AI 团队", people=("an", "bo")),
        RoleRow(id="a", name="值班"),
        RoleRow(id="b", name="值班"),
    ),
    steps=(
        Step(id="S01", stage="monitor", action="=1+1", role="dev", accountable=("a",), minutes=7.5, decidable="yes"),
        Step(id="S02", stage="decide", action="'quoted", role="b", next=(Next(to="S01", when="if [bad]; really"),)),
    ),
    head=Head(number=7, hash="ab" * 32, at="2026-11-22T08:00:00Z"),
)
BOTH = pytest.mark.parametrize("lang", LANGUAGES)


@cache
def opened(lang: str) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(RECORD, lang=lang, owner="安娜")))


def sheet(lang: str, table: str) -> Worksheet:
    return opened(lang)[table_sheet(words(lang), table)]


def column(sheet: Worksheet, heading: str) -> list[object]:
    number = next(cell.column for cell in sheet[1] if str(cell.value).startswith(heading))
    return [row[number - 1].value for row in sheet.iter_rows(min_row=3) if row[0].value]


def taken_in(data: bytes, name: str = "chat.xlsx") -> Record:
    reading = read_files([(name, data)], product=None, name=None, base=None)
    assert reading.problems == ()
    assert reading.record is not None
    return reading.record


@BOTH
def test_it_comes_back_equal(lang: str):
    assert taken_in(write_workbook(RECORD, lang=lang)) == RECORD.replace(head=Head())


@BOTH
def test_equal_records_give_equal_bytes(lang: str):
    again = Record.model_validate(RECORD.model_dump())
    assert write_workbook(RECORD, lang=lang) == write_workbook(again, lang=lang)


@BOTH
def test_it_begins_with_how_to_fill_it_in_and_has_a_sheet_a_table(lang: str):
    say = words(lang)
    names = [table_label(say, table) for table in (PRODUCT, *TABLES)]
    assert opened(lang).sheetnames[1:-2] == names
    guide = opened(lang).worksheets[0]
    texts = [str(cell.value) for row in guide.iter_rows() for cell in row if cell.value]
    for each in LANGUAGES:
        assert words(each)("How to fill in") in texts
    assert [cell.hyperlink.location for row in guide.iter_rows() for cell in row if cell.hyperlink] == [
        "'{}'!A1".format(name.replace("'", "''")) for name in names
    ]


@BOTH
def test_headings_stand_in_both_languages_with_a_note_each(lang: str):
    other = next(each for each in LANGUAGES if each != lang)
    for table in TABLES:
        for cell, name in zip(sheet(lang, table)[1], TABLES[table].model_fields, strict=True):
            first, second = str(cell.value).split("\n")
            assert headings(table)[first.removesuffix(" *")] == headings(table)[second] == name
            assert cell.comment is not None
            assert cell.comment.text == column_note(words(lang), table, name)
            assert cell.comment.text != column_note(words(other), table, name)


@BOTH
def test_no_two_headings_of_a_table_are_alike(lang: str):
    for table in (PRODUCT, *TABLES):
        model = Product if table == PRODUCT else TABLES[table]
        assert set(model.model_fields) <= set(headings(table).values())


def test_every_column_has_a_note_and_no_note_is_left_over():
    for lang in LANGUAGES:
        for table, model in TABLES.items():
            assert tuple(column_notes(words(lang), table)) == tuple(model.model_fields)
        assert set(Product.model_fields) <= set(column_notes(words(lang), PRODUCT))


@BOTH
def test_every_example_could_be_a_row(lang: str):
    for table, model in TABLES.items():
        example = example_row(words(lang), table)
        assert set(example) <= set(model.model_fields)
        assert {name for name, field in model.model_fields.items() if field.is_required()} - {"id"} <= set(example)
    data = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(RECORD, lang=lang)))
    for table in TABLES:
        book[table_sheet(words(lang), table)]["A2"] = "EX1"
    book.save(data)
    record = read_files([("chat.xlsx", data.getvalue())], product=None, name=None, base=None).record
    for table in TABLES:
        assert "EX1" in {row.id for row in record.rows(table)}, table


@BOTH
def test_the_example_stands_first_and_is_no_row(lang: str):
    for table in TABLES:
        assert str(sheet(lang, table)["A2"].value).endswith("▸")
        assert sheet(lang, table)["A2"].font.italic


def test_words_and_names_are_those_of_the_language():
    steps = sheet("zh", "steps")
    assert column(steps, "阶段") == ["监控", "决策"]
    assert column(steps, "角色") == ["AI 团队", "b"]  # two roles are called 值班: those go by their ids
    assert column(steps, "最终负责") == ["a", None]
    assert column(sheet("en", "steps"), "Can we decide") == ["yes", None]
    assert column(sheet("zh", "roles"), "人员") == ["安娜; 博", None, None]


def test_a_text_is_a_text_and_a_figure_a_figure():
    steps = sheet("en", "steps")
    assert column(steps, "What is done") == ["=1+1", "'quoted"]
    assert [cell.data_type for cell in steps["C"][2:4]] == ["s", "s"]
    assert column(steps, "Minutes a run") == [7.5, None]
    kinds = {cell.data_type for each in opened("zh") for row in each.iter_rows() for cell in row}
    assert "f" not in kinds


@BOTH
def test_what_may_be_chosen_is_offered(lang: str):
    steps = sheet(lang, "steps")
    offered = {str(each.sqref).split(":")[0]: each for each in steps.data_validations.dataValidation}
    stages = offered["B3"].formula1.strip("=").replace("$", "").replace("'", "")
    name, _, cells = stages.partition("!")
    assert next(row[0].value for row in opened(lang)[name][cells]) == words(lang)("Monitor")
    assert table_sheet(words(lang), "roles") in offered["D3"].formula1
    assert offered["B3"].showErrorMessage
    assert not offered["D3"].showErrorMessage


def test_what_is_still_wanted_is_what_the_documents_ask_for():
    asked = {
        PRODUCT: {"name", *gaps.PRODUCT_FIELDS},
        "steps": {"accountable", *gaps.STEP_FIELDS},
        "alerts": {*gaps.ALERT_FIELDS},
        "release_stages": {*gaps.STAGE_FIELDS},
    }
    assert {table: set(WANTED[table]) for table in asked} == asked
    assert all(set(columns) <= {*Product.model_fields} for columns in [WANTED[PRODUCT]])
    assert all(WANTED[table] <= {*TABLES[table].model_fields} for table in WANTED if table != PRODUCT)


@BOTH
def test_it_can_be_printed(lang: str):
    for each in opened(lang).worksheets[1:-2]:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert each.page_setup.fitToHeight == 0
        assert each.print_title_rows == "$1:$1"
        assert "&P / &N" in each.oddFooter.right.text
        assert each.freeze_panes == "B2"
        assert each.auto_filter.ref


@BOTH
def test_it_says_what_it_was_written_from(lang: str):
    written = read_workbook(write_workbook(RECORD, lang=lang, owner="安娜"), "a.xlsx").written
    assert (written.product, written.number, written.hash) == ("chat", 7, "ab" * 32)
    assert (written.owner, written.lang, written.schema) == ("安娜", lang, 1)
    assert opened(lang)["_sop_kit"].sheet_state == "veryHidden"


def test_a_workbook_of_somebody_else_was_written_from_nothing():
    stream = io.BytesIO()
    Workbook().save(stream)
    assert read_workbook(stream.getvalue(), "a.xlsx").written is None
    assert read_workbook(b"PK\x03\x04", "a.xlsx").written is None


def test_sheets_can_be_chosen_and_the_others_come_along_hidden():
    data = write_workbook(RECORD, lang="en", tables=("steps", "roles"))
    states = {each.title: each.sheet_state for each in openpyxl.load_workbook(io.BytesIO(data))}
    assert [name for name, state in states.items() if state == "visible"] == [
        "How to fill in",
        "Product line",
        "Steps",
        "Roles",
    ]
    assert states["People"] == "hidden"
    assert taken_in(data) == RECORD.replace(head=Head())


@pytest.mark.parametrize(
    "text",
    ["字" * 32_767, "x" * 32_768, "😀" * 16_384, "a\n" * 40_000 + "end", "start… ⟦Long texts 1⟧", "… ⟦x 9⟧"],
    ids=["fits", "a character more", "two units each", "many lines", "like a stand-in", "short stand-in"],
)
@BOTH
def test_a_text_longer_than_a_cell_takes_is_not_lost(text: str, lang: str):
    record = RECORD.replace(
        texts=(AuthorText(id="T1", chapter="C3", text=text), AuthorText(id="T2", chapter="C3", text="b"))
    )
    data = write_workbook(record, lang=lang)
    cells = [
        cell.value for each in openpyxl.load_workbook(io.BytesIO(data)) for row in each.iter_rows() for cell in row
    ]
    assert max(len(str(cell).encode("utf-16-le")) // 2 for cell in cells) <= CELL_LIMIT
    assert content_hash(taken_in(data)) == content_hash(record)
