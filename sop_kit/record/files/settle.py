"""Turn the names people write into the ids of the rows they mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.alike import MOST_HINTS, alike, did_you_mean, folded
from sop_kit.record.files.cells import split_arrows, split_list
from sop_kit.record.files.ids import with_ids
from sop_kit.record.files.reading import Origin, Part, RawRow, error, quoted, warning
from sop_kit.record.files.record_tree import SINGLES
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.files.tidy import usable_id
from sop_kit.record.kinds import make_id
from sop_kit.record.labels import table_name
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Fact

Unknown = Literal["create", "keep"]

_MOST_NAMED = 60  # in one note


def settle(parts: Sequence[Part], base: Record | None, *, unknown: Unknown) -> tuple[Part, ...]:
    """Return the parts with every reference as an id, and behind them a part with the roles that had to be made.

    Parameters
    ----------
    parts
        Tidied parts, in the order in which they count.
    base
        The record they are merged into.
    unknown
        ``create``: a name is looked for in whatever way a person may have written it, and a role nobody knows is
        made. ``keep``: what is an id by its form stays as it stands; that is how the kit's own files are read.
    """
    known = {table: _Known(table=table) for table in TABLES}
    if base is not None:
        for table in TABLES:
            for row in base.rows(table):
                known[table].learn(row.id, str(getattr(row, "name", "")))
    identified = [_identified(part, known) for part in parts]
    settled = tuple(_settled(part, known, unknown) for part in identified)
    made = tuple(known["roles"].made)
    return (*settled, Part(name="", tables={"roles": made})) if made else settled


@dataclass(kw_only=True)
class _Known:
    """The rows of one table that references can mean."""

    table: str
    names: dict[str, str] = field(default_factory=dict)  # id → name
    by_text: dict[str, str] = field(default_factory=dict)  # id or name, folded → id
    made: list[RawRow] = field(default_factory=list)

    def learn(self, row_id: str, name: str) -> None:
        self.names[row_id] = name
        self.by_text[folded(row_id)] = row_id
        self.by_text.setdefault(folded(name), row_id)

    def by_name(self) -> dict[str, str]:
        return {folded(name): row_id for row_id, name in reversed(self.names.items()) if name}

    def find(self, text: str) -> str:
        return text if text in self.names else self.by_text.get(folded(text), "") if text else ""

    def spoken(self) -> Iterable[str]:
        return [name or row_id for row_id, name in self.names.items()]


def _identified(part: Part, known: Mapping[str, _Known]) -> Part:
    tables: dict[str, tuple[RawRow, ...]] = {}
    problems: list[Problem] = []
    for table, rows in part.tables.items():
        tables[table], found = with_ids(table, rows, known[table].by_name(), known[table].names)
        problems += found
        for row in tables[table]:
            known[table].learn(str(row.values["id"]), str(row.values.get("name") or ""))
    return replace(part, tables=tables, problems=(*part.problems, *problems))


def _settled(part: Part, known: Mapping[str, _Known], unknown: Unknown) -> Part:
    problems: list[Problem] = []
    settler = _Settler(known=known, unknown=unknown, problems=problems)
    singles = {key: settler.row(SINGLES[key], row) for key, row in part.singles.items()}
    tables = {table: tuple(settler.row(TABLES[table], row) for row in rows) for table, rows in part.tables.items()}
    problems += _added(settler.new_roles)
    return replace(part, singles=singles, tables=tables, problems=(*part.problems, *problems))


def _added(roles: Sequence[tuple[str, Phrase]]) -> tuple[Problem, ...]:
    """Return one note for all roles of a file that had to be made: a note each would bury what else is wrong."""
    if not roles:
        return ()
    names = [name for _, name in roles[:_MOST_NAMED]]
    if len(roles) > _MOST_NAMED:
        names.append(phrase("{n} more", n=len(roles) - _MOST_NAMED))
    where, _ = roles[0]
    return (warning(where, "Not in the list of roles, and added to it: {names}.", names=tuple(names)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Settler:
    known: Mapping[str, _Known]
    unknown: Unknown
    problems: list[Problem]
    new_roles: list[tuple[str, Phrase]] = field(default_factory=list)  # place, and the name with a hint

    def row(self, model: type[Fact], row: RawRow) -> RawRow:
        values = dict(row.values)
        for column, table in references(model).items():
            if values.get(column) is None:
                continue
            if column == "next":
                values[column] = self._arrows(values[column], row.at(column))
            elif column_kind(model, column).is_list:
                values[column] = self._list(values[column], table, row, column)
            else:
                values[column] = self._id(values[column], table, row.at(column))
        return row.having(values)

    def _list(self, value: object, table: str, row: RawRow, column: str) -> list[object]:
        one_by_one = isinstance(value, list)
        items = enumerate(self._items(value, table))
        ids = (
            self._id(item, table, row.at(column, number) if one_by_one else row.at(column)) for number, item in items
        )
        return [each for each in ids if each]

    def _items(self, value: object, table: str) -> list[object]:
        if isinstance(value, list):
            return value
        if isinstance(value, str):
            # A name may hold a comma: only what is not one name as a whole is taken apart.
            return [value] if self.known[table].find(value.strip()) else [*split_list(value)]
        return [value]

    def _id(self, value: object, table: str, where: str) -> object:
        if not isinstance(value, str) or not value.strip():
            return value
        text = value.strip()
        usable = usable_id(text)
        if self.unknown == "keep" and usable == text:
            return text
        found = self.known[table].find(text) or self.known[table].find(usable)
        if found:
            return found
        if table == "roles":
            return self._new_role(text, where)
        if usable != text:
            self._report_changed(text, usable, table, where)
        return usable

    def _new_role(self, text: str, where: str) -> str:
        roles = self.known["roles"]
        meant = alike(text, roles.spoken()) if len(roles.made) < MOST_HINTS else ""
        row_id = _free_id(usable_id(make_id(text)) or "role", roles.names)
        roles.learn(row_id, text)
        origin = Origin(name=where, places={(): where})
        roles.made.append(RawRow(values={"id": row_id, "name": text}, origin=origin))
        hinted = phrase("'{name}' (did you mean '{meant}'?)", name=text[:80], meant=meant)
        self.new_roles.append((where, hinted if meant else quoted(text[:80])))
        return row_id

    def _report_changed(self, text: str, usable: str, table: str, where: str) -> None:
        name, among = text[:80], table_name(table)
        if usable:
            self.problems.append(
                warning(
                    where,
                    "'{name}' is not in {table} and is no id; it was written '{id}'.{hint}",
                    name=name,
                    table=among,
                    id=usable,
                    hint=did_you_mean(text, self.known[table].spoken()) if len(self.problems) < MOST_HINTS else "",
                )
            )
        else:
            self.problems.append(
                error(
                    where,
                    "'{name}' is not in {table}, and no id can be made of it; it was left out.",
                    name=name,
                    table=among,
                )
            )

    def _arrows(self, value: object, where: str) -> list[object]:
        items = value if isinstance(value, list) else [value]
        arrows: list[object] = []
        for item in items:
            if isinstance(item, str):
                arrows += [self._arrow(to, when, where) for to, when in split_arrows(item)]
            elif isinstance(item, Mapping) and isinstance(item.get("to"), str):
                arrows.append({**item, "to": self._id(item["to"], "steps", where)})
            else:
                arrows.append(item)
        return [arrow for arrow in arrows if not (isinstance(arrow, Mapping) and arrow.get("to") == "")]

    def _arrow(self, to: str, when: str, where: str) -> dict[str, object]:
        steps = self.known["steps"]
        first, _, others = to.partition(" ")
        # "GC12 if it fails": the id is known, so what follows is its condition.
        if not when and others and not steps.find(to) and not steps.find(usable_id(to)) and steps.find(first):
            to, when = first, others.strip()
        arrow = {"to": self._id(to, "steps", where)}
        return {**arrow, "when": when} if when else arrow


def _free_id(wanted: str, taken: Mapping[str, str]) -> str:
    number, free = 2, wanted
    while free in taken:
        free = f"{wanted[:70]}-{number}"
        number += 1
    return free
