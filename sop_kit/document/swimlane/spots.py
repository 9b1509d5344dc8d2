"""In which order the boxes of a swimlane picture stand within their cells, so that arrows are short and straight."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from sop_kit.document.swimlane import sizes as size

Cell = tuple[int, int]  # the numbers of a lane and a column
_MANY_SPOTS = 24


class Spot(NamedTuple):
    """A place for one box: rows count through all lanes, ranks through all columns."""

    row: int
    rank: int


class Link(NamedTuple):
    """An arrow by the numbers of its two boxes in the diagram."""

    source: int
    target: int


def settle(
    cells: Mapping[Cell, Sequence[int]],
    spots_of_cell: Mapping[Cell, Sequence[Spot]],
    column_of_rank: Sequence[int],
    links: Iterable[Link],
) -> tuple[Spot, ...]:
    """Return the spot of every box.

    Parameters
    ----------
    cells
        The boxes of each cell, in the order in which people gave them.
    spots_of_cell
        The spots of each cell, rank by rank; at least as many as boxes.
    column_of_rank
        The column of each rank.
    links
        The arrows.
    """
    return _Arrangement(cells, spots_of_cell, column_of_rank, links).settle()


class _Arrangement:
    """The boxes on their spots; moves and swaps within a cell shorten and straighten the arrows."""

    def __init__(
        self,
        cells: Mapping[Cell, Sequence[int]],
        spots_of_cell: Mapping[Cell, Sequence[Spot]],
        column_of_rank: Sequence[int],
        links: Iterable[Link],
    ) -> None:
        self._spots_of_cell = spots_of_cell
        self._column_of_rank = column_of_rank
        self._cell_of = {box: cell for cell, held in cells.items() for box in held}
        self._links: dict[int, list[Link]] = {box: [] for box in self._cell_of}
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
        many = len(self._spot) > size.MANY_BOXES
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

    def _candidates(self, box: int) -> Sequence[Spot]:
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
