"""Sheets and pages as the bytes of an XLSX workbook: equal sheets give equal bytes."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from sop_kit.errors import BadRequest
from sop_kit.record.workbooks.long_texts import LongTexts
from sop_kit.record.workbooks.sheets import Cell, Choices, Column, Page, Sheet, sheet_name
from sop_kit.words import Words

LISTS = "_lists"  # the hidden sheet of the words to choose from
MOST_ROWS = 1_048_576 - 1  # what a sheet holds below its headings
REQUIRED = " *"

_FONTS = {"zh": "Microsoft YaHei", "en": "Calibri"}
_SIZE = 10
_INK, _MUTED, _LINE, _ACCENT, _PALE = "#1b2430", "#566171", "#d3dae3", "#0b5cad", "#d6e6f7"
_WASH, _MISSING = "#f5f7fa", "#e6d8f5"
_A4, _PAGE_WIDTH = 9, 190  # characters on a page of A4, landscape, at a size that can still be read
_UNDATED = "2000-01-01T00:00:00Z"
_NOTE_WIDTH = 300  # pixels
_NOTE_LINE = 40  # characters
_TEXT_LINE, _SMALL_LINE, _TALLEST = 14, 11, 405  # points: a line of text, and what Excel takes for a row
_LINE_WIDTH = {"title": 62, "heading": 95, "text": 112}  # characters of a line of text
_RULED = 5  # empty rows with lines, to be filled in
_RULED_HEIGHT = 20  # points
_LINE_HEIGHT = {"title": 30, "heading": 22, "text": 15.5}  # points


def write_sheets(sheets: Sequence[Sheet | Page], *, say: Words, title: str, created: str = "") -> bytes:
    """Return a workbook with these sheets and pages, in their order.

    A text stays a text whatever it starts with. One that is longer than a cell takes goes to a sheet of its own, in
    pieces; its start and its number stand in the cell.

    Parameters
    ----------
    title
        Stands at the head of every printed page.
    created
        The time that the file says it was made at, ISO 8601; never the clock's, so that equal sheets give equal bytes.

    Raises
    ------
    BadRequest
        When a sheet has more rows than Excel takes.
    """
    for sheet in sheets:
        if isinstance(sheet, Sheet) and len(sheet.rows) > MOST_ROWS:
            raise BadRequest(
                "'{name}' has {rows} rows; a sheet of Excel takes {most}. Write YAML or CSV instead.",
                name=sheet.name,
                rows=len(sheet.rows),
                most=MOST_ROWS,
            )
    stream = io.BytesIO()
    book = Workbook(
        stream,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": _FONTS[say.lang], "font_size": _SIZE},
        },
    )
    made = datetime.fromisoformat(created or _UNDATED).replace(tzinfo=None)
    book.set_properties({"title": title, "created": made, "author": "sop-kit"})
    _Writer(book=book, say=say, title=title, names=tuple(sheet.name for sheet in sheets)).write(sheets)
    book.close()
    return stream.getvalue()


def shown_width(text: str) -> int:
    """Return how wide the longest line of a text is, in characters; a Chinese one counts twice."""
    return max((sum(_width(character) for character in line) for line in text.splitlines()), default=0)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class _GrowingRows(Worksheet):  # type: ignore[misc]  # the package carries no types
    """A sheet whose rows have a height and still grow when somebody types more: it is not one that a person has set."""

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, object]]) -> None:
        if tag == "row":
            attributes = [attribute for attribute in attributes if attribute[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, *, book: Workbook, say: Words, title: str, names: Sequence[str]) -> None:
        self._book = book
        self._say = say
        self._title = title
        self._formats = _formats(book, _FONTS[say.lang])
        self._long = LongTexts(sheet=sheet_name(say("Long texts"), names))
        self._words: dict[tuple[str, ...], str] = {}
        self._starts: dict[str, int] = {}  # of the rows of each sheet, the first row being 1

    def write(self, sheets: Sequence[Sheet | Page]) -> None:
        choices = dict.fromkeys(each.words for each in _all_choices(sheets) if each.words)
        self._words = {
            words: f"='{LISTS}'!{xl_range_abs(0, at, len(words) - 1, at)}" for at, words in enumerate(choices)
        }
        self._starts = {sheet.name: _first_row(sheet) + 1 for sheet in sheets if isinstance(sheet, Sheet)}
        for sheet in sheets:
            if isinstance(sheet, Page):
                self._page(sheet)
            else:
                self._sheet(sheet, self._long.cell)
        if self._long.count:
            # A piece is written as it is, even one that looks like the stand-in for a long text.
            self._sheet(self._long_sheet(), str)
        if choices:
            lists = self._book.add_worksheet(LISTS)
            for column, words in enumerate(choices):
                lists.write_column(0, column, words, self._formats["text"])
            lists.very_hidden()

    def _page(self, page: Page) -> None:
        sheet = self._book.add_worksheet(page.name, _GrowingRows)
        sheet.set_column(0, 0, 2)
        sheet.set_column(1, 1, 30)
        sheet.set_column(2, 2, 90)
        for row, line in enumerate(page.lines):
            form = self._formats[f"line {line.look}"]
            if line.leads_to:
                target = line.leads_to.replace("'", "''")
                sheet.write_url(row, 1, f"internal:'{target}'!A1", self._formats["line link"], line.text)
                sheet.write_string(row, 2, line.beside, form)
            elif line.text:
                sheet.merge_range(row, 1, row, 2, line.text, form)
                # Excel does not find the height of merged cells by itself.
                lines = 1 + shown_width(line.text) // _LINE_WIDTH[line.look]
                sheet.set_row(row, _LINE_HEIGHT[line.look] * lines)
        sheet.hide_gridlines(2)
        self._paper(sheet, wide=1, high=1)
        self._tab(sheet, page.colour)

    def _sheet(self, sheet: Sheet, text_of: Callable[[str], str]) -> None:
        made = self._book.add_worksheet(sheet.name, _GrowingRows)
        first = _first_row(sheet)
        last = first + len(sheet.rows) - 1
        self._headings(made, sheet.columns)
        for column, text in enumerate(sheet.example):
            made.write_string(1, column, text, self._formats["sample"])
        if sheet.example:
            made.set_row(1, _height(sheet.example, sheet.columns))
        for number, row in enumerate(sheet.rows):
            made.set_row(first + number, _height(row, sheet.columns))
            for column, cell in enumerate(row):
                shown = text_of(cell) if isinstance(cell, str) else cell
                self._cell(made, (first + number, column), shown, sheet.columns[column])
        self._help(made, sheet, first, last)
        made.freeze_panes(1, sheet.kept)
        made.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        if sheet.shown == "secret":
            made.very_hidden()
            return
        if sheet.shown == "hidden":
            made.hide()
        for below in range(last + 1, last + 1 + min(_RULED, sheet.spare)):
            made.set_row(below, _RULED_HEIGHT)
            for place, ruled in enumerate(sheet.columns):
                made.write_blank(below, place, None, self._formats[ruled.look])
        made.autofilter(0, 0, max(last, 1), len(sheet.columns) - 1)
        pages = max(1, round(sum(column.width for column in sheet.columns) / _PAGE_WIDTH))
        self._paper(made, wide=pages, high=0)
        made.repeat_rows(0)
        if pages > 1:
            made.repeat_columns(0, sheet.kept - 1)
        self._tab(made, sheet.colour)

    def _headings(self, made: Worksheet, columns: Sequence[Column]) -> None:
        made.set_row(0, max(map(_heading_height, columns), default=0))
        for number, column in enumerate(columns):
            made.set_column(number, number, column.width, self._formats[f"column {column.look}"])
            heading = column.heading + (REQUIRED if column.required else "")
            if column.beneath:
                parts = [self._formats["first line"], heading, self._formats["second line"], f"\n{column.beneath}"]
                made.write_rich_string(0, number, *parts, self._formats["heading"])
            else:
                made.write_string(0, number, heading, self._formats["heading"])
            if column.note:
                lines = sum(1 + shown_width(line) // _NOTE_LINE for line in column.note.splitlines())
                size = {"x_scale": _NOTE_WIDTH / 128, "y_scale": (16 * lines + 12) / 74, "font_size": 9}
                made.write_comment(0, number, column.note, {"author": "sop-kit", **size})

    def _cell(self, made: Worksheet, place: tuple[int, int], cell: object, column: Column) -> None:
        form = self._formats[column.look]
        if cell is None or cell == "":
            made.write_blank(*place, None, form)
        elif isinstance(cell, str):
            made.write_string(*place, cell, form)
        else:
            made.write_number(*place, cell, form)

    def _help(self, made: Worksheet, sheet: Sheet, first: int, last: int) -> None:
        """Offer what can be chosen, and tint what is still wanted."""
        end = last + sheet.spare
        for number, column in enumerate(sheet.columns):
            if column.choices:
                made.data_validation(first, number, end, number, self._choice(column.choices))
            if column.wanted or column.required:
                place = f"{xl_col_to_name(number)}{first + 1}"
                rule = {"type": "formula", "criteria": f"=AND(LEN($A{first + 1})>0,LEN({place})=0)"}
                made.conditional_format(first, number, end, number, {**rule, "format": self._formats["wanted"]})
        for (row, number), choices in sheet.cell_choices.items():
            made.data_validation(first + row, number, first + row, number, self._choice(choices))
        for row, number in sorted(sheet.wanted_cells):
            rule = {"type": "blanks", "format": self._formats["wanted"]}
            made.conditional_format(first + row, number, first + row, number, rule)

    def _choice(self, choices: Choices) -> dict[str, object]:
        say = self._say
        source = self._words[choices.words] if choices.words else self._column_of(choices.sheet, choices.column)
        return {
            "validate": "list",
            "source": source,
            "show_error": choices.only,
            "error_title": say("Not in the list"),
            "error_message": say("Choose one from the list of this cell, or leave it empty."),
        }

    def _column_of(self, sheet: str, column: int) -> str:
        """Return the cells of a column as far down as they are filled; rows that come later are offered, too."""
        name, letter, start = sheet.replace("'", "''"), xl_col_to_name(column), self._starts[sheet]
        first, cells = f"'{name}'!${letter}${start}", f"'{name}'!${letter}${start}:${letter}$1000"
        return f"=OFFSET({first},0,0,MAX(1,COUNTA({cells})),1)"

    def _long_sheet(self) -> Sheet:
        say = self._say
        columns = (
            Column(heading=say("Number"), width=10, look="number"),
            Column(heading=say("Piece"), width=10, look="number"),
            Column(heading=say("Text"), width=100),
        )
        return Sheet(name=self._long.sheet, columns=columns, rows=self._long.pieces, spare=0)

    def _paper(self, sheet: Worksheet, *, wide: int, high: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(wide, high)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        title = self._title[:100].replace("&", "&&")
        sheet.set_header(f"&L&9{_clear_of_figures(title)}&R&9&A")
        sheet.set_footer("&L&9sop-kit&R&9&P / &N")

    def _tab(self, sheet: Worksheet, colour: str) -> None:
        if colour:
            sheet.set_tab_color(colour)


def _clear_of_figures(title: str) -> str:
    # In a header "&9" followed by a figure is another size: a space keeps the two apart.
    return f" {title}" if title[:1].isdigit() else title


def _heading_height(column: Column) -> float:
    """Return the height that shows a heading and what stands beneath it, in points."""
    beneath = _lines(column.beneath, column.width * _TEXT_LINE / _SMALL_LINE) if column.beneath else 0
    return _lines(column.heading + REQUIRED, column.width) * _TEXT_LINE + beneath * _SMALL_LINE + 8


def _height(cells: Iterable[Cell], columns: Sequence[Column]) -> float:
    """Return the height that shows all lines of a row's cells, in points."""
    most = max(
        (_lines(str(cell), column.width) for cell, column in zip(cells, columns, strict=False) if cell), default=1
    )
    return min(_TALLEST, most * _TEXT_LINE + 3)


