import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook

from sop_kit.errors import BadRequest
from sop_kit.record.workbooks import xlsx_sheets
from sop_kit.record.workbooks.sheets import Cell, Choices, Column, Page, PageLine, Sheet, sheet_name, units
from sop_kit.record.workbooks.xlsx_sheets import write_sheets
from sop_kit.words import words

EN = words("en")


def opened(*sheets: Sheet | Page, title: str = "Lines", created: str = "") -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_sheets(sheets, say=EN, title=title, created=created)))


def of(*rows: tuple[Cell, ...], name: str = "Lines", **facts: object) -> Sheet:
    return Sheet(name=name, columns=(Column(heading="A"), Column(heading="B", look="number")), rows=rows, **facts)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Steps", "Steps"),
        ("a/b: [c]?*\\", "a-b- -c----"),
        ("  'quoted'  ", "quoted"),
        ("", "-"),
        ("History", "History 2"),
        ("x" * 40, "x" * 31),
        ("字" * 40, "字" * 31),
        ("😀" * 40, "😀" * 15),
        ("steps 1", "steps 1 2"),
    ],
)
def test_any_text_becomes_a_name_that_excel_takes(text: str, name: str):
    made = sheet_name(text, taken=("Steps 1",))
    assert made == name
    assert units(made) <= 31


def test_what_starts_like_a_formula_a_number_or_a_link_stays_a_text():
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", "'x", "007", "1e5", "http://x", "mailto:x", "\tx", "TRUE", "#N/A"]
    sheet = opened(of(*((text, None) for text in texts)))["Lines"]
    assert [(cell.value, cell.data_type) for cell in sheet["A"][1 : len(texts) + 1]] == [(text, "s") for text in texts]


def test_a_figure_is_a_figure_and_nothing_is_nothing():
    sheet = opened(of(("a", 7.5), ("", None), ("b", 0)))["Lines"]
    assert [cell.value for cell in sheet["B"][1:4]] == [7.5, None, 0]
    assert sheet["A3"].value is None


def test_rows_have_the_height_of_their_text_and_may_still_grow():
    with zipfile.ZipFile(io.BytesIO(write_sheets([of(("word " * 60, 1))], say=EN, title="x"))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = re.findall(r'<row r="2"[^>]*>', xml)
    assert 'ht="255"' in rows[0]
    assert "customHeight" not in rows[0]  # with it, Excel would not change the height any more


def test_more_rows_than_excel_takes_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_sheets, "MOST_ROWS", 2)
    with pytest.raises(BadRequest, match="'Lines' has 3 rows; a sheet of Excel takes 2"):
        opened(of(("a", 1), ("b", 2), ("c", 3)))


def test_choices_come_from_words_or_from_another_sheet():
    chosen = Column(heading="C", choices=Choices(words=("one, two", "three"), only=True))
    named = Column(heading="D", choices=Choices(sheet="It's", column=1))
    book = opened(of(("a", 1), name="It's"), Sheet(name="Main", columns=(chosen, named)))
    words_, names = book["Main"].data_validations.dataValidation
    assert (words_.formula1, words_.showErrorMessage) == ("'_lists'!$A$1:$A$2", True)
    assert [cell.value for cell in book["_lists"]["A"]] == ["one, two", "three"]
    assert names.formula1.startswith("OFFSET('It''s'!$B$2,0,0,")
    assert not names.showErrorMessage
    assert book["_lists"].sheet_state == "veryHidden"


def test_sheets_can_be_hidden_and_kept_secret():
    book = opened(of(), of(name="Rest", shown="hidden"), of(name="Facts", shown="secret"))
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", "veryHidden"]


def test_a_page_has_lines_that_lead_to_sheets():
    lines = (PageLine(text="Read me", look="title"), PageLine(text="Lines", leads_to="Lines", beside="all of them"))
    page = opened(Page(name="Start", lines=lines), of())["Start"]
    assert [page["B1"].value, page["B2"].value, page["C2"].value] == ["Read me", "Lines", "all of them"]
    assert page["B2"].hyperlink.location == "'Lines'!A1"


@pytest.mark.parametrize("title", ["R&D", "9 lives", "x" * 300])
def test_any_title_stands_at_the_head_of_a_page(title: str):
    head = opened(of(), title=title)["Lines"].oddHeader.left.text
    assert head.strip().replace("&&", "&") == title[:100]


def test_the_time_is_the_one_it_is_given():
    first = opened(of(), created="2026-11-22T08:00:00Z").properties.created
    assert first.isoformat() == "2026-11-22T08:00:00"
    assert write_sheets([of()], say=EN, title="x") == write_sheets([of()], say=EN, title="x")
