"""Which event of a kind comes before and after each event of its case; one pass over the log each."""

from __future__ import annotations

import numpy as np

from sop_kit.assess.conformance.judged import Marks, Minutes, Places
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.zones import MINUTE

NONE = -1


def before(log: EventLog, of_kind: Marks) -> Places:
    """Return for each event the place of the last event of a kind before it in its case, ``NONE`` without one."""
    places = np.where(of_kind, np.arange(log.events), NONE)
    latest = np.concatenate([[NONE], np.maximum.accumulate(places)[:-1]]) if log.events else places
    found: Places = np.where(latest >= log.starts[log.case.codes], latest, NONE)
    return found


def after(log: EventLog, of_kind: Marks) -> Places:
    """Return for each event the place of the next event of a kind after it in its case, ``NONE`` without one."""
    beyond = log.events
    places = np.where(of_kind, np.arange(log.events), beyond)
    soonest = np.minimum.accumulate(places[::-1])[::-1]
    following = np.concatenate([soonest[1:], [beyond]]) if log.events else places
    found: Places = np.where(following < log.starts[log.case.codes + 1], following, NONE)
    return found


def minutes_apart(log: EventLog, others: Places) -> Minutes:
    """Return the minutes between each event and another one, NaN where there is none."""
    apart: Minutes = np.abs(log.time[others] - log.time) / MINUTE
    return np.where(others == NONE, np.nan, apart)


def occurrences(log: EventLog, of_kind: Marks) -> Places:
    """Return how many events of a kind each case has."""
    counted: Places = np.bincount(log.case.codes[of_kind], minlength=log.cases).astype(np.int64)
    return counted
