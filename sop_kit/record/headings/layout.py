"""How people lay out a table: a title above the headings, headings in two lines, lines that head a group of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.record.headings.headings import meanings, recognised
from sop_kit.record.headings.likeness import likeness
from sop_kit.record.headings.mapping import BETWEEN_LINES, LIKE_ENOUGH, Heading, column_letter
from sop_kit.record.model import TABLES

ROWS_ABOVE_HEADINGS = 10  # a sheet's title may stand above its headings
MOST_COLUMNS = 300  # are looked at: no table of a team is wider, and looking at each takes a while
_LOOKED_AT = 400  # rows beneath a heading: they tell what its column holds
_LONGEST_HEADING = 40  # characters; a longer cell tells something
_LIKE = 0.8  # of what a known heading counts: one that is only like a column
_AS_DATA = 0.5  # a cell that no heading looks like counts against its row
_MOST = 0.5  # of a row's cells are headings: the row is one of headings
_FEWEST, _TWICE = 3, 0.6  # headings that say the same, and their share, before two lines are read as one
_DATA = re.compile(r"[\d\s.,:/\-%]+|[a-zA-Z]{1,4}[-_.]?\d+|https?://.*")
# Under a heading that spans several columns these say nothing of their own: 输出 | 内容, 标准.
_SAYS_NOTHING = frozenset(
    {
        "内容",
        "具体内容",
        "名称",
        "说明",
        "描述",
        "具体",
        "详情",
        "明细",
        "what",
        "name",
        "description",
        "details",
        "content",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a table: the text of its cells, and where it stands.

    ``places`` may give each cell a place of its own, such as ``file.xlsx!Sheet!C4``. ``merged`` numbers the cells (from
    0) that are empty because a merged cell that starts in a line above covers them.
    """

    cells: Sequence[str]
    where: str
    places: Sequence[str] = ()
    merged: frozenset[int] = frozenset()

    def at(self, number: int) -> str:
        """Return the place of a cell, or of the line when cells have none."""
        return self.places[number] if number < len(self.places) else self.where

    def said(self) -> list[str]:
        """Return what stands in the cells that are not empty, white space around it taken off."""
        return [cell.strip() for cell in self.cells if cell.strip()]


Text = tuple[str, tuple[str, ...]]  # a heading as it is shown, and what it can be read as


@dataclass(frozen=True, slots=True, kw_only=True)
class LaidOut:
    """A table taken apart; a table without headings has numbers of columns in their place."""

    above: tuple[Line, ...]
    headings: tuple[Heading, ...]
    body: tuple[Line, ...]
    where: str  # of the headings


def laid_out(lines: Sequence[Line], table: str = "") -> LaidOut | None:
    """Return a table taken apart at its row of headings, ``None`` when there are no lines."""
    candidates = lines[:ROWS_ABOVE_HEADINGS]
    if not candidates:
        return None
    read = [_texts(lines, number, table or "steps") for number in range(len(candidates))]
    start = max(range(len(read)), key=lambda number: (_likely(read[number].says(), table or "steps"), -number))
    first, below = lines[start], start + read[start].lines
    texts = read[start].texts
    body = tuple(lines[below:])
    return LaidOut(above=tuple(lines[:start]), headings=_headings(texts, body, first), body=body, where=first.where)


def without_headings(lines: Sequence[Line]) -> LaidOut:
    """Return a table that has no row of headings: every line is one of its rows."""
    width = max((len(line.cells) for line in lines), default=0)
    first = lines[0] if lines else Line(cells=(), where="")
    headings = _headings([("", ())] * width, lines, Line(cells=(), where=first.where))
    return LaidOut(above=(), headings=headings, body=tuple(lines), where=first.where)


