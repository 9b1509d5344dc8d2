"""What the typst template is told about each block: its facts, its sizes on paper, and whether it is short."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import (
    Answer,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Checklist,
    FactLine,
    Figure,
    Fold,
    Heading,
    Inline,
    Picture,
    Table,
    Text,
)
from sop_kit.export import columns, front, paper
from sop_kit.words import Words

# In half-width letters: a line of a card, of a callout; the longest lead fact that may be one of four in a row, and one
# of two.
_CARD_LINE, _CALLOUT_LINE = 119.0, 104.0
_LEAD_OF_FOUR, _LEAD_OF_TWO = 120.0, 300.0
_LEAST_SHARE, _MOST_SHARE = 11.0, 90.0
_THIRDS = 3  # what a row of the other facts is divided into
_SHORT, _HALF_PAGE = 10, 20  # lines: well under a quarter of a page, and under half of it
_TURNED_HEAD = 12  # lines
_AIR, _AIR_OF_A_MATRIX = 2.4, 1.7  # pt: above and below what stands in a cell
_DOTS_PER_MM = 150 / 25.4  # a picture is never blown up beyond that
_TALLEST_PICTURE = 130.0  # mm

# The first page: a line in half-width letters, the part of it that an answer beside another one has, that columns as
# wide as their words may take, and how even the shares of the others are.
_ANSWER_LINE, _HALF, _MOST_FIXED, _SHORT_CELL, _EVEN = 112.0, 0.47, 0.55, 24.0, 0.7
_PAGE = " p. 000"

_RUNNING_TEXT = (Text, Bullets, Callout)


@dataclass(frozen=True, slots=True)
class Drawer:
    """Tells about blocks in one language; ``pictures`` holds the file of each picture by its name."""

    say: Words
    pictures: dict[str, str]

    def facts(self, block: Block) -> dict[str, Any]:
        """Return what the template needs to draw a block."""
        if isinstance(block, Table):
            block = columns.with_readable_heads(block)
        told = block.model_dump(exclude={"data"})
        match block:
            case Figure():
                told |= self._figure(block)
            case Picture():
                told |= self._picture(block)
            case Card():
                told |= _card(block)
            case Table():
                told |= _table(block)
            case Answers():
                _share_out(block, told)
            case Callout():
                heights = (_lines(text, _CALLOUT_LINE) for text in (block.title, *map(text_of, block.body)))
                told["short"] = sum(heights) <= _HALF_PAGE
            case Checklist():
                told["mode_name"], told["mode_meaning"] = front.mode_name(block, self.say)
            case Fold():
                told["blocks"] = [self.facts(inner) for inner in block.blocks]
        return told

    def _figure(self, block: Figure) -> dict[str, Any]:
        drawn = paper.drawing(block.svg)
        if drawn is None:
            return self._lost(block.alt, *block.twin)
        spot = paper.place(drawn.width, drawn.height)
        shown = {"svg": drawn.svg, "file": "", "in_words": paper.in_words(block)}
        return shown | {"width": spot.width, "height": spot.height, "full_width": paper.in_mm(drawn.width)}

    def _picture(self, block: Picture) -> dict[str, Any]:
        file = self.pictures.get(block.name, "")
        if not file or block.width < 1 or block.height < 1:
            return self._lost(block.alt)
        wide, high = block.width / _DOTS_PER_MM, block.height / _DOTS_PER_MM
        scale = min(1.0, paper.ROOM["portrait"][0] / wide, _TALLEST_PICTURE / high)
        words = block.alt or block.caption or block.name
        return {"svg": "", "file": file, "in_words": words, "width": wide * scale, "height": high * scale}

    def _lost(self, *words: str) -> dict[str, Any]:
        lost = self.say("The picture could not be shown. This is what it says:")
        return {"svg": "", "file": "", "lost": lost, "words": words}


def page_of(block: Block) -> paper.Page:
    """Return the kind of page a block needs: a table of many columns needs a turned one."""
    match block:
        case Table():
            return "landscape" if columns.columns(block).turned_page else "portrait"
        case Fold():
            pages = {page_of(inner) for inner in block.blocks}
            return "landscape" if "landscape" in pages else "portrait"
        case _:
            return paper.page_of(block)


def with_drawings_first(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks; a drawing that needs a turned page comes right after the heading of its chapter.

    A turned page ends the page before it. At the beginning of a chapter that costs least: the words about the drawing
    would stand alone on a page otherwise.
    """
    found: list[Block] = []
    for block in blocks:
        start = len(found)
        if isinstance(block, Figure) and page_of(block) != "portrait":
            while start and isinstance(found[start - 1], _RUNNING_TEXT):
                start -= 1
            opening = found[start - 1] if start else None
            start = start if isinstance(opening, Heading) and opening.level == 1 else len(found)
        found.insert(start, block)
    return tuple(found)


