"""Conflicting statements: kept side by side in the record until somebody decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal

from sop_kit.errors import BadRequest, Lines
from sop_kit.record.changes import SINGLES, Change, Edit, apply, difference
from sop_kit.record.files.assemble import assemble
from sop_kit.record.files.cells import value_text
from sop_kit.record.files.reading import Origin, Part, RawRow
from sop_kit.record.files.settle import Unknown, settle
from sop_kit.record.files.tidy import tidy
from sop_kit.record.labels import table_name
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import TABLES, Record, by_id, canonical, row_facts
from sop_kit.record.new_ids import free_id
from sop_kit.record.tables import Next
from sop_kit.record.three_way import Clash

Decision = Literal["ours", "theirs", "other"]
Place = tuple[str, str, str]  # table, row and column; the column is "" for the whole row


def undecided(record: Record) -> tuple[Conflict, ...]:
    """Return the conflicts nobody has decided; one whose other value stands in the record by now is none any more."""
    return tuple(row for row in record.conflicts if not row.decision and standing(record, row) != row.theirs)


def standing(record: Record, conflict: Conflict) -> str:
    """Return what stands in the record where the conflict is, as a cell; "" when nothing does."""
    facts = _facts(record, conflict)
    return cell_of(conflict.field, facts.get(conflict.field) if conflict.field and facts is not None else facts)


def cell_of(field: str, value: object) -> str:
    """Return a JSON value of a column as a cell; whole rows and settings stay JSON."""
    if isinstance(value, dict):
        return canonical({name: each for name, each in value.items() if field or name != "id"}).decode()
    if isinstance(value, list):
        return value_text(tuple(Next.model_validate(each) if isinstance(each, dict) else each for each in value))
    return value_text(value)


def row_in_cell(cell: str) -> dict[str, Any] | None:
    """Return the columns of a whole row from a conflict's cell, ``None`` when it says that the row is not there."""
    try:
        facts = json.loads(cell) if cell else None
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def conflict_edits(
    record: Record, clashes: Sequence[Clash], *, by: str, at: str, wrote: Callable[[Place], str]
) -> tuple[Edit, ...]:
    """Return the edits that keep clashes as rows of the record's conflicts.

    Parameters
    ----------
    record
        The record that the clashes are in.
    by, at
        Who said otherwise, and when it was found (ISO 8601).
    wrote
        Who wrote what stands at a place.

    What the same person said there before, decided or not, is not asked again; when they say something new while
    it is undecided, it takes the place of what they said.
    """
    taken = {row.id for row in record.conflicts}
    edits: list[Edit] = []
    for clash in clashes:
        place = (clash.table, clash.row, clash.field)
        theirs = cell_of(clash.field, clash.theirs)
        before = [row for row in record.conflicts if (row.table, row.row, row.field) == place]
        if any(row.theirs == theirs for row in before):
            continue
        open_one = next((row.id for row in before if not row.decision and row.theirs_by == by), "")
        row_id = open_one or free_id("CF1", taken)
        taken.add(row_id)
        values = dict(zip(("table", "row", "field"), place, strict=True))
        values |= {
            "ours": cell_of(clash.field, clash.ours),
            "ours_by": wrote(place),
            "theirs": theirs,
            "theirs_by": by,
            "at": at,
        }
        stated: dict[str, Any] = {name: value or None for name, value in values.items()}
        edits.append(Edit(act="put", table="conflicts", row=row_id, values=stated))
    return tuple(edits)


def writers(changes: Iterable[Change]) -> dict[Place, str]:
    """Return who wrote each place last; a row as a whole was written by whoever touched any of it."""
    wrote: dict[Place, str] = {}
    for change in changes:
        for edit in change.edits:
            if edit.act != "move":
                wrote[edit.table, edit.row, ""] = change.by
            for column in edit.values:
                wrote[edit.table, edit.row, column] = change.by
    return wrote


