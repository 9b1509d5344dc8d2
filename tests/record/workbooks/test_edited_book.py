import io
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from sop_kit.record.changes import difference
from sop_kit.record.files.one_file import read_part
from sop_kit.record.files.reading import Reading
from sop_kit.record.headings.mapping import NO_MAPPINGS
from sop_kit.record.model import Record, record_facts
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Next, PersonRow, Product, RoleRow, Step, Tool
from sop_kit.record.workbooks.edited_book import edited_record
from sop_kit.record.workbooks.xlsx_record import write_workbook
from tests.record.strategies import records

BASE = Record(
    product=Product(id="fraud", name="反欺诈", purpose="less fraud", owner="an"),
    settings=Settings(rules_off={"R1": "not ours"}),
    people=(PersonRow(id="an", name="安娜", contact="an@x.cn"),),
    roles=(RoleRow(id="ops", name="运营", people=("an",)),),
    steps=(
        Step(id="S1", stage="monitor", action="看看板", role="ops", tool="Grafana", minutes=5, next=(Next(to="S2"),)),
        Step(id="S2", stage="decide", action="定", role="ops", accountable=("ops",)),
    ),
    tools=(Tool(id="t", name="Wiki"),),
)


def read(data: bytes, base: Record) -> Reading:
    return edited_record(read_part("fraud-安娜.xlsx", data, NO_MAPPINGS), base)


def edited(edit: Callable[[Workbook], None], lang: str = "zh", base: Record = BASE) -> Reading:
    """The workbook of the base as it comes back after somebody worked in it."""
    book = load_workbook(io.BytesIO(write_workbook(base, lang=lang, owner="安娜")))
    edit(book)
    stream = io.BytesIO()
    book.save(stream)
    return read(stream.getvalue(), base)


def cell(sheet: Worksheet, row: str, heading: str):
    """Find a cell by the id of its row and by its heading."""
    column = next(each.column for each in sheet[1] if str(each.value).startswith(heading))
    return next(sheet.cell(each.row, column) for each in sheet["A"] if each.value == row)


def said(reading: Reading) -> list[tuple[str, str, str, dict[str, object]]]:
    assert reading.record is not None
    return [(edit.act, edit.table, edit.row, edit.values) for edit in difference(BASE, reading.record)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_that_comes_back_untouched_says_what_was_sent(lang: str):
    reading = edited(lambda _: None, lang)
    assert said(reading) == []
    assert reading.problems == ()


@settings(max_examples=12)
@given(records())
def test_any_record_comes_back_as_it_was_sent(record: Record):
    reading = read(write_workbook(record, lang="en", owner=""), record)
    assert reading.record is not None
    assert record_facts(reading.record) == record_facts(record)


def test_a_cell_that_was_emptied_is_empty():
    def empty(book: Workbook) -> None:
        cell(book["步骤"], "S1", "工具").value = None
        cell(book["步骤"], "S1", "每次用时").value = None
        cell(book["步骤"], "S1", "下一步").value = ""

    assert said(edited(empty)) == [("put", "steps", "S1", {"tool": None, "minutes": None, "next": None})]


def test_a_row_that_was_deleted_is_gone():
    assert said(edited(lambda book: book["工具与模板"].delete_rows(3))) == [("drop", "tools", "t", {})]


def test_a_sheet_that_was_deleted_says_nothing():
    def without(book: Workbook) -> None:
        del book["工具与模板"]

    assert said(edited(without)) == []


def test_a_column_that_was_deleted_says_nothing():
    def without(book: Workbook) -> None:
        column = next(each.column for each in book["步骤"][1] if str(each.value).startswith("工具"))
        book["步骤"].delete_cols(column)

    assert said(edited(without)) == []


def test_what_must_be_stated_is_kept_when_it_was_emptied_and_reported():
    def empty(book: Workbook) -> None:
        cell(book["步骤"], "S1", "做什么").value = None

    reading = edited(empty)
    assert said(reading) == []
    assert [problem.where.rpartition("!")[0] for problem in reading.problems] == ["fraud-安娜.xlsx!步骤"]


def test_a_value_that_does_not_fit_is_kept_as_it_was_and_reported():
    def wrong(book: Workbook) -> None:
        cell(book["步骤"], "S1", "阶段").value = "不知道"
        cell(book["步骤"], "S1", "每次用时").value = "很久"

    reading = edited(wrong)
    assert said(reading) == []
    assert len(reading.problems) == 2


def test_new_rows_and_new_values_are_read():
    def add(book: Workbook) -> None:
        cell(book["步骤"], "S2", "工具").value = "=1+1"
        book["步骤"].append(["S3", "发布", "上线", "运营"])

    (_, _, _, first), (act, table, row, second) = said(edited(add))
    assert first == {"tool": "=1+1"}
    assert (act, table, row) == ("put", "steps", "S3")
    assert second == {"stage": "release", "action": "上线", "role": "ops"}


def test_a_new_row_stands_where_it_was_put_and_sorting_moves_nothing():
    def insert(book: Workbook) -> None:
        sheet = book["步骤"]
        rows = [[each.value for each in row] for row in sheet.iter_rows(min_row=3)]
        for number, row in enumerate([rows[1], ["S9", "监控", "先问一声", "运营"], rows[0]], start=3):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value
            for column in range(len(row) + 1, sheet.max_column + 1):
                sheet.cell(number, column).value = None

    record = edited(insert).record
    assert record is not None
    assert [row.id for row in record.steps] == ["S1", "S2", "S9"]


def test_facts_of_the_product_are_changed_and_emptied():
    def change(book: Workbook) -> None:
        sheet = book["产品线"]
        for line in sheet.iter_rows():
            first = str(line[0].value).split("\n")[0]
            if first == "目的":
                line[1].value = None
            elif first == "名称":
                line[1].value = "交易反欺诈"
            elif first == "编号":
                line[1].value = "another"
            elif "rules switched off" in str(line[0].value):
                line[1].value = None

    found = said(edited(change))
    assert ("put", "settings", "", {"rules_off": None}) in found
    assert found[0] == ("put", "product", "", {"name": "交易反欺诈", "purpose": None})


def test_what_is_no_workbook_is_reported():
    reading = read(b"PK\x03\x04 nothing", BASE)
    assert reading.record is None
    assert [problem.where for problem in reading.problems] == ["fraud-安娜.xlsx"]
