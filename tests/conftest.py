"""Fixtures shared by the tests of several rooms."""

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import open_browser

# A shared machine is slow at times: an example that takes long is no failure.
settings.register_profile("kit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kit")


# Playwright keeps an event loop running in its thread: the tests of another file must not find it there.
@pytest.fixture(scope="module")
def browser():
    """Return a running browser; see tests/browser.py for machines without one."""
    with open_browser() as running:
        yield running
