"""Changes: what was said, in order. A record is their fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field, ValidationError

from sop_kit.errors import BadRequest
from sop_kit.record.model import SCHEMA, TABLES, Head, LogEntry, Record, row_facts
from sop_kit.record.reasons import explain
from sop_kit.record.tables import Fact, Row

SINGLES = ("product", "settings")
Kind = Literal["edit", "import", "undo", "redo", "erasure", "merge"]


class Edit(Fact):
    """One act on one row.

    ``put`` sets the columns in ``values`` (``None`` empties one) and makes the row when it is not there;
    ``drop`` takes the row out; ``move`` places it behind the row ``after`` ("" = first).
    For the tables product and settings ``row`` is "".
    """

    act: Literal["put", "drop", "move"]
    table: str
    row: str = ""
    values: dict[str, Any] = Field(default_factory=dict)
    after: str = ""


class Change(Fact):
    """Edits somebody made at once. ``id`` is made by its author: sent twice, it is stored once."""

    id: str
    product: str
    at: str  # ISO 8601, UTC, whole seconds
    by: str
    kind: Kind = "edit"
    why: str = ""
    edits: tuple[Edit, ...]
    undoes: int = 0  # the number of the Change that an undo takes back; of the undo, for a redo
    via: str = ""  # the notebook it was made in; empty for the command line
    erased: dict[int, str] = Field(default_factory=dict)  # number of a Change → hash of the text an erasure left of it
    schema_version: int = SCHEMA


class State:
    """The tables while Changes are folded into them; rows are plain columns until the record is built.

    No row is altered in place, so that a copy costs little and an edit that is refused leaves nothing behind.
    """

    def __init__(self, record: Record | None = None) -> None:
        self._singles: dict[str, dict[str, Any]] = {name: {} for name in SINGLES}
        self._tables: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in TABLES}
        self._sound: dict[str, dict[str, Row]] = {name: {} for name in TABLES}  # rows whose values were checked
        self._ever: dict[str, set[str]] = {name: set() for name in TABLES}
        if record is not None:
            self._singles = {"product": row_facts(record.product), "settings": row_facts(record.settings)}
            self._tables = {name: {row.id: row_facts(row) for row in record.rows(name)} for name in TABLES}
            self._sound = {name: {row.id: row for row in record.rows(name)} for name in TABLES}

    def copy(self) -> State:
        """Return the same tables, to be edited without touching these."""
        other = State()
        other._singles = dict(self._singles)
        other._tables = {name: dict(rows) for name, rows in self._tables.items()}
        other._sound = {name: dict(rows) for name, rows in self._sound.items()}
        other._ever = {name: set(rows) for name, rows in self._ever.items()}
        return other

    def columns(self, table: str, row: str = "") -> Mapping[str, Any] | None:
        """Return the columns of a row that are stated, ``None`` when there is no such row."""
        return self._singles[table] if table in SINGLES else self._tables[table].get(row)

    def has(self, table: str) -> bool:
        """Say whether a record has such a table."""
        return table in self._tables

    def order(self, table: str) -> tuple[str, ...]:
        """Return the ids of a table's rows in their order."""
        return tuple(self._tables[table])

    def ever(self, table: str) -> frozenset[str]:
        """Return every id that a row of a table had since the tables were empty."""
        return frozenset(self._ever[table])

    def edit(self, edit: Edit) -> None:
        """Carry out one edit.

        Raises
        ------
        BadRequest
            When it names a table or a row that does not exist.
        """
        if edit.table in SINGLES:
            self._singles[edit.table] = _with(self._singles[edit.table], edit.values)
            return
        if edit.table not in self._tables:
            raise BadRequest("There is no table '{table}' in a record.", table=edit.table)
        rows = self._tables[edit.table]
        if edit.act == "put":
            rows[edit.row] = _with(rows.get(edit.row, {"id": edit.row}), edit.values)
            self._sound[edit.table].pop(edit.row, None)
            self._ever[edit.table].add(edit.row)
            return
        if edit.row not in rows:
            raise BadRequest(
                "There is no row '{row}' in {table}: somebody else may have taken it out. Look again.",
                row=edit.row,
                table=edit.table,
            )
        if edit.act == "drop":
            del rows[edit.row]
            self._sound[edit.table].pop(edit.row, None)
        else:
            self._tables[edit.table] = _moved(rows, edit.row, edit.after)

    def record(self, head: Head, log: tuple[LogEntry, ...]) -> Record:
        """Return the record these tables make.

        Raises
        ------
        pydantic.ValidationError
            When a value is not what its column holds.
        """
        tables = {
            name: tuple(self._sound[name].get(row, columns) for row, columns in rows.items())
            for name, rows in self._tables.items()
        }
        record = Record.model_validate({**self._singles, **tables, "head": head, "log": log})
        # What was checked once is not checked again: a Change pays for the rows it touches.
        self._sound = {name: dict(zip(rows, record.rows(name), strict=True)) for name, rows in self._tables.items()}
        return record


