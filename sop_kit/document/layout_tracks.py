"""On which track of its gutter or channel every line of a swimlane picture runs.

Lines side by side are ordered so that they cross least; a line that overlaps no other may share its track.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sop_kit.document.layout_grid import Grid
from sop_kit.document.layout_paths import Bands, Net, Path
from sop_kit.document.layout_slots import Runs

_FORBIDDEN = 1e6
_MANY = 40  # lines in one gutter: beyond that a single pass of ordering has to do
_BAND = 10_000  # heights compare as band, then slot or track


@dataclass(slots=True)
class _Line:
    """What runs along one gutter (or channel): where, and where lines join it from the lower and the higher side."""

    net: Net
    spans: list[tuple[int, int]] = field(default_factory=list)
    from_low: set[int] = field(default_factory=set)
    from_high: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The tracks of the nets in every channel and gutter, and how many there are."""

    in_channel: Mapping[tuple[Net, int, int], int]  # net, channel, a gutter at its end -> track from the top
    in_gutter: Mapping[tuple[Net, int], int]  # net, gutter -> track from the left
    of_channel: Mapping[int, int]
    of_gutter: Mapping[int, int]


def assign_tracks(grid: Grid, bands: Bands, paths: Sequence[Path], runs: Runs) -> Tracks:
    """Return the tracks of all lines: first in the channels, then in the gutters between them."""
    in_channel, of_channel = _channel_tracks(grid, bands, paths)
    gutters = _gutter_lines(bands, paths, runs, in_channel)
    in_gutter: dict[tuple[Net, int], int] = {}
    of_gutter: dict[int, int] = {}
    for gutter in sorted(gutters):
        lines = list(gutters[gutter].values())
        tracks = _order(lines, runs.first.get(gutter, {}))
        of_gutter[gutter] = max(tracks) + 1
        for line, track in zip(lines, tracks, strict=True):
            in_gutter[line.net, gutter] = track
    return Tracks(in_channel, in_gutter, of_channel, of_gutter)


