"""When somebody is woken, and whom: the gravest alerts first, those with the same clock in one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.assess.gaps import ALERT_FIELDS, ONCALL
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.people import who
from sop_kit.document.first_page.wording import PHRASE, Said, gap, gist, grid, short, without_brackets
from sop_kit.document.view import View
from sop_kit.record.model import by_id
from sop_kit.record.tables import Alert

_CLOCK = 24
_ACTION = 150  # all that is known of an alert without a clock
_MOST = 5
_CONDITIONS = 2  # spelled out in a row; the rest is counted
_NAMED = 3  # alerts of a level that are named below the table
ANCHOR = "#chapter-3-escalation"


def waking(view: View) -> Said:
    """Return when to wake whom; without any alert, what the severities say."""
    say, alerts = view.say, view.record.alerts
    if not alerts:
        return _severities(view)
    groups = [group for level in _by_level(view).values() for group in _groups(level)]
    named: set[str] = set()
    rows = [_row(view, group, named) for group in groups[:_MOST]]
    columns = (
        (say("Level"), 0.6),
        (say("When"), 4.0),
        (say("Call first"), 2.6),
        (say("Answers in"), 1.1),
        (say("No answer: call"), 2.8),
        (say("Channel"), 1.5),
        (say("Written down so far"), 4.0),
    )
    lines = (*_others(view, groups[_MOST:]), *_vague(view))
    return Said(grid(columns, rows, heads=any(alert.level for alert in alerts)), lines)


def _by_level(view: View) -> Mapping[str, list[Alert]]:
    """Return the alerts by level, in the order of the table of severities; those without a known level come last."""
    grouped: dict[str, list[Alert]] = {row.id: [] for row in view.record.severities}
    for alert in sorted(view.record.alerts, key=lambda alert: alert.level not in grouped):
        grouped.setdefault(alert.level if alert.level in grouped else "", []).append(alert)
    return {level: alerts for level, alerts in grouped.items() if alerts}


def _groups(alerts: Sequence[Alert]) -> list[list[Alert]]:
    """Return alerts that share their clock together; one that has none stays alone."""
    groups: dict[tuple[str, ...], list[Alert]] = {}
    for alert in alerts:
        clock = (
            alert.first_responder,
            alert.acknowledge_within,
            alert.escalate_to,
            alert.escalate_after,
            alert.channel,
        )
        groups.setdefault(clock if alert.first_responder else (alert.id,), []).append(alert)
    return list(groups.values())


def _row(view: View, alerts: Sequence[Alert], named: set[str]) -> tuple[Inline, ...]:
    first, say = alerts[0], view.say
    action = "action" if first.action else "allowed_actions"
    return (
        plain(first.level),
        _conditions(view, alerts),
        who(view, first.first_responder, named) if first.first_responder else styled(say("not yet known"), "missing"),
        plain(gist(first.acknowledge_within, _CLOCK)),
        _next_in_line(view, first, named),
        plain(gist(first.channel, _CLOCK)),
        () if first.first_responder else short(view, first, action, _ACTION),
    )


def _conditions(view: View, alerts: Sequence[Alert]) -> Inline:
    say = view.say
    shown = [short(view, alert, "condition", PHRASE * 2) or plain(alert.id) for alert in alerts[:_CONDITIONS]]
    left = len(alerts) - _CONDITIONS
    more = plain(say(", and {n} more", n=left)) if left > 0 else ()
    # Each condition on a line of its own: the words of an author hold "and" and "or" enough.
    return (*join(shown, "\n"), *more)


def _next_in_line(view: View, alert: Alert, named: set[str]) -> Inline:
    if not alert.escalate_to:
        return ()
    called = who(view, alert.escalate_to, named)
    if not alert.escalate_after:
        return called
    return (*plain(view.say("after {time}: ", time=gist(alert.escalate_after, _CLOCK))), *called)


def _others(view: View, groups: Sequence[Sequence[Alert]]) -> tuple[Inline, ...]:
    """Return the line that names the alerts which found no row, level by level."""
    say = view.say
    levels: dict[str, list[Alert]] = {}
    for group in groups:
        levels.setdefault(group[0].level, []).extend(group)
    if not levels:
        return ()
    parts = [_of_a_level(view, level, alerts) for level, alerts in levels.items()]
    where = link(say("{n} more alerts", n=sum(map(len, levels.values()))), ANCHOR)
    return (join([where, join(parts, say("; "))], say(": ")),)


def _of_a_level(view: View, level: str, alerts: Sequence[Alert]) -> Inline:
    say = view.say
    metrics = by_id(view.record.metrics)
    names = dict.fromkeys(
        gist(without_brackets(metrics[alert.metric].name) if alert.metric in metrics else alert.condition, PHRASE)
        for alert in alerts
    )
    shown = say.list([*names][:_NAMED])
    left = len(names) - _NAMED
    said = say("{what} and {n} more", what=shown, n=left) if left > 0 else shown
    return join([styled(level, "strong"), plain(said)], " ")


def _vague(view: View) -> tuple[Inline, ...]:
    """Return the line for what the alerts do not say: who answers first, how fast, who is next."""
    say, alerts = view.say, view.record.alerts
    vague = [alert for alert in alerts if not all(getattr(alert, field) for field in ALERT_FIELDS)]
    if not vague:
        return ()
    if len(vague) == len(alerts):
        what = say("who answers first, how fast, and who is called next")
    else:
        what = say(
            "who answers first, how fast, or who is called next, for {n} of {of} alerts", n=len(vague), of=len(alerts)
        )
    return (gap(view, what, ONCALL),)


def _severities(view: View) -> Said:
    say = view.say
    columns = ((say("Level"), 0.6), (say("What it is"), 4.0), (say("What is done"), 4.0))
    rows = [
        (plain(row.id), short(view, row, "impact", PHRASE * 2), short(view, row, "response", PHRASE * 2))
        for row in view.record.severities[:_MOST]
    ]
    return Said(grid(columns, rows, heads=True), (gap(view, say("when somebody is woken, and whom"), ONCALL),))
