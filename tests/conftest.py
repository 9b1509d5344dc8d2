"""Fixtures shared by the tests of several rooms."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import open_browser
from tests.postgres import running_server

# A shared machine is slow at times: an example that takes long is no failure.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")


# Playwright keeps an event loop running in its thread: the tests of another file must not find it there.
@pytest.fixture(scope="module")
def browser():
    """Return a running browser; see tests/browser.py for machines without one."""
    with open_browser() as running:
        yield running


@pytest.fixture
def open_path():
    """Return a folder that other users reach: the folders above pytest's own are closed to them."""
    with tempfile.TemporaryDirectory(prefix="sop-kit-") as folder:
        path = Path(folder)
        path.chmod(0o755)
        yield path


# Tests that ask for it belong to the group "postgres" of xdist: then one process starts one server for all of them.
@pytest.fixture(scope="session")
def postgres():
    """Return a running PostgreSQL server; see tests/postgres.py for machines without one."""
    with running_server() as server:
        yield server
