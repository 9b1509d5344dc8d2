"""One widget a column: how a value is shown, typed and read back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_origin

import ipywidgets as w

from sop_kit.errors import BadRequest
from sop_kit.live.ids import free_id
from sop_kit.live.naming import NAMED, listable, row_names
from sop_kit.live.session import Session
from sop_kit.live.twins import LONG_COLUMNS
from sop_kit.record.changes import Edit
from sop_kit.record.files.cells import join_arrows, split_arrows, split_list
from sop_kit.record.kinds import clean_id
from sop_kit.record.labels import column_label
from sop_kit.record.model import references
from sop_kit.record.tables import Fact
from sop_kit.record.value_labels import choice_names

SEPARATOR = "; "

Kind = Literal["choice", "flag", "number", "reference", "references", "arrows", "long", "short"]
Read = tuple[Any, list[Edit]]  # the value as the record keeps it; the edits that make rows it names and that are new


class Looks:
    """The width and style that the fields of a form have in common.

    Each would otherwise bring its own two to the browser: three times as much to send for a notebook of thirteen forms.
    """

    def __init__(self, label_width: str = "9em") -> None:
        self._label_width = label_width
        self._layout = w.Layout(width="auto")
        self._styles: dict[type, Any] = {}

    def of(self, kind: Any) -> dict[str, Any]:  # noqa: ANN401  ipywidgets has no types
        """Return the arguments for a widget of this class."""
        made = kind.class_traits()["style"].klass
        if made not in self._styles:
            self._styles[made] = made(description_width=self._label_width)
        return {"layout": self._layout, "style": self._styles[made]}


class Field:
    """A labelled widget for one column of a table."""

    def __init__(self, session: Session, model: type[Fact], column: str, looks: Looks | None = None) -> None:
        self._session = session
        self._looks = looks or Looks()
        self.column = column
        self.kind = column_kind(model, column)
        self.required = model.model_fields[column].is_required()
        self._target = references(model).get(column, "")
        self.widget = self._make(model)

    def shown(self, value: Any) -> Any:  # noqa: ANN401  a column holds any JSON value
        """Return what the widget shows for a value of the record."""
        match self.kind:
            case "flag":
                return bool(value)
            case "reference":
                return self._names().get(value, value or "")
            case "references":
                names = self._names()
                said = (names.get(item, item) for item in value or ())
                return SEPARATOR.join(name if listable(name) else item for name, item in zip(said, value, strict=True))
            case "arrows":
                return join_arrows((arrow.to, arrow.when) for arrow in value or ())
            case "number":
                return "" if value is None else str(value).removesuffix(".0")
            case _:
                return value or ""

    def show(self, value: Any) -> None:  # noqa: ANN401  a column holds any JSON value
        """Put a value of the record into the widget."""
        self.offer()
        self.widget.value = self.shown(value)

    def offer(self) -> None:
        """Offer the rows there are now, where the column names rows of another table."""
        if self.kind == "reference":
            self.widget.options = tuple(self._names().values())

    def read(self) -> Read:
        """Return the widget's value as the record keeps it, and the edits that make rows it names and that are new.

        Raises
        ------
        BadRequest
            When the column must not be empty, or what was typed is no number or names no row.
        """
        value = self.widget.value
        if self.required and isinstance(value, str) and not value.strip():
            raise BadRequest("“{column}” must not be empty.", column=self.widget.description)
        match self.kind:
            case "number":
                return self._number(value), []
            case "reference":
                ids, made = self._settle([value.strip()] if value.strip() else [])
                return (ids[0] if ids else ""), made
            case "references":
                return self._settle(self._pieces(value))
            case "arrows":
                return [self._arrow(to, when) for to, when in split_arrows(value)], []
            case _:
                return value, []

    def _make(self, model: type[Fact]) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        label = column_label(say, self.column)

        def made(kind: Any, **traits: Any) -> Any:  # noqa: ANN401  ipywidgets has no types
            return kind(description=label, **self._looks.of(kind), **traits)

        match self.kind:
            case "flag":
                return made(w.Checkbox, indent=False)
            case "choice":
                names = choice_names(say, model, self.column)
                return made(w.Dropdown, options=[(name, value) for value, name in names.items()])
            case "reference":
                # Each letter of a new name would be a role of its own: it is taken when the field is left.
                options = tuple(self._names().values())
                return made(w.Combobox, options=options, ensure_option=False, continuous_update=False)
            case "long":
                return made(w.Textarea, rows=2, continuous_update=True)
            case _:
                whole = self.kind in {"references", "arrows"}
                return made(w.Text, continuous_update=not whole, placeholder=self._hint())

    def _hint(self) -> str:
        say = self._session.say
        hints = {"references": say("several: separate with ;"), "arrows": say("ids, e.g. S02; S05 [if it fails]")}
        return hints.get(self.kind, "")

    def _names(self) -> dict[str, str]:
        return row_names(self._session.view, self._target)

    def _pieces(self, typed: str) -> list[str]:
        known = self._known()
        pieces = (piece.strip() for piece in typed.replace("；", ";").replace("\n", ";").split(";"))
        # A name may hold a comma: only what is not one name as a whole is taken apart.
        return [name for piece in pieces for name in ([piece] if piece.casefold() in known else split_list(piece))]

    def _known(self) -> dict[str, str]:
        names = self._names()
        return {name.casefold(): row for row, name in names.items()} | {row.casefold(): row for row in names}

    def _settle(self, typed: Sequence[str]) -> tuple[list[str], list[Edit]]:
        # A name that is not known yet becomes a row: nobody should have to leave the form to write down a role.
        known = self._known()
        ids: list[str] = []
        made: list[Edit] = []
        for name in typed:
            row = known.get(name.casefold())
            if row is None and self._target in NAMED:
                row = known[name.casefold()] = free_id(name, self._target, set(known.values()))
                made.append(Edit(act="put", table=self._target, row=row, values={"name": name}))
            ids.append(row or self._id(name))
        return list(dict.fromkeys(ids)), made

    def _arrow(self, to: str, when: str) -> dict[str, str]:
        known = self._known()
        first, _, others = to.partition(" ")
        # "GC12 if it fails": the step is known, so what follows is its condition.
        if others and to.casefold() not in known and first.casefold() in known:
            to, when = first, when or others.strip()
        return {"to": known.get(to.casefold()) or self._id(to), "when": when}

    def _id(self, typed: str) -> str:
        try:
            return clean_id(typed)
        except ValueError as error:
            raise BadRequest("“{typed}” is not known. Write the number alone, e.g. S02.", typed=typed) from error

    def _number(self, typed: str) -> float | None:
        if not typed.strip():
            return None
        try:
            return float(typed)
        except ValueError as error:
            label = self.widget.description
            raise BadRequest("“{typed}” is no number ({column}).", typed=typed, column=label) from error


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
    if column in references(model):
        return "reference"
    return "long" if column in LONG_COLUMNS else "short"
