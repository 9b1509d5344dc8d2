"""The row of a sheet that shows how to fill it in: how it is written, and how it is left out when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sop_kit.errors import Problem
from sop_kit.record.column_notes import example_row
from sop_kit.record.files.reading import warning
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.headings.layout import Line
from sop_kit.record.model import TABLES
from sop_kit.record.tables import Fact
from sop_kit.record.value_labels import choice_names
from sop_kit.words import LANGUAGES, Words, words


def example_cells(say: Words, table: str) -> tuple[str, ...]:
    """Return the row of a table that shows how to fill it in; its number is a mark that can be no row's own."""
    model, example = TABLES[table], example_row(say, table)
    cells = {column: word_of(say, model, column, text) for column, text in example.items()}
    return tuple(say("e.g. ▸") if column == "id" else cells.get(column, "") for column in model.model_fields)


def word_of(say: Words, model: type[Fact], column: str, text: str) -> str:
    """Return what a value is called in front of people when its column takes a few words only, else the value."""
    kind = column_kind(model, column)
    return choice_names(say, model, column).get(text, text) if text and kind.words and not kind.is_list else text


def without_examples(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[Problem]]:
    """Return the lines without rows marked as an example; one that somebody has written into is reported."""
    kept, problems = [], []
    marks = {words(lang)("e.g. ▸") for lang in LANGUAGES}
    for line in lines:
        said = frozenset(line.said()) if any("▸" in cell for cell in line.cells) else frozenset[str]()
        if not marks & said:
            kept.append(line)
        elif said not in _untouched():
            problems.append(
                warning(
                    line.where,
                    "This row is marked as the example and was left out, yet somebody has written into it. If it is to "
                    "count, put a number of its own in place of '{mark}'.",
                    mark=next(iter(marks & said)),
                )
            )
    return tuple(kept), problems


@cache
def _untouched() -> frozenset[frozenset[str]]:
    """Return what stands in the example of each table in each language, in whatever order its columns are."""
    return frozenset(
        frozenset(filter(None, example_cells(words(lang), table))) for lang in LANGUAGES for table in TABLES
    )
