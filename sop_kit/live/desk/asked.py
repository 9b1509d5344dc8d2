"""What a browser asks for, and the acts every desk knows: set a column, undo, redo, decide between two statements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.session import Session
from sop_kit.live.typed import read, shown
from sop_kit.record.changes import SINGLES, Edit
from sop_kit.record.conflicts import Decision
from sop_kit.record.model import TABLES

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """An act as it came: ``id`` is the browser's, and becomes the Change's, so that sent twice it counts once."""

    session: Session
    id: str
    args: Mapping[str, Any]

    def text(self, name: str = "text") -> str:
        """Return an argument as text without blanks at its ends; empty when it is not there."""
        value = self.args.get(name)
        return value.strip() if isinstance(value, str) else ""

    def ids(self, name: str = "ids") -> tuple[str, ...]:
        """Return an argument as a list of ids, each once."""
        value = self.args.get(name)
        return tuple(dict.fromkeys(map(str, value))) if isinstance(value, list | tuple) else ()

    def whole(self, name: str, *, otherwise: int = 0) -> int:
        """Return an argument as a whole number."""
        try:
            return int(float(self.args[name]))
        except (KeyError, TypeError, ValueError, OverflowError):
            return otherwise

    def save(self, edits: Sequence[Edit], why: str = "") -> None:
        """Save edits as the Change of this act."""
        self.session.save(edits, why, change_id=self.id)

    def add_row(self, table: str, values: Mapping[str, Any], others: Sequence[Edit] = ()) -> str:
        """Save a new row as the Change of this act, and return its id."""
        return self.session.add_row(table, values, others, change_id=self.id)


Act = Callable[[Asked], Answer | None]


def set_column(asked: Asked) -> Answer | None:
    """Set a column of a row to what was typed.

    The arguments are table, row, column and text, and ``before``: what the field said when typing began. When somebody
    else changed it meanwhile, theirs stays and this is kept beside it.
    """
    table, row, column = (asked.text(name) for name in ("table", "row", "column"))
    session = asked.session
    session.refresh()
    view, facts = session.view, _facts(session, table, row)
    text, before = asked.args.get("text", ""), asked.args.get("before")
    value, made = read(view, table, column, text)
    seen = None
    if isinstance(before, str):
        now = getattr(facts, column, None)
        same = str(shown(view, table, column, now)) == before
        seen = {(table, row, column): now if same else _seen(view, table, column, before)}
    emptied = None if value in ("", [], ()) else value
    edit = Edit(act="put", table=table, row=row, values={column: emptied})
    session.save([*made, edit], change_id=asked.id, seen=seen)
    return None


def drop_row(asked: Asked) -> Answer | None:
    """Take a row out; undo brings it back. The arguments are table and row."""
    asked.save([Edit(act="drop", table=asked.text("table"), row=asked.text("row"))])
    return None


def undo(asked: Asked) -> Answer | None:
    """Take this person's last edit in this notebook back."""
    say = asked.session.say
    done = asked.session.undo(change_id=asked.id)
    return {"says": say("Taken back.")} if done else {"bad": say("Nothing to take back in this notebook.")}


def redo(asked: Asked) -> Answer | None:
    """Make the edit again that was taken back last."""
    say = asked.session.say
    done = asked.session.redo(change_id=asked.id)
    return {"says": say("Made again.")} if done else {"bad": say("Nothing to make again in this notebook.")}


def decide(asked: Asked) -> Answer | None:
    """Decide between two statements; the arguments are conflict, decision, and the cell that was seen standing."""
    decision: Decision = "theirs" if asked.text("decision") == "theirs" else "ours"
    stands = asked.args.get("stands")
    seen = stands if isinstance(stands, str) else None
    asked.session.decide(asked.text("conflict"), decision, stands=seen, change_id=asked.id)
    return None


COMMON: Mapping[str, Act] = {"set": set_column, "drop": drop_row, "undo": undo, "redo": redo, "decide": decide}


def _seen(view: View, table: str, column: str, before: str) -> Any:  # noqa: ANN401  a column holds any JSON value
    """Return what stood there before; what cannot be read as a value counts as typed, and meets what stands there."""
    try:
        return read(view, table, column, before)[0]
    except BadRequest:
        return before


def _facts(session: Session, table: str, row: str) -> object:
    if table in SINGLES:
        return getattr(session.record, table)
    if table not in TABLES:
        raise BadRequest("There is no table '{table}' in a record.", table=table)
    return next((each for each in session.record.rows(table) if each.id == row), None)
