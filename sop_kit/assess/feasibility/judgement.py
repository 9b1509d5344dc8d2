"""From ratings to verdicts: per step and chapter, with the figures a verdict rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sop_kit.assess.agreement.small_group import consensus, middle, spread, wilson
from sop_kit.assess.feasibility.votes import Votes, gather, rater_means, standing
from sop_kit.record.rule import Clause, Condition, VerdictRule
from sop_kit.record.tables import Feedback

GOOD = 4  # a score of 4 or 5 is agreement
DIVIDED_IQR = 1.0
LOW_MEDIAN = 3.0
ROUNDING = 1e-8  # points by which a figure of rounded means may miss a bound that it meets


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of one aspect of one target.

    ``n`` answers on the scale 1 to 5, ``cannot_judge`` more gave none. ``median`` 1 to 5; ``share`` of answers of 4
    or 5 with its Wilson 95 % interval ``low`` to ``high``; ``iqr`` by type 7; ``consensus`` 0 to 1; ``counts`` of the
    scores 1, 2, 3, 4, 5. Figures without answers are NaN.
    """

    n: int
    cannot_judge: int
    median: float
    share: float
    low: float
    high: float
    iqr: float
    consensus: float
    counts: tuple[int, int, int, int, int]

    @property
    def divided(self) -> bool:
        """Say whether the raters are far apart: the middle half spans more than one point."""
        return self.n > 1 and self.iqr > DIVIDED_IQR + ROUNDING

    @property
    def rated_low(self) -> bool:
        """Say whether the middle rater does not agree (median 3 or less)."""
        return self.n > 0 and self.median <= LOW_MEDIAN


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What one round says about one target.

    ``aspects`` holds feasibility, clarity and accuracy; ``overall`` is over each rater's weighted mean. ``verdict`` is
    "" while there are fewer raters than the rule demands; ``clause`` is the place (0 first) of the rule's clause.
    """

    target: str
    round: int
    raters: int
    aspects: Mapping[str, Figures]
    overall: Figures
    blocking: int
    comments: tuple[Feedback, ...]
    verdict: str
    clause: int | None

    @property
    def is_rated(self) -> bool:
        """Say whether anybody gave a score on any aspect."""
        return any(each.n for each in self.aspects.values())


def judge(feedback: Iterable[Feedback], rule: VerdictRule) -> dict[str, Judgement]:
    """Return a judgement for every target with feedback, each from the last round in which it was rated.

    One rater's later answer to the same question in the same round replaces the earlier one.
    """
    return {target: judge_votes(standing(rounds), rule) for target, rounds in gather(feedback).items()}


def judge_votes(votes: Votes, rule: VerdictRule) -> Judgement:
    """Return the judgement that one target's votes give."""
    aspects = {aspect: figures(answers.values()) for aspect, answers in votes.scores.items()}
    means = rater_means(votes.scores, rule)
    overall = figures(means.values())
    blocking = len(votes.blocked_by)
    enough = len(means) >= rule.minimum_raters
    verdict, clause = decide(aspects, overall, blocking, rule) if enough else ("", None)
    return Judgement(
        target=votes.target,
        round=votes.round,
        raters=len(means),
        aspects=aspects,
        overall=overall,
        blocking=blocking,
        comments=tuple(entry for entry in votes.remarks if entry.comment or entry.proposed),
        verdict=verdict,
        clause=clause,
    )


def figures(scores: Iterable[float | None]) -> Figures:
    """Return the figures of scores from 1 to 5; ``None`` is "cannot judge" and never counts as a 3."""
    answers = list(scores)
    ordered = sorted(score for score in answers if score is not None)
    return _figures(tuple(ordered), len(answers) - len(ordered))


@lru_cache(maxsize=10_000)  # small groups give the same few sets of scores again and again
def _figures(ordered: tuple[float, ...], cannot_judge: int) -> Figures:
    n = len(ordered)
    agreeing = sum(score >= GOOD for score in ordered)
    low, high = wilson(agreeing, n)
    found = Counter(map(_class, ordered))
    counts = (found[1], found[2], found[3], found[4], found[5])
    return Figures(
        n=n,
        cannot_judge=cannot_judge,
        median=float(middle(ordered)),
        share=agreeing / n if n else math.nan,
        low=low,
        high=high,
        iqr=float(spread(ordered)),
        consensus=consensus(counts),
        counts=counts,
    )


def decide(
    aspects: Mapping[str, Figures], overall: Figures, blocking: int, rule: VerdictRule
) -> tuple[str, int | None]:
    """Return the verdict and the place of the clause that gave it; ``("", None)`` when no clause holds."""
    for place, clause in enumerate(rule.clauses):
        if _holds(clause, aspects, overall, blocking):
            return clause.verdict, place
    return "", None


def _holds(clause: Clause, aspects: Mapping[str, Figures], overall: Figures, blocking: int) -> bool:
    return all(
        _within(condition, value)
        for condition in clause.when
        for value in _values(condition, aspects, overall, blocking)
    )


def _values(condition: Condition, aspects: Mapping[str, Figures], overall: Figures, blocking: int) -> list[float]:
    if condition.figure == "blocking":
        return [float(blocking)]
    if condition.aspect == "every":
        chosen = list(aspects.values())
    else:
        chosen = [overall if condition.aspect == "overall" else aspects[condition.aspect]]
    return [float(getattr(figure, condition.figure)) for figure in chosen]


def _within(condition: Condition, value: float) -> bool:
    # A figure without answers (NaN) meets no bound: what nobody judged cannot carry a verdict.
    if math.isnan(value):
        return False
    return (condition.at_least is None or value >= condition.at_least - ROUNDING) and (
        condition.at_most is None or value <= condition.at_most + ROUNDING
    )


def _class(score: float) -> int:
    # Half points of a weighted mean count with the class above, as a person would round them.
    return min(5, max(1, math.floor(score + 0.5)))
