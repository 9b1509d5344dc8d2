"""Steps that followed each other in a log although the workflow of the record leads from neither to the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sop_kit.assess.conformance.found import Found, Subject, found_in
from sop_kit.assess.conformance.judged import Judged, Marks, Places
from sop_kit.assess.conformance.mapping import StepMap
from sop_kit.assess.conformance.neighbours import NONE, after, occurrences
from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.record.model import Record

_SIDE_BY_SIDE = 0.2  # of the more frequent order, from which on two steps are taken to have none
_FAR = 1_000_000


def other_orders(record: Record, log: EventLog, mapping: StepMap, told: frozenset[tuple[str, str]]) -> Iterator[Found]:
    """Yield the pairs of steps that followed each other although no path of arrows leads from one to the other.

    A path may lead over steps that the log never shows: who knows whether they happened. To say little and be right:

    - A step without any arrow says nothing of what comes next, and two events of one moment have no order.
    - Two steps that follow each other both ways, the rarer way at least a fifth as often, are done side by side.
    - A jump ahead over steps counts only where none of the steps jumped over happened in the case at all, and nothing
      that was due next came later; where it came later, the way back to it is what is found.
    - What a broken rule tells already is not told again: ``told`` holds the two steps of each.
    """
    followed = _followed(log, mapping)
    arrows = {row.id: tuple(arrow.to for arrow in row.next) for row in record.steps}
    visible = frozenset(mapping.steps[place] for place in np.unique(mapping.step[mapping.step != NOBODY]).tolist())
    for source in np.unique(followed.source).tolist():
        first = mapping.steps[source]
        due = _due(first, arrows, visible)
        if not due:
            continue
        out = followed.source == source
        for target in np.unique(followed.target[out & (followed.target != NOBODY)]).tolist():
            second = mapping.steps[target]
            said = any(pair in told for pair in ((first, second), (second, first), *((step, second) for step in due)))
            if second in due or said or followed.side_by_side(source, target):
                continue
            broken = out & (followed.target == target)
            if _distance(first, second, arrows) <= _distance(second, first, arrows):
                over = _events_of(mapping, _jumped_over(first, second, due, arrows))
                broken &= occurrences(log, over)[log.case.codes[followed.at]] == 0
                broken &= after(log, _events_of(mapping, due))[followed.at] == NONE
            if broken.any():
                judged = Judged(at=followed.at[out], broken=broken[out], minutes=np.empty(0))
                guessed = mapping.is_guessed(first) or mapping.is_guessed(second)
                yield found_in(log, judged, Subject(kind="order", step=first, second=second), guessed=guessed)


@dataclass(frozen=True, slots=True)
class _Followed:
    """Which step came right after which other, among the events that are steps; ``at`` is the later event.

    A step after which no other came in its case has the target ``NOBODY``. ``counts`` holds how often: rows are the
    earlier step, columns the later one.
    """

    source: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    at: Places
    counts: npt.NDArray[np.int64]

    def side_by_side(self, one: int, other: int) -> bool:
        there, back = int(self.counts[one, other]), int(self.counts[other, one])
        return min(there, back) >= _SIDE_BY_SIDE * max(there, back)


def _followed(log: EventLog, mapping: StepMap) -> _Followed:
    places = np.flatnonzero(mapping.step != NOBODY)
    step, case, time = mapping.step[places], log.case.codes[places], log.time[places]
    pairs = (case[1:] == case[:-1]) & (step[1:] != step[:-1]) & (time[1:] != time[:-1])
    source, target, steps = step[:-1][pairs], step[1:][pairs], len(mapping.steps)
    counts = np.bincount(source.astype(np.int64) * steps + target, minlength=steps * steps)
    last = np.append(case[1:] != case[:-1], np.ones(min(len(case), 1), bool))
    return _Followed(
        source=np.concatenate([source, step[last]]),
        target=np.concatenate([target, np.full(int(last.sum()), NOBODY, np.int32)]),
        at=np.concatenate([places[1:][pairs], places[last]]),
        counts=counts.reshape(steps, steps),
    )


def _due(first: str, arrows: Mapping[str, tuple[str, ...]], visible: frozenset[str]) -> frozenset[str]:
    """Return the steps that may come next in the log: arrows lead to them, over steps that it does not show.

    None when the way leads to a step that the log does not show and that has no arrow: after it anything may come.
    """
    reached: set[str] = set()
    waiting = deque(arrows[first])
    while waiting:
        step = waiting.popleft()
        if step not in reached:
            reached.add(step)
            if step not in visible:
                if not arrows.get(step):
                    return frozenset()
                waiting.extend(arrows[step])
    return frozenset(reached & visible)


def _jumped_over(first: str, second: str, due: frozenset[str], arrows: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the steps that were due on the way from one step to another, not those to which an arrow leads back.

    All that were due when no way leads there.
    """
    way = _distance(first, second, arrows)
    return frozenset(step for step in due if _distance(step, second, arrows) < way) or due


def _events_of(mapping: StepMap, steps: frozenset[str]) -> Marks:
    return np.isin(mapping.step, [place for place, step in enumerate(mapping.steps) if step in steps])


def _distance(first: str, second: str, arrows: Mapping[str, tuple[str, ...]]) -> int:
    """Return how many arrows lead from one step to another on the shortest way."""
    away, waiting = {first: 0}, deque([first])
    while waiting:
        step = waiting.popleft()
        for other in arrows.get(step, ()):
            if other not in away:
                away[other] = away[step] + 1
                waiting.append(other)
    return away.get(second, _FAR)
