"""A workbook of the kit that was edited, as the record that it says there should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sop_kit.errors import Problem
from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.reading import Part, RawRow, Reading, warning
from sop_kit.record.files.settle import settle
from sop_kit.record.labels import column_name, table_name
from sop_kit.record.model import TABLES, Record, by_id, row_facts
from sop_kit.record.tables import Fact, Row
from sop_kit.record.three_way import behind_neighbours

_PRODUCT = "product"
_SETTINGS = "settings."
FactT = TypeVar("FactT", bound=Fact)


def edited_record(part: Part, base: Record) -> Reading:
    """Return the record that an edited workbook says there should be; no record when nothing in it could be read.

    A row or a value that is missing where the workbook has room for it was taken out by somebody; what it has no room
    for, and what cannot be taken in, stays as it was in ``base``, the record that it was written from.
    """
    if not part.room and not part.tables and not part.singles:
        return Reading(record=None, problems=part.problems)
    settled = settle([_about(part, base)], base, unknown="create")
    reading = assemble(settled, base)
    if reading.record is None:
        return reading
    problems: list[Problem] = []
    record = reading.record
    tables = {
        table: _kept(table, record, base, _rows(table, settled, part), problems)
        for table in TABLES
        if (table,) in part.room
    }
    facts = part.room.get((_PRODUCT,), frozenset())
    record = record.replace(
        product=_without(record.product, facts),
        settings=_without(
            record.settings, {fact.removeprefix(_SETTINGS) for fact in facts if fact.startswith(_SETTINGS)}
        ),
        head=base.head,
        log=base.log,
        **tables,
    )
    return replace(reading, record=record, problems=(*reading.problems, *problems))


def _about(part: Part, base: Record) -> Part:
    """Return the part, about the product line that it was written from whatever id somebody typed into it."""
    row = part.singles.get(_PRODUCT)
    if row is None:
        return part
    return replace(part, singles={**part.singles, _PRODUCT: row.having({**row.values, "id": base.product.id})})


def _rows(table: str, settled: Sequence[Part], part: Part) -> dict[str, tuple[RawRow, frozenset[str]]]:
    """Return the rows that the workbook has of a table by their ids, each with the columns that it leaves empty."""
    rows = (row for each in settled if each.name == part.name for row in each.tables.get(table, ()))
    return {str(row.values["id"]): (row, part.room.get(row.path, frozenset())) for row in rows}


def _kept(
    table: str,
    record: Record,
    base: Record,
    rows: dict[str, tuple[RawRow, frozenset[str]]],
    problems: list[Problem],
) -> tuple[Row, ...]:
    """Return the rows of a table without those that were taken out, and without the values that were."""
    model = TABLES[table].model_fields
    before = {row.id for row in base.rows(table)}
    kept: list[Row] = []
    for row in record.rows(table):
        if row.id not in before:
            kept.append(row)
        elif row.id in rows:
            raw, empty = rows[row.id]
            gone = [column for column in row_facts(row) if column in empty]
            problems += [_needed(table, raw, column) for column in gone if model[column].is_required()]
            defaults = {each: model[each].get_default() for each in gone if not model[each].is_required()}
            kept.append(row.model_copy(update=defaults))
    # Sorting a sheet says nothing about the work; where a new row was put does.
    known = by_id(kept)
    order = behind_neighbours([row.id for row in kept if row.id in before], [row for row in rows if row in known])
    return tuple(known[row] for row in dict.fromkeys([*order, *known]))


def _needed(table: str, row: RawRow, column: str) -> Problem:
    return warning(
        row.at(column),
        "The cell '{column}' of '{row}' in {table} was emptied, and must be filled in; what stood there was kept.",
        column=column_name(column),
        row=row.values["id"],
        table=table_name(table),
    )


def _without(fact: FactT, empty: frozenset[str] | set[str]) -> FactT:
    model = type(fact).model_fields
    defaults: dict[str, Any] = {
        name: field.get_default() for name, field in model.items() if name in empty and not field.is_required()
    }
    return fact.model_copy(update=defaults)
