"""What became of the SoP so far: who approved it, where it was published, who read and used it, what was corrected.

All of it is evidence: it stands in folds whose summary already says the essence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.conformance.wording import rule
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Fold, Heading, Inline, Text
from sop_kit.document.chapters.parts import table
from sop_kit.document.checklist_uses import with_list_name
from sop_kit.document.prose import linked, prose
from sop_kit.document.row_table import Stacked, row_table, used_columns
from sop_kit.document.view import View, step_link
from sop_kit.record.in_force import day_of
from sop_kit.record.labels import table_label
from sop_kit.record.life_tables import Correction, Run
from sop_kit.record.reality_tables import Activity
from sop_kit.record.tables import Row

_PROSE = frozenset(
    {"reason", "stop_rule", "verdict", "note", "question", "text", "proposed", "why", "activity", "place"}
)
# At most six columns a table, so that an A4 page breaks no word.
_COLUMNS: dict[str, tuple[Stacked, ...]] = {
    "approvals": (
        *(("kind", "at"), ("person", "role"), ("chapter", "version")),
        *(("verdict", "reason"), ("external_ref", "hash")),
    ),
    "publications": (("version", "at"), ("person", "place"), ("note", "supersedes"), ("external_ref", "hash")),
    "rounds": (
        *(("name", "kind"), ("opened", "closed"), ("moderator", "version", "hash")),
        *("stop_rule", "verdict", "note"),
    ),
    "readings": ("at", "person", "role", ("version", "hash"), "quiz", "question"),
    "runs": (
        *(("at", "started"), ("checklist", "step", "part_of"), ("person", "version"), ("result", "minutes")),
        *(("note", "differently"), ("case", "evidence")),
    ),
    "checks": (
        *(("kind", "at"), ("log", "person"), ("start", "end", "zone")),
        *(("cases", "events"), ("activities", "variants", "unread"), ("note", "hash")),
    ),
    "corrections": (
        *(("at", "step", "chapter"), ("person", "role"), "text", "proposed"),
        *(("verdict", "decided_by", "version"), "reason"),
    ),
}
_HASH = 12  # digits of a hash that a person compares by eye


def approvals(view: View, head: Heading) -> tuple[Block, ...]:
    """Return who prepared, checked and approved the SoP, and where it was published; nothing when nobody has."""
    return _folds(view, head, ("approvals", "publications"))


def use(view: View, head: Heading) -> tuple[Block, ...]:
    """Return the rounds, who has read the SoP, how it was used, and what was corrected."""
    return _folds(view, head, ("rounds", "readings", "runs", "corrections"))


def checks(view: View, head: Heading) -> tuple[Block, ...]:
    """Return every look at reality: which log or walk, when, by whom, and how large it was."""
    return _folds(view, head, ("checks",))


def log_rules(view: View, head: Heading) -> tuple[Block, ...]:
    """Return what must hold in the event log, and which step each of its activities is."""
    return (*_rules(view, head), *_activities(view, head))


def _rules(view: View, head: Heading) -> tuple[Block, ...]:
    """Return each rule as a sentence: the names of Declare mean nothing to those who work by it."""
    rows, say = view.record.constraints, view.say
    if not rows:
        return ()
    columns = ((say("Rule"), 3.4), (say("Why"), 2.6), (say("Source"), 1.0))
    lines = [
        (linked(view, rule(view.record, row).said(say)), prose(view, row, "why"), prose(view, row, "source"))
        for row in rows
    ]
    shown = table(table_label(say, "constraints"), columns, lines)
    return (Fold(anchor=f"{head.anchor}-constraints", summary=_summary(view, "constraints"), blocks=(shown,)),)


def _activities(view: View, head: Heading) -> tuple[Block, ...]:
    """Return the activities of the log in one paragraph: a line each would fill a page and say no more."""
    rows, say = view.record.activity_map, view.say
    if not rows:
        return ()
    said = [_activity(view, row) for row in rows]
    text = Text(spans=join(said, say("; ")))
    return (Fold(anchor=f"{head.anchor}-activity_map", summary=_summary(view, "activity_map"), blocks=(text,)),)


def _activity(view: View, row: Activity) -> Inline:
    step = step_link(view, row.step) if row.step else plain(view.say("no step"))
    name = f"{row.activity} ({row.where})" if row.where else row.activity
    return join([join([plain(name), step], " → "), styled(row.note, "muted")], " · ")


def _folds(view: View, head: Heading, tables: Sequence[str]) -> tuple[Block, ...]:
    return tuple(fold for table in tables for fold in _fold(view, head, table))


def _fold(view: View, head: Heading, table: str) -> Sequence[Block]:
    rows = [with_list_name(view, _with_short_hash(row)) for row in view.record.rows(table)]
    columns = used_columns(rows, _COLUMNS[table])
    if not columns:
        return ()
    shown = row_table(view, table_label(view.say, table), rows, columns, wide=_PROSE)
    return (Fold(anchor=f"{head.anchor}-{table}", summary=_summary(view, table), blocks=(shown,)),)


def _with_short_hash(row: Row) -> Row:
    noted = getattr(row, "hash", "")
    return row.model_copy(update={"hash": noted[:_HASH]}) if len(noted) > _HASH else row


def _summary(view: View, table: str) -> str:
    """Return what a table comes to in one line: how many, from when to when, and what is still open."""
    say, rows = view.say, view.record.rows(table)
    count = sum(not getattr(row, "part_of", "") for row in rows)  # a line of a run is no run of its own
    parts = [say("{what}: {n}", what=table_label(say, table), n=count), *_span(view, table), *_open(view, table)]
    return " · ".join(parts)


def _span(view: View, table: str) -> list[str]:
    say = view.say
    column = "closed" if table == "rounds" else "at"
    days = sorted(filter(None, (day_of(getattr(row, column, "")) for row in view.record.rows(table))))
    if not days:
        return []
    if days[0] == days[-1]:
        return [say.day(days[0])]
    return [say("{first} to {last}", first=say.day(days[0]), last=say.day(days[-1]))]


def _open(view: View, table: str) -> list[str]:
    say, record = view.say, view.record
    if table == "runs":
        unfinished = sum(_fell_short(run) for run in record.runs)
        return [say("not completed or done otherwise: {n}", n=unfinished)] if unfinished else [say("all completed")]
    if table == "corrections":
        return [say("not yet decided: {n}", n=sum(_undecided(row) for row in record.corrections))]
    if table == "approvals":
        objections = sum(row.verdict == "block" for row in record.approvals)
        noted = sum(row.verdict == "agree_with_note" for row in record.approvals)
        return [say("with a note: {n}", n=noted), say("objections: {n}", n=objections)]
    if table == "readings":
        return [say("people: {n}", n=len({row.person or row.id for row in record.readings}))]
    if table == "activity_map":
        return [say("steps of the SoP: {n}", n=sum(bool(row.step) for row in record.activity_map))]
    return []


def _fell_short(run: Run) -> bool:
    return run.result in {"partly", "stopped"} or bool(run.differently)


def _undecided(row: Correction) -> bool:
    return not row.verdict
