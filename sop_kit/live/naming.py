"""What a form calls things: rows in a list, the values of a choice, the columns that stand together."""

from __future__ import annotations

from collections import Counter

from sop_kit.document.view import View, process_name
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.model import TABLES
from sop_kit.record.tables import Row
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

# Tables whose rows people know by a name; all others are known by their number.
NAMED = tuple(table for table, model in TABLES.items() if "name" in model.model_fields and table != "release_stages")
_TELLING = ("title", "name", "condition", "action", "text", "impact", "how", "kind")

Group = tuple[str, tuple[str, ...]]


def row_title(say: Words, row: Row) -> str:
    """Return what a row says, short enough for a list; "" when it says nothing yet."""
    for column in _TELLING:
        value = getattr(row, column, "")
        if value:
            return choice_names(say, type(row), column)[value] if column == "kind" else str(value)
    return ""


def first_columns(table: str) -> tuple[str, ...]:
    """Return the columns a new row is asked for: those it cannot be without, else the one it is known by."""
    fields = TABLES[table].model_fields
    required = tuple(name for name, field in fields.items() if name != "id" and field.is_required())
    return required or tuple(name for name in _TELLING if name in fields)[:1]


def row_names(view: View, table: str) -> dict[str, str]:
    """Return id → what a person reads and types for it: the name where rows have one, else number and title."""
    rows = view.source.rows(table)
    if table not in NAMED:
        return {row.id: f"{row.id} {row_title(view.say, row)}".strip() for row in rows}
    names = {row.id: getattr(row, "name", "") or row.id for row in rows}
    if table == "processes":
        names = {process: process_name(view, process) for process in dict.fromkeys((*CORE_PROCESSES, *names))}
    often = Counter(name.casefold() for name in names.values())
    # Two people may bear one name: then the id says which one is meant.
    return {row: name if often[name.casefold()] == 1 else f"{name} ({row})" for row, name in names.items()}


def listable(name: str) -> bool:
    """Whether a name may stand in a list that is taken apart at semicolons."""
    return not set(name) & set(";；\n")


def column_groups(say: Words, table: str, columns: tuple[str, ...]) -> tuple[Group, ...]:
    """Return the columns of a form in the groups a person thinks in, each with its heading; every column is in one."""
    groups: dict[str, tuple[Group, ...]] = {
        "product": (
            (say("Purpose"), ("name", "description", "purpose", "north_star", "scope_in", "scope_out")),
            (say("Owners and promises"), ("owner", "deputy", "users", "service_hours", "risk_class", "live_since")),
        ),
        "steps": (
            (say("Step"), ("stage", "action", "role", "inputs", "outputs", "standard", "next")),
            (say("Taking part"), ("accountable", "consulted", "informed", "supporting", "performers")),
            (say("Time"), ("trigger", "tool", "time_limit", "frequency", "minutes", "waiting")),
            (say("Really done"), ("written", "done", "agreed", "if_it_fails", "hot_spot", "decidable")),
        ),
        "metrics": (
            (say("What is looked at"), ("name", "why", "formula", "source", "slice", "frequency", "owner")),
            (say("Limits"), ("baseline", "warn", "critical", "direction", "minimum_sample", "threshold_origin")),
        ),
        "alerts": (
            (say("Alert"), ("condition", "metric", "level", "action", "allowed_actions", "channel")),
            (say("Who is woken"), ("first_responder", "acknowledge_within", "mitigate_within", "backup", "informed")),
        ),
    }
    found = [(name, tuple(each for each in wanted if each in columns)) for name, wanted in groups.get(table, ())]
    placed = {column for _, wanted in found for column in wanted}
    rest = tuple(column for column in columns if column not in placed)
    found.append((say("More"), rest))
    return tuple((name, wanted) for name, wanted in found if wanted)
