"""The moment between typing and saving: as long as the fingers rest, and never longer than a second."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from weakref import WeakSet

SAVE_AFTER_SECONDS = 0.15
SAVE_AT_LEAST_EVERY_SECONDS = 1.0
_OVERDUE_AFTER_SECONDS = 0.5


class Later:
    """Calls a function once nothing has happened for a moment, and in between when it goes on for long."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._timer: asyncio.TimerHandle | None = None
        self._since = 0.0  # when the first of what waits was typed
        self.due = 0.0

    def start(self) -> None:
        """Wait anew; without a running event loop the call is made at once."""
        now = time.monotonic()
        self._since = self._since if self._timer is not None else now
        self._cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._call()
            return
        self.due = min(now + SAVE_AFTER_SECONDS, self._since + SAVE_AT_LEAST_EVERY_SECONDS)
        self._timer = loop.call_later(max(0.0, self.due - now), self.now)
        _waiting.add(self)

    def now(self) -> None:
        """Make the call now if one is waiting."""
        if self._timer is not None:
            self._cancel()
            self._call()

    def _cancel(self) -> None:
        timer, self._timer = self._timer, None
        _waiting.discard(self)
        if timer is not None:
            timer.cancel()


_waiting: WeakSet[Later] = WeakSet()


def overdue() -> None:
    """Make the calls that should have been made: a page that is closed can take its thread and its clock with it."""
    now = time.monotonic()
    for each in tuple(_waiting):
        if each.due + _OVERDUE_AFTER_SECONDS < now:
            each.now()
