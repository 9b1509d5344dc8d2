"""A record said in another language, where its authors gave a translation."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sop_kit.record.files.cells import split_arrows, value_text
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.model import TABLES, Record, by_id, references
from sop_kit.record.tables import Fact, Next, Product, Row, Step, Translation

# Names of the event log: said once, in the list of its activities, and meant wherever the log is shown.
LOG_NAMES = {
    "constraints": ("first_activity", "second_activity"),
    "seen_activities": ("activity",),
    "seen_flows": ("first_activity", "second_activity"),
    "findings": ("activity",),
}
ARROWS = "next"  # the column whose conditions are translated as one cell: S2 [if it fails]; S3
Place = tuple[str, str, str]  # table, row id ("" for the product), column


def in_language(record: Record, lang: str) -> tuple[Record, frozenset[Place]]:
    """Return the record with its translations into ``lang`` in place, and the places whose translation is stale.

    A text without a translation stays as its authors wrote it. A translation is stale when the source text is no
    longer the one it was made from. The conditions of a step's arrows are translated together, in the form of a cell.
    An activity of the event log is translated in ``activity_map`` alone.
    """
    wanted = [entry for entry in record.translations if entry.lang == lang]
    if not wanted or (record.product.languages and record.product.languages[0] == lang):
        return record, frozenset()
    stale: set[Place] = set()
    product = record.product
    tables: dict[str, dict[str, Row]] = {}
    for entry in wanted:
        if entry.table == "product" and entry.field in translatable(Product):
            stale |= _stale(entry, getattr(product, entry.field))
            product = product.model_copy(update={entry.field: entry.text})
        elif entry.table in TABLES and entry.field in translatable(TABLES[entry.table]):
            rows = tables.setdefault(entry.table, by_id(record.rows(entry.table)))
            row = rows.get(entry.row)
            if row is not None:
                stale |= _stale(entry, value_text(getattr(row, entry.field)))
                text = _arrows(row, entry.text) if isinstance(row, Step) and entry.field == ARROWS else entry.text
                rows[entry.row] = row.model_copy(update={entry.field: text})
    said = {name: tuple(rows.values()) for name, rows in tables.items()}
    return _with_log_names(record, record.replace(product=product, **said)), frozenset(stale)


def outdated(record: Record) -> tuple[Place, ...]:
    """Return the places of the record whose translation was made from a text that is no longer the one there."""
    rows: dict[str, dict[str, Row]] = {}
    found: set[Place] = set()
    first = record.product.languages[:1]
    for entry in record.translations:
        table, field = entry.table, entry.field
        if not entry.of or entry.lang in first:
            continue
        if table == "product":
            row: Fact | None = record.product
        elif table in TABLES:
            if table not in rows:
                rows[table] = by_id(record.rows(table))
            row = rows[table].get(entry.row)
        else:
            continue
        # Nearly every translation is fresh: the one comparison comes before all that is asked of a stale one.
        if row is None or entry.of == getattr(row, field, None) or field not in translatable(type(row)):
            continue
        if entry.of != value_text(getattr(row, field)):
            found.add((table, entry.row, field))
    return tuple(sorted(found))


@cache
def translatable(model: type[Fact]) -> tuple[str, ...]:
    """Return the columns of a table that can be said in another language: every text that is no id; of arrows, when."""
    texts = (name for name in model.model_fields if name != "id" and column_kind(model, name).is_text)
    spoken = tuple(name for name in texts if name not in references(model))
    return (*spoken, ARROWS) if ARROWS in model.model_fields else spoken


def _with_log_names(record: Record, said: Record) -> Record:
    """Return the record that was said in another language with the log's activities named alike in all its tables."""
    pairs = zip(record.activity_map, said.activity_map, strict=True)
    names = {source.activity: row.activity for source, row in pairs if source.activity != row.activity}
    # Two activities under one name would be taken for one.
    if not names or len(set(names.values())) < len(names):
        return said
    return said.replace(**{table: _renamed(said.rows(table), columns, names) for table, columns in LOG_NAMES.items()})


def _renamed(rows: tuple[Row, ...], columns: tuple[str, ...], names: Mapping[str, str]) -> tuple[Row, ...]:
    found = ({name: names[told] for name in columns if (told := getattr(row, name)) in names} for row in rows)
    return tuple(row.model_copy(update=new) if new else row for row, new in zip(rows, found, strict=True))


def _arrows(step: Step, text: str) -> tuple[Next, ...]:
    """Return the step's arrows with their conditions in the other language; where they lead stays as it is."""
    said = split_arrows(text)
    if [to for to, _ in said] != [arrow.to for arrow in step.next]:
        return step.next
    pairs = zip(step.next, said, strict=True)
    return tuple(arrow.model_copy(update={"when": when or arrow.when}) for arrow, (_, when) in pairs)


def _stale(entry: Translation, source: str) -> set[Place]:
    fresh = not entry.of or entry.of == source
    return set() if fresh else {(entry.table, entry.row, entry.field)}
