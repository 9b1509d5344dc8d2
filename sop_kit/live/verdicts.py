"""The form of findings in notebook 07: what is written, what was seen, and what the owner says to it."""

from __future__ import annotations

import ipywidgets as w

from sop_kit.assess.conformance.walks import WALKED, walk_edits
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout
from sop_kit.document.reality.findings import finding_facts, in_figures
from sop_kit.document.reality.section import finding_blocks
from sop_kit.document.reality.standings import gravity
from sop_kit.live.frame import Frame, button
from sop_kit.live.rows import RowForm
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.reality_tables import Finding
from sop_kit.record.value_labels import choice_names

DECIDED = ("verdict", "until", "owner", "at", "why")
_MOST_LINES = 12


class FindingsForm:
    """The findings that stand on the left, the chosen one and its verdict on the right."""

    def __init__(self, session: Session) -> None:
        self._session = session
        say = session.say
        self.saving = Saving(session)
        self.form = RowForm(session, "findings", DECIDED, self.saving)
        self.rows = w.Select(layout=w.Layout(width="auto"), tooltip=say("Findings"))
        self._about = w.HTML()
        about = w.VBox([self._about])
        about.add_class("sop-facts")
        left, right = w.VBox([self.rows]), w.VBox([about, self.form.widget])
        left.add_class("sop-list")
        right.add_class("sop-fields")
        self._middle = w.HBox([left, right])
        self._middle.add_class("sop-middle")
        self._frame = Frame(
            session,
            self.saving,
            [self.form.keeper, self._middle],
            whole=say("Whole table"),
            blocks=lambda: finding_blocks(session.view) or no_finding(session),
            buttons=[button(say("Undo"), "undo", self.undo)],
        )
        self.widget = self._frame.widget
        self._list()
        self.rows.observe(self._picked, names="value")
        self._picked()
        session.listen(self._list)

    def undo(self) -> None:
        """Take the last edit of this notebook back."""
        say = self._session.say
        self.form.save_now()
        went: list[bool] = []
        if self.saving.carry_out(lambda: went.append(self._session.undo())):
            text = say("Taken back.") if went[0] else say("Nothing to take back in this notebook.")
            self.saving.note(text, bad=not went[0])

    def _list(self) -> None:
        say, found = self._session.say, self._session.view.findings
        self._frame.title(
            say("Findings: {n}, of them not yet decided: {open}.", n=len(found.standing), open=len(found.undecided))
        )
        open_ = {row.id for row in found.undecided}
        # The gravest first as in chapter 7, decided or not: the list stays where it is while verdicts are given.
        rows = sorted(found.standing, key=lambda row: (gravity(row), row.id))
        options = tuple((self._line(row, is_open=row.id in open_), row.id) for row in rows)
        if tuple(self.rows.options) != options:
            chosen = self.rows.value
            with self.rows.hold_sync():
                self.rows.options = options
                self.rows.rows = min(max(len(options), 3), _MOST_LINES)
                known = [row.id for row in rows]
                self.rows.value = chosen if chosen in known else next(iter(known), None)
        self._middle.layout.display = "" if rows else "none"

    def _line(self, row: Finding, *, is_open: bool) -> str:
        kind = choice_names(self._session.say, Finding, "kind")[row.kind] if row.kind else ""
        return " ".join(part for part in ("○" if is_open else "✓", row.step, in_figures(row), kind) if part)

    def _picked(self, _change: object = None) -> None:
        chosen = next((row for row in self._session.view.findings.standing if row.id == self.rows.value), None)
        if chosen is None:
            self.form.show(None)
            return
        if chosen.kind in WALKED and chosen.id not in {row.id for row in self._session.record.findings}:
            # Its answers came in by import: a verdict needs a row to stand in.
            self.saving.save(walk_edits(self._session.record))
        self._about.value = self._session.show([finding_facts(self._session.view, chosen)]).html
        kept = next((row for row in self._session.record.findings if row.id == chosen.id), None)
        self.form.show(kept)


def no_finding(session: Session) -> list[Block]:
    """Return the box that says there is nothing to decide, and where findings come from."""
    say = session.say
    how = say("Findings come from an event log ({command}) and from walk-throughs.", command="sop-kit drift")
    return [Callout(tone="info", title=say("No finding stands"), body=(plain(how),))]
