"""A workbook, of the kit or of anybody else, as rows of the record's tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sop_kit.errors import Problem
from sop_kit.record.files.reading import Part, RawRow, error, warning
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.headings.headings import recognised, table_of_name
from sop_kit.record.headings.layout import ROWS_ABOVE_HEADINGS, Line, has_headings, laid_out
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings
from sop_kit.record.headings.table_lines import table_part
from sop_kit.record.headings.which_table import table_of
from sop_kit.record.model import TABLES
from sop_kit.record.workbooks.example_rows import without_examples
from sop_kit.record.workbooks.reference_names import with_ids_for_names
from sop_kit.record.workbooks.written import FACTS_SHEET, form_digest, forms_on, names_on, written_on
from sop_kit.record.workbooks.xlsx_book import Book, BookSheet, Places, open_book, read_sheets
from sop_kit.record.workbooks.xlsx_columns import PRODUCT, is_figure, table_sheet
from sop_kit.record.workbooks.xlsx_comments import comments_on
from sop_kit.record.workbooks.xlsx_guide import guide_name
from sop_kit.record.workbooks.xlsx_own import is_note_of_the_kit, own_part, product_part, with_columns
from sop_kit.record.workbooks.xlsx_package import Unreadable
from sop_kit.record.workbooks.xlsx_room import room_in
from sop_kit.record.workbooks.xlsx_sheets import LISTS
from sop_kit.record.workbooks.xlsx_texts import with_whole_texts
from sop_kit.words import LANGUAGES, words

_FEW = 2  # known headings that make a table of a sheet with a name of its own
_SHOWN = 200  # characters of a comment that are repeated
_OWN_SHEETS = frozenset({FACTS_SHEET, LISTS})


def read_workbook(data: bytes, name: str, mappings: Mappings = NO_MAPPINGS) -> Part:
    """Return the rows of a workbook, sheet by sheet, each with its cell such as ``file.xlsx!Steps!B7``.

    A sheet is the table that it is named after, in either language, else the one that its headings fit; one that is no
    table is reported. Figures, dates and percentages are taken as a person saw them. ``mappings`` is what people have
    said about headings.
    """
    try:
        book = open_book(data, name)
    except Unreadable as fault:
        return Part(name=name, problems=(Problem(where=name, what=fault.what),))
    sheets = list(read_sheets(book))
    facts = next((sheet for sheet in sheets if sheet.name == FACTS_SHEET), None)
    written = written_on(facts) if facts else None
    # Another program may have lost the sheet of facts: the page that explains the others still shows whose it is.
    own = written is not None or any(sheet.name in _guides() for sheet in sheets)
    read = [sheet for sheet in sheets if not (own and sheet.name in _OWN_SHEETS | _guides())]
    if own:
        read = with_whole_texts(read)
    forms = forms_on(facts) if facts and own else {}
    filled = tuple(_filled(sheet) for sheet in read if sheet.name in forms and _is_filled(sheet, forms[sheet.name]))
    read = [sheet for sheet in read if sheet.name not in forms]
    reader = _Reader(book=book, own=own, mappings=mappings, alone=sum(bool(sheet.lines) for sheet in read) == 1)
    part = _joined(name, [reader.part(sheet) for sheet in read])
    room = room_in(read, part) if own else {}
    part = replace(part, written=written, room=room, problems=(*_besides(book, sheets), *part.problems, *filled))
    return with_ids_for_names(part, names_on(facts) if facts else []) if own else part


class _Reader:
    """Reads the sheets of one workbook."""

    def __init__(self, *, book: Book, own: bool, mappings: Mappings, alone: bool) -> None:
        self._book = book
        self._own = own  # written by the kit
        self._mappings = mappings
        self._alone = alone  # only one sheet holds something

    def part(self, sheet: BookSheet) -> Part:
        """Return what a sheet says."""
        problems = [*sheet.problems, *self._comments(sheet)]
        if sheet.lines:
            part = self._read(sheet)
            problems += part.problems
            if sheet.hidden and (part.tables or part.singles) and not self._own:
                problems.append(warning(sheet.where, "This sheet is hidden; it was read like the others."))
            return replace(part, problems=tuple(problems))
        return Part(name=sheet.where, problems=tuple(problems))

    def _read(self, sheet: BookSheet) -> Part:
        if sheet.name in {table_sheet(words(lang), PRODUCT) for lang in LANGUAGES}:
            return product_part(sheet)
        table = self._table(sheet)
        if not table:
            return Part(name=sheet.where, problems=(_no_table(sheet),))
        lines, problems = without_examples(sheet.lines)
        part = self._own_part(lines, sheet.where, table) if self._own else None
        if part is None:
            wide = _as_wide(replace(sheet, lines=lines))
            part = table_part(wide, sheet.where, table=table, mappings=self._mappings)
        return replace(_with_figures(part, sheet), problems=(*problems, *part.problems))

    def _own_part(self, lines: Sequence[Line], where: str, table: str) -> Part | None:
        """Return what a sheet of the kit says, ``None`` when somebody has laid it out anew."""
        named = with_columns(lines, table)
        if len(named) <= 1:  # the headings alone: nobody has written anything
            return Part(name=where)
        return own_part(named, where, table)

    def _table(self, sheet: BookSheet) -> str:
        """Return the table that a sheet is, "" when it is none."""
        named = table_of_name(f"{sheet.name}.xlsx") or (table_of_name(self._book.name) if self._alone else "")
        if named:
            return named
        first = sheet.lines[:ROWS_ABOVE_HEADINGS]
        wide = [line for line in first if len(line.said()) > _FEW]
        known = any(recognised(line.cells) >= _FEW for line in first) or has_headings(wide, "steps")
        laid = laid_out(sheet.lines) if known or self._alone else None
        return table_of("", [heading.text for heading in laid.headings]) if laid else ""

    def _comments(self, sheet: BookSheet) -> Iterator[Problem]:
        table = table_of_name(f"{sheet.name}.xlsx")
        for comment in comments_on(self._book.package, sheet.path):
            if not is_note_of_the_kit(comment, table or PRODUCT):
                yield warning(
                    f"{sheet.where}!{comment.cell}",
                    "The comment on this cell was not taken in: '{text}'. Write into a cell what is to be kept.",
                    text=comment.text[:_SHOWN],
                )


def _as_wide(sheet: BookSheet) -> list[Line]:
    """Return the lines with the first ones as wide as the widest: a remark beside a table is no cell too many."""
    width = max(len(line.cells) for line in sheet.lines)
    return [
        *(_padded(line, sheet, width) for line in sheet.lines[:ROWS_ABOVE_HEADINGS]),
        *sheet.lines[ROWS_ABOVE_HEADINGS:],
    ]


def _padded(line: Line, sheet: BookSheet, width: int) -> Line:
    row = int(line.where.rpartition("!A")[2])
    cells = [*line.cells, *[""] * (width - len(line.cells))]
    return replace(line, cells=cells, places=Places(where=sheet.where, row=row, width=width))


def _no_table(sheet: BookSheet) -> Problem:
    return warning(
        sheet.where,
        "This sheet is no table of a record, and was left out; it begins with '{text}'. If it is one, name the sheet "
        "after its table, such as {example}.",
        text=next(iter(sheet.lines[0].said()), "")[:_SHOWN],
        example="步骤 / Steps",
    )


def _is_filled(sheet: BookSheet, digest: str) -> bool:
    return form_digest(cell for line in sheet.lines for cell in line.cells) != digest


def _filled(sheet: BookSheet) -> Problem:
    return warning(
        sheet.where,
        "What was written into this form was not taken in: the record has no table for it. Keep the file, or write what"
        " the record should know into the sheets of its workbook.",
    )


def _with_figures(part: Part, sheet: BookSheet) -> Part:
    """Return the part with plain digits in the columns that take figures."""
    tables = {
        # A row of which every cell stands under a heading that was left out says nothing.
        table: tuple(_plain(table, row, sheet) for row in rows if row.values)
        for table, rows in part.tables.items()
    }
    return replace(part, tables=tables)


def _plain(table: str, row: RawRow, sheet: BookSheet) -> RawRow:
    values = dict(row.values)
    for column, value in row.values.items():
        digits = sheet.plain.get(row.at(column))
        if digits is None or not isinstance(value, str) or not is_figure(column_kind(TABLES[table], column)):
            continue
        # 90 % of a quiz is 90, and what is shown as a time was made minutes already.
        values[column] = value.removesuffix("%") if value.endswith("%") or ":" in value else digits
    return row.having(values) if values != row.values else row


def _joined(name: str, parts: list[Part]) -> Part:
    tables: dict[str, tuple[RawRow, ...]] = {}
    singles: dict[str, RawRow] = {}
    for part in parts:
        singles |= part.singles
        for table, rows in part.tables.items():
            tables[table] = (*tables.get(table, ()), *rows)
    ordered = {table: tables[table] for table in TABLES if table in tables}
    return Part(
        name=name,
        tables=ordered,
        singles=singles,
        problems=tuple(problem for part in parts for problem in part.problems),
        mapping=tuple(each for part in parts for each in part.mapping),
    )


def _besides(book: Book, sheets: Sequence[BookSheet]) -> Iterator[Problem]:
    besides = book.package.besides()
    if besides:
        yield warning(
            book.name, "Only what stands in cells was read. The workbook also holds: {things}.", things=besides
        )
    if not any(sheet.lines or sheet.problems for sheet in sheets):
        yield error(book.name, "The workbook is empty. Nothing was read from it.")


def _guides() -> frozenset[str]:
    return frozenset(guide_name(words(lang)) for lang in LANGUAGES)
