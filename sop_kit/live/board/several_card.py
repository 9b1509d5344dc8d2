"""The card of several chosen steps: gather them, merge them, assign them, say what they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sop_kit.document.view import process_name
from sop_kit.live.board.onward import step_words
from sop_kit.live.desk.nodes import Node, button, choice, element, entry, heading, note, row
from sop_kit.live.session import Session
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.model import by_id

_FEWEST = 2


def several_card(session: Session, ids: Sequence[str]) -> dict[str, Any]:
    """Return the card of the chosen steps that are there; ``gone`` when none is."""
    say, known = session.say, by_id(session.record.steps)
    chosen = [step for step in ids if step in known]
    title = say("Chosen steps: {n}", n=len(chosen))
    if not chosen:
        return {"gone": True, "title": title, "nodes": [note(say("Choose steps first."))]}
    listed = [element("li", step_words(session, step), key=step) for step in chosen]
    nodes = [
        element("ul", *listed, look="sop-profile-chosen"),
        _gather(session, chosen),
        *_merge(session, chosen),
        *_common(session, chosen),
        _out(session, chosen),
    ]
    return {"title": title, "nodes": [element("div", *nodes, look="sop-profile", key="several " + " ".join(chosen))]}


def _gather(session: Session, chosen: list[str]) -> Node:
    view, say = session.view, session.say
    processes = dict.fromkeys([*CORE_PROCESSES, *(process.id for process in session.record.processes)])
    now = {step.process for step in session.record.steps if step.id in chosen}
    options = [("", say("that of their stage")), *((each, process_name(view, each)) for each in processes)]
    value = next(iter(now)) if len(now) == 1 else ""
    hint = say("Name of the group; Enter gathers them")
    return row(
        entry("group", say("Gather as a group"), "group", {"ids": chosen}, into="name", hint=hint, look="sop-wide"),
        choice("process", say("Belong to process"), value, options, "assign", {"ids": chosen}, into="process"),
    )


def _merge(session: Session, chosen: list[str]) -> list[Node]:
    if len(chosen) < _FEWEST:
        return []
    say = session.say
    into = [
        button(
            step_words(session, step),
            "merge",
            {"ids": chosen, "into": step},
            ask=say("Really make one step of {n}, as {step}?", n=len(chosen), step=step),
            key=f"into {step}",
        )
        for step in chosen
    ]
    return [heading(say("Merge")), note(say("They are one and the same step. Keep as:")), row(*into)]


def _common(session: Session, chosen: list[str]) -> list[Node]:
    say = session.say
    hot = entry("hot", say("Hot spot"), "set_hot_spot", {"ids": chosen}, hint=say("What hurts here?"), look="sop-wide")
    head = entry(
        "head",
        say("Only one person knows this"),
        "set_one_head",
        {"ids": chosen},
        into="person",
        suggestions=[person.name for person in session.record.people],
        hint=say("Who?"),
        look="sop-wide",
    )
    return [
        row(hot, button(say("No hot spot"), "set_hot_spot", {"ids": chosen, "text": ""}, key="cold")),
        row(head, button(say("Not so any more"), "set_one_head", {"ids": chosen, "person": ""}, key="heads")),
    ]


def _out(session: Session, chosen: list[str]) -> Node:
    say = session.say
    ask = say("Really take {n} steps out?", n=len(chosen))
    return row(button(say("Take steps out"), "drop_steps", {"ids": chosen}, ask=ask), look="sop-profile-end")
