"""Which chapters of a line's document a changed core touches."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.gaps import CHAPTER_OF_PROCESS, process_of
from sop_kit.record.core import OWN_COLUMNS, Place, changed_places
from sop_kit.record.family import kinship
from sop_kit.record.model import Record, by_id
from sop_kit.record.store import Store

_CHAPTER_OF_TABLE = {
    "roles": "C2",
    "decisions": "C2",
    "metrics": "C3",
    "alerts": "C3",
    "severities": "C3",
    "triggers": "C5",
    "release_stages": "C6",
    "tools": "B",
    "constraints": "C7",
}
_RACI = frozenset({"role", "accountable", "consulted", "informed", "supporting"})


def touched_chapters(before: Record, after: Record, line: Record) -> tuple[str, ...]:
    """Return the chapters that a core, changed from ``before`` to ``after``, touches in a line, C0 to C7 first.

    A row the line has left out is not touched; a place it has overridden is: somebody has to look at it again.
    """
    found = {chapter for place in changed_places(before, after) for chapter in _chapters(before, after, line, place)}
    return tuple(sorted(found, key=lambda chapter: (not chapter.startswith("C"), chapter)))


def touched_since(store: Store, line: Record) -> tuple[str, ...]:
    """Return the chapters of a line that its core has changed since the line took it over; none without a core."""
    kin = kinship(store, line) if line.product.core else None
    return touched_chapters(kin.taken, kin.core, line) if kin is not None and kin.is_behind else ()


def _chapters(before: Record, after: Record, line: Record, place: Place) -> Iterator[str]:
    table, row, field = place
    is_new = row not in by_id(before.rows(table))
    if not is_new and row not in by_id(line.rows(table)):
        return
    yield from _of_place(after if row in by_id(after.rows(table)) else before, table, row, field)


def _of_place(record: Record, table: str, row: str, field: str) -> Iterator[str]:
    if table == "steps":
        yield CHAPTER_OF_PROCESS.get(process_of(by_id(record.steps)[row]), "own")
        if not field or field in _RACI:
            yield "C2"
    elif table == "processes":
        yield CHAPTER_OF_PROCESS.get(row, "own")
    elif table == "translations":
        entry = by_id(record.translations)[row]
        if entry.table in OWN_COLUMNS and entry.row in by_id(record.rows(entry.table)):
            yield from _of_place(record, entry.table, entry.row, entry.field)
    else:
        yield _CHAPTER_OF_TABLE[table]
