"""The parts of a swimlane picture as SVG text: heads, boxes, lines, marks.

Colours stand as attributes so that every viewer shows them; the class names let a page's own style recolour them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import Mark, PlacedBox, PlacedColumn, PlacedLane, Point, Rect, Route
from sop_kit.document.textfit import clean

INK, MUTED, LINE, PAPER, WASH = "#1b2430", "#566171", "#d3dae3", "#ffffff", "#f5f7fa"
ACCENT, ACCENT_SOFT = "#0b5cad", "#e7f0fa"
WARN, WARN_SOFT = "#8a5200", "#fff3de"
MISSING, MISSING_SOFT = "#6a3d9a", "#f3edfa"

_ROUND = 5.0  # radius of a bend
_HEAD_LENGTH, _HEAD_HALF = 8.0, 3.6
_BASELINE = 0.36  # of the type size, from the middle of a line down to its baseline


def number(value: float) -> str:
    """Return a number as short as it can be written."""
    return f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")  # noqa: E501, PLR2004


def text(  # noqa: PLR0913 - a text has this many sides
    lines: Sequence[str],
    x: float,
    middle: float,
    *,
    size_: float,
    step: float,
    look: str,
    anchor: str = "start",
    indent: float = 0.0,
) -> str:
    """Return lines of text, centred around a height; the first one begins ``indent`` further in."""
    first = middle - (len(lines) - 1) * step / 2 + size_ * _BASELINE
    spans = "".join(
        f'<tspan x="{number(x if row else x + indent)}" y="{number(first + row * step)}">{escape(line)}</tspan>'
        for row, line in enumerate(lines)
    )
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text font-size="{number(size_)}"{where} {look}>{spans}</text>'


def rect(area: Rect, look: str, *, radius: float = 0) -> str:
    """Return a rectangle."""
    x, y, w, h = (number(side) for side in area)
    corner = f' rx="{number(radius)}"' if radius else ""
    return f'<rect x="{x}" y="{y}" width="{w}" height="{h}"{corner} {look}/>'


def lane_band(lane: PlacedLane) -> str:
    """Return the lane's border lines and its head."""
    middle = lane.head.y + lane.head.h / 2
    words = text(
        lane.lines,
        lane.head.x + size.LANE_SIDE,
        middle,
        size_=size.LANE_TYPE,
        step=size.LANE_LINE,
        look=f'class="ink" font-weight="600" fill="{INK}"',
    )
    head = rect(lane.head, f'class="wash" fill="{WASH}"')
    full = f"<title>{escape(clean(lane.lane.label))}</title>" if lane.cut else ""
    return f'<g>{full}{head}{words}</g>'


def border(y: float, left: float, right: float) -> str:
    """Return the line between two lanes."""
    d = f"M{number(left)} {number(y)}H{number(right)}"
    return f'<path class="lane" d="{d}" fill="none" stroke="{LINE}" stroke-width="1"/>'


def column_body(column: PlacedColumn) -> str:
    """Return the panel behind the boxes of a column."""
    area = column.area
    wide = Rect(area.x - 7, area.y, area.w + 14, area.h)
    return rect(wide, f'class="wash" fill="{WASH}"')


def column_head(column: PlacedColumn, *, last: bool) -> str:
    """Return the stage's head: a signpost that points to the next stage."""
    x, y, w, h = column.head
    x, right = x + (2 if column.number > 1 else 0), column.head.right - (2 if not last else 0)
    tip, middle = 9.0, y + h / 2
    notch = f"L{number(x + tip)} {number(middle)}" if column.number > 1 else ""
    shape = (
        f"M{number(x)} {number(y)}H{number(right - tip)}L{number(right)} {number(middle)}"
        f"L{number(right - tip)} {number(y + h)}H{number(x)}{notch}Z"
    )
    look = f'class="accent-soft" fill="{ACCENT_SOFT}"'
    digit = text(
        [str(column.number)],
        x + 17,
        middle,
        size_=size.HEAD_TYPE,
        step=0,
        look=f'class="accent" font-weight="700" fill="{ACCENT}"',
    )
    words = text(
        column.lines,
        x + size.HEAD_NUMBER,
        middle,
        size_=size.HEAD_TYPE,
        step=size.HEAD_LINE,
        look=f'class="ink" font-weight="600" fill="{INK}"',
    )
    full = f"<title>{escape(clean(column.column.label))}</title>" if column.cut else ""
    return f'<g>{full}<path d="{shape}" {look}/>{digit}{words}</g>'


