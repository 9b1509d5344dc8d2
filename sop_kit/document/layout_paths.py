"""Which way every arrow of a swimlane picture takes: along which rows, gutters and channels.

Gutters run between the ranks, channels between the rows. An arrow that goes forward leaves its box on the right and
arrives on the left; one that goes back does the opposite; one to the neighbour above or below runs straight there.
Arrows to the same box form a net and share their last pieces. Each net takes the way that is shortest, bends least and
crosses least, given the ways of the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from sop_kit.document.layout_grid import Grid
from sop_kit.document.layout_spots import Link, Spot

Side = Literal[-1, 1]  # left, right
_BEND = 22.0
_CROSSING = 34.0
_NEW_ARROWHEAD = 12.0
_ROW_SHARED = 10.0  # two lines along one row make it taller
_CHANNELS_NEAR = 6  # a long way apart: only the channels near either end are tried
_ROUNDS = 3
_ROW, _CHANNEL, _RANK, _GUTTER = 80.0, 28.0, 150.0, 55.0  # rough sizes, for comparing ways


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

    ``drop`` leads straight down or up to a neighbour, ``straight`` along the row, ``bend`` through one gutter,
    ``channel`` through two gutters and the channel between them.
    """

    link: Link
    net: Net
    kind: Literal["drop", "straight", "bend", "channel"]
    leaves: Side = 1
    arrives: Side = -1
    first_gutter: int = 0
    last_gutter: int = 0
    channel: int = 0


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


def own_gutter(spot: Spot, side: Side) -> int:
    """Return the gutter beside a box; gutter ``n`` lies left of rank ``n``."""
    return spot.rank + (1 if side > 0 else 0)


