"""The rating form of notebook 02: three aspects a step, "cannot judge", a comment, a proposed wording."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from sop_kit.document.rule_text import aspect_names
from sop_kit.live.fields import Later
from sop_kit.live.forms import Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import ASPECTS, make_id
from sop_kit.record.tables import Feedback

UNANSWERED = 0
CANNOT_JUDGE = -1
LOW = 2


class FeedbackForm:
    """One participant's answers to one step at a time; each answer is saved when it is given."""

    def __init__(self, session: Session) -> None:
        self._session = session
        say = session.say
        self._saving = Saving(session)
        self._silent = False
        self._later = Later(self._save_comment)
        wide = w.Layout(width="98%")
        style = {"description_width": "9.5em"}
        self._who = w.Text(description=say("Pseudonym"), placeholder=say("any word; not your name"), style=style)
        self._round = w.BoundedIntText(value=_last_round(session), min=1, max=99, description=say("Round"), style=style)
        self._step = w.Dropdown(options=self._targets(), description=say("Step"), layout=wide, style=style)
        names = aspect_names(session.view)
        scale = [
            ("1", 1),
            ("2", 2),
            ("3", 3),
            ("4", 4),
            ("5", 5),
            (say("cannot judge"), CANNOT_JUDGE),
            ("–", UNANSWERED),
        ]
        self._aspects = {
            aspect: w.ToggleButtons(
                options=scale, value=UNANSWERED, description=names[aspect], style={**style, "button_width": "auto"}
            )
            for aspect in ASPECTS
        }
        self._comment = w.Textarea(description=say("Comment"), rows=2, layout=wide, style=style)
        self._proposed = w.Textarea(description=say("Proposed wording"), rows=2, layout=wide, style=style)
        self._blocking = w.Checkbox(description=say("Must be changed before I can agree (blocking)"), indent=False)
        self._watch()
        scale_text = say("1 = not at all, 5 = fully. Feasible? Duties clear? Described as it really is?")
        self.widget = w.VBox(
            [
                w.HBox([self._who, self._round]),
                self._step,
                w.HTML(scale_text),
                *self._aspects.values(),
                self._comment,
                self._proposed,
                self._blocking,
                self._saving.widget,
            ]
        )

    def _watch(self) -> None:
        for widget in (self._who, self._round, self._step):
            widget.observe(self._show, names="value")
        for aspect, widget in self._aspects.items():
            widget.observe(self._rated(aspect), names="value")
        for widget in (self._comment, self._proposed, self._blocking):
            widget.observe(self._commented, names="value")

    def _targets(self) -> list[tuple[str, str]]:
        return [(f"{step.id}  {step.action}", step.id) for step in self._session.view.record.steps]

    def _show(self, _change: object) -> None:
        # Another step or person was chosen: what was typed for the one before is already on its way.
        self._later.now()
        mine = {row.aspect: row for row in self._session.record.feedback if self._is_mine(row)}
        self._silent = True
        for aspect, widget in self._aspects.items():
            row = mine.get(aspect)  # type: ignore[call-overload]
            widget.value = UNANSWERED if row is None else CANNOT_JUDGE if row.score is None else row.score
        remark = mine.get("")
        self._comment.value = remark.comment if remark else ""
        self._proposed.value = remark.proposed if remark else ""
        self._blocking.value = bool(remark and remark.blocking)
        self._silent = False

    def _is_mine(self, row: Feedback) -> bool:
        mine = (self._participant(), self._step.value, self._round.value)
        return (row.participant, row.target, row.round) == mine

    def _participant(self) -> str:
        return make_id(self._who.value)

    def _rated(self, aspect: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(change: dict[str, Any]) -> None:
            if self._silent or not self._ready():
                return
            row = self._row(aspect)
            score = change["new"]
            if score == UNANSWERED:
                known = {entry.id for entry in self._session.record.feedback}
                if row in known:
                    self._saving.save([Edit(act="drop", table="feedback", row=row)])
                return
            value = None if score == CANNOT_JUDGE else score
            if self._saving.save([self._put(row, {"aspect": aspect, "score": value})]) and 0 < score <= LOW:
                say = self._session.say
                self._saving.note(say("Saved. A low score helps most with a comment and a proposed wording."))

        return observe

    def _commented(self, _change: object) -> None:
        if not self._silent and self._ready():
            self._later.start()

    def _save_comment(self) -> None:
        values = {
            "comment": self._comment.value or None,
            "proposed": self._proposed.value or None,
            "blocking": self._blocking.value or None,
        }
        self._saving.save([self._put(self._row(""), values)])

    def _ready(self) -> bool:
        if self._participant() and self._step.value:
            return True
        self._saving.note(self._session.say("Choose a pseudonym and a step first; nothing was saved."), bad=True)
        return False

    def _row(self, aspect: str) -> str:
        return f"{self._round.value}-{self._participant()}-{self._step.value}-{aspect or 'comment'}"

    def _put(self, row: str, values: dict[str, Any]) -> Edit:
        place = {"round": self._round.value, "participant": self._participant(), "target": self._step.value}
        return Edit(act="put", table="feedback", row=row, values={**place, **values})


def _last_round(session: Session) -> int:
    return max((row.round for row in session.record.feedback), default=1)
