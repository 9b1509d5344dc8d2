"""Workbooks as people and programs make them, read into tables, each fact with its cell, and nothing lost."""

import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sop_kit.record.changes import difference
from sop_kit.record.files.csv_facts import write_facts
from sop_kit.record.files.csv_file import write_table
from sop_kit.record.files.merge import read_files
from sop_kit.record.files.yaml_file import read_record, write_record
from sop_kit.record.model import TABLES, Head, Record
from sop_kit.record.starting import new_line
from sop_kit.record.store import Store
from sop_kit.record.workbooks.xlsx_record import write_workbook
from sop_kit.words import LANGUAGES
from tests.record.strategies import records
from tests.record.workbooks.books import BOOKS, HEADINGS, RESAVED, STEP, made, messages, plain, steps, taken_in
from tests.record.workbooks.packed import row, sheet, workbook

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@SLOW
@given(records(), st.sampled_from(LANGUAGES))
def test_any_record_comes_back_equal_without_a_word(record: Record, lang: str):
    reading = read_files([("a.xlsx", write_workbook(record, lang=lang))], product=None, name=None, base=None)
    assert (reading.record, reading.problems) == (record.replace(head=Head(), log=()), ())


@settings(SLOW, max_examples=5)
@given(records())
def test_a_record_is_the_same_through_yaml_workbook_csv_and_store(record: Record):
    record = record.replace(head=Head(), log=())
    store = Store.open(":memory:")
    store.add(record.product.id, difference(None, record), by="an")
    kept = store.record(record.product.id).replace(head=Head(), log=())
    store.close()
    read = read_record(write_record(kept), "a.yaml").record
    book = read_files([("a.xlsx", write_workbook(read, lang="en"))], product=None, name=None, base=None).record
    files = [
        ("product.csv", write_facts(book).encode()),
        *((f"{t}.csv", write_table(book, t).encode()) for t in TABLES),
    ]
    assert read_files(files, product=None, name=None, base=None).record == record


def test_over_the_record_it_was_written_from_it_changes_nothing():
    files = [("chat.xlsx", write_workbook(RESAVED, lang="zh"))]
    reading = read_files(files, product=None, name=None, base=RESAVED)
    assert (reading.record, reading.problems) == (RESAVED, ())


def test_what_libreoffice_saved_again_says_the_same():
    reading = read_files(
        [("a.xlsx", (BOOKS / "libreoffice-resaved.xlsx").read_bytes())], product=None, name=None, base=None
    )
    assert (reading.record, reading.problems) == (RESAVED, ())


def test_what_libreoffice_made_is_read_as_a_person_saw_it():
    reading = taken_in((BOOKS / "libreoffice-steps.xlsx").read_bytes())
    seen = [(s.id, s.stage, s.action, s.time_limit, s.minutes, s.frequency, s.standard) for s in steps(reading)]
    assert seen == [
        ("007", "monitor", "看大盘", "2026-11-25", 5, "5%", "1.10"),
        ("NA", "monitor", "=1+1", "09:30", 15, "每天", "TRUE"),
        ("003", "feedback", "收集", "2026-01-01 09:00", 0.5, "1,234.50", ""),
    ]
    said = "\n".join(messages(reading))
    for part in (
        "!步骤!F4: The cell holds the formula =5*3; what it gave last, '15', was taken.",
        "!步骤!H5: The cell shows the error #DIV/0!; it was left out.",
        "!步骤!D5: The comment on this cell was not taken in: '找王工确认'.",
        "!步骤: Hidden rows of this sheet, read like the others: 1; the first is row 5.",
        "!说明: This sheet is no table of a record, and was left out; it begins with '本表由运营部维护'.",
    ):
        assert part in said


