"""The parts of a swimlane picture as SVG text: heads, boxes, lines, marks.

Colours stand as attributes so that every viewer shows them; class names let a page's own style recolour them. A class
stands either for a fill (ink, muted, accent, accent-soft, paper, wash, warn, warn-soft, missing, missing-soft,
arrow-head, back-head) or for a stroke (lane, box, arrow, back, edge-warn, edge-muted, edge-missing), never for both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import Mark, PlacedBox, PlacedColumn, PlacedLabel, PlacedLane, Point, Rect, Route
from sop_kit.document.textfit import clean

INK, MUTED, LINE, PAPER, WASH = "#1b2430", "#566171", "#d3dae3", "#ffffff", "#f5f7fa"
ACCENT, ACCENT_SOFT = "#0b5cad", "#e7f0fa"
WARN, WARN_SOFT = "#8a5200", "#fff3de"
MISSING, MISSING_SOFT = "#6a3d9a", "#f3edfa"

_ROUND = 5.0  # radius of a bend
_HEAD_LENGTH, _HEAD_HALF = 8.0, 3.6
_TIP = 9.0  # how far a column's head points
_BASELINE = 0.36  # of the type size, from the middle of a line down to its baseline


class Type(NamedTuple):
    """How a text is set; ``look`` holds its class, colour and weight as attributes."""

    size: float
    step: float  # from line to line
    look: str
    anchor: str = "start"


_CODE = Type(size.ID_TYPE, 0, f'class="accent" font-weight="700" fill="{ACCENT}"')
_WORDS = Type(size.BOX_TYPE, size.BOX_LINE, f'class="ink" fill="{INK}"')
_LANE = Type(size.LANE_TYPE, size.LANE_LINE, f'class="ink" font-weight="600" fill="{INK}"')
_NUMBER = Type(size.HEAD_TYPE, 0, f'class="accent" font-weight="700" fill="{ACCENT}"')
_HEAD = Type(size.HEAD_TYPE, size.HEAD_LINE, f'class="ink" font-weight="600" fill="{INK}"')
_LABEL = Type(size.LABEL_TYPE, size.LABEL_LINE, f'class="muted" fill="{MUTED}"')


def number(value: float) -> str:
    """Return a number as short as it can be written."""
    # adding zero turns the -0.0 of rounding into 0.0
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def text(lines: Sequence[str], at: Point, how: Type, *, indent: float = 0.0) -> str:
    """Return lines of text, centred around the height of a point; the first one begins ``indent`` further in."""
    first = at.y - (len(lines) - 1) * how.step / 2 + how.size * _BASELINE
    starts = [at.x + indent, *(at.x for _ in lines)]
    spans = "".join(
        f'<tspan x="{number(starts[row])}" y="{number(first + row * how.step)}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
        if line
    )
    anchor = "" if how.anchor == "start" else f' text-anchor="{how.anchor}"'
    return f'<text font-size="{number(how.size)}"{anchor} {how.look}>{spans}</text>' if spans else ""


def rect(area: Rect, look: str, *, radius: float = 0) -> str:
    """Return a rectangle."""
    x, y, w, h = (number(side) for side in area)
    corner = f' rx="{number(radius)}"' if radius else ""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{corner} {look}/>'


def lane_head(lane: PlacedLane) -> str:
    """Return the cell that names the role."""
    area = lane.head
    words = text(lane.lines, Point(area.x + size.LANE_SIDE, area.y + area.h / 2), _LANE)
    return _with_title(rect(area, f'class="wash" fill="{WASH}"') + words, lane.lane.label, cut=lane.cut)


def border(y: float, left: float, right: float) -> str:
    """Return the line between two lanes."""
    d = f"M{number(left)} {number(y)}H{number(right)}"
    return f'<path class="lane" d="{d}" fill="none" stroke="{LINE}" stroke-width="1"/>'


def column_body(column: PlacedColumn) -> str:
    """Return the panel behind the boxes of a column."""
    area = column.area
    return rect(Rect(area.x - 7, area.y, area.w + 14, area.h), f'class="wash" fill="{WASH}"')


def column_head(column: PlacedColumn, *, last: bool) -> str:
    """Return the stage's head: a signpost that points to the next stage."""
    first = column.number == 1
    left, right = column.head.x + (0 if first else 2), column.head.right - (0 if last else 2)
    top, bottom, middle = column.head.y, column.head.bottom, column.head.y + column.head.h / 2
    outline = [Point(left, top), Point(right - _TIP, top), Point(right, middle), Point(right - _TIP, bottom)]
    outline += [Point(left, bottom)] if first else [Point(left, bottom), Point(left + _TIP, middle)]
    shape = f'<path d="M{"L".join(map(_at, outline))}Z" class="accent-soft" fill="{ACCENT_SOFT}"/>'
    digit = text([str(column.number)], Point(left + _TIP + 8, middle), _NUMBER)
    words = text(column.lines, Point(left + size.HEAD_NUMBER, middle), _HEAD)
    return _with_title(shape + digit + words, column.column.label, cut=column.cut)


