"""New ids for rows whose id somebody else gave to another thing at the same time."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from sop_kit.record.kinds import ID_LIMIT
from sop_kit.record.model import TABLES, Record, references, row_facts
from sop_kit.record.tables import Fact, Row

Renamed = Mapping[tuple[str, str], str]  # (table, id) → the new id
FactT = TypeVar("FactT", bound=Fact)

# What makes two rows one thing, where it is not the columns that a row must have. () = the id alone says it.
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "processes": (),
    "severities": (),
    "feedback": ("round", "participant", "target", "aspect"),
    "translations": ("table", "row", "field", "lang"),
    "constraints": ("kind", "first", "second", "first_activity", "second_activity", "where"),
    "checks": ("kind", "log", "hash"),
    "seen_activities": ("check", "activity", "step"),
    "seen_flows": ("check", "first_activity", "second_activity"),
    "findings": ("constraint", "step", "kind", "second", "activity", "who"),
    "walkthroughs": ("step", "at", "question"),
    "phases": ("name", "kind"),
    "prompts": ("text", "kind", "about"),
    "notes": ("prompt", "text"),
    "clusters": ("prompt", "name"),
}
# Tables whose rows name a row of the table that stands in another of their columns.
_NAMED_BESIDE = ("translations", "overrides", "conflicts")


def ids_apart(base: Record, ours: Record, theirs: Record) -> tuple[Record, Renamed]:
    """Return theirs with other ids for the new rows whose ids ours gave to something else, and those ids.

    A row that was carried over before finds the id it got then.
    """
    renamed: dict[tuple[str, str], str] = {}
    for table in TABLES:
        found = _taken_twice(table, base, ours, theirs)
        if found:
            theirs = with_new_ids(theirs, found)
            renamed |= found
    return theirs, renamed


def with_new_ids(record: Record, renamed: Renamed) -> Record:
    """Return the record with other ids for some rows; everything that names them follows."""
    parts: dict[str, object] = {"product": _following(record.product, renamed)}
    for table in TABLES:
        rows = tuple(_with_id(_pointing(table, row, renamed), table, renamed) for row in record.rows(table))
        if rows != record.rows(table):
            parts[table] = rows
    lanes = tuple(
        lane.model_copy(update={"role": renamed.get(("roles", lane.role), lane.role)}) for lane in record.settings.lanes
    )
    if lanes != record.settings.lanes:
        parts["settings"] = record.settings.model_copy(update={"lanes": lanes})
    return record.replace(**parts)


def _taken_twice(table: str, base: Record, ours: Record, theirs: Record) -> dict[tuple[str, str], str]:
    before, here, there = ({row.id: row for row in each.rows(table)} for each in (base, ours, theirs))
    twice = [row for row in there.values() if row.id in here and row.id not in before]
    apart = [row for row in twice if not _one_thing(table, here[row.id], row)]
    taken = {*before, *here, *there}
    carried = [row for row in here.values() if row.id not in before and row.id not in there]
    renamed: dict[tuple[str, str], str] = {}
    for row in apart:
        twin = next((each for each in carried if _carried_over(table, each, row)), None)
        if twin is not None:
            carried.remove(twin)
        new = twin.id if twin is not None else free_id(row.id, taken)
        taken.add(new)
        renamed[table, row.id] = new
    return renamed


def free_id(row_id: str, taken: Collection[str]) -> str:
    """Return the id that follows: the next number that nobody has, or the same id with a number behind it."""
    found = re.fullmatch(r"(.*?)([0-9]{1,9})", row_id, re.DOTALL)
    number = int(found[2]) if found else 1
    made = row_id
    while made in taken:
        number += 1
        made = f"{found[1]}{number:0{len(found[2])}}" if found else ""
        if not found or len(made) > ID_LIMIT:
            made = f"{row_id[: ID_LIMIT - 12]}-{number}"
    return made


def _one_thing(table: str, one: Row, other: Row) -> bool:
    """Say whether two rows, made apart under one id, are about the same thing."""
    identity = _identity(table)
    if identity or table in _IDENTITY:
        return all(getattr(one, column) == getattr(other, column) for column in identity)
    here, there = row_facts(one), row_facts(other)
    shared = (set(here) & set(there)) - {"id"}
    return not shared or any(here[column] == there[column] for column in shared)


def _carried_over(table: str, one: Row, other: Row) -> bool:
    """Say whether a row with another id is the same thing: here its id says nothing, so its facts must."""
    return one.model_copy(update={"id": other.id}) == other or (
        bool(_identity(table)) and _one_thing(table, one, other)
    )


def _identity(table: str) -> tuple[str, ...]:
    model = TABLES[table].model_fields
    needed = tuple(name for name, field in model.items() if field.is_required() and name != "id")
    return _IDENTITY.get(table, needed)


def _with_id(row: Row, table: str, renamed: Renamed) -> Row:
    new = renamed.get((table, row.id))
    return row if new is None else row.model_copy(update={"id": new})


def _pointing(table: str, row: Row, renamed: Renamed) -> Row:
    row = _following(row, renamed)
    if table in _NAMED_BESIDE:
        facts = row_facts(row)
        new = renamed.get((str(facts.get("table", "")), str(facts.get("row", ""))))
        return row if new is None else row.model_copy(update={"row": new})
    if table == "feedback":
        new = renamed.get(("steps", str(row_facts(row).get("target", ""))))
        return row if new is None else row.model_copy(update={"target": new})
    return row


def _following(row: FactT, renamed: Renamed) -> FactT:
    tables = {table for table, _ in renamed}
    pointing = {column: table for column, table in references(type(row)).items() if table in tables}
    if not any(getattr(row, column) for column in pointing):
        return row
    facts = row_facts(row)
    for column, table in pointing.items():
        if column in facts:
            facts[column] = _new_names(facts[column], table, renamed)
    return type(row).model_validate(facts)


def _new_names(value: Any, table: str, renamed: Renamed) -> Any:  # noqa: ANN401  a name, names, or arrows
    if isinstance(value, list):
        return [_new_names(item, table, renamed) for item in value]
    if isinstance(value, dict):
        return {**value, "to": _new_names(value["to"], table, renamed)}
    return renamed.get((table, value), value)
