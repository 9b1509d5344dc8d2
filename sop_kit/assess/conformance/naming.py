"""How steps, activities, times and shares are called within a sentence about a finding."""

from __future__ import annotations

from sop_kit.errors import Amount, Phrase, phrase
from sop_kit.record.model import Record, by_id

_HOUR, _DAY = 60.0, 24 * 60.0


def named(record: Record, step: str) -> str:
    """Return a step as a sentence calls it: its id and its title, or what is done in it."""
    row = by_id(record.steps).get(step)
    called = (row.title or row.action) if row else ""
    return f"{step} {called}".strip() if called != step else step


def activity_named(activity: str) -> Phrase:
    """Return an activity of a log as a sentence calls it."""
    return phrase("“{activity}”", activity=activity)


def spell(minutes: float) -> Phrase:
    """Return a length of time in the unit that people would choose: 18 min, 2.5 h, 3 d."""
    if minutes < 1:
        return phrase("{n} s", n=_figure(minutes * 60))
    if minutes < 2 * _HOUR:
        return phrase("{n} min", n=_figure(minutes))
    if minutes < 2 * _DAY:
        return phrase("{n} h", n=_figure(minutes / _HOUR))
    return phrase("{n} d", n=_figure(minutes / _DAY))


def share(count: int, of: int) -> str:
    """Return a share in per cent; one that is neither none nor all never reads as 0 % or 100 %."""
    if not of:
        return "–"
    percent = 100 * count / of
    if 0 < percent < 1:
        return "< 1%"
    return "> 99%" if 99 < percent < 100 else f"{percent:.0f}%"  # noqa: PLR2004  per cent


def _figure(value: float) -> Amount:
    rounded = round(value, 1)
    return Amount(round(value) if value >= 100 or rounded == int(rounded) else rounded)  # noqa: PLR2004  digits
