"""A board on a workshop of its own, asked as a browser asks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sop_kit.live.desk.desk import Desk
from sop_kit.live.session import Session
from sop_kit.record.changes import Change, Edit

# Three steps in two lanes, and a role that does nothing yet.
SMALL = (
    *(Edit(act="put", table="roles", row=row, values={"name": row}) for row in ("data-team", "on-call", "spare")),
    Edit(
        act="put",
        table="steps",
        row="S01",
        values={
            "stage": "monitor",
            "action": "Look",
            "role": "data-team",
            "next": [{"to": "S02"}],
            "consulted": ["on-call"],
        },
    ),
    Edit(act="put", table="steps", row="S02", values={"stage": "analyse", "action": "Think", "role": "data-team"}),
    Edit(act="put", table="steps", row="S03", values={"stage": "decide", "action": "Decide", "role": "on-call"}),
)


def answered(desk: Desk, name: str, args: dict[str, Any], act_id: str = "") -> dict[str, Any]:
    """Return what a browser is answered that asks for an act."""
    message = {"kind": "act", "id": act_id or f"act-{name}", "name": name, "args": args}
    return desk._answer(message)  # noqa: SLF001  what a browser's message comes to


def told(desk: Desk, name: str, **args: Any) -> dict[str, Any]:
    """Return what a browser is told that asks for something to show."""
    answer = desk._told({"name": name, "args": args})  # noqa: SLF001  what a browser's question comes to
    assert isinstance(answer, dict)
    return answer


def changes(session: Session) -> list[Change]:
    """Return the Changes of the session's line as they are stored."""
    assert session.kept is not None
    return list(session.kept.store.changes(session.kept.product))


def nodes_of(nodes: list[Any]) -> Iterator[dict[str, Any]]:
    """Yield every node of a tree that is no bare text."""
    for node in nodes:
        if isinstance(node, dict):
            yield node
            yield from nodes_of(node.get("kids", []))


def words_of(nodes: list[Any]) -> str:
    """Return everything a tree says, in one line."""
    said = [node for node in nodes if isinstance(node, str)]
    for node in nodes_of(nodes):
        said += [str(node.get(name, "")) for name in ("text", "label", "value")]
        said += [kid for kid in node.get("kids", []) if isinstance(kid, str)]
    return " | ".join(said)
