"""Events month by month, as the clock of a time zone counts months."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from sop_kit.assess.logs.zones import month, month_name, to_local

if TYPE_CHECKING:
    import numpy.typing as npt

    from sop_kit.assess.logs.log import EventLog


def by_month(log: EventLog, zone: str = "") -> Mapping[str, Mapping[str, int]]:
    """Return for each activity how many of its events fall into each month: ``{"Deployed": {"2024-04": 12}}``.

    Months are those of ``zone``, of the log's own zone when none is given; months without such an event are left out.
    """
    first, months = _months(log, zone)
    width = int(months.max(initial=0)) + 1
    counts = np.bincount(log.activity.codes * np.int64(width) + months, minlength=len(log.activity.names) * width)
    table = counts.reshape(len(log.activity.names), width)
    return {name: _named(row, first) for name, row in zip(log.activity.names, table, strict=True)}


def events_by_month(log: EventLog, zone: str = "") -> Mapping[str, int]:
    """Return how many events fall into each month, of all activities."""
    first, months = _months(log, zone)
    return _named(np.bincount(months), first)


def _months(log: EventLog, zone: str) -> tuple[int, npt.NDArray[np.int64]]:
    months = month(to_local(log.time, zone or log.zone))
    first = int(months.min()) if len(months) else 0
    return first, months - first


def _named(counts: npt.NDArray[np.int64], first: int) -> dict[str, int]:
    return {month_name(first + int(at)): int(counts[at]) for at in np.flatnonzero(counts)}
