"""Asking everybody, opening and closing: Changes that "Undo" passes by.

People may be writing at that moment: a question must not vanish under their hands because somebody elsewhere in the
notebook took a step back. What was asked by mistake is taken back where it was asked, while nobody has answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Asked
from sop_kit.live.ids import next_id
from sop_kit.live.panels.unseen import kept_of, via
from sop_kit.record.authors import author
from sop_kit.record.changes import Edit


def ask_everybody(asked: Asked, values: Mapping[str, Any]) -> None:
    """Save a new question under an id that no question ever had; sent again with the same id it is there once."""
    session, kept = asked.session, kept_of(asked.session)
    with session.lock:
        while not session.knows(asked.id):
            session.refresh()
            head, there = session.record.head.number, [each.id for each in session.record.prompts]
            row_id = next_id("prompts", {}, there, session.ids_ever("prompts"))
            filled = {name: value for name, value in values.items() if value}
            new = Edit(act="put", table="prompts", row=row_id, values=filled)
            try:
                save_question(asked, [new], expect=head)
            except BadRequest:
                # Two people who ask at once must not be given the same id: the later one tries again.
                if kept.store.head(kept.product).number == head:
                    raise


def save_question(asked: Asked, edits: Sequence[Edit], *, expect: int | None = None) -> None:
    """Save what becomes of a question as the Change of this act, out of reach of "Undo"."""
    session, kept = asked.session, kept_of(asked.session)
    with session.lock:
        kept.store.add(kept.product, edits, by=author(), via=via(), change_id=asked.id, expect=expect)
        session.refresh()
