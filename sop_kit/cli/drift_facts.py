"""What a log says of a record, as JSON for a machine: the texts in one language, the figures as they are."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from sop_kit.assess.conformance.check import RealityCheck
from sop_kit.assess.conformance.found import Found
from sop_kit.assess.conformance.kept import row_of, subject_of_row
from sop_kit.assess.conformance.mapping import Mapped
from sop_kit.assess.conformance.trend import Month
from sop_kit.assess.conformance.verdicts import standing
from sop_kit.assess.conformance.wording import held, observed, written
from sop_kit.errors import Problem
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Finding
from sop_kit.words import Words

MOST_VARIANTS = 50
UNKNOWN = "new"  # in place of the id of a finding that the record does not hold


def drift_facts(
    record: Record, check: RealityCheck, say: Words, today: str, problems: Iterable[Problem] = ()
) -> dict[str, Any]:
    """Return a check as JSON values; ``record`` holds its findings already, with what the owners said.

    ``problems`` are those of the files that the record came from, to be told before those of the check.
    """
    rows = {subject_of_row(row): row for row in reversed(record.findings)}
    return {
        "product": record.product.id,
        "log": check.log,
        "hash": check.hash,
        "zone": check.zone,
        "first": check.first,
        "last": check.last,
        "cases": check.cases,
        "events": check.events,
        "activities": check.activities,
        "variants": len(check.variants),
        "unread": check.unread,
        "mapping": {
            "declared": [_mapped(each) for each in check.mapping.declared],
            "suggested": [{**_mapped(each), "likeness": each.likeness} for each in check.mapping.suggested],
            "unmapped": [_mapped(each) for each in check.mapping.unmapped],
            "not_steps": [_mapped(each) for each in check.mapping.aside],
        },
        "findings": [_finding(record, each, rows.get(each.subject), say, today) for each in check.findings],
        "held": [_finding(record, each, rows.get(each.subject), say, today) for each in check.held],
        "activity_counts": [
            {"activity": each.activity, "step": each.step, "events": each.events, "cases": each.cases}
            | {"people": each.people, "by_month": {month: count for month, count, _ in each.by_month}}
            for each in check.seen
        ],
        "variant_counts": [
            {"activities": list(each.activities), "count": each.count, "example": each.example}
            for each in check.variants[:MOST_VARIANTS]
        ],
        "flows": [
            {"first": each.first, "second": each.second, "count": each.count, "cases": each.cases}
            | {"p50": _minutes(each.p50), "p90": _minutes(each.p90)}
            for each in check.flows
        ],
        "durations": [
            {"first": each.first, "second": each.second, "count": each.time.n}
            | {"p50": _minutes(each.time.p50), "p90": _minutes(each.time.p90)}
            for each in check.durations
        ],
        "problems": [_problem(each, say) for each in (*problems, *check.problems)],
    }


def open_findings(record: Record, check: RealityCheck, today: str) -> tuple[Finding, ...]:
    """Return what a check found that no owner has judged, or accepted only until a day that is over."""
    rows = {subject_of_row(row): row for row in reversed(record.findings)}
    found = (finding_row(each, rows.get(each.subject)) for each in check.findings)
    return tuple(row for row in found if standing(row, today) == "open")


def finding_row(found: Found, known: Finding | None) -> Finding:
    """Return a finding as a row: with the id and the owner's words that the record has for it."""
    row = row_of(found, known.id if known else UNKNOWN)
    if known is None:
        return row
    kept = ("verdict", "until", "owner", "at", "why", "written", "observed")
    return row.model_copy(update={column: getattr(known, column) for column in kept})


def _finding(record: Record, found: Found, known: Finding | None, say: Words, today: str) -> dict[str, Any]:
    row = finding_row(found, known)
    return {
        "id": known.id if known else "",
        "constraint": row.constraint,
        "kind": row.kind,
        "step": row.step,
        "second": row.second,
        "activity": row.activity,
        "person": row.who,
        "written": written(record, row).said(say),
        "observed": (observed(record, row) if known or found.count else held(row)).said(say),
        "count": found.count,
        "of": found.of,
        "rate": round(found.rate, 6),
        "cases": found.cases,
        "of_cases": found.of_cases,
        "by_cases": found.whole_cases,
        "undecided": found.undecided,
        "suggested": found.guessed,
        "examples": list(found.examples),
        "by_month": _months(found.by_month),
        "p50": _minutes(found.time.p50) if found.time else None,
        "p90": _minutes(found.time.p90) if found.time else None,
        "verdict": row.verdict,
        "until": row.until,
        "owner": row.owner,
        "why": row.why,
        "standing": standing(row, today),
    }


def _mapped(mapped: Mapped) -> dict[str, Any]:
    facts: dict[str, Any] = {"activity": mapped.activity, "step": mapped.step, "events": mapped.events}
    return {**facts, "where": mapped.where} if mapped.where else facts


def _months(months: Iterable[Month]) -> dict[str, dict[str, int]]:
    return {month: {"count": broken, "of": of} for month, broken, of in months}


def _problem(problem: Problem, say: Words) -> dict[str, str]:
    return {"where": problem.where, "what": problem.what.said(say), "severity": problem.severity}


def _minutes(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 3)
