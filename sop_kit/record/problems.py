"""What a record names and does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.alike import MOST_HINTS, did_you_mean
from sop_kit.record.labels import table_name
from sop_kit.record.model import TABLES, Record, references
from sop_kit.record.tables import Fact, Next, Product


def dangling(record: Record) -> tuple[Problem, ...]:
    """Return a warning for every place that names a row which is not in the record, such as ``steps/GC01/next``."""
    named = {table for model in (Product, *TABLES.values()) for table in references(model).values()}
    named |= TABLES.keys() & {entry.table for entry in record.translations}
    known = {table: {row.id for row in record.rows(table)} for table in named}
    lost = list(_lost(record, known))
    hinted = [_problem(each, did_you_mean(each.name, known.get(each.table, TABLES))) for each in lost[:MOST_HINTS]]
    return (*hinted, *(_problem(each, "") for each in lost[MOST_HINTS:]))


def named_ids(value: object) -> tuple[str, ...]:
    """Return the ids that the value of a referring column names."""
    if isinstance(value, tuple):
        return tuple(item.to if isinstance(item, Next) else str(item) for item in value)
    return (str(value),) if value else ()


@dataclass(frozen=True, slots=True)
class _Lost:
    """A name that stands somewhere and is not in its table; table is "" when the name is that of a table."""

    where: str
    name: str
    table: str


def _lost(record: Record, known: Mapping[str, set[str]]) -> Iterator[_Lost]:
    yield from _lost_in_rows("", (record.product,), known)
    for table in TABLES:
        yield from _lost_in_rows(table, record.rows(table), known)
    for entry in record.translations:
        if entry.table == "product" and not entry.row:
            continue
        if entry.table not in known:
            yield _Lost(f"translations/{entry.id}/table", entry.table, "")
        elif entry.row not in known[entry.table]:
            yield _Lost(f"translations/{entry.id}/row", entry.row, entry.table)


def _lost_in_rows(table: str, rows: Sequence[Fact], known: Mapping[str, set[str]]) -> Iterator[_Lost]:
    """Yield what the rows of a table name and nobody has; without a table the only row is the product."""
    columns = references(type(rows[0])) if rows else {}
    # Thousands of ratings name no row at all: they are not looked at.
    for row in rows if columns else ():
        for column, target in columns.items():
            for name in named_ids(getattr(row, column)):
                if name not in known[target]:
                    where = f"{table}/{getattr(row, 'id', '')}" if table else "product"
                    yield _Lost(f"{where}/{column}", name, target)


def _problem(lost: _Lost, hint: Phrase | str) -> Problem:
    if lost.table:
        what = phrase("'{name}' is not in {table}.{hint}", name=lost.name, table=table_name(lost.table), hint=hint)
    else:
        what = phrase("A record has no table '{name}'.{hint}", name=lost.name, hint=hint)
    return Problem(where=lost.where, what=what, severity="warning")
