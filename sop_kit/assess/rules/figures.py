"""Figures in what people wrote: days, lengths of time, shares, levels, and whether there is any figure at all."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from sop_kit.assess.conformance.spans import minutes_allowed
from sop_kit.errors import Say
from sop_kit.words import Words

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<word>{'|'.join(_MONTHS)})[a-z]*\.?"
_DAY = re.compile(
    r"(?<!\d)(?:(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})"
    r"|(?P<one>\d{1,2})[/.](?P<other>\d{1,2})[/.](?P<last>\d{4}))(?!\d)"
)
_WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?[ -]{_MONTH},?[ -](\d{{4}})(?!\d)")
_MONTH_FIRST = re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\d)")
_MOST_MONTHS = 12
# Minutes → how the unit is written.
_UNITS = {
    1 / 60: r"秒钟?|seconds?\b|secs?\b|s\b",
    1: r"分钟?|minutes?\b|mins?\b|m\b",
    60: r"个?小时|hours?\b|hrs?\b|h\b",
    1440: r"个?工作日|天|日(?!志)|(?:working |business )?days?\b|d\b",
    10080: r"个?星期|周|weeks?\b|w\b",
    43200: r"个?月|months?\b",
}
_AMOUNT = r"(?P<amount>\d+(?:\.\d+)?|半|[一二两三四五六七八九十]|(?:half an?|an?|one|two|three|four|five|ten)(?=[ -]))"
_LENGTH = re.compile(
    rf"(?<![\w.]){_AMOUNT}\s*-?\s*(?:"
    + "|".join(rf"(?P<u{place}>{names})" for place, names in enumerate(_UNITS.values()))
    + ")"
)
_SPELLED = {
    **{word: number for number, word in enumerate("一二三四五六七八九十", start=1)},
    "两": 2,
    "半": 0.5,
    "half a": 0.5,
    "half an": 0.5,
    **dict.fromkeys(("a", "an", "one"), 1),
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
}
_PERCENT = re.compile(r"(?:百分之)?(\d+(?:\.\d+)?)\s*(?:%|per ?cent|pct)|百分之(\d+(?:\.\d+)?)")
_FRACTION = re.compile(r"(?<![\d.])(\d+)\s*/\s*(\d+)(?![\d.])")
_ALL = re.compile(r"\ball\b|\bfull\b|全量|全部|全体")
_WHOLE = 100.0
_LEAST_BARE = 2.0  # a bare 1 may be 1 % or everything

_BOUND = re.compile(
    r"(?P<upper>≥|>=|>|not (?:below|under)|no less than|(?<!not )(?:above|over)|(?<!no )more than|at least"
    r"|(?<!不)高于|(?<!不)超过|不低于)?"
    r"(?P<lower>≤|<=|<|not (?:above|over)|no more than|(?<!not )(?:below|under)|(?<!no )less than|at most"
    r"|(?<!不)低于|不高于|不超过)?"
    r"\s*(?P<number>-?\d[\d,]*(?:\.\d+)?)\s*(?P<unit>%|[a-z]+|[\u4e00-\u9fff]{0,2})"
)
_NUMERAL = re.compile(
    r"\d|[二两三四五六七八九十百千万半][个次条笔件天日周月年小分秒种项份轮级档步倍成人方张班]|[一零][次天日周月小分成倍]|归零"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|twice|zero|none)\b"
)
_RHYTHM = re.compile(
    r"每(?:天|日|周|月|季|年|班|次|个|小时|分钟|隔)|隔(?:天|日|周|月)|双周|季度|工作日|[当次同]天|[当次同]日|[当本下]班|[当次本下]周"
    r"|[周星期]{1,2}[一二三四五六日天]|月[初底末]|交接班"
    r"|\b(?:hourly|daily|nightly|weekly|fortnightly|biweekly|monthly|quarterly|yearly|annually|continuous(?:ly)?"
    r"|(?:every|each|per|a) (?:\w+ ){0,2}(?:second|minute|hour|day|night|shift|week|month|quarter|year|release)s?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|same day|next (?:working |business )?day)\b"
)
_TEXTS_KEPT = 4096  # a dozen rules read each text of a record
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:：]\d{2}(?!\d)|\d{1,2}\s*点")


@dataclass(frozen=True, slots=True)
class Day:
    """An ISO date that stands in a sentence: each language writes it in its own way."""

    date: str

    def said(self, say: Say) -> str:
        """Return the date as the language of ``say`` writes it."""
        return say.day(self.date) if isinstance(say, Words) else self.date


@dataclass(frozen=True, slots=True)
class Bound:
    """A value from which on something is too much (``upper``) or too little, and its unit."""

    upper: bool
    number: float
    unit: str


@lru_cache(maxsize=_TEXTS_KEPT)
def flat(text: str) -> str:
    """Return a text in one width and lower case, so that ２４ Ｈ and 24 h are the same."""
    return unicodedata.normalize("NFKC", text).casefold()


def days_in(text: str) -> tuple[str, ...]:
    """Return the days a text names, as ISO dates, in its order.

    Read are 2026-11-25, 2026/11/25, 2026年11月25日, 25 November 2026, Nov 25, 2026 and 25/11/2026; a day such as
    03/04/2026, which is another one on the other side of the ocean, is not.
    """
    plain = flat(text)
    found = [(match.start(), _numbered(match)) for match in _DAY.finditer(plain)]
    found += [(match.start(), _iso(match[3], match["word"], match[1])) for match in _WORDED.finditer(plain)]
    found += [(match.start(), _iso(match[3], match["word"], match[2])) for match in _MONTH_FIRST.finditer(plain)]
    return tuple(day for _, day in sorted(found) if day)


def _numbered(match: re.Match[str]) -> str:
    if match["year"]:
        return _iso(match["year"], match["month"], match["day"])
    one, other = int(match["one"]), int(match["other"])
    if one == other or one > _MOST_MONTHS:
        return _iso(match["last"], match["other"], match["one"])
    return _iso(match["last"], match["one"], match["other"]) if other > _MOST_MONTHS else ""


def _iso(year: str, month: str, day: str) -> str:
    """Return an ISO date, "" when the calendar has no such day; a month may be a word."""
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    try:
        return dt.date(int(year), number, int(day)).isoformat()
    except ValueError:
        return ""


def last_day(text: str) -> str:
    """Return the latest day a text names, "" when it names none: of ``2026-07-20 → 2026-08-03`` the second."""
    return max(days_in(text), default="")


def days_between(first: str, second: str) -> int:
    """Return how many days lie between two ISO dates, negative when the second is the earlier."""
    return (dt.date.fromisoformat(second) - dt.date.fromisoformat(first)).days


def minutes_in(text: str) -> float | None:
    """Return the first length of time a text names, in minutes; ``None`` when it names none.

    A text that is nothing but a length, of several parts such as ``1 h 30 min``, is read as a whole.
    """
    whole = minutes_allowed(text)
    if whole is not None:
        return whole
    found = _LENGTH.search(flat(text))
    if found is None:
        return None
    amount = _SPELLED.get(found["amount"])
    number = float(found["amount"]) if amount is None else float(amount)
    return next(number * minutes for place, minutes in enumerate(_UNITS) if found.group(f"u{place}"))


def share_in(text: str) -> float | None:
    """Return the first share a text names, in percent; ``None`` when it names none that can be relied upon."""
    plain = flat(text).strip()
    if found := _PERCENT.search(plain):
        return float(found[1] or found[2])
    if (found := _FRACTION.search(plain)) and 0 < int(found[1]) <= int(found[2]):
        return _WHOLE * int(found[1]) / int(found[2])
    if re.fullmatch(r"\d+(?:\.\d+)?", plain) and _LEAST_BARE <= float(plain) <= _WHOLE:
        return float(plain)
    return _WHOLE if _ALL.search(plain) else None


def bounds_in(text: str) -> tuple[Bound, ...]:
    """Return the bounds a text names with a sign or a word before the number: of ``≥ 90 or ≤ 25`` both."""
    return tuple(
        Bound(upper=bool(found["upper"]), number=float(found["number"].replace(",", "")), unit=found["unit"])
        for found in _BOUND.finditer(flat(text))
        if bool(found["upper"]) != bool(found["lower"])
    )


def has_figure(text: str) -> bool:
    """Say whether a text holds a number, in digits or spelled out."""
    return bool(_NUMERAL.search(flat(text)))


def has_time(text: str) -> bool:
    """Say whether a text says when or for how long: a length of time, a day, an hour, or a rhythm such as weekly."""
    plain = flat(text)
    return bool(_LENGTH.search(plain) or _RHYTHM.search(plain) or _CLOCK.search(plain) or days_in(text))
