"""A step as a card: owner, input, output, standard first, then the rest of what is known."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Card, FactLine, Inline, Tone
from sop_kit.document.view import (
    View,
    names,
    persons,
    role_name,
    stage_name,
    step_anchor,
    step_link,
    told,
    unknown,
    verdict_name,
)
from sop_kit.record.tables import Step

ONE_HEAD = 1


def step_card(view: View, step: Step) -> Card:
    """Return the card of a step; what a step must have and the record does not know is said plainly."""
    say = view.say
    owner = plain(role_name(view, step.role))
    lead: list[tuple[str, Inline]] = [
        (say("Owner (R)"), owner),
        (say("Input"), told(view, step.inputs, step.role)),
        (say("Output"), told(view, step.outputs, step.role)),
        (say("Standard"), told(view, step.standard, step.role)),
    ]
    normal: list[tuple[str, Inline]] = [
        (say("Accountable (A)"), names(view, step.accountable) or unknown(view)),
        (say("Trigger"), told(view, step.trigger, step.role)),
        (say("Supported by (S)"), names(view, step.supporting)),
        (say("Asked (C)"), names(view, step.consulted)),
        (say("Told (I)"), names(view, step.informed)),
        (say("Tool"), plain(step.tool)),
        (say("Time limit"), plain(step.time_limit)),
        (say("How often"), plain(step.frequency)),
        (say("Minutes a run"), _number(step.minutes)),
        (say("Minutes waiting"), _number(step.waiting)),
        (say("If it fails"), plain(step.if_it_fails)),
        (say("Then"), _next(view, step)),
        (say("Written"), plain(step.written)),
        (say("Really done"), plain(step.done)),
        (say("Agreed"), plain(step.agreed)),
        (say("Hot spot"), plain(step.hot_spot)),
        (say("Can we decide this ourselves?"), _decidable(view, step)),
        (say("Has done it"), persons(view, step.performers)),
    ]
    facts = [FactLine(label=label, value=value, role="lead") for label, value in lead]
    facts += [FactLine(label=label, value=value) for label, value in normal if value]
    evidence = _evidence(view, step)
    if evidence:
        facts.append(FactLine(label=say("Evidence"), value=evidence, role="evidence"))
    return Card(
        anchor=step_anchor(step.id),
        code=step.id,
        title=say(": ").join(part for part in (step.title, step.action) if part),
        facts=tuple(facts),
        marks=_marks(view, step),
    )


def _marks(view: View, step: Step) -> tuple[tuple[Tone, str], ...]:
    say = view.say
    verdict = view.assessment.verdict(step)
    marks: list[tuple[Tone, str]] = [("info", stage_name(view, step.stage))]
    if "I" in step.evidence.split():
        marks.append(("missing", say("owner inferred")))
    if step.hot_spot:
        marks.append(("warning", say("hot spot")))
    if len(step.performers) == ONE_HEAD:
        marks.append(("warning", say("one person only")))
    if verdict:
        marks.append(("good" if verdict == "codify" else "warning", verdict_name(view, verdict)))
    return tuple(marks)


def _next(view: View, step: Step) -> Inline:
    arrows = [
        join([step_link(view, arrow.to), styled(view.say("if {when}", when=arrow.when), "muted")], " ")
        if arrow.when
        else step_link(view, arrow.to)
        for arrow in step.next
    ]
    return join(arrows, view.say.list(("", "")))


def _number(value: float | None) -> Inline:
    return () if value is None else plain(f"{value:g}")


def _decidable(view: View, step: Step) -> Inline:
    say = view.say
    return plain({"": "", "yes": say("yes"), "no": say("no")}[step.decidable])


def _evidence(view: View, step: Step) -> Inline:
    codes = [code_name(view, code) for code in step.evidence.split()]
    return join([plain(view.say.list(codes)), plain(step.source)], " · ")


def code_name(view: View, code: str) -> str:
    """Return what an evidence code means; a code the kit does not know stays as it is."""
    say = view.say
    return {
        "D": say("documented in prose"),
        "C": say("read from configuration or code"),
        "H": say("seen in the history"),
        "I": say("the owner's role was inferred"),
    }.get(code, code)
