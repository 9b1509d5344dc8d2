"""What gestures on steps mean: a note is put down, moved, linked, marked, assigned. Pure: record in, edits out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.live.board.meant import Ids, Meant, Place, put, steps_named
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import CORE_PROCESSES, STAGES
from sop_kit.record.model import Record
from sop_kit.record.tables import Step

LETTERS = {"A": "accountable", "C": "consulted", "I": "informed", "S": "supporting"}
BESIDE_R = ("consulted", "informed", "supporting")  # what a role that does the step need not be as well


def add_notes(record: Record, ids: Ids, texts: Sequence[str], place: Place) -> Meant:
    """Return what puts notes down in a lane and a column: each becomes a step, in their order.

    Raises
    ------
    BadRequest
        When there is nothing to write, no lane, or no such stage.
    """
    _refuse_place(record, place)
    said = [text.strip() for text in texts if text.strip()]
    if not said:
        raise BadRequest("Type what is done; an empty note is not kept.")
    made = [ids.new("steps", {"action": text}) for text in said]
    new = [
        put("steps", step, {"stage": place.stage, "action": text, "role": place.role})
        for step, text in zip(made, said, strict=True)
    ]
    order = [*(step.id for step in record.steps), *made]
    return Meant(edits=(*new, *_moves(record, order, made, place)), ids=tuple(made))


def add_note(record: Record, ids: Ids, text: str, place: Place) -> Meant:
    """Return what puts one note down; see ``add_notes``."""
    return add_notes(record, ids, [text], place)


def move_steps(record: Record, ids: Iterable[str], place: Place) -> Meant:
    """Return what carries steps into a lane and a column, in the order of ``ids``.

    A role that comes to do a step is no longer consulted, informed or supporting
    there.
    """
    _refuse_place(record, place)
    steps = steps_named(record, ids)
    moved = [step.id for step in steps]
    edits = [edit for step in steps for edit in _carried(step, place.role, place.stage)]
    order = [step.id for step in record.steps]
    return Meant(edits=(*edits, *_moves(record, order, moved, place)), ids=tuple(moved))


def set_hot_spot(record: Record, ids: Iterable[str], text: str) -> Meant:
    """Return what says of steps what hurts there; without a text they are no hot spots."""
    steps = steps_named(record, ids)
    edits = tuple(put("steps", step.id, {"hot_spot": text.strip()}) for step in steps)
    return Meant(edits=edits, ids=tuple(step.id for step in steps))


def set_one_head(record: Record, ids: Iterable[str], made: Ids, person: str) -> Meant:
    """Return what says that only one person has really done these steps; without a person, that this is not so.

    ``person`` is an id or a name; somebody the record does not know yet is added to its people.
    """
    steps, name = steps_named(record, ids), person.strip()
    chosen = tuple(step.id for step in steps)
    if not name:
        alone = [step.id for step in steps if len(step.performers) == 1]
        return Meant(edits=tuple(put("steps", step, {"performers": ()}) for step in alone), ids=chosen)
    known = {row.name.casefold(): row.id for row in record.people} | {row.id: row.id for row in record.people}
    who = known.get(name) or known.get(name.casefold()) or made.new("people", {"name": name})
    new = () if who in known.values() else (put("people", who, {"name": name}),)
    return Meant(edits=(*new, *(put("steps", step, {"performers": [who]}) for step in chosen)), ids=chosen)


def add_lesson(record: Record, ids: Ids, step: str, kind: str, text: str) -> Meant:
    """Return what notes a lesson at a step; ``kind`` is worked, failed, pain or "".

    Raises
    ------
    BadRequest
        When there is no such step, or nothing to note.
    """
    steps_named(record, [step])
    if not text.strip():
        raise BadRequest("Type what was learned; an empty note is not kept.")
    values = {"text": text.strip(), "kind": kind if kind in ("worked", "failed", "pain") else "", "step": step}
    row = ids.new("lessons", values)
    return Meant(edits=(put("lessons", row, values),), ids=(row,))


def set_raci(record: Record, step: str, role: str, letter: str, *, on: bool) -> Meant:
    """Return what gives a role a letter at a step (R, A, C, I, S) or takes it away.

    R is always somebody's: given to another role it leaves the one before. Beside R a role can only have A; beside
    each other no role has two of C, I and S.

    Raises
    ------
    BadRequest
        When the step would be left without a role, or there is no such step, role or letter.
    """
    found = steps_named(record, [step])[0]
    _refuse_role(record, role)
    if letter == "R":
        if not on and role == found.role:
            raise BadRequest("Somebody has to do the step: give R to another role instead.")
        return Meant(edits=tuple(_carried(found, role, found.stage)) if on else (), ids=(step,))
    if letter not in LETTERS:
        raise BadRequest("'{letter}' is none of R, A, C, I, S.", letter=letter)
    column = LETTERS[letter]
    if on and column in BESIDE_R and role == found.role:
        raise BadRequest("The role that does the step (R) can only be A beside that.")
    values = {column: (*_without(found, column, role), role) if on else _without(found, column, role)}
    if on and column in BESIDE_R:
        others = (name for name in BESIDE_R if name != column and role in getattr(found, name))
        values |= {name: _without(found, name, role) for name in others}
    return Meant(edits=(put("steps", step, values),), ids=(step,))


def assign(record: Record, ids: Iterable[str], process: str) -> Meant:
    """Return what assigns steps to a process; "" gives them back to that of their stage.

    Raises
    ------
    BadRequest
        When there is no such step or process.
    """
    steps = steps_named(record, ids)
    if process and process not in {*CORE_PROCESSES, *(row.id for row in record.processes)}:
        raise BadRequest("There is no process '{process}'.", process=process)
    edits = tuple(put("steps", step.id, {"process": process}) for step in steps)
    return Meant(edits=edits, ids=tuple(step.id for step in steps))


def group(record: Record, ids: Iterable[str], made: Ids, name: str) -> Meant:
    """Return what gathers steps in a process of that name; it is made when there is none.

    Raises
    ------
    BadRequest
        When there is no such step, or no name.
    """
    wanted = name.strip()
    if not wanted:
        raise BadRequest("Type the name of the process first.")
    known = {row.name.casefold(): row.id for row in record.processes if row.name}
    process = known.get(wanted.casefold())
    if process:
        return assign(record, ids, process)
    steps = steps_named(record, ids)
    process = made.new("processes", {"name": wanted}, beside=CORE_PROCESSES)
    edits = tuple(put("steps", step.id, {"process": process}) for step in steps)
    return Meant(edits=(put("processes", process, {"name": wanted}), *edits), ids=tuple(step.id for step in steps))


def _refuse_place(record: Record, place: Place) -> None:
    if not place.role:
        raise BadRequest("Name a lane first: every step is somebody's.")
    _refuse_role(record, place.role)
    if place.stage not in STAGES:
        raise BadRequest("'{stage}' is no stage.", stage=place.stage)


def _refuse_role(record: Record, role: str) -> None:
    if role not in {*(row.id for row in record.roles), *(step.role for step in record.steps)}:
        raise BadRequest("There is no role '{role}' any more: somebody else may have taken it out.", role=role)


def _carried(step: Step, role: str, stage: str) -> Iterator[Edit]:
    """Yield the edit that gives a step another role or stage, if it is another."""
    wanted: dict[str, Any] = {"stage": stage, "role": role}
    values = {name: value for name, value in wanted.items() if getattr(step, name) != value}
    if "role" in values:
        beside = (name for name in BESIDE_R if role in getattr(step, name))
        values |= {name: _without(step, name, role) for name in beside}
    if values:
        yield put("steps", step.id, values)


def _without(step: Step, column: str, role: str) -> tuple[str, ...]:
    return tuple(each for each in getattr(step, column) if each != role)


def _moves(record: Record, order: list[str], moved: Sequence[str], place: Place) -> Iterator[Edit]:
    """Yield the moves in the table after which the cell is read in the order in which things were put there."""
    left = [step for step in order if step not in moved]
    cell = [step.id for step in record.steps if (step.role, step.stage) == place[:2] and step.id not in moved]
    if place.after in cell:
        at = left.index(place.after) + 1
    elif cell:
        # Into the first place; behind all when the step that was there to go behind has left the cell.
        at = left.index(cell[-1]) + 1 if place.after else left.index(cell[0])
    else:
        at = order.index(moved[0]) - sum(1 for step in order[: order.index(moved[0])] if step in moved)
    wanted = [*left[:at], *moved, *left[at:]]
    for number, step in enumerate(wanted):
        if step in moved and order[number] != step:
            before = wanted[number - 1] if number else ""
            order = _moved(order, step, before)
            yield Edit(act="move", table="steps", row=step, after=before)


def _moved(order: Sequence[str], step: str, before: str) -> list[str]:
    rest = [each for each in order if each != step]
    at = rest.index(before) + 1 if before else 0
    return [*rest[:at], step, *rest[at:]]
