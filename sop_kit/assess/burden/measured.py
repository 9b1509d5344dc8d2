"""How long steps and checklists really took and how often they were run: from the runs, and from the event log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sop_kit.assess.agreement import median
from sop_kit.record.in_force import day_of
from sop_kit.record.life_tables import Run
from sop_kit.record.model import Record, by_id

_SHORTEST = 7  # days of runs from which a number a week can be told
_FEWEST = 3  # runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was measured of a step, or of a checklist (then ``step`` is ""), beside what the record estimates.

    ``runs`` that were noted, ``timed`` of them with their minutes; ``minutes`` the median of those, ``estimate`` the
    step's own figure. ``a_week`` over the days that all noted runs span, of at least three, ``seen_a_week`` over those
    of the last event log; ``None`` where nothing can be told.
    """

    step: str
    checklist: str
    runs: int
    timed: int
    minutes: float | None
    estimate: float | None
    a_week: float | None
    seen_a_week: float | None


def measured(record: Record) -> tuple[Measured, ...]:
    """Return what was measured, steps in their order first, then checklists."""
    by_step: dict[str, list[Run]] = {}
    by_list: dict[str, list[Run]] = {}
    for run in record.runs:
        if run.step:
            by_step.setdefault(run.step, []).append(run)
        elif run.checklist and not run.part_of:
            by_list.setdefault(run.checklist, []).append(run)
    weeks = _weeks([run.at for run in record.runs])
    seen = seen_a_week(record)
    estimates = {step.id: step.minutes for step in record.steps}
    found = [
        _measured(by_step.get(step, ()), weeks, step=step, estimate=estimates[step], seen=seen.get(step))
        for step in by_id(record.steps)
        if step in by_step or step in seen
    ]
    return (*found, *(_measured(runs, weeks, checklist=name) for name, runs in by_list.items()))


def _measured(  # noqa: PLR0913  one keyword a fact of the row
    runs: Iterable[Run],
    weeks: float | None,
    *,
    step: str = "",
    checklist: str = "",
    estimate: float | None = None,
    seen: float | None = None,
) -> Measured:
    noted = list(runs)
    minutes = [run.minutes for run in noted if run.minutes is not None]
    return Measured(
        step=step,
        checklist=checklist,
        runs=len(noted),
        timed=len(minutes),
        minutes=median(minutes) if minutes else None,
        estimate=estimate,
        a_week=len(noted) / weeks if weeks and len(noted) >= _FEWEST else None,
        seen_a_week=seen,
    )


def seen_a_week(record: Record) -> dict[str, float]:
    """Return how often the last event log saw each step a week; of several activities the most frequent one counts."""
    logs = [check for check in record.checks if check.kind == "log"]
    weeks = _weeks([logs[-1].start, logs[-1].end]) if logs else None
    if weeks is None:
        return {}
    most: dict[str, int] = {}
    for row in record.seen_activities:
        if row.check == logs[-1].id and row.step:
            most[row.step] = max(most.get(row.step, 0), row.events)
    return {step: events / weeks for step, events in most.items()}


def _weeks(days: Iterable[str]) -> float | None:
    """Return how many weeks the days span, both ends counted; ``None`` for less than one."""
    known = sorted(day for text in days if (day := day_of(text)))
    if not known:
        return None
    span = (dt.date.fromisoformat(known[-1]) - dt.date.fromisoformat(known[0])).days + 1
    return span / 7 if span >= _SHORTEST else None
