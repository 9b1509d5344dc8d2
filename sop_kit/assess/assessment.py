"""The assessment of a record: all of it, made once, used by every notebook and chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sop_kit.assess.feasibility import Judgement, judge
from sop_kit.assess.gaps import Gap, find_gaps
from sop_kit.assess.readiness import Readiness, readiness
from sop_kit.record.model import Record
from sop_kit.record.tables import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the record tells: judgements by target, gaps, readiness."""

    judgements: Mapping[str, Judgement]
    gaps: tuple[Gap, ...]
    readiness: Readiness

    def verdict(self, step: Step) -> str:
        """Return the step's verdict, "" while it has none."""
        judgement = self.judgements.get(step.id)
        return judgement.verdict if judgement else ""


def assess(record: Record) -> Assessment:
    """Return the assessment of a record."""
    return Assessment(
        judgements=judge(record.feedback, record.settings.verdict_rule),
        gaps=find_gaps(record),
        readiness=readiness(record),
    )


def in_the_sop(record: Record, assessment: Assessment) -> tuple[Step, ...]:
    """Return the steps that stand in the SoP's processes: all but those judged *pilot* or *drop*."""
    return tuple(step for step in record.steps if assessment.verdict(step) not in {"pilot", "drop"})


def not_yet_standard(record: Record, assessment: Assessment) -> tuple[Step, ...]:
    """Return the steps judged *pilot* or *drop*: they stand in an annex, not in the SoP."""
    return tuple(step for step in record.steps if assessment.verdict(step) in {"pilot", "drop"})
