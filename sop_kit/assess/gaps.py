"""What the record does not know yet, and who should say: every gap becomes a question in the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sop_kit.record.conflicts import undecided as undecided_conflicts
from sop_kit.record.core import unexplained
from sop_kit.record.kinds import PROCESS_OF_STAGE
from sop_kit.record.model import Record
from sop_kit.record.tables import Step

# The method's roles, asked when the record names nobody: "@product" is the product manager or business owner.
PRODUCT_MANAGER = "@product"
DATA_SCIENCE = "@ai"
ONCALL = "@oncall"

PRODUCT_FIELDS = (
    "purpose",
    "north_star",
    "owner",
    "deputy",
    "scope_in",
    "scope_out",
    "users",
    "service_hours",
    "risk_class",
    "live_since",
    "deviation",
    "home",
)
STEP_FIELDS = ("trigger", "inputs", "outputs", "standard", "time_limit", "if_it_fails")
DECISIONS = ("stop", "roll_back", "retrain", "release")
STAGE_FIELDS = ("share", "hold_time", "gate", "rollback_if", "decider")
ALERT_FIELDS = ("first_responder", "acknowledge_within", "escalate_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One kind of thing that is missing, for the rows it is missing in, and whom to ask.

    ``topic`` is table.column (or table alone when the table is empty), ``chapter`` the chapter it belongs to, ``rows``
    the ids it is missing in, ``ask`` a role's id, a person's id, or one of the method's roles beginning with ``@``.
    """

    topic: str
    chapter: str
    ask: str
    rows: tuple[str, ...] = ()


def find_gaps(record: Record) -> tuple[Gap, ...]:
    """Return everything the record should know and does not, in the order of the chapters."""
    parts = (_product, _roles, _steps, _monitoring, _release, _annexes, _rest)
    gaps = [gap for part in parts for gap in part(record)]
    return tuple(sorted(gaps, key=lambda gap: gap.chapter))


def process_of(step: Step) -> str:
    """Return the process a step belongs to: its own word, or the one its stage maps to."""
    return step.process or PROCESS_OF_STAGE[step.stage]


def whom(record: Record) -> str:
    """Return who answers for the product: its owner when known, else the method's product manager."""
    return record.product.owner or PRODUCT_MANAGER


def _product(record: Record) -> Iterator[Gap]:
    for field in PRODUCT_FIELDS:
        if not getattr(record.product, field):
            chapter = "C0" if field in {"owner", "deputy", "home"} else "C1"
            yield Gap(topic=f"product.{field}", chapter=chapter, ask=whom(record))


def _roles(record: Record) -> Iterator[Gap]:
    nameless = tuple(role.id for role in record.roles if not role.people)
    if nameless:
        yield Gap(topic="roles.people", chapter="C2", ask=whom(record), rows=nameless)
    vague = tuple(role.id for role in record.roles if not role.does)
    if vague:
        yield Gap(topic="roles.does", chapter="C2", ask=whom(record), rows=vague)
    unanswered = tuple(step.id for step in record.steps if not step.accountable)
    if unanswered:
        yield Gap(topic="steps.accountable", chapter="C2", ask=whom(record), rows=unanswered)
    decided = {decision.kind for decision in record.decisions if decision.role}
    missing = tuple(kind for kind in DECISIONS if kind not in decided)
    if missing:
        yield Gap(topic="decisions", chapter="C2", ask=whom(record), rows=missing)
    inferred = _by_role(step for step in record.steps if "I" in step.evidence.split())
    for role, rows in inferred.items():
        yield Gap(topic="steps.role", chapter="C2", ask=role, rows=rows)


CHAPTER_OF_PROCESS = {"monitoring": "C3", "feedback": "C4", "iteration": "C5", "release": "C6"}


def _steps(record: Record) -> Iterator[Gap]:
    for process, chapter in CHAPTER_OF_PROCESS.items():
        steps = [step for step in record.steps if process_of(step) == process]
        if not steps:
            yield Gap(topic=f"steps.{process}", chapter=chapter, ask=whom(record))
        for field in STEP_FIELDS:
            for role, rows in _by_role(step for step in steps if not getattr(step, field)).items():
                yield Gap(topic=f"steps.{field}", chapter=chapter, ask=role, rows=rows)
        known = {row.id: row for row in record.processes}
        if process not in known or not known[process].owner:
            yield Gap(topic="processes.owner", chapter=chapter, ask=whom(record), rows=(process,))


def _monitoring(record: Record) -> Iterator[Gap]:
    if not record.metrics:
        yield Gap(topic="metrics", chapter="C3", ask=DATA_SCIENCE)
    if not record.severities:
        yield Gap(topic="severities", chapter="C3", ask=ONCALL)
    if not record.alerts:
        yield Gap(topic="alerts", chapter="C3", ask=ONCALL)
    for field in ALERT_FIELDS:
        rows = tuple(alert.id for alert in record.alerts if not getattr(alert, field))
        if rows:
            yield Gap(topic=f"alerts.{field}", chapter="C3", ask=ONCALL, rows=rows)


def _release(record: Record) -> Iterator[Gap]:
    if not record.triggers:
        yield Gap(topic="triggers", chapter="C5", ask=DATA_SCIENCE)
    if not record.release_stages:
        yield Gap(topic="release_stages", chapter="C6", ask=whom(record))
    for field in STAGE_FIELDS:
        rows = tuple(stage.id for stage in record.release_stages if not getattr(stage, field))
        if rows:
            yield Gap(topic=f"release_stages.{field}", chapter="C6", ask=whom(record), rows=rows)


def _annexes(record: Record) -> Iterator[Gap]:
    linkless = tuple(tool.id for tool in record.tools if not tool.link)
    if linkless:
        yield Gap(topic="tools.link", chapter="annex-tools", ask=whom(record), rows=linkless)
    speechless = tuple(row.id for row in record.images if not row.alt)
    if speechless:
        yield Gap(topic="images.alt", chapter="annex-sources", ask=whom(record), rows=speechless)
    undecided = tuple(row.id for row in record.contradictions if not row.verdict)
    if undecided:
        yield Gap(topic="contradictions.verdict", chapter="annex-contradictions", ask=whom(record), rows=undecided)
    open_conflicts = tuple(row.id for row in undecided_conflicts(record))
    if open_conflicts:
        yield Gap(topic="conflicts.decision", chapter="annex-contradictions", ask=whom(record), rows=open_conflicts)


def _rest(record: Record) -> Iterator[Gap]:
    bare = tuple("/".join(part for part in (row.table, row.row, row.field) if part) for row in unexplained(record))
    if bare:
        yield Gap(topic="overrides.why", chapter="C0", ask=whom(record), rows=bare)
    rated = {entry.target for entry in record.feedback if entry.aspect}
    unrated = tuple(step.id for step in record.steps if step.id not in rated)
    if unrated:
        yield Gap(topic="feedback", chapter="C7", ask=whom(record), rows=unrated)


def _by_role(steps: Iterator[Step]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for step in steps:
        grouped.setdefault(step.role, []).append(step.id)
    return {role: tuple(rows) for role, rows in grouped.items()}
