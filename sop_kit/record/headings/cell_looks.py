"""What the cells beneath a heading look like, and how much that speaks for a column."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from sop_kit.record.alike import folded
from sop_kit.record.files.spoken import column_kind, meant
from sop_kit.record.headings.durations import minutes_of
from sop_kit.record.headings.stage_words import stage_of
from sop_kit.record.model import TABLES, references
from sop_kit.record.tables import Fact

_LOOKED_AT = 60  # cells: the first ones tell
_MOST = 0.6  # of the cells look so: the column does
_NEARLY_ALL = 0.9

_NUMBERED = re.compile(r"[a-z]{0,6}[\s\-_.#]?\d{1,4}(?:[.\-]\d{1,3}){0,3}[.)]?|[①-⑳]", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?:[≤<]|within|at most|不超过)?\s*\d+(?:\.\d+)?\s*"
    r"(?:个?工作日|天|日|个?小时|分钟|分|min|minutes?|h|hrs?|hours?|d|days?|weeks?)"
    r"\s*(?:内|以内)?|t\s*\+\s*\d+|当[天日]|即时|实时|次日|same day|next day|immediately|eod",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"每.{1,4}(?:次)?|daily|weekly|monthly|hourly|quarterly|yearly|(?:each|every) .{1,20}|按需|随时|ad[ -]hoc|"
    r"on demand|continuous(?:ly)?|持续|实时|日|周|月|季度",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s.*)?|\d{1,2}/\d{1,2}/\d{2,4}")
_LINK = re.compile(r"https?://\S+")
_CODES = re.compile(r"[DCHI](?:\s*[,;、/+]\s*[DCHI])*")
_DATES = frozenset({"due", "done", "found", "decided", "start", "end", "watch", "expires", "read_on", "at", "opened"})


def hints(table: str, cells: Sequence[str], *, roles: frozenset[str], ids: frozenset[str]) -> Mapping[str, float]:
    """Return how much the cells of one column speak for (above 0) or against (below 0) each column of a table.

    Parameters
    ----------
    roles
        Names of known roles, as ``folded`` returns them.
    ids
        What stands in the column of this table that looks like its ids; a column that points at them says what is next.
    """
    filled = [cell.strip() for cell in cells if cell.strip()][:_LOOKED_AT]
    if not filled:
        return {}
    model = TABLES[table]
    return {column: weight for column in model.model_fields if (weight := _weight(model, column, filled, roles, ids))}


def columns_by_looks(
    table: str, cells: Mapping[int, Sequence[str]], taken: Collection[str], roles: frozenset[str]
) -> Mapping[int, str]:
    """Return the column of each numbered column of cells that has no heading, as far as it can be guessed.

    Cells that look like one column only come first; what a row cannot be without is then sought from left to right.
    """
    filled = {number: [cell for cell in column if cell.strip()] for number, column in cells.items()}
    filled = {number: column for number, column in filled.items() if column}
    found: dict[int, str] = {}
    first = min(filled, default=0)
    if "id" not in taken and first in filled and looks_numbered(filled[first]):
        found[first] = "id"
    ids = frozenset(folded(cell) for cell in filled[first]) if found else frozenset[str]()
    weighed = [
        (weight, number, column)
        for number, column_cells in filled.items()
        for column, weight in hints(table, column_cells, roles=roles, ids=ids).items()
        if weight > 0 and column not in {*taken, "id"} and (column != "minutes" or table == "steps")
    ]
    for _, number, column in sorted(weighed, key=lambda each: (-each[0], each[1])):
        if number not in found and column not in found.values():
            found[number] = column
    return found | _needed_by_place(table, filled, {*taken, *found.values()}, set(found))


def _needed_by_place(
    table: str, filled: Mapping[int, Sequence[str]], taken: Collection[str], settled: Collection[int]
) -> dict[int, str]:
    """Return columns for what a row cannot be without: the longest text is what is done, the others go by place."""
    needed = [name for name, field in TABLES[table].model_fields.items() if field.is_required()]
    wanted = [name for name in needed if name not in {*taken, "id", "stage"}]
    free = [number for number in sorted(filled) if number not in settled]
    found: dict[int, str] = {}
    if "action" in wanted and free:
        longest = max(free, key=lambda number: sum(map(len, filled[number])) / len(filled[number]))
        found[longest] = "action"
        free = [number for number in free if number > longest] + [number for number in free if number < longest]
        wanted.remove("action")
    return found | dict(zip(free, wanted, strict=False))


def looks_numbered(cells: Sequence[str]) -> bool:
    """Say whether the cells number the rows: short codes or figures, each of them once."""
    filled = [cell.strip() for cell in cells if cell.strip()][:_LOOKED_AT]
    alone = len({folded(cell) for cell in filled}) == len(filled)
    return bool(filled) and alone and _share(filled, _NUMBERED.fullmatch) == 1.0


def _weight(model: type[Fact], column: str, cells: Sequence[str], roles: frozenset[str], ids: frozenset[str]) -> float:
    kind = column_kind(model, column)
    if column == "id":
        return 0.3 if looks_numbered(cells) else -0.3
    if column == "stage":
        named = _share(cells, stage_of)
        return 0.6 if named >= _NEARLY_ALL else 0.45 if named >= _MOST else 0.0
    if column == "next":
        pointing = ids and _share(cells, lambda cell: ids & {folded(part) for part in _arrow_ends(cell)})
        return 0.35 if pointing and pointing >= _MOST else -0.3 if ids else 0.0
    if column == "evidence" and model is TABLES["steps"]:
        return 0.35 if _share(cells, _CODES.fullmatch) >= _NEARLY_ALL else 0.0
    if references(model).get(column) == "roles":
        known = _share(cells, lambda cell: folded(cell) in roles)
        return (0.35 if column in {"role", "owner"} else 0.15) if known >= _MOST else 0.0
    if kind.words:
        known = _share(cells, lambda cell: meant(kind, cell) in kind.words)
        return 0.2 if known >= _NEARLY_ALL else 0.0
    if not (kind.is_list or kind.is_text or kind.is_yes_no):
        timed = _share(cells, lambda cell: minutes_of(cell) is not None)
        return 0.15 if timed >= _MOST else -0.4
    return _of_text(column, cells)


def _of_text(column: str, cells: Sequence[str]) -> float:
    """Return what speaks for a column of free text."""
    patterns = {
        "time_limit": (_WITHIN, 0.25),
        "frequency": (_EVERY, 0.3),
        "link": (_LINK, 0.35),
        "source": (_LINK, 0.3),
    }
    if column in patterns:
        pattern, weight = patterns[column]
        return weight if _share(cells, pattern.fullmatch) >= _MOST else 0.0
    if column in _DATES:
        return 0.2 if _share(cells, _DATE.fullmatch) >= _MOST else 0.0
    if column in {"action", "text", "condition"}:
        return -0.4 if _share(cells, lambda cell: _NUMBERED.fullmatch(cell) or _DATE.fullmatch(cell)) >= _MOST else 0.0
    return 0.0


def _share(cells: Sequence[str], looks_so: Callable[[str], object]) -> float:
    return sum(bool(looks_so(cell)) for cell in cells) / len(cells)


def _arrow_ends(cell: str) -> list[str]:
    bare = re.sub(r"[(（\[【].*?[)）\]】]", "", cell)
    return [part for part in re.split(r"[;,、；，/\s]+", bare) if part]
