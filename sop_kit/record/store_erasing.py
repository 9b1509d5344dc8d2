"""Erasing a person from a store: the texts without the name, bound to the chain by a Change of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from pydantic import ValidationError

from sop_kit.errors import BadRequest
from sop_kit.record import store_tables as t
from sop_kit.record.chain import Stored, read_chain, seal, text_hash
from sop_kit.record.changes import Change, fold
from sop_kit.record.erasure import Person, without
from sop_kit.record.model import Head
from sop_kit.record.reasons import explain


def naming_rows(rows: Sequence[Stored], person: Person) -> tuple[Stored, ...]:
    """Return the rows whose texts name the person, as they are to be: without the name, and without a salt."""
    found = []
    for row in rows:
        body = without(person, row.product, row.body or "")
        if body != row.body:
            found.append(replace(row, body=body, salt=None))
    return tuple(found)


def erase_in(connection: sa.Connection, product: str, person: Person, *, at: str, by: str) -> Stored | None:
    """Take a person out of one product line's Changes; return the Change that says so, ``None`` when nothing did.

    Raises
    ------
    StoreBroken
        When the chain does not add up: erasing would hide it.
    BadRequest
        When the record would not be valid without the name.
    """
    rows = t.rows_of(connection, product)
    list(read_chain(rows, Head()))
    redacted = {row.number: row for row in naming_rows(rows, person)}
    if not redacted:
        return None
    change = Change(
        id=secrets.token_hex(16),
        product=product,
        at=at,
        by=person.pseudonym if by.casefold() in {text.casefold() for text in person.spellings} else by,
        kind="erasure",
        edits=(),
        erased={number: text_hash(row.body) for number, row in redacted.items()},
    )
    last = seal(change, rows[-1].head)
    _refuse_invalid([*(redacted.get(row.number, row) for row in rows), last])
    for row in redacted.values():
        place = (t.changes.c.product == product) & (t.changes.c.number == row.number)
        connection.execute(t.changes.update().where(place).values(body=row.body, salt=None))
    t.insert(connection, [last])
    t.note_head(connection, product, last.head)
    return last


def compact(engine: sa.Engine, tables: Sequence[str] = ("changes",)) -> bool:
    """Take out of the files of a database what was deleted in tables; say whether nobody kept it from happening."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in tables:
                connection.exec_driver_sql(f"VACUUM FULL {table}")
        return True
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        kept = cursor.fetchone()
        return kept is not None and kept[0] == 0
    finally:
        raw.close()


def _refuse_invalid(rows: Sequence[Stored]) -> None:
    try:
        fold(list(read_chain(rows, Head())), rows[-1].head)
    except ValidationError as error:
        raise BadRequest("Nothing was erased: {reason}", reason=explain(error)) from error
