"""What a workbook of the kit has room for and leaves empty: there somebody has taken something out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.record.alike import folded
from sop_kit.record.files.reading import Part, Path
from sop_kit.record.headings.headings import table_of_name
from sop_kit.record.headings.layout import ROWS_ABOVE_HEADINGS
from sop_kit.record.model import TABLES
from sop_kit.record.workbooks.xlsx_book import BookSheet
from sop_kit.record.workbooks.xlsx_columns import PRODUCT, headings, table_sheet
from sop_kit.record.workbooks.xlsx_own import with_columns
from sop_kit.words import LANGUAGES, words

_FEW = 2  # headings that make a line one of headings


def room_in(sheets: Sequence[BookSheet], part: Part) -> Mapping[Path, frozenset[str]]:
    """Return the columns that each row leaves empty, by its path, and all columns of each table by ``(table,)``.

    Parameters
    ----------
    sheets
        The sheets of a workbook of the kit. A sheet whose headings are gone, or that is there twice, has no room.
    part
        What they say, nothing tidied yet: a value that cannot be used is no empty cell.
    """
    room: dict[Path, frozenset[str]] = {}
    for sheet in sheets:
        table = table_of_name(f"{sheet.name}.xlsx")
        if sheet.name in _product_sheets():
            room[PRODUCT,] = _empty_facts(sheet)
        elif table:
            room[table,] = frozenset() if (table,) in room else _columns(sheet, table)
    for table, rows in part.tables.items():
        columns = room.get((table,), frozenset())
        room |= {row.path: columns - set(row.values) for row in rows if columns}
    return {path: columns for path, columns in room.items() if columns}


def _product_sheets() -> frozenset[str]:
    return frozenset(table_sheet(words(lang), PRODUCT) for lang in LANGUAGES)


def _columns(sheet: BookSheet, table: str) -> frozenset[str]:
    """Return the columns that a sheet has headings for; none when its headings are not those of the kit."""
    model = TABLES[table].model_fields
    for line in with_columns(sheet.lines[:ROWS_ABOVE_HEADINGS], table):
        found = frozenset(cell for cell in line.cells if cell in model)
        if len(found) >= _FEW and "id" in found:
            return found
    return frozenset()


def _empty_facts(sheet: BookSheet) -> frozenset[str]:
    known = {folded(text): column for text, column in headings(PRODUCT).items()}
    empty: set[str] = set()
    for line in sheet.lines:
        fact, value = (*line.cells, "", "")[:2]
        column = next((known[folded(text)] for text in fact.split("\n") if folded(text) in known), "")
        if column and not value.strip():
            empty.add(column)
    return frozenset(empty)
