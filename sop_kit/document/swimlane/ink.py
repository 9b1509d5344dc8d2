"""What a swimlane picture is drawn with: colours, text, lines.

Colours stand as attributes so that every viewer shows them, and they are those of the pages' palette: a page that has
a dark mode recolours them by their value.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from xml.sax.saxutils import escape

from sop_kit.document.swimlane.facts import Point, Rect
from sop_kit.document.swimlane.textfit import clean

INK, MUTED, LINE, PAPER, WASH = "#1b2430", "#566171", "#d3dae3", "#ffffff", "#f5f7fa"
ACCENT, ACCENT_SOFT = "#0b5cad", "#e7f0fa"
WARN, WARN_SOFT = "#8a5200", "#fff3de"
MISSING, MISSING_SOFT = "#6a3d9a", "#f3edfa"

_ROUND = 4.0  # radius of a bend
_HEAD_LENGTH, _HEAD_HALF = 7.0, 3.2
_BASELINE = 0.36  # of the type size, from the middle of a line down to its baseline


class Type(NamedTuple):
    """How a text is set; ``look`` holds its colour and weight as attributes, ``size`` is 0 where a group gives it."""

    size: float
    step: float  # from line to line
    look: str = ""
    anchor: str = "start"
    inherits: bool = False  # its size stands on the group around it


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a number as short as it can be written."""
    # adding zero turns the -0.0 of rounding into 0.0
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def at(point: Point) -> str:
    """Return a point as it stands in a path."""
    return f"{number(point.x)} {number(point.y)}"


def baseline(lines: int, middle: float, how: Type) -> float:
    """Return where the first of some lines stands that are centred around a height."""
    return middle - (lines - 1) * how.step / 2 + how.size * _BASELINE


def text(lines: Sequence[str], place: Point, how: Type) -> str:
    """Return lines of text, centred around the height of a point."""
    if not any(lines):
        return ""
    first = baseline(len(lines), place.y, how)
    size = "" if how.inherits else f' font-size="{number(how.size)}"'
    anchor = "" if how.anchor == "start" else f' text-anchor="{how.anchor}"'
    look = f" {how.look}" if how.look else ""
    if len(lines) == 1:
        return f'<text x="{number(place.x)}" y="{number(first)}"{size}{anchor}{look}>{escape(lines[0])}</text>'
    spans = "".join(span(line, place.x, first + row * how.step) for row, line in enumerate(lines) if line)
    return f"<text{size}{anchor}{look}>{spans}</text>"


def span(line: str, x: float, y: float) -> str:
    """Return a line of a text."""
    return f'<tspan x="{number(x)}" y="{number(y)}">{escape(line)}</tspan>'


def rect(area: Rect, look: str, *, radius: float = 0) -> str:
    """Return a rectangle."""
    x, y, w, h = (number(side) for side in area)
    corner = f' rx="{number(radius)}"' if radius else ""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{corner}{look}/>'


def group(look: str, parts: Sequence[str]) -> str:
    """Return parts that have their look in common; nothing when there are none."""
    inside = "".join(parts)
    return f"<g {look}>{inside}</g>" if inside else ""


def with_title(drawn: str, whole: str, *, cut: bool) -> str:
    """Return what was drawn, with the whole text to be read on pointing at it when the picture cut it."""
    return f"<g><title>{escape(clean(whole))}</title>{drawn}</g>" if cut else drawn


def arrow_head(before: Point, tip: Point) -> str:
    """Return the outline of the head of a line that runs from ``before`` to ``tip``."""
    dx, dy = _direction(before, tip)
    base = Point(tip.x - dx * _HEAD_LENGTH, tip.y - dy * _HEAD_LENGTH)
    left = Point(base.x - dy * _HEAD_HALF, base.y + dx * _HEAD_HALF)
    right = Point(base.x + dy * _HEAD_HALF, base.y - dx * _HEAD_HALF)
    return f"M{at(tip)}L{at(left)}L{at(right)}Z"


def rounded(points: Sequence[Point]) -> str:
    """Return the path through the points, all pieces level or upright, with rounded bends."""
    here = Point(round(points[0].x, 1), round(points[0].y, 1))
    parts = [f"M{at(here)}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_ROUND, round(min(_length(before, corner), _length(corner, after)) / 2, 1))
        (ax, ay), (bx, by) = _direction(before, corner), _direction(corner, after)
        begin = Point(round(corner.x - ax * radius, 1), round(corner.y - ay * radius, 1))
        turn, out = Point(ax * radius, ay * radius), Point(bx * radius, by * radius)
        parts.append(f"{_straight(here, begin)}q{at(turn)} {at(Point(turn.x + out.x, turn.y + out.y))}")
        here = Point(begin.x + turn.x + out.x, begin.y + turn.y + out.y)
    return "".join([*parts, _straight(here, points[-1])])


def _straight(here: Point, to: Point) -> str:
    """Return the piece of a path from one point to another, counted from where it begins: that is shorter."""
    right, down = to.x - here.x, to.y - here.y
    return f"h{number(right)}" if abs(right) > abs(down) else f"v{number(down)}"


def _direction(start: Point, end: Point) -> tuple[int, int]:
    return (end.x > start.x) - (end.x < start.x), (end.y > start.y) - (end.y < start.y)


def _length(start: Point, end: Point) -> float:
    return abs(start.x - end.x) + abs(start.y - end.y)
