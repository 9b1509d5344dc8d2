"""Edits beside what was seen when they were begun: what may be written, and what meets somebody else's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from sop_kit.live.typed import model_of
from sop_kit.record.changes import SINGLES, Change, Edit, State
from sop_kit.record.conflicts import Place, cell_of, row_in_cell, undecided
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record, by_id, row_facts
from sop_kit.record.tables import Fact
from sop_kit.record.three_way import DIFFERENT, Clash, of_both

Seen = Mapping[Place, Any]  # table, row and column → the value a person saw there when they began
Gone = Callable[[str, str], Mapping[str, Any]]  # table and row → what a row said before it was taken out


@dataclass(frozen=True, slots=True)
class Apart:
    """The edits that overwrite nobody, and the places where somebody else wrote something else meanwhile."""

    edits: tuple[Edit, ...]
    clashes: tuple[Clash, ...]


def apart(record: Record, edits: Iterable[Edit], seen: Seen, gone: Gone) -> Apart:
    """Return what of the edits can be written into the record, and what meets other words there.

    Parameters
    ----------
    seen
        What the person saw; a place that is not in it is written whatever stands there. A place without a column says
        that the row was not there.
    gone
        Tells what a row said that is not there any more.
    """
    kept: list[Edit] = []
    clashes: list[Clash] = []
    for edit in edits:
        its = {column: value for (table, row, column), value in seen.items() if (table, row) == (edit.table, edit.row)}
        if not its or edit.act == "move":
            kept.append(edit)
            continue
        now = row_of(record, edit.table, edit.row)
        if now is None and "" in its:
            kept.append(edit)
        elif now is None:
            clashes += _onto_nothing(edit, its, gone)
        elif edit.act == "drop":
            clash = _dropped(edit, its, now)
            if clash is None:
                kept.append(edit)
            else:
                clashes.append(clash)
        else:
            values = dict(_written(edit, its, now, clashes))
            if values or not edit.values:
                kept.append(edit.model_copy(update={"values": values}))
    return Apart(tuple(kept), tuple(clashes))


def settled(record: Record, edits: Iterable[Edit], by: str) -> tuple[Edit, ...]:
    """Return the edits that close what a person said against somebody: they have now written that place themselves."""
    places = {(edit.table, edit.row, column) for edit in edits for column in edit.values}
    marks = {"decision": "other", "decided_by": by or None}
    return tuple(
        Edit(act="put", table="conflicts", row=row.id, values=marks)
        for row in undecided(record)
        if row.theirs_by == by and (row.table, row.row, row.field) in places
    )


def asked_again(record: Record, clashes: Iterable[Clash], by: str, at: str) -> tuple[Edit, ...]:
    """Return the edits that open a decided conflict again in which the same was said: it was said once more."""
    edits = []
    for clash in clashes:
        same = same_said(record, clash)
        if same and all(row.decision for row in same):
            values = {"decision": None, "decided_by": None, "why": None, "theirs_by": by or None, "at": at}
            values |= {"ours": cell_of(clash.field, clash.ours) or None}
            edits.append(Edit(act="put", table="conflicts", row=same[-1].id, values=values))
    return tuple(edits)


def same_said(record: Record, clash: Clash) -> tuple[Conflict, ...]:
    """Return the conflicts of a record in which this was said at this place."""
    place, theirs = (clash.table, clash.row, clash.field), cell_of(clash.field, clash.theirs).strip()
    return tuple(
        row for row in record.conflicts if (row.table, row.row, row.field) == place and row.theirs.strip() == theirs
    )


def last_words(changes: Sequence[Change], record: Record, table: str, row: str, by: str) -> dict[str, Any]:
    """Return the columns a row had when it was taken out, with what this person has said of it since."""
    for conflict in undecided(record):
        if (conflict.table, conflict.row, conflict.field, conflict.theirs_by) == (table, row, "", by):
            return dict(row_in_cell(conflict.theirs) or {})
    state, said = State(), dict[str, Any]()
    for change in changes:
        for edit in change.edits:
            said = dict(state.columns(table, row) or said) if (edit.table, edit.row) == (table, row) else said
            state.edit(edit)
    return {name: value for name, value in said.items() if name != "id"}


def same(table: str, column: str, one: object, other: object) -> bool:
    """Say whether two values of a column are one and the same, however they are written down."""
    return bool(_sound(table, column, one) == _sound(table, column, other))


def _written(edit: Edit, seen: Mapping[str, Any], now: Fact, clashes: list[Clash]) -> Iterator[tuple[str, Any]]:
    """Yield the columns that may be written; of the others a clash is noted."""
    facts, model = row_facts(now), model_of(edit.table)
    for column, wanted in edit.values.items():
        stands = getattr(now, column, None)
        untouched = column not in seen or same(edit.table, column, stands, seen[column])
        if untouched or same(edit.table, column, stands, wanted):
            yield column, wanted
            continue
        was, said = (_plain(edit.table, column, value) for value in (seen[column], wanted))
        value = of_both(model, column, (was, facts.get(column), said))
        if value is not DIFFERENT:
            yield column, value
        else:
            clashes.append(
                Clash(table=edit.table, row=edit.row, field=column, base=was, ours=facts.get(column), theirs=said)
            )


def _onto_nothing(edit: Edit, seen: Mapping[str, Any], gone: Gone) -> Iterator[Clash]:
    """Yield the clash of an edit with somebody who took its row out; who takes out the same row says the same."""
    if edit.act == "put":
        stated = {column: value for column, value in edit.values.items() if not same(edit.table, column, value, None)}
        said = {**gone(edit.table, edit.row), **stated}
        yield Clash(table=edit.table, row=edit.row, field="", base=dict(seen), ours=None, theirs=said)


def _dropped(edit: Edit, seen: Mapping[str, Any], now: Fact) -> Clash | None:
    """Return the clash of taking a row out in which somebody has written since."""
    if all(same(edit.table, column, getattr(now, column, None), value) for column, value in seen.items()):
        return None
    return Clash(table=edit.table, row=edit.row, field="", base=dict(seen), ours=row_facts(now), theirs=None)


def row_of(record: Record, table: str, row: str) -> Fact | None:
    """Return a row of a record, ``None`` when it is not there; product and settings are tables of one row."""
    if table in SINGLES:
        found: Fact = getattr(record, table)
        return found
    return by_id(record.rows(table)).get(row)


def _sound(table: str, column: str, value: object) -> object:
    """Return a value as a row would hold it; one that no row holds stays as it is."""
    field = model_of(table).model_fields.get(column)
    if field is None:
        return value
    if value is None:
        return None if field.is_required() else field.get_default(call_default_factory=True)
    try:
        return _checking(table, column).validate_python(value)
    except ValidationError:
        return value


@cache
def _checking(table: str, column: str) -> TypeAdapter[Any]:
    field = model_of(table).model_fields[column]
    return TypeAdapter(Annotated[field.annotation, field, *field.metadata])  # type: ignore[arg-type]


def _plain(table: str, column: str, value: object) -> Any:  # noqa: ANN401  any column's value
    """Return a value as JSON, ``None`` for one that says nothing."""
    if same(table, column, value, None):
        return None
    sound = _sound(table, column, value)
    return _checking(table, column).dump_python(sound, mode="json") if sound is not value or value else value
