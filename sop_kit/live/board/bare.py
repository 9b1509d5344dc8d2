"""Lanes without a step: the document's picture leaves them out, the board shows them so that notes can go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import Lane, Layout, PlacedColumn, PlacedLane, Rect
from sop_kit.document.swimlane.grid import lane_head
from sop_kit.document.swimlane.layout import Column
from sop_kit.document.swimlane.place import place_loop
from sop_kit.document.swimlane.plan import fit_lane
from sop_kit.document.swimlane.textfit import fit

HEIGHT = 64.0  # of a lane that nobody made taller or lower
LEAST = 28.0  # a lane that is lower can hardly be hit
WIDTH = 1180.0  # of a board without any step
_BESIDE = 6.0  # from a column's head to its body


def lanes_below(layout: Layout, lanes: Sequence[Lane]) -> Layout:
    """Return lanes without boxes, placed right below a picture and as wide; the columns go on through them."""
    top = layout.lanes[-1].area.bottom
    placed = _placed(lanes, Rect(size.MARGIN, top, layout.lanes[0].area.w, 0), layout.lanes[0].head.w)
    bottom = placed[-1].area.bottom if placed else top
    columns = tuple(
        replace(column, area=column.area._replace(y=top, h=bottom - top), empty=True) for column in layout.columns
    )
    return Layout(layout.width, bottom + size.MARGIN, placed, columns, (), (), ())


def lanes_alone(columns: Sequence[Column], lanes: Sequence[Lane]) -> Layout:
    """Return the picture of a workflow that has no step yet: its columns are all as wide."""
    head = lane_head(lanes)
    top = size.MARGIN + size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP
    wide = WIDTH - 2 * size.MARGIN
    placed = _placed(lanes, Rect(size.MARGIN, top, wide, 0), head)
    bottom = placed[-1].area.bottom
    each = (wide - head) / len(columns)
    heads = [
        Rect(size.MARGIN + head + number * each, size.MARGIN + size.LOOP_BAND, each, size.HEAD_HEIGHT)
        for number in range(len(columns))
    ]
    stages = tuple(
        _column(column, at, Rect(0, top, 0, bottom - top)) for column, at in zip(columns, heads, strict=True)
    )
    return Layout(WIDTH, bottom + size.MARGIN, placed, stages, (), (), place_loop(stages))


def _placed(lanes: Sequence[Lane], first: Rect, head: float) -> tuple[PlacedLane, ...]:
    placed, y = [], first.y
    for lane in lanes:
        words = fit_lane(lane, head)
        tall = max(lane.least or HEIGHT, LEAST, len(words.lines) * size.LANE_LINE + 2 * size.TIGHT.lane_edge)
        area = first._replace(y=y, h=tall)
        placed.append(PlacedLane(lane, area, area._replace(w=head), words.lines, words.cut))
        y += tall
    return tuple(placed)


def _column(column: Column, head: Rect, down: Rect) -> PlacedColumn:
    area = Rect(head.x + 2 * _BESIDE, down.y, head.w - 4 * _BESIDE, down.h)
    room = head.w - size.HEAD_NUMBER - size.HEAD_END
    words = fit(column.label, room=room, size=size.HEAD_TYPE, most_lines=2, bold=True)
    return PlacedColumn(column, column.number, area, head, words.lines, words.cut, empty=True)
