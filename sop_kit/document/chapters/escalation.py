"""Escalation in each process: who is woken when, who answers, what they may do, and when it is over."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.gaps import ONCALL
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Block, Inline, Text
from sop_kit.document.chapters.parts import labelled, open_table
from sop_kit.document.prose import prose
from sop_kit.document.view import View, ask_name, names, own_processes, role_name, step_links, still_open
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.tables import Alert, Step


def escalation(view: View, process: str, steps: Sequence[Step]) -> list[Block]:
    """Return the alerts of a process with their clocks, and where it is said what to do when one of its steps fails."""
    say = view.say
    alerts = alerts_of(view, process)
    failing = [step.id for step in steps if step.if_it_fails]
    blocks: list[Block] = [*_matrix(view, alerts)] if alerts else []
    if failing:
        said = plain(say("When a step fails, its card says what to do:"))
        blocks.append(Text(spans=join([said, step_links(view, failing)], " ")))
    if not blocks:
        missing = say("No escalation is written for this process yet; ask: {who}", who=ask_name(view, ONCALL))
        elsewhere = process != "monitoring" and bool(view.record.alerts)
        see = link(say("Escalation of alerts: see chapter 3"), "#chapter-3-escalation") if elsewhere else ()
        blocks.append(Text(spans=join([styled(missing, "missing"), see], " ")))
    return blocks


def alerts_of(view: View, process: str) -> tuple[Alert, ...]:
    """Return the alerts of a process; those that name none, or one that has no chapter, are of daily monitoring."""
    chapters = {*CORE_PROCESSES, *own_processes(view)}

    def home(alert: Alert) -> str:
        return alert.process if alert.process in chapters else "monitoring"

    return tuple(alert for alert in view.record.alerts if home(alert) == process)


def _matrix(view: View, alerts: Sequence[Alert]) -> list[Block]:
    say = view.say
    columns = [
        (say("Alert"), 1.6),
        (say("Who, and by when"), 1.9),
        (say("What to do"), 2.2),
        (say("Until"), 1.8),
    ]
    cells: list[tuple[Inline, ...]] = [
        (_when(view, alert), _clock(view, alert), _act(view, alert), _over(view, alert)) for alert in alerts
    ]
    if not any(row[-1] for row in cells):
        columns, cells = columns[:-1], [row[:-1] for row in cells]
    anchors = [f"alert-{alert.id}" for alert in alerts]
    return [*open_table(view, say("Alerts and escalation"), columns, cells, ONCALL, anchors=anchors)]


def _when(view: View, alert: Alert) -> Inline:
    named = join([styled(alert.id, "strong"), styled(alert.level, "strong"), plain(alert.metric)], " · ")
    return join([named, prose(view, alert, "condition")], "\n")


def _clock(view: View, alert: Alert) -> Inline:
    """Return who answers an alert, and its times in the order in which they run out; who is next when nobody does."""
    say, gap = view.say, still_open(view)
    responder = styled(role_name(view, alert.first_responder), "strong")
    stand_in = say("stand-in: {who}", who=role_name(view, alert.backup)) if alert.backup else ""
    after = say("after {time}", time=alert.escalate_after) if alert.escalate_after else ""
    further = join([plain(role_name(view, alert.escalate_to)), plain(after)], " ") if alert.escalate_to else gap
    times = labelled(
        view,
        (say("answered"), prose(view, alert, "acknowledge_within") or gap),
        (say("then to"), further),
        (say("contained"), prose(view, alert, "mitigate_within")),
        (say("news every"), prose(view, alert, "update_interval")),
    )
    return join([join([responder or gap, plain(stand_in)], " · "), times], "\n")


def _act(view: View, alert: Alert) -> Inline:
    say = view.say
    return join(
        [
            prose(view, alert, "action"),
            labelled(
                view,
                (say("may"), prose(view, alert, "allowed_actions")),
                (say("by"), prose(view, alert, "channel")),
                (say("tell"), names(view, alert.informed)),
            ),
        ],
        "\n",
    )


def _over(view: View, alert: Alert) -> Inline:
    say = view.say
    return join(
        [
            prose(view, alert, "end_condition"),
            labelled(
                view,
                (say("Recorded in"), prose(view, alert, "record")),
                (say("Looked back on"), prose(view, alert, "postmortem")),
                (say("Duty to report"), prose(view, alert, "external_duty")),
            ),
        ],
        "\n",
    )
