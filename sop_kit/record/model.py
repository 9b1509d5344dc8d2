"""The record of one product line: everything that is known, as frozen tables."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, model_validator

from sop_kit.errors import BadValue
from sop_kit.record import life_tables as life
from sop_kit.record import reality_tables as reality
from sop_kit.record import tables as t
from sop_kit.record import workshop_tables as workshop
from sop_kit.record.kinds import Prose, Refers
from sop_kit.record.labels import table_name
from sop_kit.record.rule import Settings

SCHEMA = 1

TABLES: dict[str, type[t.Row]] = {
    "people": t.PersonRow,
    "roles": t.RoleRow,
    "processes": t.Process,
    "steps": t.Step,
    "metrics": t.Metric,
    "alerts": t.Alert,
    "severities": t.Severity,
    "release_stages": t.ReleaseStage,
    "triggers": t.Trigger,
    "decisions": t.Decision,
    "mistakes": t.Mistake,
    "hotfixes": t.Hotfix,
    "tools": t.Tool,
    "lessons": t.Lesson,
    "actions": t.Action,
    "contradictions": t.Contradiction,
    "sources": t.Source,
    "texts": t.AuthorText,
    "images": t.Image,
    "feedback": t.Feedback,
    "translations": t.Translation,
    "rounds": life.Round,
    "approvals": life.Approval,
    "publications": life.Publication,
    "readings": life.Reading,
    "runs": life.Run,
    "corrections": life.Correction,
    "constraints": reality.Constraint,
    "activity_map": reality.Activity,
    "overrides": life.Override,
    "conflicts": life.Conflict,
    "checks": reality.Check,
    "seen_activities": reality.SeenActivity,
    "seen_flows": reality.SeenFlow,
    "findings": reality.Finding,
    "walkthroughs": reality.Walkthrough,
    "phases": workshop.Phase,
    "prompts": workshop.Prompt,
    "notes": workshop.Note,
    "clusters": workshop.Cluster,
    "resolutions": workshop.Resolution,
}


class Head(t.Fact):
    """Where in the store's chain a record was taken: the last Change's number, hash and time (ISO 8601, UTC)."""

    number: int = 0
    hash: str = ""
    at: str = ""


class LogEntry(t.Fact):
    """One line of the change log: Changes made in a row by one person for one reason on one day (UTC)."""

    day: str
    by: str
    why: str
    first: int
    last: int


class Record(t.Fact):
    """Everything known about one product line. Every table is a tuple of rows with ids that occur once."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    product: t.Product
    settings: Settings = Settings()
    people: tuple[t.PersonRow, ...] = ()
    roles: tuple[t.RoleRow, ...] = ()
    processes: tuple[t.Process, ...] = ()
    steps: tuple[t.Step, ...] = ()
    metrics: tuple[t.Metric, ...] = ()
    alerts: tuple[t.Alert, ...] = ()
    severities: tuple[t.Severity, ...] = ()
    release_stages: tuple[t.ReleaseStage, ...] = ()
    triggers: tuple[t.Trigger, ...] = ()
    decisions: tuple[t.Decision, ...] = ()
    mistakes: tuple[t.Mistake, ...] = ()
    hotfixes: tuple[t.Hotfix, ...] = ()
    tools: tuple[t.Tool, ...] = ()
    lessons: tuple[t.Lesson, ...] = ()
    actions: tuple[t.Action, ...] = ()
    contradictions: tuple[t.Contradiction, ...] = ()
    sources: tuple[t.Source, ...] = ()
    texts: tuple[t.AuthorText, ...] = ()
    images: tuple[t.Image, ...] = ()
    feedback: tuple[t.Feedback, ...] = ()
    translations: tuple[t.Translation, ...] = ()
    rounds: tuple[life.Round, ...] = ()
    approvals: tuple[life.Approval, ...] = ()
    publications: tuple[life.Publication, ...] = ()
    readings: tuple[life.Reading, ...] = ()
    runs: tuple[life.Run, ...] = ()
    corrections: tuple[life.Correction, ...] = ()
    constraints: tuple[reality.Constraint, ...] = ()
    activity_map: tuple[reality.Activity, ...] = ()
    overrides: tuple[life.Override, ...] = ()
    conflicts: tuple[life.Conflict, ...] = ()
    checks: tuple[reality.Check, ...] = ()
    seen_activities: tuple[reality.SeenActivity, ...] = ()
    seen_flows: tuple[reality.SeenFlow, ...] = ()
    findings: tuple[reality.Finding, ...] = ()
    walkthroughs: tuple[reality.Walkthrough, ...] = ()
    phases: tuple[workshop.Phase, ...] = ()
    prompts: tuple[workshop.Prompt, ...] = ()
    notes: tuple[workshop.Note, ...] = ()
    clusters: tuple[workshop.Cluster, ...] = ()
    resolutions: tuple[workshop.Resolution, ...] = ()
    head: Head = Head()
    log: tuple[LogEntry, ...] = ()

    @model_validator(mode="after")
    def _ids_occur_once(self) -> Record:
        for table in TABLES:
            seen: set[str] = set()
            for row in self.rows(table):
                if row.id in seen:
                    raise BadValue("The id '{id}' occurs twice in {table}.", id=row.id, table=table_name(table))
                seen.add(row.id)
        return self

    def rows(self, table: str) -> tuple[t.Row, ...]:
        """Return the rows of a table by its name."""
        found: tuple[t.Row, ...] = getattr(self, table)
        return found

    def replace(self, **parts: object) -> Record:
        """Return the record with some of its tables exchanged; the rows are taken as they are."""
        return self.model_copy(update=parts)


