"""Which step each event of a log is: declared in the record, suggested by likeness, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sop_kit.assess.conformance.conditions import kept_by
from sop_kit.assess.conformance.judged import Marks
from sop_kit.assess.conformance.suggesting import Suggestion, suggest
from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.errors import Problem, phrase
from sop_kit.record.alike import folded
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Activity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """An activity of the log, the step that it is ("" = none), and how many events say so.

    ``where`` is the condition under which it is, ``likeness`` (0 to 1) how like it is when that was only suggested.
    """

    activity: str
    step: str = ""
    events: int = 0
    where: str = ""
    likeness: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepMap:
    """Which step every event is.

    ``declared`` is what the record says, ``suggested`` what the words are like, ``unmapped`` activities that are like
    no step, ``aside`` those the record declares to be none of the workflow's. ``step`` is the place of each event's
    step in ``steps``, ``NOBODY`` without one; ``guessed`` marks the events whose step is only suggested.
    """

    declared: tuple[Mapped, ...]
    suggested: tuple[Mapped, ...]
    unmapped: tuple[Mapped, ...]
    aside: tuple[Mapped, ...]
    steps: tuple[str, ...]
    step: npt.NDArray[np.int32]
    guessed: Marks
    problems: tuple[Problem, ...] = ()

    def events_of(self, step: str) -> Marks:
        """Return the events that are a step."""
        found: Marks = self.step == (self.steps.index(step) if step in self.steps else len(self.steps))
        return found

    def is_guessed(self, step: str) -> bool:
        """Say whether any event is a step only because that was suggested."""
        return bool(self.guessed[self.events_of(step)].any())

    def knows(self, step: str) -> bool:
        """Say whether an activity, seen in the log or not, is mapped to a step."""
        return any(mapped.step == step for mapped in (*self.declared, *self.suggested))


def map_events(record: Record, log: EventLog) -> StepMap:
    """Return which step every event of a log is.

    A row of ``activity_map`` with a condition goes before one without; of two alike the one that stands first.
    Activities are compared as they are written, without regard to case, width and spaces. Where no row names an
    activity at all, a step is suggested by likeness.
    """
    placed = _Placed(record, log)
    placed.declare([row for row in record.activity_map if row.where])
    placed.declare([row for row in record.activity_map if not row.where])
    placed.suggest(suggest(record, placed.unnamed))
    return placed.mapping()


class _Placed:
    """The events as their steps are found, one row of the map after the other."""

    def __init__(self, record: Record, log: EventLog) -> None:
        self._log = log
        self._steps = {step.id: place for place, step in enumerate(record.steps)}
        self._step = np.full(log.events, NOBODY, dtype=np.int32)
        self._free = np.ones(log.events, bool)
        self._guessed = np.zeros(log.events, bool)
        self._named: set[int] = set()
        self._codes: dict[str, list[int]] = {}
        for code, name in enumerate(log.activity.names):
            self._codes.setdefault(folded(name), []).append(code)
        self._declared: list[Mapped] = []
        self._suggested: list[Mapped] = []
        self._aside: list[Mapped] = []
        self._problems: list[Problem] = []

    @property
    def unnamed(self) -> tuple[str, ...]:
        """Return the activities of the log that no row has named."""
        return tuple(name for code, name in enumerate(self._log.activity.names) if code not in self._named)

    def declare(self, rows: Iterable[Activity]) -> None:
        for row in rows:
            codes = self._codes.get(folded(row.activity), [])
            self._named.update(codes)
            kept, wrong = kept_by(self._log, row.where)
            if wrong is not None:
                self._problems.append(Problem(where=f"activity_map/{row.id}/where", what=wrong, severity="warning"))
            if row.step and row.step not in self._steps:
                what = phrase(
                    "There is no step '{step}', so '{activity}' is no step.", step=row.step, activity=row.activity
                )
                self._problems.append(Problem(where=f"activity_map/{row.id}/step", what=what, severity="warning"))
            count = self._place(np.isin(self._log.activity.codes, codes) & kept, row.step)
            mapped = Mapped(activity=row.activity, step=row.step, events=count, where=row.where)
            (self._declared if row.step in self._steps else self._aside).append(mapped)

    def suggest(self, suggestions: Iterable[Suggestion]) -> None:
        # All at once: a log may call a thousand activities otherwise than the record.
        counts = np.bincount(self._log.activity.codes, minlength=len(self._log.activity.names))
        steps = np.full(len(self._log.activity.names), NOBODY, dtype=np.int32)
        for each in suggestions:
            code = self._log.activity.names.index(each.activity)
            steps[code] = self._steps[each.step]
            events = int(counts[code])
            self._suggested.append(
                Mapped(activity=each.activity, step=each.step, events=events, likeness=each.likeness)
            )
        likely = steps[self._log.activity.codes]
        self._guessed = likely != NOBODY
        self._step = np.where(self._guessed, likely, self._step)

    def mapping(self) -> StepMap:
        guessed = {mapped.activity for mapped in self._suggested}
        counts = np.bincount(self._log.activity.codes, minlength=len(self._log.activity.names))
        unmapped = [
            Mapped(activity=name, events=int(counts[code]), likeness=0.0)
            for code, name in enumerate(self._log.activity.names)
            if code not in self._named and name not in guessed
        ]
        return StepMap(
            declared=tuple(self._declared),
            suggested=tuple(self._suggested),
            unmapped=tuple(sorted(unmapped, key=lambda mapped: -mapped.events)),
            aside=tuple(self._aside),
            steps=tuple(self._steps),
            step=self._step,
            guessed=self._guessed,
            problems=tuple(self._problems),
        )

    def _place(self, marks: Marks, step: str) -> int:
        """Give events that have no step yet their step, and return how many."""
        fresh = marks & self._free
        self._free &= ~fresh
        if step in self._steps:
            self._step[fresh] = self._steps[step]
        return int(fresh.sum())
