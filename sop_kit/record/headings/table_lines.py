"""A table as people lay it out, line by line with its headings, as rows of the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sop_kit.errors import Problem
from sop_kit.record.alike import MOST_HINTS
from sop_kit.record.files.reading import Mapped, Origin, Part, Path, RawRow, error, warning
from sop_kit.record.headings.arrow_cells import turned_around, without_nothing
from sop_kit.record.headings.layout import LaidOut, Line, laid_out, without_headings
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings, map_headings
from sop_kit.record.headings.rows_beneath import rows_beneath
from sop_kit.record.headings.timed_cells import in_minutes
from sop_kit.record.headings.which_table import table_of
from sop_kit.record.labels import column_name, table_name
from sop_kit.record.model import TABLES
from sop_kit.record.workbooks.example_rows import without_examples

__all__ = ["Line", "table_part"]


def table_part(
    lines: Sequence[Line], name: str, *, table: str = "", mappings: Mappings = NO_MAPPINGS, headings: bool = True
) -> Part:
    """Return the rows that the lines of one table hold, what each heading was taken for, and the problems met.

    Lines with nothing in them are left out before. A title above the headings, headings in two lines, and lines that
    name the stage of those beneath them are understood; an empty cell says nothing about its column.

    Parameters
    ----------
    lines
        The lines from top to bottom: of a CSV file, of one sheet of a workbook, of what was pasted.
    name
        The file, or file and sheet; it stands in problems that are about the whole table.
    table
        The table of the record that the lines are of, when the caller knows it; else it shows in ``name`` or in the
        headings.
    mappings
        What people have said about headings.
    headings
        Whether one of the first lines holds headings; without, what the cells look like tells the columns, and a
        heading is the number of its column.
    """
    lines, examples = without_examples(lines)
    laid = laid_out(lines, table) if headings else without_headings(lines)
    if laid is None or not laid.headings:
        return Part(name=name, problems=(error(name, "There is no row of headings. Nothing was read."),))
    found = [warning(line.where, "This row stands above the headings and was left out.") for line in laid.above]
    found += examples
    table = table or table_of(name, [heading.text for heading in laid.headings])
    if not table:
        found.append(
            error(
                laid.where,
                "These columns fit several tables. Name the file after its table, such as roles.csv or tools.csv.",
            )
        )
        return Part(name=name, problems=tuple(found))
    mapped = map_headings(table, laid.headings, mappings)
    found += _left_out(mapped, table, laid.where)
    part = Part(name=name, problems=tuple(found), mapping=tuple(each for each in mapped if each.heading))
    return _part(table, laid, mapped, mappings, part) if any(each.column for each in mapped) else part


def _left_out(mapped: Sequence[Mapped], table: str, where: str) -> Iterator[Problem]:
    if not any(each.column for each in mapped):
        yield error(
            where,
            "None of the headings is a column of {table}. Its columns are: {columns}.",
            table=table_name(table),
            columns=tuple(TABLES[table].model_fields),
        )
        return
    lost = [each for each in mapped if each.heading and each.how in {"unknown", "taken"}]
    for each in lost[:MOST_HINTS]:
        yield _lost(each)
    if lost[MOST_HINTS:]:
        yield warning(where, "{n} more columns are not known and were left out.", n=len(lost) - MOST_HINTS)


def _lost(mapped: Mapped) -> Problem:
    values = {"name": mapped.heading.strip()[:80], "table": table_name(mapped.table)}
    if mapped.how == "taken":
        return warning(
            mapped.where,
            "The column '{name}' was left out: another one is '{column}' already.",
            name=values["name"],
            column=column_name(mapped.nearest),
        )
    if mapped.nearest:
        return warning(
            mapped.where,
            "The column '{name}' is not known in {table} and was left out. It may be '{column}' ({id}).",
            **values,
            column=column_name(mapped.nearest),
            id=mapped.nearest,
        )
    return warning(mapped.where, "The column '{name}' is not known in {table} and was left out.", **values)


def _part(table: str, laid: LaidOut, mapped: Sequence[Mapped], mappings: Mappings, start: Part) -> Part:
    columns = [each.column for each in mapped]
    beneath, found = rows_beneath(table, laid, columns, mappings)
    if table == "steps":
        without_nothing(beneath)
    if any(each.how == "backwards" for each in mapped):
        found += turned_around(beneath)
    found += in_minutes(beneath, mapped)
    if not beneath:
        found.append(warning(start.name, "There is no row below the headings that could be read."))
    places: dict[Path, str] = {}
    for number, row in enumerate(beneath):
        places[(table, number)] = row.line.where
        # A place of its own for each cell is known in a workbook only.
        for column, place in zip(columns, row.line.places, strict=False):
            if column:
                places[(table, number, column)] = place
    origin = Origin(name=start.name, places=places)
    rows = tuple(RawRow(values=row.cells, origin=origin, path=(table, number)) for number, row in enumerate(beneath))
    return replace(start, tables={table: rows}, problems=(*start.problems, *found))
