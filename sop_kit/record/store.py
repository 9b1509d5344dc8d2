"""The store: Changes in order, each chained to the one before by its hash; records are read back by folding them.

SQLite in the workshop folder by default (write-ahead log, every commit on disk before it is acknowledged), any other
database by SQLAlchemy URL. The body of a Change is hashed with a salt and the chain holds only that hash: personal
data can be erased later without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from sop_kit.errors import BadRequest, SopKitError, StoreBroken, UnknownProduct
from sop_kit.record.changes import Change, Edit, explain, fold
from sop_kit.record.model import Head, Record, canonical

_schema = sa.MetaData()
_changes = sa.Table(
    "changes",
    _schema,
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.String(64), nullable=False, unique=True),
    sa.Column("at", sa.String(32), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("schema_version", sa.Integer, nullable=False),
    sa.Column("body", sa.Text, nullable=True),
    sa.Column("salt", sa.String(32), nullable=True),
    sa.Column("body_hash", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time now, with its zone."""
    return datetime.now(tz=UTC)


class Store:
    """The Changes of all product lines of a workshop."""

    def __init__(self, engine: sa.Engine, *, now: Now = utc_now) -> None:
        self._engine = engine
        self._now = now
        with self._writing() as connection:
            _schema.create_all(connection)

    @classmethod
    def open(cls, url: str | Path, *, now: Now = utc_now) -> Store:
        """Return the store in a SQLite file (a path) or behind an SQLAlchemy URL; it is made when not there."""
        address = url if isinstance(url, str) and "://" in url else f"sqlite:///{url}"
        engine = sa.create_engine(address)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        return cls(engine, now=now)

    def close(self) -> None:
        """Give back every connection."""
        self._engine.dispose()

    def products(self) -> tuple[str, ...]:
        """Return the ids of the product lines, in the order in which they came."""
        query = sa.select(_changes.c.product).where(_changes.c.number == 1).order_by(_changes.c.at, _changes.c.product)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def head(self, product: str) -> Head:
        """Return where the product's chain ends; number 0 when it has none."""
        with self._reading() as connection:
            return _head(connection, product)

    def add(  # noqa: PLR0913  one keyword a fact of the Change
        self,
        product: str,
        edits: Sequence[Edit],
        *,
        by: str,
        why: str = "",
        kind: str = "edit",
        change_id: str = "",
        expect: int | None = None,
    ) -> Head:
        """Append one Change and return the new head; the commit is on disk when this returns.

        Parameters
        ----------
        change_id
            Made by the author; a Change whose id is already stored is not stored again.
        expect
            The head's number that the edits were made on; another one is refused.

        Raises
        ------
        BadRequest
            When the record would not be valid after it, or ``expect`` is no longer the head. Nothing is stored then.
        """
        change_id = change_id or secrets.token_hex(16)
        with self._writing() as connection:
            stored = connection.execute(sa.select(_changes.c.number).where(_changes.c.id == change_id)).first()
            head = _head(connection, product)
            if stored is not None:
                return head
            if expect is not None and expect != head.number:
                raise BadRequest(
                    "'{product}' is at change {number}, not {expect}: somebody else edited it. Look again.",
                    product=product,
                    number=head.number,
                    expect=expect,
                )
            change = Change.model_validate(
                {
                    "id": change_id,
                    "product": product,
                    "at": _timestamp(self._now(), head.at),
                    "by": by,
                    "kind": kind,
                    "why": why,
                    "edits": tuple(edits),
                }
            )
            _refuse_invalid([*_read(connection, product), change], product)
            return _append(connection, change, head)

    def changes(self, product: str) -> tuple[Change, ...]:
        """Return the product's Changes in order.

        Raises
        ------
        StoreBroken
            When a row was altered, swapped or dropped.
        """
        with self._reading() as connection:
            return tuple(_read(connection, product))

    def record(self, product: str) -> Record:
        """Return the record of a product line.

        Raises
        ------
        UnknownProduct
            When the store has no Change of it.
        """
        with self._reading() as connection:
            head = _head(connection, product)
            changes = list(_read(connection, product))
        if not changes:
            raise UnknownProduct(product, self.products())
        return fold(changes, head)

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect().execution_options(sop_kit_writes=True) as connection, connection.begin():
                yield connection
        except sa.exc.DatabaseError as error:
            raise SopKitError(
                "The workshop's store could not be read or written: {error}. Nothing was changed. "
                "Check that the file is a workshop's store, the disk is not full, the folder is not read-only, "
                "and no other program holds it.",
                error=error.orig,
            ) from error


def _prepare_sqlite(engine: sa.Engine) -> None:
    # The driver's own transactions start late: a read that turns into a write then fails at once as "locked".
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:  # noqa: ANN401  the driver's own types
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 15000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("sop_kit_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _head(connection: sa.Connection, product: str) -> Head:
    query = (
        sa.select(_changes.c.number, _changes.c.hash, _changes.c.at)
        .where(_changes.c.product == product)
        .order_by(_changes.c.number.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return Head() if row is None else Head(number=row.number, hash=row.hash, at=row.at)


def _read(connection: sa.Connection, product: str) -> Iterator[Change]:
    query = sa.select(_changes).where(_changes.c.product == product).order_by(_changes.c.number)
    before = ""
    for number, row in enumerate(connection.execute(query), start=1):
        if row.number != number:
            raise StoreBroken(product, number, "is missing")
        if row.body_hash != _body_hash(row.salt, row.body):
            raise StoreBroken(product, number, "does not match its hash")
        if row.hash != _chain_hash(row._asdict(), before):
            raise StoreBroken(product, number, "does not follow the one before it")
        before = row.hash
        body = json.loads(row.body)
        yield Change.model_validate(
            {
                "id": row.id,
                "product": row.product,
                "at": row.at,
                "kind": row.kind,
                "schema_version": row.schema_version,
                **body,
            }
        )


def _append(connection: sa.Connection, change: Change, head: Head) -> Head:
    body = canonical({"by": change.by, "why": change.why, "edits": [_edit_facts(edit) for edit in change.edits]})
    salt = secrets.token_hex(16)
    row: dict[str, Any] = {
        "product": change.product,
        "number": head.number + 1,
        "id": change.id,
        "at": change.at,
        "kind": change.kind,
        "schema_version": change.schema_version,
        "body": body.decode(),
        "salt": salt,
        "body_hash": _body_hash(salt, body.decode()),
    }
    row["hash"] = _chain_hash(row, head.hash)
    connection.execute(_changes.insert().values(row))
    return Head(number=row["number"], hash=row["hash"], at=change.at)


def _edit_facts(edit: Edit) -> dict[str, Any]:
    return edit.model_dump(mode="json", exclude_defaults=True)


def _body_hash(salt: str, body: str) -> str:
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def _chain_hash(row: dict[str, Any], before: str) -> str:
    columns = ("product", "number", "id", "at", "kind", "schema_version", "body_hash")
    return hashlib.sha256(canonical([before, *(row[column] for column in columns)])).hexdigest()


def _refuse_invalid(changes: Sequence[Change], product: str) -> None:
    try:
        record = fold(changes, Head())
    except ValidationError as error:
        raise BadRequest("'{product}' was not changed: {reason}", product=product, reason=explain(error)) from error
    if record.product.id != product:
        raise BadRequest(
            "'{product}' was not changed: the facts belong to '{other}'.", product=product, other=record.product.id
        )


def _timestamp(now: datetime, last: str) -> str:
    # A clock that was set back must not make a Change older than the one before it.
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return max(stamp, last)
