"""Answers written unseen: they lie outside the chain until all of one question are revealed at once.

What is promised to those who answer: after the revealing nobody can tell who wrote what, nor in which order; until
then whoever runs the server could. So a ballot bears a token and no time, its rows lie in the order of their keys, and
the revealing shuffles them, appends one Change and deletes them in one transaction, then takes them out of the files.
A PostgreSQL server may keep a log of what it wrote, and its administrator backups: those are outside the kit's reach.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from sop_kit.errors import BadRequest, StoreRefused
from sop_kit.record import store_tables as t
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import clean_text, storable
from sop_kit.record.model import Head, Record

LONGEST_BODY = 20_000  # characters
LONGEST_KEY = 80
_LONGEST_NAME = 200

# Without row numbers: they would tell in which order people wrote.
ballots = sa.Table(
    "ballots",
    t.schema,
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("prompt", sa.String(LONGEST_KEY), primary_key=True),
    sa.Column("token", sa.String(LONGEST_KEY), primary_key=True),
    sa.Column("entry", sa.String(LONGEST_KEY), primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
answerers = sa.Table(
    "answerers",
    t.schema,
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("prompt", sa.String(LONGEST_KEY), primary_key=True),
    sa.Column("who", sa.String(_LONGEST_NAME), primary_key=True),
    sqlite_with_rowid=False,
)
# PostgreSQL samples the values of columns for its planner, and keeps the sample when the rows are gone.
for _table, _columns in ((ballots, ("token", "entry", "body")), (answerers, ("who",))):
    _without = ", ".join(f"ALTER COLUMN {name} SET STATISTICS 0" for name in _columns)
    _unsampled = sa.DDL(f"ALTER TABLE {_table.name} {_without}")  # type: ignore[no-untyped-call]  # theirs
    sa.event.listen(_table, "after_create", _unsampled.execute_if(dialect="postgresql"))

MakeEdits = Callable[[Sequence[str]], Sequence[Edit]]


class Chains(Protocol):
    """What ballots need of the store whose chains they end up in."""

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection that sees one state of the store."""

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """Give a connection whose writes are kept together or not at all."""

    def seen_by(self, connection: sa.Connection, product: str) -> Record:
        """Return the record of a product line as the connection sees it."""

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
        """Append one Change whose edits are made in its own transaction; ``None`` when there are none."""

    def wipe(self, *tables: str) -> bool:
        """Take out of the files what was deleted; say whether nobody kept it from happening."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a revealing did: the new head, how many answers there were, and whether no file holds the ballots any more.

    Another program that reads the store at that moment keeps its files from being cleaned; sealing again does it.
    """

    head: Head
    answers: int
    wiped: bool


