"""What became of the SoP so far: who approved it, where it was published, who read and used it, what was corrected."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.model import Block, Heading
from sop_kit.document.chapters.parts import section
from sop_kit.document.row_table import Stacked, row_table, used_columns
from sop_kit.document.view import View
from sop_kit.record.labels import table_label

_PROSE = frozenset(
    {"reason", "stop_rule", "verdict", "note", "question", "text", "proposed", "why", "activity", "place"}
)
_COLUMNS: dict[str, tuple[Stacked, ...]] = {
    "approvals": (
        *("kind", ("person", "role"), "chapter", "verdict", "reason"),
        *("at", ("version", "hash"), "external_ref"),
    ),
    "publications": ("version", "at", "person", "place", "supersedes", "note", "hash", "external_ref"),
    "rounds": (("name", "kind"), ("opened", "closed"), ("moderator", "version"), "stop_rule", "verdict", "note"),
    "readings": ("person", "role", "version", "at", "quiz", "question"),
    "runs": ("at", ("checklist", "step"), "person", "version", "result", "minutes", "case", "note"),
    "corrections": (
        *("at", ("step", "chapter"), ("person", "role"), "text", "proposed"),
        *(("verdict", "decided_by"), "reason", "version"),
    ),
    "constraints": ("kind", "first", "second", "within", "why", "source"),
    "activity_map": ("activity", "step", "note"),
}


def approvals(view: View, head: Heading) -> tuple[Block, ...]:
    """Return who prepared, checked and approved the SoP, and where it was published; nothing when nobody has."""
    return (*_table(view, head, "approvals"), *_table(view, head, "publications"))


def use(view: View, head: Heading) -> tuple[Block, ...]:
    """Return the rounds, who has read the SoP, how it was used, and what was corrected."""
    tables = ("rounds", "readings", "runs", "corrections")
    return tuple(block for table in tables for block in _table(view, head, table))


def log_rules(view: View, head: Heading) -> tuple[Block, ...]:
    """Return what must hold in the event log, and which step each of its activities is."""
    return (*_table(view, head, "constraints"), *_table(view, head, "activity_map"))


def _table(view: View, head: Heading, table: str) -> Sequence[Block]:
    rows = view.record.rows(table)
    columns = used_columns(rows, _COLUMNS[table])
    if not columns:
        return ()
    label = table_label(view.say, table)
    return (section(head, table, label), row_table(view, label, rows, columns, wide=_PROSE))
