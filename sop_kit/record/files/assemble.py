"""Lay the parts over each other and check every value: the record they make, and what had to be left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.files.reading import Part, Path, RawRow, Reading, error, in_reading_order, quoted
from sop_kit.record.labels import Named, column_word, table_name
from sop_kit.record.model import TABLES, Head, LogEntry, Record, row_facts
from sop_kit.record.reasons import reason
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product, Row

FactT = TypeVar("FactT", bound=Fact)


def assemble(parts: Sequence[Part], base: Record | None) -> Reading:
    """Return the record that settled parts make over ``base``, with all their problems.

    Rows are matched by id, and a part decides only the columns it states. A value that cannot be taken in is left
    out and the rest of its row kept; a row without what it needs is left out. Without a product there is no record.
    """
    problems = [problem for part in parts for problem in part.problems]
    product = _single("product", Product, parts, base, problems)
    if product is None and not any("product" in part.singles for part in parts):
        problems.append(
            error(
                parts[0].name if parts else "",
                "No file says which product line this is: no record was made. Add 'product:' with an 'id:'.",
            )
        )
    settings = _single("settings", Settings, parts, base, problems) or Settings()
    head = _single("head", Head, parts, base, problems) or Head()
    log = _log(parts, base, problems)
    tables = {table: _table(table, parts, base, problems) for table in TABLES}
    if product is None:
        return Reading(record=None, problems=in_reading_order(problems))
    record = Record.model_validate({"product": product, "settings": settings, "head": head, "log": log, **tables})
    return Reading(record=record, problems=in_reading_order(problems))


def _single(
    key: str, model: type[FactT], parts: Sequence[Part], base: Record | None, problems: list[Problem]
) -> FactT | None:
    columns: dict[str, Any] = row_facts(getattr(base, key)) if base is not None else {}
    found: FactT | None = getattr(base, key) if base is not None else None
    for row in (part.singles[key] for part in parts if key in part.singles):
        checked = _checked(model, columns, row, key, problems)
        if checked is not None:
            found, columns = checked, row_facts(checked)
    return found


def _log(parts: Sequence[Part], base: Record | None, problems: list[Problem]) -> tuple[LogEntry, ...]:
    stated = [part for part in parts if part.log]
    if not stated:
        return base.log if base is not None else ()
    entries = (_checked(LogEntry, {}, row, "log", problems) for row in stated[-1].log)
    return tuple(entry for entry in entries if entry is not None)


def _table(table: str, parts: Sequence[Part], base: Record | None, problems: list[Problem]) -> tuple[Row, ...]:
    rows: dict[str, Row] = {row.id: row for row in base.rows(table)} if base is not None else {}
    for part in parts:
        for raw in part.tables.get(table, ()):
            row_id = str(raw.values["id"])
            before = row_facts(rows[row_id]) if row_id in rows else {}
            row = _checked(TABLES[table], before, raw, table, problems)
            if row is not None:
                rows[row_id] = row
    return tuple(rows.values())


def _checked(
    model: type[FactT], before: Mapping[str, Any], raw: RawRow, table: str, problems: list[Problem]
) -> FactT | None:
    """Return the row that new columns make over those of before; a bad value is reported and the old one stays."""
    values = {**before, **raw.values}
    stated = set(raw.values)
    while True:
        try:
            return model.model_validate({name: value for name, value in values.items() if value is not None})
        except ValidationError as faults:
            details = {str(detail["loc"][0]): detail for detail in reversed(faults.errors(include_url=False))}
        lacking = [column for column in details if _is_needed(model, column) and column not in before]
        for column in sorted(stated & set(details), key=list(values).index):
            detail = details[column]
            problems.append(
                error(
                    raw.at(*detail["loc"]),
                    "'{name}' was left out: {reason}{then}",
                    name=_place(detail["loc"]),
                    reason=reason(detail),
                    then=_consequence(table) if column in lacking else "",
                )
            )
            values.pop(column)
            values |= {column: before[column]} if column in before else {}
        missing = tuple(quoted(column_word(column)) for column in lacking if column not in stated)
        if missing:
            problems.append(_missing(raw, table, missing))
        if lacking or not stated & set(details):
            return None
        stated -= set(details)


def _is_needed(model: type[Fact], column: str) -> bool:
    return column in model.model_fields and model.model_fields[column].is_required()


def _place(path: Path) -> Named | str:
    """Return the name of a column, or the way down to what stands inside it."""
    if len(path) == 1:
        return column_word(str(path[0]))
    return "/".join(str(part + 1 if isinstance(part, int) else part) for part in path)


def _consequence(table: str) -> Phrase:
    return phrase(" No record was made.") if table == "product" else phrase(" Its row was left out.")


def _missing(raw: RawRow, table: str, columns: tuple[Phrase, ...]) -> Problem:
    where = raw.at()
    if table == "product":
        return error(where, "The product line needs {columns}. No record was made.", columns=columns)
    of = table_name(table) if table in TABLES else table
    if not raw.values.get("id"):
        return error(where, "This part of {table} was left out: {columns} must be stated.", table=of, columns=columns)
    return error(
        where,
        "'{id}' of {table} was left out: {columns} must be stated.",
        id=raw.values["id"],
        table=of,
        columns=columns,
    )
