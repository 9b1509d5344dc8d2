"""What changed from one state of a record to another, carried over onto a third."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sop_kit.record.changes import Edit, difference
from sop_kit.record.model import TABLES, Record, references, row_facts
from sop_kit.record.new_ids import Renamed, ids_apart
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product, Row

Facts = dict[str, Any]

_SINGLES: dict[str, type[Fact]] = {"product": Product, "settings": Settings}
# What a record is, where it stands in its chain and what it inherits from: decided by other acts than a merge.
_NEVER = frozenset({"id", "core_of", "core", "core_number", "core_hash"})
# A step has one A: two people naming two have to talk. The first language is the one the record is written in.
_IN_ORDER = frozenset({"accountable", "languages", "next"})
DIFFERENT = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A place that both changed, each in another way; ``None`` = the column is empty, or the row is not there.

    ``field`` is "" when it is about a whole row (one took out what the other changed): the values are its columns then.
    """

    table: str
    row: str
    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The edits that carry their changes onto ours, and what they could not carry: there ours stays as it is.

    ``renamed`` holds the rows of theirs whose id ours had given to something else: (table, id) → the id it has now.
    """

    edits: tuple[Edit, ...]
    clashes: tuple[Clash, ...]
    renamed: Renamed


def three_way(base: Record, ours: Record, theirs: Record) -> Merged:
    """Return what carries the changes from ``base`` to ``theirs`` over onto ``ours``, column by column.

    What both changed alike is nothing to do; what both changed differently is a clash. Lists of roles and people
    take the additions and removals of both.
    """
    theirs, renamed = ids_apart(base, ours, theirs)
    merging = _Merging(base=base, ours=ours, theirs=theirs, clashes=[])
    parts: dict[str, object] = {name: merging.single(name, model) for name, model in _SINGLES.items()}
    parts |= {table: merging.table(table) for table in TABLES if merging.touched(table)}
    merged = ours.replace(**parts)
    return Merged(edits=difference(ours, merged), clashes=tuple(merging.clashes), renamed=renamed)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Merging:
    base: Record
    ours: Record
    theirs: Record
    clashes: list[Clash]

    def touched(self, table: str) -> bool:
        return self.theirs.rows(table) not in (self.base.rows(table), self.ours.rows(table))

    def single(self, name: str, model: type[Fact]) -> Fact:
        base, ours, theirs = (getattr(record, name) for record in (self.base, self.ours, self.theirs))
        return self._row((name, ""), model, (row_facts(base), row_facts(ours), row_facts(theirs)))

    def table(self, table: str) -> tuple[Row, ...]:
        base, ours, theirs = ({row.id: row for row in each.rows(table)} for each in (self.base, self.ours, self.theirs))
        rows: dict[str, Row] = {}
        for row_id in {**ours, **theirs}:
            row = self._kept(table, base.get(row_id), ours.get(row_id), theirs.get(row_id))
            if row is not None:
                rows[row_id] = row
        return tuple(rows[row_id] for row_id in _order(list(base), list(ours), list(theirs)) if row_id in rows)

    def _kept(self, table: str, base: Row | None, ours: Row | None, theirs: Row | None) -> Row | None:
        """Return the row as it is from now on, ``None`` when it is not there."""
        if theirs in (base, ours):
            return ours
        if ours == base:
            return theirs
        if ours is not None and theirs is not None:
            before = row_facts(base) if base is not None else {}
            merged = self._row((table, ours.id), TABLES[table], (before, row_facts(ours), row_facts(theirs)))
            return merged if isinstance(merged, Row) else ours
        whole = [row_facts(row) if row is not None else None for row in (base, ours, theirs)]
        place = next(row.id for row in (ours, theirs) if row is not None)
        self.clashes.append(Clash(table=table, row=place, field="", base=whole[0], ours=whole[1], theirs=whole[2]))
        return ours

    def _row(self, place: tuple[str, str], model: type[Fact], facts: tuple[Facts, Facts, Facts]) -> Fact:
        base, ours, theirs = facts
        values = dict(ours)
        for column in model.model_fields:
            was, mine, yours = base.get(column), ours.get(column), theirs.get(column)
            if column in _NEVER or yours in (was, mine):
                continue
            value = yours if mine == was else of_both(model, column, (was, mine, yours))
            if value is DIFFERENT:
                table, row = place
                self.clashes.append(Clash(table=table, row=row, field=column, base=was, ours=mine, theirs=yours))
            else:
                values[column] = value
        return model.model_validate({column: value for column, value in values.items() if value is not None})


def of_both(model: type[Fact], column: str, values: tuple[Any, Any, Any]) -> Any:  # noqa: ANN401  any column's value
    """Return the value that holds what both added and lacks what either took out, where the order says nothing."""
    if column == "rules_off":
        return _entriesof_both(*({} if value is None else value for value in values))
    if column in _IN_ORDER or column not in references(model) or not any(isinstance(each, list) for each in values):
        return DIFFERENT
    was, mine, yours = ([] if value is None else value for value in values)
    stayed = [item for item in mine if item in yours or item not in was]
    added = [item for item in yours if item not in mine and item not in was]
    return [*stayed, *added] or None


def _entriesof_both(was: Facts, mine: Facts, yours: Facts) -> Any:  # noqa: ANN401  a mapping, or DIFFERENT
    merged: Facts = {}
    for key in {**mine, **yours, **was}:
        before, here, there = was.get(key), mine.get(key), yours.get(key)
        if there not in (before, here) and here != before:
            return DIFFERENT
        value = here if there == before else there
        if value is not None:
            merged[key] = value
    return merged or None


def _order(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return all ids in their new order: theirs unless ours were moved about; new rows stay behind their neighbour."""
    still = set(ours) & set(base)
    moved = [row for row in ours if row in still] != [row for row in base if row in still]
    return behind_neighbours(ours, theirs) if moved else behind_neighbours(theirs, ours)


def behind_neighbours(rows: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return rows in their order, and of the others each that is new behind the one it stands behind there."""
    order = list(rows)
    known = set(rows)
    before = ""
    for row in others:
        if row not in known:
            order.insert(order.index(before) + 1 if before else 0, row)
            known.add(row)
        before = row
    return order
