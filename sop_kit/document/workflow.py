"""The record's workflow as swimlanes: the whole loop, and each process by itself."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.gaps import process_of
from sop_kit.document.swimlane.draw import draw
from sop_kit.document.swimlane.layout import HALF_A4, Arrow, Beyond, Box, Column, Diagram, Lane
from sop_kit.document.swimlane.twin import twin
from sop_kit.document.view import View, role_name, stage_name
from sop_kit.record.kinds import STAGES
from sop_kit.record.tables import Step

ONE_HEAD = 1


def workflow_svg(view: View, steps: Sequence[Step], *, name: str, title: str) -> str:
    """Return the swimlane of some steps as SVG; ``name`` prefixes its ids, so that several fit on one page."""
    return draw(
        workflow(view, steps),
        title=title,
        description=_description(view, steps),
        name=name,
        return_label=_round_again(view),
        mark_labels=_mark_labels(view),
    )


def workflow_twin(view: View, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the same flow as lines of text."""
    diagram = workflow(view, steps)
    return twin(diagram, view.say, return_label=_round_again(view), mark_labels=_mark_labels(view))


def process_workflow_svg(view: View, process: str, *, name: str, title: str) -> str:
    """Return the swimlane of one process as SVG; empty when no step belongs to it."""
    steps = _steps_of(view, process)
    if not steps:
        return ""
    return draw(
        process_workflow(view, process),
        title=title,
        description=_description(view, steps),
        name=name,
        return_label="",
        mark_labels=_mark_labels(view),
        sheet=HALF_A4,
    )


def process_workflow_twin(view: View, process: str) -> tuple[str, ...]:
    """Return the flow of one process as lines of text."""
    diagram = process_workflow(view, process)
    return twin(diagram, view.say, return_label="", mark_labels=_mark_labels(view))


def workflow(view: View, steps: Sequence[Step]) -> Diagram:
    """Return lanes (roles in order of their first step), columns (stages), boxes and arrows of some steps."""
    inside = {step.id for step in steps}
    first_seen = sorted(steps, key=lambda step: STAGES.index(step.stage))
    return Diagram(
        lanes=tuple(Lane(role, role_name(view, role)) for role in dict.fromkeys(step.role for step in first_seen)),
        columns=tuple(Column(stage, stage_name(view, stage), number) for number, stage in enumerate(STAGES, start=1)),
        boxes=tuple(
            Box(step.id, step.role, step.stage, step.title or step.action, _marks(view, step)) for step in steps
        ),
        arrows=tuple(
            Arrow(step.id, arrow.to, arrow.when) for step in steps for arrow in step.next if arrow.to in inside
        ),
    )


def process_workflow(view: View, process: str) -> Diagram:
    """Return the steps of one process with the stages they stand in, and where it comes from and goes on."""
    steps = _steps_of(view, process)
    whole = workflow(view, steps)
    stages = {step.stage for step in steps}
    return Diagram(
        lanes=whole.lanes,
        columns=tuple(column for column in whole.columns if column.id in stages),
        boxes=whole.boxes,
        arrows=whole.arrows,
        beyond=(*_entries(view, steps), *_exits(view, steps)),
    )


def _entries(view: View, steps: Sequence[Step]) -> list[Beyond]:
    inside = {step.id for step in steps}
    found: dict[str, list[str]] = {}
    for step in view.record.steps:
        for arrow in step.next:
            if step.id not in inside and arrow.to in inside:
                found.setdefault(arrow.to, []).append(step.id)
    return [Beyond(box, tuple(dict.fromkeys(others)), comes=True) for box, others in found.items()]


def _exits(view: View, steps: Sequence[Step]) -> list[Beyond]:
    inside = {step.id for step in steps}
    found: dict[tuple[str, str], list[str]] = {}
    for step in steps:
        for arrow in step.next:
            if arrow.to in view.steps and arrow.to not in inside:
                found.setdefault((step.id, arrow.when), []).append(arrow.to)
    return [Beyond(box, tuple(dict.fromkeys(others)), when) for (box, when), others in found.items()]


def _steps_of(view: View, process: str) -> tuple[Step, ...]:
    return tuple(step for step in view.record.steps if process_of(step) == process)


def _description(view: View, steps: Sequence[Step]) -> str:
    return view.say("{n} steps in lanes by role and columns by stage of the loop.", n=len(steps))


def _round_again(view: View) -> str:
    return view.say("and round again: what was released is monitored")


def _mark_labels(view: View) -> dict[str, str]:
    say = view.say
    return {
        "hot": say("hot spot"),
        "one-head": say("known by one person"),
        "pilot": say("not yet standard"),
        "missing": say("owner inferred"),
        "back": say("back to an earlier stage"),
    }


def _marks(view: View, step: Step) -> tuple[str, ...]:
    marks = {
        "hot": bool(step.hot_spot),
        "one-head": len(step.performers) == ONE_HEAD,
        "pilot": view.assessment.verdict(step) in {"pilot", "drop"},
        "missing": "I" in step.evidence.split(),
    }
    return tuple(name for name, shown in marks.items() if shown)
