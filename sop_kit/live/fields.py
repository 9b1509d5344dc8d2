"""One widget a column: how a value is shown, typed and read back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

import ipywidgets as w

from sop_kit.errors import BadRequest
from sop_kit.live.session import Session
from sop_kit.live.twins import LONG_COLUMNS
from sop_kit.record.changes import Edit
from sop_kit.record.files.cells import join_arrows, split_arrows, split_list
from sop_kit.record.kinds import make_id
from sop_kit.record.labels import column_label
from sop_kit.record.model import references
from sop_kit.record.tables import Fact
from sop_kit.words import Words

SAVE_AFTER_SECONDS = 0.4
SEPARATOR = "; "

Kind = Literal["choice", "flag", "number", "reference", "references", "arrows", "long", "short"]


class Field:
    """A labelled widget for one column of a table."""

    def __init__(self, session: Session, model: type[Fact], column: str) -> None:
        self._session = session
        self.column = column
        self.kind = column_kind(model, column)
        self.target = references(model).get(column, "")
        self.widget = self._make(model)

    def show(self, value: Any) -> None:  # noqa: ANN401  a column holds any JSON value
        """Put a value of the record into the widget."""
        match self.kind:
            case "flag":
                self.widget.value = bool(value)
            case "choice":
                self.widget.value = value or ""
            case "reference":
                self.widget.options = tuple(self._names().values())
                self.widget.value = self._names().get(value, value or "")
            case "references":
                self.widget.value = SEPARATOR.join(self._names().get(item, item) for item in value or ())
            case "arrows":
                self.widget.value = join_arrows((arrow.to, arrow.when) for arrow in value or ())
            case "number":
                self.widget.value = "" if value is None else f"{value:g}"
            case _:
                self.widget.value = value or ""

    def read(self) -> tuple[Any, list[Edit]]:
        """Return the widget's value as the record keeps it, and the edits that make rows it names and that are new.

        Raises
        ------
        BadRequest
            When a number is none.
        """
        value = self.widget.value
        match self.kind:
            case "flag" | "choice":
                return value, []
            case "number":
                return self._number(value), []
            case "reference":
                ids, made = self._settle([value.strip()] if value.strip() else [])
                return (ids[0] if ids else ""), made
            case "references":
                return self._settle(split_list(value))
            case "arrows":
                return [{"to": to, "when": when} for to, when in split_arrows(value)], []
            case _:
                return value, []

    def _make(self, model: type[Fact]) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        wide = w.Layout(width="98%")
        style = {"description_width": "9.5em"}
        label = column_label(say, self.column)
        common: dict[str, Any] = {"description": label, "layout": wide, "style": style}
        match self.kind:
            case "flag":
                return w.Checkbox(**common, indent=False)
            case "choice":
                names = choice_names(say, model, self.column)
                return w.Dropdown(options=[(name, value) for value, name in names.items()], **common)
            case "reference":
                return w.Combobox(options=tuple(self._names().values()), ensure_option=False, **common)
            case "long":
                return w.Textarea(rows=2, continuous_update=True, **common)
            case _:
                return w.Text(continuous_update=True, placeholder=self._hint(), **common)

    def _hint(self) -> str:
        say = self._session.say
        hints = {"references": say("several: separate with ;"), "arrows": say("ids, e.g. S02; S05 [if it fails]")}
        return hints.get(self.kind, "")

    def _names(self) -> dict[str, str]:
        if self.target not in {"roles", "people"}:
            return {}
        return {row.id: getattr(row, "name", row.id) for row in self._session.record.rows(self.target)}

    def _settle(self, typed: list[str]) -> tuple[list[str], list[Edit]]:
        # A name that is not known yet becomes a row: nobody should have to leave the form to write down a role.
        known = {name.casefold(): row for row, name in self._names().items()}
        known |= {row.casefold(): row for row in self._names()}
        ids: list[str] = []
        made: list[Edit] = []
        for name in typed:
            row = known.get(name.casefold())
            if row is None and self.target in {"roles", "people"}:
                row = make_id(name) or f"{self.target}-{len(known) + 1}"
                made.append(Edit(act="put", table=self.target, row=row, values={"name": name}))
            ids.append(row or name)
        return ids, made

    def _number(self, typed: str) -> float | None:
        if not typed.strip():
            return None
        try:
            return float(typed)
        except ValueError as error:
            label = column_label(self._session.say, self.column)
            message = self._session.say("“{typed}” is no number ({column}).", typed=typed, column=label)
            raise BadRequest(message) from error


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


def column_kind(model: type[Fact], column: str) -> Kind:
    """Return which kind of widget a column needs."""
    annotation = model.model_fields[column].annotation
    if column == "next":
        return "arrows"
    if get_origin(annotation) is Literal:
        return "choice"
    if annotation is bool:
        return "flag"
    if get_origin(annotation) is tuple:
        return "references"
    if annotation is not str:
        return "number"
    if references(model).get(column) in {"roles", "people"}:
        return "reference"
    return "long" if column in LONG_COLUMNS else "short"


def choice_names(say: Words, model: type[Fact], column: str) -> dict[str, str]:
    """Return the values a column may hold and what they are called."""
    names = {
        "": say("not said"),
        "monitor": say("Monitor"),
        "feedback": say("Feedback"),
        "analyse": say("Analyse"),
        "decide": say("Decide"),
        "optimise": say("Optimise"),
        "release": say("Release"),
        "yes": say("yes"),
        "no": say("no"),
        "stop": say("stop"),
        "roll_back": say("roll back"),
        "retrain": say("retrain"),
        "other": say("Other"),
        "tool": say("Tool"),
        "template": say("Template"),
        "worked": say("What worked"),
        "failed": say("What failed"),
        "pain": say("What hurts today"),
        "feasibility": say("Feasibility"),
        "clarity": say("Clarity"),
        "accuracy": say("Accuracy"),
    }
    return {value: names.get(value, value) for value in get_args(model.model_fields[column].annotation)}
