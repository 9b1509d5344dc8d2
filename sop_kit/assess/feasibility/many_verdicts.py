"""The verdict on a target or process under many variants of its ratings at once: other weights, or one rater fewer.

Says of each variant exactly what ``decide`` says of it alone; one array operation takes the place of hundreds of calls.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from sop_kit.assess.agreement.small_group import consensus
from sop_kit.assess.feasibility.judgement import GOOD, ROUNDING, Figures
from sop_kit.assess.feasibility.votes import FINE, Votes, rater_means
from sop_kit.record.kinds import ASPECTS
from sop_kit.record.rule import Clause, Condition, VerdictRule

Floats: TypeAlias = npt.NDArray[np.float64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Told: TypeAlias = Callable[[str, str], Floats]  # aspect or "overall", and figure → one value a variant, or one for all

_SEED = 20_261_125
_BLOCK = 2_000_000  # scores in memory at once


def mixtures(draws: int) -> Floats:
    """Return weights of the three aspects, one row a draw, every mixture equally likely; always the same rows."""
    # The gaps between two random points of a line are spread evenly over all mixtures (Dirichlet with 1, 1, 1).
    points = np.sort(np.random.default_rng(_SEED).random((draws, len(ASPECTS) - 1)), axis=1)
    return np.diff(points, axis=1, prepend=0.0, append=1.0)


def verdicts_by_weights(
    cast: Sequence[Votes], aspects: Mapping[str, Figures], rule: VerdictRule, weights: Floats
) -> Counter[str]:
    """Return how often each verdict comes out when the aspects weigh otherwise; one row of ``weights`` a variant.

    ``cast`` is the votes on one target, or those on all steps of a process together.
    """
    scores, raters = _table(cast), len({rater for votes in cast for rater in who_scored(votes)})
    if raters < rule.minimum_raters:
        return Counter({"": len(weights)})
    given, blocking = ~np.isnan(scores), np.asarray(float(sum(len(votes.blocked_by) for votes in cast)))
    gaps = ~given.all(axis=1)
    found: Counter[str] = Counter()
    size = max(1, _BLOCK // max(1, len(scores)))
    for start in range(0, len(weights), size):
        block = weights[start : start + size]
        means = _weighed(block, np.nan_to_num(scores))
        means[:, gaps] /= _weighed(block, given[gaps])  # where no aspect is missing, the weights add up to 1
        ordered = np.sort(_fine(means), axis=1)

        def told(aspect: str, figure: str, ordered: Floats = ordered) -> Floats:
            if figure == "blocking":
                return blocking
            if aspect == "overall":
                return _figure(figure, ordered)
            return np.asarray(getattr(aspects[aspect], figure))

        found.update(_verdicts(rule, told, np.ones(len(block), dtype=bool)))
    return found


def verdicts_by_leaving(cast: Sequence[Votes], rule: VerdictRule, people: Sequence[str]) -> list[str]:
    """Return the verdict without each of the people, who are all that count; the others' votes stay as they stand."""
    means = [rater_means(votes.scores, rule) for votes in cast]
    blocks = Counter(person for votes in cast for person in votes.blocked_by)
    blocking = blocks.total() - np.array([blocks[person] for person in people], dtype=np.float64)
    left_out = _LeftOut if len(cast) == 1 else _LeftOutOfMany
    without: dict[str, Callable[[str], Floats]] = {}

    def told(aspect: str, figure: str) -> Floats:
        if figure == "blocking":
            return blocking
        if aspect not in without:
            answers = means if aspect == "overall" else [votes.scores[aspect] for votes in cast]
            without[aspect] = left_out([[given.get(person) for person in people] for given in answers])
        return without[aspect](figure)

    scored = {person for each in means for person in each}
    remaining = len(scored) - np.array([person in scored for person in people])
    return _verdicts(rule, told, remaining >= rule.minimum_raters)


def who_counts(votes: Votes) -> tuple[str, ...]:
    """Return the participants whose absence could change anything: who gave a score, or blocks."""
    return tuple(dict.fromkeys((*who_scored(votes), *votes.blocked_by)))


def who_scored(votes: Votes) -> tuple[str, ...]:
    """Return the participants who gave a score on any aspect."""
    scored = (rater for answers in votes.scores.values() for rater, score in answers.items() if score is not None)
    return tuple(dict.fromkeys(scored))


class _LeftOut:
    """The figures of one set of scores without one of its people at a time; who gave none changes nothing."""

    def __init__(self, scores: Sequence[Sequence[float | None]]) -> None:
        values = np.array(scores[0], dtype=np.float64)  # None becomes NaN, which stands last in order
        self._size = len(values)
        self._people = np.argsort(values)[: self._size - int(np.isnan(values).sum())]
        self._everybody = values[self._people]
        self._ordered = self._everybody[_all_but_one(len(self._people))]

    def __call__(self, figure: str) -> Floats:
        found = np.empty(self._size, dtype=np.float64)
        if len(self._people) < self._size:
            found[:] = _figure(figure, self._everybody[None, :])
        found[self._people] = _figure(figure, self._ordered)
        return found


