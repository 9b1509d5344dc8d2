"""What a workshop remembers about headings, as a small CSV that can be edited by hand: table, heading, column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sop_kit.errors import Problem
from sop_kit.record.alike import did_you_mean
from sop_kit.record.files.cells import guarded, unguarded
from sop_kit.record.files.decoding import read_text
from sop_kit.record.files.reading import warning
from sop_kit.record.headings.headings import table_of_name
from sop_kit.record.headings.mapping import column_meant, heading_key
from sop_kit.record.labels import table_name
from sop_kit.record.model import TABLES

MAPPINGS_FILE = "mappings.csv"
_LONGEST = 10_000  # characters of a line that are looked at
_HEADINGS = ["table", "heading", "column"]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, what it says, and what is wrong with it."""

    cells: list[str]
    table: str
    heading: str
    column: str
    problem: Problem | None


def read_mappings(data: bytes) -> tuple[Mapping[tuple[str, str], str], tuple[Problem, ...]]:
    """Return the column of each table and heading that the file states, and what could not be understood.

    A line that cannot be understood is left out; the others count.
    """
    text, problems = read_text(data, MAPPINGS_FILE)
    if text is None:
        return {}, problems
    lines = list(_lines(text))
    said = {(line.table, heading_key(line.heading)): line.column for line in lines if line.problem is None}
    return said, (*problems, *(line.problem for line in lines if line.problem is not None))


def with_mappings(data: bytes, new: Mapping[tuple[str, str], str]) -> str:
    """Return the text of the file with more said in it; ``new`` holds table and heading as people write it.

    A line about the same heading gives way; all others stay, also those that cannot be understood.
    """
    text = read_text(data, MAPPINGS_FILE)[0] or ""
    replaced = {(table, heading_key(heading)) for table, heading in new}
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_HEADINGS)
    for line in _lines(text):
        if line.problem is not None or (line.table, heading_key(line.heading)) not in replaced:
            writer.writerow(line.cells)
    for (table, heading), column in new.items():
        writer.writerow([table, guarded(" ".join(heading.split())), column])
    return written.getvalue()


def _lines(text: str) -> Iterator[_Line]:
    lines = list(io.StringIO(text, newline=None))
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    for number, line in enumerate(lines, start=1):
        # Each line alone: a quote that nobody closes costs that line, not the rest of the file.
        cells = next(csv.reader([line[:_LONGEST]], delimiter=delimiter), [])
        if any(cell.strip() for cell in cells) and [cell.strip().lower() for cell in cells[:3]] != _HEADINGS:
            yield _understood(cells, f"{MAPPINGS_FILE}:{number}")


def _understood(cells: list[str], where: str) -> _Line:
    table, heading, column = (unguarded(cell).strip() for cell in (*cells, "", "", "")[:3])
    known = table if table in TABLES else table_of_name(table)
    if not known:
        text = "There is no table '{name}'; the line was left out.{hint}"
        return _Line(
            cells, "", heading, column, warning(where, text, name=table[:80], hint=did_you_mean(table, TABLES))
        )
    if not heading:
        text = "This line states no heading; it was left out. Write table, heading, column."
        return _Line(cells, known, "", column, warning(where, text))
    columns = TABLES[known].model_fields
    meant = column_meant(known, column)
    if column and not meant:
        problem = warning(
            where,
            "'{column}' is no column of {table}; the line was left out.{hint}",
            column=column[:80],
            table=table_name(known),
            hint=did_you_mean(column, columns),
        )
        return _Line(cells, known, heading, "", problem)
    return _Line(cells, known, heading, meant, None)
