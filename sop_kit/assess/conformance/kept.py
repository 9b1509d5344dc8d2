"""What a check found, as edits of the record: so that the document can show it without the log."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

from sop_kit.assess.conformance.check import RealityCheck
from sop_kit.assess.conformance.found import Found, Subject
from sop_kit.assess.conformance.trend import month_text
from sop_kit.assess.logs.flows import Flow
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import storable
from sop_kit.record.model import Record, by_id
from sop_kit.record.new_ids import free_id
from sop_kit.record.reality_tables import Check, Finding

# A log in which every event is called otherwise must not make a record of a million rows.
MOST_ACTIVITIES = 200
MOST_FLOWS = 300
_ALIKE = 0.5  # of the activities, so that a log goes on with another one
_SUBJECT = tuple(field.name for field in fields(Subject))
_SEEN_IN_LOGS = frozenset({"missing", "extra", "order", "role"})  # without any rule; all others rest on one


def edits_of(record: Record, check: RealityCheck, *, at: str, person: str = "") -> tuple[Edit, ...]:
    """Return the edits by which a check becomes part of the record.

    The check is a row of its own; one of the same file is written anew. What earlier checks of that log saw is dropped:
    of one of the same name, or of a name that differs only in its figures (``releases-2026-10.csv`` and
    ``releases-2026-11.csv``) if half of the activities are the same. A finding that the record knows already, by its
    rule, step and kind, keeps its row and with it what the owner said; one that an earlier check of that log had found
    and this one did not has the count 0.

    Parameters
    ----------
    at
        When the check was made (ISO 8601), for its row.
    person
        Id of the person who made it.
    """
    earlier = [row for row in record.checks if row.kind == "log" and _is_earlier(record, row, check)]
    same = next((row.id for row in earlier if row.hash == check.hash), "")
    number = same or free_id("CH1", by_id(record.checks))
    dropped = {row.id for row in earlier} | {number}
    return (
        Edit(act="put", table="checks", row=number, values=_check(check, at, person)),
        *_dropped(record, dropped),
        *_activities(record, check, number, dropped),
        *_flows(record, check, number, dropped),
        *_findings(record, check, number, dropped),
    )


def row_of(found: Found, row: str, check: str = "") -> Finding:
    """Return a finding as a row of the record."""
    values = {"id": row, "check": check, **asdict(found.subject), **_figures(found)}
    return Finding.model_validate({name: value for name, value in values.items() if value is not None})


def subject_of_row(row: Finding) -> Subject:
    """Return what a finding of the record is about."""
    return Subject(**{column: getattr(row, column) for column in _SUBJECT})


def _is_earlier(record: Record, row: Check, check: RealityCheck) -> bool:
    """Say whether a check of the record was of the same log, or of one that this log goes on with."""
    if row.log == check.log:
        return True
    before = {seen.activity for seen in record.seen_activities if seen.check == row.id}
    now = {storable(seen.activity) for seen in check.seen[:MOST_ACTIVITIES]}
    alike = len(before & now) >= _ALIKE * max(min(len(before), len(now)), 1)
    return alike and _without_figures(row.log) == _without_figures(check.log)


def _without_figures(name: str) -> str:
    return re.sub(r"[\W_]*\d[\d\W_]*", " ", name.casefold())


def _check(check: RealityCheck, at: str, person: str) -> dict[str, Any]:
    row = Check(
        id="CH0",
        at=at,
        person=person,
        log=check.log,
        hash=check.hash,
        start=check.first,
        end=check.last,
        zone=check.zone,
        cases=check.cases,
        events=check.events,
        activities=check.activities,
        variants=len(check.variants),
        unread=check.unread,
    )
    return row.model_dump(mode="json", exclude={"id", "note"})


def _dropped(record: Record, checks: set[str]) -> Iterator[Edit]:
    for table in ("seen_activities", "seen_flows"):
        rows = record.seen_activities if table == "seen_activities" else record.seen_flows
        yield from (Edit(act="drop", table=table, row=row.id) for row in rows if row.check in checks)


def _activities(record: Record, check: RealityCheck, number: str, dropped: set[str]) -> Iterator[Edit]:
    taken = {row.id for row in record.seen_activities if row.check not in dropped}
    for seen in check.seen[:MOST_ACTIVITIES]:
        values = {
            "check": number,
            "activity": seen.activity,
            "step": seen.step,
            "events": seen.events,
            "cases": seen.cases,
            "people": seen.people,
            "by_month": " ".join(f"{month}={count}" for month, count, _ in seen.by_month),
        }
        yield _new("seen_activities", "SA1", taken, values)


def _flows(record: Record, check: RealityCheck, number: str, dropped: set[str]) -> Iterator[Edit]:
    taken = {row.id for row in record.seen_flows if row.check not in dropped}
    for flow in check.flows[:MOST_FLOWS]:
        yield _new("seen_flows", "SF1", taken, {"check": number, **_flow(flow)})


def _flow(flow: Flow) -> dict[str, Any]:
    return {
        "first_activity": flow.first,
        "second_activity": flow.second,
        "count": flow.count,
        "p50": _minutes(flow.p50),
        "p90": _minutes(flow.p90),
    }


def _findings(record: Record, check: RealityCheck, number: str, dropped: set[str]) -> Iterator[Edit]:
    known = {subject_of_row(row): row for row in reversed(record.findings)}
    taken = {row.id for row in record.findings}
    found = {each.subject: each for each in (*check.held, *check.findings)}
    for subject, each in found.items():
        row = known.get(subject)
        if row is not None:
            yield Edit(act="put", table="findings", row=row.id, values={"check": number, **_figures(each)})
        elif each.count:
            yield _new("findings", "FD1", taken, {"check": number, **asdict(each.subject), **_figures(each)})
    for row in record.findings:
        of_a_log = bool(row.constraint) or row.kind in _SEEN_IN_LOGS
        if row.check in dropped and of_a_log and subject_of_row(row) not in found:
            gone = {"check": number, "count": 0, "of": None, "cases": None, "of_cases": None, "by_month": None}
            yield Edit(act="put", table="findings", row=row.id, values={**gone, "p50": None, "p90": None})


def _figures(found: Found) -> dict[str, Any]:
    return {
        "count": found.count,
        "of": found.of,
        "cases": None if found.whole_cases else found.cases,
        "of_cases": None if found.whole_cases else found.of_cases,
        "p50": _minutes(found.time.p50) if found.time else None,
        "p90": _minutes(found.time.p90) if found.time else None,
        "examples": storable(", ".join(found.examples)) or None,
        "by_month": month_text(found.by_month) or None,
    }


def _minutes(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 2)


def _new(table: str, first: str, taken: set[str], values: Mapping[str, Any]) -> Edit:
    row = free_id(first, taken)
    taken.add(row)
    told = {column: storable(value) if isinstance(value, str) else value for column, value in values.items()}
    return Edit(act="put", table=table, row=row, values={k: v for k, v in told.items() if v not in ("", None)})
