"""The core record of a family: what its lines inherit, where one departs from it, and what a changed core touches.

A line holds its own copy of what it inherits, and remembers up to which Change of the core it was taken over. So a
line's record stays whole in itself, a changed core changes no approved line by stealth, and departures are what
differs from the core as it was taken over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sop_kit.record.changes import Edit, apply
from sop_kit.record.files.cells import value_text
from sop_kit.record.life_tables import Override
from sop_kit.record.model import TABLES, Record, by_id, row_facts
from sop_kit.record.tables import Product, Row
from sop_kit.record.three_way import Merged, three_way

# Table → columns that belong to a line alone: who does it there, and what was seen there.
OWN_COLUMNS: Mapping[str, frozenset[str]] = {
    "roles": frozenset({"people", "deputies"}),
    "processes": frozenset({"author", "due"}),
    "steps": frozenset({"performers", "written", "done", "agreed", "hot_spot", "evidence", "source"}),
    "metrics": frozenset(),
    "alerts": frozenset(),
    "severities": frozenset(),
    "release_stages": frozenset(),
    "triggers": frozenset(),
    "decisions": frozenset(),
    "tools": frozenset(),
    "constraints": frozenset(),
    "translations": frozenset(),
}

_TELLING = ("title", "action", "name", "condition", "text", "impact")

Place = tuple[str, str, str]  # table, row, column ("" = the whole row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A place where a line says something else than the core it was taken from; values as in a cell of a table."""

    table: str
    row: str
    field: str
    core: str
    line: str


def given(core: Record) -> Record:
    """Return what a core hands to its lines: the inherited tables without the columns that are a line's own."""
    tables = {
        table: tuple(row.model_copy(update=_defaults(table)) for row in core.rows(table)) for table in OWN_COLUMNS
    }
    tables["translations"] = tuple(
        row for row in core.translations if row.table in OWN_COLUMNS and row.field not in OWN_COLUMNS[row.table]
    )
    return Record(product=Product(id=core.product.id)).replace(**tables)


def inherited(line: Record, before: Record | None, core: Record) -> Merged:
    """Return the edits by which a line takes over the core as it is now.

    Parameters
    ----------
    line
        The record of the line.
    before
        The core as the line took it over the last time, ``None`` when it joins the family now.
    core
        The core as it is now, from the store (its head is remembered).

    Returns
    -------
    The edits, and as clashes the places where the core changed what the line had changed: there the line's word stands.
    """
    empty = Record(product=Product(id=core.product.id))
    merged = three_way(given(before) if before else empty, line, given(core))
    values = {"core": core.product.id, "core_number": core.head.number, "core_hash": core.head.hash}
    stamp = Edit(act="put", table="product", values=values)
    return Merged(edits=(*merged.edits, stamp), clashes=merged.clashes, renamed=merged.renamed)


def departures(core: Record, line: Record) -> tuple[Departure, ...]:
    """Return where the line differs from the core as it was taken over; rows of the line's own are no departures."""
    handed = given(core)
    return tuple(each for table in OWN_COLUMNS for each in _table_departures(table, handed, line))


def departure_edits(core: Record, line: Record) -> tuple[Edit, ...]:
    """Return the edits that make the line's table of departures true: new ones without a reason, gone ones taken out.

    A reason somebody wrote down stays with its place.
    """
    now = {(each.table, each.row, each.field): each for each in departures(core, line)}
    noted = {(row.table, row.row, row.field): row for row in line.overrides}
    edits = [Edit(act="drop", table="overrides", row=row.id) for place, row in noted.items() if place not in now]
    taken = {row.id for row in line.overrides}
    for place, found in now.items():
        row = noted.get(place)
        if row is None:
            row_id = _free(taken)
            values = {"table": place[0], "row": place[1], "field": place[2], "core_value": found.core}
            stated = {name: value for name, value in values.items() if value}
            edits.append(Edit(act="put", table="overrides", row=row_id, values=stated))
        elif row.core_value != found.core:
            edits.append(Edit(act="put", table="overrides", row=row.id, values={"core_value": found.core or None}))
    return tuple(edits)


def unexplained(line: Record) -> tuple[Override, ...]:
    """Return the departures nobody has given a reason for."""
    return tuple(row for row in line.overrides if not row.why)


def with_departures(core: Record, line: Record, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits of a line and behind them those that keep its table of departures true."""
    made = tuple(edits)
    return (*made, *departure_edits(core, apply(line, made)))


def changed_places(before: Record, after: Record) -> tuple[Place, ...]:
    """Return the places in which what a core hands to its lines has changed, in the order of the tables."""
    old, new = given(before), given(after)
    return tuple(place for table in OWN_COLUMNS for place in _changed_in(table, old, new))


def _defaults(table: str) -> dict[str, Any]:
    model = TABLES[table]
    return {name: model.model_fields[name].get_default() for name in OWN_COLUMNS[table]}


def _table_departures(table: str, handed: Record, line: Record) -> Iterator[Departure]:
    rows = by_id(line.rows(table))
    for row in handed.rows(table):
        mine = rows.get(row.id)
        if mine is None:
            yield Departure(table=table, row=row.id, field="", core=_told(row), line="")
            continue
        for field in type(row).model_fields:
            if field not in OWN_COLUMNS[table] and getattr(row, field) != getattr(mine, field):
                core, own = value_text(getattr(row, field)), value_text(getattr(mine, field))
                yield Departure(table=table, row=row.id, field=field, core=core, line=own)


def _told(row: Row) -> str:
    """Return what a row is about, in its own words."""
    return next((str(getattr(row, name)) for name in _TELLING if getattr(row, name, "")), row.id)


def _changed_in(table: str, old: Record, new: Record) -> Iterator[Place]:
    before = {row.id: row_facts(row) for row in old.rows(table)}
    after = {row.id: row_facts(row) for row in new.rows(table)}
    for row in {**before, **after}:
        if row not in before or row not in after:
            yield table, row, ""
            continue
        names = {**before[row], **after[row]}
        yield from ((table, row, name) for name in names if before[row].get(name) != after[row].get(name))


def _free(taken: set[str]) -> str:
    number = 1
    while f"O{number}" in taken:
        number += 1
    taken.add(f"O{number}")
    return f"O{number}"
