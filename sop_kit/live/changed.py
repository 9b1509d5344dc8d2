"""What somebody else has just written in a row that a person is about to take out, as a sentence."""

from __future__ import annotations

from sop_kit.live.apart import Seen, row_of, same
from sop_kit.live.session import Session
from sop_kit.live.typed import shown
from sop_kit.record.conflicts import writers
from sop_kit.record.labels import column_label


def changed_since(session: Session, table: str, row: str, seen: Seen) -> str:
    """Return who changed which columns of the row since it was seen; empty when nobody did, or the row is gone."""
    now, kept = row_of(session.record, table, row), session.kept
    if now is None or kept is None:
        return ""
    changed = [
        column
        for (_, _, column), value in seen.items()
        if column and not same(table, column, getattr(now, column, None), value)
    ]
    if not changed:
        return ""
    wrote, say = writers(kept.store.changes(kept.product)), session.say
    who = [wrote.get((table, row, column)) or say("somebody") for column in changed]
    said = [f"{column_label(say, name)} “{shown(session.view, table, name, getattr(now, name))}”" for name in changed]
    return say(
        "{who} has just changed {row}: {said}. It is still there; press again to take it out all the same.",
        who=say.list(tuple(dict.fromkeys(who))),
        row=row,
        said=say.list(tuple(said)),
    )
