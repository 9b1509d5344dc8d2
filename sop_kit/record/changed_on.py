"""Which steps were changed on a day, as the chain of Changes tells."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sop_kit.record.chain import Stored
    from sop_kit.record.model import Record
    from sop_kit.record.store import Store


def steps_changed_on(store: Store, record: Record, day: str) -> frozenset[str]:
    """Return the ids of the steps that people edited on a day of this computer's calendar, an ISO date."""
    # The record's log counts days by UTC: the day before may hold the first hours of this one. What is older is not
    # read at all, for a chain of years must not slow the evening of a workshop.
    try:
        since = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except ValueError:
        return frozenset()
    first = next((entry.first for entry in record.log if entry.day >= since), 0)
    return frozenset(_steps(store.rows(record.product.id, first), day)) if first else frozenset()


def _steps(rows: Iterable[Stored], day: str) -> Iterator[str]:
    for row in rows:
        # A file that was taken in touches every step; that says nothing about what people agreed on.
        if row.kind == "import" or datetime.fromisoformat(row.at).astimezone().date().isoformat() != day:
            continue
        # An erased body is empty: what it said is not told.
        for edit in json.loads(row.body)["edits"] if row.body else ():
            if edit["table"] == "steps" and edit["act"] == "put":
                yield edit["row"]
