"""Small charts as SVG: what the team's ratings say step by step, and how much each role has to do.

Only colours of the pages' palette are used, so that a chart follows a page into the dark; what a colour says is also
said by a shape, a word or a figure.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from sop_kit.assess.feasibility.judgement import Figures, Judgement
from sop_kit.blocks.model import Figure
from sop_kit.document.chart_marks import (
    ACCENT,
    FAINT,
    INK,
    MUTED,
    Mark,
    bar,
    canvas,
    count_bar,
    dot,
    label,
    rule,
    shortened,
    wide,
)
from sop_kit.document.rule_text import aspect_names
from sop_kit.document.targets import target_address, target_name
from sop_kit.document.view import View, role_name, verdict_name
from sop_kit.record.kinds import ASPECTS

MOST_ROWS = 45  # of one chart: more would be too small to read on a page
LETTERS = ("R", "A", "S", "C", "I")
_ROW, _HEAD, _FOOT, _GAP = 18.0, 40.0, 30.0, 14.0
_LETTER_HEAD = 22.0
_TITLE_ROOM = 190.0
_SCALE = 112.0  # of one aspect, from 1 to 5
_ASPECT = _SCALE + _GAP
_COUNTS = 34.0  # how many answered
_LOWEST, _HIGHEST, _AGREES = 1, 5, 4
_COUNT_BAR = 62.0


def ratings_charts(view: View, judgements: Sequence[Judgement], *, name: str = "ratings") -> tuple[Figure, ...]:
    """Return the ratings as charts of at most 45 rows, the rows shared out evenly; none when nobody has rated."""
    rated = [each for each in judgements if any(figures.n for figures in each.aspects.values())]
    count = math.ceil(len(rated) / MOST_ROWS)
    bounds = [round(place * len(rated) / count) for place in range(count + 1)] if count else []
    parts = [rated[start:end] for start, end in pairwise(bounds)]
    return tuple(
        _ratings(view, part, name if place == 1 else f"{name}-{place}") for place, part in enumerate(parts, start=1)
    )


def ratings_chart(view: View, judgements: Sequence[Judgement], *, name: str = "ratings") -> Figure | None:
    """Return the ratings of at most 45 targets as one chart; nothing when nobody has rated."""
    return next(iter(ratings_charts(view, judgements[:MOST_ROWS], name=name)), None)


def load_chart(view: View, *, name: str = "load") -> Figure | None:
    """Return how often each role stands in the RACI matrix, letter by letter; nothing without steps."""
    say = view.say
    counts = _load(view)
    if not counts:
        return None
    roles = sorted(counts, key=lambda role: -counts[role]["R"])
    letters = [letter for letter in LETTERS if any(count[letter] for count in counts.values())]
    names = wide([role_name(view, role) for role in roles], most=_TITLE_ROOM)
    most = max(max(count.values()) for count in counts.values())
    starts = [names + _GAP + n * (_COUNT_BAR + 2 * _GAP) for n in range(len(letters))]
    parts = [
        label(letter, start, _LETTER_HEAD / 2, fill=ACCENT, bold=True)
        for letter, start in zip(letters, starts, strict=True)
    ]
    for row, role in enumerate(roles):
        y = _LETTER_HEAD + (row + 0.5) * _ROW
        parts.append(label(shortened(role_name(view, role), names), 0, y))
        for letter, start in zip(letters, starts, strict=True):
            parts.extend(count_bar(start, y, counts[role][letter], _COUNT_BAR * counts[role][letter] / most))
    title = say("Load per role: in how many steps it does (R), answers (A), helps (S), is asked (C), is told (I)")
    drawn = canvas(
        parts,
        width=starts[-1] + _COUNT_BAR + 2 * _GAP,
        height=_LETTER_HEAD + len(roles) * _ROW,
        name=name,
        title=title,
    )
    twin = tuple(
        f"{role_name(view, role)}{say(': ')}" + say.list([f"{letter} {counts[role][letter]}" for letter in letters])
        for role in roles
    )
    return Figure(name=name, svg=drawn, alt=title, caption=title, twin=twin, anchor=f"figure-{name}")


def _load(view: View) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for step in view.record.steps:
        parts = ((step.role,), step.accountable, step.supporting, step.consulted, step.informed)
        for letter, roles in zip(LETTERS, parts, strict=True):
            for role in roles:
                counts.setdefault(role, Counter())[letter] += 1
    return counts


def _ratings(view: View, judgements: Sequence[Judgement], name: str) -> Figure:
    say = view.say
    ids = wide([each.target for each in judgements], most=90.0, bold=True)
    left = ids + 8 + _TITLE_ROOM + _GAP
    count_at = left + len(ASPECTS) * _ASPECT
    verdict_at = count_at + _COUNTS
    verdicts = [_outcome(view, each) for each in judgements]
    bottom = _HEAD + len(judgements) * _ROW
    parts = [*_frame(view, left, bottom)]
    for row, (each, verdict) in enumerate(zip(judgements, verdicts, strict=True)):
        y = _HEAD + (row + 0.5) * _ROW
        parts.extend(_target(view, each.target, ids, y))
        for n, aspect in enumerate(ASPECTS):
            parts.extend(_aspect(each.aspects[aspect], left + n * _ASPECT, y))
        parts.append(label(_answers(each), count_at, y, fill=MUTED))
        parts.append(label(verdict, verdict_at, y))
    width = verdict_at + wide([*verdicts, say("Verdict")], most=160.0, bold=True)
    parts += [label("n", count_at, _HEAD / 3, fill=MUTED), label(say("Verdict"), verdict_at, _HEAD / 3, bold=True)]
    parts.extend(_legend(view, bottom + _FOOT / 2 + 2))
    caption = say("Ratings of the last round, {n} targets", n=len(judgements))
    alt = say(
        "For each step the median and the middle half of the answers from 1 to 5, for feasibility, clarity and "
        "accuracy, and how many answered."
    )
    drawn = canvas(parts, width=width, height=bottom + _FOOT, name=name, title=caption)
    # The table of all figures, folded right below the chart, is its twin.
    return Figure(name=name, svg=drawn, alt=alt, caption=caption, anchor=f"figure-{name}")


def _frame(view: View, left: float, bottom: float) -> Iterable[Mark]:
    names = aspect_names(view)
    for n, aspect in enumerate(ASPECTS):
        start = left + n * _ASPECT
        yield label(names[aspect], start, _HEAD / 3, bold=True)
        for score in range(_LOWEST, _HIGHEST + 1):
            x = _x(start, score)
            yield label(str(score), x, _HEAD - 9, fill=MUTED, anchor="middle")
            yield rule(x, _HEAD, bottom, strong=score == _AGREES)


def _target(view: View, target: str, ids: float, y: float) -> Iterable[Mark]:
    to = target_address(view, target)
    yield label(shortened(target, ids, bold=True), 0, y, fill=ACCENT if to else INK, bold=True, to=to)
    about = target_name(view, target)
    if about:
        yield label(shortened(about, _TITLE_ROOM), ids + 8, y)


def _aspect(figures: Figures, start: float, y: float) -> Iterable[Mark]:
    if not figures.n:
        return (label("–", _x(start, 3), y, fill=FAINT, anchor="middle"),)
    low, high = quartiles(figures.counts)
    return (
        bar(_x(start, low), _x(start, high), y, warning=figures.divided),
        dot(_x(start, figures.median), y, warning=figures.rated_low),
    )


def _answers(judgement: Judgement) -> str:
    """Return how many answered for each aspect, from the fewest to the most."""
    counts = sorted({figures.n for figures in judgement.aspects.values()})
    return str(counts[0]) if len(counts) == 1 else f"{counts[0]}–{counts[-1]}"


def _legend(view: View, y: float) -> Iterable[Mark]:
    say = view.say
    signs = (
        (dot, False, say("median")),
        (_span, False, say("middle half of the answers")),
        (_span, True, say("divided: it spans more than one point")),
        (dot, True, say("low: median 3 or less")),
    )
    x = 10.0
    for draw, warning, words in signs:
        yield draw(x, y, warning=warning)
        yield label(words, x + 15, y, fill=MUTED)
        x += 15 + wide([words], most=400.0) + 24


def _span(x: float, y: float, *, warning: bool) -> Mark:
    return bar(x - 6, x + 6, y, warning=warning)


def _x(start: float, score: float) -> float:
    return start + 6 + (_SCALE - 12) * (score - _LOWEST) / (_HIGHEST - _LOWEST)


def quartiles(counts: Sequence[int]) -> tuple[float, float]:
    """Return the quartiles of scores by linear interpolation (type 7), as everywhere in the kit."""
    scores = [score for score, count in enumerate(counts, start=_LOWEST) for _ in range(count)]

    def at(share: float) -> float:
        place = share * (len(scores) - 1)
        below = math.floor(place)
        above = min(below + 1, len(scores) - 1)
        return scores[below] + (place - below) * (scores[above] - scores[below])

    return at(0.25), at(0.75)


def _outcome(view: View, judgement: Judgement) -> str:
    say = view.say
    verdict = verdict_name(view, judgement.verdict) if judgement.verdict else "–"
    return say("{verdict}, {n} blocking", verdict=verdict, n=judgement.blocking) if judgement.blocking else verdict
