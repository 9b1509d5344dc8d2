"""Dots: everybody gives a few to what is worth talking about, secretly until the vote is closed; then what got most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sop_kit.document.dots import Target, by_dots, targets_of, votes
from sop_kit.document.unseen import dots_of
from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.desk import Ask
from sop_kit.live.desk.nodes import Node, button, check, choice, element, field, heading, note, present_button, row
from sop_kit.live.panels.answered import answered_ask
from sop_kit.live.panels.asking import ask_everybody, save_question
from sop_kit.live.panels.clusters import with_notes
from sop_kit.live.panels.dotting import give_dot, take_dot, voting
from sop_kit.live.panels.unseen import (
    Clock,
    finish,
    opening,
    phase_now,
    reveal,
    tally,
    tally_ask,
    wipe,
    wiping,
)
from sop_kit.live.panels.unseen_nodes import in_turn, live
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.workshop_tables import Prompt
from sop_kit.words import Words

MOST_DOTS = 20


class VotesPanel:
    """Which question's clusters are voted on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._chosen = ""
        self.show: Callable[[], None] = lambda: None

    def look(self) -> Mapping[str, Any]:
        """Return what the panel shows: the vote that is open or can be opened, and what got the most dots."""
        say, view = self._session.say, self._session.view
        asked = with_notes(view.source)
        tools = [present_button(say("Fill the screen"))]
        if not asked:
            nothing = note(say("There is nothing to vote on yet: notes are written and revealed first."))
            return {"title": say("Dot voting"), "tools": tools, "nodes": [nothing]}
        prompt = next((each for each in asked if each.id == self._chosen), asked[0])
        options = [(each.id, each.text) for each in asked]
        choosing = (
            [choice("prompt", say("Question"), prompt.id, options, "choose", look="sop-asked-of")]
            if len(asked) > 1
            else []
        )
        return {
            "title": say("Dot voting"),
            "tools": tools,
            "nodes": [*wiping(self._session), *choosing, *_body(view, prompt)],
        }

    def acts(self, clock: Clock) -> Mapping[str, Act]:
        """Return what can be done there; ``clock`` tells the time in the room."""
        return {
            "choose": self._choose,
            "prepare": _prepare,
            "budget": _budget,
            "one_each": _one_each,
            "open": lambda asked: _open(asked, clock),
            "dot": give_dot,
            "undot": take_dot,
            "finish": finish,
            "reveal": lambda asked: reveal(asked, clock, _dots_of(asked.session)),
            "withdraw": withdraw_vote,
            "wipe": wipe,
        }

    def asks(self) -> Mapping[str, Ask]:
        """Return what a browser can ask to be shown there."""
        session = self._session
        return {
            "tally": tally_ask(session),
            "answered": answered_ask(session),
            "voting": lambda args: voting(session, args),
        }

    def _choose(self, asked: Asked) -> Answer | None:
        self._chosen = asked.text("value")
        self.show()
        chosen = by_id(asked.session.record.prompts).get(self._chosen)
        return {"says": chosen.text if chosen else ""}


def withdraw_vote(asked: Asked) -> Answer | None:
    """Take a vote back in which nobody has given a dot; the argument is prompt."""
    session = asked.session
    session.refresh()
    vote = by_id(session.record.prompts).get(asked.text("prompt"))
    if vote is None or vote.state == "closed":
        return None
    if tally(session, vote.id)[0]:
        raise BadRequest("Somebody has answered already: reveal the answers instead.")
    save_question(asked, [Edit(act="drop", table="prompts", row=vote.id)])
    return None


def _prepare(asked: Asked) -> Answer | None:
    session = asked.session
    values = {
        "text": session.say("What helps us most to talk about today?"),
        "kind": "dots",
        "about": asked.text("about"),
        "phase": phase_now(session),
    }
    ask_everybody(asked, values)
    return None


def _budget(asked: Asked) -> Answer | None:
    budget = min(MOST_DOTS, max(1, asked.whole("value", otherwise=3)))
    save_question(asked, [Edit(act="put", table="prompts", row=asked.text("prompt"), values={"budget": budget})])
    return None


def _one_each(asked: Asked) -> Answer | None:
    on = bool(asked.args.get("on")) or None
    save_question(asked, [Edit(act="put", table="prompts", row=asked.text("prompt"), values={"one_each": on})])
    return None


def _open(asked: Asked, clock: Clock) -> Answer | None:
    asked.session.refresh()
    vote = by_id(asked.session.record.prompts).get(asked.text("prompt"))
    if vote is not None and not vote.state:
        save_question(asked, [Edit(act="put", table="prompts", row=vote.id, values=opening(clock))])
    return None


