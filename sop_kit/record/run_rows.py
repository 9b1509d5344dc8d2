"""A use of a checklist as rows of the record: one for the list, one for each line there is something to say of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sop_kit.record.alike import folded
from sop_kit.record.changes import Edit
from sop_kit.record.files.run_file import RunFile, RunLine
from sop_kit.record.files.tidy import usable_id
from sop_kit.record.model import Record

TABLE = "runs"


def run_edits(run: RunFile, record: Record) -> tuple[Edit, ...]:
    """Return the edits that write a use down; the same use of the same record gives the same edits."""
    shared = {"checklist": run.checklist, "at": _day_and_time(run.finished), "version": run.version}
    who, unnamed = person_of(run, record)
    shared |= {"person": who} if who else {}
    whole = {
        **shared,
        "result": run.result,
        "minutes": _minutes(run),
        "started": _day_and_time(run.started),
        "note": "\n".join(text for text in (unnamed, run.note) if text),
    }
    return (_row(run.id, whole), *_lines(run, record, shared))


def person_of(run: RunFile, record: Record) -> tuple[str, str]:
    """Return the id of who used the list, and the name as typed when no id can be made of it."""
    if not run.who:
        return "", ""
    known = {folded(row.name): row.id for row in record.people} | {folded(row.id): row.id for row in record.people}
    found = known.get(folded(run.who)) or usable_id(run.who)
    return found, "" if found else run.who


def _lines(run: RunFile, record: Record, shared: dict[str, Any]) -> Iterator[Edit]:
    steps = {step.id for step in record.steps}
    for number, line in enumerate(run.lines, start=1):
        if line.done and not line.differently and not line.evidence:
            continue
        own = {"step": line.code} if line.code in steps else {"note": _named(line)}
        result = "complete" if line.done else "stopped"
        said = {"differently": line.differently, "evidence": line.evidence, "part_of": run.id}
        yield _row(f"{run.id}/{number}", {**shared, **own, "result": result, **said})


def _row(row: str, values: dict[str, Any]) -> Edit:
    stated = {name: value for name, value in values.items() if value not in ("", None)}
    return Edit(act="put", table=TABLE, row=row, values=stated)


def _named(line: RunLine) -> str:
    return " ".join(text for text in (line.code, line.text) if text)


def _day_and_time(text: str) -> str:
    # As the clock of whoever ticked it said: a shift knows no other one.
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M")


def _minutes(run: RunFile) -> float | None:
    start, end = datetime.fromisoformat(run.started), datetime.fromisoformat(run.finished)
    if (start.tzinfo is None) != (end.tzinfo is None):
        return None
    minutes = (end - start).total_seconds() / 60
    return round(minutes, 1) if minutes >= 0 else None