def _card(block: Card) -> dict[str, Any]:
    lead = lead_rows([fact for fact in block.facts if fact.role == "lead"])
    others = other_rows([fact for fact in block.facts if fact.role == "normal"])
    evidence = [fact for fact in block.facts if fact.role == "evidence"]
    heights = [1 + max(_lines(text_of(fact.value), _CARD_LINE / len(row)) for fact in row) for row in lead]
    heights += [
        max(_lines(fact.label + text_of(fact.value), _CARD_LINE * thirds / _THIRDS) for fact, thirds in row)
        for row in others
    ]
    heights.append(_lines("".join(fact.label + text_of(fact.value) for fact in evidence), _CARD_LINE))
    return {
        "lead": [[{**fact.model_dump(), "share": _share(fact)} for fact in row] for row in lead],
        "others": [[{**fact.model_dump(), "thirds": thirds} for fact, thirds in row] for row in others],
        "evidence": [fact.model_dump() for fact in evidence],
        "short": _lines(block.title, _CARD_LINE * 0.8) + sum(heights) <= _SHORT,
    }


def _share(fact: FactLine) -> float:
    """Return how much of its row a lead fact gets, relative to the others."""
    return min(_MOST_SHARE, max(_LEAST_SHARE, columns.letters(text_of(fact.value))))


def lead_rows(facts: list[FactLine]) -> list[list[FactLine]]:
    """Return the facts that come first, as many side by side as their texts leave room for: four, two or one."""
    rows: list[list[FactLine]] = []
    for fact in facts:
        row = rows[-1] if rows else []
        longest = max(columns.letters(text_of(one.value)) for one in (*row, fact))
        most = 4 if longest <= _LEAD_OF_FOUR else 2 if longest <= _LEAD_OF_TWO else 1
        if row and len(row) < most:
            row.append(fact)
        else:
            rows.append([fact])
    return rows


def other_rows(facts: list[FactLine]) -> list[list[tuple[FactLine, int]]]:
    """Return the other facts row by row, each with how many thirds of the row it takes; their order stays."""
    rows: list[list[tuple[FactLine, int]]] = []
    free = 0
    for fact in facts:
        long = columns.letters(fact.label + text_of(fact.value)) + 2
        thirds = _THIRDS if "\n" in text_of(fact.value) else min(_THIRDS, math.ceil(long / _CARD_LINE * _THIRDS))
        if thirds > free:
            rows.append([])
            free = _THIRDS
        rows[-1].append((fact, thirds))
        free -= thirds
    # The last of a row takes what is left of it.
    return [[*row[:-1], (row[-1][0], _THIRDS - sum(thirds for _, thirds in row[:-1]))] for row in rows]


def _table(table: Table) -> dict[str, Any]:
    spread = columns.columns(table)
    rooms = [spread.letters(n) for n in range(len(table.columns))]
    # A head on its side is as high as its text is long.
    labelled = zip(table.columns, rooms, strict=True)
    head = max(_TURNED_HEAD if column.turned else _lines(column.label, room) for column, room in labelled)
    rows = [max(_lines(text_of(cell), room) for cell, room in zip(row.cells, rooms, strict=True)) for row in table.rows]
    return {
        "widths": spread.widths,
        "size": spread.size,
        "air": _AIR_OF_A_MATRIX if any(column.turned for column in table.columns) else _AIR,
        "short": head + sum(rows) <= _SHORT,
        "repeats": head <= _HALF_PAGE,
        # A row that high may go on overleaf; the others stay whole.
        "tall": [lines > _HALF_PAGE for lines in rows],
    }


def _share_out(block: Answers, told: dict[str, Any]) -> None:
    """Tell of each answer how wide its columns are, and how many halves of the page it takes."""
    place = 0
    for at, (item, said) in enumerate(zip(block.items, told["items"], strict=True)):
        beside = block.items[at + 1 : at + 2]
        # One that has nobody beside it takes the whole width too: the next could not begin in the middle.
        wide = item.wide or (place == 0 and not (beside and not beside[0].wide))
        said["wide"], said["widths"] = wide, _shares(item.model_copy(update={"wide": wide}))
        place = 0 if wide else 1 - place


def _shares(item: Answer) -> list[float]:
    """Return the share of what is left for each column of an answer's table; 0 for one just as wide as its words."""
    if item.table is None:
        return []
    texts = [
        [column.label, *(_with_page(row.cells[n]) for row in item.table.rows)]
        for n, column in enumerate(item.table.columns)
    ]
    longest = [max(columns.letters(line) for text in each for line in text.split("\n")) for each in texts]
    left = (1.0 if item.wide else _HALF) * _ANSWER_LINE * _MOST_FIXED
    shares = [max(length, _LEAST_SHARE) ** _EVEN for length in longest]
    for n in sorted(range(len(longest)), key=longest.__getitem__)[:-1]:
        left -= longest[n]
        if left < 0 or longest[n] > _SHORT_CELL:
            break
        shares[n] = 0.0
    return shares


def _with_page(cell: Inline) -> str:
    """Return what a cell says, with room for the number of the page its link leads to."""
    return "".join(f"{span.text}{_PAGE}" if span.to.startswith("#") else span.text for span in cell)


def _lines(text: str, room: float) -> int:
    return sum(max(1, math.ceil(columns.letters(line) / room)) for line in text.split("\n"))


def labels(say: Words) -> dict[str, str]:
    """Return the words that the templates print of themselves around the blocks."""
    return {
        "contents": say("Contents"),
        "page": say("p. {page}", page="{page}"),
        "pause_point": say("Pause point"),
        "code": say("No."),
        "check": say("Check"),
        "who": say("Who"),
        "done_by": say("Done by"),
        "date_and_time": say("Date and time"),
        "owner": say("Owner"),
    }