def _channel_tracks(
    grid: Grid, bands: Bands, paths: Sequence[Path]
) -> tuple[dict[tuple[Net, int, int], int], dict[int, int]]:
    channels: dict[int, dict[Net, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        if path.kind != "channel":
            continue
        line = _Line(path.net, [_span(path.first_gutter, path.last_gutter)])
        for box, gutter in zip(path.link, (path.first_gutter, path.last_gutter), strict=True):
            above = bands.of_row[grid.spots[box].row] < path.channel
            (line.from_low if above else line.from_high).add(gutter)
        of_net = channels[path.channel]
        of_net[path.net] = _joined(of_net[path.net], line)
    in_channel: dict[tuple[Net, int, int], int] = {}
    of_channel: dict[int, int] = {}
    for channel in sorted(channels):
        lines = [line for of_net in channels[channel].values() for line in of_net]
        tracks = _order(lines, {})
        of_channel[channel] = max(tracks) + 1
        for line, track in zip(lines, tracks, strict=True):
            for gutter in line.from_low | line.from_high:
                in_channel[line.net, channel, gutter] = track
    return in_channel, of_channel


def _joined(lines: list[_Line], new: _Line) -> list[_Line]:
    """Return the lines of one net in one channel with the new one, made one where they touch."""
    (low, high) = new.spans[0]
    touching = [line for line in lines if line.spans[0][0] <= high and low <= line.spans[0][1]]
    for line in touching:
        low, high = min(low, line.spans[0][0]), max(high, line.spans[0][1])
        new.from_low |= line.from_low
        new.from_high |= line.from_high
    new.spans = [(low, high)]
    return [*(line for line in lines if line not in touching), new]


def _gutter_lines(
    bands: Bands, paths: Sequence[Path], runs: Runs, in_channel: Mapping[tuple[Net, int, int], int]
) -> dict[int, dict[Net, _Line]]:
    gutters: dict[int, dict[Net, _Line]] = defaultdict(dict)
    for path, leaving, reaching in zip(paths, runs.leaving, runs.reaching, strict=True):
        if leaving is None or reaching is None or path.kind == "straight":
            continue
        start = _height(bands.of_row[leaving.row], leaving.slot)
        end = _height(bands.of_row[reaching.row], reaching.slot)
        first = gutters[path.first_gutter].setdefault(path.net, _Line(path.net))
        (first.from_low if path.leaves > 0 else first.from_high).add(start)
        last = gutters[path.last_gutter].setdefault(path.net, _Line(path.net))
        (last.from_high if path.arrives < 0 else last.from_low).add(end)
        if path.kind == "bend":
            first.spans.append(_span(start, end))
            continue
        rightwards = path.first_gutter < path.last_gutter
        middle = _height(path.channel, in_channel[path.net, path.channel, path.first_gutter])
        (first.from_high if rightwards else first.from_low).add(middle)
        (last.from_low if rightwards else last.from_high).add(middle)
        first.spans.append(_span(start, middle))
        last.spans.append(_span(middle, end))
    return gutters


def _height(band: int, level: int) -> int:
    return band * _BAND + _BAND // 2 + level


def _span(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _order(lines: Sequence[_Line], first: Mapping[Net, frozenset[Net]]) -> list[int]:
    """Return a track for every line; ``first`` names the lines that must stay on the low side of others."""
    if len(lines) == 1:
        return [0]
    costs = [[_cost(one, other, first) for other in lines] for one in lines]
    order = _sift(_lawful_order(lines, first), costs)
    tracks = [0] * len(lines)
    for place, number in enumerate(order):
        before = (tracks[other] + 1 for other in order[:place] if _overlap(lines[number], lines[other]))
        tracks[number] = max(before, default=0)
    return tracks


def _cost(low: _Line, high: _Line, first: Mapping[Net, frozenset[Net]]) -> float:
    """Return how often two lines cross when the one lies on the low side of the other."""
    if low is high:
        return 0.0
    crossings = sum(a < at < b for at in low.from_high for a, b in high.spans)
    crossings += sum(a < at < b for at in high.from_low for a, b in low.spans)
    return crossings + (_FORBIDDEN if low.net in first.get(high.net, ()) else 0.0)


def _overlap(one: _Line, other: _Line) -> bool:
    return any(a <= d and c <= b for a, b in one.spans for c, d in other.spans)


def _lawful_order(lines: Sequence[_Line], first: Mapping[Net, frozenset[Net]]) -> list[int]:
    """Return the lines in an order that keeps the promises, else from the low side's joins to the high side's."""
    wish = sorted(range(len(lines)), key=lambda n: (len(lines[n].from_high) - len(lines[n].from_low), n))
    order: list[int] = []
    while wish:
        held_back = {net for number in wish for net in first.get(lines[number].net, ())}
        number = next(number for number in wish if lines[number].net not in held_back)
        wish.remove(number)
        order.append(number)
    return order


def _sift(order: list[int], costs: Sequence[Sequence[float]]) -> list[int]:
    """Return the order after moving each line to where it crosses least, until nothing improves."""
    for _ in range(4 if len(order) <= _MANY else 1):
        improved = False
        for number in sorted(order):
            improved |= _move_to_best(number, order, costs)
        if not improved:
            break
    return order


def _move_to_best(number: int, order: list[int], costs: Sequence[Sequence[float]]) -> bool:
    here = order.index(number)
    rest = order[:here] + order[here + 1 :]
    total = sum(costs[number][other] for other in rest)
    totals = [total]
    for other in rest:
        total += costs[other][number] - costs[number][other]
        totals.append(total)
    best = min(range(len(totals)), key=lambda place: (totals[place], abs(place - here)))
    if totals[best] >= totals[here]:
        return False
    order.remove(number)
    order.insert(best, number)
    return True
