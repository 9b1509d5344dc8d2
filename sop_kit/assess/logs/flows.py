"""What directly followed what in the cases of an event log, how often, and how long it took."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sop_kit.assess.logs.zones import MINUTE

if TYPE_CHECKING:
    import numpy.typing as npt

    from sop_kit.assess.logs.log import EventLog

    _Numbers = npt.NDArray[np.int64]
    _Minutes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """An activity directly followed by another one in the same case: how often, in how many cases, within what minutes.

    An empty ``first`` is the beginning of a case, an empty ``second`` its end; these two take no time (NaN).
    """

    first: str
    second: str
    count: int
    cases: int
    p50: float
    p90: float


def flows(log: EventLog) -> tuple[Flow, ...]:
    """Return what directly followed what, the most frequent first, equal ones as their activities first appear."""
    names = (*log.activity.names, "")  # the last is both the beginning and the end
    edge = len(names) - 1
    first, second, case, minutes = _steps(log, edge)
    pairs = first * np.int64(len(names)) + second
    order = np.argsort(pairs, kind="stable")
    key, case = pairs[order], case[order]
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    # The cases of one pair stand in order: a case is another one where its number, or the pair, changes.
    another = (np.diff(case, prepend=-1) != 0) | (np.diff(key, prepend=-1) != 0)
    counts = np.diff(np.append(begins, len(key)))
    cases = np.add.reduceat(another.astype(np.int64), begins) if len(begins) else counts
    # All pairs at once: there may be a hundred thousand.
    longer = minutes[np.lexsort((minutes, pairs))]
    p50, p90 = (_quantile(longer, begins, counts, share) for share in (0.5, 0.9))
    found = [
        Flow(first=names[pair // len(names)], second=names[pair % len(names)], count=n, cases=m, p50=half, p90=most)
        for pair, n, m, half, most in zip(
            key[begins].tolist(), counts.tolist(), cases.tolist(), p50.tolist(), p90.tolist(), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda flow: -flow.count))


def _steps(log: EventLog, edge: int) -> tuple[_Numbers, _Numbers, _Numbers, _Minutes]:
    """Return each step from one event to the next, and into and out of each case: activities, case, minutes."""
    activity, case = log.activity.codes.astype(np.int64), log.case.codes.astype(np.int64)
    within = np.flatnonzero(case[1:] == case[:-1])
    heads, tails = log.starts[:-1], log.starts[1:] - 1
    edges, unknown = np.full(log.cases, edge, np.int64), np.full(log.cases, math.nan)
    return (
        np.concatenate((activity[within], edges, activity[tails])),
        np.concatenate((activity[within + 1], activity[heads], edges)),
        np.concatenate((case[within], case[heads], case[tails])),
        np.concatenate(((log.time[within + 1] - log.time[within]) / MINUTE, unknown, unknown)),
    )


def _quantile(minutes: _Minutes, begins: _Numbers, counts: _Numbers, share: float) -> _Minutes:
    """Return a quantile of each group, as ``spread`` does; a group is in order and begins where ``begins`` says."""
    place = (counts - 1) * share
    below = np.floor(place).astype(np.int64)
    low, high = minutes[begins + below], minutes[begins + np.minimum(below + 1, counts - 1)]
    quantile: _Minutes = low + (high - low) * (place - below)
    return quantile
