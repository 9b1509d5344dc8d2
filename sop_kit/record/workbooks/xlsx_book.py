"""A workbook as lines of text, sheet by sheet, each cell with its place, and what cannot be taken as it stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils.cell import get_column_letter

from sop_kit.errors import Problem
from sop_kit.record.files import limits
from sop_kit.record.files.reading import error, warning
from sop_kit.record.files.tidy import LONGEST
from sop_kit.record.headings.table_lines import Line
from sop_kit.record.workbooks.xlsx_cells import RawCell, RawSheet, read_cells, read_strings
from sop_kit.record.workbooks.xlsx_package import Package, SheetPart, Unreadable, open_package, sheets_of
from sop_kit.record.workbooks.xlsx_values import Formats, read_formats, shown

_MOST_NAMED = 20  # problems of one kind on one sheet that are named one by one
_SHOWN = 80  # characters of a formula or text that are repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Places(Sequence[str]):
    """The places of the cells of a row, from its first one to ``width``; made when they are asked for."""

    where: str  # file!sheet
    row: int
    width: int

    def __len__(self) -> int:
        """Return how many cells have a place."""
        return self.width

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401  a number or a slice
        """Return the place of a cell, from 0."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(self.width))]
        if not -self.width <= number < self.width:
            raise IndexError(number)
        return cell_place(self.where, self.row, number % self.width + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSheet:
    """A sheet of a workbook. ``plain`` gives the digits of figures that were shown in another way, by their place."""

    name: str
    where: str  # file!sheet
    path: str
    hidden: bool
    lines: tuple[Line, ...] = ()
    plain: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An opened workbook, its sheets not read yet."""

    name: str
    package: Package
    parts: tuple[SheetPart, ...]
    strings: Sequence[str]
    formats: Formats


def open_book(data: bytes, name: str) -> Book:
    """Return a workbook, ready to read its sheets.

    Raises
    ------
    Unreadable
        When it is none, damaged, or beyond the limits.
    """
    package = open_package(data)
    parts, from_1904 = sheets_of(package)
    strings, styles = package.path_of("sharedStrings"), package.path_of("styles")
    return Book(
        name=name,
        package=package,
        parts=parts,
        strings=read_strings(package.read(strings)) if strings else [],
        formats=read_formats(package.read(styles) if styles else [b"<none/>"], from_1904=from_1904),
    )


def read_sheets(book: Book) -> Iterator[BookSheet]:
    """Yield the sheets one by one; a damaged one comes without lines and with the problem."""
    left = limits.MOST_CELLS
    for part in book.parts:
        sheet = read_sheet(book, part, most=left)
        left -= sum(map(len, (line.cells for line in sheet.lines)))
        yield sheet


def read_sheet(book: Book, part: SheetPart, *, most: int = limits.MOST_CELLS) -> BookSheet:
    """Return a sheet; a damaged one, or one with more than ``most`` cells, without lines and with the problem."""
    where = f"{book.name}!{part.name}"
    sheet = BookSheet(name=part.name, where=where, path=part.path, hidden=part.hidden)
    if part.kind != "cells":
        return _with(sheet, error(where, "This sheet holds a chart or a macro and no cells; it was left out."))
    if not part.path:
        return _with(sheet, error(where, "The content of this sheet is missing: the workbook is damaged."))
    try:
        raw = read_cells(book.package.read(part.path), most=most)
    except Unreadable as fault:
        return _with(sheet, Problem(where=where, what=fault.what))
    return _SheetReader(book=book, sheet=sheet, raw=raw).read()


def cell_place(where: str, row: int, column: int) -> str:
    """Return the place of a cell, such as ``file.xlsx!Steps!B7``; row and column count from 1."""
    return f"{where}!{get_column_letter(column)}{row}"


@dataclass(kw_only=True)
class _SheetReader:
    """Turns the cells of one sheet into lines of text."""

    book: Book
    sheet: BookSheet
    raw: RawSheet
    plain: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    groups: dict[str, tuple[str, str]] = field(default_factory=dict)  # of formulas: the first one and its cell

    def read(self) -> BookSheet:
        rows: dict[int, dict[int, str]] = {}
        for (row, column), cell in self.raw.cells.items():
            if cell.shared and cell.formula:
                self.groups.setdefault(cell.shared, (f"={cell.formula}", f"{get_column_letter(column)}{row}"))
        for (row, column), cell in sorted(self.raw.cells.items()):
            text = self._text(cell, cell_place(self.sheet.where, row, column))
            if text.strip():
                rows.setdefault(row, {})[column] = text
        self._report_hidden(rows)
        for row, column in self.raw.beyond[:1]:
            self.problems.append(
                error(
                    cell_place(self.sheet.where, row, column),
                    "Cells to the right of column {letter} were left out; {n} hold something.",
                    letter=get_column_letter(limits.MOST_COLUMNS),
                    n=self.raw.count_beyond,
                )
            )
        self._report_rest()
        merged = _merged(self.raw, list(rows))
        lines = tuple(self._line(row, cells, merged.get(row, frozenset())) for row, cells in rows.items())
        sheet = self.sheet
        return BookSheet(
            name=sheet.name,
            where=sheet.where,
            path=sheet.path,
            hidden=sheet.hidden,
            lines=lines,
            plain=self.plain,
            problems=tuple(self.problems),
        )

    def _line(self, row: int, cells: Mapping[int, str], merged: frozenset[int]) -> Line:
        last = max(cells)
        places = Places(where=self.sheet.where, row=row, width=last)
        texts = [cells.get(column, "") for column in range(1, last + 1)]
        return Line(cells=texts, places=places, where=places[0], merged=merged)

    def _text(self, cell: RawCell, where: str) -> str:
        text = self._value(cell, where)
        if cell.formula is not None:
            text = self._of_formula(cell, text, where)
        if len(text) > LONGEST:
            self._report(
                error(
                    where,
                    "The cell holds {n:,} characters; more than {most:,} in one place are refused. Shorten it.",
                    n=len(text),
                    most=LONGEST,
                )
            )
            return ""
        return text

    def _value(self, cell: RawCell, where: str) -> str:
        match cell.kind:
            case "s":
                return self._shared(cell.text, where)
            case "n":
                seen = shown(cell.text, cell.style, self.book.formats)
                if seen.plain != seen.text:
                    self.plain[where] = seen.plain
                if seen.cut:
                    self._report(
                        warning(
                            where,
                            "A figure of more than 15 digits: Excel has put zeros in place of those behind. Format the "
                            "cell as text and type it again.",
                        )
                    )
                return seen.text
            case "b":
                return "TRUE" if cell.text.strip() in {"1", "true"} else "FALSE"
            case "e":
                self._report(
                    error(
                        where,
                        "The cell shows the error {error}; it was left out. Correct it.",
                        error=cell.text[:_SHOWN],
                    )
                )
                return ""
            case "d":
                return cell.text.removesuffix("Z").removesuffix("T00:00:00").replace("T", " ")
            case _:
                return cell.text

    def _shared(self, number: str, where: str) -> str:
        try:
            return self.book.strings[int(number)] if int(number) >= 0 else ""
        except (ValueError, IndexError):
            self._report(error(where, "The text of this cell is missing: the workbook is damaged. Type it again."))
            return ""

    def _of_formula(self, cell: RawCell, text: str, where: str) -> str:
        formula = self._formula(cell, where)
        if cell.kind == "e":
            return ""
        if not cell.text and cell.kind != "str":
            self._report(
                warning(
                    where,
                    "The cell holds the formula {formula}, and what it gives is not in the file; the formula was taken "
                    "as text. Open the workbook in Excel or WPS, save it, and import it again.",
                    formula=formula[:_SHOWN],
                )
            )
            return formula
        self._report(
            warning(
                where,
                "The cell holds the formula {formula}; what it gave last, '{value}', was taken.",
                formula=formula[:_SHOWN],
                value=text[:_SHOWN],
            )
        )
        return text

    def _formula(self, cell: RawCell, where: str) -> str:
        own = cell.formula or ""
        address = where.rpartition("!")[2]
        if not own and cell.shared in self.groups:
            first, origin = self.groups[cell.shared]
            try:
                return str(Translator(first, origin).translate_formula(address))
            except (TokenizerError, TranslatorError, ValueError, IndexError):
                return first
        return f"={own}"

    def _report_hidden(self, rows: Mapping[int, Mapping[int, str]]) -> None:
        hidden_rows = [row for row in self.raw.hidden_rows if row in rows]
        if hidden_rows:
            message = "Hidden rows of this sheet, read like the others: {n}; the first is row {row}."
            self.problems.append(warning(self.sheet.where, message, n=len(hidden_rows), row=hidden_rows[0]))
        used = sorted({column for cells in rows.values() for column in cells})
        hidden = [column for column in used if any(first <= column <= last for first, last in self.raw.hidden_columns)]
        if hidden:
            letters = tuple(map(get_column_letter, hidden[:_MOST_NAMED]))
            message = "Hidden columns of this sheet, read like the others: {columns}."
            self.problems.append(warning(self.sheet.where, message, columns=letters))

    def _report(self, problem: Problem) -> None:
        """Keep the problem, unless there are many of its kind on this sheet already."""
        kind = problem.what.text
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if self.counts[kind] <= _MOST_NAMED:
            self.problems.append(problem)

    def _report_rest(self) -> None:
        rest = sum(max(0, count - _MOST_NAMED) for count in self.counts.values())
        if rest:
            self.problems.append(warning(self.sheet.where, "The same holds for {n} more cells of this sheet.", n=rest))


def _merged(raw: RawSheet, rows: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return the cells, from 0, that a merged cell covers which starts in a row above, by their row."""
    covered: dict[int, set[int]] = {}
    left_to_do = limits.MOST_CELLS
    for (top, left), (bottom, _) in raw.merged:
        below = rows[bisect_right(rows, top) : bisect_left(rows, bottom + 1)]
        left_to_do -= len(below) + 1
        if left_to_do < 0:
            break
        for row in below:
            covered.setdefault(row, set()).add(left - 1)
    return {row: frozenset(columns) for row, columns in covered.items()}


def _with(sheet: BookSheet, problem: Problem) -> BookSheet:
    return BookSheet(name=sheet.name, where=sheet.where, path=sheet.path, hidden=sheet.hidden, problems=(problem,))
