"""How wide a text is and how it breaks into lines, without asking a font.

The widths are those of the wider fonts in the kit's font stack: a text may turn out narrower than measured, hardly
wider.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

ELLIPSIS = "…"
BOLD = 1.07  # bold letters against regular ones; full-width characters keep their width
_FEW = 1.5  # of the type size; a first line shorter than that is left empty
_LONELY = 0.25  # of the room; a last line shorter than that looks forgotten

# thousandths of the type size
_THOUSANDTHS = {
    char: width
    for width, chars in (
        (284, "ijl,.:; '"),
        (345, "()[]|-!`"),
        (395, "frtI/\\{}"),
        (480, 'csxz"?*'),
        (530, "vykaJ_"),
        (572, "0123456789#$+<=>^~eLFg"),
        (620, "bdhnopquEPSTXYVZABRK"),
        (735, "CGDU&"),
        (775, "HNOQ"),
        (935, "mMw%@W"),
    )
    for char in chars
}
_NOT_AT_A_LINE_START = frozenset("，。、；：？！）》」』】〕〉”’…—·,.;:?!)]}%")
_NOT_AT_A_LINE_END = frozenset("（《「『【〔〈“‘([{")
_HOLDS_THE_NEXT = frozenset("<>=≤≥≈~")  # a sign stays with its figure
_BREAK_AFTER = frozenset("-/_")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text broken into lines; ``cut`` when the last line ends in an ellipsis because more did not fit."""

    lines: tuple[str, ...]
    cut: bool = False