def _lines(text: str, width: float) -> int:
    return sum(1 + int((shown_width(line) - 1) // max(1, width - 1)) for line in text.split("\n")[:_TALLEST])


def _first_row(sheet: Sheet) -> int:
    """Return the row of the sheet's first own row, from 0."""
    return 2 if sheet.example else 1


def _all_choices(sheets: Iterable[Sheet | Page]) -> Iterable[Choices]:
    for sheet in sheets:
        if isinstance(sheet, Sheet):
            yield from (column.choices for column in sheet.columns if column.choices)
            yield from sheet.cell_choices.values()


def _formats(book: Workbook, font: str) -> dict[str, Format]:
    base = {"font_name": font, "font_size": _SIZE, "font_color": _INK, "valign": "top", "text_wrap": True}
    cell = {**base, "border": 1, "border_color": _LINE}
    text: dict[str, object] = {"num_format": "@"}  # what is typed stays what it is: 007, 1.10, =1+1
    light = {"font_name": font, "font_color": "#ffffff"}
    looks: dict[str, dict[str, object]] = {
        "text": text,
        "number": {"align": "right"},
        "strong": {**text, "bold": True},
        "quiet": {**text, "font_color": _MUTED, "font_size": 9},
        "sample": {**text, "italic": True, "font_color": "#7d8a9a", "bg_color": _WASH},
    }
    made = {look: {**cell, **extra} for look, extra in looks.items()}
    made |= {f"column {look}": {**base, **extra} for look, extra in looks.items()}
    made |= {
        "heading": {**cell, **light, "bold": True, "bg_color": _ACCENT, "valign": "vcenter", "border_color": "#ffffff"},
        "first line": {**light, "font_size": _SIZE, "bold": True},
        "second line": {**light, "font_size": 8, "font_color": _PALE},
        "wanted": {"bg_color": _MISSING},
        "line title": {**base, "bold": True, "font_size": 18, "font_color": _ACCENT},
        "line heading": {
            **base,
            "bold": True,
            "font_size": 12,
            "valign": "vcenter",
            "bottom": 1,
            "bottom_color": _LINE,
        },
        "line text": base,
        "line link": {**base, "font_color": _ACCENT, "underline": 1},
    }
    return {name: book.add_format(properties) for name, properties in made.items()}
