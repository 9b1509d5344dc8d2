"""Which column a heading that is known means, in Chinese and English, and which table a file is named after."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import PurePath

from sop_kit.record.alike import folded
from sop_kit.record.headings.heading_words import OTHER_HEADINGS, STEP_HEADINGS
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.model import TABLES
from sop_kit.words import LANGUAGES, words

_LONGEST = 100  # characters of a heading that are looked at
_NUMBERING = re.compile(r"^\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．](?!\d)|[①-⑳])\s*(?=\S)")
_PARTED = re.compile(r"[/|·\n]|(?<=[\u4e00-\u9fff])\s+(?=[A-Za-z])")
# Tables whose own names are everyday words: a sheet of somebody's workbook called Notes is none of a workshop's.
EVERYDAY = frozenset({"phases", "prompts", "notes", "clusters"})
_DECORATION = re.compile(r"[(（\[【].*?[)）\]】]|[*＊:：?？_\-\s]")


def columns_of(table: str, headings: Sequence[str], taken: Collection[str] = ()) -> tuple[str, ...]:
    """Return the column that each heading means, "" for one that means none or one already taken."""
    meant = [meanings(table, heading) for heading in headings]
    found = [""] * len(headings)
    own = {_plain(column) for column in TABLES[table].model_fields}
    # A column's own name comes first, then what means one column only: "步骤" beside "动作" is the title.
    order = sorted(range(len(headings)), key=lambda each: (_plain(headings[each]) not in own, len(meant[each])))
    for number in order:
        free = [column for column in meant[number] if column not in found and column not in taken]
        found[number] = free[0] if free else ""
    return tuple(found)


def meanings(table: str, heading: str) -> tuple[str, ...]:
    """Return the columns of a table that people call exactly so, the likeliest first.

    A heading that says the same twice, such as ``阶段 / Stage``, means what all its parts mean.
    """
    known = _meanings(table)
    whole = known.get(_plain(heading), ())
    parts = [part for part in _PARTED.split(heading[:_LONGEST]) if part.strip()]
    if whole or len(parts) == 1:
        return whole
    meant = [known.get(_plain(part), ()) for part in parts]
    return tuple(column for column in (meant[0] if meant else ()) if all(column in each for each in meant))


def without_numbering(heading: str) -> str:
    """Return a heading without the number that stands before it: ``三、`` ``2.`` ``(4)`` ``①``."""
    return _NUMBERING.sub("", heading)


@cache
def phrases(table: str, column: str) -> tuple[str, ...]:
    """Return what people call a column of a table: its own name, the kit's labels, other words for it."""
    others = (STEP_HEADINGS if table == "steps" else OTHER_HEADINGS).get(column, "").split(",")
    labels = [column_label(words(lang), column) for lang in LANGUAGES]
    spoken = (column.replace("_", " "), *labels, *others)
    return tuple(dict.fromkeys(text.strip().casefold() for text in spoken if text.strip()))


def recognised(headings: Iterable[str]) -> int:
    """Return how many of the headings mean a column of some table."""
    return sum(_plain(heading) in _known_headings() for heading in headings)


def table_of_name(name: str) -> str:
    """Return the table that a file is named after, "" when it is named after none."""
    stem = PurePath(name.replace("\\", "/")).stem
    last = re.split(r"[\s.\-]+", stem)[-1]
    for table, spoken in _table_names().items():
        if {folded(stem), folded(last)} & {folded(word) for word in spoken}:
            return table
    return ""


def product_stem(name: str) -> str:
    """Return the file's name without its suffix and without the name of a table at its end."""
    stem = PurePath(name.replace("\\", "/")).stem.strip()
    for spoken in _table_names().values():
        for word in spoken:
            found = re.fullmatch(rf"(.+?)[\s._-]+{re.escape(word)}", stem, re.IGNORECASE)
            if found:
                return found[1]
    return stem


@cache
def _meanings(table: str) -> Mapping[str, tuple[str, ...]]:
    columns = tuple(TABLES[table].model_fields)
    meanings: dict[str, tuple[str, ...]] = {}
    for column in columns:
        for heading in phrases(table, column):
            key = _plain(heading)
            if key and column not in meanings.get(key, ()):
                meanings[key] = (*meanings.get(key, ()), column)
    # A column's own name means that column and nothing else.
    return meanings | {_plain(column): (column,) for column in columns}


@cache
def _known_headings() -> frozenset[str]:
    return frozenset(heading for table in TABLES for heading in _meanings(table))


@cache
def _table_names() -> Mapping[str, tuple[str, ...]]:
    labels = {table: tuple(table_label(words(lang), table) for lang in LANGUAGES) for table in TABLES}
    return {table: called if table in EVERYDAY else (table, *called) for table, called in labels.items()}


def _plain(heading: str) -> str:
    heading = without_numbering(heading[:_LONGEST])
    return folded(_DECORATION.sub("", heading)) or folded(heading)
