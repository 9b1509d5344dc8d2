"""The edits by which notes become clusters: what belongs together is one Change, so that one undo takes it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Asked
from sop_kit.live.ids import next_id
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record, by_id
from sop_kit.record.workshop_tables import Note

Edits = tuple[Edit, ...]


def loose_notes(record: Record, prompt: str) -> tuple[Note, ...]:
    """Return the answers to a question that lie in no cluster."""
    clusters = by_id(record.clusters)
    return tuple(note for note in record.notes if note.prompt == prompt and note.cluster not in clusters)


def notes_in(record: Record, cluster: str) -> tuple[Note, ...]:
    """Return the notes of a cluster."""
    return tuple(note for note in record.notes if cluster and note.cluster == cluster)


def new_cluster(record: Record, prompt: str, name: str, notes: Sequence[str], row_id: str) -> Edits:
    """Return the edits that make a cluster of some notes."""
    made = Edit(act="put", table="clusters", row=row_id, values={"prompt": prompt, "name": name or None})
    return (made, *_put(record, notes, row_id))


def move_notes(record: Record, notes: Sequence[str], cluster: str) -> Edits:
    """Return the edits that put notes into a cluster, "" for none; those that lie there already are left alone."""
    if cluster and cluster not in by_id(record.clusters):
        raise BadRequest("This cluster is gone. Look again.")
    return _put(record, notes, cluster)


def merge(record: Record, cluster: str, into: str) -> Edits:
    """Return the edits that put everything of a cluster into another one, its dots included."""
    there = by_id(record.clusters)
    if into not in there or cluster not in there or into == cluster:
        raise BadRequest("This cluster is gone. Look again.")
    dots = there[cluster].dots
    summed = (Edit(act="put", table="clusters", row=into, values={"dots": there[into].dots + dots}),) if dots else ()
    moved = _put(record, [note.id for note in notes_in(record, cluster)], into)
    return (*moved, *summed, Edit(act="drop", table="clusters", row=cluster))


def dissolve(record: Record, cluster: str) -> Edits:
    """Return the edits that take a cluster away and leave its notes."""
    if cluster not in by_id(record.clusters):
        return ()
    freed = _put(record, [note.id for note in notes_in(record, cluster)], "")
    return (*freed, Edit(act="drop", table="clusters", row=cluster))


def tie_notes(record: Record, notes: Sequence[str], step: str) -> Edits:
    """Return the edits that say which step some notes are about; "" for none."""
    there = by_id(record.notes)
    return tuple(
        Edit(act="put", table="notes", row=each, values={"step": step or None}) for each in notes if each in there
    )


def gather(asked: Asked, edits: Callable[[str], Edits], name: str) -> None:
    """Save a new cluster with what goes into it, under an id that no cluster ever had.

    Parameters
    ----------
    edits
        Makes the edits from the id.
    """
    session = asked.session
    with session.lock:
        while True:
            session.refresh()
            head, there = session.record.head.number, [each.id for each in session.record.clusters]
            row_id = next_id("clusters", {"name": name}, there, session.ids_ever("clusters"))
            try:
                session.save(edits(row_id), expect=head, change_id=asked.id)
            except BadRequest:
                # Two people at once must not be given the same id: the later one tries again.
                session.refresh()
                if session.record.head.number == head:
                    raise
            else:
                return


def _put(record: Record, notes: Sequence[str], cluster: str) -> Edits:
    there = by_id(record.notes)
    moved = [each for each in notes if each in there and there[each].cluster != cluster]
    return tuple(Edit(act="put", table="notes", row=each, values={"cluster": cluster or None}) for each in moved)
