"""The forms of every day: severities, alerts, metrics, the hand-over, the record of a hotfix, the look back."""

from __future__ import annotations

from sop_kit.document.forms.form import Field, Fields, Form, Grid, Head, Known, in_a_row
from sop_kit.document.view import View, person_name, role_name
from sop_kit.record.tables import Mistake
from sop_kit.words import Words

_OVER = ("closed", "won't fix", "已关闭", "关闭", "不修", "已修复")  # words with which a mistake's status begins


def severities(view: View, say: Words) -> Form:
    """Return the definition of the severity levels."""
    rows = tuple((row.id, row.impact, row.example, row.response, row.communication) for row in view.record.severities)
    return Form(
        name=say("Severity definition"),
        when=say("to look up how bad an alert or a mistake is; when unsure, take the higher level"),
        who=say("the owner of the SoP; changed in the record"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Level"), units=2),
                    Head(label=say("Impact on users and business"), units=6),
                    Head(label=say("Example from AI operation"), units=6),
                    Head(label=say("Response"), units=6),
                    Head(label=say("Who is told, how"), units=4),
                ),
                example=(
                    "P1",
                    say("wrong high-stake decisions, or unsafe content reaches users"),
                    say("honest customers are stopped in numbers"),
                    say("at once, day and night; may switch off"),
                    say("phone, then the duty group"),
                ),
                rows=rows,
                spare=4 if not rows else 1,
                lines=2,
            ),
        ),
    )


def alerts(view: View, say: Words) -> Form:
    """Return the matrix of alerts and escalation."""

    def informed(roles: tuple[str, ...]) -> str:
        return say.list([role_name(view, role) for role in roles])

    rows = tuple(
        (
            " ".join(part for part in (row.level, row.id) if part),
            "\n".join(part for part in (row.metric, row.condition) if part),
            role_name(view, row.first_responder),
            in_a_row(row.acknowledge_within, row.mitigate_within),
            "\n".join(part for part in (role_name(view, row.escalate_to), row.escalate_after) if part),
            "\n".join(part for part in (row.action, row.allowed_actions) if part),
            "\n".join(part for part in (row.channel, informed(row.informed)) if part),
            "\n".join(part for part in (row.update_interval, row.end_condition) if part),
            "\n".join(part for part in (row.record, row.postmortem, row.external_duty) if part),
        )
        for row in view.record.alerts
    )
    return Form(
        name=say("Alert & escalation matrix"),
        when=say("an alert fires: who answers, what may be done at once, who is next"),
        who=say("whoever is on duty reads it; changed in the record"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Level, no."), units=2),
                    Head(label=say("Metric and condition"), units=4),
                    Head(label=say("First responder"), units=2),
                    Head(label=say("Answered / contained within"), units=3),
                    Head(label=say("Escalated to, after"), units=2),
                    Head(label=say("May do at once"), units=5),
                    Head(label=say("Channel, who is told"), units=4),
                    Head(label=say("News every, over when"), units=3),
                    Head(label=say("Recorded, looked back on, reported"), units=4),
                ),
                rows=rows,
                spare=4 if not rows else 1,
                lines=3,
            ),
        ),
    )


def metrics(view: View, say: Words) -> Form:
    """Return the sheet of metrics."""
    rows = tuple(
        (
            f"{row.id} {row.name}",
            row.why,
            "\n".join(part for part in (row.formula, row.source) if part),
            "\n".join(part for part in (row.slice, row.frequency) if part),
            row.baseline,
            row.warn,
            row.critical,
            "\n".join(part for part in (row.threshold_origin, row.minimum_sample) if part),
            role_name(view, row.owner),
            "\n".join(part for part in (row.action, row.silence_rule) if part),
        )
        for row in view.record.metrics
    )
    return Form(
        name=say("Metric sheet"),
        when=say("a metric is added, or its threshold is looked at again"),
        who=say("the owner of the metric; changed in the record"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Metric"), units=3),
                    Head(label=say("Why"), units=3),
                    Head(label=say("Formula, where to look"), units=5),
                    Head(label=say("Broken down by, how often"), units=3),
                    Head(label=say("Baseline"), units=2),
                    Head(label=say("Warn"), units=2),
                    Head(label=say("Critical"), units=2),
                    Head(label=say("Where the threshold comes from, least sample"), units=4),
                    Head(label=say("Owner"), units=2),
                    Head(label=say("What to do, when it stays silent"), units=5),
                ),
                rows=rows,
                spare=4 if not rows else 1,
                lines=3,
            ),
        ),
    )


