"""The pixels of a swimlane picture, from its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.across import Across, place_across, run_x
from sop_kit.document.swimlane.down import Down, place_down
from sop_kit.document.swimlane.facts import (
    Diagram,
    PlacedBeyond,
    PlacedBox,
    PlacedColumn,
    PlacedLabel,
    PlacedLane,
    Point,
    Rect,
    Route,
    marks_of,
)
from sop_kit.document.swimlane.labels import label_width
from sop_kit.document.swimlane.paths import Path
from sop_kit.document.swimlane.plan import Plan, begins_below, code_in, indent_after
from sop_kit.document.swimlane.slots import Run
from sop_kit.document.swimlane.tags import place_tags
from sop_kit.document.swimlane.textfit import Fitted, fit, widest_word


@dataclass(frozen=True, slots=True)
class Frame:
    """Where everything stands from left to right and from top to bottom."""

    across: Across
    down: Down

    @property
    def right(self) -> float:
        """Where the last gutter ends."""
        return self.across.right

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return self.down.bottom


def make_frame(diagram: Diagram, plan: Plan) -> Frame:
    """Return where everything stands."""
    grid = plan.grid
    filled = {grid.column_of_rank[spot.rank] for spot in grid.spots}
    wide = [
        grid.box_width if column in filled else _empty(diagram.columns[column].label, plan.spacing)
        for column in grid.column_of_rank
    ]
    top = size.MARGIN + size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP
    least = [lane.least for lane in diagram.lanes]
    return Frame(place_across(plan, wide, size.MARGIN + grid.lane_head), place_down(plan, top, least))


def _empty(label: str, spacing: size.Spacing) -> float:
    """Return how wide a stage without steps is."""
    words = widest_word(label, size.HEAD_TYPE, bold=True)
    # its head reaches into the gutters on both sides, at the picture's edge not quite so far
    beside = size.HEAD_NUMBER + size.HEAD_END + 2 - spacing.stub - spacing.gutter / 2
    return max(size.EMPTY_COLUMN, min(words, 1.5 * size.EMPTY_COLUMN) + beside)


def place_lanes(diagram: Diagram, plan: Plan, frame: Frame) -> tuple[PlacedLane, ...]:
    """Return the lanes with their heads."""
    placed = []
    for lane, (top, tall), fitted in zip(diagram.lanes, frame.down.lanes, plan.lanes, strict=True):
        area = Rect(size.MARGIN, top, frame.right - size.MARGIN, tall)
        head = Rect(size.MARGIN, top, plan.grid.lane_head, tall)
        placed.append(PlacedLane(lane, area, head, fitted.lines, fitted.cut))
    return tuple(placed)


def place_columns(diagram: Diagram, plan: Plan, frame: Frame) -> tuple[PlacedColumn, ...]:
    """Return the columns with their heads."""
    grid, across = plan.grid, frame.across
    filled = {grid.column_of_rank[spot.rank] for spot in grid.spots}
    top = size.MARGIN + size.LOOP_BAND
    body = top + size.HEAD_HEIGHT + size.HEAD_GAP
    placed = []
    for number, group in groupby(range(len(grid.column_of_rank)), key=lambda rank: grid.column_of_rank[rank]):
        ranks = list(group)
        left, right = across.ranks[ranks[0]][0], sum(across.ranks[ranks[-1]])
        area = Rect(left, body, right - left, frame.bottom - body)
        begin = _centre(across.gutters[ranks[0]]) if number else across.gutters[0][0]
        end = _centre(across.gutters[ranks[-1] + 1]) if number < len(diagram.columns) - 1 else frame.right
        head = Rect(begin, top, end - begin, size.HEAD_HEIGHT)
        column = diagram.columns[number]
        room = head.w - size.HEAD_NUMBER - size.HEAD_END
        fitted = fit(column.label, room=room, size=size.HEAD_TYPE, most_lines=2, bold=True)
        place, empty = column.number or number + 1, number not in filled
        placed.append(PlacedColumn(column, place, area, head, fitted.lines, fitted.cut, empty))
    return tuple(placed)


def _centre(part: tuple[float, float]) -> float:
    return part[0] + part[1] / 2


def place_boxes(diagram: Diagram, plan: Plan, frame: Frame) -> tuple[PlacedBox, ...]:
    """Return the boxes, in the diagram's order."""
    placed = []
    for number, (box, spot, fitted) in enumerate(zip(diagram.boxes, plan.grid.spots, plan.boxes, strict=True)):
        (x, w), (up, down) = frame.across.ranks[spot.rank], frame.down.boxes[number]
        y = frame.down.ys[plan.bands.of_row[spot.row], -1] - up
        room = w - 2 * plan.spacing.box_side
        code = code_in(box, room)
        placed.append(
            PlacedBox(
                box=box,
                area=Rect(x, y, w, up + down),
                code=code,
                inset=plan.spacing.box_side,
                leading=plan.spacing.box_line,
                indent=indent_after(code),
                lines=fitted.lines,
                cut=fitted.cut,
                marks=marks_of(box),
                row=1 if begins_below(box, room) else 0,
            )
        )
    return tuple(placed)


