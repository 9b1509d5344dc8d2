"""The form in which a team agrees, before round one, on when the rounds of rating end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ipywidgets as w

from sop_kit.document.room.page import stop_rule_blocks
from sop_kit.live.frame import Frame, button
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit

SHARES = ("share", "settled_share")  # kept as shares, asked for as per cent


class StopRuleForm:
    """The figures of the rule, the day it was declared, and a button that declares it today."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._silent = False
        self._seen: dict[str, float] = {}
        say, good = session.say, session.record.settings.stop_rule.good
        self.saving = Saving(session)
        style = {"description_width": "26em"}
        labels = {
            "share": (say("Of the raters of a step, per cent who give {good} or more", good=good), 0, 100),
            "settled_share": (say("Of all steps and chapters, per cent that are settled"), 0, 100),
            "rounds": (say("Rounds at the latest"), 1, 99),
        }
        layout = w.Layout(width="36em")
        self.fields = {
            name: w.BoundedIntText(min=low, max=high, description=label, style=style, layout=layout)
            for name, (label, low, high) in labels.items()
        }
        self._frame = Frame(
            session,
            self.saving,
            list(self.fields.values()),
            whole=say("In words"),
            blocks=lambda: stop_rule_blocks(session.view),
            buttons=[button(say("We agreed on this today"), "check", self.declare, style="primary")],
        )
        self.widget = self._frame.widget
        self._show()
        for name, field in self.fields.items():
            field.observe(self._changed(name), names="value")
        session.listen(self._show)

    def declare(self) -> None:
        """Write down that the rule is agreed on as of today."""
        self._save(declared=datetime.now().astimezone().date().isoformat())

    def _changed(self, name: str) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(change: dict[str, Any]) -> None:
            if not self._silent and not self._met(name):
                self._save(**{name: change["new"] / 100 if name in SHARES else change["new"]})

        return observe

    def _met(self, name: str) -> bool:
        """Say whether somebody set this figure since it was seen; then theirs is shown, and nothing is saved."""
        seen = self._seen[name]
        self._session.refresh()
        now = getattr(self._session.record.settings.stop_rule, name)
        if now == seen:
            return False
        self._show()
        say, figure = self._session.say, round(now * 100) if name in SHARES else now
        told = say("Somebody set it to {n} meanwhile. Set it again if it is to be another.", n=figure)
        self.saving.note(told, bad=True)
        return True

    def _save(self, **values: object) -> None:
        self._session.refresh()
        before = self._session.record.settings.stop_rule.model_dump(mode="json")
        edit = Edit(act="put", table="settings", row="", values={"stop_rule": before | values})
        self.saving.save([edit], seen={("settings", "", "stop_rule"): before})

    def _show(self) -> None:
        session, say = self._session, self._session.say
        rule = session.record.settings.stop_rule
        self._silent = True
        for name, field in self.fields.items():
            value = getattr(rule, name)
            self._seen[name] = value
            field.value = round(value * 100) if name in SHARES else value
        self._silent = False
        declared = say("declared on {on}", on=say.day(rule.declared)) if rule.declared else say("not declared yet")
        self._frame.title(say("When the rounds end: {declared}", declared=declared))
