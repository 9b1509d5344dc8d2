"""Rules about alerts and severity levels: who is called, how, when somebody else is, and when it is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_kit.assess.gaps import ONCALL
from sop_kit.assess.rules.empty_cells import empty, names, place, says, texts_of
from sop_kit.assess.rules.figures import bounds_in, flat, minutes_in
from sop_kit.assess.rules.levels import levels, one_person
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ISO_27035, SRE_INCIDENTS, SRE_MONITORING, SRE_ONCALL
from sop_kit.errors import phrase
from sop_kit.record.labels import column_name
from sop_kit.record.model import by_id
from sop_kit.record.tables import Alert

# Where what is done names the way people are reached, the column of its own may stay empty.
_CHANNEL = re.compile(
    r"电话|短信|邮件|钉钉|飞书|企微|微信|寻呼|群"
    r"|\b(?:pag(?:e[drs]?|ing)|pagerduty|opsgenie|slack|teams|phones?|e-?mails?|sms)\b"
)
_GRADED = (("alerts", "level"), ("mistakes", "severity"), ("hotfixes", "severity"))


def _asked(_facts: Facts, alert: Alert) -> str:
    return alert.first_responder or ONCALL


def _on_call(_facts: Facts, _row: object) -> str:
    return ONCALL


def _says_no_channel(_facts: Facts, alert: Alert) -> bool:
    return not _CHANNEL.search(flat(texts_of(alert, ("condition", "action", "first_responder"))))


def _has_levels(facts: Facts, _alert: Alert) -> bool:
    # As long as there are no levels, the question is which there are: that is another rule's.
    return bool(facts.record.severities)


def _escalates(_facts: Facts, alert: Alert) -> bool:
    return bool(alert.escalate_to)


def _is_gravest(facts: Facts, alert: Alert) -> bool:
    return bool(alert.level) and alert.level in levels(facts.record)[:1]


def _unknown_severity(facts: Facts) -> Iterator[Breach]:
    known = levels(facts.record)
    if not known:
        return  # that there are no levels at all is another rule's
    for table, column in _GRADED:
        for row in facts.record.rows(table):
            level = getattr(row, column)
            if level and level not in known:
                what = phrase("There is no severity level “{level}”; there are: {known}.", level=level, known=known)
                yield Breach(place(table, row.id, column), what)


def _to_oneself(facts: Facts) -> Iterator[Breach]:
    for alert in facts.record.alerts:
        for column, role in (("escalate_to", alert.escalate_to), ("backup", alert.backup)):
            if one_person(facts, alert.first_responder, role):
                what = phrase(
                    "“{column}” leads back to whoever did not answer: {role}.",
                    column=column_name(column),
                    role=facts.role_name(role),
                )
                yield Breach(place("alerts", alert.id, column), what)


def _clocks(facts: Facts) -> Iterator[Breach]:
    for alert in facts.record.alerts:
        answered = minutes_in(alert.acknowledge_within)
        for column in ("mitigate_within", "escalate_after"):
            text = getattr(alert, column)
            minutes = minutes_in(text)
            if answered is not None and minutes is not None and minutes < answered:
                what = phrase(
                    "“{column}” is {time}, before the time to answer is over ({answer}).",
                    column=column_name(column),
                    time=text,
                    answer=alert.acknowledge_within,
                )
                yield Breach(place("alerts", alert.id, column), what)


def _slower_than_level(facts: Facts) -> Iterator[Breach]:
    promised = {row.id: row.response for row in facts.record.severities}
    for alert in facts.record.alerts:
        response = promised.get(alert.level, "")
        allowed, answered = minutes_in(response), minutes_in(alert.acknowledge_within)
        if allowed is not None and answered is not None and answered > allowed:
            what = phrase(
                "{level} promises “{response}”, and this alert may wait {time}.",
                level=alert.level,
                response=response,
                time=alert.acknowledge_within,
            )
            yield Breach(place("alerts", alert.id, "acknowledge_within"), what)


def _off_threshold(facts: Facts) -> Iterator[Breach]:
    metrics = by_id(facts.record.metrics)
    for alert in facts.record.alerts:
        metric = metrics.get(alert.metric)
        written = bounds_in(f"{metric.warn}\n{metric.critical}") if metric else ()
        kinds = {(bound.upper, bound.unit) for bound in written}
        fired = [bound for bound in bounds_in(alert.condition) if (bound.upper, bound.unit) in kinds]
        if metric and fired and not set(fired) & set(written):
            what = phrase(
                "It fires at “{condition}”; the metric {metric} says “{warn}” and “{critical}”.",
                condition=alert.condition,
                metric=metric.id,
                warn=metric.warn,
                critical=metric.critical,
            )
            yield Breach(place("alerts", alert.id, "condition"), what, _asked(facts, alert))


def _without_action(facts: Facts) -> Iterator[Breach]:
    for alert in facts.record.alerts:
        if not says(alert.action) and not names(alert.allowed_actions):
            yield Breach(
                place("alerts", alert.id, "action"), phrase("Nothing says what is done at once."), _asked(facts, alert)
            )


RULES: tuple[Rule, ...] = (
    Rule(
        id="alert-without-action",
        severity="warning",
        reason=phrase("Whoever is woken and cannot do anything stops getting up."),
        source=SRE_MONITORING,
        fix=phrase("Write the first thing to do, and what may be done without asking; or do not wake anybody for it."),
        find=_without_action,
    ),
    Rule(
        id="alert-without-level",
        severity="missing",
        reason=phrase("Without a level nobody knows whether it can wait until the morning."),
        source=ISO_27035,
        fix=phrase("Give it one of the severity levels; when unsure, the graver one."),
        find=empty("alerts", "level", applies=_has_levels, ask=_on_call),
    ),
    Rule(
        id="alert-without-channel",
        severity="missing",
        reason=phrase("A message in a group sleeps as long as its readers do."),
        source=SRE_ONCALL,
        fix=phrase("Write how people are reached: a call, a pager, which group."),
        find=empty("alerts", "channel", applies=_says_no_channel, ask=_on_call, filled=names),
    ),
    Rule(
        id="alert-without-end",
        severity="missing",
        reason=phrase("An alert without an end is closed too early, or never."),
        source=SRE_INCIDENTS,
        fix=phrase("Write the value, and for how long, at which it is over."),
        find=empty("alerts", "end_condition", ask=_asked, filled=names),
    ),
    Rule(
        id="escalation-without-clock",
        severity="missing",
        reason=phrase("Without a time everybody waits for somebody else to escalate."),
        source=SRE_ONCALL,
        fix=phrase("Write after how many minutes without an answer it goes on to the next."),
        find=empty("alerts", "escalate_after", applies=_escalates, ask=_on_call, filled=names),
    ),
    Rule(
        id="gravest-alert-without-backup",
        severity="warning",
        reason=phrase("The gravest alert must not depend on one telephone."),
        source=SRE_ONCALL,
        fix=phrase("Name the role that is called when the first does not answer."),
        find=empty("alerts", "backup", applies=_is_gravest, ask=_on_call, filled=names),
    ),
    Rule(
        id="escalation-to-oneself",
        severity="error",
        reason=phrase("An escalation that comes back to where it started reaches nobody."),
        source=SRE_ONCALL,
        fix=phrase("Name another role, held by another person."),
        find=_to_oneself,
    ),
    Rule(
        id="alert-clocks-contradict",
        severity="error",
        reason=phrase("Two times that exclude each other: one of them will not be kept."),
        source=SRE_INCIDENTS,
        fix=phrase("Answer first, then mitigate or escalate: make the later time the longer one."),
        find=_clocks,
    ),
    Rule(
        id="alert-slower-than-level",
        severity="error",
        reason=phrase("Two times for the same call: people keep the longer one."),
        source=SRE_INCIDENTS,
        fix=phrase("Make the alert as quick as its level promises, or correct the level."),
        find=_slower_than_level,
    ),
    Rule(
        id="alert-off-threshold",
        severity="warning",
        reason=phrase("When the alert and the metric name two values, nobody knows which one holds."),
        source=SRE_MONITORING,
        fix=phrase("Look which value is set in the system, and write that one in both places."),
        find=_off_threshold,
    ),
    Rule(
        id="unknown-severity",
        severity="error",
        reason=phrase("A level that the table does not define means what everybody likes."),
        source=ISO_27035,
        fix=phrase("Use a level of the severity table, or add the level there."),
        find=_unknown_severity,
    ),
    Rule(
        id="severity-without-response",
        severity="missing",
        reason=phrase("A level that says nothing of the response only grades, it does not help."),
        source=ISO_27035,
        fix=phrase("Write how soon somebody answers and what they may do."),
        find=empty("severities", "response", ask=_on_call, filled=names),
    ),
    Rule(
        id="severity-without-example",
        severity="advice",
        reason=phrase("At night a case is compared with examples, not with definitions."),
        source=ISO_27035,
        fix=phrase("Add a case of your own: what happened, and why it was this level."),
        find=empty("severities", "example", ask=_on_call, filled=names),
    ),
)
