"""The ways that are open to one arrow of a swimlane picture, before others get in its way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.paths import Bands, Net, Path, middle
from sop_kit.document.swimlane.spots import Link, Spot

_CHANNELS_NEAR = 3  # a long way apart: only the channels near either end are tried


class Wire(NamedTuple):
    """A piece of a path: at one position over bands, or at one band over positions."""

    upright: bool
    at: int
    low: int
    high: int


class Way(NamedTuple):
    """A path with its pieces, and the places it needs for itself."""

    path: Path
    wires: list[Wire]
    claims: tuple[tuple[int, int], ...]  # middles of ranks, band by band


class Ways:
    """The ways over a grid."""

    def __init__(self, grid: Grid, bands: Bands, sideways_only: frozenset[Link]) -> None:
        self._grid, self._bands, self._sideways_only = grid, bands, sideways_only
        self._taken = frozenset(grid.spots)
        self._known: dict[tuple[Link, bool], list[Way]] = {}

    def of(self, link: Link, net: Net, *, again: bool) -> list[Way]:
        """Return the ways of an arrow; ``again`` when another one between the same boxes has its way already."""
        if (link, again) not in self._known:
            paths = self._paths(link, net, again=again)
            self._known[link, again] = [Way(path, self._wires_of(path), self.claims_of(path)) for path in paths]
        return self._known[link, again]

    def _paths(self, link: Link, net: Net, *, again: bool) -> Iterator[Path]:
        start, end = self._grid.spots[link.source], self._grid.spots[link.target]
        here, there = middle(start), middle(end)
        if here == there:
            for side in (1, -1):
                yield Path(link, net, "bend", start, end, here + side, here + side)
            return
        step = 1 if here < there else -1
        if start.row == end.row and not again and self._is_clear(start.row, here, there):
            yield Path(link, net, "straight", start, end, here + step, there - step)
            return
        only_sideways = again or link in self._sideways_only
        yield from self._bends(Path(link, net, "bend", start, end), step, only_sideways=only_sideways)
        yield from self._detours(Path(link, net, "channel", start, end), step, only_sideways=only_sideways)

    def _bends(self, path: Path, step: int, *, only_sideways: bool) -> Iterator[Path]:
        here, there = middle(path.start), middle(path.end)
        for at in range(here, there + step, step):
            is_end = at in (here, there)
            if (at % 2 and not is_end) or (at == here and only_sideways):
                continue
            if is_end and path.start.row == path.end.row:
                continue
            if not self._is_clear(path.start.row, here, at) or not self._is_clear(path.end.row, at, there):
                continue
            # to an end's middle: the place where the line turns must be free too, and everything between
            turn = path.end.row if at == here else path.start.row
            if not is_end or self._is_free_upright(path, at, turn):
                yield _moved(path, at, at)

    def _detours(self, path: Path, step: int, *, only_sideways: bool) -> Iterator[Path]:
        start, end = path.start, path.end
        here, there = middle(start), middle(end)
        bands = sorted((self._bands.of_row[start.row], self._bands.of_row[end.row]))
        channels = self._bands.channels(*bands)
        if len(channels) > 2 * _CHANNELS_NEAR:
            channels = channels[:_CHANNELS_NEAR] + channels[-_CHANNELS_NEAR:]
        for channel in channels:
            for first in (here, here + step):
                if first == here and (only_sideways or not self._is_free_to(start, channel)):
                    continue
                for last in (there, there - step):
                    if first != last and (last != there or self._is_free_to(end, channel)):
                        yield _moved(path, first, last, channel)

    def _is_clear(self, row: int, one: int, other: int) -> bool:
        """Return whether no box stands in the row strictly between two positions."""
        low, high = (one, other) if one < other else (other, one)
        return not any((row, rank) in self._taken for rank in range((low + 1) // 2, high // 2))

    def _is_free_upright(self, path: Path, at: int, turn: int) -> bool:
        """Return whether no box stands in a rank from the row where the line turns to the box at its other end."""
        rank, own = at // 2, path.start.row + path.end.row - turn
        low, high = (turn, own - 1) if turn < own else (own + 1, turn)
        return not any((row, rank) in self._taken for row in range(low, high + 1))

    def _is_free_to(self, spot: Spot, channel: int) -> bool:
        own = self._bands.of_row[spot.row]
        low, high = (own + 1, channel) if channel > own else (channel, own - 1)
        rows = (row for row, band in enumerate(self._bands.of_row) if low <= band <= high)
        return not any((row, spot.rank) in self._taken for row in rows)

    def claims_of(self, path: Path) -> tuple[tuple[int, int], ...]:
        """Return the middles of ranks, band by band, that a path needs for its net alone."""
        top, bottom = self._bands.of_row[path.start.row], self._bands.of_row[path.end.row]
        here, there = middle(path.start), middle(path.end)
        if path.kind == "straight":
            return ()
        if path.kind == "drop":
            return _places(here, top, bottom)
        places: list[tuple[int, int]] = []
        via_out, via_in = (bottom, top) if path.kind == "bend" else (path.channel, path.channel)
        if path.first == here:
            places += [*_places(here, top, via_out), (here, via_out)]
        if path.last == there:
            places += [*_places(there, bottom, via_in), (there, via_in)]
        return tuple(places)

    def _wires_of(self, path: Path) -> list[Wire]:
        top, bottom = self._bands.of_row[path.start.row], self._bands.of_row[path.end.row]
        here, there = middle(path.start), middle(path.end)
        if path.kind == "straight":
            return [level(top, here, there)]
        wires = []
        if path.first != here:
            wires.append(level(top, path.first, here + path.leaves))
        if path.last != there:
            wires.append(level(bottom, path.last, there + path.arrives))
        if path.kind == "bend":
            return [*wires, upright(path.first, top, bottom)]
        return [
            *wires,
            upright(path.first, top, path.channel),
            level(path.channel, path.first, path.last),
            upright(path.last, path.channel, bottom),
        ]


def _moved(path: Path, first: int, last: int, channel: int = 0) -> Path:
    return Path(path.link, path.net, path.kind, path.start, path.end, first, last, channel)


def _places(at: int, box_band: int, other: int) -> tuple[tuple[int, int], ...]:
    """Return the places strictly between a box's band and another band."""
    low, high = (box_band, other) if box_band < other else (other, box_band)
    return tuple((at, band) for band in range(low + 1, high))


def upright(at: int, one: int, other: int) -> Wire:
    """Return a piece at a position."""
    return Wire(upright=True, at=at, low=min(one, other), high=max(one, other))


def level(band: int, one: int, other: int) -> Wire:
    """Return a piece along a band."""
    return Wire(upright=False, at=band, low=min(one, other), high=max(one, other))
