"""What happened month by month: releases, incidents, model changes, as the log saw them, with what the record dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Figure
from sop_kit.document.chart_marks import ACCENT, FAINT, LINE, MUTED, WARNING, Mark, canvas, label, rule, shortened, wide
from sop_kit.document.reality.chosen import last_log, whole_activities
from sop_kit.document.reality.figures import Month, months
from sop_kit.document.view import View
from sop_kit.record.in_force import day_of
from sop_kit.record.reality_tables import SeenActivity

MOST_LINES = 12
_MOST_MONTHS = 60  # a longer log is shown from its end backwards
# narrow: beside JupyterLab's file browser it still has letters to be read from the back of the room
_NAMES, _PLOT, _GAP = 176.0, 420.0, 8.0
_ROW, _BARS, _HEAD = 27.0, 20.0, 22.0
_WIDEST = 24.0  # of a month's bar
_DATE, _MONTH_ROOM = 52.0, 22.0  # what "2024-04" takes, and what the number of a month takes
# What a team remembers a year by: of a log of many activities these are shown first, trouble before change.
_TELLING = (
    re.compile(r"roll(ed|s|ing)?.?back|revert|incident|alert|outage|hotfix|回滚|事故|告警|故障|热修复", re.IGNORECASE),
    re.compile(r"release|deploy|production|model|train|发布|上线|全量|灰度|模型|训练", re.IGNORECASE),
)


class Event(NamedTuple):
    """Something that the record dates: its day, what kind of thing it is, and which."""

    day: str
    kind: str  # hotfix, mistake, publication
    name: str


def timeline_blocks(view: View) -> tuple[Block, ...]:
    """Return the timeline, or in one sentence how to get one."""
    figure = timeline(view)
    if figure is not None:
        return (figure,)
    how = view.say("Read an event log to see what happened month by month: {command}", command="sop-kit drift")
    return (Callout(tone="info", title=view.say("No event log has been read yet"), body=(plain(how),)),)


def timeline(view: View) -> Figure | None:
    """Return the last log month by month, one line an activity; nothing when no log was checked."""
    check = last_log(view.record)
    if check is None:
        return None
    rows = telling(whole_activities(view.record, check))
    span = _span(month.name for row in rows for month in months(row.by_month))
    if not span:
        return None
    say, happened = view.say, [event for event in events(view) if event.day[:7] in span]
    title = say("What happened, month by month ({first} to {last})", first=span[0], last=span[-1])
    note = say("each line has its own scale; the figure on the right is its busiest month")
    drawn = canvas(
        _marks(view, rows, span, happened),
        width=_NAMES + _GAP + _PLOT + _GAP + 34,
        height=_HEAD + (len(rows) + bool(happened)) * _ROW + (_ROW if happened else 4),
        name="timeline",
        title=title,
    )
    return Figure(
        name="timeline",
        svg=drawn,
        alt=title,
        caption=f"{title}{say('; ')}{note}",
        twin=_twin(view, rows, happened),
        anchor="figure-timeline",
    )


def telling(rows: Sequence[SeenActivity], most: int = MOST_LINES) -> list[SeenActivity]:
    """Return the activities that a year is remembered by, at most so many, the most frequent first."""
    by_weight = sorted(rows, key=lambda row: (_rank(row.activity), -row.events))
    return sorted(by_weight[:most], key=lambda row: -row.events)


def _rank(activity: str) -> int:
    return next((place for place, words in enumerate(_TELLING) if words.search(activity)), len(_TELLING))


def events(view: View) -> list[Event]:
    """Return what the record dates: hotfixes, entries of the mistake book, publications, in order."""
    record = view.record
    found = [
        *(Event(day_of(row.start), "hotfix", row.id) for row in record.hotfixes),
        *(Event(day_of(row.found), "mistake", row.id) for row in record.mistakes),
        *(Event(day_of(row.at), "publication", row.version or row.id) for row in record.publications),
    ]
    return sorted(event for event in found if event.day)


def _span(names: Iterable[str]) -> list[str]:
    """Return all months from the first to the last that is named, the last 60 of them."""
    numbers = [_number(name) for name in names]
    if not numbers:
        return []
    first, last = min(numbers), max(numbers)
    return [_name(number) for number in range(max(first, last - _MOST_MONTHS + 1), last + 1)]


def _number(name: str) -> int:
    return int(name[:4]) * 12 + int(name[5:7]) - 1


def _name(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _marks(view: View, rows: Sequence[SeenActivity], span: Sequence[str], happened: Sequence[Event]) -> list[Mark]:
    step = _PLOT / len(span)
    left = _NAMES + _GAP
    bottom = _HEAD + (len(rows) + bool(happened)) * _ROW
    marks = list(_axis(span, left, step, bottom))
    for place, row in enumerate(rows):
        base = _HEAD + (place + 1) * _ROW - 4
        marks.append(label(shortened(row.activity, _NAMES), 0, base - _BARS / 2 + 2))
        marks.extend(_bars(view, months(row.by_month), span, Box(left, base, step)))
    if happened:
        marks.extend(_happened(view, happened, span, Box(left, bottom - _ROW / 2, step)))
        marks.extend(_legend(view, happened, bottom + _ROW / 2 + 2))
    return marks


class Box(NamedTuple):
    """Where a line of the timeline stands: its left end, its height, and how wide a month is."""

    left: float
    y: float
    step: float


def _axis(span: Sequence[str], left: float, step: float, bottom: float) -> Iterable[Mark]:
    free = left  # where the next word may begin
    for place, name in enumerate(span):
        x = left + place * step
        january, near = name.endswith("-01"), any(each.endswith("-01") for each in span[1 : int(_DATE / step) + 1])
        if place == 0 or january:
            yield rule(x, _HEAD - 6, bottom)
        words = name if place == 0 and not near else name[:4] if january else name[5:]
        if x >= free and (january or (place == 0 and not near) or step >= _MONTH_ROOM):
            yield label(words, x + 2, _HEAD / 2 - 3, fill=MUTED)
            free = x + wide([words], most=_DATE) + 6


def _bars(view: View, found: Sequence[Month], span: Sequence[str], box: Box) -> Iterable[Mark]:
    counts = {month.name: month.times for month in found if month.name in span}
    most = max(counts.values(), default=0)
    if not most:
        return
    wide_bar = min(max(box.step - 1.2, 1.0), _WIDEST)
    shape = "".join(
        f"M{box.left + place * box.step:.1f} {box.y:.1f}v-{max(1.5, _BARS * counts[name] / most):.1f}h{wide_bar:.1f}"
        f"V{box.y:.1f}z"
        for place, name in enumerate(span)
        if counts.get(name)
    )
    yield Mark(0, f'fill="none" stroke="{LINE}"', f"M{box.left:.1f} {box.y:.1f}h{_PLOT:.1f}")
    yield Mark(1, f'fill="{ACCENT}"', shape)
    yield label(view.say.number(most), box.left + _PLOT + _GAP, box.y - _BARS / 2 + 2, fill=MUTED)


def _happened(view: View, happened: Sequence[Event], span: Sequence[str], box: Box) -> Iterable[Mark]:
    yield label(view.say("From the record"), 0, box.y)
    first = _number(span[0])
    for event in happened:
        share_of_month = (int(event.day[8:10]) - 1) / 31
        x = box.left + (_number(event.day) - first + share_of_month) * box.step
        # what became of a mistake on the day it was found stands above it, not on it
        yield _sign(event.kind, x, box.y + {"hotfix": -6.0, "mistake": 6.0}.get(event.kind, 0.0))


def _legend(view: View, happened: Sequence[Event], y: float) -> Iterable[Mark]:
    x = _NAMES + _GAP + 8
    used = {event.kind for event in happened}
    for kind, words in _kinds(view).items():
        if kind in used:
            yield _sign(kind, x, y)
            yield label(words, x + 11, y, fill=MUTED)
            x += 11 + wide([words], most=300.0) + 24


def _sign(kind: str, x: float, y: float) -> Mark:
    """Return the sign of a dated thing: told by its shape, besides its colour."""
    shapes = {
        "hotfix": (f'fill="{WARNING}"', f"M{x:.1f} {y - 6:.1f}l5.5 10h-11z"),
        "mistake": (f'fill="none" stroke="{WARNING}" stroke-width="1.6"', f"M{x:.1f} {y - 5:.1f}l5 5-5 5-5-5z"),
        "publication": (f'fill="none" stroke="{FAINT}" stroke-width="3"', f"M{x:.1f} {y - 8:.1f}v16"),
    }
    look, shape = shapes[kind]
    return Mark(2, look, shape)


def _kinds(view: View) -> dict[str, str]:
    say = view.say
    return {"hotfix": say("hotfix"), "mistake": say("mistake book"), "publication": say("SoP published")}


def _twin(view: View, rows: Sequence[SeenActivity], happened: Sequence[Event]) -> tuple[str, ...]:
    say, kinds = view.say, _kinds(view)
    lines = []
    for row in rows:
        found = months(row.by_month)
        most = max(found, key=lambda month: month.times, default=None)
        if most is None:
            continue
        words = say(
            "{n} times from {first} to {last}, most in {month} ({most})",
            n=say.number(row.events),
            first=found[0].name,
            last=found[-1].name,
            month=most.name,
            most=say.number(most.times),
        )
        lines.append(f"{row.activity}{say(': ')}{words}")
    lines += [f"{say.day(event.day)}{say(': ')}{kinds[event.kind]} {event.name}" for event in happened]
    return tuple(lines)
