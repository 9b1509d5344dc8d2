"""The widget in a form that keeps what is typed in the browser until it is saved, and takes back what was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

import anywidget
import traitlets

from sop_kit.live.apart import row_of
from sop_kit.live.browser_place import place_of
from sop_kit.live.session import Session
from sop_kit.live.typed import shown

_SCRIPT = files("sop_kit.live") / "keeper" / "keeper.js"


class Left(NamedTuple):
    """What was typed and never arrived: where, what, what the field said before, and the id under which it is saved."""

    row: str
    column: str
    text: str | bool
    before: str | bool
    id: str


class Keeper(anywidget.AnyWidget):
    """Keeps what is typed into the form of a table; ``put_back`` saves what was left by an earlier page or kernel."""

    _esm = _SCRIPT.read_text(encoding="utf-8")
    view = traitlets.Dict().tag(sync=True)

    def __init__(self, session: Session, table: str, put_back: Callable[[Left], bool]) -> None:
        self._session = session
        self._table = table
        self._put_back = put_back
        super().__init__(view={"place": place_of(session), "table": table, "words": _words(session)})
        self.on_msg(self._heard)

    def saved(self, row: str, column: str, text: str | bool, form: str = "") -> None:  # noqa: FBT001  what a field says
        """Tell the browser that what was typed is on disk; ``form`` is the one that kept it, when it was not this."""
        place = {"table": self._table, "row": row, "column": column, "form": form}
        self.send({"kind": "saved", "place": place, "text": text})

    def _heard(self, _widget: object, content: Mapping[str, Any], _buffers: object) -> None:
        texts = [content.get(name) for name in ("text", "before")]
        text, before = (each if isinstance(each, bool) else str(each or "") for each in texts)
        row, column = str(content.get("row", "")), str(content.get("column", ""))
        left = Left(row, column, text, before, str(content.get("id", ""))[:64])
        act = {"back": self._put_back, "there": self._is_there}.get(str(content.get("kind")))
        if act is not None and act(left):
            self.saved(row, column, text, str(content.get("form", "")))

    def _is_there(self, left: Left) -> bool:
        """Say whether the record says already what was typed."""
        row = row_of(self._session.record, self._table, left.row)
        now = getattr(row, left.column, None)
        return row is not None and shown(self._session.view, self._table, left.column, now) == left.text


def _words(session: Session) -> dict[str, str]:
    say = session.say
    return {
        "not_saved": say("Not saved:"),
        "put_back": say("Put back"),
        "discard": say("Discard"),
        "not_kept": say("This browser keeps nothing: what is typed is safe only when it says “Saved”."),
    }