def test_what_pandas_made_is_read():
    stream = io.BytesIO()
    frame = pd.DataFrame(
        {"id": ["NA", "007"], "stage": ["监控", "release"], "action": ["=1+1", "-x"], "role": ["a", "a"]}
    )
    with pd.ExcelWriter(stream, engine="openpyxl") as writer:
        frame.to_excel(writer, sheet_name="Steps", index=False)
        pd.DataFrame({"name": ["Wiki", "Jira"]}).to_excel(writer, sheet_name="Tools")
    reading = taken_in(stream.getvalue())
    assert [step.id for step in steps(reading)] == ["NA", "007"]
    assert [tool.name for tool in reading.record.tools] == ["Wiki", "Jira"]


@pytest.mark.parametrize("title", ["步骤", "Steps", "steps", "2. 步骤", "Sheet1"])
def test_a_sheet_is_known_by_its_name_or_its_headings(title: str):
    assert len(steps(taken_in(plain(HEADINGS, STEP, title=title)))) == 1


def test_sheets_of_one_table_come_together_in_any_order():
    def fill(book: Workbook, _: Worksheet) -> None:
        more = book.create_sheet("步骤 2")
        more.append(HEADINGS)
        more.append(("S2", "发布", "上线", "AI 团队"))
        roles = book.create_sheet("Roles", 0)
        roles.append(("id", "name"))
        roles.append(("ai", "AI 团队"))

    reading = taken_in(made(fill, HEADINGS, STEP, title="步骤"))
    assert [(step.id, step.role) for step in steps(reading)] == [("S1", "值班"), ("S2", "ai")]


def test_a_sheet_that_is_no_table_is_named_and_an_empty_one_is_not():
    def fill(book: Workbook, _: Worksheet) -> None:
        book.create_sheet("封面")["B2"] = "机密"
        book.create_sheet("Sheet3")

    reading = taken_in(made(fill, HEADINGS, STEP))
    assert ["封面" in message for message in messages(reading)] == [True]
    assert len(steps(reading)) == 1


def test_an_empty_workbook_is_said():
    reading = taken_in(plain())
    assert (reading.record, messages(reading)) == (
        None,
        ["chat.xlsx: The workbook is empty. Nothing was read from it."],
    )


def test_a_problem_names_its_cell():
    rows = [("S1", "监测中", "看盘", "值班"), ("S2", "监控", "看盘", "值班"), ("S3", "监控", "看盘", "")]
    above, stage, role = messages(taken_in(plain(("流程表",), (), HEADINGS, *rows)))
    assert above == "chat.xlsx!Sheet1!A1: This row stands above the headings and was left out."
    assert stage.startswith("chat.xlsx!Sheet1!B4: 'stage' was left out: '监测中' is not one of monitor, feedback,")
    assert role == "chat.xlsx!Sheet1!A6: 'S3' of Steps was left out: 'role' must be stated."


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (dt.date(2026, 11, 25), "yyyy-mm-dd", "2026-11-25"),
        (dt.datetime.fromisoformat("2026-11-25T14:30"), "yyyy-mm-dd hh:mm", "2026-11-25 14:30"),
        (dt.time(9, 30), "h:mm", "09:30"),
        (dt.timedelta(hours=36), "[h]:mm", "36:00"),
        (1.1, "0.00", "1.10"),
        (5.0, "General", "5"),
        (0.05, "0%", "5%"),
        (True, "General", "TRUE"),
        ("NA", "General", "NA"),
        ("#N/A", "@", "#N/A"),
        ("=1+1", "@", "=1+1"),
        ("1.10", "@", "1.10"),
        ("  a  b ", "@", "a  b"),
    ],
)
def test_a_cell_is_what_a_person_saw(value: object, form: str, text: str):
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet["E2"] = value
        sheet["E2"].number_format = form
        if isinstance(value, str):
            sheet["E2"].data_type = "s"

    assert steps(taken_in(made(fill, (*HEADINGS, "频率"), STEP)))[0].frequency == text


@pytest.mark.parametrize(("value", "form"), [(1234.5, "#,##0.00"), (1234.5, '0.0"分"'), (1234.5, "000000")])
def test_a_column_of_figures_takes_the_figure(value: float, form: str):
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet["E2"] = value
        sheet["E2"].number_format = form

    assert steps(taken_in(made(fill, (*HEADINGS, "minutes"), STEP)))[0].minutes == value


