"""The pixels of a swimlane picture, from its plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import (
    Diagram,
    PlacedBox,
    PlacedColumn,
    PlacedLabel,
    PlacedLane,
    Point,
    Rect,
    Route,
    marks_of,
)
from sop_kit.document.layout_grid import Grid
from sop_kit.document.layout_paths import Path, own_gutter
from sop_kit.document.layout_plan import Plan, code_in, indent_after, label_width
from sop_kit.document.layout_slots import Run
from sop_kit.document.textfit import Fitted, fit, width


@dataclass(frozen=True, slots=True)
class Frame:
    """The pixels of all gutters, ranks and bands: where each begins and how large it is."""

    gutters: tuple[tuple[float, float], ...]
    ranks: tuple[tuple[float, float], ...]
    bands: tuple[tuple[float, float], ...]
    first_track: Mapping[int, float]  # of a gutter

    @property
    def right(self) -> float:
        """Where the last gutter ends."""
        return sum(self.gutters[-1])

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return sum(self.bands[-1])


def make_frame(diagram: Diagram, plan: Plan) -> Frame:
    """Return the pixels of all gutters, ranks and bands."""
    filled = {plan.grid.column_of_rank[spot.rank] for spot in plan.grid.spots}
    wide = [plan.grid.box_width if column in filled else _empty(diagram, column) for column in plan.grid.column_of_rank]
    zones = _label_zones(plan)
    gutters, ranks, first_track = [], [], {}
    x = size.MARGIN + plan.grid.lane_head
    for gutter in range(len(wide) + 1):
        left, right = zones.get((gutter, 1), 0.0), zones.get((gutter, -1), 0.0)
        tracks = plan.tracks.of_gutter.get(gutter, 0)
        bare = size.BARE_GUTTER if 0 < gutter < len(wide) else size.STUB_OUT
        # lines of either direction leave or arrive on both sides: room for an arrow head on both
        inside = 2 * size.STUB_IN + (tracks - 1) * size.TRACK if tracks else bare
        first_track[gutter] = x + left + size.STUB_IN
        gutters.append((x, left + inside + right))
        x += left + inside + right
        if gutter < len(wide):
            ranks.append((x, wide[gutter]))
            x += wide[gutter]
    return Frame(tuple(gutters), tuple(ranks), _bands(plan), first_track)


def _empty(diagram: Diagram, column: int) -> float:
    words = max((width(word, size.HEAD_TYPE, bold=True) for word in diagram.columns[column].label.split()), default=0.0)
    # its head reaches into the gutters on both sides, at the picture's edge not quite so far
    beside = size.HEAD_NUMBER + size.HEAD_END + 2 - size.STUB_OUT - size.BARE_GUTTER / 2
    return max(size.EMPTY_COLUMN, min(words, 1.5 * size.EMPTY_COLUMN) + beside)


def _label_zones(plan: Plan) -> dict[tuple[int, int], float]:
    """Return how much of a gutter's left part (1) and right part (-1) the labels of leaving arrows need."""
    zones: dict[tuple[int, int], float] = {}
    for path, label in zip(plan.paths, plan.labels, strict=True):
        if label.lines:
            key = own_gutter(plan.grid.spots[path.link.source], path.leaves), path.leaves
            zones[key] = max(zones.get(key, 0.0), label_width(label) + 2 * size.LABEL_AWAY)
    return zones


