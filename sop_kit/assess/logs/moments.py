"""From the digits of times that are written alike to moments of UTC."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sop_kit.assess.logs.time_layouts import Layout, Order
from sop_kit.assess.logs.zone_names import zone_of
from sop_kit.assess.logs.zones import DAY, FIRST_YEAR, HOUR, LAST_YEAR, MINUTE, SECOND, Times, to_utc

NO_TIME = np.iinfo(np.int64).min  # stands for a text that is no time
Signs = npt.NDArray[np.uint32]  # the characters of texts: one row a text
Fits = npt.NDArray[np.bool_]
_Digits = Callable[[str], Times]  # the name of a number → its values

_PLACES = ("one", "two", "three")
_ROLES = {"day": ("day", "month", "year"), "month": ("month", "day", "year"), "year": ("year", "month", "day")}
_SIXTY, _NOON, _MIDNIGHT, _MONTHS = 60, 12, 24, 12
_SHORT_YEAR, _CENTURY_TURNS = 2, 70  # digits; 69 is 2069 and 70 is 1970
_FURTHEST_ZONE = 16  # hours; no clock is further from UTC
_MADE_OF = {"milliseconds": 1, "microseconds": 1_000, "nanoseconds": 1_000_000}  # so many are a millisecond
_EXCEL_BEGINS = -25_569 * DAY  # day 0 of Excel, 1899-12-30
_EXCEL_FIRST, _EXCEL_END = 20_000, 80_000  # days: 1954 to 2119; other numbers are no dates


def moments(layout: Layout, order: Order, signs: Signs, zone: str) -> Times:
    """Return the moments that texts of one layout name, ``NO_TIME`` where no clock ever shows what is written.

    ``order`` is that of a date made of three numbers. Times without a zone are those of ``zone``.
    """

    def digits(name: str) -> Times:
        start, end = layout.places.get(name, (0, 0))
        value = np.zeros(len(signs), np.int64)
        for place in range(start, end):
            value = value * 10 + signs[:, place] - ord("0")
        return value

    if layout.count:
        return _counted(layout, digits, zone)
    day, dated = _days(layout, order, digits)
    clock, shown = _clock(layout, digits)
    ahead, known = _ahead(layout, digits, zone)
    fits = dated & shown & known
    local = np.where(fits, day * DAY + clock, 0)
    return np.where(fits, to_utc(local, zone) if ahead is None else local - ahead, NO_TIME)


def _counted(layout: Layout, digits: _Digits, zone: str) -> Times:
    """Return moments that are counted: from 1970 in seconds or parts of them, or in days as Excel does."""
    whole = digits("whole")
    start, end = layout.places.get("part", (0, 0))
    part = digits("part") / 10.0 ** (end - start)
    if layout.count == "days":
        fits = (whole >= _EXCEL_FIRST) & (whole < _EXCEL_END)
        local = np.where(fits, _EXCEL_BEGINS + np.rint((whole + part) * DAY).astype(np.int64), 0)
        return np.where(fits, to_utc(local, zone), NO_TIME)
    if layout.count == "seconds":
        return whole * SECOND + np.rint(part * SECOND).astype(np.int64)
    return whole // _MADE_OF[layout.count]


def _days(layout: Layout, order: Order, digits: _Digits) -> tuple[Times, Fits]:
    """Return the days since 1970-01-01 that dates name, and which of these days exist."""
    places = {role: role for role in ("year", "month", "day")}
    if "one" in layout.places:
        places |= dict(zip(_ROLES[order or "day"], _PLACES, strict=True))
        if "three" not in layout.places:
            if order == "year":
                return digits("year"), np.zeros(len(digits("year")), np.bool_)
            places["year"] = "year"
    year, day = digits(places["year"]), digits(places["day"])
    month = np.full_like(day, layout.month) if layout.month else digits(places["month"])
    start, end = layout.places[places["year"]]
    if end - start <= _SHORT_YEAR:
        year += np.where(year < _CENTURY_TURNS, 2000, 1900)
    fits = (year >= FIRST_YEAR) & (year <= LAST_YEAR) & (month >= 1) & (month <= _MONTHS)
    months = np.where(fits, (year - 1970) * _MONTHS + month - 1, 0)
    first, after = _first_days(months), _first_days(months + 1)
    return first + day - 1, fits & (day >= 1) & (day <= after - first)


def _first_days(months: Times) -> Times:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def _clock(layout: Layout, digits: _Digits) -> tuple[Times, Fits]:
    """Return the milliseconds since midnight that clocks show, and whether clocks do show them."""
    hour, minute, second = digits("hour"), digits("minute"), digits("second")
    start, end = layout.places.get("part", (0, 0))
    part = digits("part") * SECOND // 10 ** (end - start)
    shown = (hour < _MIDNIGHT) & (minute < _SIXTY) & (second <= _SIXTY)  # the leap second is number 60
    shown |= (hour == _MIDNIGHT) & (minute + second + part == 0)  # the end of the day
    if layout.half == "am":
        hour = np.where(hour == _NOON, 0, hour)
    elif layout.half:
        last = _NOON - 1 if layout.half == "noon" else _NOON  # 中午11:30 is before noon, 中午1:00 after
        shown &= (hour != _NOON) | (layout.half != "night")  # 晚上12:00 may be the end of either day
        hour = np.where(hour < last, hour + _NOON, hour)
    return hour * HOUR + minute * MINUTE + second * SECOND + part, shown


def _ahead(layout: Layout, digits: _Digits, zone: str) -> tuple[Times | None, Fits]:
    """Return how far the clocks were ahead of UTC, ``None`` for those of the zone, and whether that is known."""
    hours, minutes = digits("zone_hour"), digits("zone_minute")
    known = (hours < _FURTHEST_ZONE) & (minutes < _SIXTY)
    if layout.zone is None:
        return None, known
    if layout.zone in {"", "+", "-"}:
        return (hours * HOUR + minutes * MINUTE) * (-1 if layout.zone == "-" else 1), known
    offset = _abbreviations(zone).get(layout.zone)
    return np.full_like(hours, offset or 0), known & (offset is not None)


@lru_cache(maxsize=16)
def _abbreviations(zone: str) -> dict[str, int]:
    """Return what the clock of a zone is called through the year, such as GMT and BST, and how far ahead it is then.

    Other zones' abbreviations are not read: CST alone has three meanings.
    """
    clock = zone_of(zone)
    moments = [datetime(year, month, 1, tzinfo=clock) for year in (1995, 2010, 2024) for month in (1, 7)]
    return {
        (each.tzname() or "").upper(): (each.utcoffset() or timedelta()) // timedelta(milliseconds=1)
        for each in moments
    }