def box(placed: PlacedBox, anchor: str, full: str) -> str:
    """Return a step's box as a link to the step; ``anchor`` is its id in the page, ``full`` its whole text."""
    area, marks = placed.area, placed.box.marks
    missing, pilot = "missing" in marks, "pilot" in marks
    stroke = MISSING if missing else MUTED
    edge = f'stroke="{stroke}" stroke-opacity="{"0.9" if missing else "0.55"}" stroke-width="1.1"'
    dashes = ' stroke-dasharray="2 2.5"' if pilot else ""
    shape = rect(area, f'class="box paper{" missing" if missing else ""}" fill="{PAPER}" {edge}{dashes}', radius=5)
    first = area.y + area.h / 2 - (len(placed.lines) - 1) * size.BOX_LINE / 2
    left = area.x + size.BOX_SIDE
    code = text(
        [placed.code],
        left,
        first,
        size_=size.ID_TYPE,
        step=0,
        look=f'class="accent" font-weight="700" fill="{ACCENT}"',
    )
    words = text(
        placed.lines,
        left,
        area.y + area.h / 2,
        size_=size.BOX_TYPE,
        step=size.BOX_LINE,
        look=f'class="ink" fill="{INK}"',
        indent=placed.indent,
    )
    right = area.right - size.BOX_SIDE + 2 - size.MARK_WIDTH / 2
    badges = "".join(mark(name, right - step * size.MARK_STEP, first) for step, name in enumerate(reversed(marks)))
    link = "#step-" + quote(placed.box.id, safe="", errors="replace")
    return (
        f"<a href={quoteattr(link)}><g id={quoteattr(anchor)}><title>{escape(full)}</title>"
        f"{shape}{code}{words}{badges}</g></a>"
    )


def mark(name: Mark, x: float, y: float) -> str:
    """Return the small sign of a mark, centred at a point: a shape with a letter or pattern, never colour alone."""
    if name == "hot":
        shape = f"M{number(x)} {number(y - 7)}L{number(x + 7.5)} {number(y + 6)}H{number(x - 7.5)}Z"
        sign = f'<path class="warn" d="{shape}" fill="{WARN_SOFT}" stroke="{WARN}" stroke-linejoin="round"/>'
        return sign + _letter("!", x, y + 1.6, "warn", WARN)
    if name == "one-head":
        person = (
            f"M{number(x - 6)} {number(y + 6.5)}C{number(x - 6)} {number(y - 0.5)} {number(x + 6)} {number(y - 0.5)}"
            f" {number(x + 6)} {number(y + 6.5)}Z"
        )
        round_ = f'<circle class="warn" cx="{number(x)}" cy="{number(y - 3.4)}" r="3.2" fill="{WARN}"/>'
        return f'{round_}<path class="warn" d="{person}" fill="{WARN}"/>' + _letter("1", x, y + 4, "paper", PAPER, 7)
    if name == "pilot":
        square = rect(
            Rect(x - 6.5, y - 6.5, 13, 13), f'class="muted" fill="none" stroke="{MUTED}" stroke-dasharray="2 1.6"', radius=2
        )
        return square + _letter("P", x, y, "muted", MUTED)
    shape = f"M{number(x)} {number(y - 7.5)}l7.5 7.5l-7.5 7.5l-7.5 -7.5Z"
    return f'<path class="missing" d="{shape}" fill="{MISSING_SOFT}" stroke="{MISSING}"/>' + _letter(
        "?", x, y, "missing", MISSING
    )


def _letter(char: str, x: float, y: float, name: str, colour: str, high: float = 9.5) -> str:  # noqa: PLR0913
    look = f'class="{name}" font-weight="700" fill="{colour}"'
    return text([char], x, y, size_=high, step=0, look=look, anchor="middle")


def arrow(route: Route) -> str:
    """Return an arrow with its head and label; one that goes back is dashed."""
    colour, name = (ACCENT, "arrow back accent") if route.back else (MUTED, "arrow muted")
    dashes = ' stroke-dasharray="5 3.5"' if route.back else ""
    # drawn from its head backwards: arrows that share their last piece then share the rhythm of the dashes too
    line = rounded(tuple(reversed(route.points)))
    parts = [
        f'<path class="{name}" d="{line}" fill="none" stroke="{colour}" stroke-width="1.4"{dashes}/>',
        arrow_head(route.points[-2], route.points[-1], name, colour),
    ]
    if route.label:
        area = route.label.area
        parts.append(
            text(
                route.label.lines,
                area.x if route.label.anchor == "start" else area.right,
                area.y + area.h / 2,
                size_=size.LABEL_TYPE,
                step=size.LABEL_LINE,
                look=f'class="muted" fill="{MUTED}"',
                anchor=route.label.anchor,
            )
        )
    return "".join(parts)


def arrow_head(before: Point, tip: Point, name: str, colour: str) -> str:
    """Return the head of a line that runs from ``before`` to ``tip``."""
    dx, dy = _direction(before, tip)
    base = Point(tip.x - dx * _HEAD_LENGTH, tip.y - dy * _HEAD_LENGTH)
    left = Point(base.x - dy * _HEAD_HALF, base.y + dx * _HEAD_HALF)
    right = Point(base.x + dy * _HEAD_HALF, base.y - dx * _HEAD_HALF)
    d = f"M{_at(tip)}L{_at(left)}L{_at(right)}Z"
    return f'<path class="{name} head" d="{d}" fill="{colour}"/>'


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


def longest_piece(points: Sequence[Point]) -> float:
    """Return the length of the longest straight piece."""
    return max((_length(start, end) for start, end in pairwise(points)), default=0.0)
