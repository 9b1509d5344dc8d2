"""On which track of its gutter or channel every line of a swimlane picture runs.

Lines side by side are ordered so that they cross least; how far apart they run is settled with the pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sop_kit.document.swimlane.paths import Bands, Net, Path
from sop_kit.document.swimlane.slots import Run, Runs

_FORBIDDEN = 1e6
_MANY = 40  # lines in one gutter: beyond that a single pass of ordering has to do
_BAND = 10_000  # heights compare as band, then slot or track


@dataclass(slots=True)
class Line:
    """What runs along one gutter (or channel): where, and where lines join it from the lower and the higher side."""

    net: Net
    spans: list[tuple[int, int]] = field(default_factory=list)
    from_low: set[int] = field(default_factory=set)
    from_high: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Tracks:
    """The lines in every channel and gutter, in order; a line's track counts from the top or the left."""

    in_channel: Mapping[tuple[Net, int, int], int]  # net, channel, a position at its end -> number of its line
    channels: Mapping[int, tuple[Line, ...]]
    gutters: Mapping[int, tuple[Line, ...]]  # by position


def assign_tracks(bands: Bands, paths: Sequence[Path], runs: Runs) -> Tracks:
    """Return the order of all lines: first in the channels, then in the gutters between them."""
    in_channel, channels = _channel_tracks(bands, paths)
    gutters = {
        gutter: _order(list(lines.values()), runs.first.get(gutter, {}))
        for gutter, lines in sorted(_gutter_lines(bands, paths, runs, in_channel).items())
    }
    return Tracks(in_channel, channels, gutters)


def _channel_tracks(
    bands: Bands, paths: Sequence[Path]
) -> tuple[dict[tuple[Net, int, int], int], dict[int, tuple[Line, ...]]]:
    channels: dict[int, dict[Net, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for path in paths:
        if path.kind != "channel":
            continue
        line = Line(path.net, [_span(path.first, path.last)])
        for spot, at in ((path.start, path.first), (path.end, path.last)):
            above = bands.of_row[spot.row] < path.channel
            (line.from_low if above else line.from_high).add(at)
        of_net = channels[path.channel]
        of_net[path.net] = _joined(of_net[path.net], line)
    in_channel: dict[tuple[Net, int, int], int] = {}
    ordered: dict[int, tuple[Line, ...]] = {}
    for channel in sorted(channels):
        lines = _order([line for of_net in channels[channel].values() for line in of_net], {})
        ordered[channel] = lines
        for number, line in enumerate(lines):
            for at in line.from_low | line.from_high:
                in_channel[line.net, channel, at] = number
    return in_channel, ordered


def _joined(lines: list[Line], new: Line) -> list[Line]:
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
) -> dict[int, dict[Net, Line]]:
    gutters: dict[int, dict[Net, Line]] = defaultdict(dict)
    for path, leaving, reaching in zip(paths, runs.leaving, runs.reaching, strict=True):
        if path.kind in ("drop", "straight"):
            continue
        start, end = _end(bands, path.start.row, leaving), _end(bands, path.end.row, reaching)
        if path.kind == "bend":
            _add(gutters, path.net, path.first, (start, path.leaves < 0), (end, path.arrives < 0))
            continue
        across = height(path.channel, in_channel[path.net, path.channel, path.first])
        rightwards = path.first < path.last
        _add(gutters, path.net, path.first, (start, path.leaves < 0), (across, rightwards))
        _add(gutters, path.net, path.last, (across, not rightwards), (end, path.arrives < 0))
    return gutters


def _end(bands: Bands, row: int, run: Run | None) -> int:
    return height(bands.of_row[row], run.slot if run else 0)


def _add(gutters: dict[int, dict[Net, Line]], net: Net, at: int, *ends: tuple[int, bool]) -> None:
    """Add a line's upright piece to its gutter; an end is a height, and whether it is joined from the right."""
    if at % 2:  # the middle of a rank holds one line only
        return
    line = gutters[at].setdefault(net, Line(net))
    for high, right in ends:
        (line.from_high if right else line.from_low).add(high)
    line.spans.append(_span(*(high for high, _ in ends)))


def height(band: int, level: int) -> int:
    """Return a number that compares heights: by band, then by slot or track."""
    return band * _BAND + _BAND // 2 + level


def _span(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _order(lines: list[Line], first: Mapping[Net, set[Net]]) -> tuple[Line, ...]:
    """Return the lines in their order; ``first`` names the lines that must stay on the low side of others."""
    if len(lines) == 1:
        return tuple(lines)
    costs = [[_cost(one, other, first) for other in lines] for one in lines]
    return tuple(lines[number] for number in _sift(_lawful_order(lines, first), costs))


def _cost(low: Line, high: Line, first: Mapping[Net, set[Net]]) -> float:
    """Return how often two lines cross when the one lies on the low side of the other."""
    if low is high:
        return 0.0
    crossings = sum(a < at < b for at in low.from_high for a, b in high.spans)
    crossings += sum(a < at < b for at in high.from_low for a, b in low.spans)
    return crossings + (_FORBIDDEN if low.net in first.get(high.net, ()) else 0.0)


def overlap(one: Line, other: Line) -> bool:
    """Return whether two lines run side by side somewhere."""
    return any(a <= d and c <= b for a, b in one.spans for c, d in other.spans)


def _lawful_order(lines: Sequence[Line], first: Mapping[Net, set[Net]]) -> list[int]:
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
