"""A checklist per process, made from its steps: at most nine lines a list, so that it is really used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Checklist, ChecklistItem, Inline
from sop_kit.document.view import View, process_name, role_name, stage_name, unknown
from sop_kit.record.tables import Step

MOST_ITEMS = 9  # five to nine lines, after A. Gawande, The Checklist Manifesto (2009), and D. Boorman's rules there


def process_checklists(view: View, process: str) -> tuple[Checklist, ...]:
    """Return the checklists of a process, none when it has no steps.

    A process with more than nine steps gets several lists of about equal length, in the order of its steps.
    """
    steps = [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == process]
    parts = _parts(steps)
    return tuple(_checklist(view, process, part, place, len(parts)) for place, part in enumerate(parts, start=1))


def _parts(steps: Sequence[Step]) -> list[Sequence[Step]]:
    count = math.ceil(len(steps) / MOST_ITEMS)
    bounds = [round(place * len(steps) / count) for place in range(count + 1)] if count else []
    return [steps[start:end] for start, end in pairwise(bounds)]


def _checklist(view: View, process: str, steps: Sequence[Step], place: int, of: int) -> Checklist:
    say = view.say
    name = process_name(view, process)
    title = say("{process} ({place} of {of})", process=name, place=place, of=of) if of > 1 else name
    return Checklist(
        anchor=f"checklist-{process}-{place}",
        title=title,
        mode="read-do" if process in {"release", "iteration"} else "do-confirm",
        pause_point=_pause_point(view, process, steps),
        items=tuple(
            ChecklistItem(code=step.id, text=step.action, who=role_name(view, step.role), standard=step.standard)
            for step in steps
        ),
        owner=_owner(view, process),
        note=say("Made from the steps of the record; the team has not tried it yet. Strike what nobody needs."),
    )


def _pause_point(view: View, process: str, steps: Sequence[Step]) -> str:
    say = view.say
    if process == "monitoring":
        return say("Once a day and at every hand-over")
    if process == "feedback":
        return say("Once a week, with the new feedback on the table")
    if process == "iteration":
        return say("Before a change goes to release")
    if process == "release":
        return say("Before the start, before each promotion, before the close")
    return say("Before the end of: {stage}", stage=stage_name(view, steps[-1].stage))


def _owner(view: View, process: str) -> Inline:
    row = view.processes.get(process)
    return plain(role_name(view, row.owner)) if row is not None and row.owner else unknown(view)
