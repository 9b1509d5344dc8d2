"""The rating form of notebook 02: three aspects a step, "cannot judge", a comment, a proposed wording."""

from __future__ import annotations

from typing import Any, NamedTuple

import ipywidgets as w

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Column, Table, TableRow
from sop_kit.document.chapters.ratings import feedback_blocks
from sop_kit.document.view import role_name, stage_name
from sop_kit.live.answers import NOT_THERE, Answer, Answers, Key, Spot
from sop_kit.live.frame import Frame, button
from sop_kit.live.later import Later
from sop_kit.live.naming import row_names
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import ASPECTS, make_id
from sop_kit.record.labels import column_label
from sop_kit.record.tables import Feedback

UNANSWERED = 0
CANNOT_JUDGE = -1
LOW = 2
FACTS = ("action", "inputs", "outputs", "standard", "done")


class Place(NamedTuple):
    """What an answer is about and whose it is."""

    round: int
    participant: str
    target: str

    @property
    def whole(self) -> bool:
        """Whether an answer can be saved there."""
        return bool(self.participant and self.target)


class FeedbackForm:
    """One participant's answers to one step at a time; each answer is saved when it is given."""

    def __init__(self, session: Session) -> None:
        self._session = session
        say = session.say
        self.saving = Saving(session)
        self._later = Later(self._save_comment)
        style = {"description_width": "9em"}
        self.who = w.Text(description=say("Pseudonym"), placeholder=say("any word; not your name"), style=style)
        self.round = w.BoundedIntText(value=_last_round(session), min=1, max=99, description=say("Round"), style=style)
        self.step = w.Dropdown(options=self._targets(), description=say("Step"), style=style, layout=w.Layout(flex="1"))
        self.aspects = {aspect: _scale(session, question) for aspect, question in _questions(session).items()}
        wide = w.Layout(width="auto")
        self.comment = w.Textarea(description=say("Comment"), rows=2, layout=wide, style=style)
        self.proposed = w.Textarea(description=say("Proposed wording"), rows=2, layout=wide, style=style)
        self.blocking = w.Checkbox(
            description=say("Must be changed before I can agree (blocking)"), indent=True, layout=wide, style=style
        )
        self.cells = Answers(session, "feedback", self.saving, self._answers())
        self._facts = w.HTML()
        self._place = self._chosen()
        whole = say("What everybody said")
        self._frame = Frame(
            session, self.saving, self._parts(), whole=whole, blocks=lambda: feedback_blocks(session.view)
        )
        self.widget = self._frame.widget
        self._watch()
        self._show()
        session.listen(self._follow)

    def _parts(self) -> list[Any]:
        say = self._session.say
        back = button("", "arrow-left", lambda: self._go(-1), tip=say("The step before"))
        on = button("", "arrow-right", lambda: self._go(1), tip=say("The next step"))
        first = w.HBox([self.who, self.round])
        first.add_class("sop-who")
        second = w.HBox([self.step, back, on])
        facts = w.VBox([self._facts])
        facts.add_class("sop-facts")
        asked = [*self.aspects.values(), *self._remarks().values()]
        return [self.cells.keeper, first, second, facts, self.cells.meeting.widget, *asked]

    def _remarks(self) -> dict[str, Any]:
        return {"comment": self.comment, "proposed": self.proposed, "blocking": self.blocking}

    def _answers(self) -> dict[Key, Answer]:
        cells: dict[Key, Answer] = {
            (aspect, "score"): Answer(widget=widget, shows=_on_scale, means=_score)
            for aspect, widget in self.aspects.items()
        }
        for column, widget in self._remarks().items():
            shows = _ticked if column == "blocking" else _text
            cells["", column] = Answer(widget=widget, shows=shows, means=lambda held: held or None)
        return cells

    def _watch(self) -> None:
        for widget in (self.who, self.round, self.step):
            widget.observe(self._show, names="value")
        for aspect, widget in self.aspects.items():
            widget.observe(self._rated(aspect), names="value")
        for column, widget in self._remarks().items():
            widget.observe(self._commented(column), names="value")

    def _targets(self) -> list[tuple[str, str]]:
        return [(name, step) for step, name in row_names(self._session.view, "steps").items()]

    def _chosen(self) -> Place:
        return Place(self.round.value, make_id(self.who.value), self.step.value or "")

    def _go(self, places: int) -> None:
        steps = [step for _, step in self._targets()]
        place = steps.index(self.step.value) + places
        if 0 <= place < len(steps):
            self.step.value = steps[place]

    def _show(self, _change: object = None) -> None:
        # Another step or person was chosen: what was typed is saved for the one before.
        self._later.now()
        self._place = self._chosen()
        self.cells.show({aspect: self._spot(aspect) for aspect in (*self.aspects, "")})
        # Without a pseudonym there is nowhere to save an answer: none can be given.
        for widget in (*self.aspects.values(), *self._remarks().values()):
            widget.disabled = not self._place.whole
        self._facts.value = self._session.show([self._step_facts()]).html if self._place.target else ""
        self._show_progress()

    def _step_facts(self) -> Table:
        view, say = self._session.view, self._session.say
        step = view.steps[self._place.target]
        who = f"{stage_name(view, step.stage)} · {role_name(view, step.role)}"
        facts = [(say("Stage and role"), who)]
        facts += [(column_label(say, name), getattr(step, name)) for name in FACTS if getattr(step, name)]
        columns = (Column(label=say("Item")), Column(label=say("What the record says"), width=5))
        rows = tuple(TableRow(cells=(plain(label), plain(text))) for label, text in facts)
        return Table(caption="", columns=columns, rows=rows)

    def _spot(self, aspect: str) -> Spot:
        place = self._place
        rows = self._session.record.feedback
        known = next((row.id for row in rows if (_place(row), row.aspect) == (place, aspect)), "")
        facts = {**place._asdict(), **({"aspect": aspect} if aspect else {})}
        new = f"{place.round}-{place.participant}-{place.target}-{aspect or 'comment'}"
        return Spot(known or new, facts, f"{place.participant} · {place.target}")

    def _follow(self) -> None:
        self.cells.follow()
        self._show_progress()

    def _show_progress(self) -> None:
        say = self._session.say
        steps = {step for _, step in self._targets()}
        rated = {
            row.target for row in self._session.record.feedback if row.aspect and _place(row)[:2] == self._place[:2]
        }
        done = len(rated & steps)
        self._frame.title(say("Rated: {done} of {n} steps", done=done, n=len(steps)))

    def _rated(self, aspect: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(change: dict[str, Any]) -> None:
            if self.cells.silent or not self._ready():
                return
            key, score = (aspect, "score"), change["new"]
            self.cells.begin(key)
            edit = self.cells.put(aspect, ["score"])
            if score == UNANSWERED:
                edit = Edit(act="drop", table="feedback", row=edit.row)
                known = {entry.id for entry in self._session.record.feedback}
                self.cells.save([edit] if edit.row in known else [], [key])
            elif self.cells.save([edit], [key]) and 0 < score <= LOW and not self.cells.met:
                say = self._session.say
                self.saving.note(say("Saved. A low score helps most with a comment and a proposed wording."))

        return observe

    def _commented(self, column: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(_change: object) -> None:
            if not self.cells.silent and self._ready():
                self.cells.begin(("", column))
                self.saving.wait()
                self._later.start()

        return observe

    def _save_comment(self) -> None:
        typed = sorted(column for part, column in self.cells.typed if not part)
        self.cells.save([self.cells.put("", typed)], [("", column) for column in typed])

    def _ready(self) -> bool:
        if not self._place.whole:
            self.saving.note(self._session.say("Choose a pseudonym and a step first; nothing was saved."), bad=True)
        return self._place.whole


def _questions(session: Session) -> dict[str, str]:
    say = session.say
    questions = {
        "feasibility": say("Feasibility: can it be done this way?"),
        "clarity": say("Clarity: is it clear who does what?"),
        "accuracy": say("Accuracy: is this what is really done?"),
    }
    return {aspect: questions[aspect] for aspect in ASPECTS}


def _scale(session: Session, question: str) -> Any:  # noqa: ANN401  ipywidgets has no types
    say = session.say
    worst, best = say("1 not at all"), say("5 fully")
    options = [(worst, 1), ("2", 2), ("3", 3), ("4", 4), (best, 5), (say("cannot judge"), CANNOT_JUDGE)]
    options.append((say("no answer yet"), UNANSWERED))
    style = {"description_width": "19em", "button_width": "auto"}
    scale = w.ToggleButtons(options=options, value=UNANSWERED, description=question, style=style)
    scale.add_class("sop-scale")
    return scale


def _on_scale(score: Any) -> int:  # noqa: ANN401  an answer that is not there is one too
    return UNANSWERED if score is NOT_THERE else CANNOT_JUDGE if score is None else int(score)


def _score(held: Any) -> Any:  # noqa: ANN401  an answer that is not there is one too
    return {UNANSWERED: NOT_THERE, CANNOT_JUDGE: None}.get(held, held)


def _text(value: Any) -> str:  # noqa: ANN401  a remark that is not there is empty
    return "" if value is NOT_THERE else str(value)


def _ticked(value: Any) -> bool:  # noqa: ANN401  a remark that is not there blocks nothing
    return value is not NOT_THERE and bool(value)


def _place(row: Feedback) -> Place:
    return Place(row.round, row.participant, row.target)


def _last_round(session: Session) -> int:
    return max((row.round for row in session.record.feedback), default=1)
