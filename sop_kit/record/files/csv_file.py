"""A table of the record as CSV, one row a line, and back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_kit.errors import Problem
from sop_kit.record.alike import MOST_HINTS, did_you_mean
from sop_kit.record.files.cells import guarded, join_arrows, join_list, unguarded
from sop_kit.record.files.csv_facts import holds_facts, read_facts
from sop_kit.record.files.decoding import read_text
from sop_kit.record.files.headings import columns_of, recognised, table_of
from sop_kit.record.files.reading import Origin, Part, Path, RawRow, error, warning
from sop_kit.record.model import TABLES, Record
from sop_kit.record.tables import Next

_DELIMITERS = ",;\t"
_ROWS_ABOVE_HEADINGS = 10  # a sheet's title may stand above its headings
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
        writer.writerow([guarded(_cell(getattr(row, column))) for column in columns])
    return text.getvalue()


def read_table(data: bytes, name: str) -> Part:
    """Return the rows of a CSV file: UTF-8, UTF-16 or GB18030; comma, semicolon or tab; headings in either language.

    An empty cell says nothing about its column. What cannot be read is left out and reported with its line.
    """
    text, problems = read_text(data, name)
    if text is None:
        return Part(name=name, problems=problems)
    found: list[Problem] = list(problems)
    lines, delimiter = _lines(text)
    rows = list(_rows(lines, delimiter, name, found))
    if rows and holds_facts(rows[0].cells):
        return read_facts([(row.where, row.cells) for row in rows[1:]], name, found)
    start = _heading_row(rows)
    if start is None:
        return Part(name=name, problems=(*found, error(name, "There is no row of headings. Nothing was read.")))
    headings = rows[start]
    found += [warning(row.where, "This row stands above the headings and was left out.") for row in rows[:start]]
    table = table_of(name, headings.cells)
    if not table:
        message = "These columns fit several tables. Name the file after its table, such as roles.csv or tools.csv."
        return Part(name=name, problems=(*found, error(headings.where, message)))
    columns = columns_of(table, headings.cells)
    found += _unknown_columns(headings, columns, table)
    if not any(columns):
        return Part(name=name, problems=tuple(found))
    return _part(name, table, columns, rows[start + 1 :], found)


@dataclass(frozen=True, slots=True)
class _Line:
    cells: list[str]
    where: str


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, tuple):
        arrows = [item for item in value if isinstance(item, Next)]
        return join_arrows((item.to, item.when) for item in arrows) if arrows else join_list(value)
    return str(value)


def _lines(text: str) -> tuple[list[str], str]:
    lines = list(io.StringIO(text, newline=""))
    first = lines[0].strip().lower()
    if first.startswith("sep=") and len(first) == len("sep=,"):
        return ["\n", *lines[1:]], first[-1]
    return lines, max(_DELIMITERS, key=lambda delimiter: _fit(lines, delimiter))


def _fit(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """Return how well a delimiter makes headings of one of the first rows: known headings, then cells."""
    best = (0, 0)
    for line in lines[:_ROWS_ABOVE_HEADINGS]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        best = max(best, (recognised(cells), len(cells)))
    return best


def _rows(lines: Sequence[str], delimiter: str, name: str, problems: list[Problem]) -> Iterator[_Line]:
    start = 0
    for _ in range(_MOST_BROKEN):
        try:
            for cells, line in _parsed(lines[start:], delimiter):
                start, here = start + line, start
                if any(cell.strip() for cell in cells):
                    yield _Line([unguarded(cell) for cell in cells], f"{name}:{here + 1}")
        except csv.Error as fault:
            problems.append(error(f"{name}:{start + 1}", _quotes_message(fault)))
            # A quote that nobody closes would swallow the rest of the file: go on with the next line.
            start += 1
        else:
            return
    message = f"{_MOST_BROKEN} rows could not be read, and the rest of the file was left out. Save it again as CSV."
    problems.append(error(f"{name}:{start + 1}", message))


def _parsed(lines: Sequence[str], delimiter: str) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each row and how many lines it takes."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    before = 0
    for cells in reader:
        yield cells, reader.line_num - before
        before = reader.line_num


def _quotes_message(fault: csv.Error) -> str:
    if "field limit" in str(fault):
        return "A cell of this row is far too long; the row was left out. Shorten it."
    return 'The double quotes of this row do not match; it was left out. Write " inside a cell as "".'


def _heading_row(rows: Sequence[_Line]) -> int | None:
    candidates = rows[:_ROWS_ABOVE_HEADINGS]
    if not candidates:
        return None
    return max(range(len(candidates)), key=lambda number: (recognised(candidates[number].cells), -number))


def _unknown_columns(headings: _Line, columns: Sequence[str], table: str) -> Iterator[Problem]:
    model = TABLES[table].model_fields
    if not any(columns):
        message = f"None of the headings is a column of {table}. Its columns are: {', '.join(model)}."
        yield error(headings.where, message)
        return
    lost = [heading for heading, column in zip(headings.cells, columns, strict=True) if heading.strip() and not column]
    for heading in lost[:MOST_HINTS]:
        message = f"The column '{heading.strip()[:80]}' is not known in {table} or stands here twice"
        yield warning(headings.where, f"{message}; it was left out.{did_you_mean(heading, model)}")
    if lost[MOST_HINTS:]:
        yield warning(headings.where, f"{len(lost) - MOST_HINTS} more columns are not known and were left out.")


def _part(name: str, table: str, columns: Sequence[str], lines: Sequence[_Line], problems: list[Problem]) -> Part:
    rows: list[dict[str, str]] = []
    places: dict[Path, str] = {}
    usual = Counter(len(line.cells) for line in lines).most_common(1)
    for line in lines:
        beyond = "".join(line.cells[len(columns) :]).strip()
        # A longer row than all others holds a comma too many, and its cells stand in the wrong columns.
        if beyond or len(line.cells) > max(len(columns), usual[0][0]):
            message = (
                "This row has more cells than there are headings; it was left out. Put a text with commas in quotes."
            )
            problems.append(error(line.where, message))
            continue
        places[(table, len(rows))] = line.where
        cells = zip(columns, line.cells, strict=False)
        rows.append({column: cell for column, cell in cells if column and cell.strip()})
    if not rows:
        problems.append(warning(name, "There is no row below the headings that could be read."))
    origin = Origin(name=name, places=places)
    raw = tuple(RawRow(values=row, origin=origin, path=(table, number)) for number, row in enumerate(rows))
    return Part(name=name, tables={table: raw}, problems=tuple(problems))
