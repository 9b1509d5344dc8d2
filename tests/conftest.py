"""Fixtures shared by the tests of several rooms."""

import pytest

from tests.browser import open_browser


@pytest.fixture(scope="session")
def browser():
    """Return a running browser; see tests/browser.py for machines without one."""
    with open_browser() as running:
        yield running
