"""Nodes of the panels in which people answer unseen, drawn by ``web/unseen.js``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop_kit.live.desk.nodes import Node

Args = Mapping[str, Any]


def live(key: str, ask: str, args: Args | None = None) -> Node:
    """Return nodes that are asked for again every two seconds: what they tell is in no Change of the record."""
    return {"n": "live", "k": key, "ask": ask, "args": dict(args or {})}


def sitting(key: str, ask: str, finish: str, args: Args, says: Mapping[str, str]) -> Node:
    """Return the place where one person after the other answers unseen.

    Parameters
    ----------
    ask
        Gives the nodes of whoever sits there; it gets ``token``, drawn by the browser, and ``who``. When it tells
        ``taken``, a sentence, nobody sits down.
    finish
        The act at the end; it gets ``who`` and no token.
    says
        ``who`` and ``hint`` for the word by which somebody wants to be known, ``begin`` and ``done`` for the buttons.
    """
    return {"n": "sitting", "k": key, "ask": ask, "finish": finish, "args": dict(args), "says": dict(says)}


def covered(node: Node) -> Node:
    """Return a field whose words stand in no list of what was not saved."""
    return {**node, "covered": True} if isinstance(node, dict) else node


def with_picks(node: Node, group: str) -> Node:
    """Return a field for new things with whose act the picks of a group go, as ``ids``."""
    return {**node, "group": group} if isinstance(node, dict) else node
