"""One widget a column: how a value is shown, typed and read back."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from sop_kit.live.naming import row_names
from sop_kit.live.session import Session
from sop_kit.live.typed import Read, column_hint, column_kind, model_of, read, shown
from sop_kit.record.labels import column_label
from sop_kit.record.model import references
from sop_kit.record.value_labels import choice_names


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

    def __init__(self, session: Session, table: str, column: str, looks: Looks | None = None) -> None:
        self._session = session
        self._looks = looks or Looks()
        self._table = table
        self.column = column
        self.kind = column_kind(table, column)
        self.widget = self._make()

    def shown(self, value: Any) -> str | bool:  # noqa: ANN401  a column holds any JSON value
        """Return what the widget shows for a value of the record."""
        return shown(self._session.view, self._table, self.column, value)

    def show(self, value: Any) -> None:  # noqa: ANN401  a column holds any JSON value
        """Put a value of the record into the widget."""
        self.offer()
        self.widget.value = self.shown(value)

    def offer(self) -> None:
        """Offer the rows there are now, where the column names rows of another table."""
        if self.kind == "reference":
            self.widget.options = self._names()

    def read(self) -> Read:
        """Return the widget's value as the record keeps it, and the edits that make rows it names and that are new.

        Raises
        ------
        BadRequest
            When the column must not be empty, or what was typed is no number or names no row.
        """
        return read(self._session.view, self._table, self.column, self.widget.value)

    def _make(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        label = column_label(say, self.column)

        def made(kind: Any, **traits: Any) -> Any:  # noqa: ANN401  ipywidgets has no types
            return kind(description=label, **self._looks.of(kind), **traits)

        match self.kind:
            case "flag":
                return made(w.Checkbox, indent=False)
            case "choice":
                names = choice_names(say, model_of(self._table), self.column)
                return made(w.Dropdown, options=[(name, value) for value, name in names.items()])
            case "reference":
                # Each letter of a new name would be a role of its own: it is taken when the field is left.
                return made(w.Combobox, options=self._names(), ensure_option=False, continuous_update=False)
            case "long":
                return made(w.Textarea, rows=2, continuous_update=True)
            case _:
                whole = self.kind in {"references", "arrows"}
                return made(w.Text, continuous_update=not whole, placeholder=column_hint(say, self.kind))

    def _names(self) -> tuple[str, ...]:
        return tuple(row_names(self._session.view, references(model_of(self._table))[self.column]).values())
