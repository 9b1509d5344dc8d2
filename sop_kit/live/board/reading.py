"""Where steps are read in the picture: beside arrows the layout has the last word, not the order in which they lie."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.document.view import View
from sop_kit.document.workflow import workflow_picture
from sop_kit.live.board.meant import Place
from sop_kit.record.model import Record


def in_cell(record: Record, ids: Sequence[str], place: Place) -> bool:
    """Return whether all these steps lie in a cell already."""
    there = {step.id for step in record.steps if (step.role, step.stage) == place[:2]}
    return there.issuperset(ids)


def read_otherwise(view: View, ids: list[str] | tuple[str, ...], place: Place) -> str:
    """Return the sentence for steps that the picture does not show where they were put; "" when it does."""
    steps = view.record.steps
    put = [step.id for step in steps if (step.role, step.stage) == place[:2]]
    first = next((step for step in put if step in ids), "")
    before = _before(put, first)
    if not first or _before(_drawn(view, place), first) == before:
        return ""
    say, moved = view.say, view.say.list(ids)
    if not before:
        return say(
            "In the record {steps} now stands first there; the picture puts the steps of a cell "
            "where their arrows are short.",
            steps=moved,
        )
    return say(
        "In the record {steps} now follows {before}; the picture puts the steps of a cell "
        "where their arrows are short.",
        steps=moved,
        before=before,
    )


def _drawn(view: View, place: Place) -> list[str]:
    """Return the steps of a cell as the picture is read: down, then to the right."""
    boxes = workflow_picture(view, view.record.steps).layout.boxes
    there = [placed for placed in boxes if (placed.box.lane, placed.box.column) == place[:2]]
    return [placed.box.id for placed in sorted(there, key=lambda placed: (placed.area.x, placed.area.y))]


def _before(order: Sequence[str], step: str) -> str:
    at = order.index(step) if step in order else 0
    return order[at - 1] if at else ""
