"""What moved between two rounds of rating: target by target, and how far the ratings have come to rest."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from sop_kit.assess.feasibility.judgement import Figures, figures, judge_votes
from sop_kit.assess.feasibility.votes import Scores, Votes, standing
from sop_kit.record.kinds import ASPECTS
from sop_kit.record.rule import VerdictRule

Direction = Literal["up", "down", "none"]
_AT_REST = 0.5  # a median that moved by less than half a point stands where it stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """One aspect of one target in two rounds that follow one another (rounds that left it out lie between).

    ``before`` and ``after`` are the figures of the two rounds. Of the ``both`` raters who gave a score in each (the
    same pseudonym), ``up`` gave more the second time and ``down`` less.
    """

    target: str
    aspect: str
    earlier: int
    later: int
    before: Figures
    after: Figures
    both: int
    up: int
    down: int

    @property
    def moved(self) -> int:
        """Return how many of the raters who answered twice changed their score."""
        return self.up + self.down

    @property
    def median(self) -> float:
        """Return the change of the median in points; NaN when a round has no answer."""
        return self.after.median - self.before.median

    @property
    def share(self) -> float:
        """Return the change of the share of 4 and 5, from -1 to 1; NaN when a round has no answer."""
        return self.after.share - self.before.share

    @property
    def iqr(self) -> float:
        """Return the change of the interquartile range in points, negative when the raters came closer."""
        return self.after.iqr - self.before.iqr

    @property
    def direction(self) -> Direction:
        """Return where it went: by the median, by the share where the median stayed."""
        change = next((each for each in (self.median, self.share) if not math.isnan(each) and each), 0.0)
        return "up" if change > 0 else "down" if change < 0 else "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The verdict on a target as it stood after one round; "" for none."""

    round: int
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How far the ratings had come to rest from one round to the next, over all targets rated in both.

    Of ``answers`` scores given twice by the same rater, ``kept`` stayed as they were. Of ``medians`` medians (one for
    every target and aspect with answers in both rounds), ``medians_kept`` moved by less than half a point. ``up`` and
    ``down`` count the scores that rose and fell.
    """

    earlier: int
    later: int
    targets: int
    answers: int
    kept: int
    up: int
    down: int
    medians: int
    medians_kept: int

    @property
    def share(self) -> float:
        """Return the share of answers that stayed; NaN when nobody answered twice."""
        return self.kept / self.answers if self.answers else math.nan


def movements(cast: Mapping[str, Mapping[int, Votes]]) -> tuple[Movement, ...]:
    """Return what moved, for every target, aspect and pair of following rounds in which the target was rated."""
    return tuple(
        _move(before, after, aspect)
        for rounds in cast.values()
        for before, after in pairwise(votes for votes in rounds.values() if votes.is_rated)
        for aspect in ASPECTS
    )


def stability(moved: Iterable[Movement]) -> tuple[Stability, ...]:
    """Return how far the ratings had come to rest, one row for every pair of rounds, the first pair first."""
    pairs: dict[tuple[int, int], list[Movement]] = {}
    for each in moved:
        pairs.setdefault((each.earlier, each.later), []).append(each)
    return tuple(_rest(earlier, later, pairs[earlier, later]) for earlier, later in sorted(pairs))


def verdicts_by_round(cast: Mapping[str, Mapping[int, Votes]], rule: VerdictRule) -> dict[str, tuple[Turn, ...]]:
    """Return each target's verdict after every round in which it was rated, the first round first, by today's rule."""
    return {
        target: tuple(
            Turn(round=number, verdict=judge_votes(standing(rounds, number), rule).verdict)
            for number, votes in rounds.items()
            if votes.is_rated
        )
        for target, rounds in cast.items()
    }


def _move(before: Votes, after: Votes, aspect: str) -> Movement:
    steps = _differences(before.scores[aspect], after.scores[aspect])
    return Movement(
        target=after.target,
        aspect=aspect,
        earlier=before.round,
        later=after.round,
        before=figures(before.scores[aspect].values()),
        after=figures(after.scores[aspect].values()),
        both=len(steps),
        up=sum(step > 0 for step in steps),
        down=sum(step < 0 for step in steps),
    )


def _differences(before: Scores, after: Scores) -> list[int]:
    return [
        score - earlier
        for rater, score in after.items()
        if score is not None and (earlier := before.get(rater)) is not None
    ]


def _rest(earlier: int, later: int, moved: list[Movement]) -> Stability:
    told = [each.median for each in moved if not math.isnan(each.median)]
    return Stability(
        earlier=earlier,
        later=later,
        targets=len({each.target for each in moved}),
        answers=sum(each.both for each in moved),
        kept=sum(each.both - each.moved for each in moved),
        up=sum(each.up for each in moved),
        down=sum(each.down for each in moved),
        medians=len(told),
        medians_kept=sum(abs(change) < _AT_REST for change in told),
    )
