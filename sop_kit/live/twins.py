"""Static twins: tables of the record as blocks, as they stay in a saved notebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_origin

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Column, Inline, Table, TableRow
from sop_kit.document.view import person_name, role_name, told
from sop_kit.live.naming import NAMED, choice_names
from sop_kit.live.session import Session
from sop_kit.record.files.cells import join_arrows
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES, references
from sop_kit.record.tables import Row, Step

PRODUCT_COLUMNS = (
    "name",
    "description",
    "purpose",
    "north_star",
    "scope_in",
    "scope_out",
    "users",
    "service_hours",
    "risk_class",
    "deviation",
    "owner",
    "deputy",
    "live_since",
    "document_no",
    "classification",
    "home",
    "review_every_days",
)
TWIN_COLUMNS: dict[str, tuple[str, ...]] = {
    "steps": ("id", "stage", "action", "role", "outputs", "standard", "next"),
    "roles": ("name", "does", "people", "deputies"),
    "people": ("name", "department"),
    "lessons": ("id", "kind", "text", "step"),
    "contradictions": ("id", "text", "step", "verdict"),
}
LONG_COLUMNS = frozenset(
    {
        "action",
        "description",
        "purpose",
        "scope_in",
        "scope_out",
        "users",
        "service_hours",
        "risk_class",
        "deviation",
        "north_star",
        "standard",
        "inputs",
        "outputs",
        "if_it_fails",
        "written",
        "done",
        "agreed",
        "hot_spot",
        "text",
        "comment",
        "proposed",
        "condition",
        "does",
        "trigger",
    }
)
NARROW_COLUMNS = frozenset({"id", "stage", "kind", "step"})


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
    columns = TWIN_COLUMNS.get(table) or tuple(name for name in TABLES[table].model_fields if _used(rows, name, table))
    return [
        Table(
            caption=say("{table}: {n} rows", table=label, n=len(rows)),
            columns=tuple(Column(label=column_label(say, name), width=_width(name)) for name in columns),
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
    if get_origin(type(row).model_fields[column].annotation) is Literal:
        return plain(choice_names(view.say, type(row), column)[value])
    return plain("" if value is None or value is False else str(value))


def _used(rows: Sequence[Row], column: str, table: str) -> bool:
    if column == "id":
        return table not in NAMED
    return any(getattr(row, column) not in ("", (), None, False) for row in rows)


def _width(column: str) -> float:
    if column in NARROW_COLUMNS:
        return 0.7
    return 2.0 if column in LONG_COLUMNS else 1.2
