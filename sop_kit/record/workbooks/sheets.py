"""What is written into a workbook: sheets of rows under headings, and pages of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Cell = str | int | float | None
Look = Literal["text", "number", "strong", "quiet", "sample"]
LineLook = Literal["title", "heading", "text"]
Shown = Literal["shown", "hidden", "secret"]  # secret: not even in Excel's list of hidden sheets

_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_LONGEST_NAME = 31  # what Excel takes
_RESERVED = frozenset({"history"})  # Excel keeps this name for itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a person may choose from in a cell: words, or what stands in a column of another sheet."""

    words: tuple[str, ...] = ()
    sheet: str = ""  # the name of the other sheet
    column: int = 0  # its column, from 0
    only: bool = False  # nothing else may be typed; else the list only helps


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: its heading and what helps to fill it in."""

    heading: str
    beneath: str = ""  # stands under the heading in smaller type: the heading in the other language
    note: str = ""  # what the column means, shown at the heading
    width: float = 18.0  # in characters; a Chinese character takes two
    look: Look = "text"
    choices: Choices | None = None
    required: bool = False  # marked at the heading
    wanted: bool = False  # an empty cell of a row is tinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows under headings; ``example`` is a row that shows how to fill the sheet in, marked as such."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]] = ()
    example: tuple[str, ...] = ()
    colour: str = ""  # of its tab
    shown: Shown = "shown"
    kept: int = 1  # columns that stay in sight, and are printed on each page
    spare: int = 500  # rows below that offer the choices, too
    cell_choices: Mapping[tuple[int, int], Choices] = field(default_factory=dict)  # row and column, from 0
    wanted_cells: frozenset[tuple[int, int]] = frozenset()  # tinted while they are empty


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line of text; with ``leads_to`` a click on it opens that sheet, and ``beside`` says what is there."""

    text: str
    look: LineLook = "text"
    leads_to: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet of text."""

    name: str
    lines: tuple[PageLine, ...]
    colour: str = ""


def sheet_name(text: str, taken: Sequence[str] = ()) -> str:
    """Return the text as a name that Excel takes for a sheet, and that none of ``taken`` bears."""
    plain = " ".join(text.translate(_NOT_IN_NAMES).split()).strip("'") or "-"
    others = {name.casefold() for name in taken} | _RESERVED
    name, number = _cut(plain, _LONGEST_NAME), 2
    while name.casefold() in others:
        name = f"{_cut(plain, _LONGEST_NAME - 4)} {number}"
        number += 1
    return name


def units(text: str) -> int:
    """Return how long Excel finds a text: a character outside the first plane counts twice."""
    return len(text) + sum(character > "\uffff" for character in text)


def _cut(text: str, limit: int) -> str:
    while units(text) > limit:
        text = text[:-1]
    return text.strip(" '")
