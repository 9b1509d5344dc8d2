"""The fields of one row; typing is saved a moment after the fingers rest."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

import ipywidgets as w
from pydantic import BaseModel

from sop_kit.errors import SopKitError
from sop_kit.live.fields import Field, Looks
from sop_kit.live.naming import NAMED, column_groups, row_title
from sop_kit.live.saving import Later, Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES
from sop_kit.record.tables import Product, Row


class RowForm:
    """A row as a form; with many columns its fields are grouped behind tabs."""

    def __init__(self, session: Session, table: str, columns: Sequence[str], saving: Saving) -> None:
        self._session = session
        self._table = table
        self._saving = saving
        model: type[BaseModel] = Product if table == "product" else TABLES[table]
        looks = Looks()
        self.fields = {column: Field(session, model, column, looks) for column in columns}  # type: ignore[arg-type]
        self.row = ""
        self._silent = False
        self._shown: dict[str, Any] = {}  # column → what the widget was last told, or what was saved from it
        self._dirty: set[str] = set()
        self._unsaved: dict[str, dict[str, Any]] = {}  # row → what was typed there and could not be saved
        self._later = Later(self._save)
        for field in self.fields.values():
            field.widget.observe(self._typed(field), names="value")
        self._head = w.HTML()
        self._head.add_class("sop-row")
        self.widget = w.VBox([self._head, self._body()])
        self.widget.add_class("sop-fields")
        self.show(None)
        session.listen(self._refresh)

    def show(self, row: Row | Product | None) -> None:
        """Show a row, or nothing; what was typed into the one before is saved first."""
        self.save_now()
        self._keep_unsaved()
        self.row = row.id if isinstance(row, Row) else ""
        self.widget.layout.display = "none" if row is None else ""
        if row is None:
            return
        self._refresh_head(row)
        self._shown.clear()
        self._fill(row)
        for column, typed in self._unsaved.pop(self.row, {}).items():
            self.fields[column].widget.value = typed

    def save_now(self) -> None:
        """Save what was typed and still waits."""
        self._later.now()

    def _body(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        groups = column_groups(self._session.say, self._table, tuple(self.fields))
        boxes = [w.VBox([self.fields[column].widget for column in columns]) for _, columns in groups]
        if len(boxes) == 1:
            return boxes[0]
        return w.Tab(children=boxes, titles=[name for name, _ in groups])

    def _fill(self, row: Row | Product) -> None:
        self._silent = True
        for column, field in self.fields.items():
            value = getattr(row, column)
            shown = field.shown(value)
            # A field that says the same already is left alone: somebody may be typing in it.
            if column not in self._dirty and self._shown.get(column) != shown:
                field.show(value)
                self._shown[column] = shown
            field.offer()
        self._silent = False

    def _refresh(self) -> None:
        row = self._now()
        if row is not None:
            self._refresh_head(row)
            self._fill(row)

    def _refresh_head(self, row: Row | Product) -> None:
        if isinstance(row, Row):
            number = "" if self._table in NAMED else f"<strong>{html.escape(row.id)}</strong> "
            self._head.value = number + html.escape(row_title(self._session.say, row))

    def _now(self) -> Row | Product | None:
        if self._table == "product":
            return self._session.record.product
        return next((row for row in self._session.record.rows(self._table) if row.id == self.row), None)

    def _typed(self, field: Field) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(_change: object) -> None:
            if not self._silent:
                self._dirty.add(field.column)
                self._saving.wait()
                self._later.start()

        return observe

    def _save(self) -> None:
        refused = [sentence for column in sorted(self._dirty) if (sentence := self._save_column(column))]
        if refused:
            self._saving.note(refused[0], bad=True)

    def _save_column(self, column: str) -> str:
        # One column at a time: what is wrong in one does not keep the others from being saved.
        field = self.fields[column]
        try:
            value, made = field.read()
        except SopKitError as error:
            return error.said(self._session.say)
        edit = Edit(act="put", table=self._table, row=self.row, values={column: None if value in ("", []) else value})
        if not self._saving.save([*made, edit], made=[each.values["name"] for each in made]):
            return self._saving.said
        self._dirty.discard(column)
        row = self._now()
        if row is not None:
            self._shown[column] = field.shown(getattr(row, column))
        return ""

    def _keep_unsaved(self) -> None:
        if self._dirty:
            self._unsaved[self.row] = {column: self.fields[column].widget.value for column in self._dirty}
            self._dirty.clear()
