"""The headings that a workshop has met and what its people said they mean, kept in its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sop_kit.errors import Problem
from sop_kit.record.files.reading import Mapped
from sop_kit.record.headings.mapping import heading_key, is_letter
from sop_kit.record.headings.mappings_file import MAPPINGS_FILE, read_mappings, with_mappings

_NOT_TO_KEEP = frozenset({"exact", "backwards", "taken", "unknown"})  # what the kit knows by itself, or nobody said


def remembered(folder: Path) -> tuple[Mapping[tuple[str, str], str], tuple[Problem, ...]]:
    """Return what a workshop remembers about headings, and the lines of its file that could not be understood."""
    path = folder / MAPPINGS_FILE
    return read_mappings(path.read_bytes()) if path.is_file() and path.stat().st_size else ({}, ())


def remember(folder: Path, confirmed: Sequence[Mapped]) -> bool:
    """Keep what people said headings mean, for the next file that has them; say whether there was anything new."""
    said = {(each.table, each.heading): each.column for each in confirmed if _is_worth_keeping(each)}
    known, _ = remembered(folder)
    new = {key: column for key, column in said.items() if known.get((key[0], heading_key(key[1]))) != column}
    if not new:
        return False
    path = folder / MAPPINGS_FILE
    before = path.read_bytes() if path.is_file() else b""
    # Written to a side file first: a person may have the file open in a spreadsheet, and half of it is worth nothing.
    side = path.with_suffix(".csv.new")
    side.write_text(with_mappings(before, new), encoding="utf-8-sig", newline="")
    side.replace(path)
    return True


def _is_worth_keeping(mapped: Mapped) -> bool:
    return mapped.how not in _NOT_TO_KEEP and bool(mapped.heading) and not is_letter(mapped.heading)
