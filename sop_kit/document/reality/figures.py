"""Figures of reality as people read them: months, a trend in a dozen letters, a time span in a picture."""

from __future__ import annotations

import re
from typing import NamedTuple

from sop_kit.assess.agreement import wilson

_BARS = "▁▂▃▄▅▆▇█"
_MOST_BARS = 12
_HOUR, _DAY = 60.0, 24 * 60.0
_LONG = 2  # from two hours or days on the larger unit reads better
_MONTH = re.compile(r"(\d{4}-\d{2})=(\d+)(?:/(\d+))?")


class Month(NamedTuple):
    """How often something was seen in a month, and out of how many (0 when nobody counted that)."""

    name: str  # 2025-04
    times: int
    of: int


def months(by_month: str) -> tuple[Month, ...]:
    """Return the months of a text such as ``2024-04=3/40 2024-05=0/31``, in order, each once."""
    counts: dict[str, Month] = {}
    for name, count, of in _MONTH.findall(by_month):
        before = counts.get(name, Month(name, 0, 0))
        counts[name] = Month(name, before.times + int(count), before.of + int(of or 0))
    return tuple(counts[name] for name in sorted(counts))


class Change(NamedTuple):
    """How a rate was in the first half of the months, and how since."""

    until: str  # the last month of the first half
    before: Month
    since: Month


def short_duration(minutes: float) -> str:
    """Return a time span as a picture writes it: in the signs of all languages, and in one word that breaks nowhere."""
    if minutes < _LONG * _HOUR:
        return f"{round(minutes)}min" if minutes >= 1 else "<1min"
    return f"{round(minutes / _HOUR)}h" if minutes < _LONG * _DAY else f"{round(minutes / _DAY)}d"


def spark(by_month: str) -> str:
    """Return how a rate (or a count) went month by month, as a dozen bars at most; empty for a single month."""
    found = months(by_month)
    if len(found) < 2:  # noqa: PLR2004 - one bar shows no course
        return ""
    step = -(-len(found) // _MOST_BARS)
    parts = [found[start : start + step] for start in range(0, len(found), step)]
    rates = [_rate(part) for part in parts]
    highest = max(rates)
    if not highest:
        return ""
    top = len(_BARS) - 1
    return "".join(_BARS[round(top * rate / highest)] for rate in rates)


def halves(by_month: str) -> tuple[Month, Month] | None:
    """Return the first and the second half of the months, each as one; nothing below two months or without totals."""
    found = tuple(month for month in months(by_month) if month.of)
    if len(found) < 2:  # noqa: PLR2004
        return None
    middle = len(found) // 2
    return _sum(found[:middle]), _sum(found[middle:])


def change(by_month: str) -> Change | None:
    """Return how a rate changed from the first half of the months to the second; nothing where chance may explain it.

    Chance may when the Wilson intervals of the two halves overlap.
    """
    parts = halves(by_month)
    if parts is None:
        return None
    before, since = parts
    (low, high), (low_since, high_since) = wilson(before.times, before.of), wilson(since.times, since.of)
    if low <= high_since and low_since <= high:
        return None
    until = max(month.name for month in months(by_month) if month.of and month.name < since.name)
    return Change(until, before, since)


def _sum(part: tuple[Month, ...]) -> Month:
    return Month(part[0].name, sum(month.times for month in part), sum(month.of for month in part))


def _rate(part: tuple[Month, ...]) -> float:
    whole = _sum(part)
    return whole.times / whole.of if whole.of else float(whole.times)
