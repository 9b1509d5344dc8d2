"""The record's workflow as a swimlane: steps, roles and arrows handed to the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.document import swimlane
from sop_kit.document.layout_facts import Arrow, Box, Column, Diagram, Lane
from sop_kit.document.view import View, role_name, stage_name
from sop_kit.record.kinds import STAGES
from sop_kit.record.tables import Step

ONE_HEAD = 1


def workflow_svg(view: View, steps: Sequence[Step], *, name: str, title: str) -> str:
    """Return the swimlane of some steps as SVG; ``name`` prefixes its ids, so that several fit on one page."""
    say = view.say
    diagram = workflow(view, steps)
    return swimlane.draw(
        diagram,
        title=title,
        description=say("{n} steps in lanes by role and columns by stage of the loop.", n=len(steps)),
        name=name,
        return_label=say("and round again: what was released is monitored"),
        mark_labels={
            "hot": say("hot spot"),
            "one-head": say("known by one person"),
            "pilot": say("not yet standard"),
            "missing": say("owner inferred"),
        },
    )


def workflow_twin(view: View, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the same flow as lines of text."""
    return swimlane.twin(workflow(view, steps), view.say)


def workflow(view: View, steps: Sequence[Step]) -> Diagram:
    """Return lanes (roles in order of their first step), columns (stages), boxes and arrows of some steps.

    All six stages are drawn for the whole loop; for a part only the stages it has.
    """
    inside = {step.id for step in steps}
    whole = len(inside) == len(view.record.steps)
    stages = [stage for stage in STAGES if whole or any(step.stage == stage for step in steps)]
    first_seen = sorted(steps, key=lambda step: STAGES.index(step.stage))
    return Diagram(
        lanes=tuple(Lane(role, role_name(view, role)) for role in dict.fromkeys(step.role for step in first_seen)),
        columns=tuple(Column(stage, stage_name(view, stage)) for stage in stages),
        boxes=tuple(
            Box(step.id, step.role, step.stage, step.title or step.action, _marks(view, step)) for step in steps
        ),
        arrows=tuple(
            Arrow(step.id, arrow.to, arrow.when) for step in steps for arrow in step.next if arrow.to in inside
        ),
    )


def _marks(view: View, step: Step) -> tuple[str, ...]:
    marks = {
        "hot": bool(step.hot_spot),
        "one-head": len(step.performers) == ONE_HEAD,
        "pilot": view.assessment.verdict(step) in {"pilot", "drop"},
        "missing": "I" in step.evidence.split(),
    }
    return tuple(name for name, shown in marks.items() if shown)
