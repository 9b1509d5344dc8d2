"""What still names steps or roles that leave the record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sop_kit.live.board.meant import Meant, Named, arrows_as_values, put, steps_named
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Feedback, Row

_BESIDE = ("translations", "overrides", "conflicts")  # their rows name a table and a row in columns of their own


def drop_steps(record: Record, ids: Iterable[str]) -> Meant:
    """Return what takes steps out with the arrows that lead to them, and which other rows still name them.

    Raises
    ------
    BadRequest
        When there is no such step.
    """
    gone = {step.id for step in steps_named(record, ids)}
    edits = [Edit(act="drop", table="steps", row=step) for step in gone_in_order(record, gone)]
    for step in record.steps:
        kept = [arrow for arrow in step.next if arrow.to not in gone]
        if step.id not in gone and len(kept) < len(step.next):
            edits.append(put("steps", step.id, {"next": arrows_as_values(kept)}))
    leaving = [("steps", step.id) for step in record.steps]  # arrows are settled: no step names them any more
    return Meant(edits=tuple(edits), stay=rows_naming(record, "steps", gone, leaving=leaving))


def gone_in_order(record: Record, gone: Collection[str]) -> tuple[str, ...]:
    """Return the ids of steps that leave, in the order of the table."""
    return tuple(step.id for step in record.steps if step.id in gone)


def rows_naming(
    record: Record, table: str, rows: Collection[str], *, leaving: Collection[Named] = ()
) -> tuple[Named, ...]:
    """Return which rows name one of some rows of a table; those that are ``leaving`` do not count."""
    return tuple(
        (name, row.id)
        for name in TABLES
        for row in record.rows(name)
        if (name, row.id) not in leaving and any(each in rows for each in _named(row, name, table))
    )


def _named(row: Row, name: str, table: str) -> Iterator[str]:
    """Yield the ids of a table's rows that a row names."""
    for column, meant in references(type(row)).items():
        if meant == table:
            value = getattr(row, column)
            yield from (value,) if isinstance(value, str) else (getattr(each, "to", each) for each in value)
    if isinstance(row, Feedback) and table == "steps":
        yield row.target
    if name in _BESIDE and getattr(row, "table", "") == table:
        yield str(getattr(row, "row", ""))