def clean(text: str) -> str:
    """Return the text on one line, without the characters that XML cannot hold."""
    if text.isprintable():  # then its only blanks are plain ones
        return " ".join(text.split())
    # surrogates (Cs), controls (Cc) and non-characters would make the whole picture unreadable
    kept = (" " if char.isspace() else char for char in text if char.isspace() or _is_printable(char))
    return " ".join("".join(kept).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is when set in that size."""
    return sum(map(_bold_width if bold else _char_width, text)) * size / 1000


@lru_cache(maxsize=4096)
def fit(  # noqa: PLR0913 - a text has this many sides
    text: str, *, room: float, size: float, most_lines: int, bold: bool = False, taken: float = 0.0
) -> Fitted:
    """Break a text into lines no wider than ``room``; ``taken`` is how much of the first line is already in use.

    Lines break at spaces, after hyphens and slashes and between Chinese characters (punctuation stays with its
    word); a word wider than the room is broken. A text that needs more than ``most_lines`` ends in an ellipsis.
    """
    text = clean(text)
    if taken + width(text, size, bold=bold) <= room:
        return Fitted((text,) if text else ())
    chunks = _measured(text, size, bold=bold)
    lines = _wrap(chunks, room, size, bold=bold, taken=taken)
    if taken and lines[0] and width(lines[0], size, bold=bold) < _FEW * size:
        # better nothing than a letter or two beside what is there already
        lines = _wrap(chunks, room, size, bold=bold, taken=room)
        taken = room
    if len(lines) > 1 and width(lines[-1], size, bold=bold) < _LONELY * room:
        lines = _balanced(chunks, lines, room, size, bold=bold, taken=taken)
    if len(lines) <= most_lines:
        return Fitted(tuple(line.rstrip() for line in lines))
    rest = "".join(lines[most_lines - 1 :])
    kept = [line.rstrip() for line in lines[: most_lines - 1]]
    left = room - (taken if most_lines == 1 else 0.0)
    return Fitted((*kept, shorten(rest, room=left, size=size, bold=bold)), cut=True)


@lru_cache(maxsize=4096)
def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide the widest piece is that cannot be broken well."""
    return max((chunk.bare for chunk in _measured(clean(text), size, bold=bold)), default=0.0)


def shorten(text: str, *, room: float, size: float, bold: bool = False) -> str:
    """Return the beginning of the text that fits together with an ellipsis."""
    left = room - width(ELLIPSIS, size, bold=bold)
    taken: list[str] = []
    for cluster in _clusters(text):
        left -= width(cluster, size, bold=bold)
        if left < 0:
            break
        taken.append(cluster)
    return "".join(taken).rstrip() + ELLIPSIS


class _Chunk(NamedTuple):
    """A piece of a text that stays on one line: how wide it is, and without the blanks at its end."""

    text: str
    wide: float
    bare: float


@lru_cache(maxsize=1024)
def _measured(text: str, size: float, *, bold: bool) -> tuple[_Chunk, ...]:
    """Return the pieces of a text; a picture asks for those of the same text for every width it tries."""
    return tuple(
        _Chunk(chunk, width(chunk, size, bold=bold), width(chunk.rstrip(), size, bold=bold)) for chunk in _chunks(text)
    )


def _wrap(chunks: Sequence[_Chunk], room: float, size: float, *, bold: bool, taken: float) -> list[str]:
    lines: list[str] = []
    line, used = "", taken
    for chunk, wide, bare in chunks:
        if used + bare <= room:
            line += chunk
            used += wide
            continue
        if line or used:
            lines.append(line)
        line, used = chunk, wide
        if bare > room:
            *full, line = _broken(chunk, room, size, bold=bold)
            lines.extend(full)
            used = width(line, size, bold=bold)
    # blanks at line ends stay: the lines of a text that gets cut are joined again
    return [*lines, line] if line else lines


def _balanced(  # noqa: PLR0913 - a text has this many sides
    chunks: Sequence[_Chunk], lines: list[str], room: float, size: float, *, bold: bool, taken: float
) -> list[str]:
    """Return as many lines with more on the last one, if narrower lines bring that about."""
    for narrower in (0.92, 0.84, 0.76):
        if taken < narrower * room or taken >= room:
            tried = _wrap(chunks, narrower * room, size, bold=bold, taken=taken)
            if len(tried) == len(lines) and width(tried[-1], size, bold=bold) >= _LONELY * room:
                return tried
    return lines


def _broken(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for cluster in _clusters(word):
        wide = width(cluster, size, bold=bold)
        if piece and used + wide > room and not cluster.isspace():
            pieces.append(piece)
            piece, used = "", 0.0
        piece += cluster
        used += wide
    return [*pieces, piece]


def _chunks(text: str) -> list[str]:
    chunks: list[str] = []
    for cluster in _clusters(text):
        if chunks and not (_may_break(chunks[-1][-1], cluster[0]) and chunks[-1].rstrip()[-1:] not in _HOLDS_THE_NEXT):
            chunks[-1] += cluster
        else:
            chunks.append(cluster)
    return chunks


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NOT_AT_A_LINE_START or before in _NOT_AT_A_LINE_END:
        return False
    return before == " " or before in _BREAK_AFTER or _is_wide(before) or _is_wide(after)


def _clusters(text: str) -> list[str]:
    if text.isascii():
        return list(text)
    clusters: list[str] = []
    for char in text:
        if clusters and (_is_mark(char) or clusters[-1][-1] == _JOINER):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


@lru_cache(maxsize=4096)
def _char_width(char: str) -> float:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _THOUSANDTHS:
        return _THOUSANDTHS[base]
    if _is_mark(char):
        return 0.0
    if ord(char) >= 0x1F000:  # noqa: PLR2004 - pictographs are wider than a Chinese character
        return 1300.0
    return 1000.0 if _is_wide(char) else 750.0


@lru_cache(maxsize=4096)
def _bold_width(char: str) -> float:
    regular = _char_width(char)
    return regular if _is_wide(char) else regular * BOLD


@lru_cache(maxsize=4096)
def _is_wide(char: str) -> bool:
    # "ambiguous" characters such as … and “ are full width in the Chinese fonts of the stack
    return unicodedata.east_asian_width(char) in "WFA"


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    return char == _JOINER or unicodedata.category(char) in ("Mn", "Me")


@lru_cache(maxsize=4096)
def _is_printable(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and ord(char) & 0xFFFE != 0xFFFE  # noqa: PLR2004
