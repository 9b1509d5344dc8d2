"""Where a store may lie: the same tests run on a file of SQLite and on a PostgreSQL server."""

import pytest

PLACES = ["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))]


def new_place(kind, tmp_path, request):
    """Return the address of an empty store."""
    if kind == "sqlite":
        return str(tmp_path / "workshop.db")
    return request.getfixturevalue("postgres").new_place()
