"""Forms over the record: one for the product line, one for any table; each edit is saved as it is made."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as w

from sop_kit.errors import SopKitError
from sop_kit.live.changed import changed_since
from sop_kit.live.fields import Field, Looks
from sop_kit.live.frame import Frame, button
from sop_kit.live.naming import first_columns, row_names
from sop_kit.live.paste import PasteBox
from sop_kit.live.rows import RowForm
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.live.twins import PRODUCT_COLUMNS, product_twin, table_twin
from sop_kit.record.changes import Edit
from sop_kit.record.labels import table_label
from sop_kit.record.model import TABLES

SHORTEST, LONGEST = 5, 14  # lines of the list


class TableForm:
    """A table of the record: pick a row on the left, edit it on the right, add new ones below."""

    def __init__(self, session: Session, table: str) -> None:
        self._session = session
        self._table = table
        self._listing = False
        say, model = session.say, TABLES[table]
        self.saving = Saving(session)
        self.form = RowForm(session, table, [name for name in model.model_fields if name != "id"], self.saving)
        self.rows = w.Select(layout=w.Layout(width="auto"), tooltip=table_label(say, table))
        self.rows.observe(self._picked, names="value")
        looks = Looks(label_width="initial")
        self.new = {name: Field(session, table, name, looks) for name in first_columns(table)}
        self.paste = PasteBox(session, table, self.saving, self._show_first, self.form.keeper)
        for name, field in self.new.items():
            self.form.keeper.draft(f"new:{name}", field.widget)
        self._middle = self._list_and_form()
        self._frame = Frame(
            session,
            self.saving,
            [self.form.keeper, self.paste.widget, self._middle, self._adding()],
            whole=say("Whole table"),
            blocks=lambda: table_twin(session, table),
            buttons=[
                button(say("Undo"), "undo", self.undo),
                button(say("Redo"), "repeat", self.redo),
                button(say("Paste rows"), "clipboard", self.paste.toggle),
            ],
        )
        self.widget = self._frame.widget
        self._list()
        session.listen(self._list)

    def add(self) -> None:
        """Save a new row made of the required fields, and show it."""
        self.form.save_now()
        values: dict[str, Any] = {}
        made: list[Edit] = []
        try:
            for name, field in self.new.items():
                values[name], edits = field.read()
                made += edits
        except SopKitError as error:
            self.saving.note(error.said(self._session.say), bad=True)
            return
        added: list[str] = []
        names = [edit.values["name"] for edit in made]
        if self.saving.carry_out(lambda: added.append(self._session.add_row(self._table, values, made)), made=names):
            for field in self.new.values():
                if field.kind != "choice":
                    field.show("")
            self.form.keeper.taken(*(f"new:{name}" for name in self.new))
            self.rows.value = added[0]

    def drop(self) -> None:
        """Take the chosen row out; what somebody has just written in it is told first."""
        self.form.save_now()
        row, session = self.rows.value, self._session
        if row is None:
            return
        session.refresh()
        seen = self.form.seen()
        told = changed_since(session, self._table, row, seen) if self.form.row == row else ""
        if told:
            self.saving.note(told, bad=True)
        elif self.saving.save([Edit(act="drop", table=self._table, row=row)], seen=seen) and not self._is_there(row):
            self.saving.note(session.say("{row} is taken out. Undo brings it back.", row=row))

    def move(self, places: int) -> None:
        """Move the chosen row up (-1) or down (1) among the rows there are now."""
        self.form.save_now()
        self._session.refresh()
        order = [row.id for row in self._session.record.rows(self._table)]
        chosen = self.rows.value
        if chosen in order and 0 <= (place := order.index(chosen) + places) < len(order):
            order.remove(chosen)
            after = order[place - 1] if place else ""
            self.saving.save([Edit(act="move", table=self._table, row=chosen, after=after)])

    def undo(self) -> None:
        """Take the last edit of this notebook back."""
        say = self._session.say
        self._go(self._session.undo, say("Taken back."), say("Nothing to take back in this notebook."))

    def redo(self) -> None:
        """Make the edit again that was taken back last."""
        say = self._session.say
        self._go(self._session.redo, say("Made again."), say("Nothing to make again in this notebook."))

    def _go(self, act: Callable[[], bool], done: str, nothing: str) -> None:
        self.form.save_now()
        went: list[bool] = []
        if self.saving.carry_out(lambda: went.append(act())):
            self.saving.note(done if went[0] else nothing, bad=not went[0])

    def _list_and_form(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        buttons = w.HBox(
            [
                button("", "arrow-up", lambda: self.move(-1), tip=say("Move up")),
                button("", "arrow-down", lambda: self.move(1), tip=say("Move down")),
                button(say("Take out"), "minus", self.drop),
            ]
        )
        left = w.VBox([self.rows, buttons])
        left.add_class("sop-list")
        middle = w.HBox([left, self.form.widget])
        middle.add_class("sop-middle")
        return middle

    def _adding(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        say = self._session.say
        fields = [field.widget for field in self.new.values()]
        line = w.HBox([*fields, button(say("Add"), "plus", self.add, style="primary")])
        box = w.VBox([w.HTML(f"<strong>{html.escape(say('New row'))}</strong>"), line])
        box.add_class("sop-new")
        return box

    def _list(self) -> None:
        say, rows = self._session.say, self._session.record.rows(self._table)
        count = say("{table}: {n} rows", table=table_label(say, self._table), n=len(rows))
        self._frame.title(count)
        names = row_names(self._session.view, self._table)
        options = tuple((names[row.id], row.id) for row in rows)
        if tuple(self.rows.options) != options or not options:
            before = [option[1] for option in self.rows.options]
            chosen = _nearest(self.rows.value, before, [row.id for row in rows])
            # The list is filled anew under the hand of somebody who types: what is shown stays.
            self._listing = True
            with self.rows.hold_sync():
                self.rows.options = options
                self.rows.rows = min(max(len(options), SHORTEST), LONGEST)
                self.rows.value = chosen
            self._listing = False
            self._middle.layout.display = "" if rows else "none"
        self._show_chosen()

    def _picked(self, _change: object) -> None:
        if not self._listing:
            self._show_chosen()

    def _is_there(self, row: str) -> bool:
        return any(each.id == row for each in self._session.record.rows(self._table))

    def _show_first(self, rows: Sequence[str]) -> None:
        if rows:
            self.rows.value = rows[0]

    def _show_chosen(self) -> None:
        chosen = self.rows.value
        if chosen != self.form.row:
            rows = self._session.record.rows(self._table)
            self.form.show(next((row for row in rows if row.id == chosen), None))


def product_form(session: Session) -> Any:  # noqa: ANN401  ipywidgets has no types
    """Return the form of the product line's facts."""
    say, saving = session.say, Saving(session)
    form = RowForm(session, "product", PRODUCT_COLUMNS, saving)
    form.show(session.record.product)
    frame = Frame(
        session, saving, [form.keeper, form.widget], whole=say("Whole table"), blocks=lambda: product_twin(session)
    )
    frame.title(table_label(say, "product"))
    return frame.widget


def _nearest(chosen: str | None, before: list[str], now: list[str]) -> str | None:
    """Return the row to show: the chosen one, or when it is gone the one that took its place."""
    if chosen in now or not now:
        return chosen if now else None
    place = before.index(chosen) if chosen in before else 0
    return now[min(place, len(now) - 1)]
