"""Rows pasted from a spreadsheet: what they would change in a record, and the lines that cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sop_kit.errors import Problem
from sop_kit.record.alike import folded
from sop_kit.record.changes import Edit, difference
from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.cells import unguarded
from sop_kit.record.files.reading import Mapped, Part, Reading
from sop_kit.record.files.settle import settle
from sop_kit.record.files.tidy import tidy
from sop_kit.record.headings.layout import Line
from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.headings.numbering import Ids, numbered
from sop_kit.record.headings.table_lines import table_part
from sop_kit.record.model import Record

# A spreadsheet puts a cell in quotes only when it holds a line end; a quote inside is then doubled.
_QUOTED = re.compile(r'"((?:[^"\t]|"")*)"(?=\t|\n|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
_NEEDS_QUOTES = re.compile(r'^"|[\t\n]')
_RENUMBERED = ("id", "next")
_FEWEST_PARTS = 3  # cells in each line, before commas are taken for the ends of cells


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What pasted rows do to a record when they are taken.

    Only rows without a fault are taken; ``left`` is the text of the others, with their headings, to be corrected.
    """

    edits: tuple[Edit, ...]
    new: tuple[str, ...]  # ids of rows that are new
    changed: tuple[str, ...]  # ids of rows that were there and change
    same: int  # rows that say nothing new
    wrong: int  # rows with a fault
    mapping: tuple[Mapped, ...]
    problems: tuple[Problem, ...]
    left: str
    record: Record  # after the edits


def pasted_lines(text: str, name: str) -> tuple[Line, ...]:
    """Return the rows of a pasted text that hold something, each with its number for a place.

    Cells end at tabs, or, where there is none, at commas or semicolons that part every line alike.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    rows = list(rows_of_cells(text)) if "\t" in text else _parted(text)
    return tuple(
        Line(cells=[unguarded(cell) for cell in cells], where=f"{name}:{number}")
        for number, cells in enumerate(rows, start=1)
        if any(cell.strip() for cell in cells)
    )


def paste(  # noqa: PLR0913  one keyword a choice of the person
    lines: Sequence[Line], table: str, base: Record, *, name: str, headings: bool, mappings: Mappings, ids: Ids
) -> Pasted:
    """Return what pasted lines do to a table of a record.

    Parameters
    ----------
    name
        What the pasted rows are called in problems that are about all of them.
    headings
        Whether the first lines hold headings.
    mappings
        What people have said about the headings.
    ids
        Gives ids to rows that have none.
    """
    known = replace(mappings, roles=frozenset(folded(role.name) for role in base.roles))
    found = table_part(lines, name, table=table, mappings=known, headings=headings)
    part = numbered(tidy(found), table, base, ids)
    first = _read(part, base)
    faulty = {problem.where for problem in first.problems if problem.severity == "error"}
    wrong = [line for line in lines if line.where in faulty and not _is_heading(line, found, headings=headings)]
    right = _without(part if _states_ids(found) else tidy(found), {line.where for line in wrong})
    # Ids of their own column are kept for the rows that come later; else there is no gap where a row was wrong.
    reading = _read(right if _states_ids(found) else numbered(right, table, base, ids), base) if wrong else first
    after = reading.record or base
    edits = difference(base, after)
    put = [edit.row for edit in edits if edit.table == table and edit.act == "put"]
    there = {row.id for row in base.rows(table)}
    new = tuple(dict.fromkeys(row for row in put if row not in there))
    changed = tuple(dict.fromkeys(row for row in put if row in there))
    return Pasted(
        edits=edits,
        new=new,
        changed=changed,
        same=len(right.tables.get(table, ())) - len(new) - len(changed),
        wrong=len(wrong),
        mapping=found.mapping,
        problems=(*_of_severity("error", first), *_of_severity("warning", reading)),
        left=_left(lines, part, found, wrong) if wrong else "",
        record=after,
    )


def _read(part: Part, base: Record) -> Reading:
    return assemble(settle([part], base, unknown="create"), base)


def _of_severity(severity: str, reading: Reading) -> tuple[Problem, ...]:
    return tuple(problem for problem in reading.problems if problem.severity == severity)


def _states_ids(part: Part) -> bool:
    return any(mapped.column == "id" for mapped in part.mapping)


def _is_heading(line: Line, part: Part, *, headings: bool) -> bool:
    return headings and line.where in {mapped.where for mapped in part.mapping}


def _without(part: Part, wrong: set[str]) -> Part:
    kept = {table: tuple(row for row in rows if row.at() not in wrong) for table, rows in part.tables.items()}
    return replace(part, tables=kept)


def _left(lines: Sequence[Line], part: Part, found: Part, wrong: Sequence[Line]) -> str:
    """Return the text of the lines that are no rows, such as headings, and of those that are wrong.

    What a wrong row took from the lines above it is written into it: those lines are gone then. Its id and its arrows
    are those it was given.
    """
    columns = [mapped.column for mapped in found.mapping]
    said = {row.at(): row.values for rows in found.tables.values() for row in rows}
    given = {row.at(): row.values for rows in part.tables.values() for row in rows}
    kept = []
    for line in lines:
        if line.where in said and line not in wrong:
            continue
        before, after = said.get(line.where, {}), given.get(line.where, {})
        cells = list(line.cells)
        for number, column in enumerate(columns[: len(cells)]):
            if column in _RENUMBERED and column in after:
                cells[number] = str(after[column])
            elif column in before and not cells[number].strip():
                cells[number] = str(before[column])
        kept.append("\t".join(map(_as_cell, cells)))
    return "\n".join(kept)


def _as_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def rows_of_cells(text: str) -> Iterator[list[str]]:
    """Yield each row's cells as a spreadsheet copies them: tabs between them, quotes around those of several lines."""
    place, cells = 0, list[str]()
    while place <= len(text):
        quoted = _QUOTED.match(text, place)
        found = quoted or _PLAIN.match(text, place)
        assert found is not None  # noqa: S101  a plain cell may be empty: it is always found
        cells.append(quoted[1].replace('""', '"') if quoted else found[0])
        place = found.end()
        if place == len(text) or text[place] == "\n":
            yield cells
            cells = []
        place += 1


def _parted(text: str) -> list[list[str]]:
    lines = text.split("\n")
    for sign in ";,":
        rows = [[cell.strip() for cell in line.split(sign)] for line in lines if line.strip()]
        if len({len(row) for row in rows}) == 1 and len(rows[0]) >= _FEWEST_PARTS:
            return rows
    return [[line] for line in lines]
