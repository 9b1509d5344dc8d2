"""Cells that say how long something takes, in whatever unit, as the minutes that the record holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sop_kit.errors import Problem
from sop_kit.record.files.reading import Mapped, error, warning
from sop_kit.record.headings.durations import minutes_of, unit_in
from sop_kit.record.headings.mapping import is_letter
from sop_kit.record.headings.rows_beneath import Beneath

_TIMED = {("steps", "minutes"), ("steps", "waiting")}


def in_minutes(rows: Sequence[Beneath], mapped: Sequence[Mapped]) -> list[Problem]:
    """Turn the cells of columns that hold minutes into figures, and return notes on what was counted in other units.

    A cell that says no time stays as it is, for the check to refuse it with its place.
    """
    timed = [each for each in mapped if (each.table, each.column) in _TIMED]
    return [problem for each in timed for problem in _column_in_minutes(rows, each)]


def _column_in_minutes(rows: Sequence[Beneath], mapped: Mapped) -> Iterator[Problem]:
    unit = 1.0 if is_letter(mapped.heading) else unit_in(mapped.heading)
    filled = [row for row in rows if mapped.column in row.cells]
    if unit is None:
        for row in filled:
            del row.cells[mapped.column]
        if filled:
            yield error(
                mapped.where,
                "'{name}' is counted in days or more, and the record in minutes of work: the column was left out. "
                "Write minutes, or call the column a time limit.",
                name=mapped.heading,
            )
        return
    for row in filled:
        minutes = minutes_of(row.cells[mapped.column], unit)
        if minutes is not None:
            row.cells[mapped.column] = repr(int(minutes)) if minutes.is_integer() else repr(minutes)
    if filled and unit > 1.0:
        text = "The figures beneath '{name}' are hours; the record counts minutes, so each was taken 60 times."
        yield warning(mapped.where, text, name=mapped.heading)
    elif filled and unit < 1.0:
        text = "The figures beneath '{name}' are seconds; the record counts minutes, so each was divided by 60."
        yield warning(mapped.where, text, name=mapped.heading)
