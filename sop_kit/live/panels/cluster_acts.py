"""What can be done with notes and clusters: each act is one Change, and none of them while people vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.document.dots import questions, votes
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.ids import free_id
from sop_kit.live.panels.clustering import (
    dissolve,
    gather,
    loose_notes,
    merge,
    move_notes,
    new_cluster,
    notes_in,
    tie_notes,
)
from sop_kit.live.panels.likeness import Proposal, proposals, shared_words
from sop_kit.live.typed import read
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record, by_id


def acts_of_clusters() -> Mapping[str, Act]:
    """Return what can be done in the panel of clusters."""
    moving = {
        "new": _new,
        "into": _into,
        "merge": _merge,
        "dissolve": _dissolve,
        "take": _take,
        "take_all": _take_all,
    }
    return {**{name: _cut_off_by_votes(act) for name, act in moving.items()}, "tie": _tie}


def proposed(record: Record, prompt: str) -> tuple[Proposal, ...]:
    """Return what the kit proposes to put together among the answers to a question."""
    clusters = {each.id: each for each in record.clusters if each.prompt == prompt}
    there = {cluster: [each.text for each in notes_in(record, cluster)] for cluster in clusters}
    return proposals({each.id: each.text for each in loose_notes(record, prompt)}, there)


def _cut_off_by_votes(act: Act) -> Act:
    """Return the act for as long as nobody votes: dots must not fall on something that is gone."""

    def guarded(asked: Asked) -> Answer | None:
        asked.session.refresh()
        record = asked.session.record
        if any(vote.state == "open" for prompt in questions(record) for vote in votes(record, prompt.id)):
            raise BadRequest("A vote is open: close it first, then put notes together differently.")
        return act(asked)

    return guarded


def _new(asked: Asked) -> Answer | None:
    return _gathered(asked, asked.text("prompt"), asked.text(), asked.ids())


def _gathered(asked: Asked, prompt: str, name: str, notes: Sequence[str]) -> Answer | None:
    gather(asked, lambda row_id: new_cluster(asked.session.record, prompt, name, notes, row_id), name)
    return None


def _into(asked: Asked) -> Answer | None:
    return _saved(asked, move_notes(asked.session.record, asked.ids(), asked.text("row")))


def _merge(asked: Asked) -> Answer | None:
    return _saved(asked, merge(asked.session.record, asked.text("row"), asked.text("value")))


def _dissolve(asked: Asked) -> Answer | None:
    return _saved(asked, dissolve(asked.session.record, asked.text("row")))


def _take(asked: Asked) -> Answer | None:
    record, cluster = asked.session.record, asked.text("row")
    if cluster:
        return _saved(asked, move_notes(record, asked.ids(), cluster))
    there = by_id(record.notes)
    name = shared_words([there[each].text for each in asked.ids() if each in there])
    return _gathered(asked, asked.text("prompt"), name, asked.ids())


def _take_all(asked: Asked) -> Answer | None:
    session, prompt = asked.session, asked.text("prompt")
    record, there = session.record, by_id(session.record.notes)
    edits: list[Edit] = []
    used = set(session.ids_ever("clusters")) | {each.id for each in record.clusters}
    for each in proposed(record, prompt):
        if each.cluster:
            edits += move_notes(record, each.notes, each.cluster)
            continue
        name = shared_words([there[row_id].text for row_id in each.notes])
        row_id = free_id(name, "clusters", used)
        used.add(row_id)
        edits += new_cluster(record, prompt, name, each.notes, row_id)
    return _saved(asked, edits)


def _tie(asked: Asked) -> Answer | None:
    session = asked.session
    session.refresh()
    if not asked.ids():
        raise BadRequest("Choose notes first.")
    step, made = read(session.view, "notes", "step", asked.text())
    return _saved(asked, [*made, *tie_notes(session.record, asked.ids(), step)])


def _saved(asked: Asked, edits: Sequence[Edit]) -> Answer | None:
    if edits:
        asked.save(edits)
    return None
