"""Conflicting statements, side by side, in the words of people."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.view import View, step_link
from sop_kit.record.changes import SINGLES
from sop_kit.record.conflicts import cell_of, row_in_cell, standing
from sop_kit.record.files.cells import split_list
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words


def place_text(say: Words, conflict: Conflict) -> str:
    """Return where two statements conflict: the table, the row and the column."""
    return " · ".join(part for part in (_table(say, conflict), conflict.row, _column(say, conflict)) if part)


def place_inline(view: View, conflict: Conflict) -> Inline:
    """Return where two statements conflict, a step with a link to its card."""
    row = step_link(view, conflict.row) if conflict.table == "steps" else plain(conflict.row)
    return join([plain(_table(view.say, conflict)), row, plain(_column(view.say, conflict))], " · ")


def statement(say: Words, record: Record, conflict: Conflict, cell: str) -> str:
    """Return what one side said, with names in place of ids; "" when it left the place empty.

    Parameters
    ----------
    record
        The record that the conflict is in; its rows have the names.
    cell
        What that side said, as the conflict keeps it.
    """
    if not conflict.field:
        facts = row_in_cell(cell) or {}
        told = {name: _value(say, record, (conflict.table, name), cell_of(name, each)) for name, each in facts.items()}
        lines = [say("{label}: {value}", label=column_label(say, name), value=value) for name, value in told.items()]
        return "\n".join(lines) or say("the row is not there")
    return _value(say, record, (conflict.table, conflict.field), cell)


def ours(view: View, conflict: Conflict) -> Inline:
    """Return what stands in the record, or stood there until it was decided, and who wrote it."""
    cell = conflict.ours if conflict.decision else standing(view.record, conflict)
    return _side(view, conflict, cell, conflict.ours_by)


def theirs(view: View, conflict: Conflict) -> Inline:
    """Return what was said otherwise, and by whom."""
    return _side(view, conflict, conflict.theirs, conflict.theirs_by)


def decision_text(say: Words, conflict: Conflict) -> str:
    """Return what was decided and why; "" as long as nothing is."""
    names = choice_names(say, Conflict, "decision")
    decided = [names[conflict.decision], conflict.why, conflict.decided_by] if conflict.decision else []
    return " · ".join(part for part in decided if part)


def _value(say: Words, record: Record, place: tuple[str, str], cell: str) -> str:
    table, column = place
    model = _model(table)
    if model is None or column not in model.model_fields:
        return cell
    named = references(model).get(column)
    if named and column != "next":
        names = {row.id: str(getattr(row, "name", "") or row.id) for row in record.rows(named)}
        return say.list([names.get(item, item) for item in split_list(cell)])
    return choice_names(say, model, column).get(cell, cell) if cell else ""


def _side(view: View, conflict: Conflict, cell: str, by: str) -> Inline:
    said = statement(view.say, view.record, conflict, cell)
    shown = plain(said) or styled(view.say("left empty"), "muted")
    return join([shown, styled(by, "muted")], " — ")


def _table(say: Words, conflict: Conflict) -> str:
    return table_label(say, conflict.table) if conflict.table in (*SINGLES, *TABLES) else conflict.table


def _column(say: Words, conflict: Conflict) -> str:
    return column_label(say, conflict.field) if conflict.field else say("the whole row")


def _model(table: str) -> type[Fact] | None:
    singles: dict[str, type[Fact]] = {"product": Product, "settings": Settings}
    return singles.get(table) or TABLES.get(table)
