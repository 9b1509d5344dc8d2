"""Ids for pasted rows: those that have none, and those whose numbers only count the rows of the paste."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from sop_kit.record.alike import folded
from sop_kit.record.files.cells import join_arrows, split_arrows
from sop_kit.record.files.reading import Part, RawRow, warning
from sop_kit.record.labels import table_name
from sop_kit.record.model import Record

# What the columns of rows say, and the ids that must not be given, in; an id for each row out, "" to leave it.
Ids = Callable[[Sequence[Mapping[str, object]], Collection[str]], Sequence[str]]

_TELLING = ("action", "text", "condition", "title", "name", "impact", "how", "kind")
_SAME_TEXT = 0.6
_FEWEST = 2  # rows, before their numbers are said to count them


def numbered(part: Part, table: str, base: Record, ids: Ids) -> Part:
    """Return the part with an id for each of its rows that needs one.

    Numbers that only count the pasted rows become ids that go on with those of the table, and the arrows between the
    rows follow: two teams that both count from 1 must not write over each other.
    """
    rows = part.tables.get(table, ())
    counted = _only_count(rows, table, base)
    stated = [] if counted else [_id(row) for row in rows if _id(row)]
    open_ = [row for row in rows if counted or not _id(row)]
    given = dict(zip((row.at() for row in open_), ids([row.values for row in open_], stated), strict=True))
    if not any(given.values()):
        return part
    moved = {_id(row): given[row.at()] for row in open_ if _id(row)}
    done = tuple(_renumbered(row, given.get(row.at(), ""), moved) for row in rows)
    notes = []
    if counted:
        text = "The numbers {first} to {last} count the pasted rows; in {table} they are {start} to {end}."
        first, last = rows[0], rows[-1]
        notes.append(
            warning(
                first.at(),
                text,
                first=_id(first),
                last=_id(last),
                table=table_name(table),
                start=given[first.at()],
                end=given[last.at()],
            )
        )
    return replace(part, tables={**part.tables, table: done}, problems=(*part.problems, *notes))


def _only_count(rows: Sequence[RawRow], table: str, base: Record) -> bool:
    """Say whether the numbers of the rows count them: 1, 2, 3 …, and not the ids of rows that say the same."""
    numbers = [_id(row) for row in rows]
    if len(rows) < _FEWEST or not all(number.isascii() and number.isdigit() for number in numbers):
        return False
    if any(int(after) <= int(before) for before, after in itertools.pairwise(numbers)):
        return False
    there = {row.id: row for row in base.rows(table)}
    same = [row for row in rows if _id(row) in there and _alike(row, there[_id(row)])]
    return len(same) * 2 < len(rows)


def _alike(row: RawRow, other: object) -> bool:
    for column in _TELLING:
        said, known = str(row.values.get(column) or ""), str(getattr(other, column, "") or "")
        if said and known:
            return difflib.SequenceMatcher(None, folded(said[:200]), folded(known[:200])).ratio() >= _SAME_TEXT
    return True  # nothing to tell them apart by: a row that only adds columns


def _renumbered(row: RawRow, given: str, moved: Mapping[str, str]) -> RawRow:
    values = dict(row.values)
    if given:
        values["id"] = given
    if moved and isinstance(values.get("next"), str):
        arrows = split_arrows(str(values["next"]))
        values["next"] = join_arrows((moved.get(to.strip(), to), when) for to, when in arrows)
    return row.having(values)


def _id(row: RawRow) -> str:
    return str(row.values.get("id") or "").strip()