def find_paths(grid: Grid, bands: Bands, links: Sequence[Link], labelled: Sequence[bool]) -> tuple[Path, ...]:
    """Return the way of every arrow, in the order of ``links``."""
    drops = _find_drops(grid, links, labelled)
    nets: dict[Net, list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        nets[_net(grid, link)].append(number)
    router = _Router(grid, bands)
    found: dict[int, Path] = {n: Path(links[n], _net(grid, links[n]), "drop") for n in drops}
    for net, members in nets.items():
        nets[net] = sorted((n for n in members if n not in drops), key=lambda n: (_distance(grid, links[n]), n))
    order = sorted((net for net in nets if nets[net]), key=lambda net: (_distance(grid, links[nets[net][0]]), net))
    for again in range(_ROUNDS):
        before = dict(found)
        for net in order:
            if again:
                router.forget(net)
            found.update(zip(nets[net], router.route(net, [links[n] for n in nets[net]]), strict=True))
        if found == before:
            break
    return tuple(found[number] for number in range(len(links)))


def _net(grid: Grid, link: Link) -> Net:
    start, end = (grid.column_of_rank[grid.spots[box].rank] for box in link)
    return Net(link.target, end < start)


def _distance(grid: Grid, link: Link) -> int:
    start, end = grid.spots[link.source], grid.spots[link.target]
    return 3 * abs(start.rank - end.rank) + abs(start.row - end.row)


def _find_drops(grid: Grid, links: Sequence[Link], labelled: Sequence[bool]) -> set[int]:
    """Return the arrows between vertical neighbours; of two between the same boxes, the first."""
    stacks: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for box, spot in enumerate(grid.spots):
        stacks[spot.rank].append((spot.row, box))
    neighbours = {
        frozenset((above, below)) for stack in stacks.values() for (_, above), (_, below) in pairwise(sorted(stack))
    }
    drops = set()
    for number, link in enumerate(links):
        if not labelled[number] and frozenset(link) in neighbours:
            neighbours.discard(frozenset(link))
            drops.add(number)
    return drops


class _Wire(NamedTuple):
    """A piece of a path: at one gutter over bands, or at one band over gutters."""

    upright: bool
    at: int
    low: int
    high: int


class _Way(NamedTuple):
    path: Path
    wires: list[_Wire]


class _Router:
    """The ways taken so far, and what another one would cost."""

    def __init__(self, grid: Grid, bands: Bands) -> None:
        self._grid, self._bands = grid, bands
        self._taken = frozenset(grid.spots)
        gutters = len(grid.column_of_rank) + 1
        rows = frozenset(bands.of_row)
        self._y = _running_sum([_ROW if band in rows else _CHANNEL for band in range(bands.count)])
        self._x = [gutter * (_RANK + _GUTTER) for gutter in range(gutters)]
        self._is_row = [band in rows for band in range(bands.count)]
        # how many nets pass a gutter at a band: sideways (read down a gutter), up or down (read along a band)
        self._sideways = [[0.0] * bands.count for _ in range(gutters)]
        self._upright = [[0.0] * gutters for _ in range(bands.count)]
        self._wires: dict[Net, list[_Wire]] = {}
        self._known_ways: dict[tuple[Link, bool], list[_Way]] = {}

    def forget(self, net: Net) -> None:
        """Take the net's ways back."""
        for wire in self._wires.pop(net):
            self._count(wire, -1.0)

    def route(self, net: Net, links: Sequence[Link]) -> list[Path]:
        """Return the cheapest ways for the arrows of a net, and remember them."""
        wires: list[_Wire] = []
        arrived: set[Side] = set()
        paths: list[Path] = []
        for link in links:
            # of several arrows between the same boxes only one can take the straight line
            again = any(path.link == link for path in paths)
            if (link, again) not in self._known_ways:
                ways = self._ways(link, net, again=again)
                self._known_ways[link, again] = [_Way(path, self._wires_of(path)) for path in ways]
            way = min(self._known_ways[link, again], key=lambda way: self._cost(way, wires, arrived))
            paths.append(way.path)
            arrived.add(way.path.arrives)
            for wire in way.wires:
                wires = _joined(wires, wire)
        for wire in wires:
            self._count(wire, 1.0)
        self._wires[net] = wires
        return paths

    def _ways(self, link: Link, net: Net, *, again: bool) -> Iterator[Path]:
        start, end = self._grid.spots[link.source], self._grid.spots[link.target]
        if start.rank == end.rank:
            for side in _sides(1, -1):
                gutter = own_gutter(start, side)
                yield Path(link, net, "bend", side, side, gutter, gutter)
            return
        leaves, arrives = _sides(1, -1) if start.rank < end.rank else _sides(-1, 1)
        first, last = own_gutter(start, leaves), own_gutter(end, arrives)
        if not again and start.row == end.row and self._is_free(start.row, first, last):
            yield Path(link, net, "straight", leaves, arrives, first, last)
            return
        low, high = sorted((first, last))
        for gutter in range(low, high + 1):
            if self._is_free(start.row, first, gutter) and self._is_free(end.row, gutter, last):
                yield Path(link, net, "bend", leaves, arrives, gutter, gutter)
        if first == last:
            return
        bands = sorted((self._bands.of_row[start.row], self._bands.of_row[end.row]))
        channels = self._bands.channels(*bands)
        if len(channels) > 2 * _CHANNELS_NEAR:
            channels = channels[:_CHANNELS_NEAR] + channels[-_CHANNELS_NEAR:]
        for channel in channels:
            yield Path(link, net, "channel", leaves, arrives, first, last, channel)

    def _is_free(self, row: int, gutter: int, other: int) -> bool:
        low, high = sorted((gutter, other))
        return not any((row, rank) in self._taken for rank in range(low, high))

    def _wires_of(self, path: Path) -> list[_Wire]:
        start, end = self._grid.spots[path.link.source], self._grid.spots[path.link.target]
        top, bottom = self._bands.of_row[start.row], self._bands.of_row[end.row]
        out, into = own_gutter(start, path.leaves), own_gutter(end, path.arrives)
        if path.kind == "straight":
            return [_level(top, out, into)]
        wires = [_level(top, out, path.first_gutter), _level(bottom, path.last_gutter, into)]
        if path.kind == "bend":
            return [*wires, _upright(path.first_gutter, top, bottom)]
        return [
            *wires,
            _upright(path.first_gutter, top, path.channel),
            _level(path.channel, path.first_gutter, path.last_gutter),
            _upright(path.last_gutter, path.channel, bottom),
        ]

    def _cost(self, way: _Way, net: Sequence[_Wire], arrived: set[Side]) -> float:
        bends = {"straight": 0, "bend": 2, "channel": 4}.get(way.path.kind, 0)
        cost = bends * _BEND + (_NEW_ARROWHEAD if way.path.arrives not in arrived else 0.0)
        for wire in way.wires:
            if wire.low == wire.high:
                continue
            places = self._y if wire.upright else self._x
            whole = new = places[wire.high] - places[wire.low]
            for old in net:
                if old.at == wire.at and old.upright == wire.upright:
                    new -= max(0.0, places[min(wire.high, old.high)] - places[max(wire.low, old.low)])
            if new > 0:
                cost += new + self._disturbance(wire) * new / whole
        return cost

    def _disturbance(self, wire: _Wire) -> float:
        crossed = (self._sideways if wire.upright else self._upright)[wire.at]
        inside = sum(crossed[wire.low + 1 : wire.high])
        ends = (crossed[wire.low] + crossed[wire.high]) / 2
        cost = _CROSSING * (inside + ends)
        if not wire.upright and self._is_row[wire.at]:
            cost += _ROW_SHARED * sum(self._sideways[g][wire.at] for g in range(wire.low, wire.high + 1))
        return cost

    def _count(self, wire: _Wire, one: float) -> None:
        for place in range(wire.low, wire.high + 1):
            much = one if wire.low < place < wire.high else one / 2
            if wire.upright:
                self._upright[place][wire.at] += much
            else:
                self._sideways[place][wire.at] += much


def _sides(first: Side, second: Side) -> tuple[Side, Side]:
    return first, second


def _upright(gutter: int, one: int, other: int) -> _Wire:
    return _Wire(upright=True, at=gutter, low=min(one, other), high=max(one, other))


def _level(band: int, one: int, other: int) -> _Wire:
    return _Wire(upright=False, at=band, low=min(one, other), high=max(one, other))


def _joined(wires: list[_Wire], new: _Wire) -> list[_Wire]:
    """Return the wires with the new one, touching pieces made one."""
    touching = [w for w in wires if w[:2] == new[:2] and w.low <= new.high and new.low <= w.high]
    low, high = min([new.low, *(w.low for w in touching)]), max([new.high, *(w.high for w in touching)])
    return [*(w for w in wires if w not in touching), _Wire(new.upright, new.at, low, high)]


def _running_sum(sizes: Sequence[float]) -> list[float]:
    total, sums = 0.0, []
    for one in sizes:
        sums.append(total + one / 2)
        total += one
    return sums
