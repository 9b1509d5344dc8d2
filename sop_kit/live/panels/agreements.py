"""Decisions and promises, written down as they are spoken; what still lacks an owner or a day is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import Node, element, entry, heading, note, present_button, row
from sop_kit.live.panels.row_fields import (
    due_field,
    owner_field,
    quick_day,
    quick_days,
    step_choice,
    take_out,
    text_field,
)
from sop_kit.record.changes import Edit
from sop_kit.record.in_force import day_of
from sop_kit.record.tables import Action
from sop_kit.record.workshop_tables import Resolution
from sop_kit.words import Words


def look_at_agreements(view: View, now: datetime) -> Mapping[str, Any]:
    """Return what the panel of decisions and promises shows: those of today, the newest first."""
    say, today = view.say, now.date().isoformat()
    decided = [each for each in view.source.resolutions if day_of(each.at) == today]
    promised = [each for each in view.source.actions if day_of(each.at) == today]
    return {
        "title": say("Decisions and promises"),
        "tools": [present_button(say("Fill the screen"))],
        "nodes": [
            *(note(each, "sop-lacking") for each in lacking(say, promised)),
            heading(say("Promises of today ({n})", n=len(promised))),
            entry("promise", say("A promise: who will do what? Enter writes it down"), "promise", look="sop-wide"),
            element("ul", *(_promise(view, each) for each in reversed(promised)), look="sop-agreed", key="promised"),
            heading(say("Decisions of today ({n})", n=len(decided))),
            entry("decide", say("A decision, as it is read out; Enter writes it down"), "resolve", look="sop-wide"),
            element("ul", *(_decision(view, each) for each in reversed(decided)), look="sop-agreed", key="decided"),
        ],
    }


def acts_of_agreements(clock: Callable[[], datetime]) -> Mapping[str, Act]:
    """Return what can be done there; ``clock`` tells the day in the room."""

    def write(table: str) -> Act:
        def written(asked: Asked) -> Answer | None:
            if not asked.text():
                raise BadRequest("Write down what it is about.")
            asked.add_row(table, {"text": asked.text(), "at": clock().date().isoformat()})
            return None

        return written

    def due(asked: Asked) -> Answer | None:
        day = quick_day(asked.text("days"), clock().date())
        if not day:
            raise BadRequest("“{typed}” is no day.", typed=asked.text("days"))
        asked.save([Edit(act="put", table="actions", row=asked.text("row"), values={"due": day})])
        return None

    return {"promise": write("actions"), "resolve": write("resolutions"), "due": due}


def lacking(say: Words, promises: Sequence[Action]) -> list[str]:
    """Return how many promises have nobody, and how many no day; nothing when all is said."""
    nobody = sum(not each.owner for each in promises)
    no_day = sum(not each.due for each in promises)
    said = (
        say("Promises that nobody has taken on: {n}", n=nobody) if nobody else "",
        say("Promises without a day: {n}", n=no_day) if no_day else "",
    )
    return [each for each in said if each]


def _promise(view: View, promise: Action) -> Node:
    say = view.say
    return element(
        "li",
        row(
            text_field("actions", promise.id, "text", say("Promise"), promise.text),
            owner_field(view, "actions", promise),
            due_field(view, promise),
            take_out(view, "actions", promise),
        ),
        row(quick_days(view, promise), step_choice(view, "actions", promise), look="sop-second"),
        key=promise.id,
    )


def _decision(view: View, decision: Resolution) -> Node:
    say = view.say
    return element(
        "li",
        row(
            text_field("resolutions", decision.id, "text", say("Decision"), decision.text),
            owner_field(view, "resolutions", decision),
            take_out(view, "resolutions", decision),
        ),
        row(
            text_field("resolutions", decision.id, "why", say("Why"), decision.why),
            step_choice(view, "resolutions", decision),
            look="sop-second",
        ),
        key=decision.id,
    )
