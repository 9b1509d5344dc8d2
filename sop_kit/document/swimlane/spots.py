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
        here, alone = self._spot[box], self._cost(box, self._links[box])
        best, best_gain = here, 1e-6
        for spot in self._candidates(box):
            if spot != here:
                gain = self._gain(box, spot, alone)
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

    def _gain(self, box: int, spot: Spot, alone: float) -> float:
        """Return how much better the box stands on another spot; ``alone`` is what it costs where it stands."""
        here, links = self._spot[box], self._links[box]
        other = self._at.get(spot)
        if other is None:
            self._exchange(box, spot)
            gain = alone - self._cost(box, links)
            self._exchange(box, here)
            return gain
        # only who stands where changes, and not what is taken
        theirs = [link for link in self._links[other] if box not in link]
        before = alone + self._cost(other, theirs)
        self._spot[box], self._spot[other] = spot, here
        gain = before - self._cost(box, links) - self._cost(other, theirs)
        self._spot[box], self._spot[other] = here, spot
        return gain

    def _exchange(self, box: int, spot: Spot) -> None:
        here, other = self._spot[box], self._at.get(spot)
        self._take(here)
        self._put(box, spot)
        if other is not None:
            self._put(other, here)

    def _cost(self, box: int, links: Iterable[Link]) -> float:
        """Return what the place of a box costs the reader: the arrows there, and how far it moved from its home."""
        spot, length = self._spot, self._length
        moved = abs(self._order[self._cell_of[box]][spot[box]] - self._home[box])
        # more than in proportion: of two alike boxes the earlier one stays first
        total = 0.04 * moved**1.5 if moved else 0.0
        for source, target in links:
            total += length(*spot[source], *spot[target])
        return total

    def _length(self, row: int, rank: int, end_row: int, end_rank: int) -> float:
        """Return what an arrow costs: bends first, then distance; straight ones cost nothing."""
        rows, ranks = abs(row - end_row), end_rank - rank
        if ranks == 0:
            free = not self._in_rank[rank] & bits_between(row, end_row)
            return 0.4 + 0.4 * rows if free else 1.7 + 0.5 * rows
        column = self._column_of_rank
        weight = 1.0 if ranks > 0 else 1.4 if column[rank] == column[end_rank] else 0.7
        if rows and abs(ranks) == 1:
            return (1.0 + 0.5 * rows) * weight
        between, taken = bits_between(rank, end_rank), self._in_row
        if rows == 0:
            return 3.0 * weight if taken[row] & between else 0.1
        free = not taken[end_row] & between or not taken[row] & between
        return ((1.2 if free else 2.3) + 0.5 * rows) * weight


def bits_between(one: int, other: int) -> int:
    """Return the bits strictly between two numbers."""
    low, high = (one, other) if one < other else (other, one)
    return (1 << high) - (2 << low)
