"""Rows called by their names in a workbook, and found again when it comes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sop_kit.record.alike import folded
from sop_kit.record.files.cells import join_list, split_list
from sop_kit.record.files.reading import Part, RawRow
from sop_kit.record.files.record_tree import SINGLES
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Fact
from sop_kit.record.workbooks.xlsx_columns import NAMED

_IN_BRACKETS = re.compile(
    r"\([^()\[\]（）【】]*\)|\[[^()\[\]（）【】]*\]|（[^()\[\]（）【】]*）|【[^()\[\]（）【】]*】"
)
_TELLING = re.compile(r"[()\[\]（）【】]")
Known = Mapping[str, Mapping[str, str]]  # table → name, folded → id


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What the rows of a record are called in the cells that refer to them: table and id → name."""

    of: Mapping[tuple[str, str], str]

    def one(self, table: str, row_id: str) -> str:
        """Return the cell that refers to one row of a table; without a telling name it is called by its id."""
        return self.of.get((table, row_id), row_id)

    def several(self, table: str, ids: Iterable[str]) -> str:
        """Return the cell that refers to any number of rows."""
        return "; ".join(self.of.get((table, row_id)) or join_list([row_id]) for row_id in ids)

    def rows(self) -> list[tuple[str, str, str]]:
        """Return table, id and name of each row that is called by its name."""
        return [(table, row_id, name) for (table, row_id), name in self.of.items()]


def names_of(record: Record) -> Names:
    """Return the names by which rows can be told apart: no other row has the name, or has it for its id."""
    found: dict[tuple[str, str], str] = {}
    for table in NAMED:
        rows = [(row.id, str(getattr(row, "name", ""))) for row in record.rows(table)]
        meant: dict[str, set[str]] = {}
        for row_id, name in rows:
            meant.setdefault(folded(row_id), set()).add(row_id)
            meant.setdefault(folded(name), set()).add(row_id)
        found |= {
            (table, row_id): name
            for row_id, name in rows
            if folded(name) and meant[folded(name)] == {row_id} and _stands_alone(name)
        }
    return Names(of=found)


def with_ids_for_names(part: Part, written: Iterable[tuple[str, str, str]]) -> Part:
    """Return the part with ids where a cell calls a row by its name; other texts stay as they are.

    Parameters
    ----------
    part
        What a workbook of the kit holds.
    written
        Table, id and name of the rows as they were called when the workbook was written: a row that was given
        another name since is still found by its old one.
    """
    known: dict[str, dict[str, str]] = {}
    for table, row_id, name in (*written, *_own_names(part)):
        known.setdefault(table, {})[folded(name)] = row_id
    for table, rows in part.tables.items():
        ids = (str(row.values.get("id") or "") for row in rows)
        known.setdefault(table, {}).update({folded(row_id): row_id for row_id in ids if row_id})
    tables = {table: tuple(_found(TABLES[table], row, known) for row in rows) for table, rows in part.tables.items()}
    singles = {key: _found(SINGLES[key], row, known) for key, row in part.singles.items()}
    return replace(part, tables=tables, singles=singles)


def _stands_alone(name: str) -> bool:
    """Say whether a name stays one name wherever it stands in a list of names."""
    plain = name
    while plain != (less := _IN_BRACKETS.sub("", plain)):
        plain = less
    return split_list(name) == [name] and not _TELLING.search(plain) and "\\" not in name


def _own_names(part: Part) -> list[tuple[str, str, str]]:
    """Return the names that rows of the part have and no other row shares."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    twice: set[tuple[str, str]] = set()
    for table, rows in part.tables.items():
        for row in rows:
            name, row_id = str(row.values.get("name") or ""), str(row.values.get("id") or "")
            key = (table, folded(name))
            twice |= {key} & set(found)
            found[key] = (table, row_id, name)
    return [entry for key, entry in found.items() if key not in twice and entry[1] and key[1]]


def _found(model: type[Fact], row: RawRow, known: Known) -> RawRow:
    values = dict(row.values)
    for column, table in references(model).items():
        value = values.get(column)
        if column == "next" or not isinstance(value, str) or not value.strip():
            continue
        ids = known.get(table, {})
        if column_kind(model, column).is_list:
            values[column] = [ids.get(folded(item), item) for item in _items(value, ids)]
        else:
            values[column] = ids.get(folded(value), value)
    return row.having(values)


def _items(value: str, ids: Mapping[str, str]) -> list[str]:
    return [value] if folded(value) in ids else split_list(value)
