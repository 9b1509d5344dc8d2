"""The agenda as the record has it: what each phase is called, how long it is to take, and how far the room is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Column, Table, TableRow, Text
from sop_kit.document.agenda import AgendaPhase, phase_of
from sop_kit.document.view import View
from sop_kit.record.workshop_tables import Phase
from sop_kit.words import Words


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """A phase of the record; ``told`` is what the kit says about its kind, nothing for a team's own."""

    phase: Phase
    name: str
    told: AgendaPhase | None


def agenda_rows(phases: Sequence[Phase], say: Words) -> tuple[AgendaRow, ...]:
    """Return the phases in order, each with its name in the reader's language."""
    met: Counter[str] = Counter()
    rows = []
    for phase in phases:
        told = phase_of(phase.kind, met[phase.kind], say)
        met[phase.kind] += 1
        usual = told.name if told else say("A phase without a name")
        rows.append(AgendaRow(phase, phase.name or usual, told))
    return tuple(rows)


def phase_state(say: Words, state: str) -> str:
    """Return how far a phase is, in a word or two; nothing for one that is still to come."""
    return {"open": say("in progress"), "done": say("done"), "skipped": say("skipped")}.get(state, "")


def agenda_blocks(view: View) -> tuple[Block, ...]:
    """Return the agenda as a table, or a box that says there is none."""
    say, rows = view.say, agenda_rows(view.record.phases, view.say)
    if not rows:
        return (Callout(tone="missing", title=say("There is no agenda yet.")),)
    columns = (
        Column(label=say("Phase"), width=3),
        Column(label=say("Minutes")),
        Column(label=say("Minutes it took")),
        Column(label=say("How far")),
    )
    lines = tuple(
        TableRow(
            cells=(
                plain(row.name),
                plain(_number(say, row.phase.minutes)),
                plain(_number(say, row.phase.spent)),
                plain(phase_state(say, row.phase.state)),
            )
        )
        for row in rows
    )
    return (Table(caption=say("Agenda of the workshop"), columns=columns, rows=lines),)


def phase_blocks(view: View) -> tuple[Block, ...]:
    """Return one line: which phase is on, and which comes next."""
    say, rows = view.say, agenda_rows(view.record.phases, view.say)
    if not rows:
        return (Text(spans=plain(say("There is no agenda yet."))),)
    now = next((row.name for row in rows if row.phase.state == "open"), "")
    to_come = next((row.name for row in rows if not row.phase.state), "")
    parts = [
        say("On now: {name}", name=now) if now else say("No phase is on."),
        say("Next: {name}", name=to_come) if to_come else "",
    ]
    return (Text(spans=plain(" · ".join(part for part in parts if part))),)


def _number(say: Words, minutes: float | None) -> str:
    return "" if minutes is None else say.number(round(minutes))
