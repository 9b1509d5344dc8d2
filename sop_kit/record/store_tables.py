"""The tables of the store, and single rows in and out of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict

import sqlalchemy as sa

from sop_kit.errors import BadRequest, Phrase
from sop_kit.record.chain import Stored
from sop_kit.record.model import Head
from sop_kit.record.witness import Anchor

schema = sa.MetaData()
changes = sa.Table(
    "changes",
    schema,
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
# Where each chain ends, written together with its last Change: a tail that is cut off leaves a trace here.
heads = sa.Table(
    "heads",
    schema,
    sa.Column("product", sa.String(64), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Column("at", sa.String(32), nullable=False),
)


def make_tables(connection: sa.Connection) -> None:
    """Make the tables that are not there yet; the heads of a store made without them are those it has now."""
    had_heads = has_table(connection, heads)
    schema.create_all(connection)
    if not had_heads:
        for row in last_rows(connection):
            note_head(connection, row.product, row.head)


def has_table(connection: sa.Connection, table: sa.Table) -> bool:
    """Say whether a table of the store is there."""
    return sa.inspect(connection).has_table(table.name)


def products(connection: sa.Connection) -> tuple[str, ...]:
    """Return the ids of the product lines, in the order in which they came."""
    query = sa.select(changes.c.at, changes.c.product).where(changes.c.number == 1)
    # Sorted here and not there: each database has an order of characters of its own.
    return tuple(row[1] for row in sorted(tuple(row) for row in connection.execute(query)))


def head_of(connection: sa.Connection, product: str) -> Head:
    """Return where the product's chain ends; number 0 when it has none."""
    query = sa.select(changes.c.number, changes.c.hash, changes.c.at).where(changes.c.product == product)
    row = connection.execute(query.order_by(changes.c.number.desc()).limit(1)).first()
    return Head() if row is None else Head(number=row.number, hash=row.hash, at=row.at)


def last_rows(connection: sa.Connection) -> tuple[Stored, ...]:
    """Return the last Change of each product line."""
    last = sa.select(changes.c.product, sa.func.max(changes.c.number).label("number")).group_by(changes.c.product)
    ends = last.subquery()
    same = (changes.c.product == ends.c.product) & (changes.c.number == ends.c.number)
    return tuple(Stored(*row) for row in connection.execute(sa.select(changes).join(ends, same)))


def rows_of(connection: sa.Connection, product: str, since: int = 1) -> tuple[Stored, ...]:
    """Return the product's rows in order, from the Change of that number on."""
    query = sa.select(changes).where(changes.c.product == product, changes.c.number >= since)
    return tuple(Stored(*row) for row in connection.execute(query.order_by(changes.c.number)))


def whatever_lies(connection: sa.Connection) -> Iterator[Stored]:
    """Yield every row as far as it can be read; by hand anything may have been written into the columns."""
    for row in connection.execute(sa.select(changes)):
        product, number, change_id, at, kind, version, body, salt, body_hash, digest = row
        yield Stored(
            product=_text(product) or "",
            number=number if isinstance(number, int) else 0,
            id=_text(change_id) or "",
            at=_text(at) or "",
            kind=_text(kind) or "",
            schema_version=version if isinstance(version, int) else 0,
            body=_text(body),
            salt=_text(salt),
            body_hash=_text(body_hash) or "",
            hash=_text(digest) or "",
        )


def whatever_is_noted(connection: sa.Connection) -> tuple[Anchor, ...]:
    """Return what the table of heads says, nothing when there is none."""
    if not has_table(connection, heads):
        return ()
    rows = connection.execute(sa.select(heads.c.product, heads.c.number, heads.c.hash))
    source = Phrase("the table of heads")
    return tuple(Anchor(source, str(product), int(number), str(digest)) for product, number, digest in rows)


def noted_head(connection: sa.Connection, product: str) -> Head:
    """Return what the table of heads says of a product; number 0 when it says nothing."""
    row = connection.execute(sa.select(heads).where(heads.c.product == product)).first()
    return Head() if row is None else Head(number=row.number, hash=row.hash, at=row.at)


def has_change(connection: sa.Connection, change_id: str) -> bool:
    """Say whether a Change of that id is stored."""
    query = sa.select(changes.c.number).where(changes.c.id == change_id)
    return connection.execute(query).first() is not None


def number_of(connection: sa.Connection, product: str, change_id: str) -> int:
    """Return the number of the product's Change of that id; 0 when there is none."""
    query = sa.select(changes.c.number).where(changes.c.id == change_id, changes.c.product == product)
    row = connection.execute(query).first()
    return 0 if row is None else int(row.number)


def _text(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else repr(value)


def insert(connection: sa.Connection, rows: Iterable[Stored]) -> None:
    """Append rows as they are."""
    values = [asdict(row) for row in rows]
    if values:
        connection.execute(changes.insert(), values)


def note_head(connection: sa.Connection, product: str, head: Head) -> None:
    """Note where a chain ends now."""
    connection.execute(heads.delete().where(heads.c.product == product))
    connection.execute(heads.insert().values(product=product, number=head.number, hash=head.hash, at=head.at))


def fill(connection: sa.Connection, rows: Iterable[Stored], noted: Iterable[Anchor]) -> None:
    """Fill an empty store with rows and heads as they were in another one.

    Raises
    ------
    BadRequest
        When it is not empty.
    """
    if last_rows(connection):
        raise BadRequest("The database holds product lines already. Choose an empty one to restore into.")
    there = tuple(rows)
    insert(connection, there)
    times = {(row.product, row.number): row.at for row in there}
    for anchor in noted:
        at = times.get((anchor.product, anchor.number), "")
        note_head(connection, anchor.product, Head(number=anchor.number, hash=anchor.hash, at=at))
