"""Measuring a swimlane layout against the rules of good drawing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import NamedTuple

from sop_kit.document.swimlane.facts import Layout, PlacedBeyond, Point, Rect, Route

_SLACK = 0.5  # pixels; closer counts as touching


class _Piece(NamedTuple):
    """One straight piece of an arrow; ``net`` is what arrows must share to lie on each other."""

    name: str
    net: tuple[str, bool]
    upright: bool
    at: float
    low: float
    high: float


def check(layout: Layout) -> tuple[str, ...]:
    """Return a sentence for everything that overlaps what it must not, for slanted lines and for things outside."""
    pieces = [piece for route in layout.routes for piece in _pieces(route)]
    pieces += [piece for one in layout.beyond for piece in _beyond_pieces(one)]
    return (
        *_outside(layout),
        *_things_on_things(layout),
        *_slanted(layout),
        *_lines_on_things(layout, pieces),
        *_lines_on_lines(pieces),
    )


def _things(layout: Layout) -> list[tuple[str, Rect]]:
    things = [(f"box '{box.box.id}'", box.area) for box in layout.boxes]
    things += [(f"the head of lane '{lane.lane.id}'", lane.head) for lane in layout.lanes]
    things += [(f"the head of column '{column.column.id}'", column.head) for column in layout.columns]
    things += [(f"the label of {_name(route)}", route.label.area) for route in layout.routes if route.label]
    things += [(f"the sign {_sign(one)}", one.tag) for one in layout.beyond]
    things += [(f"the label of the sign {_sign(one)}", one.label.area) for one in layout.beyond if one.label]
    return things


def _sign(one: PlacedBeyond) -> str:
    return f"'{', '.join(one.beyond.others)}' of '{one.beyond.box}'"


def _name(route: Route) -> str:
    return f"arrow '{route.arrow.source}' → '{route.arrow.target}'"


def _outside(layout: Layout) -> Iterator[str]:
    for name, area in _things(layout):
        if area.x < 0 or area.y < 0 or area.right > layout.width or area.bottom > layout.height:
            yield f"{name} reaches outside the picture."
    for route in layout.routes:
        if any(not (0 <= point.x <= layout.width and 0 <= point.y <= layout.height) for point in route.points):
            yield f"{_name(route)} leads outside the picture."


def _things_on_things(layout: Layout) -> Iterator[str]:
    things = sorted(_things(layout), key=lambda thing: thing[1].y)
    for number, (name, area) in enumerate(things):
        for other_name, other in things[number + 1 :]:
            if other.y >= area.bottom - _SLACK:
                break
            if other.x < area.right - _SLACK and area.x < other.right - _SLACK:
                yield f"{name} overlaps {other_name}."


def _pieces(route: Route) -> Iterator[_Piece]:
    name, net = _name(route), (route.arrow.target, route.back)
    for start, end in pairwise(route.points):
        if start.x == end.x:
            yield _Piece(name, net, True, start.x, *sorted((start.y, end.y)))  # noqa: FBT003 - a field of the fact
        elif start.y == end.y:
            yield _Piece(name, net, False, start.y, *sorted((start.x, end.x)))  # noqa: FBT003 - a field of the fact


def _beyond_pieces(one: PlacedBeyond) -> Iterator[_Piece]:
    start, end = one.points
    name = f"the arrow of the sign {_sign(one)}"
    yield _Piece(name, (name, False), False, start.y, *sorted((start.x, end.x)))  # noqa: FBT003 - fields of the fact


def _slanted(layout: Layout) -> Iterator[str]:
    for route in layout.routes:
        if any(start.x != end.x and start.y != end.y for start, end in pairwise(route.points)):
            yield f"{_name(route)} has a slanted piece."
        if not _ends_at_boxes(layout, route):
            yield f"{_name(route)} does not run from the edge of its first box to the edge of its second."
    for one in layout.beyond:
        if not any(_is_on_edge(point, box.area) for point in one.points for box in layout.boxes):
            yield f"the arrow of the sign {_sign(one)} does not touch its box."


def _ends_at_boxes(layout: Layout, route: Route) -> bool:
    areas: dict[str, Rect] = {}
    for box in layout.boxes:
        areas.setdefault(box.box.id, box.area)
    return _is_on_edge(route.points[0], areas[route.arrow.source]) and _is_on_edge(
        route.points[-1], areas[route.arrow.target]
    )


def _is_on_edge(point: Point, area: Rect) -> bool:
    beside = point.x in (area.x, area.right) and area.y < point.y < area.bottom
    return beside or (point.y in (area.y, area.bottom) and area.x < point.x < area.right)


def _lines_on_things(layout: Layout, pieces: list[_Piece]) -> Iterator[str]:
    things = _things(layout)
    for piece in pieces:
        for name, area in things:
            low, high = (area.x, area.right) if piece.upright else (area.y, area.bottom)
            if low + _SLACK < piece.at < high - _SLACK:
                start, end = (area.y, area.bottom) if piece.upright else (area.x, area.right)
                if piece.low < end - _SLACK and start + _SLACK < piece.high:
                    yield f"{piece.name} runs through {name}."


def _lines_on_lines(pieces: list[_Piece]) -> Iterator[str]:
    by_line: dict[tuple[bool, int], list[_Piece]] = {}
    for piece in pieces:
        by_line.setdefault((piece.upright, round(piece.at)), []).append(piece)
    for (upright, at), group in by_line.items():
        near = group + by_line.get((upright, at + 1), [])
        for one, other in combinations(near, 2):
            apart = one.net != other.net and abs(one.at - other.at) < 2 * _SLACK
            if apart and min(one.high, other.high) - max(one.low, other.low) > -_SLACK:
                yield f"{one.name} lies on {other.name}."
