"""The facts of the product line and its settings as CSV: a fact and its value a line, and back."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from sop_kit.errors import Problem
from sop_kit.record.files.cells import guarded, join_list, split_list
from sop_kit.record.files.reading import Origin, Part, RawRow, error
from sop_kit.record.model import Record, row_facts

HEADINGS = ("fact", "value")
_SETTINGS = "settings."
_LISTS = frozenset({"languages"})


def write_facts(record: Record) -> str:
    """Return the facts of the product line as CSV: a line a fact that is known, settings as JSON."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for name, value in row_facts(record.product).items():
        shown = join_list(value) if name in _LISTS else str(value)
        writer.writerow([name, guarded(shown)])
    for name, value in row_facts(record.settings).items():
        writer.writerow([f"{_SETTINGS}{name}", json.dumps(value, ensure_ascii=False)])
    return text.getvalue()


def holds_facts(headings: Sequence[str]) -> bool:
    """Say whether the headings are those of ``write_facts``."""
    return tuple(cell.strip().lower() for cell in headings) == HEADINGS


def read_facts(rows: Sequence[tuple[str, Sequence[str]]], name: str, problems: Sequence[Problem]) -> Part:
    """Return what the lines below the headings say; each row is its place and its cells."""
    found: list[Problem] = list(problems)
    product: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    places: dict[tuple[str | int, ...], str] = {(): name}
    for where, cells in rows:
        fact, value = (cell.strip() for cell in (*cells, "", "")[:2])
        places[(fact.removeprefix(_SETTINGS),)] = where
        if not fact.startswith(_SETTINGS):
            product[fact] = split_list(value) if fact in _LISTS else value
            continue
        try:
            settings[fact.removeprefix(_SETTINGS)] = json.loads(value)
        except ValueError:
            found.append(
                error(where, "The value of '{name}' is no JSON; it was left out. Copy it from an export.", name=fact)
            )
    origin = Origin(name=name, places=places)
    singles = {
        key: RawRow(values=row, origin=origin) for key, row in (("product", product), ("settings", settings)) if row
    }
    return Part(name=name, singles=singles, problems=tuple(found))
