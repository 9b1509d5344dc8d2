"""The way to the database: SQLite in a file, or PostgreSQL by URL; what it refuses is said in a sentence."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa

from sop_kit.errors import BadRequest, MissingTool, SopKitError, StoreReadOnly, StoreRefused

BUSY_MILLISECONDS = 15_000
CONNECT_SECONDS = 10
_WRITERS = 0x50_5F_6B_69  # the number under which writers of the kit queue up at a PostgreSQL server


def open_engine(address: str | Path, *, reading: bool = False) -> sa.Engine:
    """Return the way to a SQLite file (a path) or to a database by SQLAlchemy URL; ``reading`` writes nothing at all.

    Raises
    ------
    BadRequest
        When the address is no URL of a database the kit knows.
    MissingTool
        When the package that speaks to that database is not installed.
    """
    if isinstance(address, Path) or "://" not in address:
        return _sqlite(Path(address), reading=reading)
    try:
        url = sa.make_url(address)
    except (sa.exc.ArgumentError, ValueError) as error:
        raise _no_address() from error
    if url.drivername == "sqlite":
        return _sqlite(Path(url.database or ":memory:"), reading=reading)
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise _no_address()
    try:
        return sa.create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={"connect_timeout": CONNECT_SECONDS, "application_name": "sop-kit"},
            pool_pre_ping=True,  # a server that was restarted meanwhile is met again without an error
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise MissingTool("psycopg", "It speaks to PostgreSQL: pip install 'sop-kit[postgres]'") from error


@contextmanager
def reading_from(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection that sees one state of the store, whatever others write meanwhile."""
    with in_sentences(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing_to(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Give a connection whose writes are on disk when this ends, or undone when it fails; one writer at a time."""
    with (
        in_sentences(engine.url),
        engine.connect().execution_options(sop_kit_writes=True) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS)))
        yield connection


@contextmanager
def in_sentences(url: sa.URL) -> Iterator[None]:
    """Turn what a database refuses into a sentence.

    Raises
    ------
    StoreRefused
        With what happened and what to do; a password is never in it.
    """
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        raise _refusal(error, url) from error


def _sqlite(path: Path, *, reading: bool) -> sa.Engine:
    memory = str(path) == ":memory:"
    if not memory and not path.exists():
        if reading:
            raise StoreRefused("There is no store at {path}.", path=path)
    elif not memory and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        reading = True
    address = "sqlite://" if memory else sa.URL.create("sqlite", database=str(path))
    # A connection is lent to one thread at a time: JupyterLab calls widgets in other threads than cells.
    engine = (
        sa.create_engine(address)
        if memory
        else sa.create_engine(address, creator=_opener(path, reading=reading), poolclass=sa.QueuePool)
    )
    _prepare_sqlite(engine, reading=reading)
    return engine


def _opener(path: Path, *, reading: bool) -> Callable[[], sqlite3.Connection]:
    name = f"file:{quote(str(path.absolute()))}"
    if reading:
        log = path.with_name(f"{path.name}-wal")
        alone = not (log.exists() and log.stat().st_size)
        # Where nothing may be written a reader cannot make the index of the log; without a log it needs none.
        name += "?immutable=1" if alone and not os.access(path.parent, os.W_OK) else "?mode=ro"

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(name, uri=True, check_same_thread=False)

    return connect


def _prepare_sqlite(engine: sa.Engine, *, reading: bool) -> None:
    # The driver's own transactions start late: a read that turns into a write then fails at once as "locked".
    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:  # noqa: ANN401  the driver's own types
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        if not reading:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = FULL")
            cursor.execute("PRAGMA secure_delete = ON")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("sop_kit_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _no_address() -> BadRequest:
    # The address is not repeated: it may hold a password.
    return BadRequest(
        "The store of the workshop is no address of a database. Write a file name, such as workshop.db, or "
        "postgresql://user@host/database"
    )


def _disk_full() -> StoreRefused:
    return StoreRefused("The disk is full. Nothing was changed. Make room and try again.")


def _refusal(error: Exception, url: sa.URL) -> SopKitError:
    cause = getattr(error, "orig", None) or error
    known = _of_sqlite(cause) if url.get_backend_name() == "sqlite" else _of_postgres(cause, url)
    return known or StoreRefused(
        "The workshop's store could not be read or written: {reason}. Nothing was changed.",
        reason=" ".join(str(cause).split()).rstrip("."),
    )


def _of_sqlite(cause: BaseException) -> SopKitError | None:
    match getattr(cause, "sqlite_errorname", "").split("_")[1:2]:
        case ["FULL"]:
            return _disk_full()
        case ["IOERR"]:
            return StoreRefused(
                "The disk is full or failing ({reason}). Nothing was changed. Make room and try again.", reason=cause
            )
        case ["READONLY"]:
            return StoreReadOnly()
        case ["BUSY" | "LOCKED"]:
            return StoreRefused(
                "Another program holds the workshop's store. Nothing was changed. Close it, or try again in a moment."
            )
        case ["NOTADB"]:
            return StoreRefused(
                "The file is no store of a workshop. Choose another file, or go back to a backup: "
                "sop-kit restore FILE.zip NEW-DIR"
            )
        case ["CORRUPT"]:
            return StoreRefused(
                "The file of the store is damaged. See what is left with: sop-kit verify DIR. Go back to a backup "
                "with: sop-kit restore FILE.zip NEW-DIR"
            )
        case ["CANTOPEN"]:
            return StoreRefused(
                "The file of the store cannot be opened. Check that its folder is there and what its permissions are."
            )
        case _:
            return None


def _of_postgres(cause: BaseException, url: sa.URL) -> SopKitError | None:
    state, text = getattr(cause, "sqlstate", None) or "", str(cause)
    host, user = url.host or url.query.get("host", "localhost"), url.username or "–"
    database = url.database or user
    if state == "28P01" or "password authentication failed" in text or "no password supplied" in text:
        return StoreRefused(
            "The PostgreSQL server at {host} did not accept the password of {user}. Correct it in ~/.pgpass, in "
            "PGPASSWORD or in workshop.toml.",
            host=host,
            user=user,
        )
    if state == "3D000" or _says(text, "database"):
        return StoreRefused(
            "The PostgreSQL server at {host} has no database {database}. Make it there: createdb {database}",
            host=host,
            database=database,
        )
    if state.startswith("28") or _says(text, "role") or "pg_hba.conf" in text:
        return StoreRefused(
            "The PostgreSQL server at {host} does not let {user} in: {reason}", host=host, user=user, reason=_last(text)
        )
    if state == "42501":
        return StoreRefused(
            "{user} may write nothing into the database {database}. Ask its administrator for the right to do so.",
            user=user,
            database=database,
        )
    if state == "53100":
        return _disk_full()
    if state.startswith(("08", "57P")) or _never_connected(cause, state):
        return StoreRefused(
            "The PostgreSQL server at {host} does not answer: {reason}. Nothing was changed. Check that it runs and "
            "that the address in workshop.toml is right.",
            host=host,
            reason=_last(text),
        )
    return None


def _says(text: str, what: str) -> bool:
    return f'{what} "' in text and "does not exist" in text


def _never_connected(cause: BaseException, state: str) -> bool:
    return type(cause).__name__ in ("OperationalError", "ConnectionTimeout") and not state


def _last(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "–"
