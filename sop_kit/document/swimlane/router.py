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
from sop_kit.document.swimlane.ways import Claim, Way, Ways, Wire, claim_of_drop, upright

_CROSSING = 34.0
_NEW_ARROWHEAD = 12.0
_ROW_SHARED = 10.0  # two lines along one row make it taller
_GUTTER_SHARED = 7.0  # two lines along one gutter make it wider


class Routing:
    """The ways of all arrows over a grid; every further round may find better ones.

    ``slim`` tells of each arrow whether its label, if any, finds room beside an upright line: else it leaves at a side.
    """

    def __init__(self, grid: Grid, bands: Bands, links: Sequence[Link], slim: Sequence[bool]) -> None:
        self._links = links
        self._router = _Router(grid, bands, frozenset(link for link, fits in zip(links, slim, strict=True) if not fits))
        self._found: dict[int, Path] = {}
        for number, drop in find_drops(grid, links, slim).items():
            self._found[number] = _drop_path(grid, links[number], drop)
            self._router.claim(self._found[number])
        self._nets: dict[Net, list[int]] = defaultdict(list)
        for number, link in enumerate(links):
            if number not in self._found:
                self._nets[_net(grid, link)].append(number)
        far = [_distance(grid, link) for link in links]
        for members in self._nets.values():
            members.sort(key=lambda number: (far[number], number))
        self._order = sorted(self._nets, key=lambda net: (far[self._nets[net][0]], net))
        self._rounds = 0
        self._settled = False

    def paths(self, rounds: int) -> tuple[Path, ...]:
        """Return the way of every arrow, in their order, after so many rounds or more."""
        while self._rounds < rounds and not self._settled:
            self._improve()
        return tuple(self._found[number] for number in range(len(self._links)))

    def _improve(self) -> None:
        before = dict(self._found)
        for net in self._order:
            if self._rounds:
                self._router.forget(net)
            members = self._nets[net]
            ways = self._router.route(net, [self._links[number] for number in members])
            self._found.update(zip(members, ways, strict=True))
        self._rounds += 1
        self._settled = self._found == before


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
        # how many nets pass a position at a band, sideways and up or down; both to be read along a band and along a
        # position
        self._level = _Counts(bands.count, positions)
        self._upright = _Counts(bands.count, positions)
        self._wires: dict[Net, list[Wire]] = {}
        self._claims: dict[int, list[tuple[Net, int]]] = defaultdict(list)  # position -> bands of a net
        self._claimed: dict[Net, list[Claim]] = defaultdict(list)

    def claim(self, drop: Path) -> None:
        """Keep the middle between two neighbours for the drop that joins them."""
        # of two beside each other neither can be joined, so both are kept under a name that no net has
        net = Net(-1, back=False) if drop.shift else drop.net
        at, between = claim_of_drop(drop, self._bands)
        self._claims[at].append((net, between))
        top, bottom = (self._bands.of_row[spot.row] for spot in (drop.start, drop.end))
        self._count(upright(drop.first, top, bottom), 1.0)

    def forget(self, net: Net) -> None:
        """Take the net's ways back."""
        for wire in self._wires.pop(net):
            self._count(wire, -1.0)
        for at, claimed in self._claimed.pop(net, ()):
            self._claims[at].remove((net, claimed))

    def route(self, net: Net, links: Sequence[Link]) -> list[Path]:
        """Return the cheapest ways for the arrows of a net, and remember them."""
        wires: list[Wire] = []
        arrived: set[int] = set()
        paths: list[Path] = []
        for link in links:
            # of several arrows between the same boxes only one can take the straight line
            again = any(path.link == link for path in paths)
            way = self._cheapest(self._ways.of(link, again=again), net, wires, arrived)
            paths.append(self._ways.path(link, net, way))
            arrived.add(way.arrives)
            for claim in way.claims:
                self._claims[claim.at].append((net, claim.bands))
                self._claimed[net].append(claim)
            if len(links) == 1 and link.source != link.target:
                wires = list(way.wires)  # which do not touch each other on one line
                break
            for wire in way.wires:
                wires = _joined(wires, wire)
        for wire in wires:
            self._count(wire, 1.0)
        self._wires[net] = wires
        return paths

    def _cheapest(self, ways: Sequence[Way], net: Net, own: Sequence[Wire], arrived: set[int]) -> Way:
        """Return the cheapest of the ways that are open to a net with some wires of its own already."""
        best, least = ways[0], float("inf")
        for way in ways:
            head = 0.0 if way.arrives in arrived else _NEW_ARROWHEAD
            if own:
                if way.bends + head < least and self._is_open(way, net):
                    cost = way.bends + head + sum([self._more(wire, own) for wire in way.wires])
                    if cost < least:
                        best, least = way, cost
                continue
            if way.alone + head >= least:
                continue
            cost = way.alone + head
            for wire in way.wires:
                cost += self._disturbance(wire)
            if cost < least and self._is_open(way, net):
                best, least = way, cost
        return best

    def _is_open(self, way: Way, net: Net) -> bool:
        claims = self._claims
        for at, bands in way.claims:
            for other, taken in claims.get(at, ()):
                if taken & bands and other != net:
                    return False
        return True

    def _more(self, wire: Wire, own: Sequence[Wire]) -> float:
        """Return what a wire costs a net that has others: only what does not lie on those."""
        up, at, low, high = wire
        if low == high:
            return 0.0
        places = self._ways.y if up else self._ways.x
        whole = new = places[high] - places[low]
        for old in own:
            if old.at == at and old.upright == up and old.low < high and low < old.high:
                new -= places[min(high, old.high)] - places[max(low, old.low)]
        return new + self._disturbance(wire) * new / whole if new > 0 else 0.0

    def _disturbance(self, wire: Wire) -> float:
        up, at, low, high = wire
        if low == high:
            return 0.0
        crossed = self._level.by_position[at] if up else self._upright.by_band[at]
        cost = _CROSSING * (sum(crossed[low : high + 1]) - (crossed[low] + crossed[high]) / 2)
        if up:
            return cost if at % 2 else cost + _GUTTER_SHARED * sum(self._upright.by_position[at][low : high + 1])
        return cost + _ROW_SHARED * sum(self._level.by_band[at][low : high + 1]) if self._ways.is_row[at] else cost

    def _count(self, wire: Wire, one: float) -> None:
        up, at, low, high = wire
        counts = self._upright if up else self._level
        for place in range(low, high + 1):
            much = one if low < place < high else one / 2
            band, position = (place, at) if up else (at, place)
            counts.by_band[band][position] += much
            counts.by_position[position][band] += much


class _Counts:
    """How many lines pass each position at each band."""

    def __init__(self, bands: int, positions: int) -> None:
        self.by_band = [[0.0] * positions for _ in range(bands)]
        self.by_position = [[0.0] * bands for _ in range(positions)]


def _joined(wires: list[Wire], new: Wire) -> list[Wire]:
    """Return the wires with the new one, touching pieces made one."""
    touching = [w for w in wires if w[:2] == new[:2] and w.low <= new.high and new.low <= w.high]
    low, high = min([new.low, *(w.low for w in touching)]), max([new.high, *(w.high for w in touching)])
    return [*(w for w in wires if w not in touching), Wire(new.upright, new.at, low, high)]
