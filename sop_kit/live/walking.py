"""The form of a walk-through 走查 in notebook 07: a step, whom it is asked of, and five questions on the spot."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import ipywidgets as w

from sop_kit.assess.conformance.spot_checks import known_today, steps_to_ask
from sop_kit.assess.conformance.walks import COLUMN, QUESTIONS, walk_edits, walk_result
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout
from sop_kit.document.reality.section import walked_blocks
from sop_kit.live.answers import NOT_THERE, Answer, Answers, Key, Spot
from sop_kit.live.frame import Frame, button
from sop_kit.live.later import Later
from sop_kit.live.naming import row_names
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit, apply
from sop_kit.record.kinds import make_id
from sop_kit.record.reality_tables import Walkthrough
from sop_kit.record.value_labels import choice_names

TABLE = "walkthroughs"


class Asked(NamedTuple):
    """What an answer is about: the day, the step, and the role of the one who answers."""

    at: str
    step: str
    asked: str


class WalkForm:
    """Five answers to one step at a time; each is saved when it is given, with the finding it is."""

    def __init__(self, session: Session) -> None:
        self._session = session
        say = session.say
        self.saving = Saving(session)
        self._later = Later(self._save_told)
        style = {"description_width": "9em"}
        self.at = w.Text(value=date.today().isoformat(), description=say("Date"), style=style)  # noqa: DTZ011  the room's day
        self.asked = w.Dropdown(options=self._roles(), description=say("Role asked"), style=style)
        self.step = w.Dropdown(options=self._steps(), description=say("Step"), style=style, layout=w.Layout(flex="1"))
        self.answers = {question: _choice(session) for question in QUESTIONS}
        self.told = {question: _told(session) for question in QUESTIONS}
        self.cells = Answers(session, TABLE, self.saving, self._kept_in(), self._findings)
        self.written = {question: w.HTML() for question in QUESTIONS}
        self._frame = Frame(
            session,
            self.saving,
            self._parts(),
            whole=say("All answers"),
            blocks=lambda: walked_blocks(session.view) or nobody_asked(session),
        )
        self.widget = self._frame.widget
        first = steps_to_ask(session.record, session.view.assessment, known_today(session.record), 1)
        if first:
            self.step.value = first[0].step
            self._suggest(first[0].ask)
        self._place = self._chosen()
        self._watch()
        self._show()
        session.listen(self._follow)

    def _parts(self) -> list[Any]:
        say = self._session.say
        back = button("", "arrow-left", lambda: self._go(-1), tip=say("The step before"))
        on = button("", "arrow-right", lambda: self._go(1), tip=say("The next step"))
        first = w.HBox([self.at, self.asked])
        first.add_class("sop-who")
        lines = []
        for question in QUESTIONS:
            line = w.HBox([self.answers[question], self.told[question]])
            line.add_class("sop-answer")
            lines += [self.written[question], line]
        asked = w.VBox(lines)
        asked.add_class("sop-walk")
        return [self.cells.keeper, w.HBox([self.step, back, on]), first, self.cells.meeting.widget, asked]

    def _kept_in(self) -> dict[Key, Answer]:
        cells: dict[Key, Answer] = {}
        for column, widgets in (("answer", self.answers), ("told", self.told)):
            for question, widget in widgets.items():
                cells[question, column] = Answer(widget=widget, shows=_text, means=lambda held: held or None)
        return cells

    def _findings(self, edits: Sequence[Edit]) -> Sequence[Edit]:
        """Return the edits of the findings that these answers are: in the same Change, one undo takes both back."""
        return walk_edits(apply(self._session.record, edits))

    def _watch(self) -> None:
        for widget in (self.at, self.asked, self.step):
            widget.observe(self._show, names="value")
        for question in QUESTIONS:
            self.answers[question].observe(self._answered(question), names="value")
            self.told[question].observe(self._typed(question), names="value")

    def _steps(self) -> list[tuple[str, str]]:
        return [(name, step) for step, name in row_names(self._session.view, "steps").items()]

    def _roles(self) -> list[tuple[str, str]]:
        names = row_names(self._session.view, "roles").items()
        return [(self._session.say("not said"), ""), *((name, role) for role, name in names)]

    def _suggest(self, role: str) -> None:
        if role in {value for _, value in self._roles()}:
            self.asked.value = role

    def _chosen(self) -> Asked:
        return Asked(make_id(self.at.value), self.step.value or "", self.asked.value or "")

    def _go(self, places: int) -> None:
        steps = [step for _, step in self._steps()]
        place = steps.index(self.step.value) + places
        if 0 <= place < len(steps):
            self.step.value = steps[place]

    def _follow(self) -> None:
        """Offer the steps and roles there are now, and show what somebody else answered meanwhile."""
        for widget, options in ((self.step, self._steps()), (self.asked, self._roles())):
            if list(widget.options) != options:
                chosen = widget.value
                widget.options = options
                if chosen in {value for _, value in options}:
                    widget.value = chosen
        self.cells.follow()
        self._title()

    def _show(self, _change: object = None) -> None:
        # Another step or person was chosen: what was typed is saved for the one before.
        self._later.now()
        self._place = self._chosen()
        labels = choice_names(self._session.say, Walkthrough, "question")
        step = self._session.view.steps.get(self._place.step)
        self.cells.show({question: self._spot(question, labels[question]) for question in QUESTIONS})
        for question in QUESTIONS:
            written = str(getattr(step, COLUMN[question], "") or "") or self._session.say("nothing is written")
            said = self._session.say("written: {text}", text=written)
            self.written[question].value = (
                f'<span title="{html.escape(said)}"><strong>{html.escape(labels[question])}</strong> '
                f'<span class="sop-written">{html.escape(said)}</span></span>'
            )
        self._title()

    def _title(self) -> None:
        result = walk_result(self._session.record.walkthroughs)
        say = self._session.say
        self._frame.title(say("As written: {n} of {of} answers", n=result.as_written, of=result.answers))

    def _answered(self, question: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(_change: object) -> None:
            if not self.cells.silent and self._ready():
                self.cells.begin((question, "answer"))
                self._save(question)

        return observe

    def _typed(self, question: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(_change: object) -> None:
            if not self.cells.silent and self._ready():
                self.cells.begin((question, "told"))
                self.saving.wait()
                self._later.start()

        return observe

    def _save_told(self) -> None:
        for question in sorted({question for question, _ in self.cells.typed}):
            self._save(question)

    def _save(self, question: str) -> None:
        keys = [key for key in sorted(self.cells.typed) if key[0] == question]
        row = self.cells.row(question)
        edits = [self.cells.put(question, [column for _, column in keys])]
        if not self.answers[question].value and not self.told[question].value:
            there = any(each.id == row for each in self._session.record.walkthroughs)
            edits = [Edit(act="drop", table=TABLE, row=row)] if there else []
        self.cells.save(edits, keys)

    def _ready(self) -> bool:
        whole = bool(self._place.at and self._place.step)
        if not whole:
            self.saving.note(self._session.say("Choose a date and a step first; nothing was saved."), bad=True)
        return whole

    def _spot(self, question: str, label: str) -> Spot:
        rows = self._session.record.walkthroughs
        known = next((row.id for row in rows if self._is_here(row) and row.question == question), "")
        new = "-".join(part for part in (*self._place, question) if part)
        return Spot(known or new, {**self._place._asdict(), "question": question}, f"{self._place.step} · {label}")

    def _is_here(self, row: Walkthrough) -> bool:
        return Asked(row.at, row.step, row.asked) == self._place


def nobody_asked(session: Session) -> list[Block]:
    """Return the box that says nobody was asked yet."""
    say = session.say
    how = plain(say("Ask five questions about a step; every answer is saved when it is given."))
    return [Callout(tone="missing", title=say("Nobody has been asked on the spot yet"), body=(how,))]


def _choice(session: Session) -> Any:  # noqa: ANN401  ipywidgets has no types
    names = choice_names(session.say, Walkthrough, "answer")
    options = [(name, value) for value, name in names.items() if value] + [(session.say("no answer yet"), "")]
    made = w.ToggleButtons(options=options, value="", style={"button_width": "auto"})
    made.add_class("sop-scale")
    return made


def _text(value: Any) -> str:  # noqa: ANN401  an answer that is not there is empty
    return "" if value is NOT_THERE else str(value)


def _told(session: Session) -> Any:  # noqa: ANN401  ipywidgets has no types
    return w.Text(placeholder=session.say("what was told, in their words"), layout=w.Layout(flex="1"))
