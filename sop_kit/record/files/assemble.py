"""Lay the parts over each other and check every value: the record they make, and what had to be left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from sop_kit.errors import Problem
from sop_kit.record.alike import did_you_mean
from sop_kit.record.files.reading import Part, RawRow, Reading, error, in_reading_order
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.model import TABLES, Head, LogEntry, Record, row_facts
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product, Row

FactT = TypeVar("FactT", bound=Fact)

_NO_RECORD = " No record was made."


def assemble(parts: Sequence[Part], base: Record | None) -> Reading:
    """Return the record that settled parts make over ``base``, with all their problems.

    Rows are matched by id, and a part decides only the columns it states. A value that cannot be taken in is left
    out and the rest of its row kept; a row without what it needs is left out. Without a product there is no record.
    """
    problems = [problem for part in parts for problem in part.problems]
    product = _single("product", Product, parts, base, problems)
    if product is None and not any("product" in part.singles for part in parts):
        message = "No file says which product line this is: no record was made. Add 'product:' with an 'id:'."
        problems.append(error(parts[0].name if parts else "", message))
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
            then = "" if column not in lacking else _NO_RECORD if table == "product" else " Its row was left out."
            problems.append(error(raw.at(*detail["loc"]), _sentence(model, column, detail) + then))
            values.pop(column)
            values |= {column: before[column]} if column in before else {}
        missing = [f"'{column}'" for column in lacking if column not in stated]
        if missing:
            problems.append(error(raw.at(), _missing(raw, table, missing)))
        if lacking or not stated & set(details):
            return None
        stated -= set(details)


def _is_needed(model: type[Fact], column: str) -> bool:
    return column in model.model_fields and model.model_fields[column].is_required()


def _missing(raw: RawRow, table: str, columns: Sequence[str]) -> str:
    if table == "product":
        return f"{' and '.join(columns)} of the product must be stated.{_NO_RECORD}"
    row = f"'{raw.values['id']}' of {table}" if raw.values.get("id") else f"This part of {table}"
    return f"{row} was left out: {' and '.join(columns)} must be stated."


def _sentence(model: type[Fact], column: str, detail: Mapping[str, Any]) -> str:
    """Return what is wrong with a value, and what to write, for somebody who has never seen a type."""
    value = detail["input"]
    shown = f"'{value[:80]}'" if isinstance(value, str) else "what stands here"
    name = "/".join(str(part + 1 if isinstance(part, int) else part) for part in detail["loc"])
    known = column_kind(model, column).words
    match detail["type"]:
        case "missing" | "too_short" | "string_too_short":
            reason = "it is empty, and must be stated"
        case "literal_error" if known:
            words = ", ".join(word for word in known if word)
            reason = f"{shown} is not one of {words}.{did_you_mean(str(value), known)}"
        case "extra_forbidden":
            reason = "this name is not known here"
        case "bool_parsing" | "bool_type":
            reason = f"{shown} is neither yes nor no"
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            reason = f"{shown} is no whole number"
        case "float_parsing" | "float_type" | "finite_number":
            reason = f"{shown} is no number; write only the figure, such as 15"
        case "greater_than_equal" | "less_than_equal":
            limit = detail["msg"].removeprefix("Input should be ")
            reason = f"{value} is out of range: it should be {limit}"
        case "value_error":
            reason = detail["msg"].removeprefix("Value error, ")
        case _:
            reason = f"{shown} does not fit here ({detail['msg']})"
    return f"'{name}' was left out: {reason.rstrip('.') if reason.endswith('..') else reason}" + (
        "" if reason.endswith(("?", ".")) else "."
    )
