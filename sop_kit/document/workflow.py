"""The record's workflow as a swimlane: steps, roles and arrows handed to the drawing."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.document import swimlane
from sop_kit.document.layout import Arrow, Box, Column, Diagram, Lane
from sop_kit.document.view import View, role_name, stage_name
from sop_kit.record.kinds import STAGES
from sop_kit.record.tables import Step

ONE_HEAD = 1


def workflow_svg(view: View, steps: Sequence[Step], *, name: str, title: str) -> str:
    """Return the swimlane of some steps as SVG; ``name`` prefixes its ids, so that several fit on one page."""
    say = view.say
    return swimlane.draw(
        workflow(view, steps),
        title=title,
        description=say("{n} steps in lanes by role and columns by stage of the loop.", n=len(steps)),
        name=name,
        return_label=_round_again(view),
        mark_labels=_mark_labels(view),
    )


def workflow_twin(view: View, steps: Sequence[Step]) -> tuple[str, ...]:
    """Return the same flow as lines of text."""
    diagram = workflow(view, steps)
    return swimlane.twin(diagram, view.say, return_label=_round_again(view), mark_labels=_mark_labels(view))


def workflow(view: View, steps: Sequence[Step]) -> Diagram:
    """Return lanes (roles in order of their first step), columns (stages), boxes and arrows of some steps."""
    inside = {step.id for step in steps}
    first_seen = sorted(steps, key=lambda step: STAGES.index(step.stage))
    return Diagram(
        lanes=tuple(Lane(role, role_name(view, role)) for role in dict.fromkeys(step.role for step in first_seen)),
        columns=tuple(Column(stage, stage_name(view, stage)) for stage in STAGES),
        boxes=tuple(
            Box(step.id, step.role, step.stage, step.title or step.action, _marks(view, step)) for step in steps
        ),
        arrows=tuple(
            Arrow(step.id, arrow.to, arrow.when) for step in steps for arrow in step.next if arrow.to in inside
        ),
    )


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
