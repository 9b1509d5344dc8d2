"""Loops in a workflow that nobody can leave."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sop_kit.errors import Problem, phrase
from sop_kit.record.model import Record

_WAITING = {"monitor", "release"}
_MOST_NAMED = 12  # steps of one loop in a sentence


def endless_loops(record: Record) -> tuple[Problem, ...]:
    """Return a warning for every loop of arrows without an exit: no arrow leads out of it, and nothing in it waits.

    The loop of the whole workflow is meant to have none: it passes through release, or comes back to monitoring and
    waits there for the next signal.
    """
    stages = {step.id: step.stage for step in record.steps}
    arrows = {step.id: [arrow.to for arrow in step.next if arrow.to in stages] for step in record.steps}
    return tuple(
        Problem(
            where=f"steps/{loop[0]}/next",
            what=phrase(
                "These steps lead round and round, and no arrow leaves them: {steps}. Add the arrow that ends it, with "
                "its condition.",
                steps=tuple(loop[:_MOST_NAMED]) + (("…",) if len(loop) > _MOST_NAMED else ()),
            ),
            severity="warning",
        )
        for loop in _loops(arrows)
        if _is_closed(loop, arrows) and not _WAITING & {stages[step] for step in loop}
    )


def ways_back(steps: Sequence[str], arrows: Iterable[tuple[str, str]]) -> tuple[tuple[str, ...], ...]:
    """Return the loops that arrows back to an earlier step close: for each such arrow the shortest one it is part of.

    ``steps`` in the order of the record; an arrow is a pair of their ids. A loop begins with the step it comes back to.
    """
    targets: dict[str, list[str]] = {step: [] for step in steps}
    for start, end in arrows:
        targets[start].append(end)
    place = {step: number for number, step in enumerate(steps)}
    inside = {step: number for number, loop in enumerate(_loops(targets)) for step in loop}
    found = {
        _shortest_way(end, start, targets): None
        for start, loop in inside.items()
        for end in targets[start]
        if place[end] <= place[start] and inside.get(end) == loop
    }
    return tuple(sorted(found, key=lambda way: (len(way), place[way[0]])))


def _shortest_way(start: str, end: str, targets: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from one step to another that it reaches, both of them included."""
    came_from = {start: start}
    waiting = deque([start])
    while end not in came_from:
        step = waiting.popleft()
        for to in targets[step]:
            if to not in came_from:
                came_from[to] = step
                waiting.append(to)
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))


def _is_closed(loop: Sequence[str], arrows: Mapping[str, Sequence[str]]) -> bool:
    inside = set(loop)
    return all(to in inside for step in loop for to in arrows[step])


def _loops(arrows: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the groups of steps that all reach one another, each in the order of the record.

    Two passes of depth-first search: S. R. Kosaraju's way, as in Sharir, Computers & Mathematics with Applications 7
    (1981), 67-72. Without recursion: a chain of thousands of steps must not break it.
    """
    back: dict[str, list[str]] = {step: [] for step in arrows}
    for step, targets in arrows.items():
        for to in targets:
            back[to].append(step)
    place = {step: number for number, step in enumerate(arrows)}
    seen: set[str] = set()
    for step in reversed(_by_finish(arrows)):
        group = _reached(step, back, seen)
        if len(group) > 1 or (group and step in arrows[step]):
            yield sorted(group, key=place.__getitem__)


def _by_finish(arrows: Mapping[str, Sequence[str]]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for start in arrows:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(arrows[start]))]
        while path:
            step, targets = path[-1]
            following = next((to for to in targets if to not in seen), None)
            if following is None:
                order.append(step)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(arrows[following])))
    return order


def _reached(start: str, back: Mapping[str, Sequence[str]], seen: set[str]) -> list[str]:
    if start in seen:
        return []
    seen.add(start)
    group, waiting = [start], [start]
    while waiting:
        for before in back[waiting.pop()]:
            if before not in seen:
                seen.add(before)
                group.append(before)
                waiting.append(before)
    return group
