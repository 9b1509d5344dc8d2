"""How tall everything in a swimlane picture is, and where it stands from top to bottom.

Rows and the lines in channels are stacked, each as close to the ones before as the things at its own positions allow:
once from the top and once from the bottom of their lane. They come to stand half way between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.across import ends_of
from sop_kit.document.swimlane.paths import middle
from sop_kit.document.swimlane.plan import Plan

Key = tuple[int, int]  # a channel's band and the number of a line in it; a row's band and -1


@dataclass(frozen=True, slots=True)
class Down:
    """Where lanes begin and how tall they are, the reach of boxes, the y of rows and of lines in channels."""

    lanes: tuple[tuple[float, float], ...]
    boxes: tuple[tuple[float, float], ...]  # up and down from the middle of their row
    ys: Mapping[Key, float]

    @property
    def bottom(self) -> float:
        """Where the last lane ends."""
        return sum(self.lanes[-1])


@dataclass(slots=True)
class _Layer:
    """A row or a line in a channel: how far it reaches up and down at the positions it covers."""

    key: Key
    up: dict[int, float] = field(default_factory=dict)
    down: dict[int, float] = field(default_factory=dict)

    def cover(self, at: int, up: float, down: float) -> None:
        """Note what stands at a position."""
        self.up[at] = max(self.up.get(at, up), up)
        self.down[at] = max(self.down.get(at, down), down)


def place_down(plan: Plan, begin: float, least: Sequence[float]) -> Down:
    """Return where everything stands from top to bottom; the first lane begins at ``begin``.

    ``least`` is how tall each lane has to be; what stands in it keeps to its middle.
    """
    boxes = _box_reaches(plan)
    rows = _rows(plan, boxes)
    ys: dict[Key, float] = {}
    lanes = []
    y = begin
    for lane, group in groupby(range(plan.bands.count), key=lambda band: plan.bands.lane_of[band]):
        layers = [layer for band in group for layer in _layers(plan, band, rows)]
        from_top, content = _stack(layers, plan.spacing)
        mirrored = [_Layer(layer.key, layer.down, layer.up) for layer in reversed(layers)]
        from_bottom, _ = _stack(mirrored, plan.spacing)
        head = len(plan.lanes[lane].lines) * size.LANE_LINE + plan.spacing.lane_edge * 2
        tall = max(content, head, least[lane])
        for layer, one, other in zip(layers, from_top, reversed(from_bottom), strict=True):
            ys[layer.key] = y + (one + tall - other) / 2
        lanes.append((y, tall))
        y += tall
    return Down(tuple(lanes), boxes, ys)


def _box_reaches(plan: Plan) -> tuple[tuple[float, float], ...]:
    """Return how far each box reaches up and down from the middle of its row: for its words and its lines."""
    up: dict[int, int] = defaultdict(int)
    down: dict[int, int] = defaultdict(int)
    for run in plan.runs.all():
        for box, _ in run.ports:
            up[box], down[box] = max(up[box], -run.slot), max(down[box], run.slot)
    reaches = []
    for number, fitted in enumerate(plan.boxes):
        words = 2 * plan.spacing.box_edge + plan.spacing.box_line * max(len(fitted.lines), size.BOX_LEAST_LINES)
        above, below = (side[number] * size.SLOT + size.PORT_EDGE for side in (up, down))
        if above + below < words:
            # both ends as near to the middle of the row as the lines allow
            above = min(max(above, words / 2), words - below)
            below = words - above
        reaches.append((above, below))
    return tuple(reaches)


def _rows(plan: Plan, boxes: Sequence[tuple[float, float]]) -> dict[int, _Layer]:
    """Return the rows by their bands: boxes, the lines along the row and their labels."""
    rows = {band: _Layer((band, -1)) for band in plan.bands.of_row}
    above, below = _at_edges(plan)
    for number, (spot, (up, down)) in enumerate(zip(plan.grid.spots, boxes, strict=True)):
        row = rows[plan.bands.of_row[spot.row]]
        row.cover(middle(spot), up + above[number], down + below[number])
    for run in plan.runs.all():
        row = rows[plan.bands.of_row[run.row]]
        up = size.SLOT * (-run.slot + (run.above if run.above > size.LINE_ROOM else 0))
        down = size.SLOT * (run.slot + (run.below if run.below > size.LINE_ROOM else 0))
        for at in ends_of(run):
            row.cover(at, up, down)
    for tag in plan.tags:
        # a sign may reach out of its gutter, under the words beside an upright line
        row, run = rows[plan.bands.of_row[tag.run.row]], tag.run
        if (run.row, tag.spot.rank + tag.side) not in plan.grid.taken:
            opposite = middle(tag.spot) + 2 * tag.side
            row.cover(opposite, size.SLOT * (run.above - run.slot), size.SLOT * (run.below + run.slot))
    for row in rows.values():
        if not row.up:
            row.cover(0, size.LANE_LINE, size.LANE_LINE)
    return rows


def _at_edges(plan: Plan) -> tuple[dict[int, float], dict[int, float]]:
    """Return the room over and under each box for labels beside its upright lines, and for heads of arrows."""
    above: dict[int, float] = defaultdict(float)
    below: dict[int, float] = defaultdict(float)
    for path, label in zip(plan.paths, plan.labels, strict=True):
        top, bottom = plan.bands.of_row[path.start.row], plan.bands.of_row[path.end.row]
        via_out, via_in = (path.channel, path.channel) if path.kind == "channel" else (bottom, top)
        if path.leaves == 0 and path.kind != "straight":
            edge = below if via_out > top else above
            words = len(label.lines) * size.LABEL_LINE + size.LABEL_ABOVE if label.lines else 0.0
            edge[path.link.source] = max(edge[path.link.source], words)
        if path.arrives == 0 and path.kind != "straight":
            edge = below if via_in > bottom else above
            edge[path.link.target] = max(edge[path.link.target], plan.spacing.head_room)
    return above, below


def _layers(plan: Plan, band: int, rows: Mapping[int, _Layer]) -> Iterator[_Layer]:
    if band in rows:
        yield rows[band]
        return
    for number, line in enumerate(plan.tracks.channels.get(band, ())):
        (low, high), layer = line.spans[0], _Layer((band, number))
        for at in range(low, high + 1):
            layer.cover(at, 0.0, 0.0)
        yield layer


def _stack(layers: Sequence[_Layer], spacing: size.Spacing) -> tuple[list[float], float]:
    """Return how far below the top each layer runs, and how tall all of them are together."""
    free: dict[int, float] = defaultdict(lambda: spacing.lane_edge)
    placed = []
    for layer in layers:
        y = max(free[at] + up for at, up in layer.up.items())
        for at, down in layer.down.items():
            free[at] = y + down + spacing.clear
        placed.append(y)
    return placed, max(free.values()) - spacing.clear + spacing.lane_edge
