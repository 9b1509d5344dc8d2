"""Which arrows of a swimlane picture lead straight down or up to a neighbour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.spots import Link

Drop = Literal[-1, 0, 1]  # in the middle, or left or right of another drop between the same boxes


def find_drops(grid: Grid, links: Sequence[Link], fitting: Sequence[bool]) -> dict[int, Drop]:
    """Return the arrows between vertical neighbours; of more than two between the same boxes, the first two.

    ``fitting`` tells of each arrow whether its label, if any, finds room beside an upright line.
    """
    neighbours = _neighbours(grid)
    between: dict[frozenset[int], list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        if fitting[number] and frozenset(link) in neighbours:
            between[frozenset(link)].append(number)
    drops: dict[int, Drop] = {}
    for numbers in between.values():
        drops |= {numbers[0]: 0} if len(numbers) == 1 else {numbers[0]: -1, numbers[1]: 1}
    return drops


def _neighbours(grid: Grid) -> set[frozenset[int]]:
    stacks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for box, spot in enumerate(grid.spots):
        stacks[spot.rank].append((spot.row, box))
    return {
        frozenset((above, below)) for stack in stacks.values() for (_, above), (_, below) in pairwise(sorted(stack))
    }
