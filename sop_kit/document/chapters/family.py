"""What a line shares with its family: the core it inherits from, and where and why it departs from it."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Block, Heading, Inline
from sop_kit.document.chapters.parts import open_table, section
from sop_kit.document.view import View, step_link
from sop_kit.record.files.cells import value_text
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.life_tables import Override
from sop_kit.record.model import TABLES, by_id


def core_facts(view: View) -> list[tuple[str, Inline]]:
    """Return what the control block says of the family; nothing for a line that has none."""
    say, product = view.say, view.record.product
    facts: list[tuple[str, Inline]] = []
    if product.core_of:
        text = say("this record is the core of: {family}", family=product.core_of)
        facts.append((say("Company core"), plain(text)))
    if product.core:
        text = say("{core}, taken over at Change {number}", core=product.core, number=product.core_number)
        facts.append((say("Inherits from"), plain(text)))
    return facts


def core_departures(view: View, head: Heading) -> tuple[Block, ...]:
    """Return where the line departs from its core and why; a reason nobody gave is open."""
    say, overrides = view.say, view.record.overrides
    if not overrides:
        return ()
    title = table_label(say, "overrides")
    rows = (
        (_where(view, row), plain(row.core_value) or plain("–"), _here(view, row), plain(row.why)) for row in overrides
    )
    columns = ((say("Where"), 1.6), (say("The core says"), 2.0), (say("This line says"), 2.0), (say("Why"), 2.0))
    return (section(head, "overrides", title), *open_table(view, title, columns, rows))


def _where(view: View, row: Override) -> Inline:
    say = view.say
    place = step_link(view, row.row) if row.table == "steps" else plain(row.row)
    table = plain(table_label(say, row.table)) if row.table in TABLES else plain(row.table)
    return join([table, place, plain(column_label(say, row.field)) if row.field else ()], " · ")


def _here(view: View, row: Override) -> Inline:
    found = by_id(view.source.rows(row.table)).get(row.row) if row.table in TABLES else None
    if found is None:
        return plain(view.say("left out"))
    return plain(value_text(getattr(found, row.field, ""))) or plain("–")
