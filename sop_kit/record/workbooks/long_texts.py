"""Texts that are longer than a cell of a workbook takes: in pieces on a sheet of their own, and together again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sop_kit.record.workbooks.sheets import units

CELL_LIMIT = 32_767  # what a cell holds, in UTF-16 units
_PIECE = CELL_LIMIT // 2  # characters: each may count twice
_SHOWN = 300  # characters that stand in the cell itself
_NUMBERS = re.compile(r"[0-9]{2,14}")
_STAND_IN = re.compile(r"(?P<start>.*)… ⟦(?P<sheet>[^⟦⟧]*) (?P<number>[0-9]{1,7})⟧", re.DOTALL)


@dataclass(kw_only=True)
class LongTexts:
    """Collects the texts of one workbook that are too long; ``sheet`` is the name of the sheet that takes them."""

    sheet: str
    pieces: list[tuple[int, int, str]] = field(default_factory=list)  # number of the text, number of the piece, piece
    count: int = 0

    def cell(self, text: str) -> str:
        """Return what stands in the cell: the text, or its start and where the whole text is."""
        # A text that looks like a stand-in would be taken for one: it goes to the other sheet, too.
        if units(text) <= CELL_LIMIT and not _STAND_IN.fullmatch(text):
            return text
        self.count += 1
        starts = range(0, len(text), _PIECE)
        self.pieces += [(self.count, piece, text[at : at + _PIECE]) for piece, at in enumerate(starts, start=1)]
        return f"{text[:_SHOWN]}… ⟦{self.sheet} {self.count}⟧"


def whole_texts(rows: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return the texts that the pieces make, by their number; a row that is no piece counts for nothing."""
    pieces = sorted(
        (int(number), int(piece), text) for number, piece, text in rows if _NUMBERS.fullmatch(number + piece)
    )
    texts: dict[str, str] = {}
    for number, _, text in pieces:
        texts[str(number)] = texts.get(str(number), "") + text
    return texts


def whole(cell: str, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return the whole text of a cell and the number of the long text that it stands for, "" when it is none.

    A cell whose start was edited stands for none: which of the two is right is for a person to say.
    """
    found = _STAND_IN.fullmatch(cell) if cell.endswith("⟧") else None
    text = texts.get(found["number"]) if found else None
    if found is None or text is None or text[:_SHOWN].strip() != found["start"].strip():
        return cell, ""
    return text, found["number"]


def stands_for_a_long_text(cell: str) -> bool:
    """Say whether a cell looks like the start of a text that stands on another sheet."""
    return cell.endswith("⟧") and bool(_STAND_IN.fullmatch(cell))
