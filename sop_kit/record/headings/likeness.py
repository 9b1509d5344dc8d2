"""How like a heading is to what people call each column: by telling parts, by shared pieces, by spelling."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from sop_kit.record.headings.heading_cues import (
    CUES,
    ELSEWHERE_ENDS,
    FILLERS,
    OPPOSITES,
    PEOPLE_COLUMNS,
    PEOPLE_ENDS,
    TIME_COLUMNS,
    TIME_ENDS,
)
from sop_kit.record.headings.headings import meanings, phrases, without_numbering
from sop_kit.record.model import TABLES

_LONGEST = 100  # characters of a heading that are looked at
_STRENGTHS = (0.85, 0.66, 0.34)  # of a strong, a fair and a weak cue
_LEAST = 0.7  # what is left of a cue's strength when nothing else in the heading is understood
_AT_THE_END = 0.04  # in both languages the word that a heading is about stands last: 输出标准, output standard
_SHARED = 0.85  # of a heading that shares all its pieces with a known one
_SPELLED = 0.9  # of a heading that is spelled like a known one
_AS_GOOD_AS = 0.8
_ELSEWHERE = 0.5  # of a heading that ends in what no column is about, such as a status
_ALONE = 0.7  # of a single shared piece
_PREFIX = 4  # letters: a part this long may begin a word: tool in tools
_FILLING = 0.3  # of a shared piece that says little
_PIECE, _INSIDE = 0.95, 0.75  # of one of several names in a heading, and of what its brackets hold

_BRACKETS = re.compile(r"[(（\[【<《]([^)）\]】>》]*)[)）\]】>》]")
_BETWEEN = re.compile(
    r"[/、|,，;；&+]|\band\b|\bor\b|(?<=[\u4e00-\u9fff])(?:(?<!参)与|和|(?<![涉以])及|或)(?=[\u4e00-\u9fff])"
)
_SIGNS = re.compile(r"[*:：?？!！_\"“”'‘’.。]")
_NAMES = re.compile(r"(?:名称|名|\s+names?)$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z\-']*|[#%]")
_ENDINGS = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")


class Cue(NamedTuple):
    """A part of headings that points to a column, and how strongly."""

    text: str
    strength: float


def likeness(table: str, heading: str) -> Mapping[str, float]:
    """Return how like a heading is to each column of a table, from 0 to 1; columns it is not like are left out."""
    best: dict[str, float] = {}
    for text, weight in _readings(table, heading):
        for column in TABLES[table].model_fields:
            score = weight * _score(table, column, text)
            if score > best.get(column, 0.0):
                best[column] = score
    return best


def contradicts(column: str, heading: str) -> bool:
    """Say whether a heading says the opposite of a column: 上一步 is not what comes next."""
    flat = _flat(heading)
    return any(_place(part, flat) is not None for part in _parts(OPPOSITES.get(column, "")))


def inside_brackets(heading: str) -> str:
    """Return what the brackets of a heading hold: often the unit of the figures beneath."""
    return " ".join(_BRACKETS.findall(_flat(heading))).strip()


def _readings(table: str, heading: str) -> list[tuple[str, float]]:
    """Return the texts a heading can be read as, with how much each counts: whole, without its brackets, in pieces."""
    flat = _flat(heading)
    inside = inside_brackets(heading)
    main = _signless(_BRACKETS.sub(" ", flat)) or _signless(inside)
    pieces = [piece for piece in map(_signless, _BETWEEN.split(main)) if piece]
    readings = [(main, 1.0)]
    if len(pieces) > 1:
        readings += [(piece, _PIECE) for piece in pieces]
    named = _NAMES.sub("", main)
    if named != main and meanings(table, named):
        # 系统名称 names a system: the column is the one that holds systems.
        return [(named, 1.0)]
    if _signless(inside) and _signless(inside) != main:
        readings.append((_signless(inside), _INSIDE))
    return readings


def _flat(heading: str) -> str:
    # A circled number loses its circle in full width folding: numbers are taken off before and after.
    text = unicodedata.normalize("NFKC", without_numbering(heading[:_LONGEST])).casefold()
    text = without_numbering(text)
    # Chinese headings are spaced out to fill their column: 阶　段.
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", " ".join(text.split()))


def _signless(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text).split())


@lru_cache(maxsize=20_000)  # headings come back in file after file
def _score(table: str, column: str, text: str) -> float:
    if contradicts(column, text) or not _can_end_so(column, text):
        return 0.0
    score = max(_by_cues(table, column, text), _by_phrases(table, column, text))
    return score * _ELSEWHERE if _ends(text, ELSEWHERE_ENDS) and not _covers_the_end(table, column, text) else score


def _can_end_so(column: str, text: str) -> bool:
    """Say whether a column can be what the end of a heading is about: 验收人 is a person, not a standard."""
    ends = ((PEOPLE_ENDS, PEOPLE_COLUMNS), (TIME_ENDS, TIME_COLUMNS))
    return all(column in _parts(columns) or not _ends(text, listed) for listed, columns in ends)


@cache
def _endings(listed: str) -> re.Pattern[str]:
    parts = sorted(_parts(listed), key=len, reverse=True)
    return re.compile("|".join(rf"(?:^|[^a-z]){part}" if part.isascii() else part for part in parts))


def _ends(text: str, listed: str) -> bool:
    return any(found.end() == len(text) for found in _endings(listed).finditer(text))


def _covers_the_end(table: str, column: str, text: str) -> bool:
    places = (_place(cue.text, text) for cue in _cues(table, column))
    known = any(phrase.endswith(text[-2:]) for phrase in phrases(table, column))
    return known or any(place is not None and place.stop == len(text) for place in places)


def _by_cues(table: str, column: str, text: str) -> float:
    covered: set[int] = set()
    doubt, ends = 1.0, False
    for cue in _cues(table, column):
        place = _place(cue.text, text)
        if place is None or covered & set(place):
            continue
        covered |= set(place)
        doubt *= 1 - cue.strength
        ends = ends or (place.stop >= len(text) and cue.strength > _STRENGTHS[-1])
    if not covered:
        return 0.0
    score = (1 - doubt) * (_LEAST + (1 - _LEAST) * _understood(text, covered))
    return min(score + (_AT_THE_END if ends else 0.0), 0.99)


def _understood(text: str, covered: set[int]) -> float:
    """Return which share of a heading the cues and the words that say nothing make up."""
    known = set(covered)
    for filler in _fillers():
        place = _place(filler, text)
        if place is not None:
            known |= set(place)
    letters = [place for place, character in enumerate(text) if not character.isspace()]
    return sum(place in known for place in letters) / max(len(letters), 1)


def _by_phrases(table: str, column: str, text: str) -> float:
    pieces = _pieces(text)
    best = 0.0
    for phrase in phrases(table, column):
        other = _pieces(phrase)
        shared = _weight(pieces & other)
        if shared:
            alone = _ALONE if len(pieces & other) == 1 and phrase != text else 1.0
            best = max(best, alone * _SHARED * 2 * shared / (_weight(pieces) + _weight(other)))
        if _AS_GOOD_AS * max(len(phrase), len(text)) <= min(len(phrase), len(text)):
            ratio = difflib.SequenceMatcher(None, phrase, text).ratio()
            if ratio >= _AS_GOOD_AS:
                best = max(best, _SPELLED * ratio)
    return best


@lru_cache(maxsize=20_000)
def _pieces(text: str) -> frozenset[str]:
    """Return what two headings can share: pairs of Chinese characters, Latin words without their endings."""
    found = {_ENDINGS.sub("", word) for word in _LATIN.findall(text)} - _latin_fillers()
    for run in _CHINESE.findall(text):
        found |= {run[place : place + 2] for place in range(len(run) - 1)} or {run}
    return frozenset(found)


def _weight(pieces: Iterable[str]) -> float:
    """Return how much pieces count: one that any heading may hold counts little."""
    return sum(_FILLING if piece in _fillers() else 1.0 for piece in pieces)


def _place(part: str, text: str) -> range | None:
    """Return where a part stands in a text: Chinese anywhere, Latin letters at the start of a word."""
    start = text.find(part)
    while start >= 0 and part[0].isascii() and part[0].isalpha():
        end = start + len(part)
        before = text[start - 1] if start else " "
        starts_word = not (before.isascii() and before.isalnum())
        # Short words must be whole: "no" is not in "notify", "do" is not in "document".
        ends_word = len(part) >= _PREFIX or end == len(text) or not (text[end].isascii() and text[end].isalpha())
        if starts_word and ends_word:
            break
        start = text.find(part, start + 1)
    return range(start, start + len(part)) if start >= 0 else None


@cache
def _cues(table: str, column: str) -> tuple[Cue, ...]:
    """Return the cues of a column, long ones first: the longer one says more."""
    levels = CUES.get(table, CUES["*"]).get(column, "").split("|")
    cues = [Cue(text, strength) for strength, level in zip(_STRENGTHS, levels, strict=False) for text in _parts(level)]
    return tuple(sorted(cues, key=lambda cue: (-len(cue.text), -cue.strength)))


@cache
def _fillers() -> tuple[str, ...]:
    return tuple(_parts(FILLERS))


@cache
def _latin_fillers() -> frozenset[str]:
    return frozenset(_ENDINGS.sub("", word) for word in _fillers() if word.isascii())


@cache
def _parts(listed: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in listed.split(",") if part.strip())
