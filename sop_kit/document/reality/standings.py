"""Which findings of logs and walk-throughs stand: nobody has decided about them, somebody has, or they are gone."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.assess.agreement import wilson
from sop_kit.assess.conformance.verdicts import standing
from sop_kit.assess.conformance.walks import WALKED, all_findings
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The findings that stand: those without a valid verdict, those decided, and those no longer seen."""

    undecided: tuple[Finding, ...]
    decided: tuple[Finding, ...]
    gone: tuple[Finding, ...]

    @property
    def standing(self) -> tuple[Finding, ...]:
        """All that were seen by the last check."""
        return (*self.undecided, *self.decided)


def standings(record: Record, today: str) -> Standings:
    """Return the findings of a record by how far they are on a day, the gravest first."""
    parts: dict[str, list[Finding]] = {"open": [], "gone": [], "": []}
    for row in all_findings(record):
        state = standing(row, today)
        parts[state if state in parts else ""].append(row)
    return Standings(
        undecided=tuple(sorted(parts["open"], key=gravity)),
        decided=tuple(sorted(parts[""], key=gravity)),
        gone=tuple(parts["gone"]),
    )


def gravity(row: Finding) -> tuple[bool, float, int]:
    """Return what sorts findings: a log's first, then by the share that is certain (the low end of its interval)."""
    low = wilson(min(row.count, row.of), row.of)[0] if row.of else 0.0
    return row.kind in WALKED, -low, -row.count