class _LeftOutOfMany:
    """The same for people who gave a score in several sets, which are taken together."""

    def __init__(self, scores: Sequence[Sequence[float | None]]) -> None:
        values = np.array(scores, dtype=np.float64)
        order = np.argsort(values, axis=None)[: np.count_nonzero(~np.isnan(values))]
        ordered, owners = values.reshape(-1)[order], order % values.shape[1]
        self._ordered = [ordered[owners != person] for person in range(values.shape[1])]

    def __call__(self, figure: str) -> Floats:
        found = (_figure(figure, left[None, :]).reshape(-1)[0] for left in self._ordered)
        return np.fromiter(found, dtype=np.float64, count=len(self._ordered))


@lru_cache(maxsize=64)
def _all_but_one(n: int) -> npt.NDArray[np.intp]:
    """Return the places 0 to n - 1 without one of them, one row for each that is left out."""
    places = np.arange(max(0, n - 1))
    rows: npt.NDArray[np.intp] = places + (places >= np.arange(n)[:, None])
    return rows


def _figure(name: str, ordered: Floats) -> Floats:
    """Return a figure of many sets of scores, one row a set, each row in order; NaN of sets without any."""
    return _FIGURES[name](ordered) if ordered.shape[1] else np.asarray(np.nan)


def _median(ordered: Floats) -> Floats:
    n = ordered.shape[1]
    low, high = ordered[:, (n - 1) // 2], ordered[:, n // 2]
    middle: Floats = high if n % 2 else (low + high) / 2
    return middle


def _share(ordered: Floats) -> Floats:
    agreeing: Floats = (ordered >= GOOD).sum(axis=1) / ordered.shape[1]
    return agreeing


def _iqr(ordered: Floats) -> Floats:
    return _quantile(ordered, 0.75) - _quantile(ordered, 0.25)


def _quantile(ordered: Floats, share: float) -> Floats:
    place = share * (ordered.shape[1] - 1)
    below = int(place)
    low, high = ordered[:, below], ordered[:, min(below + 1, ordered.shape[1] - 1)]
    between: Floats = low + (high - low) * (place - below)
    return between


def _consensus(ordered: Floats) -> Floats:
    classes = np.clip(np.floor(ordered + 0.5), 1, 5)
    counts = np.stack([(classes == score).sum(axis=1) for score in range(1, 6)], axis=1)
    different, which = np.unique(counts, axis=0, return_inverse=True)
    return np.array([consensus(row) for row in different.tolist()])[which.reshape(-1)]


_FIGURES: Mapping[str, Callable[[Floats], Floats]] = {
    "median": _median,
    "share": _share,
    "iqr": _iqr,
    "consensus": _consensus,
}


def _verdicts(rule: VerdictRule, told: Told, enough: Flags) -> list[str]:
    """Return the verdict of each variant; "" where there are too few raters or no clause holds."""
    places = np.zeros(len(enough), dtype=np.intp)
    waiting = enough
    for place, clause in enumerate(rule.clauses, start=1):
        if not waiting.any():
            break
        holds = _holds(clause, told, waiting)
        places[holds] = place
        waiting = waiting & ~holds
    named = ("", *(clause.verdict for clause in rule.clauses))
    return [named[place] for place in places.tolist()]


def _holds(clause: Clause, told: Told, waiting: Flags) -> Flags:
    holds = waiting
    for condition in clause.when:
        for aspect in ASPECTS if condition.aspect == "every" else (condition.aspect,):
            holds = holds & _within(condition, told(aspect, condition.figure))
            if not holds.any():
                return holds
    return holds


def _within(condition: Condition, values: Floats) -> Flags:
    holds = ~np.isnan(values)
    if condition.at_least is not None:
        holds = holds & (values >= condition.at_least - ROUNDING)
    if condition.at_most is not None:
        holds = holds & (values <= condition.at_most + ROUNDING)
    return holds


def _table(cast: Sequence[Votes]) -> Floats:
    """Return the scores, one row a target and rater who gave any, one column an aspect; NaN for none."""
    rows = [[votes.scores[aspect].get(rater) for aspect in ASPECTS] for votes in cast for rater in who_scored(votes)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(ASPECTS))


def _weighed(weights: Floats, values: Floats | Flags) -> Floats:
    """Return the weighted sums over the aspects, one row a mixture, one column a row of values."""
    # Not as a product of matrices: that starts threads, which cost more than these few sums.
    sums: Floats = np.multiply.outer(weights[:, 0], values[:, 0])
    for place in range(1, len(ASPECTS)):
        sums += np.multiply.outer(weights[:, place], values[:, place])
    return sums


def _fine(means: Floats) -> Floats:
    return np.floor(means * FINE + 0.5) / FINE
