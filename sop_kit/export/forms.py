"""The forms of a document as one XLSX workbook, each on pages of A4; equal forms give equal bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sop_kit.blocks.forms import FormCell, FormSheet, Offer
from sop_kit.blocks.model import Bundle, Meta
from sop_kit.errors import ExportFailed, phrase
from sop_kit.export.form_looks import FONTS, looks
from sop_kit.words import Words, words

_LISTS = "_lists"  # the hidden sheet of the words to choose from
_A4 = 9
_UNDATED = "2000-01-01"
_LINE, _SMALL, _TITLE, _TALLEST = 14.5, 11.5, 30, 405  # points
_SHORT_SIDE, _LONG_SIDE, _LETTER = 520.0, 735.0, 5.6  # points: what a page of A4 has room for, and a letter
_A_LITTLE_MORE = 1.5
_NOTE_WIDTH, _NOTE_LINE = 300, 40  # pixels, letters
_EARLIEST = date(2000, 1, 1)
_MOST_IN_A_HEADER = 36  # characters a part: Excel takes 255 in all, and an "&" counts twice


def render(bundle: Bundle) -> bytes:
    """Return the workbook.

    Raises
    ------
    ExportFailed
        When the document brings no forms: its notebook is older than they are.
    """
    if not bundle.forms:
        reason = phrase("the notebook has no cell that makes this file. Add one at its end: session.files()")
        raise ExportFailed("forms.xlsx", reason)
    meta, say = bundle.meta, words(bundle.meta.lang)
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONTS[meta.lang], "font_size": 10},
    }
    book = Workbook(stream, options)
    made = datetime.fromisoformat(meta.date or _UNDATED).replace(tzinfo=None)
    title = f"{meta.product_name} · {say('Forms')}"
    book.set_properties({"title": title, "created": made, "author": "sop-kit"})
    _Writer(book, meta, say).write(bundle.forms)
    book.close()
    return stream.getvalue()


class _GrowingRows(Worksheet):  # type: ignore[misc]  # the package carries no types
    """A sheet whose rows have a height and still grow when somebody types more: it is not one that a person has set."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]]) -> None:
        if tag == "row":
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, meta: Meta, say: Words) -> None:
        self._book = book
        self._meta = meta
        self._say = say
        self._formats: dict[str, Format] = {
            look: book.add_format(properties) for look, properties in looks(FONTS[meta.lang]).items()
        }
        self._lists: dict[tuple[str, ...], str] = {}

    def write(self, sheets: Sequence[FormSheet]) -> None:
        offered = dict.fromkeys(offer.words for sheet in sheets for offer in sheet.offers if offer.words)
        self._lists = {each: f"='{_LISTS}'!{xl_range_abs(0, at, len(each) - 1, at)}" for at, each in enumerate(offered)}
        for sheet in sheets:
            self._sheet(sheet)
        if offered:
            made = self._book.add_worksheet(_LISTS)
            for column, each in enumerate(offered):
                made.write_column(0, column, each, self._formats["field"])
            made.very_hidden()

    def _sheet(self, sheet: FormSheet) -> None:
        made = self._book.add_worksheet(sheet.name, _GrowingRows)
        for column, width in enumerate(sheet.widths):
            made.set_column(column, column, width)
        row, total = 0, 0.0
        for each in sheet.rows:
            height = self._height(each.cells, sheet.widths, each.lines)
            total += height * each.times
            for _ in range(each.times):
                made.set_row(row, height)
                self._row(made, row, each.cells)
                row += 1
        if sheet.hidden:
            made.very_hidden()
            return
        for offer in sheet.offers:
            made.data_validation(offer.first, offer.column, offer.last, offer.column, self._rule(offer))
        made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self._paper(made, sheet, last=max(row - 1, 0), height=total)

    def _row(self, made: Worksheet, row: int, cells: Sequence[FormCell]) -> None:
        column = 0
        for cell in cells:
            if cell.span > 1:
                made.merge_range(row, column, row, column + cell.span - 1, "", self._formats[cell.look])
            self._cell(made, row, column, cell)
            if cell.note:
                lines = sum(1 + _letters(line) // _NOTE_LINE for line in cell.note.splitlines())
                size = {"x_scale": _NOTE_WIDTH / 128, "y_scale": (16 * lines + 12) / 74, "font_size": 9}
                made.write_comment(row, column, cell.note, {"author": "sop-kit", **size})
            column += cell.span

    def _cell(self, made: Worksheet, row: int, column: int, cell: FormCell) -> None:
        form, text = self._formats[cell.look], cell.text
        if cell.to:
            target = cell.to.replace("'", "''")
            made.write_url(row, column, f"internal:'{target}'!A1", form, str(text))
        elif cell.beneath and text:
            above, below = self._formats[f"{cell.look} above"], self._formats[f"{cell.look} beneath"]
            made.write_rich_string(row, column, above, str(text), below, f"\n{cell.beneath}", form)
        elif text == "":
            made.write_blank(row, column, None, form)
        elif not isinstance(text, str):
            made.write_number(row, column, text, form)
        elif cell.look == "date" and (day := _day(text)):
            made.write_datetime(row, column, day, form)
        else:
            made.write_string(row, column, text, form)

    def _rule(self, offer: Offer) -> dict[str, object]:
        say = self._say
        if offer.words:
            return {
                "validate": "list",
                "source": self._lists[offer.words],
                "show_error": offer.only,
                "error_title": say("Not in the list"),
                "error_message": say("Choose one from the list of this cell, or leave it empty."),
            }
        return {
            "validate": "date",
            "criteria": ">=",
            "value": _EARLIEST,
            "error_type": "warning",  # somebody may have to write "after the release"
            "error_title": say("No date"),
            "error_message": say("Write a date such as 2026-11-25."),
        }

    def _paper(self, made: Worksheet, sheet: FormSheet, *, last: int, height: float) -> None:
        if sheet.landscape:
            made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(sheet.pages_wide, 1 if sheet.one_page and _fits_one_page(sheet, height) else 0)
        made.print_area(0, 0, last, len(sheet.widths) - 1)
        made.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
        made.hide_gridlines(2)
        if sheet.head >= 0:
            made.freeze_panes(sheet.head + 1, sheet.kept)
            made.repeat_rows(sheet.head)
            if sheet.pages_wide > 1 and sheet.kept:
                made.repeat_columns(0, sheet.kept - 1)
        if sheet.colour:
            made.set_tab_color(sheet.colour)
        meta, say = self._meta, self._say
        version = say("version {version}", version=meta.version) if meta.version else ""
        made.set_header(f"&L&8{_plain(meta.product_name)}&C&8{_plain(sheet.name)}&R&8{_plain(version)}")
        state = " · ".join(part for part in (meta.document_no, meta.status_label, meta.content_hash[:12]) if part)
        page = say("Page {page} of {pages}", page="&P ", pages="&N ")
        made.set_footer(f"&L&8{_plain(state)}&R&8{page}")

    def _height(self, cells: Sequence[FormCell], widths: Sequence[float], lines: int) -> float:
        """Return the height that shows all lines of a row's cells, in points."""
        tallest, column = lines * _LINE + 4, 0
        for cell in cells:
            width = sum(widths[column : column + cell.span])
            if cell.look == "title":
                tallest = max(tallest, _TITLE + (_SMALL if cell.beneath else 0))
            elif cell.text != "":
                own = _SMALL if cell.look in {"note", "quiet"} else _LINE
                beneath = _lines(cell.beneath, width * _LINE / _SMALL) * _SMALL if cell.beneath else 0
                tallest = max(tallest, _lines(str(cell.text), width) * own + beneath + 6)
            column += cell.span
        return min(_TALLEST, tallest)


def _fits_one_page(sheet: FormSheet, height: float) -> bool:
    """Say whether a sheet that is made as wide as its page needs but a little more of it to be one page high, too."""
    across, high = (_LONG_SIDE, _SHORT_SIDE) if sheet.landscape else (_SHORT_SIDE, _LONG_SIDE)
    scale = min(1.0, across / (sum(sheet.widths) * _LETTER))
    return height * scale <= high * _A_LITTLE_MORE


def _plain(text: str) -> str:
    # In a header "&" starts a code, and "&8" followed by a figure would be another size.
    text = " ".join(text.split())[:_MOST_IN_A_HEADER].replace("&", "&&")
    return f" {text}" if text[:1].isdigit() else text


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _EARLIEST and day.isoformat() == text else None


def _lines(text: str, width: float) -> int:
    return sum(1 + int((_letters(line) - 1) // max(1, width - 1.5)) for line in text.split("\n")[:_TALLEST])


def _letters(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
