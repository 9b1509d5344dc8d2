"""Which characters can be printed, and what stands in for those that cannot."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from sop_kit.places import kit_path

FAMILIES = ("Noto Sans CJK SC", "Noto Sans", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math")

# Characters with no shape of their own: they hide, join or reorder what stands around them.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_LAYOUT = frozenset("\n\t")
_SELECTORS = frozenset("\ufe0e\ufe0f")
_LINE_END = re.compile(r"\r\n?")


def folder() -> Path:
    """Return the folder of the shipped fonts."""
    return kit_path("templates", "fonts")


@cache
def files() -> tuple[str, ...]:
    """Return the paths of the shipped fonts, the Chinese family first."""
    found = [path for path in folder().iterdir() if path.suffix in {".otf", ".ttf"}]
    return tuple(str(path) for path in sorted(found, key=lambda path: (path.suffix, path.name)))


@cache
def covered() -> frozenset[int]:
    """Return the code points that the shipped fonts cover in regular and in bold."""
    points: set[int] = set()
    for line in (folder() / "coverage.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, _, last = line.partition("..")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(points)


def uncovered(text: str) -> tuple[str, ...]:
    """Return the characters of the text that no shipped font can show, each once, in the order they come."""
    return tuple(dict.fromkeys(char for char in _composed(text) if not _shows(char)))


def printable(text: str) -> str:
    """Return the text with each character that no shipped font can show as its code point, e.g. ``[U+1F600]``."""
    composed = _composed(text)
    if composed.isascii() and composed.isprintable():
        return composed
    return composed.translate({ord(char): code_point(char) for char in set(composed) if not _shows(char)})


def drawable(text: str) -> str:
    """Return the text for a drawing: an empty box for each character that no shipped font can show.

    In a drawing a text has its place measured, and a code point would run out of it. Marks without a width of their own
    are left out; the words beside a drawing name them all.
    """
    composed = _composed(text)
    if composed.isascii() and composed.isprintable():
        return composed
    return "".join(char if _shows(char) else "" if _is_mark(char) else "□" for char in composed)


def visible(text: str) -> str:
    """Return the text with characters nobody can see as their code point; a reader's own fonts show the others."""
    lines = _LINE_END.sub("\n", text)
    if lines.isprintable():
        return lines
    return lines.translate({ord(char): code_point(char) for char in set(lines) if _hides(char)})


def code_point(char: str) -> str:
    """Return what stands in for a character, e.g. ``[U+200B]``."""
    return f"[U+{ord(char):04X}]"


def _composed(text: str) -> str:
    composed = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    if _SELECTORS.isdisjoint(composed):
        return composed
    # A selector only asks for the coloured or the plain shape of the character before it: a print has one shape.
    kept = [
        char
        for before, char in zip(" " + composed, composed, strict=False)
        if char not in _SELECTORS or before.isspace() or not _shows(before)
    ]
    return "".join(kept)


@lru_cache(maxsize=16_384)
def _shows(char: str) -> bool:
    return char in _LAYOUT or (ord(char) in covered() and not _hides(char))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Mn", "Me"}


def _hides(char: str) -> bool:
    return char not in _LAYOUT and (unicodedata.category(char) in _UNSEEN or char in _UNSEEN_LETTERS)
