"""The store: Changes in order, each chained to the one before by its hash; records are read back by folding them.

SQLite in the workshop folder by default (write-ahead log, every commit on disk before it is acknowledged), PostgreSQL
by SQLAlchemy URL. What has been folded is remembered: a Change on a long chain costs what it costs on a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from sop_kit.errors import BadRequest, SopKitError, StoreBroken, StoreReadOnly, StoreRefused, UnknownProduct
from sop_kit.record import store_tables as t
from sop_kit.record.chain import Stored, read_chain, seal
from sop_kit.record.changes import Change, Edit, Folded, Kind, fold, follow
from sop_kit.record.drafting import followed, no_change, sound_id, timestamp
from sop_kit.record.erasure import Person
from sop_kit.record.kinds import storable
from sop_kit.record.model import Head, Record
from sop_kit.record.store_ballots import Ballots
from sop_kit.record.store_engine import in_sentences, open_engine, reading_from, writing_to
from sop_kit.record.store_erasing import compact, erase_in
from sop_kit.record.undoing import Mine, anybody, inverse, last_done, last_undone
from sop_kit.record.witness import note

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time now, with its zone."""
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or a redo did: the Change that was taken back or made again, and the new head."""

    change: Change
    number: int  # of ``change``
    head: Head


class Store:
    """The Changes of all product lines of a workshop."""

    def __init__(
        self, engine: sa.Engine, *, now: Now = utc_now, witness: Path | None = None, reading: bool = False
    ) -> None:
        self._engine = engine
        self._now = now
        self._witness = witness
        self._known: dict[str, Folded] = {}
        with self.reading() as connection:
            self._notes_heads = t.has_table(connection, t.heads)
            there = t.has_table(connection, t.changes)
            whole = all(t.has_table(connection, table) for table in t.schema.sorted_tables)
        self.ballots = Ballots(self)
        if not (whole or reading):
            self._make_tables(there=there)
        elif not there:
            raise StoreRefused("The database holds no store of a workshop.")

    def _make_tables(self, *, there: bool) -> None:
        try:
            with self.writing() as connection:
                t.make_tables(connection)
        except StoreRefused as error:
            # A store of an older kit that may not be written can be read all the same, and one that has its heads and
            # may get no new table can be written.
            if not (self._notes_heads or (there and isinstance(error, StoreReadOnly))):
                raise
        else:
            self._notes_heads = True

    @classmethod
    def open(
        cls, address: str | Path, *, now: Now = utc_now, witness: Path | None = None, reading: bool = False
    ) -> Store:
        """Return the store in a SQLite file (a path) or behind an SQLAlchemy URL; it is made when not there.

        Parameters
        ----------
        witness
            A file to which the number and hash of each Change are appended.
        reading
            Nothing is written, not even the tables: for looking at a store that is damaged or not one's own.
        """
        engine = open_engine(address, reading=reading)
        try:
            return cls(engine, now=now, witness=witness, reading=reading)
        except SopKitError:
            engine.dispose()
            raise

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection that sees one state of the store; for the modules of the store."""
        return reading_from(self._engine)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection whose writes are kept together or not at all; for the modules of the store."""
        return writing_to(self._engine)

    def products(self) -> tuple[str, ...]:
        """Return the ids of the product lines, in the order in which they came."""
        with self.reading() as connection:
            return t.products(connection)

    def head(self, product: str) -> Head:
        """Return where the product's chain ends; number 0 when it has none."""
        with self.reading() as connection:
            return t.head_of(connection, product)

    def number_of(self, product: str, change_id: str) -> int:
        """Return the number of the product's Change that its author gave this id; 0 when it is not stored."""
        with self.reading() as connection:
            return t.number_of(connection, product, change_id)

    def add(  # noqa: PLR0913  one keyword a fact of the Change
        self,
        product: str,
        edits: Sequence[Edit],
        *,
        by: str,
        why: str = "",
        kind: Kind = "edit",
        via: str = "",
        change_id: str = "",
        expect: int | None = None,
    ) -> Head:
        """Append one Change and return the new head; the commit is on disk when this returns.

        Parameters
        ----------
        via
            The notebook it was made in; empty for the command line.
        change_id
            Made by the author; a Change whose id is already stored is not stored again.
        expect
            The head's number that the edits were made on; another one is refused.

        Raises
        ------
        BadRequest
            When the record would not be valid after it, or ``expect`` is no longer the head. Nothing is stored then.
        """
        change_id = sound_id(change_id)
        with self.writing() as connection:
            if t.has_change(connection, change_id):
                return t.head_of(connection, product)
            before = self._folded(connection, product)
            head = before.record.head if before else Head()
            if expect is not None and expect != head.number:
                raise BadRequest(
                    "'{product}' is at change {number}, not {expect}: somebody else edited it. Look again.",
                    product=product,
                    number=head.number,
                    expect=expect,
                )
            facts = {"id": change_id, "by": by, "why": why, "kind": kind, "via": via, "edits": tuple(edits)}
            row, after = self._append(connection, product, before, facts)
        return self._acknowledge(row, after)

    def add_made(  # noqa: PLR0913  one keyword a fact of the Change
        self,
        product: str,
        make: Callable[[sa.Connection], Sequence[Edit] | None],
        *,
        by: str,
        why: str = "",
        via: str = "",
        change_id: str = "",
    ) -> Head | None:
        """Append one Change whose edits are made in its own transaction; for the modules of the store.

        Returns
        -------
        The new head, ``None`` when ``make`` has no edits or the Change is stored already.
        """
        facts = {"id": sound_id(change_id), "by": by, "why": why, "via": via}
        with self.writing() as connection:
            if t.has_change(connection, facts["id"]):
                return None
            before = self._remembered(connection, product)
            edits = make(connection)
            if edits is None:
                return None
            row, after = self._append(connection, product, before, {**facts, "edits": tuple(edits)})
        return self._acknowledge(row, after)

    def undo(  # noqa: PLR0913  one keyword a fact of the Change
        self,
        product: str,
        number: int | None = None,
        *,
        by: str,
        why: str = "",
        via: str = "",
        mine: Mine = anybody,
        change_id: str = "",
    ) -> Undone | None:
        """Take a Change back by a Change of its own; say what was taken back, ``None`` when there is nothing.

        Parameters
        ----------
        number
            Of the Change; the last one that stands and that ``mine`` holds for when not given.
        change_id
            Made by the author of the undo; when it is already stored, nothing is taken back a second time.

        Raises
        ------
        BadRequest
            When there is no such Change, it was taken back already, or a later one touched the same field.
        """
        facts = {"id": sound_id(change_id), "by": by, "why": why, "kind": "undo", "via": via}
        return self._take_back(product, number, facts, mine)

    def redo(  # noqa: PLR0913  one keyword a fact of the Change
        self, product: str, *, by: str, why: str = "", via: str = "", mine: Mine = anybody, change_id: str = ""
    ) -> Undone | None:
        """Make the Change again that was taken back last; ``None`` when something was changed since, or nothing was."""
        facts = {"id": sound_id(change_id), "by": by, "why": why, "kind": "redo", "via": via}
        return self._take_back(product, None, facts, mine)

    def erase(self, person: Person, products: Sequence[str], *, by: str) -> bool:
        """Take a person out of what product lines say, in all of them or in none.

        Returns
        -------
        Whether the files of the database hold nothing of it any more; another program that reads them may prevent it.
        """
        erased = []
        with self.writing() as connection:
            for product in products:
                at = timestamp(self._now(), self._head(connection, product).at)
                erased.append(erase_in(connection, product, person, at=at, by=by))
        self._known.clear()
        for row in erased:
            if row is not None:
                note(self._witness, row)
        with in_sentences(self._engine.url):
            return compact(self._engine)

    def wipe(self, *tables: str) -> bool:
        """Take out of the files of the database what was deleted; say whether nobody kept it from happening."""
        with in_sentences(self._engine.url):
            return compact(self._engine, tables)

    def changes(self, product: str) -> tuple[Change, ...]:
        """Return the product's Changes in order.

        Raises
        ------
        StoreBroken
            When a row was altered, swapped or dropped.
        """
        with self.reading() as connection:
            return tuple(_changes(connection, product, t.head_of(connection, product)))

    def rows(self, product: str, since: int = 1) -> tuple[Stored, ...]:
        """Return the product's rows from a number on, as they lie in the store, whether they add up or not."""
        with self.reading() as connection:
            return t.rows_of(connection, product, since)

    def record(self, product: str, at: int | None = None) -> Record:
        """Return the record of a product line; with ``at``, as it was after the Change of that number.

        Raises
        ------
        UnknownProduct
            When the store has no Change of it.
        BadRequest
            When it has no Change of the number ``at``.
        """
        with self.reading() as connection:
            folded = self._remembered(connection, product)
            last = folded.record.head.number
            if at is None or at == last:
                return folded.record
            if not 1 <= at <= last:
                raise no_change(product, at, last)
            rows = t.rows_of(connection, product)
        return fold(list(read_chain(rows, Head()))[:at], rows[at - 1].head)

    def seen_by(self, connection: sa.Connection, product: str) -> Record:
        """Return the record of a product line as a connection of this store sees it; for the modules of the store."""
        return self._remembered(connection, product).record

    def ids_ever(self, product: str, table: str) -> frozenset[str]:
        """Return every id that a row of a table ever had, those taken out included."""
        with self.reading() as connection:
            return self._remembered(connection, product).state.ever(table)

    def _remembered(self, connection: sa.Connection, product: str) -> Folded:
        folded = self._folded(connection, product)
        if folded is None:
            raise UnknownProduct(product, t.products(connection))
        self._known[product] = folded
        return folded

    def _folded(self, connection: sa.Connection, product: str) -> Folded | None:
        """Return the product's Changes carried out, ``None`` when it has none; only what is new is read."""
        head = self._head(connection, product)
        if not head.number:
            return None
        known = self._known.get(product)
        if known is not None and known.record.head == head:
            return known
        if known is not None and known.record.head.number < head.number:
            rows = t.rows_of(connection, product, known.record.head.number)
            # An erasure alters what the Changes before it say: then all of them are read.
            if rows and rows[0].head == known.record.head and all(row.kind != "erasure" for row in rows):
                return follow(known, read_chain(rows[1:], known.record.head), head)
        return follow(None, _changes(connection, product, head), head)

    def _head(self, connection: sa.Connection, product: str) -> Head:
        """Return where the chain ends, unless the table of heads says that it went on."""
        head = t.head_of(connection, product)
        noted = t.noted_head(connection, product) if self._notes_heads else Head()
        if noted.number > head.number:
            raise StoreBroken(product, noted.number, "is missing")
        if noted.number == head.number and noted.hash != head.hash:
            raise StoreBroken(product, head.number, "is not the one that was written")
        return head

    def _append(
        self, connection: sa.Connection, product: str, before: Folded | None, facts: dict[str, Any]
    ) -> tuple[Stored, Folded]:
        head = before.record.head if before else Head()
        facts = {**facts, **{name: storable(facts[name]) for name in ("by", "why", "via")}}
        at = timestamp(self._now(), head.at)
        change = Change.model_validate({**facts, "product": product, "at": at})
        row = seal(change, head)
        after = followed(before, change, row.head)
        t.insert(connection, [row])
        t.note_head(connection, product, row.head)
        return row, after

    def _acknowledge(self, row: Stored, after: Folded) -> Head:
        # Only now: what was not committed must neither be remembered nor witnessed.
        self._known[row.product] = after
        note(self._witness, row)
        return row.head

    def _take_back(self, product: str, number: int | None, facts: dict[str, Any], mine: Mine) -> Undone | None:
        kind = facts["kind"]
        with self.writing() as connection:
            if t.has_change(connection, facts["id"]):
                return None
            before = self._folded(connection, product)
            if before is None:
                raise UnknownProduct(product, t.products(connection))
            changes = list(_changes(connection, product, before.record.head))
            if number is None:
                number = last_done(changes, mine) if kind == "undo" else last_undone(changes, mine)
                if number is None:
                    return None
            if not 1 <= number <= len(changes):
                raise no_change(product, number, len(changes))
            edits = inverse(changes, number)
            row, after = self._append(connection, product, before, {**facts, "edits": edits, "undoes": number})
        shown = number if kind == "undo" else changes[number - 1].undoes
        return Undone(changes[shown - 1], shown, self._acknowledge(row, after))


def _changes(connection: sa.Connection, product: str, head: Head) -> Iterator[Change]:
    rows = t.rows_of(connection, product)
    yield from read_chain(rows, Head())
    if head.number and (not rows or rows[-1].head != head):
        raise StoreBroken(product, head.number, "is missing")
