"""A session on a new line of a workshop, and a clock that goes when it is told to."""

import pytest

from tests.live.panels.rooms import Clock, again, new_line


@pytest.fixture
def clock():
    """Return the clock of the room."""
    return Clock()


@pytest.fixture
def session(tmp_path, monkeypatch):
    """Return a session on a new line, as a notebook in the workshop's folder has one."""
    new_line(tmp_path / "w")
    monkeypatch.chdir(tmp_path / "w")
    return again()
