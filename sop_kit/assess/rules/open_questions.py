"""Rules about what is missing: one for each topic of the record's gaps, so that nothing is searched for twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sop_kit.assess.gaps import Gap
from sop_kit.assess.questions import QUESTIONS
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import (
    EPA_SOP,
    ISO_9001_CONTROL,
    ISO_9001_DOCUMENTS,
    ISO_9001_PROCESSES,
    ISO_9001_ROLES,
    ISO_42001_OPERATION,
    ISO_42001_ROLES,
    NIST_AI_MANAGE,
    RACI,
    SRE_CANARY,
    SRE_INCIDENTS,
)
from sop_kit.errors import Phrase, phrase
from sop_kit.record.labels import column_word, table_name
from sop_kit.record.model import TABLES

# Topic of a gap → why it matters, and where that comes from.
_WHY: Mapping[str, tuple[Phrase, str]] = {
    "product.purpose": (
        phrase("Without the goal nobody can tell a needed step from a needless one."),
        ISO_9001_PROCESSES,
    ),
    "product.north_star": (phrase("What is not measured cannot be shown to have got better."), ISO_9001_PROCESSES),
    "product.owner": (phrase("A SoP that nobody owns is not kept true."), ISO_9001_ROLES),
    "product.deputy": (
        phrase("The owner will be away one day, and the SoP must not stand still then."),
        ISO_9001_ROLES,
    ),
    "product.scope_in": (phrase("A reader must know whether the SoP speaks about their case."), EPA_SOP),
    "product.scope_out": (phrase("What is not excluded is taken to be covered."), EPA_SOP),
    "product.users": (phrase("How grave a mistake is depends on whom it hits."), "NIST AI RMF 1.0 (AI 100-1), MAP 1"),
    "product.service_hours": (phrase("Who must answer at night follows from the service hours."), SRE_INCIDENTS),
    "product.risk_class": (
        phrase("The risk class decides which checks are a duty."),
        "Regulation (EU) 2024/1689 (AI Act), art. 6; ISO/IEC 42001:2023, 6.1",
    ),
    "product.live_since": (phrase("How long it has run says how much its rules have been tried."), ISO_42001_OPERATION),
    "product.deviation": (
        phrase("No text foresees every case: what to do then must be agreed beforehand."),
        ISO_9001_CONTROL,
    ),
    "product.home": (phrase("With two copies, one of them is wrong."), ISO_9001_DOCUMENTS),
    "roles.people": (phrase("A role that nobody fills does nothing."), ISO_42001_ROLES),
    "roles.does": (phrase("Two people read the same title in two ways."), ISO_9001_ROLES),
    "steps.accountable": (phrase("What nobody answers for is nobody's when it goes wrong."), RACI),
    "steps.role": (
        phrase("A role that was inferred from a document may be somebody who has never heard of it."),
        ISO_9001_ROLES,
    ),
    "decisions": (
        phrase("When it burns there is no time to find out who may stop, roll back, retrain or release."),
        NIST_AI_MANAGE,
    ),
    "steps.monitoring": (phrase("What nobody watches is found out by customers."), ISO_42001_OPERATION),
    "steps.feedback": (phrase("What experts and users see is lost when nothing receives it."), NIST_AI_MANAGE),
    "steps.iteration": (phrase("Problems that lead to no improvement come back."), ISO_9001_PROCESSES),
    "steps.release": (phrase("A change that goes out by no fixed way goes out by any way."), ISO_42001_OPERATION),
    "steps.trigger": (phrase("Without a trigger nobody knows when to begin."), EPA_SOP),
    "steps.inputs": (phrase("Without the input nobody can begin."), ISO_9001_PROCESSES),
    "steps.outputs": (phrase("Without an output nobody can see that it was done."), ISO_9001_PROCESSES),
    "steps.standard": (phrase("Without a standard each one has their own idea of done."), ISO_9001_CONTROL),
    "steps.time_limit": (phrase("What has no time limit is done last."), ISO_9001_CONTROL),
    "steps.if_it_fails": (phrase("A step fails one day, and then it is too late to ask what to do."), EPA_SOP),
    "processes.owner": (phrase("Between steps with owners, a process without one falls through."), ISO_9001_PROCESSES),
    "metrics": (phrase("Without figures there is only a feeling that all is well."), ISO_42001_OPERATION),
    "severities": (phrase("Without levels everything is urgent or nothing is."), SRE_INCIDENTS),
    "alerts": (phrase("A figure out of bounds helps only when somebody is told."), ISO_42001_OPERATION),
    "alerts.first_responder": (phrase("An alert to all is an alert to nobody."), SRE_INCIDENTS),
    "alerts.acknowledge_within": (phrase("Without a clock nobody notices that nobody answered."), SRE_INCIDENTS),
    "alerts.escalate_to": (phrase("The first responder will not answer one day."), SRE_INCIDENTS),
    "triggers": (phrase("Without a figure it is the loudest voice that starts a cycle."), NIST_AI_MANAGE),
    "release_stages": (phrase("A release to everybody at once hurts everybody at once."), SRE_CANARY),
    "release_stages.share": (phrase("Without a share nobody knows how many a bad version hits."), SRE_CANARY),
    "release_stages.hold_time": (phrase("Too short a look finds only what breaks at once."), SRE_CANARY),
    "release_stages.gate": (phrase("Without a gate a stage is only a pause."), SRE_CANARY),
    "release_stages.rollback_if": (
        phrase("Whoever decides under pressure when to give up decides too late."),
        SRE_CANARY,
    ),
    "release_stages.decider": (
        phrase("Figures are often inconclusive; then a person has to decide."),
        SRE_CANARY,
    ),
    "tools.link": (phrase("A newcomer cannot use what they cannot find."), EPA_SOP),
    "images.alt": (phrase("A picture without words is nothing to whoever cannot see it."), "WCAG 2.2, 1.1.1"),
    "contradictions.verdict": (
        phrase("As long as two sources differ, each one follows the one they know."),
        ISO_9001_DOCUMENTS,
    ),
    "conflicts.decision": (
        phrase("What stands in the record is then the word of whoever wrote first."),
        ISO_9001_DOCUMENTS,
    ),
    "overrides.why": (
        phrase("A departure without a reason may be a good idea or a slip: nobody can tell."),
        ISO_9001_DOCUMENTS,
    ),
    "feedback": (phrase("What nobody has judged is the opinion of its author."), EPA_SOP),
}


def topic_id(topic: str) -> str:
    """Return the id of the rule that reports the gaps of a topic, such as ``steps-time-limit``."""
    return topic.replace(".", "-").replace("_", "-")


def place_of(gap: Gap) -> str:
    """Return where a gap is: the table and the rows it is missing in, or the column of the product."""
    table, _, column = gap.topic.partition(".")
    if gap.rows:
        return f"{table}/{','.join(gap.rows)}"
    return f"{table}/{column}" if table == "product" else table


def _finding(topic: str) -> Callable[[Facts], Iterator[Breach]]:
    def find(facts: Facts) -> Iterator[Breach]:
        for gap in facts.gaps:
            if gap.topic == topic:
                yield Breach(place_of(gap), QUESTIONS[topic], gap.ask)

    return find


def _fix(topic: str) -> Phrase:
    table, _, column = topic.partition(".")
    if table in TABLES and column in TABLES[table].model_fields:
        return phrase(
            "Ask, and write the answer into the column '{column}' of {table}.",
            column=column_word(column),
            table=table_name(table),
        )
    return phrase("Ask, and write the answer into {table}.", table=table_name(table))


RULES: tuple[Rule, ...] = tuple(
    Rule(
        id=topic_id(topic),
        severity="missing",
        reason=reason,
        source=source,
        fix=_fix(topic),
        find=_finding(topic),
    )
    for topic, (reason, source) in _WHY.items()
)
