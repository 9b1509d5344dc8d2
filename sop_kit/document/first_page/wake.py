"""When somebody is woken, and whom: the gravest alerts first, those with the same clock in one line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.assess.gaps import ALERT_FIELDS, ONCALL
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.wording import PHRASE, SENTENCE, after, gist, limited, short, who
from sop_kit.document.view import View, ask_name, unknown
from sop_kit.record.tables import Alert, Severity

_CLOCK = 24
_ACTION = 130  # all that is known of an alert without a clock
_CONDITIONS = 2  # spelled out in a line; the rest is counted
_GROUPS = 2  # lines a level gets before it is summed up in one
ANCHOR = "#chapter-3-escalation"


def wake_lines(view: View) -> tuple[Inline, ...]:
    """Return when to wake whom; without any alert, what the severities say."""
    say, alerts = view.say, view.record.alerts
    if not alerts:
        grades = [_severity(view, row) for row in view.record.severities]
        return (unknown(view, ONCALL), *limited(view, grades, "#chapter-3-severities", 3))
    named: set[str] = set()
    lines = [line for level in _by_level(view).values() for line in _level_lines(view, level, named)]
    vague = [alert for alert in alerts if not all(getattr(alert, field) for field in ALERT_FIELDS)]
    if not vague:
        return limited(view, lines, ANCHOR)
    gap = styled(
        say(
            "Open for {n} of {of} alerts: who answers first, how fast, or who is next; ask: {who}",
            n=len(vague),
            of=len(alerts),
            who=ask_name(view, ONCALL),
        ),
        "missing",
    )
    return (*limited(view, lines, ANCHOR, 3), gap)


def _by_level(view: View) -> Mapping[str, list[Alert]]:
    """Return the alerts by level, in the order of the table of severities; those without a known level come last."""
    grouped: dict[str, list[Alert]] = {row.id: [] for row in view.record.severities}
    for alert in sorted(view.record.alerts, key=lambda alert: alert.level not in grouped):
        grouped.setdefault(alert.level if alert.level in grouped else "", []).append(alert)
    return {level: alerts for level, alerts in grouped.items() if alerts}


def _level_lines(view: View, alerts: Sequence[Alert], named: set[str]) -> list[Inline]:
    if not alerts[0].level:
        return [_group(view, [alert], named) for alert in alerts]
    groups: dict[tuple[str, ...], list[Alert]] = {}
    for alert in alerts:
        clock = (alert.first_responder, alert.acknowledge_within, alert.escalate_to, alert.escalate_after)
        groups.setdefault(clock, []).append(alert)
    if len(groups) <= _GROUPS:
        return [_group(view, group, named) for group in groups.values()]
    return [_sum(view, alerts, named)]


def _group(view: View, alerts: Sequence[Alert], named: set[str]) -> Inline:
    """Return alerts that share their clock as one line."""
    first = alerts[0]
    when = join([_level(first), _conditions(view, alerts)], " ")
    if not first.first_responder:
        return after(view, when, (short(view, first, "action" if first.action else "allowed_actions", _ACTION),))
    parts = (
        who(view, first.first_responder, named),
        _within(view, first.acknowledge_within),
        plain(gist(first.channel, _CLOCK)),
        _next_in_line(view, first, named),
    )
    return join([when, join(parts, " · ")], " → ")


def _sum(view: View, alerts: Sequence[Alert], named: set[str]) -> Inline:
    """Return a level with many clocks as one line: how many alerts, how fast, and who may be the first to answer."""
    say = view.say
    clocks = dict.fromkeys(gist(alert.acknowledge_within, _CLOCK) for alert in alerts if alert.acknowledge_within)
    roles = dict.fromkeys(alert.first_responder for alert in alerts if alert.first_responder)
    count = link(say("{n} alerts", n=len(alerts)), ANCHOR)
    within = plain(say("answers within {time}", time=say(" or ").join(clocks))) if clocks else ()
    first = join([who(view, role, named) for role in roles], view.say.list(("", "")))
    by_alert = join([first, plain(say("each for its own alerts"))], say(": ")) if len(roles) > 1 else first
    return join([join([_level(alerts[0]), count], " "), join([by_alert, within], " · ")], " → ")


def _level(alert: Alert) -> Inline:
    return styled(alert.level, "strong")


def _conditions(view: View, alerts: Sequence[Alert]) -> Inline:
    say = view.say
    most = PHRASE if len(alerts) > 1 else SENTENCE
    shown = [short(view, alert, "condition", most) or plain(alert.id) for alert in alerts[:_CONDITIONS]]
    left = len(alerts) - _CONDITIONS
    more = plain(say(", and {n} more", n=left)) if left > 0 else ()
    return (*join(shown, say("; ")), *more)


def _within(view: View, time: str) -> Inline:
    return plain(view.say("answers within {time}", time=gist(time, _CLOCK))) if time else ()


def _next_in_line(view: View, alert: Alert, named: set[str]) -> Inline:
    if not alert.escalate_to:
        return ()
    say = view.say
    after_time = say("no answer after {time}:", time=gist(alert.escalate_after, _CLOCK))
    lead = after_time if alert.escalate_after else say("next:")
    return join([plain(lead), who(view, alert.escalate_to, named)], " ")


def _severity(view: View, row: Severity) -> Inline:
    return after(view, styled(row.id, "strong"), (short(view, row, "impact"), short(view, row, "response")))
