"""Which row and rank every box of a swimlane picture stands in.

A lane has as many rows, and a column as many ranks, as its fullest cell needs. Tall stacks are spread over several
ranks when that shows the text larger on a page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import Diagram
from sop_kit.document.textfit import width

_MOST_RANKS = 12
_MANY_BOXES = 80
_MANY_SPOTS = 24
_RAGGED = 1.12  # lines do not end at the edge


class Spot(NamedTuple):
    """A place for one box: rows count through all lanes, ranks through all columns."""

    row: int
    rank: int


class Link(NamedTuple):
    """An arrow by the numbers of its two boxes in the diagram."""

    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows and ranks, and the spot of every box (in the diagram's order)."""

    box_width: float
    column_of_rank: tuple[int, ...]
    lane_of_row: tuple[int, ...]
    spots: tuple[Spot, ...]


class _Shape(NamedTuple):
    box_width: float
    ranks: tuple[int, ...]  # a column


def make_grid(diagram: Diagram, links: Sequence[Link]) -> Grid:
    """Return a grid of good proportions with the boxes ordered so that arrows are short and straight."""
    cells = _cells(diagram)
    shape = _choose_shape(diagram, cells, len(links))
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
    spots = _Arrangement(cells, spots_of_cell, column_of_rank, links, len(diagram.boxes)).settle()
    return Grid(shape.box_width, column_of_rank, lane_of_row, spots)


def _cells(diagram: Diagram) -> dict[tuple[int, int], list[int]]:
    lanes = {lane.id: number for number, lane in enumerate(diagram.lanes)}
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, box in enumerate(diagram.boxes):
        cells[lanes[box.lane], columns[box.column]].append(number)
    return dict(cells)


def _rows_of_lanes(lanes: int, cells: dict[tuple[int, int], list[int]], ranks: Sequence[int]) -> list[int]:
    rows = [1] * lanes
    for (lane, column), boxes in cells.items():
        rows[lane] = max(rows[lane], ceil(len(boxes) / ranks[column]))
    return rows


def _choose_shape(diagram: Diagram, cells: dict[tuple[int, int], list[int]], arrows: int) -> _Shape:
    """Return the shape whose text is largest on the page."""
    filled = sorted({column for _, column in cells})
    best, best_score = _Shape(size.BOX_WIDTHS[0], (1,) * len(diagram.columns)), float("-inf")
    for box_width in size.BOX_WIDTHS:
        heights = _heights_in_lanes(diagram, cells, box_width)
        ranks = (1,) * len(diagram.columns)
        score = _score(_Shape(box_width, ranks), cells, heights, arrows)
        while sum(ranks) < _MOST_RANKS:
            more = [(*ranks[:column], ranks[column] + 1, *ranks[column + 1 :]) for column in filled]
            tried = [(_score(_Shape(box_width, ranks), cells, heights, arrows), ranks) for ranks in more]
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
            wide = width(f"{box.id} {box.label}", size.BOX_TYPE) + size.MARK_STEP * len(box.marks)
            lines = min(size.BOX_MOST_LINES, max(size.BOX_LEAST_LINES, ceil(_RAGGED * wide / room)))
            heights[lane].append(2 * size.BOX_EDGE + size.BOX_LINE * lines)
    for of_lane in heights:
        of_lane.sort(reverse=True)
    return heights


def _score(
    shape: _Shape, cells: dict[tuple[int, int], list[int]], heights: tuple[list[float], ...], arrows: int
) -> float:
    """Return the scale at which the page would show the picture, a little less for widths far from the middle."""
    wide, tall = _estimate(shape, cells, heights, arrows)
    scale = min(size.PAGE_WIDTH / wide, size.PAGE_HEIGHT / tall, 1.0)
    too_wide = max(0.0, wide - size.WIDEST) / 100
    return scale - too_wide - abs(shape.box_width - size.BOX_WIDTHS[2]) / 4000


