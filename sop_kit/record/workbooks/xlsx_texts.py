"""The long texts of a workbook put back into the cells that stand for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sop_kit.errors import Problem
from sop_kit.record.files.reading import error
from sop_kit.record.headings.layout import Line
from sop_kit.record.workbooks.long_texts import stands_for_a_long_text, whole, whole_texts
from sop_kit.record.workbooks.xlsx_book import BookSheet
from sop_kit.words import LANGUAGES, words

_PIECE_CELLS = 3  # number of the text, number of the piece, piece


def with_whole_texts(sheets: Sequence[BookSheet]) -> list[BookSheet]:
    """Return the sheets but that of the long texts, each text in its cell again.

    A cell whose start somebody has edited is left out and reported, and so is a text that no cell stands for.
    """
    own = next((sheet for sheet in sheets if _is_own(sheet)), None)
    rows = [line.cells for line in own.lines if len(line.cells) >= _PIECE_CELLS] if own else []
    texts = whole_texts((number, piece, text) for number, piece, text, *_ in rows)
    used: set[str] = set()
    found = [_whole(sheet, texts, used) for sheet in sheets if sheet is not own]
    lost = sorted(set(texts) - used, key=int)
    if own and lost:
        message = "No cell stands for the text {number} of this sheet any more; it was left out."
        problems = tuple(error(own.where, message, number=number) for number in lost)
        found.append(replace(own, lines=(), problems=(*own.problems, *problems)))
    return found


def _is_own(sheet: BookSheet) -> bool:
    return any(sheet.name.startswith(words(lang)("Long texts")) for lang in LANGUAGES)


def _whole(sheet: BookSheet, texts: dict[str, str], used: set[str]) -> BookSheet:
    problems: list[Problem] = []
    lines = tuple(_whole_line(line, texts, used, problems) for line in sheet.lines)
    return replace(sheet, lines=lines, problems=(*sheet.problems, *problems))


def _whole_line(line: Line, texts: dict[str, str], used: set[str], problems: list[Problem]) -> Line:
    if not any(stands_for_a_long_text(cell) for cell in line.cells):
        return line
    cells: list[str] = []
    for place, cell in enumerate(line.cells):
        text, number = whole(cell, texts)
        if not number and stands_for_a_long_text(cell):
            problems.append(
                error(
                    line.at(place),
                    "This cell shows only the start of a text that stands on another sheet, and the two do not fit "
                    "together any more; it was left out. Edit the text on the other sheet, or write a short one here.",
                )
            )
            text = ""
        used.add(number)
        cells.append(text)
    return replace(line, cells=cells)
