"""The card of a lane: a role, who fills it, and what it does."""

from __future__ import annotations

from typing import Any

from sop_kit.document.view import role_name
from sop_kit.live.board.columns import column_field, name_list
from sop_kit.live.board.lane_acts import lanes_of
from sop_kit.live.desk.nodes import Node, element, field, note
from sop_kit.live.session import Session
from sop_kit.record.labels import column_label
from sop_kit.record.model import by_id


def lane_card(session: Session, role: str) -> dict[str, Any]:
    """Return the card of a lane; ``gone`` when there is no such role."""
    say = session.say
    name = role_name(session.view, role)
    if role not in lanes_of(session.record):
        return {"gone": True, "title": name, "nodes": [note(say("There is no such lane any more."))]}
    known = by_id(session.record.roles).get(role)
    called = known.name if known else role
    name_field = field(
        f"roles/{role}/name", column_label(say, "name"), called, "name_lane", {"role": role}, into="name", whole=True
    )
    about: list[Node] = []
    if known:
        about = [column_field(session, known, "does")]
        about += [name_list(session, known, column) for column in ("people", "deputies")]
    nodes = [name_field, *about]
    return {"title": name, "nodes": [element("div", *nodes, look="sop-profile", key=f"lane {role}")]}
