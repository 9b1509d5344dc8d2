"""Seeing what others wrote: the store is asked now and then whether it has moved on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from sop_kit.errors import SopKitError
from sop_kit.live.later import overdue

EVERY_SECONDS = 0.5


class Watch:
    """Asks whether somebody else wrote, and has the record read again when they did."""

    def __init__(self, moved_on: Callable[[], bool], refresh: Callable[[], None]) -> None:
        self._moved_on = moved_on
        self._refresh = refresh
        self._task: asyncio.Task[None] | None = None

    def start(self, every: float) -> None:
        """Watch from now on, unless it does already; without a running event loop there is nobody to show it to."""
        if self._task is not None and not self._task.done():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._task = loop.create_task(self._follow(every))

    def stop(self) -> None:
        """Look no more."""
        task, self._task = self._task, None
        if task is not None and not task.get_loop().is_closed():
            task.get_loop().call_soon_threadsafe(task.cancel)

    async def _follow(self, every: float) -> None:
        while True:
            await asyncio.sleep(every)
            overdue()
            try:
                # Asked in another thread: a server that is slow to answer must not hold up the cells.
                if await asyncio.to_thread(self._moved_on):
                    self._refresh()
            except SopKitError:
                # Locked or out of reach for a moment: whoever saves is told; here it is simply asked again.
                continue


_alone: dict[str, Watch] = {}


def follow_alone(place: str, watch: Watch) -> None:
    """End the watch of the session that was opened before for the same place.

    A notebook that is run again from the top opens a session anew; the forms of the run before are out of sight.
    """
    before = _alone.get(place)
    if before is not None:
        before.stop()
    _alone[place] = watch
