"""Any table of the record as a table of blocks: labels for headings, names for ids, and only the columns in use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, get_origin

from sop_kit.blocks.make import join, plain, text_of
from sop_kit.blocks.model import Column, Inline, Table, TableRow
from sop_kit.document.prose import prose
from sop_kit.document.view import View, person_name, role_name
from sop_kit.record.files.cells import join_arrows
from sop_kit.record.labels import column_label
from sop_kit.record.model import references
from sop_kit.record.tables import Row, Step
from sop_kit.record.value_labels import choice_names

WIDE = 2.0
_USUAL = 1.2
_NARROW = 0.3
# In half-width letters: an upright page from edge to edge, the padding of a column, and the longest words that a column
# is made wide enough for.
_PAGE = 86.0
_PADDING = 2.2
_LONGEST_WORD = 12
_LONGEST_RUN = 6  # of Chinese, which may break anywhere
_DATES = frozenset({"at", "opened", "closed", "due", "done"})
_SHORT = _DATES | {"id", "stage", "step", "chapter", "version", "minutes", "quiz"}
Stacked = str | tuple[str, ...]  # a column, or several in one
_WORD = re.compile(r"[^\s\u2e80-\uffff]+|[\u2e80-\uffff]+")


def row_table(
    view: View, caption: str, rows: Sequence[Row], columns: Sequence[Stacked], *, wide: frozenset[str]
) -> Table:
    """Return rows of one table of the record under the labels of ``columns``; those in ``wide`` get more room.

    Several columns in one stand below each other in the same cell.
    """
    stacks = [(column,) if isinstance(column, str) else column for column in columns]
    labels = [" · ".join(column_label(view.say, name) for name in names) for names in stacks]
    cells = [tuple(join([cell(view, row, name) for name in names], "\n") for names in stacks) for row in rows]
    # A column of one word out of a few is never long, whatever its name stands for in other tables.
    prose = {name for name in wide if not any(_is_choice(row, name) for row in rows[:1])}
    widths = _column_widths(
        [_longest_word([label, *(text_of(each[n]) for each in cells)]) + _PADDING for n, label in enumerate(labels)],
        [max(WIDE if name in prose else _weight(name) for name in names) for names in stacks],
        [bool(_DATES & set(names)) for names in stacks],
    )
    return Table(
        caption=caption,
        columns=tuple(Column(label=label, width=width) for label, width in zip(labels, widths, strict=True)),
        rows=tuple(TableRow(cells=each) for each in cells),
    )


def used_columns(rows: Sequence[Row], columns: Sequence[Stacked]) -> tuple[Stacked, ...]:
    """Return those of the columns that say something in at least one row."""

    def used(name: str) -> bool:
        return any(getattr(row, name) not in ("", (), None, False) for row in rows)

    stacks = [column if isinstance(column, str) else tuple(filter(used, column)) for column in columns]
    return tuple(column for column in stacks if (used(column) if isinstance(column, str) else column))


def cell(view: View, row: Row, column: str) -> Inline:
    """Return what a row says in a column, in the words of the view's language."""
    value = getattr(row, column)
    naming = {"roles": role_name, "people": person_name}.get(references(type(row)).get(column, ""))
    if isinstance(row, Step) and column == "next":
        return plain(join_arrows((arrow.to, arrow.when) for arrow in row.next))
    if isinstance(value, tuple):
        return plain(view.say.list([naming(view, str(item)) if naming else str(item) for item in value]))
    if naming and value:
        return plain(naming(view, value))
    if _is_choice(row, column):
        return plain(choice_names(view.say, type(row), column)[value]) if value else ()
    if isinstance(value, str):
        return prose(view, row, column)
    if value is None or value is False:
        return ()
    return plain(f"{value:g}" if isinstance(value, float) else str(value))


def _is_choice(row: Row, column: str) -> bool:
    fields = type(row).model_fields
    return column in fields and get_origin(fields[column].annotation) is Literal


def _longest_word(texts: Sequence[str]) -> int:
    words = (word for text in texts for word in _WORD.findall(text))
    return max(
        (min(len(w), _LONGEST_WORD) if w[0] < "\u2e80" else min(2 * len(w), _LONGEST_RUN) for w in words), default=0
    )


def _column_widths(needs: Sequence[float], weights: Sequence[float], kept: Sequence[bool]) -> list[float]:
    """Return the widths of columns in letters: their longest words first, what is left over by weight.

    Where there is not enough for all words, the ``kept`` ones have theirs: a date that breaks is read as two numbers.
    """
    spare = _PAGE - sum(needs)
    if spare >= 0:
        share = spare / (sum(weights) or 1.0)
        return [round(need + share * weight, 2) for need, weight in zip(needs, weights, strict=True)]
    others = sum(need for need, keep in zip(needs, kept, strict=True) if not keep)
    shrunk = max((others + spare) / others, 0.1) if others else 1.0
    return [round(need if keep else need * shrunk, 2) for need, keep in zip(needs, kept, strict=True)]


def _weight(column: str) -> float:
    return _NARROW if column in _SHORT else _USUAL
