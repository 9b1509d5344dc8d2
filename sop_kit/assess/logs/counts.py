"""How often each activity of an event log happened, in how many cases, and by how many people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sop_kit.assess.logs.log import NOBODY

if TYPE_CHECKING:
    import numpy.typing as npt

    from sop_kit.assess.logs.log import EventLog


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCount:
    """How many events an activity had, in how many cases, by how many different people (unknown ones not counted)."""

    activity: str
    events: int
    cases: int
    people: int


def activity_counts(log: EventLog) -> tuple[ActivityCount, ...]:
    """Return the activities of a log, the one with most events first, equal ones as they first appear."""
    kinds = len(log.activity.names)
    events = np.bincount(log.activity.codes, minlength=kinds)
    cases = _different(log.activity.codes, log.case.codes, kinds)
    known = log.resource.codes != NOBODY
    people = _different(log.activity.codes[known], log.resource.codes[known], kinds)
    return tuple(
        ActivityCount(
            activity=log.activity.names[kind],
            events=int(events[kind]),
            cases=int(cases[kind]),
            people=int(people[kind]),
        )
        for kind in np.argsort(-events, kind="stable").tolist()
    )


def _different(group: npt.NDArray[np.int32], member: npt.NDArray[np.int32], groups: int) -> npt.NDArray[np.int64]:
    """Return how many different members each group has."""
    width = np.int64(int(member.max(initial=0)) + 1)
    return np.bincount(np.unique(group * width + member) // width, minlength=groups)
