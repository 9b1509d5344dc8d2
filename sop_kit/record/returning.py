"""What a workbook that came back changes in the record of its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.record.changes import SINGLES, Change, Edit, apply, difference
from sop_kit.record.collection import Sent
from sop_kit.record.conflicts import conflict_edits, decide, standing, undecided, writers
from sop_kit.record.model import Record, by_id, row_facts
from sop_kit.record.new_ids import Renamed, with_new_ids
from sop_kit.record.three_way import Clash, Merged, three_way


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """The line's record after a workbook was taken in, and what is remembered for the time it comes again."""

    record: Record
    clashes: tuple[Clash, ...]
    renamed: Renamed  # rows that got another id this time
    sent: Sent


def merge_returned(  # noqa: PLR0913  one keyword a state of the record
    *, base: Record, ours: Record, theirs: Record, sent: Sent, changes: Iterable[Change], at: str
) -> Merge:
    """Return the record after a returned workbook, column by column; where both changed a place, ours stays.

    Parameters
    ----------
    base
        The record that the workbook was made from.
    ours
        The record as it is now.
    theirs
        The record as the workbook says it is.
    sent
        What is known about the workbook: what its owner has said in it before is not taken for news.
    changes
        The Changes of the line, to say who wrote what stands.
    at
        The time now (ISO 8601).
    """
    known = _known_ids(sent, theirs)
    before = with_new_ids(_as_said(base, sent.said), known)
    now = with_new_ids(theirs, known)
    found = three_way(before, ours, now)
    clashes = tuple(clash for clash in found.clashes if not _taken_back(base, clash))
    after = with_clashes(apply(ours, found.edits), clashes, by=sent.owner, at=at, changes=changes)
    after = apply(after, _closed(sent.owner, base=base, before=before, now=now, after=after))
    told = {place: found.renamed.get((place[0], new), new) for place, new in known.items()}
    earlier = {(place[0], new) for place, new in known.items()}
    told |= {place: new for place, new in found.renamed.items() if place not in earlier}
    remembered = {
        "said": difference(base, theirs),
        "renamed": tuple((table, row, new) for (table, row), new in told.items()),
    }
    return Merge(
        record=_carried_out(ours, after),
        clashes=clashes,
        renamed=found.renamed,
        sent=sent.model_copy(update=remembered),
    )


def with_clashes(record: Record, clashes: tuple[Clash, ...], *, by: str, at: str, changes: Iterable[Change]) -> Record:
    """Return the record with clashes kept as conflicts, each with who wrote what stands."""
    if not clashes:
        return record
    wrote = writers(changes)

    def writer(place: tuple[str, str, str]) -> str:
        table, row, _ = place
        return wrote.get(place) or wrote.get((table, row, ""), "")

    return apply(record, conflict_edits(record, clashes, by=by, at=at, wrote=writer))


def fill_in(ours: Record, theirs: Record) -> Merged:
    """Return what a workbook of unknown origin adds: new rows, and columns that were empty; nothing is taken away.

    Where something else stands already, the two statements clash: nobody can say which is the newer one.
    """
    edits: list[Edit] = []
    clashes: list[Clash] = []
    for edit in difference(ours, theirs):
        stands = _columns(ours, edit.table, edit.row)
        stated = {name: value for name, value in edit.values.items() if value is not None}
        if edit.act != "put":
            continue
        filled = {name: value for name, value in stated.items() if name not in (stands or {})}
        if filled or stands is None:
            edits.append(edit.model_copy(update={"values": filled}))
        clashes += [
            Clash(table=edit.table, row=edit.row, field=name, base=None, ours=stands[name], theirs=value)
            for name, value in stated.items()
            if stands is not None and name in stands
        ]
    return Merged(edits=tuple(edits), clashes=tuple(clashes), renamed={})


def _known_ids(sent: Sent, theirs: Record) -> dict[tuple[str, str], str]:
    """Return the ids that rows of the workbook got when it came the last time, unless it has such a row itself now."""
    rows = {(table, row.id) for table, _, _ in sent.renamed for row in theirs.rows(table)}
    return {(table, row): new for table, row, new in sent.renamed if (table, new) not in rows}


def _as_said(base: Record, said: tuple[Edit, ...]) -> Record:
    try:
        return apply(base, said)
    except BadRequest:
        # Data erased since from the record that the workbook was made from: what was said of it is gone, too.
        return base


def _taken_back(base: Record, clash: Clash) -> bool:
    """Say whether somebody who had said otherwise has put back what the workbook said when it was sent."""
    facts = _columns(base, clash.table, clash.row)
    if not clash.field:
        return bool(facts == clash.theirs)
    return facts is not None and bool(facts.get(clash.field) == clash.theirs)


def _closed(owner: str, *, base: Record, before: Record, now: Record, after: Record) -> Iterator[Edit]:
    """Yield the edits that close the conflicts whose other side was taken back by the one who said it."""
    for row in undecided(after):
        said, says = standing(before, row), standing(now, row)
        if (
            row.theirs_by == owner
            and said == row.theirs != says
            and says in (standing(after, row), standing(base, row))
        ):
            values = {"decision": "ours", "decided_by": owner or None}
            yield Edit(act="put", table="conflicts", row=row.id, values=values)


def _carried_out(ours: Record, after: Record) -> Record:
    """Return the record with the decisions that somebody wrote into the sheet of conflicts carried out."""
    before = by_id(ours.conflicts)
    for row in after.conflicts:
        known = before.get(row.id)
        if row.decision == "theirs" and known is not None and known.decision != "theirs":
            try:
                undone = apply(after, [Edit(act="put", table="conflicts", row=row.id, values={"decision": None})])
                after = apply(undone, decide(undone, row.id, "theirs", why=row.why, by=row.decided_by))
            except BadRequest:
                # Its row is gone meanwhile: nothing can be written there, and what stands is what everybody sees.
                continue
    return after


def _columns(record: Record, table: str, row: str) -> dict[str, Any] | None:
    if table in SINGLES:
        return row_facts(getattr(record, table))
    return next((row_facts(each) for each in record.rows(table) if each.id == row), None)