def hand_over(view: View, say: Words) -> Form:
    """Return the sheet that goes from one shift to the next."""
    known, record = Known(view), view.record
    due = tuple(
        (row.id, row.cause or row.output, role_name(view, row.owner), row.due)
        for row in record.mistakes
        if is_open(row)
    )
    fixes = tuple(
        (row.id, row.change, role_name(view, row.decider), row.expires) for row in record.hotfixes if not row.end
    )
    promises = tuple(
        (row.id, row.text, person_name(view, row.owner), row.due) for row in record.actions if not row.done
    )
    heads = (
        Head(label=say("No."), units=4),
        Head(label=say("What, and how it stands"), units=10),
        Head(label=say("Who has it"), units=6, words=(*known.roles, *known.people)),
        Head(label=say("Until"), units=4, kind="date"),
    )
    contacts = tuple(
        (
            role_name(view, row.id),
            say.list([person_name(view, person) for person in row.people]),
            say.list([person_name(view, person) for person in row.deputies]),
            "",
        )
        for row in record.roles
    )
    return Form(
        name=say("Hand-over sheet"),
        when=say("at every change of shift, and when somebody leaves the team"),
        who=say("the one who goes fills it in, the one who comes reads it back"),
        parts=(
            Fields(
                title=say("The hand-over"),
                fields=(
                    Field(label=say("Handed over by"), words=known.people),
                    Field(label=say("Handed over to"), words=known.people),
                    Field(label=say("Date"), kind="date"),
                    Field(label=say("Checklist done"), hint=say("the run's file or number")),
                ),
            ),
            Grid(
                title=say("Alerts that are open"),
                heads=heads,
                example=(
                    "AL-0099",
                    say("share changed by hand above 13 % since 02:10; rule 41 is off"),
                    say("On-call"),
                    "2025-11-03",
                ),
                spare=3,
            ),
            Grid(title=say("Releases in flight"), heads=heads, spare=2),
            Grid(title=say("Mistakes that are due"), heads=heads, rows=due, spare=1),
            Grid(title=say("Hotfixes that expire"), heads=heads, rows=fixes, spare=0 if fixes else 1),
            Grid(title=say("Promises that are open"), heads=heads, rows=promises, spare=0 if promises else 1),
            Grid(
                title=say("Whom to reach, and access rights"),
                heads=(
                    Head(label=say("Role"), units=6),
                    Head(label=say("Who"), units=6),
                    Head(label=say("Deputy"), units=6),
                    Head(label=say("Phone; rights handed over"), units=6),
                ),
                rows=contacts,
                spare=0 if contacts else 4,
            ),
        ),
    )


def is_open(row: Mistake) -> bool:
    """Say whether a mistake is not closed yet."""
    return not row.status.strip().lower().startswith(_OVER)


def hotfix_record(view: View, say: Words) -> Form:
    """Return the record of one hotfix."""
    known = Known(view)
    yes_no = (say("yes"), say("no"))
    return Form(
        name=say("Hotfix record"),
        when=say("a repair cannot wait for a normal release; one sheet a hotfix"),
        who=say("whoever writes the hotfix; approved by somebody else"),
        note=say("Afterwards it becomes a row of the log of hotfixes."),
        parts=(
            Fields(
                title=say("Why now"),
                fields=(
                    Field(label=say("Hotfix no.")),
                    Field(label=say("Incident or mistake no."), words=known.mistakes),
                    Field(label=say("Severity"), words=known.levels),
                    Field(label=say("Decided by, at"), words=known.roles),
                    Field(
                        label=say("Why no normal release"), lines=2, hint=say("e.g. the next release is a week away")
                    ),
                ),
            ),
            Fields(
                title=say("What is changed"),
                fields=(
                    Field(label=say("Change, link to the diff"), lines=3),
                    Field(
                        label=say("Type"),
                        words=(say("rule"), say("prompt"), say("threshold"), say("block list"), say("model switch")),
                    ),
                    Field(label=say("Scope"), hint=say("which users, channels, cases")),
                    Field(label=say("Risk"), lines=2),
                    Field(label=say("Test done, with figures"), lines=2),
                    Field(label=say("Change made by"), words=known.people),
                    Field(label=say("Approved by (somebody else)"), words=known.people),
                ),
            ),
            Fields(
                title=say("How it runs and ends"),
                fields=(
                    Field(label=say("Starts")),
                    Field(label=say("Ends")),
                    Field(label=say("Watched until")),
                    Field(label=say("Expires on"), kind="date", hint=say("no hotfix without a date")),
                    Field(label=say("Way back, by whom, in how many minutes"), lines=2),
                    Field(label=say("Result, with figures"), lines=2),
                    Field(label=say("Ticket of the permanent fix")),
                    Field(label=say("Permanent fix due"), kind="date"),
                    Field(label=say("Looked back on"), kind="date"),
                    Field(label=say("Does the SoP change?"), words=yes_no),
                ),
            ),
        ),
    )


def postmortem(view: View, say: Words) -> Form:
    """Return the look back on an incident."""
    known = Known(view)
    return Form(
        name=say("Incident postmortem"),
        when=say("within days after an incident, while everybody remembers; about causes, never about guilt"),
        who=say("whoever led the response, with all who took part"),
        parts=(
            Fields(
                title=say("In short"),
                fields=(
                    Field(label=say("Incident no.")),
                    Field(label=say("Severity"), words=known.levels),
                    Field(label=say("Began, was noticed, was contained")),
                    Field(label=say("Led by"), words=known.people),
                    Field(label=say("Summary in three sentences"), lines=3),
                    Field(label=say("Impact, in figures"), lines=2, hint=say("users, cases, money, hours")),
                ),
            ),
            Grid(
                title=say("Timeline"),
                heads=(
                    Head(label=say("Time"), units=4),
                    Head(label=say("What happened, what was done"), units=16),
                    Head(label=say("Who"), units=4),
                ),
                example=("02:10", say("alert A03 fires; on-call answers after 4 minutes"), say("On-call")),
                spare=8,
            ),
            Fields(
                title=say("What it teaches"),
                fields=(
                    Field(label=say("Why was it not noticed earlier?"), lines=2),
                    Field(label=say("Causes, in several layers"), lines=3),
                    Field(label=say("What went well"), lines=2),
                    Field(label=say("Where we were lucky"), lines=2),
                    Field(label=say("Clause that helped"), words=known.clauses),
                    Field(label=say("Clause that failed"), words=known.clauses),
                ),
            ),
            Grid(
                title=say("Actions"),
                heads=(
                    Head(label=say("What"), units=10),
                    Head(label=say("Kind"), units=4, words=(say("prevent"), say("detect"), say("mitigate"))),
                    Head(label=say("Owner"), units=6, words=known.people),
                    Head(label=say("Due"), units=4, kind="date"),
                ),
                spare=5,
            ),
        ),
    )
