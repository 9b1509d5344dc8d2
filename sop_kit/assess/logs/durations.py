"""How long things took in an event log, in minutes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sop_kit.assess.logs.zones import MINUTE

if TYPE_CHECKING:
    import numpy.typing as npt

    from sop_kit.assess.logs.log import EventLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something took: how often it was measured, and the minutes within which half and nine tenths lay.

    Quantiles are of type 7 (Hyndman and Fan 1996: linear between the two nearest); NaN when nothing was measured.
    """

    n: int
    p50: float
    p90: float


def spread(minutes: npt.NDArray[np.float64]) -> Spread:
    """Return the spread of durations."""
    if not len(minutes):
        return Spread(n=0, p50=math.nan, p90=math.nan)
    p50, p90 = np.quantile(minutes, (0.5, 0.9))
    return Spread(n=len(minutes), p50=float(p50), p90=float(p90))


def case_durations(log: EventLog) -> npt.NDArray[np.float64]:
    """Return the minutes from the first to the last event of each case, 0 for a case of one event."""
    return (log.time[log.starts[1:] - 1] - log.time[log.starts[:-1]]) / MINUTE


def throughput(log: EventLog, first: str, last: str) -> Spread:
    """Return how long it took from one activity to another.

    Of each case counts the time from its earliest ``first`` to its earliest ``last``. A case that lacks one of them, or
    in which ``last`` came before ``first``, does not count. An activity that the log does not know was never seen.
    """
    begun, ended = _earliest(log, first), _earliest(log, last)
    both = (begun >= 0) & (ended >= 0)
    begun, ended = begun[both], ended[both]
    return spread((log.time[ended] - log.time[begun])[ended >= begun] / MINUTE)


def _earliest(log: EventLog, activity: str) -> npt.NDArray[np.int64]:
    """Return the place of the first such event of each case, -1 where there is none."""
    places = np.full(log.cases, -1, np.int64)
    if activity not in log.activity.names:
        return places
    found = np.flatnonzero(log.activity.codes == log.activity.names.index(activity))
    case = log.case.codes[found]
    places[case[::-1]] = found[::-1]  # of several the one written last stays, which is the first
    return places
