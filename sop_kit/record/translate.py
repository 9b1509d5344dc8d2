"""A record said in another language, where its authors gave a translation."""

from __future__ import annotations

from sop_kit.record.model import TABLES, Record, by_id, prose
from sop_kit.record.tables import Product, Row, Translation

Place = tuple[str, str, str]  # table, row id ("" for the product), column


def in_language(record: Record, lang: str) -> tuple[Record, frozenset[Place]]:
    """Return the record with its translations into ``lang`` in place, and the places whose translation is stale.

    A text without a translation stays as its authors wrote it. A translation is stale when the source text is no
    longer the one it was made from.
    """
    wanted = [entry for entry in record.translations if entry.lang == lang]
    if not wanted or (record.product.languages and record.product.languages[0] == lang):
        return record, frozenset()
    stale: set[Place] = set()
    product = record.product
    tables: dict[str, dict[str, Row]] = {}
    for entry in wanted:
        if entry.table == "product" and entry.field in prose(Product):
            stale |= _stale(entry, getattr(product, entry.field))
            product = product.model_copy(update={entry.field: entry.text})
        elif entry.table in TABLES and entry.field in prose(TABLES[entry.table]):
            rows = tables.setdefault(entry.table, by_id(record.rows(entry.table)))
            row = rows.get(entry.row)
            if row is not None:
                stale |= _stale(entry, getattr(row, entry.field))
                rows[entry.row] = row.model_copy(update={entry.field: entry.text})
    said = {name: tuple(rows.values()) for name, rows in tables.items()}
    return record.replace(product=product, **said), frozenset(stale)


def _stale(entry: Translation, source: str) -> set[Place]:
    fresh = not entry.of or entry.of == source
    return set() if fresh else {(entry.table, entry.row, entry.field)}
