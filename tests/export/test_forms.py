"""The workbook of forms: texts stay texts, pages are set up, what can be chosen can be chosen."""

import io

import openpyxl
import pytest

from sop_kit.blocks.forms import CellLook, FormCell, FormRow, FormSheet, Offer
from sop_kit.document.forms.catalogue import forms
from sop_kit.document.meta import meta
from sop_kit.document.view import look
from sop_kit.errors import ExportFailed
from sop_kit.export.form_looks import looks
from sop_kit.export.forms import render
from sop_kit.record.model import Record
from sop_kit.record.tables import Mistake, Product, RoleRow, Severity

HOSTILE = ("=1+1", "@SUM(A1)", "+1", "-1", '=HYPERLINK("http://x")', "&P &8 <b>", "\u202eabc", "😀" * 50, "x" * 10_000)


def record(**tables) -> Record:
    return Record(product=Product(id="line", name="A & B 8", document_no="=1+1")).replace(**tables)


def bundle(made: Record, lang="en"):
    from sop_kit.blocks.model import Bundle

    view = look(made, lang)
    return Bundle(meta=meta(view), blocks=(), forms=forms(view))


def book(made: Record, lang="en"):
    return openpyxl.load_workbook(io.BytesIO(render(bundle(made, lang))))


def test_equal_forms_give_equal_bytes():
    assert render(bundle(record())) == render(bundle(record()))


def test_forms_travel_as_json():
    made = bundle(record())
    assert type(made).model_validate(made.model_dump(mode="json")) == made


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_stays_a_text_whatever_it_starts_with(text):
    made = book(record(mistakes=(Mistake(id="M1", cause=text),), severities=(Severity(id="P1", impact=text),)))
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) >= 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_cell_of_any_form_is_a_formula():
    made = book(record(mistakes=tuple(Mistake(id=f"M{n}", cause=text) for n, text in enumerate(HOSTILE))))
    assert [
        cell.coordinate for sheet in made for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_sheet_prints_on_a4_with_its_name_version_and_page(lang):
    for sheet in book(record(), lang):
        if sheet.sheet_state == "visible":
            assert (sheet.page_setup.paperSize, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, True), sheet.title
            assert sheet.print_area, sheet.title
            assert sheet.title.replace("&", "&&") in sheet.oddHeader.center.text
            assert "&P" in sheet.oddFooter.right.text


def test_a_log_keeps_its_headings_in_sight_and_on_every_page():
    sheet = book(record())["Mistake book"]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("B4", "$3:$3", "landscape")


def test_what_the_record_knows_can_be_chosen_and_dates_are_asked_for():
    made = book(record(roles=(RoleRow(id="ops", name="On-call"),), severities=(Severity(id="P1"),)))
    sheet = made["Mistake book"]
    lists = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    offered = {
        made["_lists"].cell(row, column).value
        for column in range(1, made["_lists"].max_column + 1)
        for row in range(1, made["_lists"].max_row + 1)
    }
    assert {"On-call", "P1"} <= offered
    assert {"list", "date"} <= {rule.type for rule in lists.values()}


def test_a_date_is_a_date_and_what_is_none_stays_as_it_was():
    sheet = book(record(mistakes=(Mistake(id="M1", due="2026-12-01"), Mistake(id="M2", due="after 1.2"))))[
        "Mistake book"
    ]
    due = next(cell.column for cell in sheet[3] if str(cell.value).startswith("Due"))
    assert [sheet.cell(row, due).is_date for row in (5, 6)] == [True, False]
    assert sheet.cell(6, due).value == "after 1.2"


def test_every_look_a_form_may_ask_for_is_drawn():
    from typing import get_args

    assert set(get_args(CellLook)) <= set(looks("Calibri"))


def test_a_list_that_binds_refuses_what_is_not_in_it():
    made = FormSheet(
        name="S",
        widths=(10,),
        rows=(FormRow(cells=(FormCell(),)),),
        offers=(Offer(column=0, first=0, last=0, words=("a", "b"), only=True),),
    )
    sheet = openpyxl.load_workbook(io.BytesIO(render(bundle(record()).model_copy(update={"forms": (made,)}))))["S"]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.showErrorMessage


def test_a_document_without_forms_says_what_to_do():
    with pytest.raises(ExportFailed, match=r"session.files\(\)"):
        render(bundle(record()).model_copy(update={"forms": ()}))


def test_long_names_with_ampersands_fit_into_the_head_of_a_page():
    made = record().replace(product=Product(id="line", name="&" * 300, document_no="&" * 300))
    sheet = book(made)["Mistake book"]
    assert len(str(sheet.oddHeader.left.text)) < 100
