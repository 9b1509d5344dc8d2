"""Which row and rank every box of a swimlane picture stands in.

A lane has as many rows, and a column as many ranks, as its fullest cell needs. Tall stacks are spread over several
ranks when that shows the text larger on a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import Arrow, Diagram, Lane, marks_of
from sop_kit.document.swimlane.spots import Cell, Link, Spot, settle
from sop_kit.document.swimlane.textfit import widest_word, width

_MOST_RANKS = 12
_HOPELESS = 0.85
_RAGGED = 1.12  # lines do not end at the edge


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows and ranks, and the spot of every box (in the diagram's order)."""

    box_width: float
    lane_head: float  # its width
    column_of_rank: tuple[int, ...]
    lane_of_row: tuple[int, ...]
    spots: tuple[Spot, ...]

    @property
    def taken(self) -> frozenset[Spot]:
        """The spots where boxes stand."""
        return frozenset(self.spots)


class Shape(NamedTuple):
    """How wide boxes are, and how many ranks each column has."""

    box_width: float
    ranks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the choice of a shape depends on."""

    diagram: Diagram
    cells: Mapping[Cell, list[int]]  # lane and column -> boxes
    filled: frozenset[int]  # columns
    lengths: tuple[float, ...]  # of the words and marks of each box, on one line
    lane_head: float
    arrows: tuple[Arrow, ...]
    links: tuple[Link, ...]  # the arrows by numbers
    labelled: int  # arrows
    sheet: size.Sheet
    spacing: size.Spacing


def make_setting(diagram: Diagram, sheet: size.Sheet, spacing: size.Spacing) -> Setting:
    """Return what the choice of a shape depends on."""
    numbers: dict[str, int] = {}
    for number, box in enumerate(diagram.boxes):
        numbers.setdefault(box.id, number)
    arrows = tuple(dict.fromkeys(a for a in diagram.arrows if a.source in numbers and a.target in numbers))
    links = tuple(Link(numbers[arrow.source], numbers[arrow.target]) for arrow in arrows)
    cells = _cells(diagram)
    return Setting(
        diagram=diagram,
        cells=cells,
        filled=frozenset(column for _, column in cells),
        lengths=tuple(
            width(f"{box.step} {box.label}", size.BOX_TYPE) + size.MARK_STEP * len(marks_of(box))
            for box in diagram.boxes
        ),
        lane_head=lane_head(diagram.lanes),
        arrows=arrows,
        links=links,
        labelled=sum(1 for arrow in arrows if arrow.label),
        sheet=sheet,
        spacing=spacing,
    )


def make_grid(setting: Setting, shape: Shape) -> Grid:
    """Return a grid of a shape, with the boxes ordered so that arrows are short and straight."""
    rows = _rows_of_lanes(len(setting.diagram.lanes), setting.cells, shape.ranks)
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
        for cell in setting.cells
    }
    spots = settle(setting.cells, spots_of_cell, column_of_rank, setting.links)
    return Grid(shape.box_width, setting.lane_head, column_of_rank, lane_of_row, spots)


class Guess(NamedTuple):
    """A shape, and how many points a pixel of the picture will roughly become on the sheet."""

    shape: Shape
    scale: float


def find_shapes(setting: Setting) -> list[Guess]:
    """Return the shapes worth a try: those whose letters will be largest on the sheet, the best guess first."""
    filled = sorted(setting.filled)
    guesses: list[Guess] = []
    highest = 0.0
    for box_width in size.BOX_WIDTHS:
        heights = _heights_in_lanes(setting, box_width)
        tried = [Shape(box_width, (1,) * len(setting.diagram.columns))]
        while tried:
            found = [Guess(shape, _guess(shape, setting, heights)) for shape in tried]
            guesses += found
            best = max(found, key=lambda guess: guess.scale)
            highest = max(highest, best.scale)
            ranks = best.shape.ranks
            wider = [(*ranks[:column], ranks[column] + 1, *ranks[column + 1 :]) for column in filled]
            # wider and wider helps no more once it shows the letters much smaller than another shape
            go_on = best.scale > _HOPELESS * highest and sum(ranks) < _MOST_RANKS
            tried = [Shape(box_width, more) for more in wider] if go_on else []
    return sorted(guesses, key=lambda guess: -guess.scale)


def _cells(diagram: Diagram) -> dict[Cell, list[int]]:
    lanes = {lane.id: number for number, lane in enumerate(diagram.lanes)}
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    cells: dict[Cell, list[int]] = defaultdict(list)
    for number, box in enumerate(diagram.boxes):
        cells[lanes[box.lane], columns[box.column]].append(number)
    return dict(cells)


def lane_head(lanes: Sequence[Lane]) -> float:
    """Return how wide the heads of lanes are."""
    longest = max(width(lane.label, size.LANE_TYPE, bold=True) for lane in lanes)
    word = max(widest_word(lane.label, size.LANE_TYPE, bold=True) for lane in lanes)
    least, most = size.LANE_HEAD_LEAST, size.LANE_HEAD
    words = max(least, word, min(longest, most - 2 * size.LANE_SIDE))
    return min(float(ceil(words + 2 * size.LANE_SIDE)), size.LANE_HEAD_MOST)


def _rows_of_lanes(lanes: int, cells: Mapping[Cell, list[int]], ranks: Sequence[int]) -> list[int]:
    rows = [1] * lanes
    for (lane, column), boxes in cells.items():
        rows[lane] = max(rows[lane], ceil(len(boxes) / ranks[column]))
    return rows


def _heights_in_lanes(setting: Setting, box_width: float) -> tuple[list[float], ...]:
    """Return how tall the boxes of each lane will be, roughly, the tallest first."""
    room = box_width - 2 * setting.spacing.box_side
    heights: tuple[list[float], ...] = tuple([] for _ in setting.diagram.lanes)
    for (lane, _), boxes in setting.cells.items():
        for box in boxes:
            lines = min(size.BOX_MOST_LINES, max(size.BOX_LEAST_LINES, ceil(_RAGGED * setting.lengths[box] / room)))
            heights[lane].append(2 * setting.spacing.box_edge + setting.spacing.box_line * lines)
    for of_lane in heights:
        of_lane.sort(reverse=True)
    return heights


def _guess(shape: Shape, setting: Setting, heights: tuple[list[float], ...]) -> float:
    """Return the scale at which the sheet will show the picture, roughly, no larger than its letters need."""
    wide, tall = _estimate(shape, setting, heights)
    scale = min(setting.sheet.scale(wide, tall), setting.sheet.letters / size.LETTERS)
    return scale - wide * tall / 1e8


def _estimate(shape: Shape, setting: Setting, heights: tuple[list[float], ...]) -> tuple[float, float]:
    """Return how wide and how tall the picture will be, roughly."""
    filled, spacing, labelled = setting.filled, setting.spacing, setting.labelled
    ranks, arrows, tags = sum(shape.ranks), len(setting.links), len(setting.diagram.beyond)
    gutter = spacing.gutter + spacing.track * 0.25 * arrows / ranks + min(40.0, 9.0 * labelled / ranks)
    wide = setting.lane_head + gutter * (ranks + 1) + size.EMPTY_COLUMN * (len(shape.ranks) - len(filled))
    wide += shape.box_width * sum(shape.ranks[column] for column in filled) + min(24.0 * ranks, 16.0 * tags)
    tall = size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP + 2 * size.MARGIN + size.LEGEND
    rows = _rows_of_lanes(len(heights), setting.cells, shape.ranks)
    between = size.BARE_CHANNEL + 0.2 * spacing.clear * arrows / sum(rows) + 6 * labelled / max(1, arrows)
    for lane, of_lane, count in zip(setting.diagram.lanes, heights, rows, strict=True):
        boxes = sum(of_lane[len(of_lane) * row // count // 2] for row in range(count)) if of_lane else 0.0
        tall += max(boxes + between * count + spacing.lane_edge, lane.least)
    return wide, tall
