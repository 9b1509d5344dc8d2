"""A column of the record as a field of a card: what it is called, what may stand there, and how it is saved."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sop_kit.live.desk.nodes import Node, button, choice, element, entry, field
from sop_kit.live.naming import row_names
from sop_kit.live.session import Session
from sop_kit.live.typed import column_kind, column_spec, model_of, shown
from sop_kit.record.column_notes import column_note
from sop_kit.record.labels import column_label
from sop_kit.record.model import TABLES, references
from sop_kit.record.tables import Row

TABLE_OF = {model: table for table, model in TABLES.items()}
LINES = 2  # of a field for a long text, until it is made taller
_FIRST = re.compile(r"(?<=[.。])|[;；]")  # what is said first fits into an empty field of a card


def column_field(session: Session, row: Row, column: str, *, lines: int = 0, look: str = "") -> Node:
    """Return the field of one column; what is typed is saved as it is typed, names when they are whole."""
    view, say, table = session.view, session.say, TABLE_OF[type(row)]
    spec = column_spec(view, table, column)
    kind, key, value = spec["kind"], f"{table}/{row.id}/{column}", getattr(row, column)
    args = {"table": table, "row": row.id, "column": column}
    if kind == "choice":
        return choice(key, spec["label"], str(value), spec["options"], "set", args, into="text", look=look)
    told = str(shown(view, table, column, value))
    if kind == "long" and not lines:
        lines = LINES
    return field(
        key,
        spec["label"],
        told,
        "set",
        args,
        rows=lines,
        suggestions=spec["suggestions"] if kind == "reference" else (),
        hint=spec["hint"] or ("" if kind == "number" else column_note(say, table, column)),
        look=look or ("sop-profile-short" if kind == "number" else "sop-wide"),
        whole=kind in {"reference", "references", "arrows"},
    )


def column_fields(session: Session, row: Row, columns: Sequence[str]) -> list[Node]:
    """Return the fields of several columns."""
    return [column_field(session, row, column) for column in columns]


def name_list(session: Session, row: Row, column: str) -> Node:
    """Return a column that lists people or roles: each with a cross that takes it off, and a field for the next."""
    view, say, table = session.view, session.say, TABLE_OF[type(row)]
    label = column_label(say, column)
    names = row_names(view, references(model_of(table))[column]) if column_kind(table, column) == "references" else {}
    args = {"table": table, "row": row.id, "column": column}
    now = getattr(row, column)
    named = [_named(session, names.get(each, each), {**args, "text": each}) for each in now]
    others = [name for each, name in names.items() if each not in now]
    hint = _FIRST.split(column_note(say, table, column), maxsplit=1)[0]
    add = entry(f"{table}/{row.id}/{column}", label, "put_in", args, hint=hint, suggestions=others, look="sop-wide")
    return element(
        "div", add, element("div", *named, look="sop-profile-names"), look="sop-profile-list", key=f"list {column}"
    )


def _named(session: Session, name: str, args: Mapping[str, Any]) -> Node:
    tip = session.say("Take {name} off", name=name)
    cross = button("×", "take_off", args, tip=tip, look="sop-profile-cross", key=f"off {args['text']}")
    return element("span", element("span", name), cross, look="sop-profile-name", key=f"name {args['text']}")
