"""Static twins: tables of the record as blocks, as they stay in a saved notebook."""

from __future__ import annotations

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Column, Table, TableRow
from sop_kit.document.row_table import row_table, used_columns
from sop_kit.document.view import person_name, told
from sop_kit.live.naming import NAMED
from sop_kit.live.session import Session
from sop_kit.live.typed import LONG_COLUMNS
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES

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
    columns = TWIN_COLUMNS.get(table) or used_columns(
        rows, [name for name in TABLES[table].model_fields if name != "id" or table not in NAMED]
    )
    return [row_table(view, say("{table}: {n} rows", table=label, n=len(rows)), rows, columns, wide=LONG_COLUMNS)]
