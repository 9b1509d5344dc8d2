"""What a log shows step by step: each activity with the step it is, and how long it took from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sop_kit.assess.conformance.judged import Judged, Places
from sop_kit.assess.conformance.mapping import StepMap
from sop_kit.assess.conformance.trend import Month, trend_of
from sop_kit.assess.logs.durations import Spread, case_durations, spread
from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.assess.logs.zones import MINUTE

MOST_TIMED = 24  # activities between which times are measured: all pairs of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An activity as one step ("" = none): events, cases, different people, and its events month by month."""

    activity: str
    step: str
    events: int
    cases: int
    people: int
    by_month: tuple[Month, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long it took from the first ``first`` of a case to its first ``second``; both empty for whole cases."""

    first: str
    second: str
    time: Spread


def activities_seen(log: EventLog, mapping: StepMap) -> tuple[Seen, ...]:
    """Return the activities of a log with their steps, the one with most events first."""
    steps = len(mapping.steps) + 1
    keys = log.activity.codes.astype(np.int64) * steps + mapping.step + 1  # no step is NOBODY, -1
    order = np.argsort(keys, kind="stable")
    begins = np.flatnonzero(np.diff(keys[order], prepend=-1))
    found = []
    for places in np.split(order, begins[1:]) if len(order) else []:
        activity, step = divmod(int(keys[places[0]]), steps)
        who = log.resource.codes[places]
        found.append(
            Seen(
                activity=log.activity.names[activity],
                step=mapping.steps[step - 1] if step else "",
                events=len(places),
                cases=len(np.unique(log.case.codes[places])),
                people=len(np.unique(who[who != NOBODY])),
                by_month=tuple((name, of, of) for name, _, of in trend_of(log, _all_of(places))),
            )
        )
    return tuple(sorted(found, key=lambda seen: -seen.events))


def durations(log: EventLog) -> tuple[Duration, ...]:
    """Return how long whole cases took, and each pair of activities that came in this order, most frequent first.

    Of a case counts the time from its earliest first to its earliest second, if that came later. Of logs with many
    activities only the most frequent are timed.
    """
    frequent = np.argsort(-np.bincount(log.activity.codes, minlength=len(log.activity.names)), kind="stable")
    chosen = frequent[:MOST_TIMED].tolist()
    first = {activity: _earliest(log, activity) for activity in chosen}
    pairs = [_between(log, first, one, other) for one in chosen for other in chosen if one != other]
    timed = sorted((pair for pair in pairs if pair.time.n), key=lambda pair: -pair.time.n)
    return (Duration(first="", second="", time=spread(case_durations(log))), *timed)


def _between(log: EventLog, first: Mapping[int, Places], one: int, other: int) -> Duration:
    begun, ended = first[one], first[other]
    both = (begun != NOBODY) & (ended > begun)
    minutes = (log.time[ended[both]] - log.time[begun[both]]) / MINUTE
    return Duration(first=log.activity.names[one], second=log.activity.names[other], time=spread(minutes))


def _earliest(log: EventLog, activity: int) -> Places:
    """Return the place of the first such event of each case, ``NOBODY`` where it has none."""
    places = np.full(log.cases, NOBODY, dtype=np.int64)
    found = np.flatnonzero(log.activity.codes == activity)[::-1]
    places[log.case.codes[found]] = found  # of several the first is written last
    return places


def _all_of(places: Places) -> Judged:
    return Judged(at=places, broken=np.ones(len(places), bool), minutes=np.empty(0))
