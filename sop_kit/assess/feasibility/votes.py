"""The ratings of a record, target by target and round by round, as everything that judges them reads them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sop_kit.record.kinds import ASPECTS
from sop_kit.record.rule import VerdictRule
from sop_kit.record.tables import Feedback

Scores = Mapping[str, int | None]  # participant → score from 1 to 5; None is "cannot judge"
FINE = 1e9  # parts of a point to which means are rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What one round says about one target.

    ``scores`` holds the answers by aspect; ``remarks`` are the rows with a comment, a proposed wording or a blocking
    mark, in the order of the record; ``blocked_by`` names the participant of each blocking row.
    """

    target: str
    round: int
    scores: Mapping[str, Scores]
    remarks: tuple[Feedback, ...]
    blocked_by: tuple[str, ...]

    @property
    def is_rated(self) -> bool:
        """Say whether anybody was asked for a score, even where all answered that they cannot judge."""
        return any(self.scores.values())

    @property
    def raters(self) -> tuple[str, ...]:
        """Return the participants who answered for any aspect."""
        return tuple(dict.fromkeys(rater for answers in self.scores.values() for rater in answers))

    @property
    def is_spoken_of(self) -> bool:
        """Say whether anybody rated or remarked anything."""
        return self.is_rated or bool(self.remarks)

    def without(self, participant: str) -> Votes:
        """Return the votes without all that one participant said."""
        return Votes(
            target=self.target,
            round=self.round,
            scores={
                aspect: {rater: score for rater, score in answers.items() if rater != participant}
                for aspect, answers in self.scores.items()
            },
            remarks=tuple(entry for entry in self.remarks if entry.participant != participant),
            blocked_by=tuple(rater for rater in self.blocked_by if rater != participant),
        )


def gather(feedback: Iterable[Feedback]) -> dict[str, dict[int, Votes]]:
    """Return the votes by target (in the order of the record) and round (the first one first).

    One rater's later answer to the same question in the same round replaces the earlier one.
    """
    found: dict[str, dict[int, list[Feedback]]] = {}
    for entry in feedback:
        found.setdefault(entry.target, {}).setdefault(entry.round, []).append(entry)
    return {
        target: {number: _votes(target, number, rounds[number]) for number in sorted(rounds)}
        for target, rounds in found.items()
    }


def standing(rounds: Mapping[int, Votes], until: int | None = None) -> Votes:
    """Return the votes that stand for a target: those of the last round in which it was rated, with later comments.

    ``until`` looks back: what stood after that round.
    """
    known = [votes for number, votes in rounds.items() if until is None or number <= until]
    # Somebody who only comments after the last rating opens no new round of ratings.
    last = next((votes for votes in reversed(known) if votes.is_rated), known[-1])
    later = [votes for votes in known if votes.round >= last.round]
    return Votes(
        target=last.target,
        round=last.round,
        scores=last.scores,
        remarks=tuple(entry for votes in later for entry in votes.remarks),
        blocked_by=tuple(rater for votes in later for rater in votes.blocked_by),
    )


def rater_means(scores: Mapping[str, Scores], rule: VerdictRule) -> dict[str, float]:
    """Return each rater's weighted mean over the aspects that rater could judge; who could judge none has no mean."""
    weights = [weight_of(rule, aspect) for aspect in ASPECTS]
    means = {}
    for rater in dict.fromkeys(rater for answers in scores.values() for rater in answers):
        weighed = total = 0.0
        for aspect, weight in zip(ASPECTS, weights, strict=True):
            score = scores[aspect].get(rater)
            if score is not None:
                weighed += weight * score
                total += weight
        if total > 0:
            means[rater] = fine(weighed / total)
    return means


def weight_of(rule: VerdictRule, aspect: str) -> float:
    """Return the weight of an aspect; one the rule does not name weighs 1."""
    return rule.weights.get(aspect, 1.0)  # type: ignore[call-overload, no-any-return]


def fine(mean: float) -> float:
    """Return a mean to nine decimals: 4, 4, 4 weighed .2, .3, .5 is a 4 and not 3.9999999999999996."""
    return math.floor(mean * FINE + 0.5) / FINE


def _votes(target: str, number: int, entries: list[Feedback]) -> Votes:
    scores: dict[str, dict[str, int | None]] = {aspect: {} for aspect in ASPECTS}
    for entry in entries:
        if entry.aspect:
            scores[entry.aspect][entry.participant] = entry.score
    return Votes(
        target=target,
        round=number,
        scores=scores,
        remarks=tuple(entry for entry in entries if entry.comment or entry.proposed or entry.blocking),
        blocked_by=tuple(entry.participant for entry in entries if entry.blocking),
    )
