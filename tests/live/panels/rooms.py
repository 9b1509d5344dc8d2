"""A workshop on disk, a clock that stands still until it is told, and a panel that is asked without a browser."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.desk.desk import Desk
from sop_kit.live.session import Session

BEIJING = timezone(timedelta(hours=8))
TODAY = "2026-11-25"


class Clock:
    """The clock of the room."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 9, 0, tzinfo=BEIJING)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, minutes: float) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)


def new_line(folder: Path) -> None:
    """Make a workshop with one product line."""
    start_workshop(folder, product="line", name="反欺诈")


def again(lang: str = "en") -> Session:
    """Return the session of another kernel on the line."""
    return open_session("line", lang=lang)


class Panel:
    """A desk as the browser talks to it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._number = 0

    def act(self, name: str, act_id: str = "", **args: object) -> dict[str, object]:
        """Carry an act out and return the answer."""
        self._number += 1
        content = {"id": act_id or f"act-{name}-{self._number}", "name": name, "args": args}
        return self.desk._answer(content)  # noqa: SLF001  what a message of the browser ends in


def texts(node: object) -> list[str]:
    """Return everything that a tree of nodes says, in order."""
    if isinstance(node, str):
        return [node]
    if isinstance(node, list | tuple):
        return [text for each in node for text in texts(each)]
    if not isinstance(node, dict):
        return []
    own = [node[key] for key in ("title", "label", "text") if node.get(key)]
    shown = [node["value"]] if node.get("n") == "field" and node.get("value") else []
    return [*own, *shown, *texts(node.get("tools", [])), *texts(node.get("kids", [])), *texts(node.get("nodes", []))]


def find(node: object, **wanted: object) -> list[dict[str, object]]:
    """Return the nodes of a tree that have these entries."""
    if isinstance(node, list | tuple):
        return [found for each in node for found in find(each, **wanted)]
    if not isinstance(node, dict):
        return []
    own = [node] if all(node.get(key) == value for key, value in wanted.items()) else []
    return [*own, *(found for key in ("tools", "nodes", "kids") for found in find(node.get(key), **wanted))]
