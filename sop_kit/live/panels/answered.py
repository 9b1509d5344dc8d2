"""Who has answered: names, or words that people chose for themselves, beside those who are expected. Never what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sop_kit.document.unseen import answered_line, expected, raters
from sop_kit.document.view import View
from sop_kit.live.desk.desk import Ask
from sop_kit.live.desk.nodes import Node, element, heading, note, present_button
from sop_kit.live.panels.unseen import ballots_of, kept_of
from sop_kit.live.panels.unseen_nodes import live
from sop_kit.live.session import Session
from sop_kit.record.alike import folded


def look_at_answered(session: Session) -> Mapping[str, Any]:
    """Return what the panel shows: of each open question, and of the ratings, who has answered."""
    say, view = session.say, session.view
    standing = [prompt for prompt in session.record.prompts if prompt.state == "open"]
    asked = [
        element("div", heading(prompt.text), live("answered", "answered", {"prompt": prompt.id}), key=prompt.id)
        for prompt in standing
    ]
    return {
        "title": say("Who has answered"),
        "tools": [present_button(say("Fill the screen"))],
        "nodes": [*asked, heading(say("Rating")), *rating_nodes(view, raters(session.record))],
    }


def answered_ask(session: Session) -> Ask:
    """Return what tells a browser who has answered a question."""

    def told(args: Mapping[str, object]) -> object:
        who = ballots_of(session).answered(kept_of(session).product, str(args.get("prompt", "")))
        return {"nodes": answered_nodes(session.view, who)}

    return told


def answered_nodes(view: View, who: Sequence[str]) -> list[Node]:
    """Return who has answered beside those who are expected."""
    names = expected(view)
    known = {folded(name) for name in names}
    said = {folded(each) for each in who}
    words = [each for each in who if folded(each) not in known]
    line = answered_line(view, len(who))
    if not who:
        return [note(line)]
    there = [_sign(each, done=folded(each) in said) for each in names if folded(each) in said or not words]
    return [note(line), element("ul", *there, *(_sign(each, done=True) for each in words), look="sop-answered")]


def rating_nodes(view: View, rated: Mapping[str, int]) -> list[Node]:
    """Return who has rated how many steps in the last round."""
    say, steps = view.say, len(view.record.steps)
    line = note(answered_line(view, len(rated)))
    signs = [
        _sign(say("{who}: {n} of {of} steps", who=who, n=n, of=steps), done=n >= steps) for who, n in rated.items()
    ]
    return [line, element("ul", *signs, look="sop-answered")] if signs else [line]


def _sign(text: str, *, done: bool) -> Node:
    # A sign and not a colour: the wall of a bright room has none.
    sign = element("span", "✓" if done else "○", aria_hidden="true", look="sop-sign")
    return element("li", sign, " ", text, key=text, look="sop-done" if done else "")
