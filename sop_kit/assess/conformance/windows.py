"""Hours in which something may happen: ``Mon-Thu 09:30-17:00; Fri 09:30-16:00`` read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sop_kit.assess.conformance.window_words import Clause, clauses

DAY = 24 * 60  # minutes
WEEK = 7 * DAY


@dataclass(frozen=True, slots=True)
class Hours:
    """When in a week something may happen: spans in minutes since Monday 00:00, apart from each other and in order.

    Both ends of a span belong to it: 17:00:00 is still within 09:30-17:00, and 17:00:01 is not.
    """

    spans: tuple[tuple[int, int], ...]


def read_hours(text: str) -> Hours | None:
    """Return the hours that a text says, ``None`` when it cannot be read as a whole.

    Days are written in English or Chinese, alone (``Fri``, ``周五``), as a row (``Mon-Thu``, ``周一至周四``) or by kind
    (``weekdays``, ``weekend``, ``daily``, ``工作日``, ``每天``). What is said of a day by its name goes before what is
    said without one, and ``Fri`` before ``Mon-Fri``: in ``9:30-17:00, Friday until 16:00`` the first holds on all
    other days, Sunday included. Hours without a day that follow those of a day are of the same day: ``Mon 9:00-12:00,
    13:00-17:00``. ``22:00-06:00`` ends on the day after. ``Sunday closed`` leaves a day out. Days that are not named
    at all are closed when others are.
    """
    found = clauses(text)
    if not found:
        return None
    general = [clause for clause in found if not clause.days]
    named = {day: _closest(clause for clause in found if day in clause.days) for day in range(7)}
    if not general and all(clause.closed for clause in found):
        # "Not on Friday" says nothing of the other days: they are free.
        general = [Clause(days=frozenset(), start=0, end=DAY)]
    usual = next((whole for clauses_of in (general, found) if (whole := _whole(clauses_of))), [])
    spans = [
        (day * DAY + start, day * DAY + end) for day in range(7) for start, end in _within(named[day] or general, usual)
    ]
    return Hours(_in_one_week(spans)) if spans else None


def _closest(of_day: Iterable[Clause]) -> list[Clause]:
    """Return what is said of a day most closely: ``Fri`` goes before ``Mon-Fri``."""
    listed = list(of_day)
    fewest = min((len(clause.days) for clause in listed), default=0)
    return [clause for clause in listed if len(clause.days) == fewest]


def _whole(of_days: Iterable[Clause]) -> list[tuple[int, int]]:
    """Return the spans of which both ends are said."""
    return [(each.start, each.end) for each in of_days if each.start is not None and each.end is not None]


def _within(of_day: Sequence[Clause], usual: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Return the spans in minutes of the day; an end that was left out is that of the usual hours."""
    for clause in () if any(each.closed for each in of_day) else of_day:
        begin = clause.start if clause.start is not None else min((first for first, _ in usual), default=0)
        stop = clause.end if clause.end is not None else max((last for _, last in usual), default=DAY)
        yield begin, stop if stop > begin else stop + DAY


def _in_one_week(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return the spans within one week, those that touch made one; what runs over Sunday night begins on Monday."""
    cut = [piece for start, end in spans for piece in _pieces(start, end)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(cut):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def _pieces(start: int, end: int) -> tuple[tuple[int, int], ...]:
    return ((start, end),) if end <= WEEK else ((start, WEEK), (0, end - WEEK))
