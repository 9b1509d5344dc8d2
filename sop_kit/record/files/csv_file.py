"""A table of the record as CSV, one row a line, and back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sop_kit.errors import Problem
from sop_kit.record.files.cells import guarded, unguarded, value_text
from sop_kit.record.files.csv_facts import holds_facts, read_facts
from sop_kit.record.files.decoding import read_text
from sop_kit.record.files.reading import Part, error
from sop_kit.record.headings.headings import recognised
from sop_kit.record.headings.layout import MOST_COLUMNS, ROWS_ABOVE_HEADINGS, Line
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings
from sop_kit.record.headings.table_lines import table_part
from sop_kit.record.model import TABLES, Record

_DELIMITERS = ",;\t"
_MOST_BROKEN = 50  # rows with unmatched quotes after which the rest of a file is not worth guessing


def write_table(record: Record, table: str) -> str:
    """Return a table of the record as CSV, its headings being the names of the columns.

    Lists are joined by ``; ``, an arrow is ``ID`` or ``ID [condition]``. A cell that a spreadsheet would run as a
    formula starts with ``'``, which reading takes off. Write the text as ``utf-8-sig``: without that mark Excel on a
    Chinese Windows takes it for GB18030.
    """
    columns = tuple(TABLES[table].model_fields)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in record.rows(table):
        writer.writerow([guarded(value_text(getattr(row, column))) for column in columns])
    return text.getvalue()


def read_table(data: bytes, name: str, mappings: Mappings = NO_MAPPINGS) -> Part:
    """Return the rows of a CSV file: UTF-8, UTF-16 or GB18030; comma, semicolon or tab; headings in either language.

    An empty cell says nothing about its column. What cannot be read is left out and reported with its line.
    ``mappings`` is what people have said about headings.
    """
    rows, problems = csv_lines(data, name)
    if rows is None:
        return Part(name=name, problems=problems)
    if rows and holds_facts(rows[0].cells):
        return read_facts([(row.where, row.cells) for row in rows[1:]], name, problems)
    part = table_part(rows, name, mappings=mappings)
    return replace(part, problems=(*problems, *part.problems))


def csv_lines(data: bytes, name: str) -> tuple[list[Line] | None, tuple[Problem, ...]]:
    """Return the lines of a CSV file that hold something, ``None`` when it is no text, and the problems met."""
    text, problems = read_text(data, name)
    if text is None:
        return None, problems
    found: list[Problem] = list(problems)
    lines, delimiter = _lines(text)
    rows = list(_rows(lines, delimiter, name, found))
    return rows, tuple(found)


def _lines(text: str) -> tuple[list[str], str]:
    lines = list(io.StringIO(text, newline=""))
    first = lines[0].rstrip("\r\n").strip(" ").strip('"').lower()
    if first.startswith("sep=") and len(first) == len("sep=,"):
        return ["\n", *lines[1:]], first[-1]
    return lines, max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: Sequence[str], delimiter: str) -> tuple[int, int, int]:
    """Return how well a delimiter parts the first rows: known headings, then rows of one width, then that width."""
    known, widths = 0, []
    for line in lines[:ROWS_ABOVE_HEADINGS]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        known = max(known, recognised(cells[:MOST_COLUMNS]))
        widths.append(len(cells))
    parted = Counter(width for width in widths if width > 1).most_common(1)
    width, often = parted[0] if parted else (0, 0)
    return known, often, width


def _rows(lines: Sequence[str], delimiter: str, name: str, problems: list[Problem]) -> Iterator[Line]:
    start = 0
    for _ in range(_MOST_BROKEN):
        try:
            for cells, line in _parsed(lines[start:], delimiter):
                start, here = start + line, start
                if any(cell.strip() for cell in cells):
                    yield Line(cells=[unguarded(cell) for cell in cells], where=f"{name}:{here + 1}")
        except csv.Error as fault:
            problems.append(_quotes_problem(f"{name}:{start + 1}", fault))
            # A quote that nobody closes would swallow the rest of the file: go on with the next line.
            start += 1
        else:
            return
    problems.append(
        error(
            f"{name}:{start + 1}",
            "{n} rows could not be read, and the rest of the file was left out. Save it again as CSV.",
            n=_MOST_BROKEN,
        )
    )


def _parsed(lines: Sequence[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each row and how many lines it takes."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    for cells in reader:
        yield cells, reader.line_num - before
        before = reader.line_num


def _quotes_problem(where: str, fault: csv.Error) -> Problem:
    if "field limit" in str(fault):
        return error(where, "A cell of this row is far too long; the row was left out. Shorten it.")
    return error(where, 'The double quotes of this row do not match; it was left out. Write " inside a cell as "".')
