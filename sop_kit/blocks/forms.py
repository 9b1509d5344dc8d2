"""Sheets to be filled in, as frozen facts that travel beside the blocks of a document; cell by cell, top to bottom."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

CellLook = Literal[
    "plain",  # text without a border
    "title",  # of the sheet
    "note",  # small and quiet, without a border
    "part",  # heads a part of the sheet
    "head",  # of a column
    "label",  # of a field
    "field",  # to be filled in, or filled in
    "strong",
    "quiet",
    "figure",
    "date",
    "example",
    "tick",  # a box
    "link",  # to another sheet
]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_serializer(mode="wrap")
    def _without_defaults(self, serialise: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # Most cells are empty: with all their fields a notebook would be twice as large.
        said: dict[str, Any] = serialise(self)
        fields = type(self).model_fields
        return {name: value for name, value in said.items() if getattr(self, name) != fields[name].default}


class FormCell(_Fact):
    """A cell, or ``span`` of them as one; ``beneath`` stands under the text in smaller type."""

    text: str | int | float = ""
    look: CellLook = "field"
    span: int = 1
    beneath: str = ""
    note: str = ""  # shown when somebody points at the cell
    to: str = ""  # the name of the sheet a click leads to


class FormRow(_Fact):
    """A row; ``times`` is how often it stands below itself, ``lines`` how many lines of text it has room for."""

    cells: tuple[FormCell, ...] = ()
    times: int = 1
    lines: int = 1


class Offer(_Fact):
    """What may be put into cells of one column: words to choose from, else a date. Rows and columns count from 0."""

    column: int
    first: int
    last: int
    words: tuple[str, ...] = ()
    only: bool = False  # nothing else may be typed; else the list only helps


class FormSheet(_Fact):
    """One sheet; ``head`` numbers the row (from 0) that stays in sight and stands on each page, -1 for none."""

    name: str
    widths: tuple[float, ...]  # in half-width letters
    rows: tuple[FormRow, ...]
    offers: tuple[Offer, ...] = ()
    head: int = -1
    kept: int = 0  # columns that stay in sight and stand on each page
    landscape: bool = False
    pages_wide: int = 1
    one_page: bool = False
    colour: str = ""  # of its tab
    hidden: bool = False  # for the kit alone
