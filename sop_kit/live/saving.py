"""The line of a form that says what became of the last edit, and the moment it waits for."""

from __future__ import annotations

import asyncio
import html
from collections.abc import Callable, Sequence
from datetime import datetime

import ipywidgets as w

from sop_kit.errors import SopKitError
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit

SAVE_AFTER_SECONDS = 0.4
_MARKS = {"good": "✓", "bad": "⚠", "waiting": "…"}


class Saving:
    """Saves edits and says so beside the form; what could not be saved is said as a sentence."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.said = ""
        self.widget = w.HTML()
        self.widget.add_class("sop-saving")
        self._show(session.say("Saved as you type"), "good")

    def save(self, edits: Sequence[Edit], *, made: Sequence[str] = ()) -> bool:
        """Save edits and say so; ``made`` names rows that were written down on the way. Say whether it went well."""
        return self.carry_out(lambda: self._session.save(edits), made=made)

    def carry_out(self, act: Callable[[], object], *, made: Sequence[str] = ()) -> bool:
        """Carry out an act that saves something; a refusal is said as a sentence and nothing typed is lost."""
        say = self._session.say
        try:
            act()
        except SopKitError as error:
            self.note(error.said(self._session.say), bad=True)
            return False
        except Exception as error:
            # Whatever else happens, nobody may believe it is saved.
            self.note(say("Not saved. Run the notebook again. ({reason})", reason=type(error).__name__), bad=True)
            raise
        time = datetime.now().astimezone().strftime("%H:%M:%S")
        if made:
            self.note(say("Saved {time}. New: {names}", time=time, names=say.list(tuple(made))))
        else:
            self.note(say("Saved {time}", time=time))
        return True

    def wait(self) -> None:
        """Say that what was typed is not saved yet."""
        self._show(self._session.say("Saving"), "waiting")

    def note(self, text: str, *, bad: bool = False) -> None:
        """Show a sentence; ``bad`` ones are marked with a sign and a colour."""
        self._show(text, "bad" if bad else "good")

    def _show(self, text: str, tone: str) -> None:
        self.said = text
        self.widget.value = f'<span role="status" class="sop-{tone}">{_MARKS[tone]} {html.escape(text)}</span>'


class Later:
    """Calls a function once nothing has happened for a moment: typing is saved when the fingers rest."""

    def __init__(self, call: Callable[[], None]) -> None:
        self._call = call
        self._timer: asyncio.TimerHandle | None = None

    def start(self) -> None:
        """Wait anew; without a running event loop the call is made at once."""
        self._cancel()
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._call()
            return
        self._timer = loop.call_later(SAVE_AFTER_SECONDS, self.now)

    def now(self) -> None:
        """Make the call now if one is waiting."""
        if self._timer is not None:
            self._cancel()
            self._call()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
