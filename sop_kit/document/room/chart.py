"""The pictures a room looks at: how the answers to each target are spread, and how many of each verdict there are.

They are as wide as a projected notebook whose letters are still read from the last row. What a colour says is also said
by a shape and by a word.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop_kit.assess.feasibility.judgement import Figures
from sop_kit.blocks.model import Figure
from sop_kit.document.chart_marks import ACCENT, FAINT, INK, MUTED, TYPE, WARNING, Mark, canvas, label, shortened, wide
from sop_kit.document.charts import quartiles
from sop_kit.document.room.marks import across, box, column, hollow_column, low_sign, move, spread, stop_sign
from sop_kit.document.room.rows import Row, row_words
from sop_kit.document.rule_text import aspect_names
from sop_kit.document.swimlane.textfit import fit
from sop_kit.document.view import View, verdict_name
from sop_kit.record.kinds import ASPECTS, VERDICTS

_HEAD, _FOOT, _LEGEND, _LINE = 36.0, 2.0, 26.0, 15.5
_TARGET, _OUTCOME, _SIDE = 175.0, 102.0, 10.0  # the columns left and right, and what lies between
_SLOT, _BAR, _COUNT = 14.5, 11.0, 34.0  # one score, its bar, and the room for n behind the bars
_ASPECT = 6 * _SLOT + _COUNT  # five scores and "cannot judge"
_WIDTH = _TARGET + len(ASPECTS) * _ASPECT + _OUTCOME
_LONG_ID = 70.0  # a wider one stands above its name
_LOW_SCORES, _HIGH_SCORES = (1, 2), (4, 5)
_MOVED = 0.5  # of a point: less is no change a room should talk about


@dataclass(frozen=True, slots=True)
class Size:
    """How high a row is, where in it its bars stand, how many lines of text it has, and how many make a picture.

    ``said`` writes counts over the bars, and below them what has changed.
    """

    row: float
    base: float
    bars: float
    lines: int
    most: int
    said: bool


TALK = Size(row=68.0, base=40.0, bars=23.0, lines=4, most=12, said=True)
PART = Size(row=40.0, base=29.0, bars=23.0, lines=2, most=24, said=False)
CALM = Size(row=24.0, base=20.0, bars=17.0, lines=1, most=24, said=False)


def spread_charts(view: View, rows: Sequence[Row], *, name: str, caption: str, size: Size) -> tuple[Figure, ...]:
    """Return how the answers to some targets are spread, as pictures of equal length."""
    count = math.ceil(len(rows) / size.most)
    bounds = [round(place * len(rows) / count) for place in range(count + 1)] if count else []
    parts = [rows[start:end] for start, end in pairwise(bounds)]
    names = (name if place == 1 else f"{name}-{place}" for place in range(1, count + 1))
    return tuple(
        spread_chart(view, part, name=each, caption=caption, size=size) for part, each in zip(parts, names, strict=True)
    )


def spread_chart(view: View, rows: Sequence[Row], *, name: str, caption: str, size: Size) -> Figure:
    """Return how the answers to some targets are spread, a row each, and the same in words."""
    most = max((_tallest(found) for row in rows for found in row.aspects.values()), default=1.0)
    longest = _TARGET - _SIDE if size.lines > 1 else 1.6 * _LONG_ID
    ids = wide([row.target for row in rows if row.name], most=longest, bold=True)
    parts = list(_frame(view))
    for place, row in enumerate(rows):
        top = _HEAD + place * size.row
        parts.append(across(top, _WIDTH))
        parts.extend(_about(row, ids, top, size))
        for n, aspect in enumerate(ASPECTS):
            cell = Cell(found=row.aspects[aspect], start=_TARGET + n * _ASPECT, base=top + size.base)
            parts.extend(_columns(cell, size, most))
            parts.extend(_notes(cell, row.before.get(aspect) if size.said else None))
        parts.extend(_outcome(row, top, size))
    bottom = _HEAD + len(rows) * size.row
    if size.said:
        parts.extend(_legend(view, bottom))
    height = bottom + (_LEGEND if size.said else _FOOT)
    drawn = canvas(parts, width=_WIDTH, height=height, name=name, title=caption)
    alt = view.say(
        "For each row how many gave each score from 1 to 5, and how many cannot judge (?), on feasibility, clarity and "
        "accuracy; divided and low answers are marked and said in words."
    )
    twin = tuple(row_words(view, row) for row in rows)
    return Figure(name=name, svg=drawn, alt=alt, caption=caption, twin=twin, anchor=f"figure-{name}")


def verdicts_chart(view: View, counts: Mapping[str, int], *, name: str) -> Figure:
    """Return how many targets got each verdict as one bar, the verdicts told apart by how their part is drawn."""
    say = view.say
    there = [verdict for verdict in (*VERDICTS, "") if counts.get(verdict)]
    total = sum(counts.values())
    said = [say("{verdict}: {n}", verdict=verdict_name(view, verdict), n=counts[verdict]) for verdict in there]
    parts, x, key = [], 0.0, 0.0
    for verdict, words in zip(there, said, strict=True):
        part = _WIDTH * counts[verdict] / total
        parts.append(box(x, 0, part, 24, verdict))
        parts.append(box(key, 34, 14, 14, verdict))
        parts.append(label(words, key + 19, 41, bold=True))
        x, key = x + part, key + 19 + wide([words], most=_WIDTH, bold=True) + 24
    title = say("Verdicts on {n} steps and chapters", n=total)
    drawn = canvas(parts, width=_WIDTH, height=52, name=name, title=title)
    return Figure(name=name, svg=drawn, alt=say.list(said), caption=title, twin=tuple(said), anchor=f"figure-{name}")


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one aspect, where its first score begins, and where its bars stand."""

    found: Figures
    start: float
    base: float

    def middle(self, score: float) -> float:
        """Return where the middle of a score is; "cannot judge" has the place 6."""
        return self.start + (score - 0.5) * _SLOT