class Ballots:
    """The answers of a workshop that nobody has seen yet."""

    def __init__(self, chains: Chains) -> None:
        self._chains = chains
        self._there = False

    def cast(self, product: str, prompt: str, token: str, entry: str, body: str) -> None:
        """Keep an answer; it is on disk when this returns.

        Parameters
        ----------
        token
            Stands for the one who answers, drawn at random for a workshop.
        entry
            Made by the one who answers: the same one again replaces the answer, and an empty ``body`` takes it back.

        Raises
        ------
        BadRequest
            When the answer is too long, or those to the question have been revealed.
        """
        body = clean_text(body)
        if len(body) > LONGEST_BODY:
            raise BadRequest(
                "An answer may be up to {limit} characters long, and this one has {n}. Shorten it.",
                limit=LONGEST_BODY,
                n=len(body),
            )
        row = {"product": product, "prompt": _key(prompt), "token": _key(token), "entry": _key(entry)}
        with self._writing() as connection:
            self._refuse_closed(connection, product, prompt)
            connection.execute(ballots.delete().where(*(ballots.c[name] == value for name, value in row.items())))
            if body:
                connection.execute(ballots.insert().values(**row, body=body))

    def own(self, product: str, prompt: str, token: str) -> Mapping[str, str]:
        """Return what the bearer of a token has answered and may still alter, by entry."""
        query = sa.select(ballots.c.entry, ballots.c.body).where(*_of(ballots, product, prompt))
        with self._chains.reading() as connection:
            rows = connection.execute(query.where(ballots.c.token == token)) if self._has(connection) else ()
            return dict(sorted(tuple(row) for row in rows))

    def count(self, product: str, prompt: str) -> int:
        """Return how many answers lie unseen."""
        return self._figure(sa.select(sa.func.count()).select_from(ballots).where(*_of(ballots, product, prompt)))

    def people(self, product: str, prompt: str) -> int:
        """Return how many people those answers are from."""
        tokens = sa.func.count(sa.distinct(ballots.c.token))
        return self._figure(sa.select(tokens).where(*_of(ballots, product, prompt)))

    def note_answered(self, product: str, prompt: str, who: str) -> None:
        """Note that somebody has answered, in a transaction of its own and apart from what was answered.

        Parameters
        ----------
        who
            A name or another sign, never the token of the ballots.
        """
        who = storable(who).strip()[:_LONGEST_NAME]
        if not who:
            return
        row = {"product": product, "prompt": _key(prompt), "who": who}
        with self._writing() as connection:
            self._refuse_closed(connection, product, prompt)
            connection.execute(answerers.delete().where(*(answerers.c[name] == value for name, value in row.items())))
            connection.execute(answerers.insert().values(**row))

    def answered(self, product: str, prompt: str) -> tuple[str, ...]:
        """Return who was noted to have answered, in the order of the alphabet; nobody once it was revealed."""
        query = sa.select(answerers.c.who).where(*_of(answerers, product, prompt))
        with self._chains.reading() as connection:
            rows = connection.execute(query) if self._has(connection) else ()
            return tuple(sorted(str(row[0]) for row in rows))

    def seal(  # noqa: PLR0913  one keyword a fact of the Change
        self,
        product: str,
        prompt: str,
        make_edits: MakeEdits,
        *,
        by: str,
        why: str = "",
        via: str = "",
        change_id: str = "",
    ) -> Sealed | None:
        """Reveal the answers to a question as one Change, and leave nothing of the ballots; ``None`` when none lie.

        Parameters
        ----------
        make_edits
            Is given the answers in an order drawn by lot, and returns what becomes of them in the record. When it
            fails, or its edits are refused, nothing is revealed and nothing lost.

        Raises
        ------
        UnknownProduct
            When the store has no Change of the product line.
        BadRequest
            When the record would not be valid after it.
        """
        bodies: list[str] = []

        def reveal(connection: sa.Connection) -> Sequence[Edit] | None:
            if not self._has(connection):
                return None
            query = sa.select(ballots.c.body).where(*_of(ballots, product, prompt))
            bodies.extend(str(row[0]) for row in connection.execute(query))
            if not bodies:
                return None
            secrets.SystemRandom().shuffle(bodies)
            _delete(connection, product, prompt)
            return make_edits(tuple(bodies))

        head = self._chains.add_made(product, reveal, by=by, why=why, via=via, change_id=change_id)
        # When there was nothing, too: the process may have been ended between an earlier revealing and its cleaning.
        wiped = self._wiped()
        return None if head is None else Sealed(head, len(bodies), wiped)

    def discard(self, product: str, prompt: str) -> int:
        """Throw the unseen answers to a question away, and who gave some; return how many answers there were."""
        with self._writing() as connection:
            gone = _delete(connection, product, prompt)
        self._wiped()
        return gone

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        if not self._there:
            with self._chains.writing() as connection:
                t.make_tables(connection)
            self._there = True
        return self._chains.writing()

    def _has(self, connection: sa.Connection) -> bool:
        # A store of an older kit that nobody has written since has no ballots.
        self._there = self._there or (t.has_table(connection, ballots) and t.has_table(connection, answerers))
        return self._there

    def _figure(self, query: sa.Select[Any]) -> int:
        with self._chains.reading() as connection:
            return int(connection.execute(query).scalar_one()) if self._has(connection) else 0

    def _refuse_closed(self, connection: sa.Connection, product: str, prompt: str) -> None:
        # In the transaction that writes: a ballot that came a moment after the revealing would be revealed alone.
        row = next((row for row in self._chains.seen_by(connection, product).prompts if row.id == prompt), None)
        if row is not None and row.state == "closed":
            raise BadRequest(
                "The answers to this question have been revealed already; yours was not kept. Say it in the room."
            )

    def _wiped(self) -> bool:
        try:
            return self._chains.wipe(ballots.name, answerers.name)
        except StoreRefused:
            # What was revealed stands: the cleaning is made up for by the next one.
            return False


def _of(table: sa.Table, product: str, prompt: str) -> tuple[sa.ColumnElement[bool], ...]:
    return table.c.product == product, table.c.prompt == prompt


def _delete(connection: sa.Connection, product: str, prompt: str) -> int:
    connection.execute(answerers.delete().where(*_of(answerers, product, prompt)))
    return connection.execute(ballots.delete().where(*_of(ballots, product, prompt))).rowcount


def _key(text: str) -> str:
    if not 1 <= len(text) <= LONGEST_KEY or text != storable(text):
        raise BadRequest(
            "'{name}' is no id of an answer: use 1 to {limit} characters that can be seen.",
            name=text[:LONGEST_KEY],
            limit=LONGEST_KEY,
        )
    return text