def has_headings(lines: Sequence[Line], table: str) -> bool:
    """Say whether one of the first lines is a row of headings."""
    said = [[(cell,) for cell in line.said()] for line in lines[:ROWS_ABOVE_HEADINGS]]
    return any(_likely(headings, table) >= _MOST * len(headings) > 0 for headings in said)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Headings as one line or two hold them: each as it is shown, and what it can be read as."""

    texts: list[Text]
    lines: int

    def says(self) -> list[tuple[str, ...]]:
        return [says for text, says in self.texts if text.strip()]


def _texts(lines: Sequence[Line], number: int, table: str) -> _Texts:
    below = number + 1
    if below < len(lines) and _goes_on(lines[number], lines[below], table):
        return _Texts(_joined(lines[number], lines[below]), 2)
    return _Texts([(cell, (cell,)) for cell in lines[number].cells], 1)


def _likely(headings: Sequence[Sequence[str]], table: str) -> float:
    """Return how many of them are headings; what looks like data counts against the line."""
    scores = [max(_as_heading(text.strip(), table) for text in says) for says in headings[:MOST_COLUMNS]]
    # Known headings count even among many that look like data, such as Q1, Q2, Q3.
    return max(sum(scores), sum(score for score in scores if score > 0) / 2)


def _as_heading(cell: str, table: str) -> float:
    if recognised([cell]) or meanings(table, cell):
        return 1.0
    if _DATA.fullmatch(cell):
        return -_AS_DATA
    if len(cell) > _LONGEST_HEADING:
        return 0.0
    return _LIKE if max(likeness(table, cell).values(), default=0.0) >= LIKE_ENOUGH else 0.0


def _goes_on(first: Line, second: Line, table: str) -> bool:
    """Say whether the second line goes on with the headings: under groups, or with the same in another language."""
    top, sub = _stripped(first), _stripped(second)
    width = max(len(top), len(sub))
    top, sub = top + [""] * (width - len(top)), sub + [""] * (width - len(sub))
    said = [cell for cell in sub if cell]
    if not said or any(_DATA.fullmatch(cell) or len(cell) > _LONGEST_HEADING for cell in said):
        return False
    if all(top):
        if {cell.casefold() for cell in top} <= set(TABLES[table].model_fields):
            return False  # the kit wrote them: in one language, on one line
        twice = sum(bool({*meanings(table, above)} & {*meanings(table, sub[place])}) for place, above in enumerate(top))
        return twice >= max(_FEWEST, _TWICE * len(top))
    groups = [number for number in range(width - 1) if top[number] and not top[number + 1] and sub[number + 1]]
    beneath_one = all(not sub[number] or not top[number] or number in groups for number in range(width))
    # A title above the headings groups nothing: in two lines, some headings take the height of both.
    tall = [cell for number, cell in enumerate(top) if cell and not sub[number]]
    likely = sum(_as_heading(cell, table) for cell in said)
    return bool(groups) and beneath_one and bool(tall) and likely >= _MOST * len(said)


def _joined(first: Line, second: Line) -> list[Text]:
    """Return each heading as it is shown, with what it can be read as."""
    top, sub = _stripped(first), _stripped(second)
    width = max(len(top), len(sub))
    joined: list[Text] = []
    group = ""
    for number in range(width):
        above = top[number] if number < len(top) else ""
        beneath = sub[number] if number < len(sub) else ""
        group = above or group
        spanned = above if above or not beneath else group
        if not beneath or not spanned:
            joined.append((spanned or beneath, (spanned or beneath,)))
        elif beneath.casefold() in _SAYS_NOTHING:
            joined.append((f"{spanned}{BETWEEN_LINES}{beneath}", (spanned,)))
        else:
            joined.append(
                (f"{spanned}{BETWEEN_LINES}{beneath}", (beneath, f"{spanned} {beneath}", spanned if above else beneath))
            )
    return joined


def _headings(texts: Sequence[Text], body: Sequence[Line], line: Line) -> tuple[Heading, ...]:
    """Return the headings with the first cells beneath each.

    A heading that is empty above cells that are not is called by the letter of its column.
    """
    filled = {number for each in body for number, cell in enumerate(each.cells) if cell.strip()}
    shown = [
        " ".join(text.split()) or (column_letter(number) if number in filled else "")
        for number, (text, _) in enumerate(texts)
    ]
    return tuple(
        Heading(
            text=shown[number],
            says=says if text.strip() else (),
            cells=_beneath(body, number) if number < MOST_COLUMNS else (),
            where=line.at(number),
        )
        for number, (text, says) in enumerate(texts)
    )


def _stripped(line: Line) -> list[str]:
    return [cell.strip() for cell in line.cells]


def _beneath(lines: Sequence[Line], number: int) -> tuple[str, ...]:
    return tuple(line.cells[number] for line in lines[:_LOOKED_AT] if number < len(line.cells))
