"""Forms over the record: one for the product line, one for any table; each edit is saved as it is made."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ipywidgets as w
from pydantic import BaseModel

from sop_kit.errors import SopKitError
from sop_kit.live.fields import Field, Later
from sop_kit.live.session import Session
from sop_kit.live.twins import PRODUCT_COLUMNS
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES
from sop_kit.record.tables import Product, Row

HIDDEN_COLUMNS = frozenset({"id"})
PREFIX = {"steps": "S", "lessons": "L", "actions": "A", "decisions": "D", "metrics": "M", "alerts": "E"}


class Saving:
    """The line under a form that says what became of the last edit."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.widget = w.HTML()

    def save(self, edits: Sequence[Edit]) -> bool:
        """Save edits and say so; a refusal is said as a sentence and nothing typed is lost."""
        say = self._session.say
        try:
            self._session.save(edits)
        except SopKitError as error:
            self.note(str(error), bad=True)
            return False
        self.note(say("Saved {time}", time=datetime.now().astimezone().strftime("%H:%M:%S")))
        return True

    def note(self, text: str, *, bad: bool = False) -> None:
        """Show a sentence; ``bad`` ones are marked with a word and a colour."""
        mark, colour = ("⚠", "#8a5200") if bad else ("✓", "#176f43")
        self.widget.value = f'<span role="status" style="color:{colour}">{mark} {html.escape(text)}</span>'


class RowForm:
    """The fields of one row; typing is saved a moment after the fingers rest."""

    def __init__(self, session: Session, table: str, columns: Sequence[str], saving: Saving) -> None:
        self._session = session
        self._table = table
        self._saving = saving
        model: type[BaseModel] = Product if table == "product" else TABLES[table]
        self._fields = {column: Field(session, model, column) for column in columns}  # type: ignore[arg-type]
        self._row = ""
        self._silent = False
        self._dirty: set[str] = set()
        self._later = Later(self._save)
        for field in self._fields.values():
            field.widget.observe(self._typed(field), names="value")
        self.widget = w.VBox([field.widget for field in self._fields.values()])

    def show(self, row: Row | Product) -> None:
        """Show a row; what was typed into the one before is saved first."""
        self._later.now()
        self._row = row.id if isinstance(row, Row) else ""
        values = row.model_dump(mode="python")
        self._silent = True
        for column, field in self._fields.items():
            field.show(getattr(row, column) if field.kind == "arrows" else values[column])
        self._silent = False

    def _typed(self, field: Field) -> Any:  # noqa: ANN401  traitlets' own signature
        def observe(_change: object) -> None:
            if not self._silent:
                self._dirty.add(field.column)
                self._later.start()

        return observe

    def _save(self) -> None:
        values: dict[str, Any] = {}
        edits: list[Edit] = []
        try:
            for column in sorted(self._dirty):
                value, made = self._fields[column].read()
                values[column] = None if value in ("", (), []) else value
                edits += made
        except SopKitError as error:
            self._saving.note(str(error), bad=True)
            return
        self._dirty.clear()
        self._saving.save([*edits, Edit(act="put", table=self._table, row=self._row, values=values)])


class TableForm:
    """A table of the record: pick a row on the left, edit it on the right, add new ones below."""

    def __init__(self, session: Session, table: str) -> None:
        self._session = session
        self._table = table
        say = session.say
        model = TABLES[table]
        columns = [name for name in model.model_fields if name not in HIDDEN_COLUMNS]
        self._saving = Saving(session)
        self._form = RowForm(session, table, columns, self._saving)
        self._rows = w.Select(rows=14, layout=w.Layout(width="98%"))
        self._rows.observe(self._picked, names="value")
        self._new = {
            name: Field(session, model, name)
            for name, field in model.model_fields.items()
            if name not in HIDDEN_COLUMNS and field.is_required()
        }
        add = w.Button(description=say("Add"), icon="plus", button_style="primary")
        add.on_click(lambda _button: self._add())
        drop = w.Button(description=say("Take out"), icon="minus")
        drop.on_click(lambda _button: self._drop())
        back = w.Button(description=say("Undo"), icon="undo")
        back.on_click(lambda _button: self._undo())
        left = w.VBox([self._rows, w.HBox([drop, back])], layout=w.Layout(width="38%"))
        right = w.VBox([self._form.widget], layout=w.Layout(width="62%", max_height="30em", overflow="auto"))
        new = w.VBox([w.HTML(f"<b>{html.escape(say('New row'))}</b>"), *(f.widget for f in self._new.values()), add])
        self.widget = w.VBox([w.HBox([left, right]), new, self._saving.widget])
        self._list()
        session.listen(self._list)

    def _list(self) -> None:
        rows = self._session.record.rows(self._table)
        options = [(f"{row.id}  {_title(row)}", row.id) for row in rows]
        if tuple(self._rows.options) == tuple(options):
            return
        chosen = self._rows.value
        self._rows.options = options
        ids = {row.id for row in rows}
        self._rows.value = chosen if chosen in ids else next(iter(ids & {option[1] for option in options[:1]}), None)

    def _picked(self, change: dict[str, Any]) -> None:
        for row in self._session.record.rows(self._table):
            if row.id == change["new"]:
                self._form.show(row)

    def _add(self) -> None:
        values: dict[str, Any] = {}
        edits: list[Edit] = []
        for name, field in self._new.items():
            value, made = field.read()
            values[name] = value
            edits += made
        row = self._new_id()
        if self._saving.save([*edits, Edit(act="put", table=self._table, row=row, values=values)]):
            for field in self._new.values():
                if field.kind in {"long", "short"}:
                    field.show("")
            self._rows.value = row

    def _drop(self) -> None:
        if self._rows.value is not None:
            self._saving.save([Edit(act="drop", table=self._table, row=self._rows.value)])

    def _undo(self) -> None:
        say = self._session.say
        done = self._session.undo()
        self._saving.note(say("Taken back.") if done else say("Nothing to take back in this notebook."), bad=not done)
        self._picked({"new": self._rows.value})

    def _new_id(self) -> str:
        taken = {row.id for row in self._session.record.rows(self._table)}
        prefix = PREFIX.get(self._table, self._table[:1].upper())
        if self._table == "steps":
            # A team that numbers its steps GC01, GC02 … goes on with GC27.
            heads = [match.group(1) for row in taken if (match := re.fullmatch(r"(\D+)\d+", row))]
            prefix = max(set(heads), key=heads.count) if heads else prefix
        number = len(taken) + 1
        while f"{prefix}{number:02d}" in taken:
            number += 1
        return f"{prefix}{number:02d}"


def product_form(session: Session) -> w.VBox:
    """Return the form of the product line's facts."""
    saving = Saving(session)
    form = RowForm(session, "product", PRODUCT_COLUMNS, saving)
    form.show(session.record.product)
    return w.VBox([form.widget, saving.widget])


def _title(row: Row) -> str:
    for column in ("action", "name", "text", "condition", "title", "impact", "kind"):
        value = getattr(row, column, "")
        if value:
            return str(value)
    return ""
