"""Rules about how the record is judged: ratings, the rule of the verdict, the rule that ends the rounds, objections."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import DELPHI, EPA_SOP, ISO_9001_DOCUMENTS
from sop_kit.errors import phrase
from sop_kit.record.in_force import day_of
from sop_kit.record.kinds import ASPECTS

FEW_RATERS = 3  # below, a single vote turns the verdict
_NOT_IN_THE_SOP = {"pilot", "drop"}


def _no_stop_rule(facts: Facts) -> Iterator[Breach]:
    """Yield the lack of a rule that ends the rounds, where ratings were given."""
    if not any(row.aspect for row in facts.record.feedback) or facts.record.settings.stop_rule.declared:
        return
    if not any(row.stop_rule for row in facts.record.rounds):
        yield Breach("settings/stop_rule", phrase("Steps were rated, and nobody had written down when to stop."))


def _late_stop_rule(facts: Facts) -> Iterator[Breach]:
    declared = day_of(facts.record.settings.stop_rule.declared)
    rounds = (row for row in facts.record.rounds if row.kind == "retrospective" or row.number == 1)
    first = min(filter(None, (day_of(row.opened) for row in rounds)), default="")
    if declared and first and declared > first:
        what = phrase(
            "The stop rule was written down on {day}; the first round began on {first}.", day=declared, first=first
        )
        yield Breach("settings/stop_rule/declared", what)


def _few_raters(facts: Facts) -> Iterator[Breach]:
    least = facts.record.settings.verdict_rule.minimum_raters
    rows = [
        judgement.target
        for judgement in facts.judgements.values()
        if judgement.target in facts.steps and 0 < judgement.raters < least
    ]
    if rows:
        what = phrase("Fewer than {n} people rated the step, so there is no verdict.", n=least)
        yield Breach(f"steps/{','.join(rows)}", what)


def _blocking_stands(facts: Facts) -> Iterator[Breach]:
    for judgement in facts.judgements.values():
        if judgement.blocking:
            where = f"steps/{judgement.target}" if judgement.target in facts.steps else f"feedback/{judgement.target}"
            what = phrase("Blocking objections of the last round: {n}.", n=judgement.blocking)
            yield Breach(where, what)


def _block_without_reason(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.approvals:
        if row.verdict == "block" and not row.reason:
            yield Breach(f"approvals/{row.id}/reason", phrase("An objection without a reason."))
    for entry in facts.record.feedback:
        if entry.blocking and not entry.comment and not entry.proposed:
            yield Breach(f"feedback/{entry.id}/comment", phrase("An objection without a reason."))


def _leads_out(facts: Facts) -> Iterator[Breach]:
    """Yield arrows from steps of the SoP to steps that were judged as not yet standard."""
    out = {
        target
        for target, judgement in facts.judgements.items()
        if target in facts.steps and judgement.verdict in _NOT_IN_THE_SOP
    }
    for step in facts.record.steps if out else ():
        for arrow in step.next:
            if step.id not in out and arrow.to in out:
                what = phrase("The way leads to {step}, which is not in the SoP (annex A).", step=arrow.to)
                yield Breach(f"steps/{step.id}/next", what)


def _weightless(facts: Facts) -> Iterator[Breach]:
    weights = facts.record.settings.verdict_rule.weights
    if not any(weights.get(aspect, 1.0) for aspect in ASPECTS):  # type: ignore[call-overload]
        yield Breach("settings/verdict_rule/weights", phrase("Every weight is 0: no answer counts."))


def _too_easy(facts: Facts) -> Iterator[Breach]:
    least = facts.record.settings.verdict_rule.minimum_raters
    if least < FEW_RATERS:
        what = phrase("Raters needed for a verdict: {n}.", n=least)
        yield Breach("settings/verdict_rule/minimum_raters", what)


def _never_reached(facts: Facts) -> Iterator[Breach]:
    """Yield clauses of the verdict's rule behind one that always holds, and a rule that can never accept a step."""
    clauses = facts.record.settings.verdict_rule.clauses
    always = next((place for place, clause in enumerate(clauses) if not clause.when), len(clauses))
    if always < len(clauses) - 1:
        what = phrase("Clause {n} holds always, so what follows it never counts.", n=always + 1)
        yield Breach("settings/verdict_rule/clauses", what)
    if not any(clause.verdict == "codify" for clause in clauses[: always + 1]):
        yield Breach("settings/verdict_rule/clauses", phrase("No clause can make a step a standard."))


RULES: tuple[Rule, ...] = (
    Rule(
        id="no-stop-rule",
        severity="warning",
        reason=phrase("Who decides after seeing the figures when to stop, stops when the figures please."),
        source=DELPHI,
        fix=phrase("Write the stop rule down (settings: stop_rule, with its day) before the next round."),
        find=_no_stop_rule,
    ),
    Rule(
        id="late-stop-rule",
        severity="warning",
        reason=phrase("A stop rule that is younger than the first round may have been cut to its result."),
        source=DELPHI,
        fix=phrase("Say so in the report, and judge by a further round only."),
        find=_late_stop_rule,
    ),
    Rule(
        id="few-raters",
        severity="advice",
        reason=phrase("The opinion of two is an opinion, no agreement."),
        source=DELPHI,
        fix=phrase("Ask more of those who do the step, or those who receive its output."),
        find=_few_raters,
    ),
    Rule(
        id="blocking-stands",
        severity="warning",
        reason=phrase("An objection that is passed over comes back as a step that nobody follows."),
        source=EPA_SOP,
        fix=phrase("Talk with whoever objects, change the step, and let it be rated again."),
        find=_blocking_stands,
    ),
    Rule(
        id="objection-without-reason",
        severity="warning",
        reason=phrase("What nobody explains nobody can mend."),
        source=DELPHI,
        fix=phrase("Ask for the reason and for a wording they would accept."),
        find=_block_without_reason,
    ),
    Rule(
        id="leads-out-of-the-sop",
        severity="warning",
        reason=phrase("A reader who follows the arrow comes to a step that binds nobody."),
        source=ISO_9001_DOCUMENTS,
        fix=phrase("Lead the arrow to a step of the SoP, or say what holds until the pilot is decided."),
        find=_leads_out,
    ),
    Rule(
        id="weights-all-zero",
        severity="error",
        reason=phrase("Without weights no mean and no verdict can be made."),
        source=DELPHI,
        fix=phrase("Give at least one aspect a weight above 0."),
        find=_weightless,
    ),
    Rule(
        id="verdict-by-two",
        severity="warning",
        reason=phrase("Below three raters a single vote turns the verdict."),
        source=DELPHI,
        fix=phrase("Ask for three raters or more (settings: verdict_rule, minimum_raters)."),
        find=_too_easy,
    ),
    Rule(
        id="clause-never-reached",
        severity="warning",
        reason=phrase("A rule of which a part never counts says something else than its authors believe."),
        source=DELPHI,
        fix=phrase("Put the clause without conditions last, and keep one clause that codifies."),
        find=_never_reached,
    ),
)
