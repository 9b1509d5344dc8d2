"""Every rule tried on a record: what is broken, without the rules that the record switches off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sop_kit.assess.feasibility.judgement import Judgement
from sop_kit.assess.rules import (
    alerts,
    checklists,
    dates,
    duties,
    hotfixes,
    judging,
    lessons,
    loop,
    mistakes,
    monitoring,
    open_questions,
    people,
    raci,
    reality,
    references,
    release,
    steps,
    wording,
)
from sop_kit.assess.rules.rule import SEVERITIES, Breach, Facts, Fault, Rule
from sop_kit.assess.rules.sources import ISO_9001_DOCUMENTS
from sop_kit.errors import phrase
from sop_kit.record.alike import did_you_mean
from sop_kit.record.in_force import day_of
from sop_kit.record.model import TABLES, Record


def check_rules(
    record: Record, today: str = "", judgements: Mapping[str, Judgement] | None = None
) -> tuple[Fault, ...]:
    """Return what is broken in a record, the gravest first, then in the order of the record.

    Parameters
    ----------
    record
        The record; the rules its settings switch off are left out.
    today
        The day on which it is judged (ISO). Without one it is the day of the record's last Change; without that one
        either, rules about dates say nothing.
    judgements
        What the ratings say, where that is known already.
    """
    facts = Facts(record=record, today=today or day_of(record.head.at), judged=judgements)
    off = record.settings.rules_off
    found = [fault for rule in RULES if rule.id not in off or rule.id in _ALWAYS for fault in _faults(rule, facts)]
    tables = {table: place for place, table in enumerate(("product", "settings", *TABLES))}
    named = {fault.where.partition("/")[0] for fault in found} & TABLES.keys()
    places = {table: {row.id: place for place, row in enumerate(record.rows(table))} for table in named}

    def order(fault: Fault) -> tuple[int, int, int, str]:
        table, _, rest = fault.where.partition("/")
        row = rest.partition("/")[0].partition(",")[0]
        return (
            SEVERITIES.index(fault.severity),
            tables.get(table, len(tables)),
            places.get(table, {}).get(row, -1),
            fault.where,
        )

    return tuple(sorted(found, key=order))


def _faults(rule: Rule, facts: Facts) -> Iterator[Fault]:
    """Yield the faults of one rule; a rule that cannot cope with a record is a fault itself and stops no other."""
    try:
        breaches = tuple(rule.find(facts))
    except Exception as error:  # noqa: BLE001  whatever it is, the other rules still count
        what = phrase(
            "The rule '{rule}' could not be tried on this record ({reason}); the others were.",
            rule=rule.id,
            reason=repr(error),
        )
        yield _fault(_UNTRIED, Breach("", what))
        return
    yield from (_fault(rule, breach) for breach in breaches)


def _fault(rule: Rule, breach: Breach) -> Fault:
    return Fault(
        rule=rule.id,
        severity=rule.severity,
        where=breach.where,
        message=breach.what,
        fix=rule.fix,
        ask=breach.ask,
    )


def _switched_off(facts: Facts) -> Iterator[Breach]:
    """Yield the entries that switch off no rule, or give no reason."""
    known = {rule.id for rule in RULES}
    for rule, reason in facts.record.settings.rules_off.items():
        where = f"settings/rules_off/{rule}"
        if rule not in known:
            hint = did_you_mean(rule, known)
            yield Breach(where, phrase("There is no rule '{rule}'.{hint}", rule=rule, hint=hint))
        elif rule in _ALWAYS:
            yield Breach(where, phrase("This rule cannot be switched off."))
        elif not reason.strip():
            yield Breach(where, phrase("The rule '{rule}' is switched off without a reason.", rule=rule))


_SWITCHED = Rule(
    id="rules-off",
    severity="warning",
    reason=phrase("A rule that is silent for no stated reason is one that nobody will ever switch on again."),
    source=ISO_9001_DOCUMENTS,
    fix=phrase("Correct the rule's id, write down the reason, or take the entry out of the settings (rules_off)."),
    find=_switched_off,
)

_UNTRIED = Rule(
    id="rule-untried",
    severity="warning",
    reason=phrase("Where a rule could not be tried, silence does not mean that all is well."),
    source=ISO_9001_DOCUMENTS,
    fix=phrase("Report it to whoever looks after the kit, with this record; switch the rule off until then."),
    find=lambda _: (),  # made above, when a rule fails
)

# They watch over the others, so no record can silence them.
_ALWAYS = (_SWITCHED.id, _UNTRIED.id)

RULES: tuple[Rule, ...] = (
    *raci.RULES,
    *duties.RULES,
    *people.RULES,
    *steps.RULES,
    *wording.RULES,
    *loop.RULES,
    *checklists.RULES,
    *monitoring.RULES,
    *alerts.RULES,
    *mistakes.RULES,
    *hotfixes.RULES,
    *release.RULES,
    *judging.RULES,
    *dates.RULES,
    *reality.RULES,
    *lessons.RULES,
    *references.RULES,
    _SWITCHED,
    _UNTRIED,
    *open_questions.RULES,
)
