"""Pages to cut apart: role cards to hand out, note sheets to write on."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CutLine(_Fact):
    """A line of a card: what it is about, what is said there, and how many empty lines there are to write on."""

    label: str
    said: str = ""
    empty: int = Field(default=0, ge=0)


class Cut(_Fact):
    """One card: a title, and its lines in order."""

    title: str
    lines: tuple[CutLine, ...]


class CutSheet(_Fact):
    """A page of cards in ``across`` columns and ``down`` rows; a sheet of one card holds as many copies as fit."""

    across: int = Field(ge=1)
    down: int = Field(ge=1)
    cards: tuple[Cut, ...]


class CutPages(_Fact):
    """A file of such pages."""

    title: str
    lang: Literal["zh", "en"]
    foot: str  # in small letters at the foot of every page
    sheets: tuple[CutSheet, ...]
