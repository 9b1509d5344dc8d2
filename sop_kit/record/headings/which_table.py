"""Which table of the record the headings of a file belong to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from sop_kit.record.headings.headings import EVERYDAY, columns_of, meanings, table_of_name
from sop_kit.record.headings.likeness import likeness
from sop_kit.record.headings.mapping import LIKE_ENOUGH
from sop_kit.record.model import TABLES

_MOST_COMPARED = 40  # headings: each is compared with the columns of all tables
# What a workshop leaves is read from files named after it: its few columns would fit many a table of something else.
_BY_NAME_ONLY = EVERYDAY | {"resolutions"}
_MEANT = 0.5  # of what a known heading counts: one that is only like a column


def table_of(name: str, headings: Sequence[str]) -> str:
    """Return the table that a file of columns is, by its name or by its headings; "" when several fit alike."""
    return table_of_name(name) or _table_of_the_kit(name, headings) or _table_of_headings(headings)


def _table_of_the_kit(name: str, headings: Sequence[str]) -> str:
    """Return the table with an everyday name that a file the kit wrote is: all its headings are the columns' names."""
    table = PurePath(name.replace("\\", "/")).stem
    return table if table in EVERYDAY and set(headings) <= set(TABLES[table].model_fields) else ""


def _table_of_headings(headings: Sequence[str]) -> str:
    fits: dict[str, tuple[float, bool]] = {}
    for table, model in TABLES.items():
        if table in _BY_NAME_ONLY:
            continue
        known = columns_of(table, headings)
        others = {column for heading in _unknown(table, headings) if (column := _alike(table, heading))}
        found = set(known) - {"", "id"}
        alike = others - found - {"id"}
        needed = {name for name, field in model.model_fields.items() if field.is_required() and name != "id"}
        if found or alike:
            fits[table] = (len(found) + _MEANT * len(alike), needed <= found | alike)
    best = max(fits.values(), default=None)
    fitting = [table for table, fit in fits.items() if fit == best]
    if not fitting or "steps" in fitting:
        return "steps"
    return fitting[0] if len(fitting) == 1 else ""


def _unknown(table: str, headings: Sequence[str]) -> list[str]:
    return [heading for heading in headings if heading.strip() and not meanings(table, heading)][:_MOST_COMPARED]


def _alike(table: str, heading: str) -> str:
    column, score = max(likeness(table, heading).items(), key=lambda each: each[1], default=("", 0.0))
    return column if score >= LIKE_ENOUGH else ""