def test_a_formula_is_taken_by_what_it_gave_or_as_text():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    made_by = book.add_worksheet("步骤")
    made_by.write_row(0, 0, (*HEADINGS, "tool", "title"))
    made_by.write_row(1, 0, STEP)
    made_by.write_formula(1, 4, '="Graf"&"ana"', None, "Grafana")
    book.close()
    reading = taken_in(stream.getvalue())
    assert steps(reading)[0].tool == "Grafana"
    assert messages(reading) == [
        'chat.xlsx!步骤!E2: The cell holds the formula ="Graf"&"ana"; what it gave last, \'Grafana\', was taken.'
    ]
    unsaved = taken_in(plain((*HEADINGS, "tool"), (*STEP, "=1+2")))
    assert steps(unsaved)[0].tool == "=1+2"
    assert "what it gives is not in the file" in messages(unsaved)[0]


def test_formulas_that_cells_share_are_named_for_each():
    shared = (
        '<c r="E2"><f t="shared" ref="E2:E3" si="0">A2+1</f><v>2</v></c>',
        '<c r="E3"><f t="shared" si="0"/><v>3</v></c>',
    )
    rows = [
        row(at + 2, (str(at), "monitor", "x", "dev")).replace("</row>", f"{cell}</row>")
        for at, cell in enumerate(shared)
    ]
    heading = row(1, ("id", "stage", "action", "role", "tool"))
    book = workbook(sheet("".join(rows)).replace(row(1, ("id", "stage", "action", "role")), heading))
    assert ["=A2+1" in message or "=A3+1" in message for message in messages(taken_in(book))] == [True, True]


def test_a_shared_formula_that_leads_out_of_the_sheet_is_named_as_it_was_written():
    cells = '<c r="E3"><f t="shared" si="0"/><v>3</v></c><c r="F3"><f t="shared" ref="E3:F3" si="0">A1</f><v>2</v></c>'
    book = workbook(sheet(row(2) + f'<row r="3">{cells}</row>'))
    assert sum("=A1;" in message for message in messages(taken_in(book))) == 2


def test_many_problems_of_a_kind_are_counted():
    rows = [(f"S{number}", "监控", "看盘", "值班", "=1+1") for number in range(30)]
    said = messages(taken_in(plain((*HEADINGS, "tool"), *rows)))
    assert len(said) == 21
    assert "for 10 more cells" in said[0]


def test_merged_hidden_and_stray_cells_are_read_and_said():
    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["H9"] = "旁注"

    reading = taken_in(made(fill, HEADINGS, STEP, ("S2", None, "分析", "值班")))
    assert [step.stage for step in steps(reading)] == ["monitor", "monitor"]
    said = "\n".join(messages(reading))
    assert "Hidden rows" in said
    assert "Hidden columns of this sheet, read like the others: C." in said
    assert "'[H]' is not known" in said


def test_what_is_not_in_cells_is_said():
    reading = taken_in(
        workbook(extra={"xl/vbaProject.bin": b"x", "xl/media/image1.png": b"x", "xl/charts/chart1.xml": b"x"})
    )
    assert messages(reading) == [
        "chat.xlsx: Only what stands in cells was read. The workbook also holds: macros, pictures, charts."
    ]


def test_rich_text_is_its_text():
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    made_by = book.add_worksheet("步骤")
    made_by.write_row(0, 0, HEADINGS)
    made_by.write_row(1, 0, STEP)
    made_by.write_rich_string(1, 2, "看", book.add_format({"bold": True}), "大", "盘")
    book.close()
    assert steps(taken_in(stream.getvalue()))[0].action == "看大盘"


def test_a_new_line_of_a_workbook_of_the_method_is_read(tmp_path: Path):
    store = Store.open(tmp_path / "workshop.db")
    new_line(store, "chat", "Chat")
    record = store.record("chat")
    store.close()
    assert taken_in(write_workbook(record, lang="en")).record == record.replace(head=Head(), log=())
