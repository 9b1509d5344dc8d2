"""How an agenda runs: what is on, how long it has taken, what comes next. Nothing here ever locks a phase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sop_kit.record.changes import Edit
from sop_kit.record.workshop_tables import Phase

Edits = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the room is, in minutes.

    ``behind`` counts what closed phases took beyond their plan, less what skipped ones saved; ``to_come`` is what is
    planned for the phases after the one that is on. What the open phase itself takes is for the clock to say.
    """

    on: Phase | None
    after: Phase | None
    behind: float
    to_come: float


def opened_at(phase: Phase) -> float:
    """Return when an open phase was opened, in seconds since 1970; 0 when it is not open or nobody can tell."""
    if phase.state != "open":
        return 0.0
    try:
        opened = datetime.fromisoformat(phase.opened)
    except ValueError:
        return 0.0
    return opened.timestamp() if opened.tzinfo else 0.0


def minutes_taken(phase: Phase, now: datetime) -> float:
    """Return how many minutes a phase has taken, all its openings together."""
    opened = opened_at(phase)
    running = max(0.0, now.timestamp() - opened) / 60 if opened else 0.0
    return (phase.spent or 0.0) + running


def standing(phases: Sequence[Phase]) -> Standing:
    """Return how far the room is."""
    on = next((phase for phase in phases if phase.state == "open"), None)
    behind = sum(_beyond(phase) for phase in phases if phase.minutes is not None)
    to_come = sum(phase.minutes or 0.0 for phase in phases if not phase.state)
    return Standing(on, next_one(phases), behind, to_come)


def next_one(phases: Sequence[Phase]) -> Phase | None:
    """Return the phase that comes next: the first one to come after the one that is on, else the first one to come."""
    place = next((at for at, phase in enumerate(phases) if phase.state == "open"), -1)
    later = [phase for phase in phases[place + 1 :] if not phase.state]
    return next(iter(later or [phase for phase in phases if not phase.state]), None)


def open_phase(phases: Sequence[Phase], row: str, now: datetime) -> Edits:
    """Return the edits that open a phase, also one that is done; the one that is on is then done."""
    wanted = next((phase for phase in phases if phase.id == row), None)
    if wanted is None or wanted.state == "open":
        return ()
    opened = {"state": "open", "opened": now.isoformat(timespec="seconds")}
    return (*_close(phases, now), Edit(act="put", table="phases", row=row, values=opened))


def next_phase(phases: Sequence[Phase], now: datetime) -> Edits:
    """Return the edits that close what is on and open what comes next; after the last phase nothing is on."""
    after = next_one(phases)
    return open_phase(phases, after.id, now) if after else _close(phases, now)


def skip_phase(phases: Sequence[Phase], row: str, now: datetime) -> Edits:
    """Return the edits that skip a phase; was it on, the next one is opened."""
    phase = next((phase for phase in phases if phase.id == row), None)
    if phase is None or phase.state in {"done", "skipped"}:
        return ()
    skipped = Edit(act="put", table="phases", row=row, values={"state": "skipped", "spent": _spent(phase, now)})
    if phase.state != "open":
        return (skipped,)
    left = [each.model_copy(update={"state": "skipped"}) if each.id == row else each for each in phases]
    after = next_one(phases)
    return (skipped, *(open_phase(left, after.id, now) if after else ()))


def count_anew(phases: Sequence[Phase], now: datetime) -> Edits:
    """Return the edits that start the clock of the open phase again: somebody left it open overnight."""
    values = {"opened": now.isoformat(timespec="seconds"), "spent": None}
    return tuple(Edit(act="put", table="phases", row=phase.id, values=values) for phase in phases if _is_on(phase))


def _close(phases: Sequence[Phase], now: datetime) -> Edits:
    return tuple(
        Edit(act="put", table="phases", row=phase.id, values={"state": "done", "spent": _spent(phase, now)})
        for phase in phases
        if _is_on(phase)
    )


def _is_on(phase: Phase) -> bool:
    return phase.state == "open"


def _spent(phase: Phase, now: datetime) -> float | None:
    return round(minutes_taken(phase, now), 2) or None


def _beyond(phase: Phase) -> float:
    planned, spent = phase.minutes or 0.0, phase.spent or 0.0
    return spent - planned if phase.state in {"done", "skipped"} else 0.0
