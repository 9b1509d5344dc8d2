"""What is no table that can be read is named, with how to save it, in both languages."""

import io
import zipfile
from pathlib import Path

import pytest

from sop_kit.record.files.one_file import read_part
from sop_kit.record.headings.mapping import NO_MAPPINGS
from sop_kit.words import words

BOOKS = Path(__file__).parents[1] / "workbooks" / "made_elsewhere"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
HTML = "<html><head><meta charset=utf-8></head><body><table><tr><td>编号</td></tr></table></body></html>"
XML_2003 = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet/></Workbook>'
)


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.xls", (BOOKS / "libreoffice-steps.xls").read_bytes(), "(.xls)"),
        ("a.ods", (BOOKS / "libreoffice-steps.ods").read_bytes(), "(.ods)"),
        ("a.et", OLE, "(.et)"),
        ("a.xlsx", OLE, "(.xls)"),
        ("a.xlsx", stream("EncryptedPackage"), "password"),
        ("a.xls", stream("WordDocument"), "Word"),
        ("a.xlsb", packed("[Content_Types].xml", "xl/workbook.bin"), "(.xlsb)"),
        ("a.numbers", packed("Index/Document.iwa"), "Numbers"),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml"), "Word"),
        ("a.zip", packed("steps.csv"), "archive"),
        ("a.xlsx", packed(), "archive"),
        ("a.xls", HTML.encode(), "web page"),
        ("a.xlsx", HTML.encode("utf-16"), "web page"),
        ("a.csv", HTML.encode(), "web page"),
        ("a.xls", XML_2003.encode(), "XML of 2003"),
        ("a.xlsx", b"%PDF-1.7", "PDF"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.xlsx", b"Rar!\x1a\x07\x01\x00", "archive"),
        ("a.xlsx", b"", "empty"),
    ],
)
def test_what_it_is_and_what_to_do(name: str, data: bytes, what: str):
    part = read_part(name, data, NO_MAPPINGS)
    assert (part.tables, part.singles) == ({}, {})
    (problem,) = part.problems
    assert what in str(problem)
    assert problem.said(words("zh")) != str(problem)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_csv_that_is_called_a_workbook_is_read_and_said(encoding: str):
    part = read_part("a.xlsx", "编号,阶段,动作,角色\n1,监控,看盘,值班\n".encode(encoding), NO_MAPPINGS)
    assert part.tables["steps"][0].values["action"] == "看盘"
    assert "plain text" in str(part.problems[0])


def test_a_workbook_is_one_whatever_its_name_says():
    data = (BOOKS / "libreoffice-steps.xlsx").read_bytes()
    for name in ("a.xls", "a.csv", "a", "a.yaml"):
        assert len(read_part(name, data, NO_MAPPINGS).tables["steps"]) == 3


def test_a_page_of_markdown_may_begin_with_html():
    problems = read_part("a.md", b"<div>\n\n# Chat\n", NO_MAPPINGS).problems
    assert "web page" not in "".join(map(str, problems))
