"""How an agenda is made and changed: from one of the kit's, or phase by phase."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sop_kit.document.agenda import AgendaKind, agenda
from sop_kit.live.ids import next_ids
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record
from sop_kit.record.workshop_tables import Phase
from sop_kit.words import Words

Edits = tuple[Edit, ...]


def fill_agenda(record: Record, kind: AgendaKind, say: Words, used: Collection[str]) -> Edits:
    """Return the edits that put one of the kit's agendas in the place of whatever stands there.

    Parameters
    ----------
    used
        Every id that a phase ever had.
    """
    blocks = agenda(kind, say)
    rows = next_ids("phases", len(blocks), [phase.id for phase in record.phases], used)
    # No name is written: a phase is then called what its kind is called, in the language of whoever looks.
    filled = (
        Edit(act="put", table="phases", row=row, values={"kind": block.kind, "minutes": block.minutes})
        for row, block in zip(rows, blocks, strict=True)
    )
    return (*(edit for phase in record.phases for edit in drop_phase(record, phase.id)), *filled)


def drop_phase(record: Record, row: str) -> Edits:
    """Return the edits that take a phase out; what was asked in it stays, and names it no more."""
    asked = (prompt.id for prompt in record.prompts if prompt.phase == row)
    loosened = (Edit(act="put", table="prompts", row=prompt, values={"phase": None}) for prompt in asked)
    return (*loosened, Edit(act="drop", table="phases", row=row))


def move_phase(phases: Sequence[Phase], row: str, by: int) -> Edits:
    """Return the edit that moves a phase up (``by`` < 0) or down; none when it stands at the end already."""
    ids = [phase.id for phase in phases]
    if row not in ids:
        return ()
    others = [each for each in ids if each != row]
    place = max(0, min(len(others), ids.index(row) + by))
    if place == ids.index(row):
        return ()
    return (Edit(act="move", table="phases", row=row, after=others[place - 1] if place else ""),)
