"""A real PostgreSQL server for the tests, in a folder of its own and reached by a socket there: no port, no account.

On a machine without PostgreSQL such a test skips with advice; with CI set it fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

_ADVICE = "make test sets up what the tests of PostgreSQL need. Missing here: PostgreSQL (initdb)."
_OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
_WHO_MAY = "local all guarded scram-sha-256\nlocal all stranger reject\nlocal all all trust\n"
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    folder: Path

    def address(self, database: str = "postgres", *, login: str = "kit", options: str = "") -> str:
        """Return the URL of a database; ``login`` is a user, or a user and a password."""
        return f"postgresql://{login}@/{database}?host={self.folder}{options}"

    def new_place(self) -> str:
        """Return the URL of an empty place: a schema of its own, which costs less than a database."""
        name = f"t{os.getpid()}_{next(_NUMBERS)}"
        self.run(f"CREATE SCHEMA {name}")
        return self.address(options=f"&options=-csearch_path%3D{name}")

    def run(self, statement: str) -> None:
        """Run one statement as the owner of the server."""
        url = sa.make_url(self.address()).set(drivername="postgresql+psycopg")
        engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()


def program(name: str) -> str:
    """Return the path of a program of PostgreSQL, the newest one; an empty text when there is none."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name.zfill(3))
    found = [str(folder / name) for folder in folders if (folder / name).is_file()]
    return found[-1] if found else shutil.which(name) or ""


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server, or skip the test; with CI set, fail it."""
    if not program("initdb"):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE)
    # Not below pytest's own folder: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    data = folder / "data"
    if _is_root():
        shutil.chown(folder, "nobody")
    try:
        _run(folder, "initdb", "-D", data, "-U", "kit", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        (data / "pg_hba.conf").write_text(_WHO_MAY, encoding="utf-8")
        log = folder / "log"
        _run(folder, "pg_ctl", "-D", data, "-l", log, "-w", "-o", f"-k {folder} {_OPTIONS}", "start")
        yield Server(folder)
        _run(folder, "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(folder: Path, name: str, *arguments: str | Path) -> None:
    # The server refuses to run as root.
    who = {"user": "nobody", "extra_groups": []} if _is_root() else {}
    command = [program(name), *map(str, arguments)]
    subprocess.run(command, check=True, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **who)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
