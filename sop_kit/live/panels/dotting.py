"""How one person gives dots: secretly, no more than the budget, each dot sent twice counted once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop_kit.document.dots import Target, targets_of
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Answer, Asked
from sop_kit.live.desk.nodes import Node, button, element, note
from sop_kit.live.panels.unseen import ballots_of, kept_of, open_one
from sop_kit.live.session import Session
from sop_kit.record.alike import folded
from sop_kit.record.model import by_id
from sop_kit.record.workshop_tables import Prompt
from sop_kit.words import Words

_DOT, _HOLLOW = "●", "○"


def give_dot(asked: Asked) -> Answer | None:
    """Keep a dot; sent again with the same id it counts once. The arguments are prompt, token and to, a place.

    Raises
    ------
    BadRequest
        When the vote is not open, nothing is left to give, or a second dot on the same place is not allowed.
    """
    session, to, token = asked.session, asked.text("to"), asked.text("token")
    with session.lock:
        vote = open_one(session, asked.text("prompt"))
        own = ballots_of(session).own(kept_of(session).product, vote.id, token)
        others = [place for entry, place in own.items() if entry != asked.id]
        if to not in {target.place for target in targets_of(session.record, vote.about)}:
            raise BadRequest("What you gave a dot to is gone. Look again.")
        if len(others) >= vote.budget:
            raise BadRequest("All {n} dots are given. Take one back first.", n=vote.budget)
        if vote.one_each and to in others:
            raise BadRequest("Only one dot on the same place in this vote.")
        ballots_of(session).cast(kept_of(session).product, vote.id, token, asked.id, to)
    return {"says": session.say("Kept, unseen.")}


def take_dot(asked: Asked) -> Answer | None:
    """Take a dot back; the arguments are prompt, token and entry."""
    vote = open_one(asked.session, asked.text("prompt"))
    place = (kept_of(asked.session).product, vote.id, asked.text("token"), asked.text("entry"))
    ballots_of(asked.session).cast(*place, "")
    return {"says": asked.session.say("Taken back.")}


def voting(session: Session, args: Mapping[str, object]) -> Mapping[str, Any]:
    """Return the dots of the one who sits there and what they can be given to; nobody else is ever shown them."""
    say, product, lying = session.say, kept_of(session).product, ballots_of(session)
    vote = by_id(session.record.prompts).get(str(args.get("prompt", "")))
    token, who = str(args.get("token", "")), str(args.get("who", ""))
    if vote is None or vote.state != "open":
        return {"nodes": []}
    if who and folded(who) in {folded(each) for each in lying.answered(product, vote.id)}:
        return {"taken": say("Somebody has voted under “{who}” already. Choose another word.", who=who)}
    own = lying.own(product, vote.id, token)
    left = vote.budget - len(own)
    shown = element("p", _DOT * left + _HOLLOW * len(own), look="sop-dots", aria_hidden="true")
    told = element(
        "p", say("{n} of {of} dots left", n=left, of=vote.budget), look="sop-dots-left", role="status", key="left"
    )
    lines = (_target(say, vote, token, own, each) for each in targets_of(session.record, vote.about))
    return {
        "nodes": [
            element("div", told, shown, look="sop-budget", key="budget"),
            element("ul", *lines, look="sop-targets", key="targets"),
        ]
    }


def _target(say: Words, vote: Prompt, token: str, own: Mapping[str, str], target: Target) -> Node:
    mine = [entry for entry, place in own.items() if place == target.place]
    place = {"prompt": vote.id, "token": token}
    full = len(own) >= vote.budget or (vote.one_each and bool(mine))
    more = button("＋", "dot", {**place, "to": target.place}, tip=say("A dot for “{name}”", name=target.text), off=full)
    less = button(
        "－",
        "undot",
        {**place, "entry": mine[-1] if mine else ""},
        tip=say("Take a dot from “{name}”", name=target.text),
        off=not mine,
    )
    inside = [note(say("; ").join(target.notes), "sop-inside")] if target.notes else []
    return element(
        "li",
        element("div", element("span", target.text), *inside, look="sop-wide"),
        element("span", _DOT * len(mine), look="sop-dots", aria_hidden="true"),
        element("span", say("Dots: {n}", n=len(mine)), look="sop-heard"),
        less,
        more,
        key=target.place,
    )
