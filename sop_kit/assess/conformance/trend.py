"""Month by month: how often a thing was judged and otherwise than written, in a line of text and back."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from sop_kit.assess.conformance.judged import Judged
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.zones import month, month_name, to_local

Month = tuple[str, int, int]  # 2024-04, how often otherwise than written, how often judged
_MONTH = re.compile(r"(\d{4}-\d{2})=(\d+)(?:/(\d+))?")


def trend_of(log: EventLog, judged: Judged) -> tuple[Month, ...]:
    """Return for each month in which something was judged how often it was broken; months by the zone of the log."""
    months = month(to_local(log.time[judged.at], log.zone))
    numbers, where = np.unique(months, return_inverse=True)
    of = np.bincount(where, minlength=len(numbers))
    broken = np.bincount(where[judged.broken], minlength=len(numbers))
    return tuple((month_name(int(number)), int(broken[place]), int(of[place])) for place, number in enumerate(numbers))


def month_text(rows: Iterable[Month]) -> str:
    """Return months as a record holds them: ``2024-04=3/40 2024-05=0/31``."""
    return " ".join(f"{name}={broken}/{of}" for name, broken, of in rows)


def months(text: str) -> tuple[Month, ...]:
    """Return the months of such a text, in order; ``2024-04=12`` only counts, so that it was judged 0 times."""
    return tuple((name, int(broken), int(of or 0)) for name, broken, of in _MONTH.findall(text))