def _frame(view: View) -> Iterable[Mark]:
    names = aspect_names(view)
    for n, aspect in enumerate(ASPECTS):
        start = _TARGET + n * _ASPECT
        yield label(shortened(names[aspect], _ASPECT - 4, bold=True), start, 8, bold=True)
        for place, score in enumerate("12345?"):
            yield label(score, start + (place + 0.5) * _SLOT, 25, fill=MUTED, anchor="middle")
    yield label(view.say("Verdict"), _WIDTH - _OUTCOME, 8, bold=True)
    yield label(view.say("how firm"), _WIDTH - _OUTCOME, 25, fill=MUTED)


def _about(row: Row, ids: float, top: float, size: Size) -> Iterable[Mark]:
    """Yield what a row is about, and why to talk about it, on as many lines as the row has."""
    y, room = top + _LINE / 2 + 4, _TARGET - _SIDE - (16 if row.blocking else 0)
    above = ids > _LONG_ID and size.lines > 1 and bool(row.name)
    taken, first = (0.0, 1) if above else (ids + 8, 0)
    head = shortened(row.target, ids if row.name and not above else room, bold=True)
    yield label(head, 0, y, fill=ACCENT if row.to else INK, bold=True, to=row.to)
    spare = size.lines - first - len(row.reasons)
    name = fit(row.name, room=room - taken, size=TYPE, most_lines=max(1, min(spare, 2))).lines
    for n, line in enumerate(name, start=first):
        yield label(line, taken, y + n * _LINE)
    if row.blocking:
        yield stop_sign(_TARGET - _SIDE - 6, y)
    wrapped = (fit(reason, room=_TARGET - _SIDE, size=TYPE, most_lines=2, bold=True) for reason in row.reasons)
    lines = [line for fitted in wrapped for line in fitted.lines]
    below = max(first + len(name), 1)
    for n, line in enumerate(lines[: size.lines - below], start=below):
        yield label(line, 0, y + n * _LINE, fill=WARNING, bold=True)


def _columns(cell: Cell, size: Size, most: float) -> Iterable[Mark]:
    answers = cell.found.n + cell.found.cannot_judge
    for place, count in enumerate(_bars(cell.found), start=1):
        x, tall = cell.middle(place) - _BAR / 2, size.bars * count / (answers or 1) / most
        if place <= len(cell.found.counts):
            yield column(x, cell.base, tall, wide=_BAR, fill=_colour(place))
        elif count:
            yield hollow_column(x, cell.base, tall, wide=_BAR)
        if size.said and count:
            yield label(str(count), cell.middle(place), cell.base - tall - 6.5, anchor="middle")


def _notes(cell: Cell, before: Figures | None) -> Iterable[Mark]:
    """Yield n, and below the bars the sign of what there is to warn of and how far the median has moved."""
    found, y = cell.found, cell.base + 6
    yield label(f"n={found.n}", cell.middle(6) + _SLOT / 2 + 3, cell.base - 5, fill=MUTED)
    if found.divided:
        low, high = quartiles(found.counts)
        yield spread(cell.middle(low) - 5, cell.middle(high) + 5, y)
    elif found.rated_low:
        yield low_sign(cell.middle(found.median), y)
    if before and before.n and found.n and abs(found.median - before.median) >= _MOVED:
        yield move(cell.middle(before.median), cell.middle(found.median), y + 10)


def _outcome(row: Row, top: float, size: Size) -> Iterable[Mark]:
    x, y, fill = _WIDTH - _OUTCOME, top + _LINE / 2 + 4, WARNING if row.shaky else MUTED
    verdict, *known = row.outcome
    yield label(shortened(verdict, _OUTCOME, bold=True), x, y, bold=True)
    if size.lines == 1 and known:
        room = _OUTCOME - wide([verdict], most=_OUTCOME, bold=True) - 6
        yield label(shortened(known[-1], room, bold=row.shaky), _WIDTH, y, fill=fill, bold=row.shaky, anchor="end")
        return
    for n, text in enumerate(known[: size.lines - 1], start=1):
        yield label(shortened(text, _OUTCOME, bold=row.shaky), x, y + n * _LINE, fill=fill, bold=row.shaky)


def _legend(view: View, top: float) -> Iterable[Mark]:
    say, x, y = view.say, 0.0, top + 15
    yield across(top, _WIDTH)
    signs: tuple[tuple[Callable[[float], Mark], float, str], ...] = (
        (lambda at: spread(at, at + 22, y), 22.0, say("divided")),
        (lambda at: low_sign(at + 5, y), 10.0, say("low")),
        (lambda at: stop_sign(at + 6, y), 12.0, say("blocked")),
        (lambda at: hollow_column(at, y + 6, 12, wide=_BAR), _BAR, say("cannot judge")),
        (lambda at: move(at + 3, at + 25, y), 25.0, say("median: round before, now")),
    )
    for sign, room, words in signs:
        yield sign(x)
        yield label(words, x + room + 6, y, fill=MUTED)
        x += room + 6 + wide([words], most=_WIDTH) + 20


def _bars(found: Figures) -> tuple[int, ...]:
    return (*found.counts, found.cannot_judge)


def _tallest(found: Figures) -> float:
    """Return the largest share that one score, or "cannot judge", has of those who were asked."""
    bars = _bars(found)
    return max(bars) / sum(bars) if any(bars) else 0.0


def _colour(score: int) -> str:
    return WARNING if score in _LOW_SCORES else ACCENT if score in _HIGH_SCORES else FAINT
