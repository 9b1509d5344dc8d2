"""The ways that are open to one arrow of a swimlane picture, before others get in its way.

A picture has thousands of them, of which few are taken: they are plain numbers, and what is in the way is found with
bits.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Literal, NamedTuple

from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.paths import Bands, Net, Path, middle
from sop_kit.document.swimlane.spots import Link, Spot, bits_between

_CHANNELS_NEAR = 3  # a long way apart: only the channels near either end are tried
_BEND = 22.0
_ROW, _CHANNEL, _RANK, _GUTTER = 50.0, 24.0, 125.0, 45.0  # rough sizes, for comparing ways


class Wire(NamedTuple):
    """A piece of a path: at one position over bands, or at one band over positions."""

    upright: bool
    at: int
    low: int
    high: int


class Claim(NamedTuple):
    """The middle of a rank over some bands (bit n: band n), that a path needs for its net alone."""

    at: int
    bands: int


class Way(NamedTuple):
    """One way of an arrow: what a ``Path`` says of it, its pieces, the places it needs for itself, and what it costs.

    ``bends`` is the price of its bends, ``alone`` that of bends and length on an empty sheet.
    """

    alone: float
    bends: float
    kind: Literal["straight", "bend", "channel"]
    first: int
    last: int
    channel: int
    arrives: int
    wires: tuple[Wire, ...]
    claims: tuple[Claim, ...]


class Ways:
    """The ways over a grid."""

    def __init__(self, grid: Grid, bands: Bands, sideways_only: frozenset[Link]) -> None:
        self._grid, self._bands, self._sideways_only = grid, bands, sideways_only
        self._in_row, self._in_rank = [0] * len(grid.lane_of_row), [0] * len(grid.column_of_rank)
        for row, rank in grid.spots:
            self._in_row[row] |= 1 << rank
            self._in_rank[rank] |= 1 << bands.of_row[row]
        rows = frozenset(bands.of_row)
        self.is_row = [band in rows for band in range(bands.count)]
        self.y = _middles([_ROW if is_row else _CHANNEL for is_row in self.is_row])
        self.x = _middles([_RANK if at % 2 else _GUTTER for at in range(2 * len(grid.column_of_rank) + 1)])
        self._known: dict[tuple[Link, bool], list[Way]] = {}

    def of(self, link: Link, *, again: bool) -> list[Way]:
        """Return the ways of an arrow, the shortest first.

        ``again`` says that another one between the same boxes has its way already.
        """
        known = self._known.get((link, again))
        if known is None:
            known = self._known[link, again] = sorted(self._of(link, again=again), key=attrgetter("alone"))
        return known

    def path(self, link: Link, net: Net, way: Way) -> Path:
        """Return the path of an arrow that takes a way."""
        start, end = self._grid.spots[link.source], self._grid.spots[link.target]
        return Path(link, net, way.kind, start, end, way.first, way.last, way.channel)

    def _of(self, link: Link, *, again: bool) -> Iterator[Way]:
        start, end = self._grid.spots[link.source], self._grid.spots[link.target]
        here, there = middle(start), middle(end)
        if here == there:
            for side in (1, -1):
                yield self._bend(start, end, here + side)
            return
        step = 1 if here < there else -1
        if start.row == end.row and not again and self._is_clear(start.row, here, there):
            wire = level(self._bands.of_row[start.row], here, there)
            yield Way(self._length((wire,)), 0.0, "straight", here + step, there - step, 0, -step, (wire,), ())
            return
        only_sideways = again or link in self._sideways_only
        yield from self._bends(start, end, step, only_sideways=only_sideways)
        yield from self._detours(start, end, step, only_sideways=only_sideways)

    def _bends(self, start: Spot, end: Spot, step: int, *, only_sideways: bool) -> Iterator[Way]:
        here, there = middle(start), middle(end)
        for at in range(here, there + step, step):
            is_end = at in (here, there)
            if (at % 2 and not is_end) or (at == here and only_sideways):
                continue
            if is_end and start.row == end.row:
                continue
            if not self._is_clear(start.row, here, at) or not self._is_clear(end.row, at, there):
                continue
            # to an end's middle: the place where the line turns must be free too, and everything between
            spot, turn = (start, end.row) if at == here else (end, start.row)
            if not is_end or self._is_free_to(spot, self._bands.of_row[turn]):
                yield self._bend(start, end, at)

    def _bend(self, start: Spot, end: Spot, at: int) -> Way:
        top, bottom = self._bands.of_row[start.row], self._bands.of_row[end.row]
        here, there = middle(start), middle(end)
        leaves, arrives = _sign(at - here), _sign(at - there)
        wires: tuple[Wire, ...] = (upright(at, top, bottom),)
        claims: tuple[Claim, ...] = ()
        if leaves:
            wires += (level(top, at, here + leaves),)
        else:
            claims += (_claim(here, top, bottom),)
        if arrives:
            wires += (level(bottom, at, there + arrives),)
        else:
            claims += (_claim(there, bottom, top),)
        bends = ((leaves != 0) + (arrives != 0)) * _BEND
        return Way(bends + self._length(wires), bends, "bend", at, at, 0, arrives, wires, claims)

    def _detours(self, start: Spot, end: Spot, step: int, *, only_sideways: bool) -> Iterator[Way]:
        here, there = middle(start), middle(end)
        top, bottom = self._bands.of_row[start.row], self._bands.of_row[end.row]
        channels = self._bands.channels(min(top, bottom), max(top, bottom))
        if len(channels) > 2 * _CHANNELS_NEAR:
            channels = channels[:_CHANNELS_NEAR] + channels[-_CHANNELS_NEAR:]
        side_out, side_in, x = here + step, there - step, self.x
        turn_out, turn_in = level(top, side_out, side_out), level(bottom, side_in, side_in)
        for channel in channels:
            far_out, far_in = self._far(top, channel), self._far(channel, bottom)
            outs = [_Half(side_out, far_out, _BEND, (turn_out, upright(side_out, top, channel)))]
            if not only_sideways and self._is_free_to(start, channel):
                outs.append(_Half(here, far_out, 0.0, (upright(here, top, channel),), (_claim(here, top, channel),)))
            ins = [_Half(side_in, far_in, _BEND, (upright(side_in, channel, bottom), turn_in))]
            if self._is_free_to(end, channel):
                claim = (_claim(there, bottom, channel),)
                ins.append(_Half(there, far_in, 0.0, (upright(there, channel, bottom),), claim))
            for out in outs:
                for into in ins:
                    if out.at != into.at:
                        bends = 2 * _BEND + out.bend + into.bend
                        alone = bends + out.far + into.far + abs(x[out.at] - x[into.at])
                        wires = (*out.wires, level(channel, out.at, into.at), *into.wires)
                        claims, arrives = out.claims + into.claims, _sign(into.at - there)
                        yield Way(alone, bends, "channel", out.at, into.at, channel, arrives, wires, claims)

    def _far(self, one: int, other: int) -> float:
        return abs(self.y[one] - self.y[other])

    def _length(self, wires: Sequence[Wire]) -> float:
        x, y = self.x, self.y
        return sum([y[high] - y[low] if up else x[high] - x[low] for up, _, low, high in wires])

    def _is_clear(self, row: int, one: int, other: int) -> bool:
        """Return whether no box stands in the row strictly between two positions."""
        low, high = (one, other) if one < other else (other, one)
        return not self._in_row[row] & ((1 << high // 2) - 1) >> (low + 1) // 2 << (low + 1) // 2

    def _is_free_to(self, spot: Spot, band: int) -> bool:
        """Return whether no box stands in a rank from a box to a band."""
        return not self._in_rank[spot.rank] & _claim(0, self._bands.of_row[spot.row], band).bands


class _Half(NamedTuple):
    """One end of a detour: where and how far it runs upright, the price of its bend, its pieces, what it claims."""

    at: int
    far: float
    bend: float
    wires: tuple[Wire, ...]
    claims: tuple[Claim, ...] = ()


def upright(at: int, one: int, other: int) -> Wire:
    """Return a piece at a position."""
    return Wire(True, at, one, other) if one < other else Wire(True, at, other, one)  # noqa: FBT003 - a field of the fact


def level(band: int, one: int, other: int) -> Wire:
    """Return a piece along a band."""
    return Wire(False, band, one, other) if one < other else Wire(False, band, other, one)  # noqa: FBT003 - a field of the fact


def claim_of_drop(path: Path, bands: Bands) -> Claim:
    """Return the place between two neighbours that the drop from one to the other needs for itself."""
    return Claim(path.first, bits_between(bands.of_row[path.start.row], bands.of_row[path.end.row]))


def _claim(at: int, box_band: int, other: int) -> Claim:
    """Return the place from beside a box to a band, where the line turns."""
    return Claim(at, bits_between(box_band, other) | 1 << other)


def _sign(number: int) -> Literal[-1, 0, 1]:
    return 0 if number == 0 else 1 if number > 0 else -1


def _middles(sizes: Sequence[float]) -> list[float]:
    """Return where the middle of each of some things in a row is."""
    return [end - one / 2 for one, end in zip(sizes, accumulate(sizes), strict=True)]
