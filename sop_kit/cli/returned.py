"""Taking in workbooks that came back: merged with what was written since, and what conflicts kept side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from sop_kit.cli.sending import reason_of
from sop_kit.cli.speaking import spoken
from sop_kit.document.overview import ConflictState, conflict_state
from sop_kit.errors import BadRequest, Problem, SopKitError
from sop_kit.record.authors import author
from sop_kit.record.changes import apply, difference
from sop_kit.record.collection import Returned, Sent, load, save
from sop_kit.record.conflicts import undecided
from sop_kit.record.family import noted
from sop_kit.record.files.reading import Part, Written, warning
from sop_kit.record.model import Head, Record
from sop_kit.record.new_ids import Renamed
from sop_kit.record.problems import dangling
from sop_kit.record.returning import fill_in, merge_returned, with_clashes
from sop_kit.record.store import Store
from sop_kit.record.workbooks.edited_book import edited_record
from sop_kit.record.workshop import Workshop

_MOST_TRIES = 5  # while somebody else writes into the same line
State = Literal["taken", "same", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A workbook that came back: what it says, the SHA-256 of its bytes, and the line that it is about."""

    part: Part
    sha256: str
    product: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one workbook; ``conflicts`` are those that nobody had met before."""

    file: str
    product: str
    owner: str
    state: State
    edits: int = 0
    conflicts: tuple[ConflictState, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()  # table, id in the workbook, id in the record
    problems: tuple[Problem, ...] = ()


def take_returned(workshop: Workshop, store: Store, came: Came, *, at: str, dry_run: bool = False) -> Taken:
    """Take in a workbook that came back, as a Change of its line, and say what came of it; nothing is raised.

    Parameters
    ----------
    at
        The time now (ISO 8601).
    dry_run
        Find the same and write nothing.
    """
    taking = _Taking(workshop, store, came, at, dry_run)
    try:
        return _taken(taking)
    except (SopKitError, OSError) as error:
        return _failed(taking, (Problem(where=taking.file, what=reason_of(error)),))


@dataclass(frozen=True, slots=True)
class _Taking:
    """One workbook on its way in."""

    workshop: Workshop
    store: Store
    came: Came
    at: str
    dry_run: bool

    @property
    def file(self) -> str:
        return self.came.part.name

    @property
    def written(self) -> Written | None:
        return self.came.part.written

    @property
    def owner(self) -> str:
        return self.written.owner if self.written else ""


def _taken(taking: _Taking) -> Taken:
    for _ in range(_MOST_TRIES):
        head = taking.store.head(taking.came.product)
        try:
            return _once(taking, head)
        except BadRequest:
            if taking.store.head(taking.came.product) == head:
                raise
    return _once(taking, taking.store.head(taking.came.product))


def _once(taking: _Taking, head: Head) -> Taken:
    written = taking.written
    if written is not None and 1 <= written.number <= head.number:
        base = taking.store.record(taking.came.product, at=written.number)
        if base.head.hash == written.hash:
            return _merged(taking, written, base)
    return _filled_in(taking)


def _merged(taking: _Taking, written: Written, base: Record) -> Taken:
    """Take a workbook in whose origin is known: what its owner has changed in it."""
    store, product, digest = taking.store, taking.came.product, taking.came.sha256
    collection = load(taking.workshop.folder, product)
    sent = collection.of(written.owner, written.number, written.hash) or _sent_elsewhere(taking, written)
    if sent.returned and sent.returned[-1].sha256 == digest:
        return Taken(file=taking.file, product=product, owner=taking.owner, state="same")
    reading = edited_record(taking.came.part, base)
    if reading.record is None:
        return _failed(taking, reading.problems)
    ours, changes = store.record(product), store.changes(product)
    merge = merge_returned(base=base, ours=ours, theirs=reading.record, sent=sent, changes=changes, at=taking.at)
    taken = _written(taking, ours, merge.record, merge.renamed)
    if not taking.dry_run:
        back = Returned(file=taking.file, sha256=digest, at=taking.at, number=store.head(product).number)
        remembered = merge.sent.model_copy(update={"returned": (*sent.returned, back)})
        save(taking.workshop.folder, load(taking.workshop.folder, product).with_sent(remembered))
    erased = any(change.kind == "erasure" for change in changes[written.number :])
    return replace(taken, problems=(*reading.problems, *_erased(taking.file, erased=erased), *taken.problems))


def _filled_in(taking: _Taking) -> Taken:
    """Take a workbook in whose origin is not known here: it adds what is new and takes nothing away."""
    ours = taking.store.record(taking.came.product)
    reading = edited_record(taking.came.part, ours)
    if reading.record is None:
        return _failed(taking, reading.problems)
    found = fill_in(ours, reading.record)
    changes = taking.store.changes(taking.came.product)
    by = taking.owner or taking.file
    after = with_clashes(apply(ours, found.edits), found.clashes, by=by, at=taking.at, changes=changes)
    taken = _written(taking, ours, after, {})
    return replace(taken, problems=(_unknown_origin(taking), *reading.problems, *taken.problems))


def _failed(taking: _Taking, problems: tuple[Problem, ...]) -> Taken:
    return Taken(file=taking.file, product=taking.came.product, owner=taking.owner, state="failed", problems=problems)


def _written(taking: _Taking, ours: Record, after: Record, renamed: Renamed) -> Taken:
    """Store the Change that leads from one record to the other, and say what it was."""
    after = noted(taking.store, after)
    edits = difference(ours, after)
    if edits and not taking.dry_run:
        taking.store.add(
            taking.came.product,
            edits,
            by=taking.owner or author(),
            why=f"returned {taking.file}",
            kind="merge",
            expect=ours.head.number,
        )
    known = {row.id: row.theirs for row in undecided(ours)}
    new = [row for row in undecided(after) if known.get(row.id) != row.theirs]
    lost = set(dangling(ours))
    return Taken(
        file=taking.file,
        product=taking.came.product,
        owner=taking.owner,
        state="taken" if edits else "same",
        edits=sum(edit.table != "conflicts" for edit in edits),
        conflicts=tuple(conflict_state(spoken(), after, row) for row in new),
        renamed=tuple((table, row, now) for (table, row), now in renamed.items()),
        problems=tuple(problem for problem in dangling(after) if problem not in lost),
    )


def _sent_elsewhere(taking: _Taking, written: Written) -> Sent:
    """Return what is known about a workbook that was written without being sent, or whose sending was forgotten."""
    return Sent(
        owner=written.owner,
        lang=written.lang,
        file=taking.file,
        sha256="",
        number=written.number,
        hash=written.hash,
        at="",
    )


def _erased(file: str, *, erased: bool) -> Iterable[Problem]:
    if erased:
        yield warning(
            file,
            "Since this workbook was written somebody's data was erased from the record, and the workbook may have "
            "brought it back. Look, and erase it again.",
        )


def _unknown_origin(taking: _Taking) -> Problem:
    if taking.written is None:
        return warning(
            taking.file,
            "The workbook does not say any more what it was written from; another program has lost its hidden sheet. "
            "What is new in it was taken into '{product}', nothing was taken out, and what differs is asked.",
            product=taking.came.product,
        )
    return warning(
        taking.file,
        "The workbook was written from Change {number} of '{product}', which is another one here: a copy was put back, "
        "or it comes from another workshop. What is new in it was taken in, nothing was taken out, and what differs is "
        "asked.",
        number=taking.written.number,
        product=taking.came.product,
    )
