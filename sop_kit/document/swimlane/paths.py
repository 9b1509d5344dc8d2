"""The way of an arrow through a swimlane picture: along rows, channels, gutters and middles of ranks.

Positions count across in half ranks: gutter ``n`` is at ``2n``, the middle of rank ``n`` at ``2n + 1``. Lines run along
the rows, in the channels between them, and upright at positions: in the gutters, where many find room side by side,
and at the middle of a rank, where there is room for one. An arrow that goes forward leaves its box on the right and
arrives on the left; one that goes back does the opposite; either may leave or arrive at the top or bottom instead.
Arrows to the same box form a net and share their last pieces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.spots import Link, Spot

Side = Literal[-1, 1]  # left, right


class Net(NamedTuple):
    """The arrows that lead to one box in one direction; their lines may join."""

    target: int
    back: bool


@dataclass(frozen=True, slots=True)
class Bands:
    """The picture from top to bottom: in each lane a channel, then rows and channels in turn."""

    of_row: tuple[int, ...]
    lane_of: tuple[int, ...]  # a band
    count: int

    def channels(self, low: int, high: int) -> list[int]:
        """Return the channels from one above the first row to one below the second."""
        rows = set(self.of_row)
        return [band for band in range(low - 1, high + 2) if band not in rows]


@dataclass(frozen=True, slots=True)
class Path:
    """The way of one arrow.

    ``drop`` leads straight down or up to a neighbour, ``straight`` along the row, ``bend`` along one upright piece at
    ``first``, ``channel`` along two, at ``first`` and ``last``, and the channel between them. An upright piece at the
    middle of the source's (or target's) own rank leaves it (or arrives) at its top or bottom.
    """

    link: Link
    net: Net
    kind: Literal["drop", "straight", "bend", "channel"]
    start: Spot
    end: Spot
    first: int = 0
    last: int = 0
    channel: int = 0
    shift: Literal[-1, 0, 1] = 0  # of a drop: beside another one between the same boxes, left or right of it

    @property
    def leaves(self) -> Literal[-1, 0, 1]:
        """The side at which it leaves: left, right, or 0 for top and bottom."""
        return _side(self.first - middle(self.start))

    @property
    def arrives(self) -> Literal[-1, 0, 1]:
        """The side at which it arrives."""
        return _side(self.last - middle(self.end))


def middle(spot: Spot) -> int:
    """Return the position of a spot's middle."""
    return 2 * spot.rank + 1


def _side(difference: int) -> Literal[-1, 0, 1]:
    return 0 if difference == 0 else 1 if difference > 0 else -1


def make_bands(grid: Grid) -> Bands:
    """Return the bands of a grid."""
    of_row: list[int] = []
    lane_of: list[int] = []
    for row, lane in enumerate(grid.lane_of_row):
        if row == 0 or grid.lane_of_row[row - 1] != lane:
            lane_of.append(lane)
        of_row.append(len(lane_of))
        lane_of += [lane, lane]
    return Bands(tuple(of_row), tuple(lane_of), len(lane_of))
