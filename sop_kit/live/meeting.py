"""Two statements that met in one place, in words: what stands there, who wrote it, and what somebody else said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from sop_kit.document.view import View
from sop_kit.live.naming import row_names
from sop_kit.live.typed import column_kind, model_of
from sop_kit.record.conflicts import row_in_cell, standing, undecided
from sop_kit.record.files.cells import split_list
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import TABLES, references
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

SHORT = 120


class Met(TypedDict):
    """An undecided conflict, ready to be shown: JSON of words alone."""

    id: str
    table: str
    row: str
    column: str  # "" when it is about the whole row
    says: str
    standing: str  # the cell that stands there now, to be handed back with a decision
    ours: str
    ours_by: str
    theirs: str
    theirs_by: str


def met(view: View, by: str) -> list[Met]:
    """Return the undecided conflicts in which this person said the other thing, in their order."""
    return [_met(view, row, by) for row in undecided(view.source) if row.theirs_by == by and row.table in _SHOWN]


def _met(view: View, row: Conflict, by: str) -> Met:
    stands = standing(view.source, row)
    ours, theirs = (in_words(view, row, cell) for cell in (stands, row.theirs))
    return Met(
        id=row.id,
        table=row.table,
        row=row.row,
        column=row.field,
        says=_sentence(view.say, row, ours, theirs, by),
        standing=stands,
        ours=ours,
        ours_by=row.ours_by,
        theirs=theirs,
        theirs_by=row.theirs_by,
    )


def in_words(view: View, conflict: Conflict, cell: str) -> str:
    """Return a conflict's cell as a person reads it."""
    table, column = conflict.table, conflict.field
    if not column:
        facts = row_in_cell(cell) or {}
        told = [str(value) for value in facts.values() if isinstance(value, str)]
        return view.say.list(tuple(told))
    match column_kind(table, column):
        case "choice":
            return choice_names(view.say, model_of(table), column).get(cell, cell)
        case "reference" | "references":
            target = references(model_of(table)).get(column, "")
            names: Mapping[str, str] = row_names(view, target) if target else {}
            return "; ".join(names.get(item, item) for item in split_list(cell))
        case _:
            return cell


def _sentence(say: Words, row: Conflict, ours: str, theirs: str, by: str) -> str:
    place = " · ".join(part for part in (row.row or table_label(say, row.table), _column(say, row)) if part)
    who = say("you, in another notebook") if row.ours_by in ("", by) else row.ours_by
    values = {"place": place, "who": who, "ours": _short(say, ours), "theirs": _short(say, theirs)}
    if row.field:
        return say("{place}: {who} wrote “{ours}” meanwhile; you wrote “{theirs}”.", **values)
    if not row.theirs:
        return say("{place}: {who} changed it while you took it out. It is still there.", **values)
    return say("{place}: {who} took it out while you wrote “{theirs}”.", **values)


def _column(say: Words, row: Conflict) -> str:
    return column_label(say, row.field) if row.field else ""


def _short(say: Words, text: str) -> str:
    if not text:
        return say("nothing")
    return text if len(text) <= SHORT else f"{text[:SHORT]}…"


_SHOWN = frozenset({"product", *TABLES})
