"""What a workbook of the kit has of its own: headings in two languages, an example row, a sheet of facts, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sop_kit.errors import Problem
from sop_kit.record.alike import folded
from sop_kit.record.column_notes import column_notes
from sop_kit.record.files.csv_facts import read_facts
from sop_kit.record.files.reading import Origin, Part, Path, RawRow, error, warning
from sop_kit.record.headings.layout import ROWS_ABOVE_HEADINGS, Line
from sop_kit.record.model import TABLES
from sop_kit.record.workbooks.xlsx_columns import PRODUCT, headings
from sop_kit.record.workbooks.xlsx_comments import Comment
from sop_kit.record.workbooks.xlsx_sheets import REQUIRED
from sop_kit.words import LANGUAGES, words

if TYPE_CHECKING:  # reading a workbook takes openpyxl, and with it numpy; a document only writes them
    from sop_kit.record.workbooks.xlsx_book import BookSheet

# In place of a row's number: the row was printed for somebody to sign, and counts once its column is filled in.
TO_SIGN = "▢"
COUNTS_WITH: Mapping[str, str] = {"readings": "at", "approvals": "verdict", "walkthroughs": "answer"}

_FEW = 2  # headings that make a line one of headings


def with_columns(lines: Sequence[Line], table: str) -> tuple[Line, ...]:
    """Return the lines from the headings on that the kit has written, with the names of the columns in their place."""
    known = _known(table)
    for number, line in enumerate(lines[:ROWS_ABOVE_HEADINGS]):
        columns = [_column(cell, known) for cell in line.cells]
        if sum(map(bool, columns)) >= _FEW:
            cells = [column or cell for column, cell in zip(columns, line.cells, strict=True)]
            return (replace(line, cells=cells), *lines[number + 1 :])
    return tuple(lines)


def own_part(lines: Sequence[Line], where: str, table: str) -> Part | None:
    """Return the rows beneath headings that are the columns' own names, ``None`` when some are not or cells are merged.

    Nothing has to be found out about such a sheet: what stands in it is what was meant.
    """
    columns = [cell.strip() for cell in lines[0].cells]
    named = [column for column in columns if column]
    strange = not set(named) <= set(TABLES[table].model_fields) or len(set(named)) < len(named)
    if strange or any(line.merged for line in lines):
        return None
    rows: list[dict[str, object]] = []
    places: dict[Path, str] = {}
    problems: list[Problem] = []
    for line in lines[1:]:
        row: dict[str, object] = {}
        for number, cell in enumerate(line.cells):
            column = columns[number] if number < len(columns) else ""
            if cell.strip() and column:
                row[column] = cell
                places[table, len(rows), column] = line.at(number)
            elif cell.strip():
                problems.append(error(line.at(number), "There is no heading above this cell; it was left out."))
        places[table, len(rows)] = line.where
        if row.get("id") == TO_SIGN:
            row = {name: cell for name, cell in row.items() if name != "id"} if COUNTS_WITH.get(table) in row else {}
        if row:
            rows.append(row)
    origin = Origin(name=where, places=places)
    raw = tuple(RawRow(values=row, origin=origin, path=(table, number)) for number, row in enumerate(rows))
    return Part(name=where, tables={table: raw}, problems=tuple(problems))


def product_part(sheet: BookSheet) -> Part:
    """Return the facts of the product line and its settings that a sheet holds, a fact and its value a line."""
    known = _known(PRODUCT)
    facts: list[tuple[str, tuple[str, str]]] = []
    problems: list[Problem] = []
    for line in sheet.lines:
        fact, value = (*line.cells, "", "")[:2]
        column = _column(fact, known)
        if column and value.strip():
            facts.append((line.at(1), (column, value)))
        elif fact.strip() and value.strip() and not _is_head(fact):
            problems.append(
                warning(
                    line.at(0),
                    "'{name}' is not known among the facts of a product line and was left out.",
                    name=" ".join(fact.split())[:80],
                )
            )
    return read_facts(facts, sheet.where, problems)


def is_note_of_the_kit(comment: Comment, table: str) -> bool:
    """Say whether a comment is one that the kit has put on a heading, be it that another program has saved it since."""
    return comment.author == "sop-kit" or folded(comment.text) in _notes(table)


@cache
def _known(table: str) -> Mapping[str, str]:
    """Return the columns of a table by what they are called in a workbook, and by their own names."""
    called = headings(table)
    return {folded(text): column for text, column in (*called.items(), *((each, each) for each in called.values()))}


def _column(cell: str, known: Mapping[str, str]) -> str:
    """Return the column that a heading of the kit means, in one language or in both."""
    texts = [text.removesuffix(REQUIRED.strip()) for text in cell.split("\n") if text.strip()]
    columns = {known.get(folded(text), "") for text in texts}
    return columns.pop() if len(columns) == 1 else ""


def _is_head(cell: str) -> bool:
    return any(folded(words(lang)("Fact")) == folded(text) for lang in LANGUAGES for text in cell.split("\n"))


@cache
def _notes(table: str) -> frozenset[str]:
    return frozenset(folded(note) for lang in LANGUAGES for note in column_notes(words(lang), table).values())