@dataclass(frozen=True, slots=True)
class Folded:
    """The Changes of a product line up to the record's head, carried out."""

    state: State
    record: Record


def follow(before: Folded | None, changes: Iterable[Change], head: Head) -> Folded:
    """Return what the Changes make of ``before``, which stays as it was; ``head`` is where they end.

    Raises
    ------
    BadRequest
        When an edit names a table or a row that does not exist.
    pydantic.ValidationError
        When a value is not what its column holds.
    """
    state = before.state.copy() if before else State()
    log = list(before.record.log) if before else []
    start = before.record.head.number if before else 0
    for number, change in enumerate(changes, start=start + 1):
        for edit in change.edits:
            state.edit(edit)
        _note(log, change, number)
    return Folded(state, state.record(head, tuple(log)))


def fold(changes: Iterable[Change], head: Head) -> Record:
    """Return the record that the Changes make, in their order."""
    return follow(None, changes, head).record


def apply(record: Record, edits: Iterable[Edit]) -> Record:
    """Return the record after the edits; the one passed in stays as it was.

    Raises
    ------
    BadRequest
        When an edit names what does not exist, or a value is not what its column holds.
    """
    state = State(record)
    for edit in edits:
        state.edit(edit)
    try:
        return state.record(record.head, record.log)
    except ValidationError as error:
        raise BadRequest("{reason}", reason=explain(error)) from error


def difference(before: Record | None, after: Record) -> tuple[Edit, ...]:
    """Return the edits that turn ``before`` into ``after``; none when they hold the same facts."""
    old = State(before)
    new = State(after)
    edits: list[Edit] = []
    for name in SINGLES:
        values = _changed(old._singles[name], new._singles[name])  # noqa: SLF001  both are ours
        if values:
            edits.append(Edit(act="put", table=name, values=values))
    for name in TABLES:
        edits.extend(_table_difference(name, old._tables[name], new._tables[name]))  # noqa: SLF001
    return tuple(edits)


def _table_difference(table: str, old: Mapping[str, dict[str, Any]], new: Mapping[str, dict[str, Any]]) -> list[Edit]:
    edits = [Edit(act="drop", table=table, row=row) for row in old if row not in new]
    order = [row for row in old if row in new]
    for row, columns in new.items():
        values = _changed(old.get(row, {}), columns)
        values.pop("id", None)
        if values or row not in old:
            edits.append(Edit(act="put", table=table, row=row, values=values))
        if row not in old:
            order.append(row)
    before = ""
    for place, row in enumerate(new):
        if order[place] != row:
            order.remove(row)
            order.insert(place, row)
            edits.append(Edit(act="move", table=table, row=row, after=before))
        before = row
    return edits


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    gone = {name: None for name in old if name not in new}
    return {**gone, **{name: value for name, value in new.items() if name not in old or old[name] != value}}


def _with(columns: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    stated = {**columns, **values}
    return {name: value for name, value in stated.items() if value is not None}


def _moved(rows: dict[str, dict[str, Any]], row: str, after: str) -> dict[str, dict[str, Any]]:
    order = [name for name in rows if name != row]
    order.insert(order.index(after) + 1 if after in order else 0, row)
    return {name: rows[name] for name in order}


def _note(log: list[LogEntry], change: Change, number: int) -> None:
    day = change.at[:10]
    if log and (log[-1].day, log[-1].by, log[-1].why) == (day, change.by, change.why):
        log[-1] = log[-1].model_copy(update={"last": number})
    else:
        log.append(LogEntry(day=day, by=change.by, why=change.why, first=number, last=number))
