"""Where a step goes on and from where it is reached, and the card of a single arrow."""

from __future__ import annotations

from typing import Any

from sop_kit.live.desk.nodes import Node, button, choice, element, field, note, row
from sop_kit.live.naming import row_title
from sop_kit.live.session import Session
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step

_LONGEST = 40  # characters of a step's words in a list


def step_words(session: Session, step_id: str) -> str:
    """Return a step's id and its first words."""
    step = session.view.steps.get(step_id)
    words = " ".join(row_title(session.say, step).split()) if step else ""
    return f"{step_id} {words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}".strip()


def onward(session: Session, step: Step) -> list[Node]:
    """Return the arrows of a step, each with its condition, a list to draw the next, and what leads here."""
    say = session.say
    arrows = [_arrow(session, step.id, arrow.to, arrow.when, place) for place, arrow in enumerate(step.next)]
    others = [each.id for each in session.record.steps if each.id != step.id]
    options = [("", say("choose a step")), *((each, step_words(session, each)) for each in others)]
    add = choice(f"next {step.id}", say("Then to"), "", options, "add_arrow", {"source": step.id}, into="target")
    comes = [
        f"{each.id} ({arrow.when})" if arrow.when else each.id
        for each in session.record.steps
        for arrow in each.next
        if arrow.to == step.id
    ]
    reached = [note(say("Reached from {steps}", steps=say.list(comes)))] if comes else []
    return [*arrows, add, *reached]


def arrow_card(session: Session, source: str, target: str, when: str) -> dict[str, Any]:
    """Return the card of an arrow; ``gone`` when there is no such arrow."""
    say, step = session.say, by_id(session.record.steps).get(source)
    title = say("{source} to {target}", source=source, target=target)
    if step is None or (target, when) not in {(arrow.to, arrow.when) for arrow in step.next}:
        return {"gone": True, "title": title, "nodes": [note(say("There is no such arrow any more."))]}
    args = {"source": source, "target": target, "when": when}
    nodes = [
        note(say("{source} leads to {target}", source=step_words(session, source), target=step_words(session, target))),
        _condition(session, args, f"when {source} {target} {when}"),
        row(button(say("Turn round"), "turn_arrow", args), _drop(session, args)),
    ]
    return {
        "title": title,
        "nodes": [element("div", *nodes, look="sop-profile", key=f"arrow {source} {target} {when}")],
    }


def _arrow(session: Session, source: str, target: str, when: str, place: int) -> Node:
    args = {"source": source, "target": target, "when": when}
    to = element("span", step_words(session, target), look="sop-profile-to")
    return element(
        "div",
        to,
        _condition(session, args, f"when {source} {place}"),
        _drop(session, args),
        look="sop-line",
        key=f"arrow {target} {when}",
    )


def _condition(session: Session, args: dict[str, str], key: str) -> Node:
    say = session.say
    hint = say("When does it go this way? Empty: always")
    return field(
        key, say("Condition"), args["when"], "set_condition", args, into="to_be", hint=hint, look="sop-wide", whole=True
    )


def _drop(session: Session, args: dict[str, str]) -> Node:
    tip = session.say("Remove the arrow to {step}", step=args["target"])
    return button("×", "drop_arrow", args, tip=tip, key=f"drop {args['target']} {args['when']}")
