"""The form that asks for both sides of a retrospective: what works well, and what fails."""

from __future__ import annotations

from functools import partial
from typing import Any

import ipywidgets as w

from sop_kit.document.both_sides import both_sides, failures, successes
from sop_kit.live.frame import Frame, button
from sop_kit.live.keeper.keeper import Keeper
from sop_kit.live.naming import row_names
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.live.twins import table_twin

KINDS = ("worked", "failed")


class BothSidesForm:
    """Two questions beside each other, about one step or the whole; each answer becomes a lesson of the record."""

    def __init__(self, session: Session) -> None:
        self._session = session
        say = session.say
        self.saving = Saving(session)
        self.step = w.Dropdown(description=say("About"), style={"description_width": "5em"})
        self.step.layout = w.Layout(width="auto")
        asked = {
            "worked": say("What went well here, what should we keep?"),
            "failed": say("What fails or hurts, what should change?"),
        }
        self.keeper = Keeper(session, "lessons")
        self.texts = {kind: w.Textarea(placeholder=asked[kind], rows=3, tooltip=asked[kind]) for kind in KINDS}
        for kind, text in self.texts.items():
            self.keeper.draft(f"side:{kind}", text)
        self._said = w.HTML()
        self._frame = Frame(
            session,
            self.saving,
            [self.keeper, self.step, self._questions(), self._said],
            whole=say("Whole table"),
            blocks=lambda: table_twin(session, "lessons"),
            buttons=[button(say("Undo"), "undo", self.undo)],
        )
        self.widget = self._frame.widget
        self._show()
        session.listen(self._show)

    def add(self, kind: str) -> None:
        """Save what was written on one side as a lesson."""
        text = self.texts[kind].value.strip()
        if not text:
            self.saving.note(self._session.say("Write a sentence first; nothing was saved."), bad=True)
            return
        values = {"text": text, "kind": kind, "step": self.step.value or None}
        if self.saving.carry_out(lambda: self._session.add_row("lessons", values)):
            self.texts[kind].value = ""
            self.keeper.taken(f"side:{kind}")

    def undo(self) -> None:
        """Take the last edit of this notebook back."""
        say = self._session.say
        went: list[bool] = []
        if self.saving.carry_out(lambda: went.append(self._session.undo())):
            nothing = say("Nothing to take back in this notebook.")
            self.saving.note(say("Taken back.") if went[0] else nothing, bad=not went[0])

    def _questions(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        signs = {"worked": "thumbs-up", "failed": "thumbs-down"}
        heads = {"worked": say("What works well"), "failed": say("What fails or hurts")}
        sides = []
        for kind in KINDS:
            adding = button(say("Add: {what}", what=heads[kind]), signs[kind], partial(self.add, kind))
            sides.append(w.VBox([self.texts[kind], adding]))
        both = w.HBox(sides)
        both.add_class("sop-both")
        return both

    def _show(self) -> None:
        session, say = self._session, self._session.say
        steps = [(name, row) for row, name in row_names(session.view, "steps").items()]
        options = ((say("the whole workflow"), ""), *steps)
        if tuple(self.step.options) != options:
            chosen = self.step.value
            self.step.options = options
            self.step.value = chosen if chosen in {row for _, row in options} else ""
        good, bad = len(successes(session.view)), len(failures(session.view))
        self._frame.title(say("What works: {good} · what fails: {bad}", good=good, bad=bad))
        self._said.value = session.show(both_sides(session.view)).html
