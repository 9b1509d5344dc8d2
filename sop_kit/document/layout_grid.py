"""Which row and rank every box of a swimlane picture stands in.

A lane has as many rows, and a column as many ranks, as its fullest cell needs. Tall stacks are spread over several
ranks when that shows the text larger on a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import Diagram, marks_of
from sop_kit.document.layout_spots import Link, Spot, settle
from sop_kit.document.textfit import width

_MOST_RANKS = 12
_RAGGED = 1.12  # lines do not end at the edge


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows and ranks, and the spot of every box (in the diagram's order)."""

    box_width: float
    lane_head: float  # its width
    column_of_rank: tuple[int, ...]
    lane_of_row: tuple[int, ...]
    spots: tuple[Spot, ...]


class _Shape(NamedTuple):
    box_width: float
    ranks: tuple[int, ...]  # a column


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the choice of a shape depends on."""

    cells: dict[tuple[int, int], list[int]]  # lane and column -> boxes
    fixed: float  # pixels across that no shape can save: the lanes' heads and the arrows' labels
    arrows: int
    widest: float


def make_grid(diagram: Diagram, links: Sequence[Link], label_widths: Sequence[float], widest: float) -> Grid:
    """Return a grid of good proportions with the boxes ordered so that arrows are short and straight.

    Parameters
    ----------
    diagram
        What is to be drawn.
    links, label_widths
        The arrows, and how wide the label of each one is (0 without).
    widest
        How wide the picture may become, roughly.
    """
    cells = _cells(diagram)
    lane_head = _lane_head(diagram)
    fixed = lane_head + _label_room(diagram, links, label_widths)
    shape = _choose_shape(diagram, _Setting(cells, fixed, len(links), widest))
    rows = _rows_of_lanes(len(diagram.lanes), cells, shape.ranks)
    lane_of_row = tuple(lane for lane, count in enumerate(rows) for _ in range(count))
    column_of_rank = tuple(column for column, count in enumerate(shape.ranks) for _ in range(count))
    spots_of_cell = {
        cell: [
            Spot(row, rank)
            for rank in range(len(column_of_rank))
            if column_of_rank[rank] == cell[1]
            for row in range(len(lane_of_row))
            if lane_of_row[row] == cell[0]
        ]
        for cell in cells
    }
    spots = settle(cells, spots_of_cell, column_of_rank, links)
    return Grid(shape.box_width, lane_head, column_of_rank, lane_of_row, spots)


def _cells(diagram: Diagram) -> dict[tuple[int, int], list[int]]:
    lanes = {lane.id: number for number, lane in enumerate(diagram.lanes)}
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, box in enumerate(diagram.boxes):
        cells[lanes[box.lane], columns[box.column]].append(number)
    return dict(cells)


def _lane_head(diagram: Diagram) -> float:
    longest = max(width(lane.label, size.LANE_TYPE, bold=True) for lane in diagram.lanes)
    return min(size.LANE_HEAD, max(size.LANE_HEAD_LEAST, longest + 2 * size.LANE_SIDE))


def _label_room(diagram: Diagram, links: Sequence[Link], label_widths: Sequence[float]) -> float:
    widest: dict[str, float] = {}
    for link, wide in zip(links, label_widths, strict=True):
        column = diagram.boxes[link.source].column
        widest[column] = max(widest.get(column, 0.0), wide + 2 * size.LABEL_AWAY if wide else 0.0)
    return sum(widest.values())


def _rows_of_lanes(lanes: int, cells: dict[tuple[int, int], list[int]], ranks: Sequence[int]) -> list[int]:
    rows = [1] * lanes
    for (lane, column), boxes in cells.items():
        rows[lane] = max(rows[lane], ceil(len(boxes) / ranks[column]))
    return rows


def _choose_shape(diagram: Diagram, setting: _Setting) -> _Shape:
    """Return the shape whose text is largest on the page."""
    filled = sorted({column for _, column in setting.cells})
    best, best_score = _Shape(size.BOX_WIDTHS[0], (1,) * len(diagram.columns)), float("-inf")
    for box_width in size.BOX_WIDTHS:
        heights = _heights_in_lanes(diagram, setting.cells, box_width)
        ranks = (1,) * len(diagram.columns)
        score = _score(_Shape(box_width, ranks), setting, heights)
        while sum(ranks) < _MOST_RANKS:
            more = [(*ranks[:column], ranks[column] + 1, *ranks[column + 1 :]) for column in filled]
            tried = [(_score(_Shape(box_width, ranks), setting, heights), ranks) for ranks in more]
            better, wider = max(tried, key=lambda pair: pair[0])
            if better <= score:
                break
            score, ranks = better, wider
        if score > best_score:
            best, best_score = _Shape(box_width, ranks), score
    return best


def _heights_in_lanes(
    diagram: Diagram, cells: dict[tuple[int, int], list[int]], box_width: float
) -> tuple[list[float], ...]:
    """Return how tall the boxes of each lane will be, roughly, the tallest first."""
    room = box_width - 2 * size.BOX_SIDE
    heights: tuple[list[float], ...] = tuple([] for _ in diagram.lanes)
    for (lane, _), boxes in cells.items():
        for box in (diagram.boxes[number] for number in boxes):
            wide = width(f"{box.id} {box.label}", size.BOX_TYPE) + size.MARK_STEP * len(marks_of(box))
            lines = min(size.BOX_MOST_LINES, max(size.BOX_LEAST_LINES, ceil(_RAGGED * wide / room)))
            heights[lane].append(2 * size.BOX_EDGE + size.BOX_LINE * lines)
    for of_lane in heights:
        of_lane.sort(reverse=True)
    return heights


def _score(shape: _Shape, setting: _Setting, heights: tuple[list[float], ...]) -> float:
    """Return the scale at which the page would show the picture, a little less for widths far from the middle."""
    wide, tall = _estimate(shape, setting, heights)
    scale = min(size.PAGE_WIDTH / wide, size.PAGE_HEIGHT / tall, 1.0)
    too_wide = max(0.0, wide - setting.widest) / 100
    return scale - too_wide - abs(shape.box_width - size.BOX_WIDTHS[2]) / 4000


def _estimate(shape: _Shape, setting: _Setting, heights: tuple[list[float], ...]) -> tuple[float, float]:
    """Return how wide and how tall the picture will be, roughly."""
    filled = {column for _, column in setting.cells}
    ranks = sum(shape.ranks)
    gutter = size.BARE_GUTTER + size.TRACK * min(4.0, 0.4 * setting.arrows / ranks)
    wide = setting.fixed + gutter * ranks + size.EMPTY_COLUMN * (len(shape.ranks) - len(filled))
    wide += shape.box_width * sum(shape.ranks[column] for column in filled)
    tall = size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP + 2 * size.MARGIN
    for of_lane, rows in zip(heights, _rows_of_lanes(len(heights), setting.cells, shape.ranks), strict=True):
        if of_lane:
            tall += sum(of_lane[len(of_lane) * row // rows // 2] for row in range(rows))
        tall += size.BARE_CHANNEL * rows + size.TRACK
    return wide, tall
