"""The words in which people write days and hours, in English and Chinese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_DAYS = (
    "mon(?:days?)?|(?:周|星期|礼拜)一",
    "tue(?:s(?:days?)?)?|(?:周|星期|礼拜)二",
    "wed(?:nesdays?)?|(?:周|星期|礼拜)三",
    "thu(?:r(?:s(?:days?)?)?)?|(?:周|星期|礼拜)四",
    "fri(?:days?)?|(?:周|星期|礼拜)五",
    "sat(?:urdays?)?|(?:周|星期|礼拜)六",
    "sun(?:days?)?|(?:周|星期|礼拜)[日天]",
)
_WORKING, _WEEKEND, _ALL = frozenset(range(5)), frozenset({5, 6}), frozenset(range(7))
_GROUPS = {
    "weekdays?|work(?:ing)?\\s?days?|business\\s?days?|工作日|平日": _WORKING,
    "weekends?|周末|双休日": _WEEKEND,
    "daily|every\\s?day|all\\s(?:days|week)|any\\s?day|每天|每日|天天|全周": _ALL,
}
_AFTERNOON = "下午|晚上|晚|傍晚|夜里"
_TIME = (
    r"(?:(?P<part>上午|早上|早|凌晨|中午|下午|晚上|晚|傍晚|夜里)\s*)?"
    r"(?P<hour>\d{1,2})(?:\s*(?:[:.h时点])\s*(?P<minute>\d{2})?分?(?P<half>半)?(?::00)?)?\s*(?P<noon>[ap]\.?m\b\.?)?"
)
# The order matters: a row of days before one day, hours written as four digits before those with one or two.
_TOKENS = re.compile(
    "|".join(
        [
            *(f"(?P<day{number}>{words}(?![a-z]))" for number, words in enumerate(_DAYS)),
            *(f"(?P<group{number}>{words})" for number, words in enumerate(_GROUPS)),
            r"(?P<allday>all\s?day|24/7|24\s?h(?:ours)?\b|24\s*小时|全天)",
            r"(?P<closed>closed|none|never|\bnot?\b|no\s+\w+|不[在得可]?|严?禁止?|休息?|关闭?)",
            r"(?P<until>until|till|before|\bby\b|up\s?to|截止到?|截至)",
            r"(?P<since>from|since|after|自|从)",
            r"(?P<dash>[-–—~〜－]|\bto\b|至|到)",
            r"(?P<next>[,;&+|\n、]|\band\b|和|及|与)",
            r"(?P<four>(?:[01]\d|2[0-4])[0-5]\d(?!\d))",
            rf"(?P<time>{_TIME})",
            r"(?P<starting>起|开始)",
            r"(?P<ending>止|前|之前|为止)",
            r"(?P<space>\s+|[()\[\]:.]|\b(?:on|the|in|at|of|only|between|hours?|time|o'clock|deploys?|releases?)\b|的|只|可|在|每|时间|发布|上线|部署|变更|操作)",
        ]
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One piece of what is said: days (none = no day is named) with one span, or that they are closed.

    ``start`` and ``end`` are minutes of the day; ``None`` where only the other one is said.
    """

    days: frozenset[int]
    start: int | None = None
    end: int | None = None
    closed: bool = False


@dataclass(slots=True)
class _Piece:
    """What one piece of the text says while it is read."""

    days: set[int] = field(default_factory=set)
    times: list[int] = field(default_factory=list)
    last_day: int = -1
    row: bool = False  # a dash stood before what comes next
    side: str = ""  # until, since
    closed: bool = False
    sound: bool = True

    @property
    def empty(self) -> bool:
        return not (self.days or self.times or self.closed)


def clauses(text: str) -> tuple[Clause, ...]:
    """Return the pieces of a text about days and hours in order; none when some of it cannot be understood."""
    pieces = _pieces(unicodedata.normalize("NFKC", text).casefold())
    made: list[Clause] = []
    waiting: set[int] = set()  # days that stand before a comma, without hours of their own
    named: frozenset[int] = frozenset()
    for piece in pieces:
        if not piece.sound or len(piece.times) > 2:  # noqa: PLR2004  from, to
            return ()
        if piece.empty:
            continue
        if piece.days and not piece.times and not piece.closed:
            waiting |= piece.days
            continue
        days = frozenset(piece.days | waiting) or (frozenset() if piece.closed else named)
        waiting = set()
        clause = _clause(piece, days, beside=bool(made))
        if clause is None:
            return ()
        named = named if clause.closed else days
        made.append(clause)
    return () if waiting else tuple(made)


def _clause(piece: _Piece, days: frozenset[int], *, beside: bool) -> Clause | None:
    """Return what a piece says; of one time ``beside`` other hours, as in "9:30-17:00, Friday 16:00", it is the end."""
    if piece.closed:
        return None if piece.times or not days else Clause(days=days, closed=True)
    if len(piece.times) == 2:  # noqa: PLR2004  from, to
        return Clause(days=days, start=piece.times[0], end=piece.times[1])
    if piece.side == "since":
        return Clause(days=days, start=piece.times[0])
    ends = piece.side == "until" or (beside and bool(piece.days))
    return Clause(days=days, end=piece.times[0]) if ends else None


def _pieces(text: str) -> list[_Piece]:
    pieces = [_Piece()]
    place = 0
    while place < len(text):
        found = _TOKENS.match(text, place)
        if found is None or found.end() == place:
            return [_Piece(sound=False)]
        if found.lastgroup == "next" or found["next"]:
            pieces.append(_Piece())
        else:
            _take(pieces[-1], found)
        place = found.end()
    return pieces


def _take(piece: _Piece, found: re.Match[str]) -> None:
    day = next((number for number in range(7) if found[f"day{number}"]), None)
    group = next((days for number, days in enumerate(_GROUPS.values()) if found[f"group{number}"]), None)
    if day is not None:
        piece.days |= _row(piece.last_day, day) if piece.row and piece.last_day >= 0 else {day}
        piece.last_day, piece.row = day, False
    elif group is not None:
        piece.days |= group
    elif found["allday"]:
        piece.times += [0, 24 * 60]
    elif found["four"] or found["time"]:
        minute = _minute(found)
        piece.sound = piece.sound and minute is not None
        piece.times.append(minute or 0)
        if piece.row and len(piece.times) == 1:
            piece.side = "until"
        piece.row = False
    elif found["dash"]:
        piece.row = True
    elif found["closed"]:
        piece.closed = True
    elif found["until"] or found["ending"]:
        piece.side = "until"
    elif found["since"] or found["starting"]:
        piece.side = piece.side or "since"


def _row(first: int, last: int) -> set[int]:
    """Return the days from one to another, over the end of the week if need be."""
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


def _minute(found: re.Match[str]) -> int | None:
    """Return the minute of the day that a time says, ``None`` when there is no such time."""
    if found["four"]:
        hour, minute = int(found["four"][:2]), int(found["four"][2:])
    else:
        hour = int(found["hour"])
        minute = 30 if found["half"] else int(found["minute"] or 0)
        if found["noon"]:
            if not 1 <= hour <= 12:  # noqa: PLR2004  the hours of a clock's face
                return None
            hour = hour % 12 + (12 if found["noon"].startswith("p") else 0)
        elif found["part"] and re.fullmatch(_AFTERNOON, found["part"]) and hour < 12:  # noqa: PLR2004
            hour += 12
    return hour * 60 + minute if hour * 60 + minute <= 24 * 60 and minute < 60 else None  # noqa: PLR2004
