"""From moments to what the clock on the wall of a time zone shows, and back, for whole columns at once.

Times are milliseconds since 1970-01-01: of UTC, or of the wall clock itself. A time that the clock shows twice in
autumn is the first of the two; one that it leaves out in spring is read as if the clock had not been set yet (PEP 495,
``fold=0``).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from sop_kit.assess.logs.zone_names import zone_of

Times = npt.NDArray[np.int64]

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST_YEAR, LAST_YEAR = 1900, 2199  # a year beyond is a mark such as 9999-12-31, and no time


def to_local(time: Times, zone: str) -> Times:
    """Return what the clock of a zone shows at moments of UTC."""
    begins, offsets = _offsets(zone, *_years(time))
    return time + offsets[np.searchsorted(begins[1:], time, side="right")]


def to_utc(local: Times, zone: str) -> Times:
    """Return the moments of UTC at which the clock of a zone shows these times."""
    begins, offsets = _offsets(zone, *_years(local))
    # Set back, the clock shows an hour twice, and the first belongs to before; set ahead, it leaves an hour out, and
    # that is read as before, too.
    turns = begins[1:] + np.maximum(offsets[:-1], offsets[1:])
    return local - offsets[np.searchsorted(turns, local, side="right")]


def weekday(local: Times) -> Times:
    """Return the weekdays of times on the wall clock: 0 is Monday, 6 Sunday."""
    return (local // DAY + 3) % 7  # 1970-01-01 was a Thursday


def minute_of_day(local: Times) -> npt.NDArray[np.float64]:
    """Return the minutes since midnight of times on the wall clock, with their fractions."""
    return (local % DAY) / MINUTE


def month(local: Times) -> Times:
    """Return the months of times on the wall clock, counted from January 1970 as 0."""
    return local.astype("datetime64[ms]").astype("datetime64[M]").astype(np.int64)


def month_name(number: int) -> str:
    """Return a month as it is written: 2024-04."""
    years, months = divmod(number, 12)
    return f"{1970 + years:04}-{months + 1:02}"


def day(time: int, zone: str) -> str:
    """Return the day on which a moment of UTC falls in a zone: 2024-04-29."""
    return (_EPOCH + timedelta(milliseconds=int(to_local(np.array([time], np.int64), zone)[0]))).date().isoformat()


def _years(time: Times) -> tuple[int, int]:
    """Return the years in which times lie, with one more at each end for what another zone calls them."""
    if not len(time):
        return 1970, 1970
    first, last = np.array([time.min(), time.max()]).astype("datetime64[ms]").astype("datetime64[Y]").astype(np.int64)
    return max(int(first) + 1969, FIRST_YEAR - 1), min(int(last) + 1971, LAST_YEAR + 1)


@lru_cache(maxsize=64)
def _offsets(zone: str, first_year: int, last_year: int) -> tuple[Times, Times]:
    """Return from when on (UTC) which offset holds in a zone in these years; the first holds before them, too."""
    clock = zone_of(zone)
    now, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    offset = _offset(now, clock)
    begins, offsets = [_milliseconds(now - _EPOCH)], [offset]
    # No zone was ever set twice within a week of being set, as far as anybody wrote down; a day is finer than that.
    step = timedelta(days=1)
    while now < end:
        later = now + step
        found = _offset(later, clock)
        if found != offset:
            turn = _turn(now, later, clock)
            offset = _offset(turn, clock)
            begins.append(_milliseconds(turn - _EPOCH))
            offsets.append(offset)
        now = later
    return np.array(begins, np.int64), np.array(offsets, np.int64)


def _turn(before: datetime, after: datetime, clock: ZoneInfo) -> datetime:
    """Return the second in which the clock is set, somewhere after ``before`` and not after ``after``."""
    old = _offset(before, clock)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(middle, clock) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(moment: datetime, clock: ZoneInfo) -> int:
    return _milliseconds(moment.astimezone(clock).utcoffset() or timedelta())


def _milliseconds(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
