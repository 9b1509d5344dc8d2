"""Escalation in each process: who is woken when, who answers, what they may do, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.gaps import ONCALL
from sop_kit.blocks.make import join, link, plain
from sop_kit.blocks.model import Block, Inline, Table, Text
from sop_kit.document.chapters.parts import not_known, open_table, table
from sop_kit.document.view import View, names, role_name, step_link
from sop_kit.record.labels import column_label
from sop_kit.record.tables import Alert, Step


def escalation(view: View, process: str, steps: Sequence[Step]) -> list[Block]:
    """Return the alerts of a process with their clocks, and what to do when one of its steps fails."""
    say = view.say
    alerts = [alert for alert in view.record.alerts if (alert.process or "monitoring") == process]
    failing = [step for step in steps if step.if_it_fails]
    blocks: list[Block] = []
    if alerts:
        blocks += [*_clocks(view, alerts), *_conduct(view, alerts)]
    if failing:
        failures = [(step_link(view, step.id), plain(step.if_it_fails)) for step in failing]
        blocks.append(table(say("When a step fails"), ((say("Step"), 1.0), (say("If it fails"), 5.0)), failures))
    if not blocks:
        blocks.append(not_known(view, say("No escalation is written for this process"), ONCALL))
        if process != "monitoring" and view.record.alerts:
            blocks.append(Text(spans=link(say("Escalation of alerts: see chapter 3"), "#chapter-3-escalation")))
    return blocks


def _clocks(view: View, alerts: Sequence[Alert]) -> tuple[Block, ...]:
    say = view.say
    columns = (
        (say("No."), 0.6),
        (say("When"), 2.0),
        (say("Then"), 2.0),
        (say("First responder"), 1.4),
        (say("Within"), 1.8),
        (say("Escalate to"), 1.3),
    )
    rows = [
        (
            plain(alert.id),
            join([plain(alert.metric), plain(alert.level), plain(alert.condition)], say(": ")),
            plain(alert.action or alert.allowed_actions),
            _responder(view, alert),
            _clock(view, alert),
            _next_in_line(view, alert),
        )
        for alert in alerts
    ]
    return open_table(view, say("Alerts and escalation"), columns, rows, ONCALL)


def _responder(view: View, alert: Alert) -> Inline:
    stand_in = view.say("stand-in: {who}", who=role_name(view, alert.backup)) if alert.backup else ""
    return join([plain(role_name(view, alert.first_responder)), plain(stand_in)], "\n")


def _clock(view: View, alert: Alert) -> Inline:
    say = view.say
    lines = (
        say("answered: {time}", time=alert.acknowledge_within) if alert.acknowledge_within else "",
        say("contained: {time}", time=alert.mitigate_within) if alert.mitigate_within else "",
        say("news every: {time}", time=alert.update_interval) if alert.update_interval else "",
    )
    return join([plain(line) for line in lines], "\n")


def _next_in_line(view: View, alert: Alert) -> Inline:
    if not alert.escalate_to:
        return ()
    after = view.say("after {time}", time=alert.escalate_after) if alert.escalate_after else ""
    return join([plain(role_name(view, alert.escalate_to)), plain(after)], "\n")


def _conduct(view: View, alerts: Sequence[Alert]) -> tuple[Table, ...]:
    """Return what holds while an alert is open and after it; nothing when the record says none of it."""
    say = view.say
    parts = (
        # What an alert without an action may do stands above already.
        (("allowed_actions", 2.2), [plain(alert.allowed_actions if alert.action else "") for alert in alerts]),
        (
            ("channel", 1.5),
            [_with_more(view, alert.channel, "informed", names(view, alert.informed)) for alert in alerts],
        ),
        (("end_condition", 1.6), [plain(alert.end_condition) for alert in alerts]),
        (("record", 1.4), [_with_more(view, alert.record, "postmortem", plain(alert.postmortem)) for alert in alerts]),
        (("external_duty", 1.7), [plain(alert.external_duty) for alert in alerts]),
    )
    used = [part for part in parts if any(part[1])]
    if not used:
        return ()
    columns = ((say("No."), 0.6), *((column_label(say, name), width) for (name, width), _ in used))
    cells = zip(*(column for _, column in used), strict=True)
    rows = ((plain(alert.id), *row) for alert, row in zip(alerts, cells, strict=True))
    return (table(say("While an alert is open, and after it"), columns, rows),)


def _with_more(view: View, value: str, label: str, more: Inline) -> Inline:
    named = plain(view.say("{label}: {value}", label=column_label(view.say, label), value="")) if more else ()
    return join([plain(value), (*named, *more)], "\n")
