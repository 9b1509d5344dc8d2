"""How wide everything in a swimlane picture is, and where it stands from left to right.

A gutter is as wide as its fullest height needs: lines keep clear of each other, and of labels at the heights they pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.labels import label_width
from sop_kit.document.swimlane.paths import Net, Path, middle
from sop_kit.document.swimlane.plan import Plan
from sop_kit.document.swimlane.slots import Run
from sop_kit.document.swimlane.tracks import Line, height, overlap


@dataclass(frozen=True, slots=True)
class Across:
    """Where gutters and ranks begin and how wide they are, and the x of every upright line in a gutter."""

    gutters: tuple[tuple[float, float], ...]
    ranks: tuple[tuple[float, float], ...]
    lines: Mapping[tuple[Net, int], float]  # net, position

    @property
    def right(self) -> float:
        """Where the last gutter ends."""
        return sum(self.gutters[-1])


_Kind = Literal["box", "pair", "free"]


class _Words(NamedTuple):
    """A label in a gutter: its heights, how far it reaches in, and what stands opposite it in its row.

    That is a box, a pair of upright lines, or nothing but a line through the middle at most.
    """

    low: int
    high: int
    reach: float
    opposite: _Kind


@dataclass(slots=True)
class _Gutter:
    left: list[_Words]
    right: list[_Words]
    lines: tuple[Line, ...]


def place_across(plan: Plan, rank_widths: Sequence[float], begin: float) -> Across:
    """Return where everything stands from left to right; the first gutter begins at ``begin``."""
    labels = _labels(plan)
    gutters, ranks = [], []
    lines: dict[tuple[Net, int], float] = {}
    x = begin
    for number in range(len(rank_widths) + 1):
        at = 2 * number
        gutter = _Gutter(labels[at, 1], labels[at, -1], plan.tracks.gutters.get(at, ()))
        beside = [rank_widths[n] / 2 if 0 <= n < len(rank_widths) else 0.0 for n in (number - 1, number)]
        is_edge = number in (0, len(rank_widths))
        wide, offsets = _gutter(gutter, beside, plan.spacing, is_edge=is_edge)
        for line, offset in zip(gutter.lines, offsets, strict=True):
            lines[line.net, at] = x + offset
        gutters.append((x, wide))
        x += wide
        if number < len(rank_widths):
            ranks.append((x, rank_widths[number]))
            x += rank_widths[number]
    return Across(tuple(gutters), tuple(ranks), lines)


def _labels(plan: Plan) -> dict[tuple[int, int], list[_Words]]:
    """Return labels and signs by the gutter they stand in and their side of it (1 left, -1 right)."""
    found: dict[tuple[int, int], list[_Words]] = defaultdict(list)
    opposite = _Opposite(plan)
    for path, run, label in zip(plan.paths, plan.runs.leaving, plan.labels, strict=True):
        if run is not None and label.lines:
            reach = label_width(label) + 2 * size.LABEL_AWAY
            found[middle(path.start) + path.leaves, path.leaves].append(
                opposite.words(run, reach, path.start.rank + path.leaves)
            )
    for tag in plan.tags:
        found[middle(tag.spot) + tag.side, tag.side].append(
            opposite.words(tag.run, tag.reach, tag.spot.rank + tag.side)
        )
    return found


class _Opposite:
    """What stands in the places opposite to labels."""

    def __init__(self, plan: Plan) -> None:
        self._bands, self._taken = plan.bands, plan.grid.taken
        pairs = (path for path in plan.paths if path.shift)
        self._crowded = {
            (row, path.start.rank) for path in pairs for row in range(*sorted((path.start.row, path.end.row)))
        }

    def words(self, run: Run, reach: float, rank: int) -> _Words:
        """Return the words over a run, with what stands opposite in a rank."""
        band, place = self._bands.of_row[run.row], (run.row, rank)
        kind: _Kind = "box" if place in self._taken else "pair" if place in self._crowded else "free"
        return _Words(height(band, run.slot - run.above), height(band, run.slot + run.below), reach, kind)


def _gutter(
    gutter: _Gutter, beside: Sequence[float], spacing: size.Spacing, *, is_edge: bool
) -> tuple[float, list[float]]:
    """Return how wide a gutter is, and how far in each of its lines runs."""
    left_needs = [_need(line, gutter.left, spacing, joined=bool(line.from_low)) for line in gutter.lines]
    right_needs = [_need(line, gutter.right, spacing, joined=bool(line.from_high)) for line in gutter.lines]
    first = _packed(gutter.lines, left_needs, spacing)
    bare = spacing.stub if is_edge else spacing.gutter
    wide = max([bare, *(x + need for x, need in zip(first, right_needs, strict=True))])
    for words, half in ((gutter.left, beside[1]), (gutter.right, beside[0])):
        beyond = {"box": -spacing.stub, "pair": size.BESIDE_PAIR, "free": half}  # how far words may reach out
        wide = max([wide, *(one.reach - beyond[one.opposite] for one in words)])
    wide = float(ceil(wide))  # so that boxes begin at whole pixels
    last = [wide - x for x in reversed(_packed(gutter.lines[::-1], right_needs[::-1], spacing))]
    return wide, [(one + other) / 2 for one, other in zip(first, last, strict=True)]


def _need(line: Line, words: Sequence[_Words], spacing: size.Spacing, *, joined: bool) -> float:
    """Return how far a line has to stay from a side of its gutter."""
    stub = spacing.stub if joined else spacing.clear
    passed = (one.reach for one in words if any(low <= one.high and one.low <= high for low, high in line.spans))
    return max([stub, *passed])


def _packed(lines: Sequence[Line], needs: Sequence[float], spacing: size.Spacing) -> list[float]:
    """Return the least distances of lines from the side at which the first one runs."""
    placed: list[float] = []
    for number, line in enumerate(lines):
        beside = (placed[other] + spacing.track for other in range(number) if overlap(line, lines[other]))
        placed.append(max([needs[number], *beside]))
    return placed


def run_x(across: Across, path: Path, at: int) -> float:
    """Return the x of a path's upright piece at a position: a line in a gutter or the middle of a rank."""
    if at % 2 == 0:
        return across.lines[path.net, at]
    x, wide = across.ranks[at // 2]
    return x + wide / 2 + size.drop_shift(wide, path.shift)


def ends_of(run: Run) -> range:
    """Return the positions a run covers."""
    return range(-int(-run.low // 1), int(run.high // 1) + 1)
