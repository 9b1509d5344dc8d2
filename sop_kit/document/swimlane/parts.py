"""The parts of a swimlane picture as SVG text: heads, boxes, arrows and their labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from sop_kit.document.swimlane import ink
from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import (
    Layout,
    PlacedBeyond,
    PlacedBox,
    PlacedColumn,
    PlacedLabel,
    PlacedLane,
    Point,
    Rect,
    Route,
)
from sop_kit.document.swimlane.ink import Type, at, group, number, rect, text
from sop_kit.document.swimlane.marks import mark

_TIP = 8.0  # how far a column's head points
_LANE = Type(size.LANE_TYPE, size.LANE_LINE, inherits=True)
_NUMBER = Type(size.HEAD_TYPE, 0, f'font-weight="700" fill="{ink.ACCENT}"', inherits=True)
_HEAD = Type(size.HEAD_TYPE, size.HEAD_LINE, inherits=True)
_LABEL = Type(size.LABEL_TYPE, size.LABEL_LINE, inherits=True)
_TAG_CORNER = 7.0
_CODE = f' font-weight="700" fill="{ink.ACCENT}"'
_BACK_LINE = f'fill="none" stroke="{ink.ACCENT}" stroke-width="1.3" stroke-dasharray="5 3"'
_LINE = f'fill="none" stroke="{ink.MUTED}" stroke-width="1.3"'
_WIDTHS = {1: 1.1, 2: 2.1, 3: 3.4}  # of arrows that were seen, by how often
# What all boxes have in common, and all labels: it stands on the group around them.
BOX_LOOK = f'font-size="{number(size.BOX_TYPE)}" fill="{ink.INK}"'
LABEL_LOOK = f'font-size="{number(size.LABEL_TYPE)}" fill="{ink.MUTED}"'
LANE_LOOK = f'font-size="{number(size.LANE_TYPE)}" font-weight="600" fill="{ink.INK}"'


class _Look(NamedTuple):
    """How an arrow is drawn: its line as attributes, and the colour of its head."""

    line: str
    colour: str


def background(layout: Layout) -> str:
    """Return the panels of the columns and the lanes with their heads."""
    bodies = (Rect(c.area.x - 6, c.area.y, c.area.w + 12, c.area.h) for c in layout.columns)
    heads = [rect(lane.head, "") for lane in layout.lanes]
    panels = group(f'fill="{ink.WASH}"', [*(rect(body, "") for body in bodies), *heads])
    left, right = layout.lanes[0].area.x, layout.lanes[0].area.right
    ys = [lane.area.y for lane in layout.lanes] + [layout.lanes[-1].area.bottom]
    borders = "".join(f"M{number(left)} {number(y)}H{number(right)}" for y in ys)
    names = group(LANE_LOOK, [lane_name(lane) for lane in layout.lanes])
    return f'{panels}<path d="{borders}" fill="none" stroke="{ink.LINE}"/>{names}'


def lane_name(lane: PlacedLane) -> str:
    """Return the words in a lane's head."""
    area = lane.head
    words = text(lane.lines, Point(area.x + size.LANE_SIDE, area.y + area.h / 2), _LANE)
    return ink.with_title(words, lane.lane.label, cut=lane.cut)


def column_heads(columns: Sequence[PlacedColumn]) -> str:
    """Return the stages' heads."""
    heads = [_column_head(column, first=column is columns[0], last=column is columns[-1]) for column in columns]
    return group(f'font-size="{number(size.HEAD_TYPE)}" font-weight="600" fill="{ink.INK}"', heads)


def _column_head(column: PlacedColumn, *, first: bool, last: bool) -> str:
    """Return the stage's head: a signpost that points to the next stage."""
    left, right = column.head.x + (0 if first else 2), column.head.right - (0 if last else 2)
    top, bottom, middle = column.head.y, column.head.bottom, column.head.y + column.head.h / 2
    outline = [Point(left, top), Point(right - _TIP, top), Point(right, middle), Point(right - _TIP, bottom)]
    outline += [Point(left, bottom)] if first else [Point(left, bottom), Point(left + _TIP, middle)]
    shape = f'<path d="M{"L".join(map(at, outline))}Z" fill="{ink.ACCENT_SOFT}"/>'
    digit = text([str(column.number)], Point(left + _TIP + 7, middle), _NUMBER)
    words = text(column.lines, Point(left + size.HEAD_NUMBER, middle), _HEAD)
    return ink.with_title(shape + digit + words, column.column.label, cut=column.cut)


def box(placed: PlacedBox, whole: str) -> str:
    """Return a step's box as a link to the step; ``whole`` is all it says, "" where the box itself says it."""
    area, marks = placed.area, placed.marks
    colour = ink.MISSING if "missing" in marks else ink.MUTED
    dashes = ' stroke-dasharray="2 2.5"' if "pilot" in marks else ""
    first = ink.baseline(len(placed.lines), area.y + area.h / 2, Type(size.BOX_TYPE, placed.leading))
    right = area.right - placed.inset + 1 - size.MARK_WIDTH / 2
    middle = first - ink.baseline(1, 0, Type(size.BOX_TYPE, 0))
    badges = "".join(
        mark(name, Point(right - place * size.MARK_STEP, middle)) for place, name in enumerate(reversed(marks))
    )
    outline = rect(area, f' fill="{ink.PAPER}" stroke="{colour}"{dashes}', radius=4)
    words = _words(placed, Point(area.x + placed.inset, first))
    title = f"<title>{escape(whole)}</title>" if whole else ""
    inside = f"{title}{outline}{words}{badges}"
    if not placed.box.step:
        return f"<g>{inside}</g>" if whole else inside
    return f"<a href={quoteattr(step_link(placed.box.step))}>{inside}</a>"


