"""What each column of a record is for, and an example of each table: for those who fill a record in."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.record.notes import (
    examples,
    life_examples,
    life_notes,
    product_notes,
    reality_examples,
    reality_notes,
    running_notes,
    workshop_examples,
    workshop_notes,
)
from sop_kit.words import Words

_NOTES = {
    **product_notes.TABLES,
    **running_notes.TABLES,
    **life_notes.TABLES,
    **reality_notes.TABLES,
    **workshop_notes.TABLES,
}
_EXAMPLES = {**examples.TABLES, **life_examples.TABLES, **reality_examples.TABLES, **workshop_examples.TABLES}


def column_note(say: Words, table: str, column: str) -> str:
    """Return what a column of a table is for, in one sentence; the table may be ``product``."""
    return column_notes(say, table).get(column, "")


def column_notes(say: Words, table: str) -> Mapping[str, str]:
    """Return what the columns of a table are for."""
    return _NOTES[table](say)


def example_row(say: Words, table: str) -> Mapping[str, str]:
    """Return what may stand in a row of a table, as an example; words of a column are given as files write them."""
    return _EXAMPLES[table](say)
