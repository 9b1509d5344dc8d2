"""The lines of a form that show two statements which met in one place, and let a person choose between them."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import ipywidgets as w

from sop_kit.live.frame import button
from sop_kit.live.meeting import Met
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.conflicts import Decision


class Meeting:
    """What met in the row of a form; nothing is to be seen while nothing did."""

    def __init__(self, session: Session, table: str, saving: Saving) -> None:
        self._session = session
        self._table = table
        self._saving = saving
        self._rows: tuple[str, ...] = ()
        self._shown: list[Met] = []
        self.widget = w.VBox([], layout=w.Layout(display="none"))
        self.widget.add_class("sop-met")

    def show(self, *rows: str) -> None:
        """Show what met in these rows, and in rows of the table that are gone."""
        self._rows = rows
        met = [each for each in self._session.met() if each["table"] == self._table and self._is_here(each)]
        if met != self._shown:
            self._shown = met
            self.widget.children = [self._line(each) for each in met]
            self.widget.layout.display = "" if met else "none"

    def places(self) -> frozenset[tuple[str, str]]:
        """Return the rows and columns in sight in which two statements stand against each other now."""
        met = self._session.met()
        return frozenset(
            (each["row"], each["column"]) for each in met if each["table"] == self._table and each["row"] in self._rows
        )

    def columns(self) -> frozenset[str]:
        """Return the columns in sight in which two statements stand against each other now."""
        return frozenset(column for _, column in self.places())

    def decide(self, met: Met, decision: Decision) -> None:
        """Take one of the two statements."""
        session = self._session
        if self._saving.carry_out(lambda: session.decide(met["id"], decision, stands=met["standing"])):
            self._saving.note(session.say("Decided."))

    def _is_here(self, met: Met) -> bool:
        return met["row"] in self._rows or not met["column"]

    def _line(self, met: Met) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        said = w.HTML(f'<span role="alert">{html.escape(met["says"])}</span>')
        theirs = button(say("Keep what stands"), "check", partial(self.decide, met, "ours"))
        mine = button(say("Take mine"), "pencil", partial(self.decide, met, "theirs"))
        line = w.HBox([said, theirs, mine])
        line.add_class("sop-met-line")
        return line
