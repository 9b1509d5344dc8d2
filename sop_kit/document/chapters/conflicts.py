"""The part of annex E that shows conflicting statements side by side."""

from __future__ import annotations

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Heading
from sop_kit.document.chapters.parts import open_table, section
from sop_kit.document.conflicts import decision_text, ours, place_inline, theirs
from sop_kit.document.view import View
from sop_kit.record.conflicts import undecided


def conflicting(view: View, head: Heading) -> tuple[Block, ...]:
    """Return what two people said differently, and what was decided; nothing when all agree."""
    say = view.say
    waiting = {row.id for row in undecided(view.source)}
    # The agenda holds the facilitator's own notes: they stand in no document, be it as two versions.
    told = [row for row in view.record.conflicts if row.table != "phases"]
    shown = [row for row in told if row.decision or row.id in waiting]
    if not shown:
        return ()
    rows = (
        (
            plain(row.id),
            place_inline(view, row),
            ours(view, row),
            theirs(view, row),
            plain(decision_text(say, row)),
        )
        for row in shown
    )
    columns = (
        (say("No."), 0.6),
        (say("Where"), 1.8),
        (say("Stands in the record"), 2.2),
        (say("Said otherwise"), 2.2),
        (say("What was decided"), 1.6),
    )
    title = say("Conflicting statements")
    return (section(head, "conflicts", title), *open_table(view, title, columns, rows))
