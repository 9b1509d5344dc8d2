"""How often a cell says that something is done: ``每周 1–2 次``, ``twice a week``, ``hourly at minute 5``, ``每例``.

What it understands: "every", "each", "per", 每, 隔 with a unit from second to year, also 双周, 半年, "every other
day"; so many times in a unit (``3 次/周``, ``3 times per day``, ``一天两次``); ``hourly`` to ``annually``; days of the
week, as a list or a range; working days (five a week); a day of the month; hours of the clock, each counted once. A
range counts its middle. A day counts seven times a week, and a year has 365.25 days. What stands in brackets is no
part of it. Not counted are "biweekly", "bimonthly" and 周末, which mean two things each, and a text of which anything
is left over: better a gap with a name than a wrong figure.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

WEEK = 7.0  # days
_YEAR = 365.25
_MONTH = _YEAR / 12
_WORKING_DAYS = 5
_LONGEST = 80  # characters: longer texts say more than how often

_NUMBERS = {
    "half an": 0.5,
    "half a": 0.5,
    "half": 0.5,
    "半个": 0.5,
    "半": 0.5,
    "once": 1.0,
    "twice": 2.0,
    "thrice": 3.0,
    "other": 2.0,
    "second": 2.0,
    "third": 3.0,
    **{
        word: float(number)
        for number, words in enumerate(
            (
                *("one 一", "two 二 两", "three 三", "four 四", "five 五", "six 六", "seven 七", "eight 八"),
                *("nine 九", "ten 十", "eleven 十一", "twelve 十二"),
            ),
            start=1,
        )
        for word in words.split()
    },
    # Two figures of a Chinese guess: its middle.
    "一两": 1.5,
    "两三": 2.5,
    "三四": 3.5,
    "三五": 4.0,
}
# Days of one unit → how it is written.
_UNITS = {
    1 / 86400: r"秒钟|秒|seconds?|secs?",
    1 / 1440: r"分钟|minutes?|mins?",
    1 / 24: r"个?小时|个?钟头|hours?|hrs?",
    WEEK / _WORKING_DAYS: r"个?工作日|(?:working|work|business|week)[ -]?days?",
    1.0: r"天|日|晚|days?|mornings?|evenings?|nights?",
    WEEK: r"周|个?星期|个?礼拜|weeks?|wk",
    2 * WEEK: r"fortnights?",
    _MONTH: r"个?月|months?",
    3 * _MONTH: r"个?季度|季|quarters?",
    _YEAR: r"年|years?",
}
_ADVERBS = {
    "hourly": 1 / 24,
    "daily": 1.0,
    "nightly": 1.0,
    "weekly": WEEK,
    "fortnightly": 2 * WEEK,
    "monthly": _MONTH,
    "quarterly": 3 * _MONTH,
    "half-yearly": _YEAR / 2,
    "semi-annually": _YEAR / 2,
    "yearly": _YEAR,
    "annually": _YEAR,
}
_ENGLISH_DAYS = "mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_DAY_NAMES = (("mon", "一"), ("tue", "二"), ("wed", "三"), ("thu", "四"), ("fri", "五"), ("sat", "六"), ("sun", "日"))
_DAY_PLACES = {name: place for place, names in enumerate(_DAY_NAMES) for name in names} | {"天": 6}

_NUMBER = rf"(?:\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_COUNT = rf"(?P<count>{_NUMBER})(?:\s*(?:-|至|到|to|or)\s*(?P<most>{_NUMBER}))?"
_UNIT = "|".join(f"(?P<u{place}>{names})" for place, names in enumerate(_UNITS.values()))
_TIMES = r"(?:次|回|遍|times?|x|×)"
_IN_UNITS = tuple(
    re.compile(pattern)
    for pattern in (
        # every 2 weeks, 每两周, 每周 1-2 次
        rf"(?:once\s+)?(?:every|each|per|每隔?|按)\s*(?P<n>{_NUMBER})?\s*(?:{_UNIT})\s*(?:{_COUNT}\s*{_TIMES})?",
        # twice a week, 3 times per day, 3x/week, 4 次/周
        rf"{_COUNT}\s*{_TIMES}?\s*(?:\ban?\b|\bper\b|\bevery\b|\beach\b|/|每)\s*(?P<n>{_NUMBER})?\s*(?:{_UNIT})",
        # 一天两次, 两周一次
        rf"(?P<n>{_NUMBER})\s*(?:{_UNIT})\s*{_COUNT}\s*{_TIMES}",
        # on working days, 工作日
        rf"(?:on\s+|daily\s+on\s+|每天\s*)?(?:{_UNIT})(?:\s*{_COUNT}\s*{_TIMES})?",
    )
)
_BARE_UNIT = WEEK / _WORKING_DAYS  # other units say how often only with "every" before them
_ADVERB = re.compile(rf"(?:{_COUNT}\s*{_TIMES}?\s*)?(?P<adverb>{'|'.join(_ADVERBS)})(?:\s*at (?:minute|:)\s*\d+)?")
_EVERY_OTHER = re.compile(rf"每?[隔双]一?(?:{_UNIT})(?:\s*一次)?")
_DAY_OF_MONTH = re.compile(
    r"(?P<every>每个?(?:月|季度|季|年)|[月季年](?=[初底末])|monthly|quarterly|yearly|annually|"
    r"(?:every|each) (?:month|quarter|year))\s*"
    r"(?:(?:on|by)(?: the)?|the)?\s*(?:(?P<days>\d+(?:[、,和/]\d+)*)\s*(?:st|nd|rd|th|日|号)|[月季年]?[初底末]|"
    r"(?:第.|最后一)个?(?:工作日|周.)|(?:first|last) (?:(?:working|business) )?\w+day)"
)
_CHINESE_DAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_DAY = rf"(?:{_CHINESE_DAY}|\b(?:{_ENGLISH_DAYS})s?\b)"
_DAY_RANGE = re.compile(rf"({_DAY})\s*(?:-|to|through|至|到)\s*({_DAY})")
_DAY_LIST = re.compile(rf"{_DAY}(?:\s*(?:[、,/&和及与]|\band\b)?\s*(?:{_DAY}|[一二三四五六日天]))*")
_BEFORE_DAYS = re.compile(r"(?:每逢?|every|each|on|weekly|weekly on|every week on|每周)?")
_ONE_DAY = re.compile(rf"[一二三四五六日天]|\b(?:{_ENGLISH_DAYS})")

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_ABOUT = re.compile(
    r"大约|约|大概|左右|至少|最少|\b(?:about|around|roughly|approximately|approx\.?|at least|ca\.)\s*|各一次"
)
_OPENING, _ENDING = re.compile(r"^(?:一般|通常|固定)"), re.compile(r"[\s.,;:。、]+$")
_PART = r"早上|清晨|上午|中午|下午|傍晚|晚上|夜里|夜间|凌晨|早间|晚间|in the (?:morning|afternoon|evening)"
_CLOCK = r"(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:am|pm)?|\d{1,2}\s*(?:am|pm)\b|\d{1,2}\s*点(?:半|\d{1,2}分?)?)"
_LINK = r"(?:\s|[,、;]|\b(?:at|by|before|from|and)\b|[和与及在于])*"
_ZONE = r"(?:\s*(?:utc|gmt|cet|cest|bst|est|pst|北京时间|london time|local time))?(?:\s*(?:之前|以前|前|之后|后|起))?"
_WINDOW = re.compile(rf"{_LINK}(?:{_PART})?\s*{_CLOCK}\s*(?:-|to|至|到)\s*{_CLOCK}{_ZONE}")
_HOUR = re.compile(rf"{_LINK}(?:(?:{_PART})?\s*{_CLOCK}{_ZONE}|(?:{_PART}))")

_ALWAYS = re.compile(
    r"continuous(?:ly)?|always(?: on)?|constantly|(?:in )?real[- ]?time|streaming|around the clock|24\s*[x×/]\s*7|"
    r"7\s*[x×*]\s*24(?:小时)?|持续(?:进行)?|连续|实时|不间断|常驻|一直|全天候"
)
_EACH = re.compile(
    r"(?:(?:for|on|per|after|before|with|upon|once) )?(?:each|every|per|any) .+|(?:as|when|if|where) .+|on demand|"
    r"ad[ -]hoc|on request|irregular(?:ly)?|event[- ]driven|"
    r"每(?:一|逐)?(?:例|次|单|班|笔|条|个|批|起|件|轮|版|份|项|遇|逢|当|有).*|逐.+|按需|随时|不定期|临时|视情况|.+时|.+后|.+前"
)
_PERIOD = re.compile(
    rf"(?:每|every|each|per)\s*(?:{_NUMBER}|few|several|几|数|若干)?\s*(?:{_UNIT})(?![a-z])|{'|'.join(_ADVERBS)}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HowOften:
    """How often something is done.

    ``times``: ``a_week`` times a week. ``each``: as often as something comes, such as an alert. ``always``: it never
    stops, so it has no runs to count.
    """

    kind: Literal["times", "each", "always"]
    a_week: float | None = None


@lru_cache(maxsize=4096)  # the same few words come back in step after step
def how_often(text: str) -> HowOften | None:
    """Return how often a text says that something is done; ``None`` when it does not say it for sure."""
    if len(text) > _LONGEST:
        return None
    said = _plain(text)
    if _ALWAYS.fullmatch(said):
        return HowOften(kind="always")
    days = _days_between(said)
    if days:
        return HowOften(kind="times", a_week=WEEK / days)
    return HowOften(kind="each") if _EACH.fullmatch(said) and not _names_a_period(said) else None


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFKC", text).casefold()
    said = re.sub(r"[‐‑–—−~]", "-", said)
    said = said.replace("早中晚", "早上、中午、晚上").replace("早晚", "早上、晚上")
    said = _ABOUT.sub("", _BRACKETS.sub(" ", said))
    return _OPENING.sub("", _ENDING.sub("", " ".join(said.split())))


def _days_between(said: str) -> float | None:
    """Return how many days lie between two runs; ``None`` or 0 when it cannot be said."""
    in_month = _DAY_OF_MONTH.fullmatch(_HOUR.sub("", said).strip())
    if in_month:
        return _of_month(in_month)
    windows = len(_WINDOW.findall(said))
    bare = _WINDOW.sub("", said)
    hours = len(_HOUR.findall(bare))
    bare = _HOUR.sub(" ", bare).strip(" ,、;")
    rule = _period(bare)
    if rule is None:
        return None
    days, counted = rule
    if days < 1 and (windows or hours):
        return None  # every hour, but of how many hours a day?
    return days if counted else days / max(1, hours)


def _period(bare: str) -> tuple[float, bool] | None:
    """Return the days between two runs, and whether the text itself counts the runs."""
    found = _EVERY_OTHER.fullmatch(bare)
    if found:
        return 2 * _unit(found), False
    found = _ADVERB.fullmatch(bare)
    if found:
        return _ADVERBS[found["adverb"]] / _count(found), found["count"] is not None
    for place, pattern in enumerate(_IN_UNITS):
        found = pattern.fullmatch(bare)
        if found is None or (place == len(_IN_UNITS) - 1 and _unit(found) != _BARE_UNIT):
            continue
        n = found.groupdict().get("n")
        return (_number(n) if n else 1.0) * _unit(found) / _count(found), found["count"] is not None
    days = _weekdays(bare)
    return (WEEK / days, False) if days else None


def _weekdays(bare: str) -> int:
    """Return on how many days of the week, 0 when the text is no list of days."""
    spans = _DAY_RANGE.fullmatch(_BEFORE_DAYS.sub("", bare, count=1).strip())
    if spans:
        first, last = (_day(spans[place]) for place in (1, 2))
        return (last - first) % 7 + 1
    found = _DAY_LIST.search(bare)
    if found is None or not _BEFORE_DAYS.fullmatch(bare[: found.start()].strip()) or bare[found.end() :].strip():
        return 0
    return len({_day(each) for each in _ONE_DAY.findall(re.sub("周|星期|礼拜", "", found[0]))})


def _day(text: str) -> int:
    return _DAY_PLACES[text[:3] if text.isascii() else text[-1]]


def _of_month(found: re.Match[str]) -> float:
    every = found["every"]
    unit = _YEAR if "年" in every or "year" in every or "annual" in every else _MONTH
    unit = 3 * _MONTH if "季" in every or "quarter" in every else unit
    return unit / len(re.split(r"[、,和/]", found["days"] or ""))


def _unit(found: re.Match[str]) -> float:
    return next(days for place, days in enumerate(_UNITS) if found[f"u{place}"])


def _count(found: re.Match[str]) -> float:
    if found["count"] is None:
        return 1.0
    count = _number(found["count"])
    # "0 times" says that it is not done: no time lies between two runs.
    return ((count + _number(found["most"])) / 2 if found["most"] else count) or float("inf")


def _number(text: str) -> float:
    return _NUMBERS[text] if text in _NUMBERS else float(text)


def _names_a_period(said: str) -> bool:
    """Say whether a text that waits for something also names a period: of the two it means both."""
    return _PERIOD.search(said) is not None
