"""Undo and redo: which Change is taken back next, and the edits that set back only what it touched.

Both are Changes of their own. An undo names the Change it takes back, a redo names the undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sop_kit.errors import BadRequest, Lines, Phrase, phrase
from sop_kit.record.changes import Change, Edit, State
from sop_kit.record.labels import column_name, table_name

Mine = Callable[[Change], bool]
Field = tuple[str, str, str]  # table, row, column; without a column the row itself, "order" in brackets its place
_PLACE = "(order)"


def anybody(_change: Change) -> bool:
    """Say of every Change that it may be taken back."""
    return True


def taken_back(changes: Mapping[int, Change]) -> dict[int, int]:
    """Return the Changes, by their numbers, that were taken back and stay so: number → the undo that did it.

    A redo takes back an undo, so that the Change stands again.
    """
    by: dict[int, int] = {}
    # From the last one on: an undo counts only when nothing later took it back.
    for number, change in sorted(changes.items(), reverse=True):
        if change.undoes and number not in by:
            by[change.undoes] = number
    return by


def last_done(changes: Sequence[Change], mine: Mine) -> int | None:
    """Return the number of the last Change of mine that can be taken back; the first one made the product line."""
    done, _ = _stacks(changes, mine)
    return done[-1] if done else None


def last_undone(changes: Sequence[Change], mine: Mine) -> int | None:
    """Return the number of my last undo that can be taken back; none when I changed something since."""
    _, undone = _stacks(changes, mine)
    return undone[-1] if undone else None


def inverse(changes: Sequence[Change], number: int) -> tuple[Edit, ...]:
    """Return the edits that set back what a Change touched.

    Raises
    ------
    BadRequest
        When it cannot be taken back: it was already, a later Change touched the same field, or it made the line.
    """
    change = changes[number - 1]
    _refuse_what_stays(changes, number)
    before = _after(State(), changes[: number - 1])
    _refuse_touched_since(changes, number, before)
    after = _after(before.copy(), [change])
    return tuple(_edits_back(change, before, after, _after(after.copy(), changes[number:])))


def _stacks(changes: Sequence[Change], mine: Mine) -> tuple[list[int], list[int]]:
    done: list[int] = []
    undone: list[int] = []
    gone = _gone(changes)
    for number, change in enumerate(changes, start=1):
        if change.kind == "undo":
            if number not in gone and mine(change):
                undone.append(number)
        elif change.kind not in ("redo", "erasure") and mine(change):
            undone.clear()
            if number not in gone and number > 1:
                done.append(number)
    return done, undone


def _gone(changes: Sequence[Change]) -> dict[int, int]:
    return taken_back(dict(enumerate(changes, start=1)))


def _refuse_what_stays(changes: Sequence[Change], number: int) -> None:
    change, gone = changes[number - 1], _gone(changes)
    if number in gone:
        raise BadRequest("Change {number} was taken back already, by Change {by}.", number=number, by=gone[number])
    if number == 1:
        raise BadRequest("Change 1 made the product line; it cannot be taken back.")
    if change.kind == "erasure":
        raise BadRequest("Change {number} erased a person's data; it cannot be taken back.", number=number)


def _refuse_touched_since(changes: Sequence[Change], number: int, before: State) -> None:
    mine = set(_touched(changes[number - 1], before))
    gone = _gone(changes)
    # A later Change that was itself taken back left everything as it found it.
    neutral = {each for taken, by in gone.items() if taken > number for each in (taken, by)}
    met = [
        phrase("{field}: {by} on {at}, Change {later}", field=_name(field), by=later.by, at=later.at, later=place)
        for place, later in enumerate(changes[number:], start=number + 1)
        if place not in neutral
        for field in _meeting(mine, later)
    ]
    if met:
        raise BadRequest(
            "Change {number} was not taken back, for what it touched was changed since:{met}\nNothing was changed.",
            number=number,
            met=Lines(met),
        )


def _touched(change: Change, before: State | None = None) -> Iterator[Field]:
    """Yield what a Change touched; who makes a row, or takes one out, touches all of it."""
    for edit in change.edits:
        if edit.act == "move":
            yield edit.table, edit.row, _PLACE
        elif edit.act == "put" and edit.values and not (before and before.columns(edit.table, edit.row) is None):
            yield from ((edit.table, edit.row, column) for column in edit.values)
        else:
            yield edit.table, edit.row, ""


def _meeting(mine: set[Field], later: Change) -> tuple[Field, ...]:
    rows = {field[:2] for field in mine}
    whole = {field[:2] for field in mine if not field[2]}
    theirs = dict.fromkeys(_touched(later))
    return tuple(
        field for field in theirs if field in mine or field[:2] in whole or (not field[2] and field[:2] in rows)
    )


def _name(field: Field) -> Phrase:
    table, row, column = field
    place = f" {row}" if row else ""
    if column in ("", _PLACE):
        return phrase("{table}{row}", table=table_name(table), row=place)
    return phrase("{table}{row}, {column}", table=table_name(table), row=place, column=column_name(column))


def _after(state: State, changes: Sequence[Change]) -> State:
    for change in changes:
        for edit in change.edits:
            state.edit(edit)
    return state


def _edits_back(change: Change, before: State, after: State, now: State) -> Iterator[Edit]:
    edits: dict[tuple[str, str], list[Edit]] = {}
    for edit in change.edits:
        edits.setdefault((edit.table, edit.row), []).append(edit)
    moved: dict[str, set[str]] = {}
    for (table, row), its in edits.items():
        old, new = before.columns(table, row), after.columns(table, row)
        if old is None:
            if new is not None:
                yield Edit(act="drop", table=table, row=row)
            continue
        values = _values_back(old, new, its)
        if values or new is None:
            yield Edit(act="put", table=table, row=row, values=values)
        if any(edit.act != "put" for edit in its):
            moved.setdefault(table, set()).add(row)
    for table, rows in moved.items():
        yield from _moves_back(table, rows, before, now)


def _moves_back(table: str, rows: set[str], before: State, now: State) -> Iterator[Edit]:
    order = [row for row in before.order(table) if row in rows or now.columns(table, row) is not None]
    # From the first on, so that the row each is placed behind stands where it belongs already.
    for place, row in enumerate(order):
        if row in rows:
            yield Edit(act="move", table=table, row=row, after=order[place - 1] if place else "")


def _values_back(old: Mapping[str, Any], new: Mapping[str, Any] | None, edits: Sequence[Edit]) -> dict[str, Any]:
    there = new or {}
    touched = [column for edit in edits for column in edit.values]
    if any(edit.act == "drop" for edit in edits):
        touched = [column for column in (*old, *there) if column != "id"]
    return {column: old.get(column) for column in dict.fromkeys(touched) if old.get(column) != there.get(column)}