def _bands(plan: Plan) -> tuple[tuple[float, float], ...]:
    tall = [0.0] * plan.bands.count
    for row, band in enumerate(plan.bands.of_row):
        lines = [
            max(len(fitted.lines), size.BOX_LEAST_LINES)
            for fitted, spot in zip(plan.boxes, plan.grid.spots, strict=True)
            if spot.row == row
        ]
        tall[band] = 2 * size.BOX_EDGE + size.BOX_LINE * max(lines, default=size.BOX_LEAST_LINES)
    for run in plan.runs.all():
        reach = max(abs(run.slot), abs(run.slot - run.above)) * size.SLOT + size.PORT_EDGE
        tall[plan.bands.of_row[run.row]] = max(tall[plan.bands.of_row[run.row]], 2 * reach)
    rows = set(plan.bands.of_row)
    for band in range(plan.bands.count):
        if band not in rows:
            tall[band] = _channel_height(plan, band)
    # a lane is at least as tall as the words in its head
    for lane, group in groupby(range(plan.bands.count), key=lambda band: plan.bands.lane_of[band]):
        own = list(group)
        missing = len(plan.lanes[lane].lines) * size.LANE_LINE + 12 - sum(tall[band] for band in own)
        if missing > 0:
            tall[own[0]] += missing / 2
            tall[own[-1]] += missing / 2
    y, placed = size.MARGIN + size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP, []
    for band in range(plan.bands.count):
        placed.append((y, tall[band]))
        y += tall[band]
    return tuple(placed)


def _channel_height(plan: Plan, band: int) -> float:
    of = plan.bands.lane_of
    at_edge = band in (0, plan.bands.count - 1) or of[band - 1] != of[band] or of[band + 1] != of[band]
    bare = size.BARE_EDGE_CHANNEL if at_edge else size.BARE_CHANNEL
    tracks = plan.tracks.of_channel.get(band, 0)
    return max(bare, 2 * size.CHANNEL_EDGE + (tracks - 1) * size.TRACK) if tracks else bare


def place_lanes(diagram: Diagram, plan: Plan, frame: Frame) -> tuple[PlacedLane, ...]:
    """Return the lanes with their heads."""
    placed = []
    for number, group in groupby(range(plan.bands.count), key=lambda band: plan.bands.lane_of[band]):
        own = list(group)
        top, bottom = frame.bands[own[0]][0], sum(frame.bands[own[-1]])
        area = Rect(size.MARGIN, top, frame.right - size.MARGIN, bottom - top)
        head = Rect(size.MARGIN, top, plan.grid.lane_head, bottom - top)
        fitted = plan.lanes[number]
        placed.append(PlacedLane(diagram.lanes[number], area, head, fitted.lines, fitted.cut))
    return tuple(placed)


def place_columns(diagram: Diagram, grid: Grid, frame: Frame) -> tuple[PlacedColumn, ...]:
    """Return the columns with their heads."""
    filled = {grid.column_of_rank[spot.rank] for spot in grid.spots}
    top = size.MARGIN + size.LOOP_BAND
    body = top + size.HEAD_HEIGHT + size.HEAD_GAP
    placed = []
    for number, group in groupby(range(len(grid.column_of_rank)), key=lambda rank: grid.column_of_rank[rank]):
        ranks = list(group)
        left, right = frame.ranks[ranks[0]][0], sum(frame.ranks[ranks[-1]])
        area = Rect(left, body, right - left, frame.bottom - body)
        begin = _middle(frame.gutters[ranks[0]]) if number else frame.gutters[0][0]
        end = _middle(frame.gutters[ranks[-1] + 1]) if number < len(diagram.columns) - 1 else frame.right
        head = Rect(begin, top, end - begin, size.HEAD_HEIGHT)
        column = diagram.columns[number]
        room = head.w - size.HEAD_NUMBER - size.HEAD_END
        fitted = fit(column.label, room=room, size=size.HEAD_TYPE, most_lines=2, bold=True)
        placed.append(PlacedColumn(column, number + 1, area, head, fitted.lines, fitted.cut, number not in filled))
    return tuple(placed)


def _middle(gutter: tuple[float, float]) -> float:
    return gutter[0] + gutter[1] / 2


def place_boxes(diagram: Diagram, plan: Plan, frame: Frame) -> tuple[PlacedBox, ...]:
    """Return the boxes, in the diagram's order."""
    placed = []
    for box, spot, fitted in zip(diagram.boxes, plan.grid.spots, plan.boxes, strict=True):
        (x, w), (y, h) = frame.ranks[spot.rank], frame.bands[plan.bands.of_row[spot.row]]
        code = code_in(box, w - 2 * size.BOX_SIDE)
        placed.append(
            PlacedBox(box, Rect(x, y, w, h), code, indent_after(code), fitted.lines, fitted.cut, marks_of(box))
        )
    return tuple(placed)


