"""How the first page says things: in whole clauses, in small tables, and with a mark for what is not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sop_kit.blocks.make import join, link, plain, styled, text_of
from sop_kit.blocks.model import Column, Inline, SpanStyle, Table, TableRow
from sop_kit.document.prose import is_stale
from sop_kit.document.view import View, ask_name
from sop_kit.record.model import by_id
from sop_kit.record.tables import Fact, Step

NAME = 44  # half-width letters of a name, of a phrase in a cell, and of the longest sentence
PHRASE = 60
SENTENCE = 84
_OPENING, _CLOSING = "（([【“「『", "）)]】”」』"
_SENTENCE_ENDS = "；。;."
_MARKS = "，；。：、！？"
_SPACED_MARKS = ",;:.!?–—"  # end a clause only before a space: 1,000 and 06:30 stay whole


@dataclass(frozen=True, slots=True)
class Said:
    """What the record answers to a question: a small table, lines below it, and how many more there are."""

    table: Table | None = None
    lines: tuple[Inline, ...] = ()
    more: Inline = ()


def tidy(text: str) -> str:
    """Return a text on one line, its arrows as arrows."""
    return " ".join(text.split()).replace("->", "→")


def gist(text: str, most: int = PHRASE) -> str:
    """Return a text in at most so many half-width letters: whole, or up to the end of a clause and "…"."""
    text = tidy(text)
    fitting = _fitting(text, most)
    if fitting == len(text):
        return text
    cuts = [place for place in _clause_ends(text[: fitting + 1]) if place * 3 >= fitting]
    spaces = [place for place in range(fitting, fitting // 2, -1) if text[place] == " "]
    cut = cuts[-1] if cuts else (spaces[0] if spaces else fitting)
    return text[:cut].rstrip() + "…"


def whole(text: str, most: int) -> str:
    """Return a text, or as many of its first sentences as fit; "" when not even one does."""
    text = tidy(text)
    fitting = _fitting(text, most)
    if fitting == len(text):
        return text
    ends = [place for place in _clause_ends(text[: fitting + 1]) if text[place] in _SENTENCE_ENDS]
    return text[: ends[-1]].rstrip() if ends else ""


def short(view: View, row: Fact, column: str, most: int = PHRASE) -> Inline:
    """Return the text of a column in short; a translation older than its source is marked."""
    style: SpanStyle = "stale" if is_stale(view, row, column) else "plain"
    return styled(gist(str(getattr(row, column)), most), style)


def step_name(view: View, step: Step, most: int = SENTENCE) -> Inline:
    """Return what a step does: its action when that is short, else its title, else the beginning of its action."""
    column = "title" if step.title and width(tidy(step.action)) > most else "action"
    return short(view, step, column, most)


def as_written(view: View) -> Mapping[str, Step]:
    """Return the steps in their authors' words: what is looked for in words is found alike in every language."""
    return by_id(view.source.steps)


def grid(
    columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Inline]], *, heads: bool = False
) -> Table | None:
    """Return a small table without the columns that no row fills; nothing when there is no row."""
    filled = [place for place in range(len(columns)) if any(text_of(row[place]).strip() for row in rows)]
    if not filled:
        return None
    return Table(
        caption="",
        columns=tuple(Column(label=columns[place][0], width=columns[place][1]) for place in filled),
        rows=tuple(TableRow(cells=tuple(row[place] for place in filled)) for row in rows),
        row_heads=heads,
    )


def gap(view: View, what: str, ask: str, mark: str = "") -> Inline:
    """Return a line for what is not known: a short mark, what it is, and with whom to settle it."""
    say = view.say
    said = say("{what} (to be settled with: {who})", what=what, who=ask_name(view, ask))
    return join([styled(mark or say("Not yet known"), "missing"), plain(said)], say(": "))


def more_of(view: View, left: int, anchor: str) -> Inline:
    """Return how many more there are as a link to them; nothing when there are none."""
    return link(view.say("… and {n} more", n=left), anchor) if left > 0 else ()


def without_brackets(name: str) -> str:
    """Return a name up to its first bracket; the whole of it when it begins with one."""
    return re.split(r"[(（]", name, maxsplit=1)[0].strip() or name


def width(text: str) -> int:
    """Return how many half-width letters a text is as wide as."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> int:
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _fitting(text: str, most: int) -> int:
    """Return how many characters of a text fit into so many half-width letters."""
    used = 0
    for place, letter in enumerate(text):
        used += _width(letter)
        if used > most:
            return place
    return len(text)


def _clause_ends(text: str) -> list[int]:
    """Return where clauses of a text end, outside brackets and quotation marks."""
    ends: list[int] = []
    depth = 0
    for place, letter in enumerate(text):
        if letter in _OPENING:
            if depth == 0:
                ends.append(place)
            depth += 1
        elif letter in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and _ends_clause(text, place):
            ends.append(place)
    return ends


def _ends_clause(text: str, place: int) -> bool:
    letter, following = text[place], text[place + 1 : place + 2]
    return letter in _MARKS or (letter in _SPACED_MARKS and following == " ")