def decide(  # noqa: PLR0913  one keyword a fact of the decision
    record: Record, conflict_id: str, decision: Decision, *, value: str = "", why: str = "", by: str = ""
) -> tuple[Edit, ...]:
    """Return the edits that carry out a decision and mark the conflict as decided.

    Parameters
    ----------
    decision
        ``ours`` keeps what stands, ``theirs`` takes the other statement, ``other`` takes ``value``.
    value
        As a person writes it in a cell of the table.

    Raises
    ------
    BadRequest
        When there is no such conflict, or its place does not take the value.
    """
    conflict = by_id(record.conflicts).get(conflict_id)
    if conflict is None:
        raise BadRequest(
            "'{product}' has no conflict '{conflict}'. Undecided are: {known}.",
            product=record.product.id,
            conflict=conflict_id,
            known=tuple(row.id for row in undecided(record)) or "–",
        )
    edits: tuple[Edit, ...] = ()
    # Keeping what stands changes nothing, unless somebody had decided otherwise before.
    if decision != "ours" or conflict.decision:
        text = {"ours": conflict.ours, "theirs": conflict.theirs, "other": value.strip()}[decision]
        edits = _writing(record, conflict, text, "create" if decision == "other" else "keep")
    marks = {"decision": decision, "why": why.strip() or None, "decided_by": by or None}
    return (*edits, Edit(act="put", table="conflicts", row=conflict.id, values=marks))


def _writing(record: Record, conflict: Conflict, text: str, unknown: Unknown) -> tuple[Edit, ...]:
    """Return the edits that write a cell's text at the place of a conflict."""
    model = type(getattr(record, conflict.table)) if conflict.table in SINGLES else TABLES.get(conflict.table)
    if model is None or (conflict.field and conflict.field not in model.model_fields):
        raise BadRequest(
            "The conflict '{conflict}' is about a place that no record has: {place}. Keep what stands.",
            conflict=conflict.id,
            place=f"{conflict.table}/{conflict.row}/{conflict.field}",
        )
    if not conflict.field:
        return _writing_row(record, conflict, text, unknown)
    if _facts(record, conflict) is None:
        raise BadRequest(
            "'{row}' of {table} is not in the record any more, so nothing can be written there. Keep what stands.",
            row=conflict.row,
            table=table_name(conflict.table),
        )
    if text == standing(record, conflict):
        return ()
    if not text:
        edits = (Edit(act="put", table=conflict.table, row=conflict.row, values={conflict.field: None}),)
        apply(record, edits)
        return edits
    reading = assemble(settle([tidy(_part(conflict, text))], record, unknown=unknown), record)
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if errors or reading.record is None:
        raise BadRequest(
            "The decision on '{conflict}' was not taken:{lines}", conflict=conflict.id, lines=Lines(errors)
        )
    return difference(record, reading.record)


def _writing_row(record: Record, conflict: Conflict, text: str, unknown: Unknown) -> tuple[Edit, ...]:
    if unknown == "create":
        raise BadRequest(
            "The conflict '{conflict}' is about a whole row: keep what stands or take the other, then edit the row.",
            conflict=conflict.id,
        )
    rows = {row.id: row for row in record.rows(conflict.table)}
    facts = row_in_cell(text)
    if facts is None:
        rows.pop(conflict.row, None)
    else:
        rows[conflict.row] = TABLES[conflict.table].model_validate({**facts, "id": conflict.row})
    return difference(record, record.replace(**{conflict.table: tuple(rows.values())}))


def _part(conflict: Conflict, text: str) -> Part:
    origin = Origin(name="/".join(filter(None, (conflict.table, conflict.row, conflict.field))))
    value = _settings_value(conflict, text) if conflict.table == "settings" else text
    if conflict.table in SINGLES:
        row = RawRow(values={conflict.field: value}, origin=origin)
        return Part(name=origin.name, singles={conflict.table: row})
    row = RawRow(values={"id": conflict.row, conflict.field: value}, origin=origin)
    return Part(name=origin.name, tables={conflict.table: (row,)})


def _settings_value(conflict: Conflict, text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadRequest(
            "The setting '{name}' is written as JSON, and this is none. Copy it from an export.", name=conflict.field
        ) from error


def _facts(record: Record, conflict: Conflict) -> dict[str, Any] | None:
    if conflict.table in SINGLES:
        return row_facts(getattr(record, conflict.table))
    if conflict.table not in TABLES:
        return None
    return next((row_facts(row) for row in record.rows(conflict.table) if row.id == conflict.row), None)
