"""How the first page says things: short, with the person behind a role, and with a way on to what does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline, SpanStyle
from sop_kit.document.prose import is_stale
from sop_kit.document.view import View, person_name, role_name, step_link
from sop_kit.record.model import by_id
from sop_kit.record.tables import Fact, Step

MOST_LINES = 4  # to an answer: six answers and the masthead share one A4 page
_MOST_NAMES = 3
_NAME = 44  # half-width letters of a name, of a phrase in a line, and of the longest phrase
PHRASE = 60
SENTENCE = 96
_LONG_ROLE = 18  # a role's name above this loses what stands in its brackets
_MACHINE = re.compile(r"[(（].*(machine|\bbot\b|机器|自动).*[)）]", re.IGNORECASE)  # that nobody is there must be seen
_OPENING, _CLOSING = "（([【“「『", "）)]】”」』"
_MARKS = "，；。：、！？"
_SPACED_MARKS = ",;:.!?–—"  # end a clause only before a space: 1,000 and 06:30 stay whole


def gist(text: str, most: int = PHRASE) -> str:
    """Return a text in at most so many half-width letters: whole, or up to the end of a clause and "…"."""
    text = " ".join(text.split())
    fitting = _fitting(text, most)
    if fitting == len(text):
        return text
    cuts = [place for place in _clause_ends(text[: fitting + 1]) if place * 3 >= fitting]
    spaces = [place for place in range(fitting, fitting // 2, -1) if text[place] == " "]
    cut = cuts[-1] if cuts else (spaces[0] if spaces else fitting)
    return text[:cut].rstrip() + "…"


def who(view: View, role: str, named: set[str]) -> Inline:
    """Return a role, and at its first mention the persons behind it: ``named`` remembers who was introduced."""
    name = styled(short_role(view, role), "strong")
    if role in named:
        return name
    named.add(role)
    return (*name, *_people(view, role))


def short_role(view: View, role: str) -> str:
    """Return a role's name; a long one without its brackets, unless another role would then bear the same name."""
    name = role_name(view, role)
    short = _without_brackets(name)
    if (
        width(name) > _LONG_ROLE
        and not _MACHINE.search(name)
        and sum(_without_brackets(row.name) == short for row in view.record.roles) <= 1
    ):
        name = short
    return gist(name, _NAME)


def anybody_named(view: View) -> bool:
    """Say whether the record names a person for at least one role."""
    return any(role.people for role in view.record.roles)


def after(view: View, lead: Inline, rest: Iterable[Inline]) -> Inline:
    """Return "lead: rest · rest" in the punctuation of the language."""
    return join([lead, join(list(rest), " · ")], view.say(": "))


def short(view: View, row: Fact, column: str, most: int = PHRASE) -> Inline:
    """Return the text of a column in short; a translation older than its source is marked."""
    style: SpanStyle = "stale" if is_stale(view, row, column) else "plain"
    return styled(gist(str(getattr(row, column)), most), style)


def step_in_short(view: View, step: Step, most: int = PHRASE) -> Inline:
    """Return what a step does, in short, and the link to its card."""
    return join([short(view, step, "action", most), step_link(view, step.id)], " ")


def as_written(view: View) -> Mapping[str, Step]:
    """Return the steps in their authors' words: what is looked for in words is found alike in every language."""
    return by_id(view.source.steps)


def limited(view: View, lines: Sequence[Inline], anchor: str, most: int = MOST_LINES) -> tuple[Inline, ...]:
    """Return the lines that fit; the last one also says how many more there are, and leads to them."""
    if len(lines) <= most:
        return tuple(lines)
    *first, last = lines[:most]
    more = link(view.say("… and {n} more", n=len(lines) - most), anchor)
    return (*first, join([last, more], " "))


def _people(view: View, role: str) -> Inline:
    row, say = view.roles.get(role), view.say
    if row is None or not row.people:
        return styled(say(" (person: open)"), "missing") if anybody_named(view) else ()
    people = _few(view, row.people)
    if not row.deputies:
        return plain(say(" ({people})", people=people))
    return plain(say(" ({people}; deputy: {deputies})", people=people, deputies=_few(view, row.deputies)))


def _few(view: View, people: Sequence[str]) -> str:
    say = view.say
    shown = say.list([gist(_without_brackets(person_name(view, person)), _NAME) for person in people[:_MOST_NAMES]])
    left = len(people) - _MOST_NAMES
    return say("{people} and {n} more", people=shown, n=left) if left > 0 else shown


def _without_brackets(name: str) -> str:
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
