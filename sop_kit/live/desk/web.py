"""The browser's side as one module: a few source files joined, so that nothing is built and nothing is fetched."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from sop_kit.blocks.html_style import sheet

_FOLDER = files("sop_kit.live") / "web"
BOARD = tuple(
    f"board/{name}.js"
    for name in (
        "plan",
        "paper",
        "marks",
        "sight",
        "gestures",
        "drags",
        "hands",
        "keys",
        "forms",
        "actions",
        "jot",
        "search",
        "paste",
        "card",
        "bar",
        "wall",
        "board",
    )
)
# In the order in which they need each other; `desk.js` holds what the notebook calls.
SCRIPTS = ("dom.js", "cellar.js", "outbox.js", "ends.js", "unseen.js", "fields.js", "nodes.js", *BOARD, "desk.js")
STYLES = ("desk.css", "panels.css", "unseen.css", "cards.css", "board/board.css")


@cache
def script() -> str:
    """Return the module that draws a desk; it imports nothing."""
    return "\n".join((_FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)


@cache
def style() -> str:
    """Return the style sheet of the desks, that of every form of a notebook included."""
    own = ((_FOLDER / name).read_text(encoding="utf-8") for name in STYLES)
    return "\n".join((sheet("live.css"), *own))
