"""At which heights the lines of a swimlane picture leave and reach their boxes.

A row has slots, counted from its middle (0); every line that runs along the row has one. Two lines over the same ground
keep apart. Two that only meet in a gutter may share a slot: then the one from the left has to turn first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, pairwise

from sop_kit.document.swimlane.paths import Bands, Net, Path, middle
from sop_kit.document.swimlane.sizes import LINE_ROOM
from sop_kit.document.swimlane.spots import Spot

Port = tuple[int, int]  # a box (by its number in the diagram) and one of its sides, -1 or 1


@dataclass(slots=True)
class Run:
    """A line along a row, from a box to where it turns or to another box.

    ``low`` and ``high`` are positions (in half ranks), a box's side half a position from its middle. ``above`` and
    ``below`` are how many slots the line takes with the label over or under it.
    """

    net: Net
    row: int
    low: float
    high: float
    ports: list[Port]
    heads: set[int] = field(default_factory=set)  # -1: its line comes from or goes up, 1: down
    label: int = 0  # slots
    above: int = LINE_ROOM
    below: int = LINE_ROOM
    straight: bool = False
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Runs:
    """For every path the runs that leave its source and reach its target, and who turns first in a gutter."""

    leaving: tuple[Run | None, ...]
    reaching: tuple[Run | None, ...]
    more: tuple[Run, ...]
    first: Mapping[int, Mapping[Net, set[Net]]]  # position of a gutter -> net -> nets that must turn right of it

    def all(self) -> list[Run]:
        """Return every run once."""
        return list({id(run): run for run in (*self.leaving, *self.reaching, *self.more) if run}.values())


def assign_slots(bands: Bands, paths: Sequence[Path], labels: Sequence[int], more: Sequence[Run]) -> Runs:
    """Return the runs of the paths with their slots.

    ``labels`` is how many slots the label of each path takes; ``more`` are other runs, which get their slots too.
    """
    leaving, reaching = _make_runs(bands, paths, labels)
    turning = _Turning()
    by_row: dict[int, list[Run]] = defaultdict(list)
    runs = Runs(tuple(leaving), tuple(reaching), tuple(more), turning.of_gutter)
    for run in runs.all():
        by_row[run.row].append(run)
    for row in sorted(by_row):
        _fill_row(by_row[row], turning)
    return runs


def _make_runs(bands: Bands, paths: Sequence[Path], labels: Sequence[int]) -> tuple[list[Run | None], list[Run | None]]:
    leaving: list[Run | None] = []
    reaching: list[Run | None] = []
    shared: dict[tuple[Net, int], Run] = {}
    for path, label in zip(paths, labels, strict=True):
        into = _reaching_run(bands, path, shared) if path.arrives else None
        out = _leaving_run(bands, path, into, label) if path.leaves else None
        reaching.append(into)
        leaving.append(out)
    return leaving, reaching


def _reaching_run(bands: Bands, path: Path, shared: dict[tuple[Net, int], Run]) -> Run:
    run = shared.get((path.net, path.arrives))
    if run is None:
        side = _side_at(path.end, path.arrives)
        port = path.link.target, path.arrives
        run = shared[path.net, path.arrives] = Run(path.net, path.end.row, side, side, [port])
    if path.kind != "straight":
        _stretch(run, path.last)
        via = bands.of_row[path.start.row] if path.kind == "bend" else path.channel
        run.heads.add(1 if path.link.source == path.link.target else _sign(via - bands.of_row[path.end.row]))
    return run


def _leaving_run(bands: Bands, path: Path, into: Run | None, label: int) -> Run:
    port = path.link.source, path.leaves
    side = _side_at(path.start, path.leaves)
    if path.kind == "straight" and into is not None:
        _stretch(into, side)
        into.straight = True
        into.ports.append(port)
        into.label = max(into.label, label)
        return into
    via = bands.of_row[path.end.row] if path.kind == "bend" else path.channel
    head = -1 if path.link.source == path.link.target else _sign(via - bands.of_row[path.start.row])
    low, high = sorted((side, float(path.first)))
    return Run(path.net, path.start.row, low, high, [port], {head}, label)


def _stretch(run: Run, to: float) -> None:
    run.low, run.high = min(run.low, to), max(run.high, to)


def _side_at(spot: Spot, side: int) -> float:
    return middle(spot) + side / 2


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


class _Turning:
    """Which net's line turns left of which other one's, gutter by gutter; never in a circle."""

    def __init__(self) -> None:
        self.of_gutter: dict[int, dict[Net, set[Net]]] = defaultdict(lambda: defaultdict(set))

    def can(self, gutter: int, left: Net, right: Net) -> bool:
        """Return whether the left one may turn first without breaking an earlier promise."""
        seen, open_ = set(), [right]
        while open_:
            net = open_.pop()
            if net == left:
                return False
            if net not in seen:
                seen.add(net)
                open_ += self.of_gutter[gutter].get(net, ())
        return True

    def promise(self, gutter: int, left: Net, right: Net) -> None:
        """Remember that the left one turns first."""
        self.of_gutter[gutter][left].add(right)


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
        if slot - run.above >= other.slot + other.below or other.slot - other.above >= slot + run.below:
            continue
        meeting = _meeting(run, other)
        if meeting is None or slot != other.slot or not turning.can(*meeting):
            return False
    return True


def _meeting(run: Run, other: Run) -> tuple[int, Net, Net] | None:
    """Return the gutter where two runs only just meet, with the nets of the left and of the right one."""
    left, right = (run, other) if run.high <= other.low else (other, run)
    if left.high != right.low or left.high % 2 or left.net == right.net:
        return None
    return int(left.high), left.net, right.net


def _wishes(runs: Sequence[Run]) -> list[int]:
    """Return the slot each run would have if its box were alone: evenly around the middle, upward lines on top.

    The lowest of several lines at one side of a box wears its label below itself, so that a box with two conditions
    need not grow.
    """
    groups: dict[Port, list[int]] = defaultdict(list)
    for number, run in enumerate(runs):
        for port in run.ports:
            groups[port].append(number)
    wished = [0] * len(runs)
    for group in groups.values():
        ordered = sorted(group, key=lambda n: (0 if runs[n].straight else sum(runs[n].heads), n))
        for number in ordered:
            run = runs[number]
            if run.label and number == ordered[-1] and len(ordered) > 1 and not run.straight:
                run.below = max(LINE_ROOM, run.label)
            elif run.label:
                run.above = max(LINE_ROOM, run.label)
        slots = [0]
        for above, below in pairwise(ordered):
            slots.append(slots[-1] + runs[above].below + runs[below].above)
        fixed = [slot for slot, number in zip(slots, ordered, strict=True) if runs[number].straight]
        centre = fixed[0] if fixed else (slots[-1] + 1) // 2
        for slot, number in zip(slots, ordered, strict=True):
            if not runs[number].straight:
                wished[number] = slot - centre
    return wished


def _nearest(wish: int) -> Iterator[int]:
    """Return all slots, nearest to the wished one first, outwards before inwards."""
    outwards = 1 if wish >= 0 else -1
    yield wish
    for step in count(1):
        yield wish + outwards * step
        yield wish - outwards * step
