"""The history of a record: who changed what, when and why, each field with its old and its new value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from sop_kit.errors import BadRequest
from sop_kit.record.changes import SINGLES, Change, Edit, Kind, State
from sop_kit.record.files.cells import join_arrows, join_list
from sop_kit.record.model import TABLES, canonical
from sop_kit.record.tables import Product
from sop_kit.record.undoing import taken_back


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One column of a row before and after; for a row that was moved, the rows it stood behind."""

    act: Literal["set", "make", "drop", "move"]
    table: str
    row: str
    column: str = ""  # empty when a row was moved, or has no columns
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One Change: who made it, when (ISO 8601, UTC), why, in which notebook, and what it did."""

    number: int
    at: str
    by: str
    kind: Kind
    why: str
    via: str
    undoes: int  # the Change that an undo takes back, or a redo makes again
    undone_by: int  # the undo that took this one back
    fields: tuple[FieldChange, ...]


def history(changes: Mapping[int, Change]) -> tuple[Entry, ...]:
    """Return what each Change did, in order; ``changes`` are numbered and may lack some when a store is broken."""
    gone = taken_back(changes)
    state = State()
    entries = []
    for number, change in sorted(changes.items()):
        before = state.copy()
        for edit in change.edits:
            _carry_out(state, edit)
        undoes = change.undoes
        if change.kind == "redo" and undoes in changes:
            undoes = changes[undoes].undoes
        entries.append(
            Entry(
                number=number,
                at=change.at,
                by=change.by,
                kind=change.kind,
                why=change.why,
                via=change.via,
                undoes=undoes,
                undone_by=gone.get(number, 0),
                fields=tuple(_fields(change.edits, before, state)),
            )
        )
    return tuple(entries)


def chosen(
    entries: Sequence[Entry], *, by: str = "", table: str = "", since: datetime | None = None, limit: int = 0
) -> tuple[Entry, ...]:
    """Return the entries somebody asked for, in their order: of one person, about one table, the last so many."""
    wanted = [entry for entry in entries if by.casefold() in entry.by.casefold()]
    if since is not None:
        wanted = [entry for entry in wanted if datetime.fromisoformat(entry.at) >= since]
    if table:
        about = [replace(entry, fields=tuple(f for f in entry.fields if f.table == table)) for entry in wanted]
        wanted = [entry for entry in about if entry.fields]
    return tuple(wanted[-limit:] if limit else wanted)


def _carry_out(state: State, edit: Edit) -> None:
    try:
        state.edit(edit)
    except BadRequest:
        # Of a broken store: the Change that made the row is missing, and what is left is shown all the same.
        return


def _fields(edits: Sequence[Edit], before: State, after: State) -> Iterator[FieldChange]:
    moved = {(edit.table, edit.row) for edit in edits if edit.act == "move"}
    for table, row in dict.fromkeys((edit.table, edit.row) for edit in edits):
        if table not in SINGLES and not after.has(table):
            continue
        old, new = before.columns(table, row), after.columns(table, row)
        act: Literal["set", "make", "drop"] = "make" if old is None else "drop" if new is None else "set"
        found = [
            FieldChange(act=act, table=table, row=row, column=column, old=text_of(was), new=text_of(is_))
            for column, was, is_ in _pairs(table, old or {}, new or {})
        ]
        if not found and act != "set":
            found = [FieldChange(act=act, table=table, row=row)]
        yield from found
        if act == "set" and (table, row) in moved:
            places = [_before(row, state.order(table)) for state in (before, after)]
            yield FieldChange(act="move", table=table, row=row, old=places[0], new=places[1])


def _pairs(table: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    known = list(TABLES[table].model_fields) if table in TABLES else list(Product.model_fields)
    for column in dict.fromkeys((*known, *old, *new)):
        if column != "id" and old.get(column) != new.get(column):
            yield column, old.get(column), new.get(column)


def text_of(value: object) -> str:
    """Return a value as JSON holds it in the way a cell of a table shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return join_list(value)
    if isinstance(value, list) and all(isinstance(item, dict) and "to" in item for item in value):
        return join_arrows((item["to"], item.get("when", "")) for item in value)
    return canonical(value).decode() if isinstance(value, (list, dict)) else str(value)


def _before(row: str, order: Sequence[str]) -> str:
    place = order.index(row) if row in order else 0
    return order[place - 1] if place else ""
