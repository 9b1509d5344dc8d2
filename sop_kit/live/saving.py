"""The line of a form that says what became of the last edit."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import datetime

import ipywidgets as w

from sop_kit.errors import SopKitError
from sop_kit.live.apart import Seen
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.life_tables import Conflict

_MARKS = {"good": "✓", "bad": "⚠", "waiting": "…"}


class Saving:
    """Saves edits and says so beside the form; what could not be saved is said as a sentence."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.said = ""
        self.widget = w.HTML()
        self.widget.add_class("sop-saving")
        self._show(session.say("Saved as you type"), "good")

    def save(self, edits: Sequence[Edit], *, made: Sequence[str] = (), seen: Seen | None = None) -> bool:
        """Save edits and say so; say whether it went well.

        ``made`` names rows that were written down on the way; ``seen`` is what the person saw when they began.
        """
        met: list[Conflict] = []
        went = self.carry_out(lambda: met.extend(self._session.save(edits, seen=seen)), made=made)
        if met:
            say = self._session.say
            who = met[0].ours_by if met[0].ours_by != met[0].theirs_by else say("you, in another notebook")
            self.note(
                say("Both are kept: {who} wrote something else meanwhile. Choose in the form.", who=who), bad=True
            )
        return went

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