RowT = TypeVar("RowT", bound=t.Row)


def by_id(rows: Iterable[RowT]) -> dict[str, RowT]:
    """Return the rows keyed by id."""
    return {row.id: row for row in rows}


def row_facts(row: t.Fact) -> dict[str, Any]:
    """Return a row as JSON values, without the columns that hold their default."""
    facts: dict[str, Any] = row.model_dump(mode="json", exclude_defaults=True)
    return facts


def record_facts(record: Record) -> dict[str, Any]:
    """Return the record's facts as JSON values: product, settings and every table that has rows, in order.

    Head and log are left out: they say where the facts came from, not what they are.
    """
    facts: dict[str, Any] = {"product": row_facts(record.product)}
    settings = row_facts(record.settings)
    if settings:
        facts["settings"] = settings
    for table in TABLES:
        rows = record.rows(table)
        if rows:
            facts[table] = _dumper(table).dump_python(rows, mode="json", exclude_defaults=True)
    return facts


@cache
def _dumper(table: str) -> TypeAdapter[tuple[t.Row, ...]]:
    """Return what turns all rows of a table into JSON values at once: one by one they take twice as long."""
    return TypeAdapter(GenericAlias(tuple, (TABLES[table], ...)))  # type: ignore[arg-type]  # known only here


def canonical(facts: object) -> bytes:
    """Return JSON with sorted keys and no white space, in UTF-8: equal facts give equal bytes."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def content_hash(record: Record) -> str:
    """Return the SHA-256 (hex) of the record's canonical facts."""
    return hashlib.sha256(canonical(record_facts(record))).hexdigest()


@cache
def references(model: type[t.Fact]) -> Mapping[str, str]:
    """Return the columns of a table that name rows of another table: column → table."""
    return {name: mark.table for name, mark in _marks(model) if isinstance(mark, Refers)}


@cache
def prose(model: type[t.Fact]) -> tuple[str, ...]:
    """Return the columns of a table whose text can be translated."""
    return tuple(name for name, mark in _marks(model) if isinstance(mark, Prose))


def _marks(model: type[t.Fact]) -> tuple[tuple[str, object], ...]:
    return tuple((name, mark) for name, field in model.model_fields.items() for mark in field.metadata)
