"""The tree a panel is made of: plain JSON that the browser draws; ``docs/panels.md`` tells what a node may hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Node = dict[str, Any] | str
Options = Sequence[tuple[str, str]]


def element(tag: str, *kids: Node, look: str = "", key: str = "", **attributes: Any) -> Node:  # noqa: ANN401
    """Return a plain element; ``key`` lets it be found again when its neighbours change.

    Attributes are HTML's, with ``_`` for ``-``; ``drop`` says what happens with picks carried there.
    """
    drop = attributes.pop("drop", None)
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    node: dict[str, Any] = {"n": tag, "kids": list(kids)}
    node |= {name: value for name, value in (("c", look), ("k", key), ("a", named), ("drop", drop)) if value}
    return node


def row(*kids: Node, look: str = "", key: str = "") -> Node:
    """Return nodes beside each other."""
    return element("div", *kids, look=f"sop-line {look}".strip(), key=key)


def heading(text: str) -> Node:
    """Return a heading inside a panel."""
    return element("h4", text)


def note(text: str, look: str = "") -> Node:
    """Return a sentence."""
    return element("p", text, look=look)


def button(  # noqa: PLR0913  one keyword a side of a button
    text: str,
    act: str,
    args: Mapping[str, Any] | None = None,
    *,
    group: str = "",
    ask: str = "",
    look: str = "",
    tip: str = "",
    pressed: bool | None = None,
    off: bool = False,
    key: str = "",
) -> Node:
    """Return a button that asks for an act.

    Parameters
    ----------
    group
        The picks whose ids go with the act as ``ids``.
    ask
        What the button says when pressed once; the second press carries the act out.
    tip
        What it does, for a button whose text is a sign.
    pressed
        Whether it is on, for a button that stays down.
    """
    attributes: dict[str, Any] = {"title": tip, "aria-label": tip} if tip else {}
    if pressed is not None:
        attributes["aria-pressed"] = "true" if pressed else "false"
    node: dict[str, Any] = {"n": "button", "text": text, "act": act, "args": dict(args or {}), "k": key or act + text}
    stated = {"group": group, "ask": ask, "c": look, "a": attributes, "off": off}
    return node | {name: value for name, value in stated.items() if value}


def copy_button(text: str, what: str, copied: str, *, html: str = "") -> Node:
    """Return a button that puts a text into the clipboard, also as ``html`` for mail, and then says ``copied``."""
    node: dict[str, Any] = {"n": "button", "text": text, "copy": what, "copied": copied, "k": f"copy {text}"}
    return node | ({"html": html} if html else {})


def present_button(text: str) -> Node:
    """Return the button that fills the screen with this desk, and gives it back."""
    return {"n": "button", "text": text, "present": True, "k": "present"}


def field(  # noqa: PLR0913  one keyword a side of a field
    key: str,
    label: str,
    value: str,
    act: str,
    args: Mapping[str, Any] | None = None,
    *,
    into: str = "text",
    rows: int = 0,
    kind: str = "text",
    suggestions: Sequence[str] = (),
    hint: str = "",
    look: str = "",
    most: int = 0,
    whole: bool = False,
) -> Node:
    """Return a field that saves what is typed as it is typed, as ``args[into]``, with ``args["before"]``.

    A ``whole`` one saves with Enter, or when it is left: half a name must not become somebody.
    """
    stated = {"rows": rows, "list": list(suggestions), "hint": hint, "c": look, "most": most}
    stated["on"] = "done" if whole else ""
    node = {"n": "field", "k": key, "label": label, "value": value, "act": act, "args": dict(args or {}), "into": into}
    return node | {"type": kind} | {name: value for name, value in stated.items() if value}


def entry(  # noqa: PLR0913  one keyword a side of a field
    key: str,
    label: str,
    act: str,
    args: Mapping[str, Any] | None = None,
    *,
    into: str = "text",
    suggestions: Sequence[str] = (),
    hint: str = "",
    rows: int = 0,
    look: str = "",
    most: int = 0,
) -> Node:
    """Return a field for one new thing after the other: Enter hands it over and empties the field."""
    node = field(
        key, label, "", act, args, into=into, suggestions=suggestions, hint=hint, rows=rows, look=look, most=most
    )
    return {**node, "on": "enter"} if isinstance(node, dict) else node


def timer(  # noqa: PLR0913  one keyword a fact of the clock
    key: str, *, opened: float, spent: float, minutes: float, now: float, says: Mapping[str, str]
) -> Node:
    """Return a clock of something that has been open since ``opened`` (seconds since 1970; 0: it is not open).

    ``spent`` is what it took before, ``minutes`` what it is to take (0: nobody said), both in minutes; ``says`` holds
    the sentences ``left``, ``over`` and ``passed``, each with ``{time}``.
    """
    facts = {"opened": opened, "spent": spent, "minutes": minutes, "now": now}
    return {"n": "timer", "k": key, **facts, **says}


def choice(  # noqa: PLR0913, PLR0917  one argument a side of a choice
    key: str,
    label: str,
    value: str,
    options: Options,
    act: str,
    args: Mapping[str, Any] | None = None,
    *,
    into: str = "value",
    buttons: bool = False,
    look: str = "",
) -> Node:
    """Return a choice of one, as a list or as buttons beside each other."""
    node = {"n": "choice", "k": key, "label": label, "value": value, "options": [list(each) for each in options]}
    return node | {"act": act, "args": dict(args or {}), "into": into, "buttons": buttons, "c": look}


def check(key: str, label: str, act: str, args: Mapping[str, Any] | None = None, *, on: bool) -> Node:
    """Return a box to tick; the act gets ``on``."""
    return {"n": "check", "k": key, "label": label, "value": on, "act": act, "args": dict(args or {})}


def pick(group: str, row_id: str, text: str, tail: str = "") -> Node:
    """Return a note that can be picked and carried to an element with ``drop``."""
    return {"n": "pick", "k": f"{group}/{row_id}", "group": group, "id": row_id, "text": text, "tail": tail}


def drop(act: str, group: str, args: Mapping[str, Any] | None = None, says: str = "") -> dict[str, Any]:
    """Return what an element does with picks that are carried there."""
    return {"act": act, "group": group, "args": dict(args or {}), "says": says}


def fold(text: str, *kids: Node, key: str, look: str = "", opened: bool = False) -> Node:
    """Return nodes that can be folded away; who opened or closed them is not asked again."""
    return element("details", element("summary", text), *kids, look=f"sop-fold {look}".strip(), key=key, open=opened)


def later(key: str, text: str, ask: str, args: Mapping[str, Any] | None = None) -> Node:
    """Return a fold whose nodes are asked for when it is opened: a picture is sent only to whoever looks at it."""
    return {"n": "later", "k": key, "text": text, "ask": ask, "args": dict(args or {})}


def blocks(html: str) -> Node:
    """Return blocks of the kit as they are shown in a notebook; ``html`` is made and escaped by the kit."""
    return {"n": "html", "html": html}
