"""The button "Let the participants answer": on every panel of a rehearsal where people answer, and on no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sop_kit.live.desk.asked import Act
from sop_kit.live.desk.nodes import button
from sop_kit.live.rehearsal import answering
from sop_kit.live.rehearsal.answering import Clock, Part, act_of
from sop_kit.live.rehearsal.people import is_rehearsal
from sop_kit.live.session import Session

Look = Callable[[], Mapping[str, Any]]
ACT = "participants"
PARTS: Mapping[str, Part] = {
    "board": answering.put_on_board,
    "collect": answering.write_unseen,
    "votes": answering.give_dots,
    "rate": answering.rate_steps,
    "lessons": answering.name_lessons,
    "promises": answering.tell_of_promises,
    "agreements": answering.promise,
}


def with_participants(
    session: Session, desk: str, look: Look, acts: Mapping[str, Act], clock: Clock
) -> tuple[Look, Mapping[str, Act]]:
    """Return what a desk shows and can do, in a rehearsal with the button that lets the participants answer."""
    part = PARTS.get(desk)
    if part is None or not is_rehearsal(session):
        return look, acts

    def offered() -> Mapping[str, Any]:
        shown = look()
        asking = button(session.say("Let the participants answer"), ACT, key=ACT, look="sop-private")
        return {**shown, "tools": [asking, *shown.get("tools", ())]}

    return offered, {**acts, ACT: act_of(part, clock)}