def place_routes(plan: Plan, frame: Frame, boxes: Sequence[PlacedBox]) -> tuple[Route, ...]:
    """Return the arrows as lines, with their labels."""
    routes = []
    for number, (arrow, path, label) in enumerate(zip(plan.arrows, plan.paths, plan.labels, strict=True)):
        leaving, reaching = plan.runs.leaving[number], plan.runs.reaching[number]
        points = _points(_Ends(plan, frame, boxes), path, leaving, reaching)
        placed = _place_label(label, path, points, leaving) if label.lines else None
        routes.append(Route(arrow, points, path.net.back, placed))
    return tuple(routes)


def place_beyond(plan: Plan, frame: Frame, boxes: Sequence[PlacedBox]) -> tuple[PlacedBeyond, ...]:
    """Return the arrows to and from steps of other pictures."""
    ends = _Ends(plan, frame, boxes)
    return place_tags(plan.tags, boxes, [ends.y(tag.run) for tag in plan.tags])


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the ends of lines are found with."""

    plan: Plan
    frame: Frame
    boxes: Sequence[PlacedBox]

    def side(self, box: int, side: int, run: Run) -> Point:
        """Return where a line along a row touches a box."""
        area = self.boxes[box].area
        return Point(area.right if side > 0 else area.x, self.y(run))

    def edge(self, box: int, x: float, towards: float) -> Point:
        """Return where an upright line from some height touches a box."""
        area = self.boxes[box].area
        return Point(x, area.bottom if towards > area.y else area.y)

    def y(self, run: Run) -> float:
        """Return the height of a line along a row."""
        return self.frame.down.ys[self.plan.bands.of_row[run.row], -1] + run.slot * size.SLOT


def _points(ends: _Ends, path: Path, leaving: Run | None, reaching: Run | None) -> tuple[Point, ...]:
    source, target = path.link
    if path.kind == "straight" and leaving and reaching:
        return ends.side(source, path.leaves, leaving), ends.side(target, path.arrives, reaching)
    first, last = (run_x(ends.frame.across, path, at) for at in (path.first, path.last))
    if path.kind == "drop":
        return (
            ends.edge(source, first, ends.boxes[target].area.y),
            ends.edge(target, first, ends.boxes[source].area.y),
        )
    out = ends.y(leaving) if leaving else ends.boxes[source].area.y
    into = ends.y(reaching) if reaching else ends.boxes[target].area.y
    across = _channel_y(ends, path) if path.kind == "channel" else None
    towards_out, towards_in = (into, out) if across is None else (across, across)
    start = (
        (ends.side(source, path.leaves, leaving), Point(first, out))
        if leaving
        else (ends.edge(source, first, towards_out),)
    )
    end = (
        (Point(last, into), ends.side(target, path.arrives, reaching))
        if reaching
        else (ends.edge(target, last, towards_in),)
    )
    between = () if across is None else (Point(first, across), Point(last, across))
    return (*start, *between, *end)


def _channel_y(ends: _Ends, path: Path) -> float:
    number = ends.plan.tracks.in_channel[path.net, path.channel, path.first]
    return ends.frame.down.ys[path.channel, number]


def _place_label(label: Fitted, path: Path, points: Sequence[Point], run: Run | None) -> PlacedLabel:
    start, (w, h) = points[0], (label_width(label), len(label.lines) * size.LABEL_LINE)
    if run is None:
        down = points[1].y > start.y
        y = start.y + size.LABEL_ABOVE if down else start.y - size.LABEL_ABOVE - h
        return PlacedLabel(Rect(start.x + size.LABEL_AWAY, y, w, h), label.lines, "start", label.cut)
    x = start.x + size.LABEL_AWAY if path.leaves > 0 else start.x - size.LABEL_AWAY - w
    is_under = run.below > size.LINE_ROOM
    y = start.y + size.LABEL_ABOVE if is_under else start.y - size.LABEL_ABOVE - h
    return PlacedLabel(Rect(x, y, w, h), label.lines, "start" if path.leaves > 0 else "end", label.cut)


def place_loop(columns: Sequence[PlacedColumn]) -> tuple[Point, ...]:
    """Return the line above the heads from the end of the last stage to the beginning of the first."""
    first, last = columns[0].head, columns[-1].head
    start, end, y = last.right - size.HEAD_END * 2, first.x + size.HEAD_NUMBER / 2, first.y - size.LOOP_BAND / 2
    return Point(start, last.y), Point(start, y), Point(end, y), Point(end, first.y)
