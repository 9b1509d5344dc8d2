"""How wide a text is in Word, without asking a font, and how wide the columns of a table become.

The widths are those of the widest of the fonts that may set the text: it may turn out narrower, hardly wider.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_TWENTIETHS = 20
# thousandths of the type size
_NARROW = {
    char: width
    for width, chars in (
        (290, "ijl,.:; '|!"),
        (360, "()[]-`frtI"),
        (430, '/\\{}"*'),
        (500, "csxzJ?"),
        (570, "vykaLeFgT0123456789#$+<=>^~_"),
        (620, "bdhnopquESPXYZBR"),
        (690, "AKCVD&"),
        (760, "GHNOQUw"),
        (920, "mMW%@"),
    )
    for char in chars
}
_OTHER_NARROW, _WIDE, _PICTOGRAPH = 700, 1000, 1350
_BREAKS = re.compile(r"[\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]|(?<=[-–—])(?!\d)")
_BOLD = 1.1
# A word longer than that part of the page is broken rather than given its room.
_LONGEST = 0.38
_FEW_EMS = 4.1


@dataclass(frozen=True, slots=True)
class Needs:
    """What a column wants, in twentieths of a point: to break no word, and to need one line only."""

    least: int
    full: int


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is on one line, in twentieths of a point."""
    return sum(map(_char_width, text)) * size * (_BOLD if bold else 1.0) * _TWENTIETHS / 1000


def lines(text: str, size: float, room: float) -> int:
    """Return how many lines a text takes in that room, at least one."""
    return sum(max(1, -int(-width(line, size) * 1.04 // room)) for line in text.split("\n"))


def needs(texts: Sequence[str], size: float, *, padding: int, room: int, bold: bool = False) -> Needs:
    """Return what a column of these texts wants."""
    pieces = (piece for text in texts for piece in _BREAKS.split(text) if piece)
    least = max((width(piece, size, bold=bold) for piece in pieces), default=0.0)
    full = max((width(line, size, bold=bold) for text in texts for line in text.split("\n")), default=0.0)
    # Chinese may break anywhere, and yet a column of single characters cannot be read.
    least = max(least, min(full, _FEW_EMS * size * _TWENTIETHS))
    least = min(round(least * 1.06), round(room * _LONGEST))
    return Needs(least + padding, max(least, round(full * 1.03)) + padding)


def shared(columns: Sequence[Needs], wishes: Sequence[float], room: int) -> tuple[int, ...]:
    """Return the widths of the columns, together as wide as the room.

    Each gets what it needs to break no word. What is left goes to those that would need more than one line, in the
    proportion of what they lack, long texts somewhat less; what nobody needs is shared as the table wishes.
    """
    least = [column.least for column in columns]
    if sum(least) >= room:
        return _scaled(least, room)
    lacking = [max(0, column.full - column.least) for column in columns]
    left = room - sum(least)
    if sum(lacking) <= left:
        over = left - sum(lacking)
        total = sum(wishes) or 1
        return _scaled(
            [
                column.least + lack + over * wish / total
                for column, lack, wish in zip(columns, lacking, wishes, strict=True)
            ],
            room,
        )
    shares = [lack**0.6 for lack in lacking]
    return _scaled(_filled(least, lacking, shares, left), room)


def _filled(least: Sequence[int], lacking: Sequence[int], shares: Sequence[float], left: float) -> list[float]:
    """Return the widths after the rest was dealt out; a column that has all it lacks takes no more."""
    given = [0.0] * len(least)
    open_ones = {number for number, lack in enumerate(lacking) if lack}
    while open_ones and left > 1:
        total = sum(shares[number] for number in open_ones)
        part = left / total
        full = {number for number in open_ones if lacking[number] - given[number] <= shares[number] * part}
        for number in full or open_ones:
            more = lacking[number] - given[number] if full else shares[number] * part
            given[number] += more
            left -= more
        open_ones = open_ones - full if full else set()
    return [width + more for width, more in zip(least, given, strict=True)]


def _scaled(widths: Sequence[float], room: int) -> tuple[int, ...]:
    total = sum(widths) or 1
    whole = [int(width * room / total) for width in widths]
    whole[-1] += room - sum(whole)
    return tuple(whole)


@lru_cache(maxsize=8192)
def _char_width(char: str) -> int:
    known = _NARROW.get(char)
    if known is not None:
        return known
    if ord(char) >= 0x1F000:  # noqa: PLR2004  pictographs are wider than a Chinese character
        return _PICTOGRAPH
    if unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in "WFA" else _OTHER_NARROW
