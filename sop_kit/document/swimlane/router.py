"""Which way every arrow of a swimlane picture takes.

Each net takes the way that is shortest, bends least and crosses least, given the ways of the others; a few rounds let
the first ones make room for the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sop_kit.document.swimlane.drops import Drop, find_drops
from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.paths import Bands, Net, Path, middle
from sop_kit.document.swimlane.spots import Link
from sop_kit.document.swimlane.ways import Way, Ways, Wire, upright

_BEND = 22.0
_CROSSING = 34.0
_NEW_ARROWHEAD = 12.0
_ROW_SHARED = 10.0  # two lines along one row make it taller
_GUTTER_SHARED = 7.0  # two lines along one gutter make it wider
_ROW, _CHANNEL, _RANK, _GUTTER = 50.0, 24.0, 125.0, 45.0  # rough sizes, for comparing ways


def find_paths(
    grid: Grid, bands: Bands, links: Sequence[Link], slim: Sequence[bool], *, rounds: int
) -> tuple[Path, ...]:
    """Return the way of every arrow, in the order of ``links``.

    ``slim`` tells of each whether its label, if any, finds room beside an upright line: else it leaves at a side.
    """
    router = _Router(grid, bands, frozenset(link for link, fits in zip(links, slim, strict=True) if not fits))
    found: dict[int, Path] = {}
    for number, drop in find_drops(grid, links, slim).items():
        found[number] = _drop_path(grid, links[number], drop)
        router.claim(found[number])
    nets: dict[Net, list[int]] = defaultdict(list)
    for number, link in enumerate(links):
        if number not in found:
            nets[_net(grid, link)].append(number)
    for net, members in nets.items():
        nets[net] = sorted(members, key=lambda n: (_distance(grid, links[n]), n))
    order = sorted(nets, key=lambda net: (_distance(grid, links[nets[net][0]]), net))
    for again in range(rounds):
        before = dict(found)
        for net in order:
            if again:
                router.forget(net)
            ways = router.route(net, [links[n] for n in nets[net]])
            found.update(zip(nets[net], ways, strict=True))
        if found == before:
            break
    return tuple(found[number] for number in range(len(links)))


def _drop_path(grid: Grid, link: Link, drop: Drop) -> Path:
    start, end = grid.spots[link.source], grid.spots[link.target]
    at = middle(start)
    return Path(link, _net(grid, link), "drop", start, end, at, at, shift=drop)


def _net(grid: Grid, link: Link) -> Net:
    start, end = (grid.column_of_rank[grid.spots[box].rank] for box in link)
    return Net(link.target, end < start)


def _distance(grid: Grid, link: Link) -> int:
    start, end = grid.spots[link.source], grid.spots[link.target]
    return 3 * abs(start.rank - end.rank) + abs(start.row - end.row)


class _Router:
    """The ways taken so far, and what another one would cost."""

    def __init__(self, grid: Grid, bands: Bands, sideways_only: frozenset[Link]) -> None:
        self._bands, self._ways = bands, Ways(grid, bands, sideways_only)
        positions = 2 * len(grid.column_of_rank) + 1
        rows = frozenset(bands.of_row)
        self._y = _running_sum([_ROW if band in rows else _CHANNEL for band in range(bands.count)])
        self._x = _running_sum([_RANK if at % 2 else _GUTTER for at in range(positions)])
        self._is_row = [band in rows for band in range(bands.count)]
        # how many nets pass a position at a band: sideways (read down a position), up or down (read along a band)
        self._sideways = [[0.0] * bands.count for _ in range(positions)]
        self._upright = [[0.0] * positions for _ in range(bands.count)]
        self._wires: dict[Net, list[Wire]] = {}
        self._claims: dict[tuple[int, int], list[Net]] = defaultdict(list)
        self._claimed: dict[Net, list[tuple[int, int]]] = defaultdict(list)

    def claim(self, drop: Path) -> None:
        """Keep the middle between two neighbours for the drop that joins them."""
        # of two beside each other neither can be joined, so both are kept under a name that no net has
        net = Net(-1, back=False) if drop.shift else drop.net
        for place in self._ways.claims_of(drop):
            self._claims[place].append(net)
        top, bottom = (self._bands.of_row[spot.row] for spot in (drop.start, drop.end))
        self._count(upright(drop.first, top, bottom), 1.0)

    def forget(self, net: Net) -> None:
        """Take the net's ways back."""
        for wire in self._wires.pop(net):
            self._count(wire, -1.0)
        for place in self._claimed.pop(net, ()):
            self._claims[place].remove(net)

    def route(self, net: Net, links: Sequence[Link]) -> list[Path]:
        """Return the cheapest ways for the arrows of a net, and remember them."""
        wires: list[Wire] = []
        arrived: set[int] = set()
        paths: list[Path] = []
        for link in links:
            # of several arrows between the same boxes only one can take the straight line
            again = any(path.link == link for path in paths)
            open_ = (way for way in self._ways.of(link, net, again=again) if self._is_open(way, net))
            way = min(open_, key=lambda way: self._cost(way, wires, arrived))
            paths.append(way.path)
            arrived.add(way.path.arrives)
            for place in way.claims:
                self._claims[place].append(net)
                self._claimed[net].append(place)
            for wire in way.wires:
                wires = _joined(wires, wire)
        for wire in wires:
            self._count(wire, 1.0)
        self._wires[net] = wires
        return paths

    def _is_open(self, way: Way, net: Net) -> bool:
        claims = self._claims
        return all(other == net for place in way.claims if place in claims for other in claims[place])

    def _cost(self, way: Way, net: Sequence[Wire], arrived: set[int]) -> float:
        path = way.path
        ends = (path.leaves != 0) + (path.arrives != 0)
        bends = {"straight": 0, "bend": ends, "channel": 2 + ends}.get(path.kind, 0)
        cost = bends * _BEND + (_NEW_ARROWHEAD if path.arrives not in arrived else 0.0)
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

    def _disturbance(self, wire: Wire) -> float:
        crossed = (self._sideways if wire.upright else self._upright)[wire.at]
        inside = sum(crossed[wire.low + 1 : wire.high])
        ends = (crossed[wire.low] + crossed[wire.high]) / 2
        cost = _CROSSING * (inside + ends)
        if not wire.upright and self._is_row[wire.at]:
            cost += _ROW_SHARED * sum(self._sideways[at][wire.at] for at in range(wire.low, wire.high + 1))
        elif wire.upright and wire.at % 2 == 0:
            passing = sum(self._upright[band][wire.at] for band in range(wire.low, wire.high + 1))
            cost += _GUTTER_SHARED * passing
        return cost

    def _count(self, wire: Wire, one: float) -> None:
        for place in range(wire.low, wire.high + 1):
            much = one if wire.low < place < wire.high else one / 2
            if wire.upright:
                self._upright[place][wire.at] += much
            else:
                self._sideways[place][wire.at] += much


def _joined(wires: list[Wire], new: Wire) -> list[Wire]:
    """Return the wires with the new one, touching pieces made one."""
    touching = [w for w in wires if w[:2] == new[:2] and w.low <= new.high and new.low <= w.high]
    low, high = min([new.low, *(w.low for w in touching)]), max([new.high, *(w.high for w in touching)])
    return [*(w for w in wires if w not in touching), Wire(new.upright, new.at, low, high)]


def _running_sum(sizes: Sequence[float]) -> list[float]:
    total, sums = 0.0, []
    for one in sizes:
        sums.append(total + one / 2)
        total += one
    return sums
