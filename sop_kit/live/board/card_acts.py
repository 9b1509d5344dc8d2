"""What is done on a card besides typing into a column: a name put on a list or taken off, a promise made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.live.board.meant import put, steps_named
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.typed import column_kind, read
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES, by_id


def put_in(asked: Asked) -> Answer | None:
    """Put a person or role on a list of a row; somebody the record does not know yet is added to it.

    Raises
    ------
    BadRequest
        When there is no such row or list.
    """
    with asked.session.lock:
        asked.session.refresh()
        now, found, made = _list(asked)
        new = [each for each in found if each not in now]
        return _saved(asked, [*now, *new], now, made) if new else None


def take_off(asked: Asked) -> Answer | None:
    """Take a person or role off a list of a row.

    Raises
    ------
    BadRequest
        When there is no such row or list.
    """
    with asked.session.lock:
        asked.session.refresh()
        now, found, _ = _list(asked)
        left = [each for each in now if each not in found and each != asked.text()]
        return _saved(asked, left, now, []) if len(left) < len(now) else None


def add_promise(asked: Asked) -> Answer:
    """Write down what was promised about a step today.

    Raises
    ------
    BadRequest
        When there is no such step, or nothing was said.
    """
    asked.session.refresh()
    steps_named(asked.session.record, [asked.text("step")])
    if not asked.text():
        raise BadRequest("Type what was promised; an empty note is not kept.")
    day = datetime.now().astimezone().date().isoformat()
    row = asked.add_row("actions", {"text": asked.text(), "step": asked.text("step"), "at": day})
    return {"ids": [row]}


CARD_ACTS: Mapping[str, Act] = {"put_in": put_in, "take_off": take_off, "add_promise": add_promise}


def _list(asked: Asked) -> tuple[list[str], list[str], list[Edit]]:
    """Return who is on the list, whom the typed words mean, and the edits that make those who are new."""
    table, row, column = (asked.text(name) for name in ("table", "row", "column"))
    facts: Any = by_id(asked.session.record.rows(table)).get(row) if table in TABLES else None
    if facts is None or column not in type(facts).model_fields or column_kind(table, column) != "references":
        raise BadRequest("There is no list '{column}' at {row}.", column=column, row=row)
    found, made = read(asked.session.view, table, column, asked.text())
    return list(getattr(facts, column)), list(found), made


def _saved(asked: Asked, names: list[str], before: list[str], made: list[Edit]) -> Answer | None:
    table, row, column = (asked.text(name) for name in ("table", "row", "column"))
    edits = [*made, put(table, row, {column: names})]
    asked.session.save(edits, change_id=asked.id, seen={(table, row, column): before})
    return None
