"""Nodes of the panels in which people answer unseen, drawn by ``web/unseen.js``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sop_kit.live.desk.nodes import Node, element, note
from sop_kit.record.workshop_tables import Prompt
from sop_kit.words import Words

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


def in_turn(say: Words, prompt: Prompt, ask: str, *, told: str, begin: str) -> Node:
    """Return where people answer a prompt one after the other; while the desk fills the screen it is not shown.

    Parameters
    ----------
    ask
        Gives the nodes of whoever sits there; see ``sitting``.
    told, begin
        What is said above it, and on the button with which one begins.
    """
    says = {
        "who": say("A word by which you are counted, or your name"),
        "hint": say("may stay empty"),
        "begin": begin,
        "done": say("I have finished"),
    }
    seat = sitting(f"sit/{prompt.id}/{prompt.opened}", ask, "finish", {"prompt": prompt.id}, says)
    return element("div", note(told), seat, look="sop-private sop-writing")


def covered(node: Node) -> Node:
    """Return a field whose words stand in no list of what was not saved."""
    return {**node, "covered": True} if isinstance(node, dict) else node


def with_picks(node: Node, group: str) -> Node:
    """Return a field for new things with whose act the picks of a group go, as ``ids``."""
    return {**node, "group": group} if isinstance(node, dict) else node
