"""How ready a record is for review: empty, sketch or reviewable, from what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sop_kit.record.kinds import STAGES
from sop_kit.record.model import Record

Level = Literal["empty", "sketch", "reviewable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing a reviewable record has: ``have`` of ``of`` are there."""

    name: str
    have: int
    of: int

    @property
    def met(self) -> bool:
        """Say whether nothing of it is missing."""
        return self.have >= self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The level, and every criterion it rests on."""

    level: Level
    criteria: tuple[Criterion, ...]

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """Return the criteria that are not met."""
        return tuple(criterion for criterion in self.criteria if not criterion.met)


def readiness(record: Record) -> Readiness:
    """Return how ready the record is: reviewable when every criterion is met, empty without any step."""
    criteria = tuple(_criterion(record, name) for name in CRITERIA)
    if not record.steps:
        level: Level = "empty"
    else:
        level = "reviewable" if all(criterion.met for criterion in criteria) else "sketch"
    return Readiness(level=level, criteria=criteria)


def _loop(record: Record) -> tuple[int, int]:
    return len({step.stage for step in record.steps}), len(STAGES)


def _outputs(record: Record) -> tuple[int, int]:
    return sum(bool(step.outputs) for step in record.steps), max(1, len(record.steps))


def _standards(record: Record) -> tuple[int, int]:
    return sum(bool(step.standard) for step in record.steps), max(1, len(record.steps))


def _accountable(record: Record) -> tuple[int, int]:
    return sum(len(step.accountable) == 1 for step in record.steps), max(1, len(record.steps))


def _people(record: Record) -> tuple[int, int]:
    doing = {step.role for step in record.steps}
    return sum(bool(role.people) for role in record.roles if role.id in doing), max(1, len(doing))


def _purpose(record: Record) -> tuple[int, int]:
    product = record.product
    return sum(map(bool, (product.purpose, product.north_star, product.scope_in))), 3


def _owner(record: Record) -> tuple[int, int]:
    return sum(map(bool, (record.product.owner, record.product.deputy))), 2


def _decisions(record: Record) -> tuple[int, int]:
    kinds = {decision.kind for decision in record.decisions if decision.role}
    return len(kinds & {"stop", "roll_back", "release"}), 3


def _alerts(record: Record) -> tuple[int, int]:
    return sum(bool(alert.first_responder) for alert in record.alerts), max(1, len(record.alerts))


CRITERIA: dict[str, Callable[[Record], tuple[int, int]]] = {
    "loop": _loop,
    "outputs": _outputs,
    "standards": _standards,
    "accountable": _accountable,
    "people": _people,
    "purpose": _purpose,
    "owner": _owner,
    "decisions": _decisions,
    "alerts": _alerts,
}


def _criterion(record: Record, name: str) -> Criterion:
    have, of = CRITERIA[name](record)
    return Criterion(name=name, have=have, of=of)