def place_routes(plan: Plan, frame: Frame) -> tuple[Route, ...]:
    """Return the arrows as lines, with their labels."""
    routes = []
    ways = zip(plan.arrows, plan.paths, plan.labels, plan.runs.leaving, plan.runs.reaching, strict=True)
    for arrow, path, label, leaving, reaching in ways:
        points = (
            _route_down(plan, frame, path)
            if leaving is None or reaching is None
            else _route_sideways(plan, frame, path, (_run_y(plan, frame, leaving), _run_y(plan, frame, reaching)))
        )
        placed = _place_label(label, path, points[0]) if label.lines else None
        routes.append(Route(arrow, points, path.net.back, placed))
    return tuple(routes)


def _run_y(plan: Plan, frame: Frame, run: Run) -> float:
    return _middle(frame.bands[plan.bands.of_row[run.row]]) + run.slot * size.SLOT


def _route_down(plan: Plan, frame: Frame, path: Path) -> tuple[Point, ...]:
    start, end = (plan.grid.spots[box] for box in path.link)
    x = _middle(frame.ranks[start.rank])
    upper, lower = frame.bands[plan.bands.of_row[start.row]], frame.bands[plan.bands.of_row[end.row]]
    if start.row < end.row:
        return Point(x, sum(upper)), Point(x, lower[0])
    return Point(x, upper[0]), Point(x, sum(lower))


def _route_sideways(plan: Plan, frame: Frame, path: Path, heights: tuple[float, float]) -> tuple[Point, ...]:
    (leave_x, enter_x), (leave_y, enter_y) = _sides(plan, frame, path), heights
    if path.kind == "straight":
        return Point(leave_x, leave_y), Point(enter_x, enter_y)
    first_x, last_x = (
        frame.first_track[gutter] + plan.tracks.in_gutter[path.net, gutter] * size.TRACK
        for gutter in (path.first_gutter, path.last_gutter)
    )
    points = [Point(leave_x, leave_y), Point(first_x, leave_y)]
    if path.kind == "channel":
        y = _track_y(plan, frame, path)
        points += [Point(first_x, y), Point(last_x, y)]
    return (*points, Point(last_x, enter_y), Point(enter_x, enter_y))


def _sides(plan: Plan, frame: Frame, path: Path) -> tuple[float, float]:
    start, end = (frame.ranks[plan.grid.spots[box].rank] for box in path.link)
    return (sum(start) if path.leaves > 0 else start[0]), (sum(end) if path.arrives > 0 else end[0])


def _track_y(plan: Plan, frame: Frame, path: Path) -> float:
    tracks = plan.tracks.of_channel[path.channel]
    track = plan.tracks.in_channel[path.net, path.channel, path.first_gutter]
    return _middle(frame.bands[path.channel]) + (track - (tracks - 1) / 2) * size.TRACK


def _place_label(label: Fitted, path: Path, start: Point) -> PlacedLabel:
    w, h = label_width(label), len(label.lines) * size.LABEL_LINE
    x = start.x + size.LABEL_AWAY if path.leaves > 0 else start.x - size.LABEL_AWAY - w
    area = Rect(x, start.y - size.LABEL_ABOVE - h, w, h)
    return PlacedLabel(area, label.lines, "start" if path.leaves > 0 else "end", label.cut)


def place_loop(columns: Sequence[PlacedColumn]) -> tuple[Point, ...]:
    """Return the line above the heads from the end of the last stage to the beginning of the first."""
    first, last = columns[0].head, columns[-1].head
    start, end, y = last.right - size.HEAD_END * 2, first.x + size.HEAD_NUMBER / 2, first.y - size.LOOP_BAND / 2
    return Point(start, last.y), Point(start, y), Point(end, y), Point(end, first.y)
