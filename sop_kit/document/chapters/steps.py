"""A step as a card: who, when and how long first, then what comes out and what to do, the evidence last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sop_kit.assess.gaps import STEP_FIELDS, whom
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Card, FactLine, Inline, Span, Tone
from sop_kit.document.pictures import pictures_of_step
from sop_kit.document.prose import is_stale, prose, prose_text
from sop_kit.document.reality.findings import findings_of, in_practice
from sop_kit.document.view import (
    View,
    ask_name,
    names,
    person_name,
    persons,
    role_name,
    stage_name,
    step_anchor,
    step_link,
    verdict_name,
)
from sop_kit.record.tables import Step

ONE_HEAD = 1
# What a step should have; what the record does not know of it is an open question.
ASKED = ("accountable", *STEP_FIELDS)
_Facts = Sequence[tuple[str, Inline, str]]  # label, value, the column it is; "" when it is several or none


def step_blocks(view: View, steps: Iterable[Step], said_once: Iterable[str] = ()) -> list[Block]:
    """Return the cards of steps, each with its pictures; see ``step_card``."""
    apart = frozenset(said_once)
    return [block for step in steps for block in (step_card(view, step, apart), *pictures_of_step(view, step.id))]


def step_card(view: View, step: Step, said_once: frozenset[str] = frozenset()) -> Card:
    """Return the card of a step.

    What a step must have and the record does not know is said in one line, but for the columns in ``said_once``:
    no step of the process has those, and the process says so.
    """
    facts = (
        *_lines(_lead(view, step), "lead"),
        *_lines([*_work(view, step), (view.say("Still open"), _open(view, step, said_once), "")], "normal"),
        *_lines(_evidence(view, step), "evidence"),
    )
    return Card(
        anchor=step_anchor(step.id),
        code=step.id,
        title=view.say(": ").join(part for part in (prose_text(view, step, "title"), _action(view, step)) if part),
        facts=facts,
        marks=_marks(view, step),
    )


def field_names(view: View) -> Mapping[str, str]:
    """Return what the columns in ``ASKED`` are called in a list of what is open."""
    say = view.say
    return {
        "accountable": say("who is accountable (A)"),
        "trigger": say("what starts it"),
        "inputs": say("input"),
        "outputs": say("output"),
        "standard": say("standard"),
        "time_limit": say("time limit"),
        "if_it_fails": say("what to do if it fails"),
    }


def code_name(view: View, code: str) -> str:
    """Return what an evidence code means; a code the kit does not know stays as it is."""
    say = view.say
    return {
        "D": say("documented in prose"),
        "C": say("read from configuration or code"),
        "H": say("seen in the history"),
        "I": say("the owner's role was inferred"),
    }.get(code, code)


def _lines(facts: _Facts, role: str) -> list[FactLine]:
    return [
        FactLine.model_validate({"label": label, "value": value, "role": role, "field": column})
        for label, value, column in facts
        if value
    ]


def _action(view: View, step: Step) -> str:
    return prose_text(view, step, "action")


def _lead(view: View, step: Step) -> _Facts:
    say = view.say
    often = () if step.frequency == step.trigger else prose(view, step, "frequency")
    return [
        (say("Who (R)"), _who(view, step.role), ""),
        (say("When it is done"), join([prose(view, step, "trigger"), often], " · "), "" if often else "trigger"),
        (say("Time limit"), prose(view, step, "time_limit"), "time_limit"),
    ]


def _who(view: View, role: str) -> Inline:
    """Return a role with the people who fill it and their deputies."""
    say, row = view.say, view.roles.get(role)
    style = "stale" if row is not None and is_stale(view, row, "name") else "strong"
    people = say.list([person_name(view, each) for each in row.people]) if row else ""
    deputies = say.list([person_name(view, each) for each in row.deputies]) if row else ""
    said = [people, say("deputy: {who}", who=deputies) if deputies else ""]
    return join([(Span(text=role_name(view, role), style=style),), plain(" · ".join(filter(None, said)))], " ")


def _work(view: View, step: Step) -> _Facts:
    say = view.say
    return [
        (say("Output"), prose(view, step, "outputs"), "outputs"),
        (say("Standard"), prose(view, step, "standard"), "standard"),
        (say("Input"), prose(view, step, "inputs"), "inputs"),
        (say("Tool"), prose(view, step, "tool"), "tool"),
        (say("If it fails"), prose(view, step, "if_it_fails"), "if_it_fails"),
        (say("Next"), _next(view, step), "next"),
        (say("RACI"), _raci(view, step), ""),
        (say("Hot spot"), prose(view, step, "hot_spot"), "hot_spot"),
        (say("In practice"), in_practice(view, step.id), ""),
    ]


def _evidence(view: View, step: Step) -> _Facts:
    say = view.say
    minutes = () if step.minutes is None else plain(say("{n} min", n=f"{step.minutes:g}"))
    waiting = plain(say("waiting {n} min", n=f"{step.waiting:g}")) if step.waiting else ()
    codes = plain(say.list([code_name(view, code) for code in step.evidence.split()]))
    return [
        (say("Written"), prose(view, step, "written"), "written"),
        (say("Really done"), prose(view, step, "done"), "done"),
        (say("Agreed"), prose(view, step, "agreed"), "agreed"),
        (say("A run takes"), join([minutes, waiting], " · "), ""),
        (say("Has done it"), persons(view, step.performers), "performers"),
        (
            say("Can we decide this ourselves?"),
            plain({"": "", "yes": say("yes"), "no": say("no")}[step.decidable]),
            "decidable",
        ),
        (say("Evidence"), join([codes, prose(view, step, "source")], " · "), ""),
    ]


def _open(view: View, step: Step, said_once: frozenset[str]) -> Inline:
    say, called = view.say, field_names(view)
    by_ask: dict[str, list[str]] = {}
    for column in ASKED:
        if not getattr(step, column) and column not in said_once:
            ask = whom(view.record) if column == "accountable" else step.role
            by_ask.setdefault(ask_name(view, ask), []).append(called[column])
    asked = [say("{what} (ask: {who})", what=say.list(what), who=who) for who, what in by_ask.items()]
    return styled(say("; ").join(asked), "missing", "#annex-questions")


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
    if findings_of(view, step.id):
        marks.append(("warning", say("done otherwise")))
    if verdict:
        marks.append(("good" if verdict == "codify" else "warning", verdict_name(view, verdict)))
    return tuple(marks)


def _next(view: View, step: Step) -> Inline:
    style = "stale" if is_stale(view, step, "next") else "muted"
    arrows = [
        (
            *step_link(view, arrow.to),
            *((Span(text=view.say(" ({when})", when=arrow.when), style=style),) if arrow.when else ()),
        )
        for arrow in step.next
    ]
    return join(arrows, view.say.list(("", "")))


def _raci(view: View, step: Step) -> Inline:
    """Return who else has a part in the step: A answers for it, S helps, C is asked, I is told."""
    parts = (("A", step.accountable), ("S", step.supporting), ("C", step.consulted), ("I", step.informed))
    return join([join([styled(letter, "strong"), names(view, roles)], " ") for letter, roles in parts if roles], " · ")
