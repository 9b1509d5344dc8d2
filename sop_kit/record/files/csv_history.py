"""The history of a record as CSV: one line a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from sop_kit.record.files.cells import guarded
from sop_kit.record.history import Entry

COLUMNS = (
    *("change", "at_utc", "by", "kind", "why", "notebook", "undoes", "undone_by"),
    *("act", "table", "row", "column", "old", "new"),
)


def write_history(entries: Sequence[Entry]) -> str:
    """Return the history as CSV; a Change without a field has one line, and no cell is run as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        facts = [entry.number, entry.at, entry.by, entry.kind, entry.why, entry.via]
        facts += [entry.undoes or "", entry.undone_by or ""]
        fields: list[tuple[str, ...]] = [(f.act, f.table, f.row, f.column, f.old, f.new) for f in entry.fields]
        writer.writerows([guarded(str(cell)) for cell in (*facts, *field)] for field in fields or [("",) * 6])
    return text.getvalue()
