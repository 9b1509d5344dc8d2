"""Rules about the clock and about people: hours in which something may happen, how long it may take, four eyes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sop_kit.assess.conformance.judged import Judged, Marks, of_cases, of_events
from sop_kit.assess.conformance.neighbours import after, minutes_apart, occurrences
from sop_kit.assess.conformance.windows import DAY, WEEK, Hours
from sop_kit.assess.logs.durations import case_durations
from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.assess.logs.zones import MINUTE, to_local

_MONDAY = 3 * DAY * MINUTE  # 1970-01-01 was a Thursday: so long after it a week had passed since Monday


def within_hours(hours: Hours, local_ms: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Say of each moment, in milliseconds of the wall clock since 1970, whether it lies within the hours."""
    starts = np.array([start for start, _ in hours.spans], dtype=np.int64) * MINUTE
    ends = np.array([end for _, end in hours.spans], dtype=np.int64) * MINUTE
    of_week = (local_ms + _MONDAY) % (WEEK * MINUTE)
    place = np.searchsorted(starts, of_week, side="right") - 1
    inside: npt.NDArray[np.bool_] = (place >= 0) & (of_week <= ends[place])
    # The last moment of Sunday is the first of Monday.
    midnight: npt.NDArray[np.bool_] = (of_week == 0) & (ends[-1] == WEEK * MINUTE)
    return inside | midnight


def time_window(log: EventLog, first: Marks, hours: Hours, zone: str) -> Judged:
    """Judge that each first lies within the hours, by the clock on the wall of a time zone."""
    return of_events(first, ~within_hours(hours, to_local(log.time, zone)))


def duration(log: EventLog, first: Marks, second: Marks, longest: float) -> Judged:
    """Judge that from each first to the next second of its case no more minutes pass than allowed.

    Where no second comes there is nothing to measure: that it must come is what ``response`` says.
    """
    minutes = minutes_apart(log, after(log, second))
    return of_events(first & ~np.isnan(minutes), minutes > longest, minutes)


def case_duration(log: EventLog, first: Marks | None, longest: float) -> Judged:
    """Judge that each case, or each with a first, takes from its first event to its last no longer than allowed."""
    minutes = case_durations(log)
    asked = None if first is None else occurrences(log, first) > 0
    return of_cases(log.starts[:-1], minutes > longest, asked, minutes)


def four_eyes(log: EventLog, first: Marks, second: Marks) -> Judged:
    """Judge that nobody does the second in a case in which they also did the first, earlier or later.

    Each second in a case with a first is judged. Where nobody is named, neither can be told: a second without a
    resource is undecided, and so is one beside a first without a resource, unless the same person did another first.
    A machine is taken like a person: when one and the same machine did both, nobody looked.
    An event that is both a first and a second is taken as a second.
    """
    people = len(log.resource.names) + 1
    who = log.resource.codes.astype(np.int64)
    pairs = log.case.codes.astype(np.int64) * people + who
    known = who != NOBODY
    same = second & known & np.isin(pairs, pairs[first & known & ~second])
    asked = second & (occurrences(log, first & ~second)[log.case.codes] > 0)
    nameless = occurrences(log, first & ~second & ~known)[log.case.codes] > 0
    return of_events(asked, same, undecided=~same & (~known | nameless))
