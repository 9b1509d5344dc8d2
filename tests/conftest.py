"""Fixtures shared by the tests of several rooms."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import open_browser
from tests.golden import Golden
from tests.mediawiki import running_wiki
from tests.postgres import running_server

# A shared machine is slow at times: an example that takes long is no failure.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")


def pytest_addoption(parser):
    """Add ``--update-golden``: golden files are written instead of compared."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture
def golden(request):
    """Return what compares a text with a file in the folder ``golden`` beside the test; see tests/golden.py."""
    return Golden(request.path.parent / "golden", update=request.config.getoption("--update-golden"))


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


# Tests that ask for it belong to the group "mediawiki" of xdist, for the same reason.
@pytest.fixture(scope="session")
def mediawiki():
    """Return a running MediaWiki with somebody logged in; see tests/mediawiki.py for machines without one."""
    with running_wiki() as wiki:
        yield wiki