def box(placed: PlacedBox, anchor: str, whole: str) -> str:
    """Return a step's box as a link to the step; ``anchor`` is its id in the page, ``whole`` all it says."""
    area, marks = placed.area, placed.marks
    missing = "missing" in marks
    edge = f'stroke="{MISSING if missing else MUTED}" stroke-opacity="{"0.9" if missing else "0.55"}"'
    dashes = ' stroke-dasharray="2 2.5"' if "pilot" in marks else ""
    look = f'class="paper box{" edge-missing" if missing else ""}" fill="{PAPER}" {edge} stroke-width="1.1"{dashes}'
    left, middle = area.x + size.BOX_SIDE, area.y + area.h / 2
    first_line = middle - max(0, len(placed.lines) - 1) * size.BOX_LINE / 2
    code = text([placed.code], Point(left, first_line), _CODE)
    words = text(placed.lines, Point(left, middle), _WORDS, indent=placed.indent)
    right = area.right - size.BOX_SIDE + 2 - size.MARK_WIDTH / 2
    badges = "".join(
        mark(name, Point(right - place * size.MARK_STEP, first_line)) for place, name in enumerate(reversed(marks))
    )
    link = "#step-" + quote(placed.box.id, safe="", errors="replace")
    return (
        f"<a href={quoteattr(link)}><g id={quoteattr(anchor)}><title>{escape(whole)}</title>"
        f"{rect(area, look, radius=5)}{code}{words}{badges}</g></a>"
    )


def mark(name: Mark, at: Point) -> str:
    """Return the small sign of a mark, centred at a point: a shape with a letter or pattern, never colour alone."""
    x, y = at
    if name == "hot":
        edge = f'class="warn-soft edge-warn" fill="{WARN_SOFT}" stroke="{WARN}" stroke-linejoin="round"'
        return f'<path d="M{_at(Point(x, y - 7))}l7.5 13h-15Z" {edge}/>' + _letter("!", Point(x, y + 1.8), "warn", WARN)
    if name == "one-head":
        head = f'<circle class="warn" cx="{number(x)}" cy="{number(y - 3.4)}" r="3.2" fill="{WARN}"/>'
        body = f'<path class="warn" d="M{_at(Point(x - 6, y + 6.5))}c0 -7 12 -7 12 0Z" fill="{WARN}"/>'
        return head + body + _letter("1", Point(x, y + 4), "paper", PAPER, high=7)
    if name == "pilot":
        look = f'class="edge-muted" fill="none" stroke="{MUTED}" stroke-dasharray="2 1.6"'
        return rect(Rect(x - 6.5, y - 6.5, 13, 13), look, radius=2) + _letter("P", at, "muted", MUTED)
    look = f'class="missing-soft edge-missing" fill="{MISSING_SOFT}" stroke="{MISSING}"'
    return f'<path d="M{_at(Point(x, y - 7.5))}l7.5 7.5l-7.5 7.5l-7.5 -7.5Z" {look}/>' + _letter(
        "?", at, "missing", MISSING
    )


def _letter(char: str, at: Point, name: str, colour: str, *, high: float = 9.5) -> str:
    return text([char], at, Type(high, 0, f'class="{name}" font-weight="700" fill="{colour}"', "middle"))


def _with_title(drawn: str, whole: str, *, cut: bool) -> str:
    """Return what was drawn, with the whole text to be read on pointing at it when the picture cut it."""
    return f"<g><title>{escape(clean(whole))}</title>{drawn}</g>" if cut else drawn


def arrows(routes: Sequence[Route], *, back: bool) -> str:
    """Return the arrows to one box as one line that grows together, with heads; dashed when they lead back."""
    # One path, so that shared pieces are painted once; drawn from the heads backwards, so that all branches
    # keep the rhythm of the dashes.
    line = "".join(dict.fromkeys(rounded(tuple(reversed(route.points))) for route in routes))
    heads = dict.fromkeys(arrow_head(route.points[-2], route.points[-1], back=back) for route in routes)
    return arrow_line(line, back=back) + "".join(heads)


def arrow_line(path: str, *, back: bool) -> str:
    """Return the line of an arrow without its head."""
    look = f'class="back" stroke="{ACCENT}" stroke-dasharray="5 3.5"' if back else f'class="arrow" stroke="{MUTED}"'
    return f'<path d="{path}" {look} fill="none" stroke-width="1.4"/>'


def arrow_head(before: Point, tip: Point, *, back: bool) -> str:
    """Return the head of a line that runs from ``before`` to ``tip``."""
    dx, dy = _direction(before, tip)
    base = Point(tip.x - dx * _HEAD_LENGTH, tip.y - dy * _HEAD_LENGTH)
    left = Point(base.x - dy * _HEAD_HALF, base.y + dx * _HEAD_HALF)
    right = Point(base.x + dy * _HEAD_HALF, base.y - dx * _HEAD_HALF)
    look = f'class="back-head" fill="{ACCENT}"' if back else f'class="arrow-head" fill="{MUTED}"'
    return f'<path d="M{_at(tip)}L{_at(left)}L{_at(right)}Z" {look}/>'


def arrow_label(label: PlacedLabel, whole: str) -> str:
    """Return the label of an arrow; ``whole`` is its text when the lines do not hold all of it."""
    x = label.area.x if label.anchor == "start" else label.area.right
    words = text(label.lines, Point(x, label.area.y + label.area.h / 2), _LABEL._replace(anchor=label.anchor))
    return _with_title(words, whole, cut=label.cut)


def rounded(points: Sequence[Point]) -> str:
    """Return the path through the points with rounded bends."""
    parts = [f"M{_at(points[0])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(_ROUND, _length(before, here) / 2, _length(here, after) / 2)
        (ax, ay), (bx, by) = _direction(before, here), _direction(here, after)
        begin = Point(here.x - ax * radius, here.y - ay * radius)
        end = Point(here.x + bx * radius, here.y + by * radius)
        parts.append(f"L{_at(begin)}Q{_at(here)} {_at(end)}")
    return "".join([*parts, f"L{_at(points[-1])}"])


def _direction(start: Point, end: Point) -> tuple[int, int]:
    return (end.x > start.x) - (end.x < start.x), (end.y > start.y) - (end.y < start.y)


def _length(start: Point, end: Point) -> float:
    return abs(start.x - end.x) + abs(start.y - end.y)


def _at(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"
