"""One notebook's hold on one record: where it is kept, in which language it is shown, and how an edit is saved."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sop_kit.blocks.model import Block, Bundle
from sop_kit.document.meta import meta
from sop_kit.document.sop import chapter_bundle, files_bundle
from sop_kit.document.view import View, look
from sop_kit.errors import BadRequest
from sop_kit.live.apart import Seen, apart, asked_again, last_words, same_said, settled
from sop_kit.live.ids import next_id
from sop_kit.live.meeting import Met, met
from sop_kit.live.shown import Shown
from sop_kit.live.watching import EVERY_SECONDS, Watch
from sop_kit.record.authors import author
from sop_kit.record.changes import Change, Edit
from sop_kit.record.conflicts import Decision, Place, conflict_edits, decide, standing, writers
from sop_kit.record.core import with_departures
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record, by_id
from sop_kit.record.pictures import files_of_pictures
from sop_kit.record.three_way import Clash
from sop_kit.words import words

if TYPE_CHECKING:
    from sop_kit.record.store import Store
    from sop_kit.record.workshop import Workshop

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a record is kept so that edits can be saved."""

    workshop: Workshop
    store: Store
    product: str


class Session:
    """What the cells of a notebook talk to.

    ``live`` is false when nothing can or should be edited: in a batch, or when the record came from a file. ``folder``
    is where the folder of the record's pictures lies.

    JupyterLab calls widgets in another thread than cells: ``lock`` is held while the record is saved, read again and
    told to those who listen. Whoever needs a lock takes this one; two locks could wait for each other.
    """

    def __init__(self, record: Record, *, lang: str, live: bool, kept: Kept | None, folder: Path | None = None) -> None:
        self.say = words(lang)
        self.kept = kept
        self._folder = folder
        self.live = live and kept is not None
        self._record = record
        self._notebook = notebook_name()
        self._listeners: list[Callable[[], None]] = []
        self._view: View | None = None
        self.lock = threading.RLock()
        self.watching = Watch(self.moved_on, self.refresh)

    @property
    def record(self) -> Record:
        """Return the record as it is now."""
        return self._record

    @property
    def view(self) -> View:
        """Return the record with its assessment, in the notebook's language."""
        with self.lock:
            if self._view is None:
                pictures = files_of_pictures(self._record, self._folder) if self._folder else {}
                self._view = look(self._record, self.say.lang, pictures=pictures)
            return self._view

    def chapter(self, *codes: str) -> Shown:
        """Return chapters of the SoP as a cell's output; codes as in ``sop_kit.document.sop.CHAPTERS``."""
        return Shown(chapter_bundle(self.view, *codes))

    def files(self) -> Shown:
        """Return the annex of forms as a cell's output, with what ``sop_forms`` and ``sop_bpmn`` write."""
        return Shown(files_bundle(self.view))

    def show(self, blocks: Sequence[Block]) -> Shown:
        """Return any blocks as a cell's output."""
        return Shown(Bundle(meta=meta(self.view), blocks=tuple(blocks)))

    def save(
        self,
        edits: Sequence[Edit],
        why: str = "",
        *,
        expect: int | None = None,
        change_id: str = "",
        seen: Seen | None = None,
    ) -> tuple[Conflict, ...]:
        """Save edits as one Change; it is on disk when this returns, and everybody who listens is told.

        Parameters
        ----------
        expect
            The number of the Change the edits were made on; when somebody wrote meanwhile, nothing is saved.
        change_id
            Made by the author; a Change whose id is already stored is not stored again.
        seen
            What the person saw, by table, row and column, when they began. Where somebody wrote something else since,
            theirs stays and this is kept as a conflict. A place that is not in it is written whatever stands there.

        Returns
        -------
        The conflicts that were kept: what stands, and what these edits say instead.

        Raises
        ------
        BadRequest
            When the record cannot be edited here, or the edits would make it invalid. Nothing is saved then.
        """
        with self.lock:
            kept = self._kept()
            while True:
                made, clashes, head = self._apart(kept, edits, seen)
                if not made:
                    return ()
                try:
                    # Somebody else may have written meanwhile: each edit names its own columns, so theirs are kept.
                    kept.store.add(
                        kept.product,
                        made,
                        by=author(),
                        why=why,
                        via=self._notebook,
                        change_id=change_id,
                        expect=head if expect is None else expect,
                    )
                except BadRequest:
                    if head is None or expect is not None or kept.store.head(kept.product).number == head:
                        raise
                else:
                    self._take(kept.store.record(kept.product))
                    return tuple(row for clash in clashes for row in same_said(self._record, clash)[-1:])

    def add_row(
        self, table: str, values: Mapping[str, Any], others: Sequence[Edit] = (), *, why: str = "", change_id: str = ""
    ) -> str:
        """Save a new row under an id that no row ever had, together with other edits, and return the id.

        When the Change of that ``change_id`` is stored already, the id that the row got then is returned.

        Raises
        ------
        BadRequest
            When the record cannot be edited here, or the row would make it invalid. Nothing is saved then.
        """
        with self.lock:
            kept = self._kept()
            while True:
                self.refresh()
                if change_id and (number := kept.store.number_of(kept.product, change_id)):
                    return _row_made(kept.store.changes(kept.product)[number - 1], table)
                head = self._record.head.number
                row = next_id(table, values, [each.id for each in self._record.rows(table)], self.ids_ever(table))
                new = Edit(act="put", table=table, row=row, values=dict(values))
                try:
                    self.save([*others, new], why, expect=head, change_id=change_id)
                except BadRequest:
                    # Two people who add at once must not be given the same id: the later one tries again.
                    if kept.store.head(kept.product).number == head:
                        raise
                else:
                    if not change_id or kept.store.number_of(kept.product, change_id) == head + 1:
                        return row

    def knows(self, change_id: str) -> bool:
        """Say whether a Change of that id is stored."""
        kept = self._kept()
        return bool(kept.store.number_of(kept.product, change_id))

    def decide(
        self,
        conflict_id: str,
        decision: Decision,
        value: str = "",
        *,
        stands: str | None = None,
        change_id: str = "",
    ) -> None:
        """Decide between two statements: ``ours`` keeps what stands, ``theirs`` takes the other, ``other`` a third.

        ``stands`` is the cell that the person saw standing there.

        Raises
        ------
        BadRequest
            When there is no such conflict, its place does not take the value, or something else stands there by now.
        """
        with self.lock:
            while True:
                self.refresh()
                if change_id and self.knows(change_id):
                    return
                head = self._record.head.number
                self._refuse_unseen(conflict_id, stands)
                edits = decide(self._record, conflict_id, decision, value=value, by=author())
                try:
                    self.save(edits, expect=head, change_id=change_id)
                except BadRequest:
                    if self._kept().store.head(self._kept().product).number == head:
                        raise
                else:
                    return

    def met(self) -> list[Met]:
        """Return the undecided conflicts in which this person said the other thing, ready to be shown."""
        return met(self.view, author()) if self.kept is not None else []

    def ids_ever(self, table: str) -> frozenset[str]:
        """Return every id that a row of a table ever had."""
        kept = self._kept()
        return kept.store.ids_ever(kept.product, table)

    def undo(self, change_id: str = "") -> bool:
        """Take this person's last edit in this notebook back, as a Change of its own; say whether there was one.

        Raises
        ------
        BadRequest
            When somebody touched the same field since. Nothing is saved then.
        """
        return self.kept is not None and self._taken_back(self.kept.store.undo, change_id)

    def redo(self, change_id: str = "") -> bool:
        """Make the edit again that was taken back last in this notebook; say whether there was one.

        Raises
        ------
        BadRequest
            When somebody touched the same field since. Nothing is saved then.
        """
        return self.kept is not None and self._taken_back(self.kept.store.redo, change_id)

    def refresh(self) -> None:
        """Read the record again: somebody else may have edited it."""
        with self.lock:
            if self.kept is not None and self.moved_on():
                self._take(self.kept.store.record(self.kept.product))

    def moved_on(self) -> bool:
        """Say whether somebody wrote since the record was read."""
        return self.kept is not None and self.kept.store.head(self.kept.product) != self._record.head

    def watch(self, every: float = EVERY_SECONDS) -> None:
        """See from now on within a moment what others write; asked for again, it goes on as before."""
        if self.live:
            self.watching.start(every)

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` after every change of the record; what is returned ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def touched_since(self) -> tuple[str, ...]:
        """Return the chapters that the core of this line has changed since the line took it over."""
        if self.kept is None or not self._record.product.core:
            return ()
        from sop_kit.assess.touched import touched_since

        return touched_since(self.kept.store, self._record)

    def _taken_back(self, act: Callable[..., object], change_id: str) -> bool:
        kept, me = self._kept(), author()

        def mine(change: Change) -> bool:
            return change.by == me and change.via == self._notebook

        with self.lock:
            done = act(kept.product, by=me, via=self._notebook, mine=mine, change_id=change_id) is not None
            self.refresh()
            return done or bool(change_id and self.knows(change_id))

    def _apart(
        self, kept: Kept, edits: Sequence[Edit], seen: Seen | None
    ) -> tuple[tuple[Edit, ...], tuple[Clash, ...], int | None]:
        """Return what to save of the edits, what meets other words, and the number of the Change that was looked at."""
        if seen is None:
            return self._with_departures(kept, edits), (), None
        self.refresh()
        record, me = self._record, author()

        def gone(table: str, row: str) -> dict[str, Any]:
            return last_words(kept.store.changes(kept.product), record, table, row, me)

        found = apart(record, edits, seen, gone)
        made = (*self._with_departures(kept, found.edits), *settled(record, found.edits, me))
        return (*made, *self._conflicts(kept, found.clashes)), found.clashes, record.head.number

    def _conflicts(self, kept: Kept, clashes: Sequence[Clash]) -> tuple[Edit, ...]:
        if not clashes:
            return ()
        me, at = author(), datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        wrote = writers(kept.store.changes(kept.product))

        def writer(place: Place) -> str:
            return wrote.get(place) or wrote.get((place[0], place[1], ""), "")

        new = conflict_edits(self._record, clashes, by=me, at=at, wrote=writer)
        return (*new, *asked_again(self._record, clashes, me, at))

    def _refuse_unseen(self, conflict_id: str, seen: str | None) -> None:
        conflict = by_id(self._record.conflicts).get(conflict_id)
        if conflict is not None and seen is not None and standing(self._record, conflict) != seen:
            raise BadRequest("Somebody has written something else there since. Look again, then decide.")

    def _with_departures(self, kept: Kept, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return the edits and, for a line of a family, those that note where it departs from its core."""
        if not self._record.product.core or not edits:
            return tuple(edits)
        from sop_kit.record.family import core_as_taken

        self.refresh()
        core = core_as_taken(kept.store, self._record)
        return with_departures(core, self._record, edits) if core is not None else tuple(edits)

    def _kept(self) -> Kept:
        if self.kept is None:
            raise BadRequest("This record came from a file. Import it into a workshop to edit it.")
        return self.kept

    def _take(self, record: Record) -> None:
        self._record = record
        self._view = None
        for listener in tuple(self._listeners):
            try:
                listener()
            except Exception:  # noqa: BLE001  whatever it is, it is logged
                # What was saved is saved: one face that cannot show it must not keep the others from doing so.
                _LOG.exception("A form could not follow the record")


def notebook_name() -> str:
    """Return the name of the notebook this kernel serves; JupyterLab tells it."""
    return Path(os.environ.get("JPY_SESSION_NAME", "")).name or "notebook"


def _row_made(change: Change, table: str) -> str:
    """Return the row that a Change made in a table: the last one it speaks of, for what goes with it comes first."""
    return next((edit.row for edit in reversed(change.edits) if edit.act == "put" and edit.table == table), "")
