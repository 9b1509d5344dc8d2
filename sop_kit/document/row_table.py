"""Any table of the record as a table of blocks: labels for headings, names for ids, and only the columns in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_origin

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Column, Inline, Table, TableRow
from sop_kit.document.view import View, person_name, role_name
from sop_kit.record.files.cells import join_arrows
from sop_kit.record.labels import column_label
from sop_kit.record.model import references
from sop_kit.record.tables import Row, Step
from sop_kit.record.value_labels import choice_names

WIDE = 2.0
_USUAL = 1.2
_NARROW = 0.7


def row_table(view: View, caption: str, rows: Sequence[Row], columns: Sequence[str], *, wide: frozenset[str]) -> Table:
    """Return rows of one table of the record under the labels of ``columns``; those in ``wide`` get more room."""
    return Table(
        caption=caption,
        columns=tuple(
            Column(label=column_label(view.say, name), width=WIDE if name in wide else _width(name)) for name in columns
        ),
        rows=tuple(TableRow(cells=tuple(cell(view, row, name) for name in columns)) for row in rows),
    )


def used_columns(rows: Sequence[Row], columns: Sequence[str]) -> tuple[str, ...]:
    """Return those of the columns that say something in at least one row."""
    return tuple(name for name in columns if any(getattr(row, name) not in ("", (), None, False) for row in rows))


def cell(view: View, row: Row, column: str) -> Inline:
    """Return what a row says in a column, in the words of the view's language."""
    value = getattr(row, column)
    naming = {"roles": role_name, "people": person_name}.get(references(type(row)).get(column, ""))
    if isinstance(row, Step) and column == "next":
        return plain(join_arrows((arrow.to, arrow.when) for arrow in row.next))
    if isinstance(value, tuple):
        return plain(view.say.list([naming(view, str(item)) if naming else str(item) for item in value]))
    if naming and value:
        return plain(naming(view, value))
    if get_origin(type(row).model_fields[column].annotation) is Literal:
        return plain(choice_names(view.say, type(row), column)[value]) if value else ()
    if value is None or value is False:
        return ()
    return plain(f"{value:g}" if isinstance(value, float) else str(value))


def _width(column: str) -> float:
    return _NARROW if column in {"id", "stage", "kind", "step"} else _USUAL
