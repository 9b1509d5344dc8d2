"""What a record names and does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sop_kit.errors import Problem
from sop_kit.record.alike import did_you_mean
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Fact, Next, Product


def dangling(record: Record) -> tuple[Problem, ...]:
    """Return a warning for every place that names a row which is not in the record, such as ``steps/GC01/next``."""
    known = {table: {row.id for row in record.rows(table)} for table in TABLES}
    found = [*_of_row("product", record.product, references(Product), known)]
    for table, model in TABLES.items():
        for row in record.rows(table):
            found += _of_row(f"{table}/{row.id}", row, references(model), known)
    return (*found, *_translations(record, known))


def named_ids(value: object) -> tuple[str, ...]:
    """Return the ids that the value of a referring column names."""
    if isinstance(value, tuple):
        return tuple(item.to if isinstance(item, Next) else str(item) for item in value)
    return (str(value),) if value else ()


def _of_row(where: str, row: Fact, columns: Mapping[str, str], known: Mapping[str, set[str]]) -> Iterator[Problem]:
    for column, table in columns.items():
        for name in named_ids(getattr(row, column)):
            if name not in known[table]:
                message = f"'{name}' is not among the {_words(table)}.{did_you_mean(name, known[table])}"
                yield Problem(where=f"{where}/{column}", message=message, severity="warning")


def _translations(record: Record, known: Mapping[str, set[str]]) -> Iterator[Problem]:
    for entry in record.translations:
        if entry.table == "product" and not entry.row:
            continue
        if entry.table not in known:
            message = f"There is no table '{entry.table}' to translate.{did_you_mean(entry.table, known)}"
            yield Problem(where=f"translations/{entry.id}/table", message=message, severity="warning")
        elif entry.row not in known[entry.table]:
            meant = did_you_mean(entry.row, known[entry.table])
            message = f"'{entry.row}' is not among the {_words(entry.table)}.{meant}"
            yield Problem(where=f"translations/{entry.id}/row", message=message, severity="warning")


def _words(table: str) -> str:
    return table.replace("_", " ")
