"""What was promised before: overdue first, then open, then done today. Every session begins with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sop_kit.assess.rules.figures import last_day
from sop_kit.document.view import View
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import Node, check, element, heading, note, present_button
from sop_kit.live.panels.row_fields import due_field, owner_field
from sop_kit.record.changes import Edit
from sop_kit.record.in_force import day_of
from sop_kit.record.tables import Action


def look_at_promises(view: View, now: datetime) -> Mapping[str, Any]:
    """Return what the panel of open promises shows."""
    say, today = view.say, now.date().isoformat()
    before = [each for each in view.record.actions if day_of(each.at) != today]
    done = [each for each in before if day_of(each.done) == today]
    left = sorted((each for each in before if not each.done), key=_when)
    overdue = [each for each in left if is_overdue(each, today)]
    others = [each for each in left if each not in overdue]
    return {
        "title": say("Open promises of earlier sessions"),
        "tools": [present_button(say("Fill the screen"))],
        "nodes": [
            *_group(view, say("Overdue ({n})", n=len(overdue)), overdue, today),
            *_group(view, say("Still open ({n})", n=len(others)), others, today),
            *_group(view, say("Done today ({n})", n=len(done)), done, today),
            *_all_kept(view, before, left),
        ],
    }


def acts_of_promises(clock: Callable[[], datetime]) -> Mapping[str, Act]:
    """Return what can be done with a promise; ``clock`` tells the day in the room."""

    def tick(asked: Asked) -> Answer | None:
        done = clock().date().isoformat() if asked.args.get("on") else None
        asked.save([Edit(act="put", table="actions", row=asked.text("row"), values={"done": done})])
        return None

    return {"tick": tick}


def is_overdue(promise: Action, today: str) -> bool:
    """Return whether the day of a promise is over; one without a day that can be read is not."""
    last = last_day(promise.due)
    return not promise.done and "" < last < today


def _when(promise: Action) -> str:
    return last_day(promise.due) or "9999"


def _group(view: View, title: str, promises: Sequence[Action], today: str) -> list[Node]:
    if not promises:
        return []
    lines = (_line(view, each, today) for each in promises)
    return [heading(title), element("ul", *lines, look="sop-promises", key=title)]


def _line(view: View, promise: Action, today: str) -> Node:
    said = check(f"tick/{promise.id}", promise.text, "tick", {"row": promise.id}, on=bool(promise.done))
    fields = () if promise.done else (owner_field(view, "actions", promise), due_field(view, promise))
    tone = "sop-promise sop-overdue" if is_overdue(promise, today) else "sop-promise"
    return element("li", said, *fields, look=tone, key=promise.id)


def _all_kept(view: View, before: Sequence[Action], left: Sequence[Action]) -> list[Node]:
    say = view.say
    if not before:
        return [
            note(say("Nothing was promised before this session. What is promised today will stand here next time."))
        ]
    return [] if left else [note(say("Every promise of earlier sessions is kept. Thank you."), "sop-good")]
