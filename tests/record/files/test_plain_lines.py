import io

import pytest
from openpyxl import Workbook

from sop_kit.record.files.plain_lines import lines_apart, plain_lines


def book(**sheets: list[list[object]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name == "hidden":
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def test_a_csv_file_is_one_table():
    (table,) = plain_lines("编号,负责人\nfraud,张三\n".encode("gb18030"), "lines.csv")
    assert [list(line.cells) for line in table.lines] == [["编号", "负责人"], ["fraud", "张三"]]
    assert table.lines[1].where == "lines.csv:2"


def test_each_sheet_that_people_see_is_a_table():
    tables = plain_lines(book(one=[["a", 1]], empty=[], hidden=[["x"]], two=[["b"]]), "f.xlsx")
    assert [table.name for table in tables] == ["f.xlsx!one", "f.xlsx!two"]
    assert list(tables[0].lines[0].cells) == ["a", "1"]


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", b"%PDF-1.7 x", b""])
def test_what_is_no_list_is_reported(data: bytes):
    tables = plain_lines(data, "f.xlsx")
    assert [problem.where for table in tables for problem in table.problems] == ["f.xlsx"]
    assert not any(table.lines for table in tables)


def test_another_process_reads_the_same():
    data = book(one=[["a", 1]])
    assert lines_apart(data, "f.xlsx") == plain_lines(data, "f.xlsx")


def test_what_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOP_KIT_IMPORT_SECONDS", "0.001")
    (table,) = lines_apart(book(one=[["a"]] * 1000), "f.xlsx")
    assert not table.lines
    assert "Gave up" in table.problems[0].message
