"""The forms of a change: the proposal, the plan of the grey release, the checklists on paper."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.model import Checklist
from sop_kit.document.checklists import process_checklists
from sop_kit.document.forms.form import Field, Fields, Form, Grid, Head, Known, in_a_row
from sop_kit.document.forms.page import TICK
from sop_kit.document.view import View, role_name
from sop_kit.words import Words

_DAYS = 7
_STAGES = 5  # ticks of a list that is used before each of several promotions


def proposal(view: View, say: Words) -> Form:
    """Return the proposal of an iteration."""
    known = Known(view)
    return Form(
        name=say("Iteration proposal"),
        when=say("a trigger is met; one page, every claim with a figure"),
        who=say("whoever proposes; decided in the meeting that sets priorities"),
        parts=(
            Fields(
                title=say("Why"),
                fields=(
                    Field(label=say("Proposal no.")),
                    Field(label=say("Proposed by"), words=known.people),
                    Field(label=say("Trigger"), words=known.triggers),
                    Field(label=say("Mistakes it is about"), words=known.mistakes),
                    Field(label=say("Data: chart, counts, links"), lines=3),
                    Field(label=say("Problem in two sentences"), lines=2),
                    Field(label=say("Hypothesis"), lines=2, hint=say("If we …, then …, because …")),
                ),
            ),
            Grid(
                title=say("Options, “do nothing” among them"),
                heads=(
                    Head(label=say("Option"), units=6),
                    Head(label=say("Expected gain: metric, target, until"), units=8),
                    Head(label=say("Reach"), units=2),
                    Head(label=say("Impact"), units=2),
                    Head(label=say("Confidence"), units=4),
                    Head(label=say("Effort"), units=2),
                ),
                rows=((say("Do nothing"), "", "", "", "", ""),),
                spare=3,
                lines=2,
            ),
            Fields(
                title=say("How we shall know"),
                fields=(
                    Field(label=say("Guardrails that must not get worse"), lines=2),
                    Field(label=say("Data and labels needed"), lines=2),
                    Field(label=say("Risk, fairness, slices"), lines=2),
                    Field(label=say("Cost")),
                    Field(label=say("Deadline"), kind="date"),
                    Field(label=say("Evaluation: baseline, success, regression set"), lines=2),
                ),
            ),
            Fields(
                title=say("Decision"),
                fields=(
                    Field(label=say("Decision"), words=(say("go"), say("later"), say("no"))),
                    Field(label=say("Decided by, on"), words=known.roles),
                    Field(label=say("Result, with figures"), lines=2),
                    Field(label=say("Lesson, also of a failure"), lines=2),
                ),
            ),
        ),
    )


def release_plan(view: View, say: Words) -> Form:
    """Return the plan of a grey release, its stages as the record knows them."""
    known = Known(view)
    stages = tuple(
        (
            f"{row.id} {row.name}",
            row.share,
            row.cohort,
            in_a_row(row.hold_time, row.minimum_sample),
            row.gate,
            row.promote_if,
            row.rollback_if,
            row.inconclusive_if,
            role_name(view, row.decider),
        )
        for row in view.record.release_stages
    )
    rights = {right.kind: known.holder(right.role) for right in reversed(view.record.decisions) if right.role}
    return Form(
        name=say("Grey release plan"),
        when=say("before each release; nothing goes out without it"),
        who=say("whoever runs the release; approved by somebody else"),
        landscape=True,
        parts=(
            Fields(
                title=say("The release"),
                fields=(
                    Field(label=say("Release no.")),
                    Field(label=say("Versions, old → new"), hint=say("model, prompt, data, configuration, code")),
                    Field(label=say("Class of the change"), words=(say("small"), say("normal"), say("large"))),
                    Field(label=say("Reason, proposal no.")),
                    Field(label=say("Run by"), words=known.people),
                    Field(label=say("Approved by"), words=known.people, value=rights.get("release", "")),
                    Field(label=say("On call"), words=known.people),
                    Field(label=say("Entry checks"), hint=say("checklist “before the start”: done on, by")),
                    Field(label=say("Offline results against the baseline"), lines=2, hint=say("regression set: … %")),
                    Field(label=say("Control group; who is left out")),
                    Field(label=say("Data and schema fit the old version, too"), words=(say("yes"), say("no"))),
                ),
            ),
            Grid(
                title=say("Stages of the release"),
                heads=(
                    Head(label=say("Stage"), units=2),
                    Head(label=say("Share"), units=2),
                    Head(label=say("Cohort"), units=2),
                    Head(label=say("Hold at least, least sample"), units=2),
                    Head(label=say("Guardrails"), units=4),
                    Head(label=say("Promote if"), units=4),
                    Head(label=say("Roll back if"), units=4),
                    Head(label=say("Inconclusive if"), units=2),
                    Head(label=say("Decides"), units=2, words=known.roles),
                ),
                rows=stages,
                spare=5 if not stages else 1,
                lines=3,
            ),
            Fields(
                title=say("The way back"),
                fields=(
                    Field(label=say("Rolled back by"), value=rights.get("roll_back", ""), words=known.roles),
                    Field(label=say("Kill switch, who may use it"), value=rights.get("stop", "")),
                    Field(label=say("Steps of the rollback"), lines=2),
                    Field(label=say("Minutes at most")),
                    Field(label=say("Last rehearsed on"), kind="date"),
                    Field(label=say("Freeze days looked up")),
                    Field(label=say("Who is told, when")),
                ),
            ),
            Grid(
                title=say("What happened, stage by stage"),
                heads=(
                    Head(label=say("Stage"), units=2),
                    Head(label=say("From, to"), units=4),
                    Head(label=say("Sample"), units=2),
                    Head(label=say("Guardrail values"), units=8),
                    Head(
                        label=say("Outcome"),
                        units=4,
                        words=(say("promote"), say("roll back"), say("inconclusive")),
                    ),
                    Head(label=say("Decided by, at"), units=4),
                ),
                spare=max(3, len(stages)),
            ),
            Fields(
                title=say("Close"),
                fields=(
                    Field(label=say("Watched after 100 % until")),
                    Field(label=say("Conclusion")),
                ),
            ),
        ),
    )


def daily_checklist(view: View, say: Words) -> Form:
    """Return the daily checklist for a week: a row a line, a column a day."""
    lists = process_checklists(view, "monitoring")
    days = tuple(Head(label=str(day), units=1, kind="tick") for day in range(1, _DAYS + 1))
    heads = (
        Head(label=say("Checklist line"), units=6),
        Head(label=say("Must be true"), units=11),
        *days,
    )
    parts = [
        Grid(title=each.title, heads=heads, rows=_ticked(each, _DAYS), spare=0 if each.items else _DAYS)
        for each in lists
    ]
    return Form(
        name=say("Daily monitoring checklist"),
        when=say("every day and at every hand-over: do the work, then stop and confirm every line"),
        who=say("whoever is on duty; one sheet a week"),
        landscape=True,
        note=say("DO-CONFIRM. Tick a line when it is true; else write a number here and what was done below."),
        parts=(
            Fields(
                title=say("The week"),
                fields=(
                    Field(label=say("Week of"), kind="date"),
                    Field(label=say("Product line"), value=view.record.product.name or view.record.product.id),
                ),
            ),
            *(parts or [Grid(title="", heads=heads, spare=7)]),
            Grid(
                title=say("Signed, and what was done differently"),
                heads=(Head(label=say("Done differently: line, what, why"), units=17), *_signed_days()),
                spare=5,
            ),
        ),
    )


def release_checklist(view: View, say: Words) -> Form:
    """Return the checklists of a release, for its three moments."""
    ticks = tuple(Head(label=str(number), units=1, kind="tick") for number in range(1, _STAGES + 1))
    heads = (Head(label=say("Checklist line"), units=7), Head(label=say("Must be true"), units=12), *ticks)
    parts = tuple(
        Grid(title=f"{each.title} · {each.pause_point}", heads=heads, rows=_ticked(each, _STAGES), spare=0)
        for each in process_checklists(view, "release")
    )
    return Form(
        name=say("Release checklist"),
        when=say("before the start, before each promotion, before the close; read a line, do it, tick it"),
        who=say("whoever runs the release"),
        note=say("READ-DO. The columns are the stages; a list for one moment uses the first."),
        parts=(
            Fields(
                title=say("The release"),
                fields=(Field(label=say("Release no.")), Field(label=say("Run by"), words=Known(view).people)),
            ),
            *(parts or (Grid(title="", heads=heads, spare=7),)),
            Grid(
                title=say("Signed, and what was done differently"),
                heads=(
                    Head(label=say("Done differently: line, what, why"), units=16),
                    Head(label=say("By, at"), units=8),
                ),
                spare=4,
            ),
        ),
    )


def _signed_days() -> Sequence[Head]:
    return tuple(Head(label=str(day), units=1) for day in range(1, _DAYS + 1))


def _ticked(block: Checklist, count: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            " ".join(part for part in (item.code, item.text) if part),
            "\n".join(part for part in (item.standard, item.who) if part),
            *([TICK] * count),
        )
        for item in block.items
    )