def step_link(step: str) -> str:
    """Return the address of a step in its page."""
    return "#step-" + quote(step, safe="", errors="replace")


def _words(placed: PlacedBox, first: Point) -> str:
    """Return the id and the words of a box; ``first`` is where its first line begins."""
    y = first.y + placed.row * placed.leading
    code = f"<tspan{_CODE}>{escape(placed.code)}</tspan>" if placed.code else ""
    lines = placed.lines[placed.row :]
    beside = lines[0] if lines else ""
    words = f'<tspan x="{number(first.x + placed.indent)}">{escape(beside)}</tspan>' if beside else ""
    rest = "".join(ink.span(line, first.x, y + row * placed.leading) for row, line in enumerate(lines) if row and line)
    inside = code + words + rest
    return f'<text x="{number(first.x)}" y="{number(y)}">{inside}</text>' if inside else ""


def arrows(routes: Sequence[Route]) -> str:
    """Return the arrows, those that lead back below the others."""
    parts = []
    looks = {_look(route): None for route in sorted(routes, key=_order)}
    for look in looks:
        nets: dict[str, list[Route]] = defaultdict(list)
        for route in routes:
            if _look(route) == look:
                nets[route.arrow.target].append(route)
        # One path for all of a look, so that shared pieces are painted once; drawn from the heads backwards, so that
        # all branches keep the rhythm of the dashes.
        lines = dict.fromkeys(arrow_line(route) for net in nets.values() for route in net)
        parts.append(f'<path d="{"".join(lines)}" {look.line}/>')
        heads = dict.fromkeys(arrow_tip(route) for net in nets.values() for route in net)
        parts.append(_heads("".join(heads), look.colour))
    return "".join(parts)


def arrow_line(route: Route) -> str:
    """Return the outline of an arrow's line, from its head backwards."""
    return _line_through(route.points)


@lru_cache(maxsize=4096)
def _line_through(points: tuple[Point, ...]) -> str:
    # A board draws the same arrows again and again, and each of them a second time alone.
    return ink.rounded(points[::-1])


def arrow_tip(route: Route) -> str:
    """Return the outline of an arrow's head."""
    return ink.arrow_head(*route.points[-2:])


def _order(route: Route) -> tuple[bool, int]:
    """Return in which order arrows are painted: those that lead back first, of those that were seen the thin ones last.

    A thin line that joins a thick one would vanish below it.
    """
    return not route.back and not route.arrow.weight, -route.arrow.weight


def _look(route: Route) -> _Look:
    arrow = route.arrow
    if not arrow.weight:
        return _Look(_BACK_LINE, ink.ACCENT) if route.back else _Look(_LINE, ink.MUTED)
    return seen_look(arrow.weight, strange=arrow.strange)


def seen_look(weight: int, *, strange: bool) -> _Look:
    """Return how an arrow is drawn that was seen so often, and whether somebody wrote it down."""
    colour = ink.WARN if strange else ink.MUTED
    dashes = ' stroke-dasharray="4 2.5"' if strange else ""
    return _Look(f'fill="none" stroke="{colour}" stroke-width="{number(_WIDTHS[weight])}"{dashes}', colour)


def seen_arrow(points: tuple[Point, Point], look: _Look) -> str:
    """Return one short arrow of that look."""
    return f'<path d="{ink.rounded(points)}" {look.line}/>' + _heads(ink.arrow_head(*points), look.colour)


def _heads(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>' if path else ""


def back_arrow(points: Sequence[Point], *, light: Sequence[Point] = ()) -> str:
    """Return one dashed arrow; ``light`` is more of its line before ``points``, after a gap."""
    line = (ink.rounded(light) if light else "") + ink.rounded(points)
    return f'<path d="{line}" {_BACK_LINE}/>' + _heads(ink.arrow_head(points[-2], points[-1]), ink.ACCENT)


def label(placed: PlacedLabel | None, whole: str) -> str:
    """Return the label of an arrow; nothing when it has none."""
    if placed is None:
        return ""
    x = placed.area.x if placed.anchor == "start" else placed.area.right
    words = text(placed.lines, Point(x, placed.area.y + placed.area.h / 2), _LABEL._replace(anchor=placed.anchor))
    return ink.with_title(words, whole, cut=placed.cut)


def beyond(placed: Sequence[PlacedBeyond]) -> str:
    """Return the arrows to and from steps of other pictures, with the signs that name those."""
    lines = "".join(ink.rounded(one.points) for one in placed)
    heads = "".join(ink.arrow_head(*one.points) for one in placed)
    if not placed:
        return ""
    signs = [rect(one.tag, "", radius=_TAG_CORNER) for one in placed]
    edge = f'fill="{ink.ACCENT_SOFT}" stroke="{ink.ACCENT}" stroke-width=".8"'
    look = f'font-size="{number(size.LABEL_TYPE)}" fill="{ink.ACCENT}" text-anchor="middle"'
    return (
        f'<path d="{lines}" {_LINE}/>{_heads(heads, ink.MUTED)}{group(edge, signs)}'
        f"{group(look, [_sign(one) for one in placed])}"
    )


def _sign(one: PlacedBeyond) -> str:
    place = Point(one.tag.x + one.tag.w / 2, one.tag.y + one.tag.h / 2)
    return f"<a href={quoteattr(step_link(one.beyond.others[0]))}>{text(one.lines, place, _LABEL)}</a>"
