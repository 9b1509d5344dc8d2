"""The assessment of a record: all of it, made once, used by every notebook and chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sop_kit.assess.burden.counting import Burden, burden
from sop_kit.assess.burden.merging import Candidate, candidates
from sop_kit.assess.feasibility.group_agreement import GroupAgreement, group_agreement
from sop_kit.assess.feasibility.judgement import Judgement, judge_votes
from sop_kit.assess.feasibility.movement import Movement, Stability, Turn, movements, stability, verdicts_by_round
from sop_kit.assess.feasibility.priorities import Topic, what_to_discuss, what_works
from sop_kit.assess.feasibility.processes import ProcessJudgement, judge_processes
from sop_kit.assess.feasibility.robustness import Robustness, try_processes, try_verdicts
from sop_kit.assess.feasibility.stopping import RoundProgress, progress_of
from sop_kit.assess.feasibility.votes import Votes, gather, standing
from sop_kit.assess.gaps import Gap, find_gaps
from sop_kit.assess.readiness import Readiness, readiness
from sop_kit.assess.rules import Fault, check_rules
from sop_kit.record.model import Record
from sop_kit.record.tables import Step


@dataclass(frozen=True, kw_only=True)  # no slots: what only some pages show is worked out when it is asked for
class Assessment:
    """What the record tells: judgements by target, gaps, readiness, and how far the judgements can be trusted.

    ``rounds`` is what the raters said, by target and round.
    """

    record: Record = field(repr=False)
    rounds: Mapping[str, Mapping[int, Votes]] = field(repr=False)
    judgements: Mapping[str, Judgement]
    gaps: tuple[Gap, ...]
    readiness: Readiness

    @cached_property
    def processes(self) -> Mapping[str, ProcessJudgement]:
        """A judgement of every process with rated steps."""
        return judge_processes(self.record.steps, self._votes, self.judgements, self.record.settings.verdict_rule)

    @cached_property
    def robustness(self) -> Mapping[str, Robustness]:
        """How often each target's verdict survives other weights and one rater fewer."""
        settings = self.record.settings
        return try_verdicts(self.rounds, self.judgements, settings.verdict_rule, settings.draws)

    @cached_property
    def process_robustness(self) -> Mapping[str, Robustness]:
        """How often each process's verdict survives the same."""
        return try_processes(self.record.steps, self.rounds, self.processes, self.record.settings)

    @cached_property
    def progress(self) -> tuple[RoundProgress, ...]:
        """How far the raters are after each round, and whether the rounds may end."""
        return progress_of(self.record, self.rounds)

    @cached_property
    def changes(self) -> tuple[Movement, ...]:
        """What moved between the rounds, by target and aspect."""
        return movements(self.rounds)

    @cached_property
    def history(self) -> Mapping[str, tuple[Turn, ...]]:
        """Each target's verdict after every round in which it was rated."""
        return verdicts_by_round(self.rounds, self.record.settings.verdict_rule)

    @cached_property
    def stability(self) -> tuple[Stability, ...]:
        """How far the ratings had come to rest, one row for every pair of rounds."""
        return stability(self.changes)

    @cached_property
    def priorities(self) -> tuple[Topic, ...]:
        """What to talk about first."""
        return what_to_discuss(self.judgements.values())

    @cached_property
    def successes(self) -> tuple[Judgement, ...]:
        """What works, the most agreed first."""
        return what_works(self.judgements.values())

    @cached_property
    def agreement(self) -> tuple[GroupAgreement, ...]:
        """Whether the raters use the scale alike, one row an aspect, over the steps."""
        votes = self._votes
        return group_agreement({step.id: votes[step.id] for step in self.record.steps if step.id in votes})

    @cached_property
    def burden(self) -> Burden:
        """What the steps ask of people."""
        return burden(self.record)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """What could be merged or dropped."""
        return candidates(self.record, {step.id: self.verdict(step) for step in self.record.steps})

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """What the rules find, judged on the day of the record's last Change."""
        return check_rules(self.record, judgements=self.judgements)

    @cached_property
    def _votes(self) -> Mapping[str, Votes]:
        return {target: standing(rounds) for target, rounds in self.rounds.items()}

    def verdict(self, step: Step) -> str:
        """Return the step's verdict, "" while it has none."""
        judgement = self.judgements.get(step.id)
        return judgement.verdict if judgement else ""


def assess(record: Record) -> Assessment:
    """Return the assessment of a record."""
    rule = record.settings.verdict_rule
    cast = gather(record.feedback)
    return Assessment(
        record=record,
        rounds=cast,
        judgements={target: judge_votes(standing(rounds), rule) for target, rounds in cast.items()},
        gaps=find_gaps(record),
        readiness=readiness(record),
    )


def in_the_sop(record: Record, assessment: Assessment) -> tuple[Step, ...]:
    """Return the steps that stand in the SoP's processes: all but those judged *pilot* or *drop*."""
    return tuple(step for step in record.steps if assessment.verdict(step) not in {"pilot", "drop"})


def not_yet_standard(record: Record, assessment: Assessment) -> tuple[Step, ...]:
    """Return the steps judged *pilot* or *drop*: they stand in an annex, not in the SoP."""
    return tuple(step for step in record.steps if assessment.verdict(step) in {"pilot", "drop"})
