"""Widgets that stand for cells of a table: saved beside what was seen there, and kept by the browser until then."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sop_kit.live.apart import apart, row_of
from sop_kit.live.keeper.keeper import Keeper, Left, meant, told
from sop_kit.live.meeting_line import Meeting
from sop_kit.live.rows import Seen
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.conflicts import Place
from sop_kit.record.model import by_id

Key = tuple[str, str]  # a part of the form, such as a question, and the column
NOT_THERE = object()  # what a cell holds whose row nobody has written


class Spot(NamedTuple):
    """The row that a part of a form stands for now, the columns that say whose it is, and its name for a person."""

    row: str
    facts: Mapping[str, Any]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A widget of the form, what it shows for a value of its cell, and what the record keeps of what it holds."""

    widget: Any
    shows: Callable[[Any], Any]
    means: Callable[[Any], Any]


class Answers:
    """The answers of a form; ``also`` makes the edits that go with those that overwrite nobody."""

    def __init__(
        self,
        session: Session,
        table: str,
        saving: Saving,
        answers: Mapping[Key, Answer],
        also: Callable[[Sequence[Edit]], Sequence[Edit]] = lambda _edits: (),
    ) -> None:
        self._session = session
        self._table = table
        self._saving = saving
        self._answers = answers
        self._also = also
        self._spots: dict[str, Spot] = {}
        self._seen: dict[Key, Seen] = {}
        self._begun: dict[Key, Any] = {}  # what was typed in → what the person saw there when they began
        self.silent = False
        self.met = False  # whether what was saved last met other words
        self.typed: set[Key] = set()
        self.meeting = Meeting(session, table, saving)
        self.keeper = Keeper(session, table, self._put_back, self._is_there)
        for (_, column), answer in answers.items():
            answer.widget.add_class(f"sop-table:{table}")
            answer.widget.add_class(f"sop-column:{column}")

    def show(self, spots: Mapping[str, Spot]) -> None:
        """Show other rows; what was typed into the ones before has been saved."""
        for part, _ in self._answers:
            before = self._spots.get(part)
            for widget in self._widgets(part):
                if before is not None:
                    widget.remove_class(f"sop-row:{before.row}")
                widget.add_class(f"sop-row:{spots[part].row}")
        self._spots = dict(spots)
        self.keeper.name({spot.row: (spot.name, spot.facts) for spot in spots.values()})
        for each in (self._seen, self._begun, self.typed):
            each.clear()
        self.follow()

    def follow(self) -> None:
        """Show what somebody else answered meanwhile; what is being typed and what met other words stays in sight."""
        self.meeting.show(*(spot.row for spot in self._spots.values()))
        met, was_silent, self.silent = self.meeting.places(), self.silent, True
        for key, answer in self._answers.items():
            spot = self._spots[key[0]]
            value, known = self._now(key), self._seen.get(key)
            if key in self.typed or (spot.row, key[1]) in met or (known is not None and known.value == value):
                continue
            self._begun.pop(key, None)
            answer.widget.value = answer.shows(value)
            earlier = (known.value,) if known is not None else ()
            self._seen[key] = Seen(value, "", None, time.monotonic(), earlier)
        self.silent = was_silent

    def begin(self, key: Key) -> None:
        """Note that a person has begun to answer, and what they saw there."""
        self.typed.add(key)
        self._begun.setdefault(key, self._seen[key].read(time.monotonic()))

    def row(self, part: str) -> str:
        """Return the row that a part of the form stands for now."""
        return self._spots[part].row

    def put(self, part: str, columns: Iterable[str]) -> Edit:
        """Return the edit that writes what the widgets of these columns hold."""
        spot = self._spots[part]
        held = {column: self._answers[part, column] for column in columns}
        values = {column: answer.means(answer.widget.value) for column, answer in held.items()}
        return Edit(act="put", table=self._table, row=spot.row, values={**spot.facts, **values})

    def save(self, edits: Sequence[Edit], keys: Iterable[Key]) -> bool:
        """Save edits beside what was seen; say whether it went well."""
        keys = tuple(keys)
        seen: dict[Place, Any] = {}
        for key in keys:
            seen |= _place(self._table, (self.row(key[0]), key[1]), self._begun.get(key))
        if not self._saving.save([*edits, *self._with_them(edits, seen)], seen=seen):
            return False
        met = self.meeting.places()
        self.met = any((self.row(part), column) in met for part, column in keys)
        for key in keys:
            part, column = key
            self.typed.discard(key)
            value = self._begun.get(key) if (self.row(part), column) in met else self._now(key)
            if (self.row(part), column) not in met:
                self._begun.pop(key, None)
            self._seen[key] = Seen(value, "", None, 0.0)
            self.keeper.saved(self.row(part), column, told(self._answers[key].widget))
        self.follow()
        return True

    def _with_them(self, edits: Sequence[Edit], seen: Mapping[Place, Any]) -> Sequence[Edit]:
        self._session.refresh()
        return self._also(apart(self._session.record, edits, seen, lambda _table, _row: {}).edits)

    def _widgets(self, part: str) -> list[Any]:
        return [answer.widget for key, answer in self._answers.items() if key[0] == part]

    def _now(self, key: Key) -> Any:  # noqa: ANN401  a column holds any JSON value
        row = by_id(self._session.record.rows(self._table)).get(self.row(key[0]))
        return NOT_THERE if row is None else getattr(row, key[1])

    def _left(self, left: Left) -> tuple[Answer, Any] | None:
        """Return the widget that what was left belongs to, and what that widget would hold."""
        answer = next((each for (_, column), each in self._answers.items() if column == left.column), None)
        return None if answer is None else (answer, meant(answer.widget, left.text))

    def _put_back(self, left: Left) -> bool:
        """Save what was answered in an earlier form and never arrived; say whether it went well."""
        found = self._left(left)
        if found is None:
            return False
        answer, held = found
        session, value, before = self._session, answer.means(held), answer.means(meant(answer.widget, left.before))
        facts = {name: left.about[name] for spot in self._spots.values() for name in spot.facts if name in left.about}
        edit = Edit(act="put", table=self._table, row=left.row, values={**facts, left.column: value})
        if value is NOT_THERE:
            edit = Edit(act="drop", table=self._table, row=left.row)
            if row_of(session.record, self._table, left.row) is None:
                return True
        seen = _place(self._table, (left.row, left.column), NOT_THERE if before is None else before)
        edits = [edit, *self._with_them([edit], seen)]
        return self._saving.carry_out(lambda: session.save(edits, seen=seen, change_id=left.id))

    def _is_there(self, left: Left) -> bool:
        found, row = self._left(left), row_of(self._session.record, self._table, left.row)
        if found is None:
            return False
        value = NOT_THERE if row is None else getattr(row, left.column, None)
        return bool(found[0].shows(value) == found[1])


def _place(table: str, cell: tuple[str, str], value: Any) -> dict[Place, Any]:  # noqa: ANN401  any JSON value
    """Return what was seen at a cell; a row that was not there is said to be seen so."""
    row, column = cell
    if value is not NOT_THERE:
        return {(table, row, column): value}
    # "Cannot judge" is kept as no score: a score that was not there is something else.
    return {(table, row, ""): None, (table, row, column): "" if column == "score" else None}