def _estimate(
    shape: _Shape, cells: dict[tuple[int, int], list[int]], heights: tuple[list[float], ...], arrows: int
) -> tuple[float, float]:
    """Return how wide and how tall the picture will be, roughly."""
    filled = {column for _, column in cells}
    ranks = sum(shape.ranks)
    gutter = size.BARE_GUTTER + size.TRACK * min(4.0, 0.4 * arrows / ranks)
    wide = size.LANE_HEAD + gutter * ranks + size.EMPTY_COLUMN * (len(shape.ranks) - len(filled))
    wide += shape.box_width * sum(shape.ranks[column] for column in filled)
    tall = size.LOOP_BAND + size.HEAD_HEIGHT + size.HEAD_GAP + 2 * size.MARGIN
    for of_lane, rows in zip(heights, _rows_of_lanes(len(heights), cells, shape.ranks), strict=True):
        if of_lane:
            tall += sum(of_lane[len(of_lane) * row // rows // 2] for row in range(rows))
        tall += size.BARE_CHANNEL * rows + size.TRACK
    return wide, tall


class _Arrangement:
    """The boxes on their spots; moves and swaps within a cell shorten and straighten the arrows."""

    def __init__(
        self,
        cells: dict[tuple[int, int], list[int]],
        spots_of_cell: dict[tuple[int, int], list[Spot]],
        column_of_rank: Sequence[int],
        links: Iterable[Link],
        boxes: int,
    ) -> None:
        self._spots_of_cell = spots_of_cell
        self._column_of_rank = column_of_rank
        self._cell_of = {box: cell for cell, held in cells.items() for box in held}
        self._links: list[list[Link]] = [[] for _ in range(boxes)]
        for link in dict.fromkeys(links):
            if link.source != link.target:
                self._links[link.source].append(link)
                self._links[link.target].append(link)
        self._home: dict[int, int] = {}  # place in the order in which people gave the boxes
        self._spot: dict[int, Spot] = {}
        self._at: dict[Spot, int] = {}
        self._in_row: dict[int, int] = defaultdict(int)  # bit n: rank n is taken
        self._in_rank: dict[int, int] = defaultdict(int)  # bit n: row n is taken
        self._order = {cell: {spot: n for n, spot in enumerate(spots)} for cell, spots in spots_of_cell.items()}
        for cell, held in cells.items():
            ranks = Counter(spot.rank for spot in spots_of_cell[cell])
            stack = ceil(len(held) / len(ranks))
            for number, box in enumerate(held):
                rank, row = divmod(number, stack)
                self._home[box] = rank * next(iter(ranks.values())) + row
                self._put(box, spots_of_cell[cell][self._home[box]])

    def settle(self) -> tuple[Spot, ...]:
        """Return the spots once no move of a single box makes things better."""
        many = len(self._spot) > _MANY_BOXES
        worth_a_try = set(self._spot)
        for _ in range(2 if many else 6):
            moved: set[int] = set()
            for box in sorted(worth_a_try):
                moved |= self._improve(box)
            # only what is linked to a moved box, or shares its cell, may have found a better place
            cells = {self._cell_of[box] for box in moved}
            worth_a_try = {end for box in moved for link in self._links[box] for end in link}
            worth_a_try |= {box for box, cell in self._cell_of.items() if cell in cells}
        return tuple(self._spot[box] for box in sorted(self._spot))

    def _put(self, box: int, spot: Spot) -> None:
        self._spot[box] = spot
        self._at[spot] = box
        self._in_row[spot.row] |= 1 << spot.rank
        self._in_rank[spot.rank] |= 1 << spot.row

    def _take(self, spot: Spot) -> None:
        del self._at[spot]
        self._in_row[spot.row] ^= 1 << spot.rank
        self._in_rank[spot.rank] ^= 1 << spot.row

    def _improve(self, box: int) -> set[int]:
        """Move the box to its best spot; return the boxes that were moved."""
        here = self._spot[box]
        best, best_gain = here, 1e-6
        for spot in self._candidates(box):
            if spot != here:
                gain = self._gain(box, spot)
                if gain > best_gain:
                    best, best_gain = spot, gain
        if best == here:
            return set()
        self._exchange(box, best)
        return {box, self._at.get(here, box)}

    def _candidates(self, box: int) -> list[Spot]:
        spots = self._spots_of_cell[self._cell_of[box]]
        if len(spots) <= _MANY_SPOTS or not self._links[box]:
            return spots[:_MANY_SPOTS]
        ends = [self._spot[link.target if link.source == box else link.source] for link in self._links[box]]
        row = sum(spot.row for spot in ends) / len(ends)
        return sorted(spots, key=lambda spot: (abs(spot.row - row), spot))[:_MANY_SPOTS]

    def _gain(self, box: int, spot: Spot) -> float:
        here = self._spot[box]
        other = self._at.get(spot)
        moved = [box] if other is None else [box, other]
        before = self._cost(moved)
        self._exchange(box, spot)
        after = self._cost(moved)
        self._exchange(box, here)
        return before - after

    def _exchange(self, box: int, spot: Spot) -> None:
        here, other = self._spot[box], self._at.get(spot)
        self._take(here)
        self._put(box, spot)
        if other is not None:
            self._put(other, here)

    def _cost(self, boxes: Sequence[int]) -> float:
        total = 0.0
        for link in dict.fromkeys(link for box in boxes for link in self._links[box]):
            total += self._length(link)
        for box in boxes:
            moved = abs(self._order[self._cell_of[box]][self._spot[box]] - self._home[box])
            total += 0.04 * moved**1.5  # more than in proportion: of two alike boxes the earlier one stays first
        return total

    def _length(self, link: Link) -> float:
        """Return what an arrow costs the reader: bends first, then distance; straight ones cost nothing."""
        start, end = self._spot[link.source], self._spot[link.target]
        rows, ranks = abs(start.row - end.row), end.rank - start.rank
        if ranks == 0:
            return 0.4 + 0.4 * rows if self._free_above(start, end) else 1.7 + 0.5 * rows
        same_column = self._column_of_rank[start.rank] == self._column_of_rank[end.rank]
        weight = 1.0 if ranks > 0 else 1.4 if same_column else 0.7
        if rows == 0:
            return 0.1 if self._free_beside(start.row, start, end) else 3.0 * weight
        if abs(ranks) == 1:
            return (1.0 + 0.5 * rows) * weight
        free = self._free_beside(end.row, start, end) or self._free_beside(start.row, start, end)
        return ((1.2 if free else 2.3) + 0.5 * rows) * weight

    def _free_beside(self, row: int, start: Spot, end: Spot) -> bool:
        return not self._in_row[row] & _between(start.rank, end.rank)

    def _free_above(self, start: Spot, end: Spot) -> bool:
        return not self._in_rank[start.rank] & _between(start.row, end.row)


def _between(one: int, other: int) -> int:
    """Return the bits strictly between two numbers."""
    low, high = (one, other) if one < other else (other, one)
    return (1 << high) - (2 << low)
