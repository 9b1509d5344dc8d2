"""At which heights the lines of a swimlane picture leave and reach their boxes.

A row has slots, counted from its middle (0); every line that runs along the row has one. Two lines over the same ground
keep apart. Two that only meet in a gutter may share a slot: then the one from the left has to turn first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sop_kit.document.layout_grid import Grid
from sop_kit.document.layout_paths import Bands, Net, Path, Side, own_gutter
from sop_kit.document.layout_sizes import APART
from sop_kit.document.layout_spots import Spot

Port = tuple[int, Side]  # a box (by its number in the diagram) and one of its sides


@dataclass(slots=True)
class Run:
    """A line along a row, from a box to a gutter or to another box.

    ``low`` and ``high`` count in half ranks: gutter ``n`` is at ``2n``, the sides of rank ``n`` at ``2n + 0.5`` and
    ``2n + 1.5``. ``above`` is how many slots the label over it takes.
    """

    net: Net
    row: int
    low: float
    high: float
    ports: list[Port]
    heads: set[int] = field(default_factory=set)  # -1: its line comes from or goes up, 1: down
    above: int = 0
    straight: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """For every path the runs that leave its source and reach its target, and who turns first in a gutter."""

    leaving: tuple[Run | None, ...]
    reaching: tuple[Run | None, ...]
    first: Mapping[int, Mapping[Net, frozenset[Net]]]  # gutter -> net -> nets that must turn right of it

    def all(self) -> list[Run]:
        """Return every run once."""
        return list({id(run): run for run in (*self.leaving, *self.reaching) if run}.values())


def assign_slots(grid: Grid, bands: Bands, paths: Sequence[Path], above: Sequence[int]) -> Runs:
    """Return the runs of the paths with their slots; ``above`` is how many slots the label of each path takes."""
    leaving, reaching = _make_runs(grid, bands, paths, above)
    turning = _Turning()
    by_row: dict[int, list[Run]] = defaultdict(list)
    for run in {id(run): run for run in (*leaving, *reaching) if run}.values():
        by_row[run.row].append(run)
    for row in sorted(by_row):
        _fill_row(by_row[row], turning)
    return Runs(tuple(leaving), tuple(reaching), turning.known())


def _make_runs(
    grid: Grid, bands: Bands, paths: Sequence[Path], above: Sequence[int]
) -> tuple[list[Run | None], list[Run | None]]:
    leaving: list[Run | None] = []
    reaching: list[Run | None] = []
    shared: dict[tuple[Net, Side], Run] = {}
    for path, label in zip(paths, above, strict=True):
        if path.kind == "drop":
            leaving.append(None)
            reaching.append(None)
            continue
        start, end = grid.spots[path.link.source], grid.spots[path.link.target]
        top, bottom = bands.of_row[start.row], bands.of_row[end.row]
        out, into = (path.link.source, path.leaves), (path.link.target, path.arrives)
        run = shared.get((path.net, path.arrives))
        if run is None:
            side = _side_at(end, path.arrives)
            run = shared[path.net, path.arrives] = Run(path.net, end.row, side, side, [into])
        reaching.append(run)
        if path.kind == "straight":
            _stretch(run, _side_at(start, path.leaves))
            run.straight = True
            run.ports.append(out)
            run.above = max(run.above, label)
            leaving.append(run)
            continue
        _stretch(run, 2.0 * path.last_gutter)
        via_out, via_in = (bottom, top) if path.kind == "bend" else (path.channel, path.channel)
        loop = path.link.source == path.link.target
        run.heads.add(1 if loop else _sign(via_in - bottom))
        exit_run = Run(path.net, start.row, *_span(start, path), [out], {-1 if loop else _sign(via_out - top)}, label)
        leaving.append(exit_run)
    return leaving, reaching


def _span(start: Spot, path: Path) -> tuple[float, float]:
    low, high = sorted((_side_at(start, path.leaves), 2.0 * path.first_gutter))
    return low, high


def _stretch(run: Run, to: float) -> None:
    run.low, run.high = min(run.low, to), max(run.high, to)


def _side_at(spot: Spot, side: Side) -> float:
    return 2.0 * own_gutter(spot, side) - side / 2


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


class _Turning:
    """Which net's line turns left of which other one's, gutter by gutter; never in a circle."""

    def __init__(self) -> None:
        self._right_of: dict[int, dict[Net, set[Net]]] = defaultdict(lambda: defaultdict(set))

    def can(self, gutter: int, left: Net, right: Net) -> bool:
        """Return whether the left one may turn first without breaking an earlier promise."""
        seen, open_ = set(), [right]
        while open_:
            net = open_.pop()
            if net == left:
                return False
            if net not in seen:
                seen.add(net)
                open_ += self._right_of[gutter].get(net, ())
        return True

    def promise(self, gutter: int, left: Net, right: Net) -> None:
        """Remember that the left one turns first."""
        self._right_of[gutter][left].add(right)

    def known(self) -> dict[int, dict[Net, frozenset[Net]]]:
        """Return all promises."""
        return {
            gutter: {net: frozenset(others) for net, others in of_net.items()}
            for gutter, of_net in self._right_of.items()
        }


def _fill_row(runs: list[Run], turning: _Turning) -> None:
    wished = _wishes(runs)
    placed: list[Run] = []
    order = sorted(range(len(runs)), key=lambda n: (not runs[n].straight, abs(wished[n]), runs[n].low, n))
    for number in order:
        run = runs[number]
        run.slot = next(slot for slot in _nearest(wished[number]) if _fits(run, slot, placed, turning))
        for other in placed:
            meeting = _meeting(run, other)
            if meeting is not None and other.slot == run.slot:
                gutter, left, right = meeting
                turning.promise(gutter, left, right)
        placed.append(run)


def _fits(run: Run, slot: int, placed: Sequence[Run], turning: _Turning) -> bool:
    for other in placed:
        if min(run.high, other.high) < max(run.low, other.low):
            continue
        if slot - run.above >= other.slot + APART or other.slot - other.above >= slot + APART:
            continue
        meeting = _meeting(run, other)
        if meeting is None or slot != other.slot or not turning.can(*meeting):
            return False
    return True


def _meeting(run: Run, other: Run) -> tuple[int, Net, Net] | None:
    """Return the gutter where two runs only just meet, with the nets of the left and of the right one."""
    left, right = (run, other) if run.high <= other.low else (other, run)
    if left.high != right.low or left.net == right.net:
        return None
    return int(left.high) // 2, left.net, right.net


def _wishes(runs: Sequence[Run]) -> list[int]:
    """Return the slot each run would have if its box were alone: evenly around the middle, upward lines on top."""
    groups: dict[Port, list[int]] = defaultdict(list)
    for number, run in enumerate(runs):
        for port in run.ports:
            groups[port].append(number)
    wished = [0] * len(runs)
    for group in groups.values():
        ordered = sorted(group, key=lambda n: (0 if runs[n].straight else sum(runs[n].heads), n))
        slots, level = [], 0
        for place, number in enumerate(ordered):
            level += runs[number].above + (APART if place else 0)
            slots.append(level)
        fixed = [slot for slot, number in zip(slots, ordered, strict=True) if runs[number].straight]
        middle = fixed[0] if fixed else (slots[-1] + 1) // 2
        for slot, number in zip(slots, ordered, strict=True):
            if not runs[number].straight:
                wished[number] = slot - middle
    return wished


def _nearest(wish: int) -> Iterator[int]:
    """Return all slots, nearest to the wished one first, outwards before inwards."""
    outwards = 1 if wish >= 0 else -1
    yield wish
    for step in count(1):
        yield wish + outwards * step
        yield wish - outwards * step
