"""The fields of one row; typing is saved a moment after the fingers rest."""

from __future__ import annotations

import html
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ipywidgets as w

from sop_kit.errors import SopKitError
from sop_kit.live.apart import row_of
from sop_kit.live.fields import Field, Looks
from sop_kit.live.keeper.keeper import Keeper, Left, meant, told
from sop_kit.live.later import Later
from sop_kit.live.meeting_line import Meeting
from sop_kit.live.naming import NAMED, column_groups, row_title
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.live.typed import read, seen_as
from sop_kit.record.changes import Edit
from sop_kit.record.conflicts import Place
from sop_kit.record.tables import Product, Row

_UNREAD_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """What a field shows: the value, its text, what the widget held then, since when, and what it showed before."""

    value: Any
    shown: str | bool
    held: Any
    since: float
    earlier: tuple[Any, ...] = ()

    def read(self, now: float) -> Any:  # noqa: ANN401  a column holds any JSON value
        """Return the value that a person who types now has read."""
        # What came from elsewhere a moment ago was not in sight yet when the key went down.
        return self.earlier[0] if self.earlier and now - self.since < _UNREAD_SECONDS else self.value


class RowForm:
    """A row as a form; with many columns its fields are grouped behind tabs."""

    def __init__(self, session: Session, table: str, columns: Sequence[str], saving: Saving) -> None:
        self._session = session
        self._table = table
        self._saving = saving
        looks = Looks()
        self.fields = {column: Field(session, table, column, looks) for column in columns}
        self.row = ""
        self._silent = False
        self._seen: dict[str, Seen] = {}
        self._begun: dict[str, Any] = {}  # column that was typed in → what the person saw there when they began
        self._dirty: set[str] = set()
        self._unsaved: dict[str, dict[str, tuple[Any, Any]]] = {}  # row → what was typed and not saved, what was seen
        self._later = Later(self._save)
        self.keeper = Keeper(session, table, self._put_back, self._is_there)
        for field in self.fields.values():
            field.widget.observe(self._typed(field), names="value")
            field.widget.add_class(f"sop-column:{field.column}")
        self._head = w.HTML()
        self._head.add_class("sop-row")
        self.meeting = Meeting(session, table, saving)
        self.widget = w.VBox([self.meeting.widget, self._head, self._body()])
        self.widget.add_class("sop-fields")
        self.widget.add_class(f"sop-table:{table}")
        self.show(None)
        session.listen(self._refresh)

    def show(self, row: Row | Product | None) -> None:
        """Show a row, or nothing; what was typed into the one before is saved first."""
        with self._session.lock:
            self.save_now()
            self._keep_unsaved()
            self._name(row.id if isinstance(row, Row) else "")
            self.widget.layout.display = "none" if row is None else ""
            self.meeting.show(self.row)
            if row is None:
                return
            self._refresh_head(row)
            self._seen.clear()
            self._begun.clear()
            self._fill(row)
            for column, (typed, begun) in self._unsaved.pop(self.row, {}).items():
                self._begun[column] = begun
                self.fields[column].widget.value = typed

    def save_now(self) -> None:
        """Save what was typed and still waits."""
        self._later.now()

    def seen(self) -> dict[Place, Any]:
        """Return what a person who acts on the row now has read in its fields."""
        now = time.monotonic()
        return {(self._table, self.row, column): each.read(now) for column, each in self._seen.items()}

    def _body(self) -> Any:  # noqa: ANN401  ipywidgets has no types
        groups = column_groups(self._session.say, self._table, tuple(self.fields))
        boxes = [w.VBox([self.fields[column].widget for column in columns]) for _, columns in groups]
        if len(boxes) == 1:
            return boxes[0]
        return w.Tab(children=boxes, titles=[name for name, _ in groups])

    def _fill(self, row: Row | Product) -> None:
        # Where two statements met, what was typed here stays in sight until somebody decides.
        apart = self.meeting.columns()
        self._begun = {column: seen for column, seen in self._begun.items() if column in self._dirty | apart}
        self._silent = True
        for column, field in self.fields.items():
            value, known = getattr(row, column), self._seen.get(column)
            shown = field.shown(value)
            field.offer()
            if column in self._begun or (known is not None and field.widget.value != known.held):
                continue  # somebody is typing in it
            if known is None or known.shown != shown:
                field.show(value)
            if known is None or known.value != value:
                earlier = (known.value,) if known is not None else ()
                self._seen[column] = Seen(value, shown, field.widget.value, time.monotonic(), earlier)
        self._silent = False

    def _refresh(self) -> None:
        self.meeting.show(self.row)
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
                with self._session.lock:
                    self._dirty.add(field.column)
                    if field.column in self._seen:
                        self._begun.setdefault(field.column, self._seen[field.column].read(time.monotonic()))
                    self._saving.wait()
                    self._later.start()

        return observe

    def _save(self) -> None:
        with self._session.lock:
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
        self._dirty.discard(column)
        edit = Edit(act="put", table=self._table, row=self.row, values={column: None if value in ("", []) else value})
        seen = {(self._table, self.row, column): self._begun.get(column)}
        before = self._begun.copy()
        if not self._saving.save([*made, edit], made=[each.values["name"] for each in made], seen=seen):
            self._dirty.add(column)
            self._begun = before
            return self._saving.said
        typed, row = field.widget.value, self._now()
        self.keeper.saved(self.row, column, told(field.widget))
        if column in self.meeting.columns():
            # What stands is shown again only when somebody has decided.
            self._seen[column] = Seen(self._begun.get(column), typed, typed, 0.0)
        elif row is not None:
            self._begun.pop(column, None)
            value = getattr(row, column)
            self._seen[column] = Seen(value, field.shown(value), typed, 0.0)
        return ""

    def _put_back(self, left: Left) -> bool:
        """Save what was typed into an earlier form and never arrived; say whether it went well."""
        session, table = self._session, self._table
        if left.column not in self.fields:
            return False

        def save() -> None:
            text, before = (meant(self.fields[left.column].widget, each) for each in (left.text, left.before))
            value, made = read(session.view, table, left.column, text)
            seen = seen_as(session.view, table, (left.row, left.column), before)
            edit = Edit(
                act="put", table=table, row=left.row, values={left.column: value if value not in ("", []) else None}
            )
            session.save([*made, edit], seen=seen, change_id=left.id)

        return self._saving.carry_out(save)

    def _is_there(self, left: Left) -> bool:
        """Say whether the record says already what was typed."""
        field, row = self.fields.get(left.column), row_of(self._session.record, self._table, left.row)
        if field is None or row is None:
            return False
        return bool(field.shown(getattr(row, left.column)) == meant(field.widget, left.text))

    def _name(self, row: str) -> None:
        # The browser reads from it where a field belongs.
        self.widget.remove_class(f"sop-row:{self.row}")
        self.row = row
        self.widget.add_class(f"sop-row:{row}")

    def _keep_unsaved(self) -> None:
        if self._dirty:
            self._unsaved[self.row] = {
                column: (self.fields[column].widget.value, self._begun.get(column)) for column in self._dirty
            }
            self._dirty.clear()
