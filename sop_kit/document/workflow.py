"""The record's workflow as swimlanes: the whole loop, and each process by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from sop_kit.assess.gaps import process_of
from sop_kit.document.swimlane.draw import Drawn, draw, draw_parts
from sop_kit.document.swimlane.layout import HALF_A4, Arrow, Beyond, Box, Column, Diagram, Lane, Layout, lay_out
from sop_kit.document.swimlane.twin import twin
from sop_kit.document.view import View, role_name, stage_name
from sop_kit.record.kinds import STAGES
from sop_kit.record.model import Record
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
        mark_labels=mark_names(view),
    )


class Picture(NamedTuple):
    """The swimlane of some steps, what it is drawn from, and in parts."""

    diagram: Diagram
    layout: Layout
    drawn: Drawn


def workflow_picture(view: View, steps: Sequence[Step]) -> Picture:
    """Return the picture of ``workflow_svg`` in parts, for a board that shows the same."""
    diagram = workflow(view, steps)
    layout = lay_out(diagram)
    return Picture(diagram, layout, workflow_parts(view, diagram, layout))


def workflow_parts(view: View, diagram: Diagram, layout: Layout) -> Drawn:
    """Return the parts of a workflow that was laid out."""
    return draw_parts(diagram, layout, return_label=_round_again(view), mark_labels=mark_names(view))


def workflow_twin(view: View, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the same flow as lines of text."""
    diagram = workflow(view, steps)
    return twin(diagram, view.say, return_label=_round_again(view), mark_labels=mark_names(view))


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
        mark_labels=mark_names(view),
        sheet=HALF_A4,
    )


def process_workflow_twin(view: View, process: str) -> tuple[str, ...]:
    """Return the flow of one process as lines of text."""
    diagram = process_workflow(view, process)
    return twin(diagram, view.say, return_label="", mark_labels=mark_names(view))


def workflow(view: View, steps: Sequence[Step]) -> Diagram:
    """Return lanes (roles in the order of the team, or of their first step), columns (stages), boxes and arrows."""
    inside = {step.id for step in steps}
    return Diagram(
        lanes=tuple(lane_of(view, role) for role in lane_order(view.record, roles_in_turn(steps))),
        columns=stage_columns(view),
        boxes=tuple(
            Box(step.id, step.role, step.stage, step.title or step.action, _marks(view, step)) for step in steps
        ),
        arrows=tuple(
            Arrow(step.id, arrow.to, arrow.when) for step in steps for arrow in step.next if arrow.to in inside
        ),
    )


def stage_columns(view: View) -> tuple[Column, ...]:
    """Return the stages of the loop as columns."""
    return tuple(Column(stage, stage_name(view, stage), number) for number, stage in enumerate(STAGES, start=1))


def lane_of(view: View, role: str) -> Lane:
    """Return the lane of a role, as tall as the team set it."""
    heights = {place.role: place.height for place in view.record.settings.lanes}
    return Lane(role, role_name(view, role), heights.get(role, 0.0))


def roles_in_turn(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the roles of some steps in the order of their first step, by its stage."""
    return tuple(dict.fromkeys(step.role for step in sorted(steps, key=lambda step: STAGES.index(step.stage))))


def lane_order(record: Record, roles: Iterable[str]) -> tuple[str, ...]:
    """Return each of the roles once: as the team set the order of the lanes, the others after them as given."""
    found = dict.fromkeys(roles)
    placed = dict.fromkeys(place.role for place in record.settings.lanes if place.role in found)
    return tuple(placed | found)


def process_workflow(view: View, process: str) -> Diagram:
    """Return the steps of one process with the stages they stand in, and where it comes from and goes on."""
    steps = _steps_of(view, process)
    whole = workflow(view, steps)
    stages = {step.stage for step in steps}
    return Diagram(
        lanes=tuple(replace(lane, least=0.0) for lane in whole.lanes),  # heights were set in the picture of the loop
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


def mark_names(view: View) -> dict[str, str]:
    """Return what the marks of boxes and arrows mean."""
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
