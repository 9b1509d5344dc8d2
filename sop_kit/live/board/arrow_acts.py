"""What gestures on arrows mean. An arrow is known by where it comes from, where it leads, and its condition."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.errors import BadRequest
from sop_kit.live.board.meant import Meant, arrows_as_values, put, steps_named
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import storable
from sop_kit.record.model import Record
from sop_kit.record.tables import Next, Step


def add_arrow(record: Record, source: str, target: str, when: str = "") -> Meant:
    """Return what leads from one step to another, under a condition or always.

    Raises
    ------
    BadRequest
        When there is no such step, it is one step, or the arrow is there already.
    """
    step, _ = _ends(record, source, target)
    arrow = Next(to=target, when=storable(when))
    if arrow in step.next:
        raise BadRequest("This arrow is there already.")
    return _meant(_with(step, (*step.next, arrow)))


def drop_arrow(record: Record, source: str, target: str, when: str = "") -> Meant:
    """Return what takes an arrow out.

    Raises
    ------
    BadRequest
        When there is none.
    """
    step, arrow = _arrow(record, source, target, when)
    return _meant(_with(step, [each for each in step.next if each != arrow]))


def set_condition(record: Record, source: str, target: str, when: str, to_be: str) -> Meant:
    """Return what gives an arrow another condition; ``when`` is the one it has now.

    Raises
    ------
    BadRequest
        When there is no such arrow, or another one has that condition already.
    """
    step, arrow = _arrow(record, source, target, when)
    changed = Next(to=target, when=storable(to_be))
    if changed != arrow and changed in step.next:
        raise BadRequest("This arrow is there already.")
    return _meant(_with(step, [changed if each == arrow else each for each in step.next]))


def turn_arrow(record: Record, source: str, target: str, when: str = "") -> Meant:
    """Return what turns an arrow round; its condition goes with it.

    Raises
    ------
    BadRequest
        When there is no such arrow.
    """
    _ends(record, source, target)
    step, arrow = _arrow(record, source, target, when)
    end = steps_named(record, [target])[0]
    left = [each for each in step.next if each != arrow]
    return _meant(_with(step, left), _with(end, (*end.next, Next(to=source, when=arrow.when))))


def _ends(record: Record, source: str, target: str) -> tuple[Step, Step]:
    if source == target:
        raise BadRequest("An arrow leads to another step.")
    step, end = steps_named(record, [source, target])
    return step, end


def _arrow(record: Record, source: str, target: str, when: str) -> tuple[Step, Next]:
    step = steps_named(record, [source])[0]
    for arrow in step.next:
        if (arrow.to, arrow.when) == (target, when.strip()):
            return step, arrow
    raise BadRequest("There is no such arrow any more: somebody else may have changed it.")


def _with(step: Step, arrows: Sequence[Next]) -> Edit:
    return put("steps", step.id, {"next": arrows_as_values(arrows)})


def _meant(*edits: Edit) -> Meant:
    return Meant(edits=edits, ids=tuple(dict.fromkeys(edit.row for edit in edits)))
