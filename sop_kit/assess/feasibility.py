"""From ratings to verdicts: per step and chapter, with the figures a verdict rests on."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sop_kit.assess.agreement import consensus, iqr, median, wilson
from sop_kit.record.kinds import ASPECTS
from sop_kit.record.rule import Clause, Condition, VerdictRule
from sop_kit.record.tables import Feedback

GOOD = 4  # a score of 4 or 5 is agreement
DIVIDED_IQR = 1.0
LOW_MEDIAN = 3.0


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
        return self.n > 1 and self.iqr > DIVIDED_IQR

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


def judge(feedback: Iterable[Feedback], rule: VerdictRule) -> dict[str, Judgement]:
    """Return a judgement for every target with feedback, each from the last round in which it was rated.

    One rater's later answer to the same question in the same round replaces the earlier one.
    """
    by_target: dict[str, list[Feedback]] = {}
    for entry in feedback:
        by_target.setdefault(entry.target, []).append(entry)
    return {target: _judge_target(target, entries, rule) for target, entries in by_target.items()}


def figures(scores: Iterable[float | None]) -> Figures:
    """Return the figures of scores from 1 to 5; ``None`` is "cannot judge" and never counts as a 3."""
    answers = list(scores)
    known = [score for score in answers if score is not None]
    agreeing = sum(score >= GOOD for score in known)
    low, high = wilson(agreeing, len(known))
    found = Counter(map(_class, known))
    counts = (found[1], found[2], found[3], found[4], found[5])
    return Figures(
        n=len(known),
        cannot_judge=len(answers) - len(known),
        median=median(known),
        share=agreeing / len(known) if known else math.nan,
        low=low,
        high=high,
        iqr=iqr(known),
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


def _judge_target(target: str, entries: list[Feedback], rule: VerdictRule) -> Judgement:
    # Somebody who only comments after the last rating opens no new round of ratings.
    last = max((entry.round for entry in entries if entry.aspect), default=max(entry.round for entry in entries))
    current = [entry for entry in entries if entry.round >= last]
    scores: dict[str, dict[str, int | None]] = {aspect: {} for aspect in ASPECTS}
    for entry in current:
        if entry.aspect:
            scores[entry.aspect][entry.participant] = entry.score
    aspects = {aspect: figures(answers.values()) for aspect, answers in scores.items()}
    means = _means(scores, rule)
    overall = figures(means)
    blocking = sum(entry.blocking for entry in current)
    raters = len(means)
    verdict, clause = decide(aspects, overall, blocking, rule) if raters >= rule.minimum_raters else ("", None)
    return Judgement(
        target=target,
        round=last,
        raters=raters,
        aspects=aspects,
        overall=overall,
        blocking=blocking,
        comments=tuple(entry for entry in current if entry.comment or entry.proposed),
        verdict=verdict,
        clause=clause,
    )


def _means(scores: Mapping[str, Mapping[str, int | None]], rule: VerdictRule) -> list[float]:
    # One weighted mean a rater, over the aspects that rater could judge; who could judge none has no mean.
    raters = dict.fromkeys(rater for answers in scores.values() for rater in answers)
    means = []
    for rater in raters:
        weighed = [
            (rule.weights.get(aspect, 1.0), score)  # type: ignore[call-overload]
            for aspect, answers in scores.items()
            if (score := answers.get(rater)) is not None
        ]
        total = sum(weight for weight, _ in weighed)
        if total > 0:
            means.append(sum(weight * score for weight, score in weighed) / total)
    return means


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
    return (condition.at_least is None or value >= condition.at_least) and (
        condition.at_most is None or value <= condition.at_most
    )


def _class(score: float) -> int:
    # Half points of a weighted mean count with the class above, as a person would round them.
    return min(5, max(1, math.floor(score + 0.5)))