def _dots_of(session: Session) -> Callable[[Prompt, Sequence[str]], list[Edit]]:
    def made(vote: Prompt, bodies: Sequence[str]) -> list[Edit]:
        given = Counter(bodies)
        # The last vote counts: what got dots in an earlier one and none now has none.
        changed = [each for each in targets_of(session.record, vote.about) if each.dots != given[each.place]]
        return [
            Edit(act="put", table=each.table, row=each.id, values={"dots": given[each.place] or None})
            for each in changed
        ]

    return made


def _body(view: View, prompt: Prompt) -> list[Node]:
    say, found = view.say, votes(view.source, prompt.id)
    standing = next((vote for vote in found if vote.state != "closed"), None)
    closed = next((vote for vote in found if vote.state == "closed"), None)
    nodes: list[Node] = []
    if standing is None:
        again = say("Vote again: the dots of the last vote give way") if closed else say("Prepare a vote")
        first = "" if closed else "sop-first"
        nodes.append(
            row(
                button(again, "prepare", {"about": prompt.id}, look=first, key="prepare"),
                look="sop-private",
                key="prepare",
            )
        )
    else:
        nodes += _opened(view, standing) if standing.state else _prepared(view, standing)
    if closed is not None and (standing is None or not standing.state):
        nodes += _results(view, prompt, closed)
    return nodes


def _prepared(view: View, vote: Prompt) -> list[Node]:
    say, place = view.say, {"prompt": vote.id}
    table = {"table": "prompts", "row": vote.id, "column": "text"}
    numbers = [(str(n), str(n)) for n in range(1, MOST_DOTS + 1)]
    return [
        element(
            "section",
            row(
                field(f"text/{vote.id}", say("What everybody is asked"), vote.text, "set", table, look="sop-wide"),
                choice("budget", say("Dots for each person"), str(vote.budget), numbers, "budget", place),
            ),
            row(
                check("one_each", say("Only one dot on the same place"), "one_each", place, on=vote.one_each),
                button(say("Open the vote"), "open", place, look="sop-first", key="open"),
                button(say("Leave it"), "withdraw", place, key="withdraw"),
            ),
            key=vote.id,
            look="sop-private",
            aria_label=vote.text,
        )
    ]


def _opened(view: View, vote: Prompt) -> list[Node]:
    say, place = view.say, {"prompt": vote.id}
    rule = say("only one on the same place") if vote.one_each else say("several on the same place are allowed")
    told = say(
        "{n} dots for each person; {rule}. Nobody sees them before the vote is closed.", n=vote.budget, rule=rule
    )
    alone = say("One person at a time. Nobody sees what is chosen here; switch the projector off meanwhile.")
    reveal_it = button(
        say("Close the vote"),
        "reveal",
        place,
        ask=say("Has everybody finished? Press again to close."),
        look="sop-first",
        key="reveal",
    )
    return [
        element(
            "section",
            element("p", vote.text, look="sop-question"),
            note(told),
            live("tally", "tally", place),
            in_turn(say, vote, "voting", told=alone, begin=say("Give my dots")),
            live("answered", "answered", place),
            row(
                reveal_it,
                button(say("Take the vote back"), "withdraw", place, ask=say("Take it back?"), key="withdraw"),
                look="sop-private",
            ),
            look="sop-asked",
            key=vote.id,
            aria_label=vote.text,
        )
    ]


def _results(view: View, prompt: Prompt, vote: Prompt) -> list[Node]:
    say, found = view.say, by_dots(targets_of(view.source, prompt.id))
    most = max((each.dots for each in found), default=1)
    without = len(targets_of(view.source, prompt.id)) - len(found)
    lines = (_result(say, each, most) for each in found)
    return [
        heading(say("Topics by dots")),
        note(f"{vote.text} · {dots_of(view, vote)}"),
        element("ol", *lines, look="sop-results", key="results"),
        *([note(say("Without a dot: {n}", n=without))] if without else []),
    ]


def _result(say: Words, target: Target, most: int) -> Node:
    said = say("Dots: {n}", n=target.dots)
    bar = element("span", look="sop-bar-of", style=f"width:{100 * target.dots / most:.1f}%")
    return element(
        "li",
        element("span", target.text, *([f" · {target.step}"] if target.step else []), look="sop-result-text"),
        element("span", bar, look="sop-bar-room", aria_hidden="true"),
        element("strong", said, look="sop-result-dots"),
        key=target.place,
    )
