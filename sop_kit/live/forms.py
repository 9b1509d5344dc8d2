"""Forms over the record: one for the product line, one for any table; each edit is saved as it is made."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import ipywidgets as w
from IPython.display import display
from pydantic import BaseModel

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Column, Inline, Table, TableRow
from sop_kit.document.view import person_name, role_name, told
from sop_kit.errors import SopKitError
from sop_kit.live.fields import Field, Later, column_kind
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.files.cells import join_arrows
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES, references
from sop_kit.record.tables import Product, Row, Step

PRODUCT_COLUMNS = tuple(
    "name description purpose north_star scope_in scope_out users service_hours risk_class deviation owner deputy "
    "live_since document_no classification home review_every_days".split()
)
TWIN_COLUMNS: dict[str, tuple[str, ...]] = {
    "steps": ("id", "stage", "action", "role", "inputs", "outputs", "standard", "next"),
    "roles": ("id", "name", "does", "people", "deputies"),
    "people": ("id", "name", "department"),
    "lessons": ("id", "kind", "text", "step"),
    "contradictions": ("id", "text", "step", "verdict"),
}
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
            self.say(str(error), bad=True)
            return False
        self.say(say("Saved {time}", time=datetime.now().astimezone().strftime("%H:%M:%S")))
        return True

    def say(self, text: str, *, bad: bool = False) -> None:
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
            self._saving.say(str(error), bad=True)
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
            name: Field(session, model, name) for name, field in model.model_fields.items()
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
        self._saving.say(say("Taken back.") if done else say("Nothing to take back in this notebook."), bad=not done)
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


def show_table(session: Session, table: str) -> None:
    """Show a table of the record: the form when people edit, and always the table itself as a static twin."""
    twin = table_twin(session, table)
    if session.live:
        display(TableForm(session, table).widget)  # type: ignore[no-untyped-call]
    handle = display(session.show(twin), display_id=True)  # type: ignore[no-untyped-call]
    if session.live:
        session.listen(lambda: handle.update(session.show(table_twin(session, table))))


def show_product(session: Session) -> None:
    """Show the facts of the product line: the form when people edit, and always the facts as a static twin."""
    if session.live:
        saving = Saving(session)
        form = RowForm(session, "product", PRODUCT_COLUMNS, saving)
        form.show(session.record.product)
        display(w.VBox([form.widget, saving.widget]))  # type: ignore[no-untyped-call]
    handle = display(session.show(product_twin(session)), display_id=True)  # type: ignore[no-untyped-call]
    if session.live:
        session.listen(lambda: handle.update(session.show(product_twin(session))))


def product_twin(session: Session) -> list[Block]:
    """Return the product line's facts as a table; what is not known says so."""
    view, say = session.view, session.say
    product = view.record.product
    rows = []
    for column in PRODUCT_COLUMNS:
        value = getattr(product, column)
        text = person_name(view, value) if column in {"owner", "deputy"} and value else str(value or "")
        rows.append(TableRow(cells=(plain(column_label(say, column)), told(view, text))))
    columns = (Column(label=say("Item")), Column(label=say("What the record says"), width=3))
    return [Table(caption=table_label(say, "product"), columns=columns, rows=tuple(rows))]


def table_twin(session: Session, table: str) -> list[Block]:
    """Return a table of the record as a table of blocks, or a box that says it is empty."""
    view, say = session.view, session.say
    rows = view.record.rows(table)
    label = table_label(say, table)
    if not rows:
        return [Callout(tone="missing", title=say("{table}: nothing written down yet", table=label))]
    columns = TWIN_COLUMNS.get(table) or tuple(name for name in TABLES[table].model_fields if _used(rows, name))
    return [
        Table(
            caption=say("{table}: {n} rows", table=label, n=len(rows)),
            columns=tuple(Column(label=column_label(say, name), width=_width(table, name)) for name in columns),
            rows=tuple(TableRow(cells=tuple(_cell(session, row, name) for name in columns)) for row in rows),
        )
    ]


def _cell(session: Session, row: Row, column: str) -> Inline:
    value = getattr(row, column)
    view = session.view
    target = references(type(row)).get(column, "")
    naming = {"roles": role_name, "people": person_name}.get(target)
    if isinstance(row, Step) and column == "next":
        return plain(join_arrows((arrow.to, arrow.when) for arrow in row.next))
    if isinstance(value, tuple):
        return plain(view.say.list([naming(view, str(item)) if naming else str(item) for item in value]))
    if naming and value:
        return plain(naming(view, value))
    return plain("" if value is None or value is False else str(value))


def _used(rows: Sequence[Row], column: str) -> bool:
    return column == "id" or any(getattr(row, column) not in ("", (), None, False) for row in rows)


def _width(table: str, column: str) -> float:
    model = TABLES[table]
    if column in {"id", "stage", "kind", "step"}:
        return 0.7
    return 2.0 if column_kind(model, column) == "long" else 1.2


def _title(row: Row) -> str:
    for column in ("action", "name", "text", "condition", "title", "impact", "kind"):
        value = getattr(row, column, "")
        if value:
            return str(value)
    return ""
