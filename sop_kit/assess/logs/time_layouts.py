"""How a time can be written, told from its shape: the text with ``0`` for every digit and capitals for its letters.

All texts of one shape have their year, month, day … in the same places, so that a shape is looked at once and a whole
column is read by its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Half = Literal["", "am", "pm", "noon", "night"]
# Which of the numbers of a date comes first; "" when the date itself says so.
Order = Literal["", "day", "month", "year"]
Count = Literal["", "seconds", "milliseconds", "microseconds", "nanoseconds", "days"]

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = (
    r"(?P<name>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
    r"(?:UARY|RUARY|CH|IL|E|Y|UST|T|TEMBER|OBER|EMBER)?\.?"
)
_WEEKDAY = r"(?:(?:MON|TUE|TUES|WED|WEDNES|THU|THUR|THURS|FRI|SAT|SATUR|SUN)(?:DAY)?\.?,? +)?"
_CHINESE_WEEKDAY = r"(?: *[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?)?"
_HALVES: Mapping[str, Half] = {
    "AM": "am",
    "PM": "pm",
    "上午": "am",
    "早上": "am",
    "凌晨": "am",
    "下午": "pm",
    "中午": "noon",
    "晚上": "night",
}

_DATES = (
    r"(?P<year>0000)(?P<sep>[-/.])(?P<month>00?)(?P=sep)(?P<day>00?)",
    r"(?P<year>0000) ?年 ?(?P<month>00?) ?月 ?(?P<day>00?) ?[日号]?",
    r"(?P<year>0000)(?P<month>00)(?P<day>00)",
    r"(?P<one>00?)(?P<sep>[-/.])(?P<two>00?)(?P=sep)(?P<year>0000)",
    r"(?P<one>00?)(?P<sep>[-/.])(?P<two>00?)(?P=sep)(?P<three>00)",
    rf"{_WEEKDAY}(?P<day>00?)(?:ST|ND|RD|TH)?[-/ .]+{_MONTH}[-/ ,.]+(?P<year>0000|00)",
    rf"(?P<day>00){_MONTH}(?P<year>0000)",
    rf"{_WEEKDAY}{_MONTH}[-/ .]+(?P<day>00?)(?:ST|ND|RD|TH)?[-/ ,.]+(?P<year>0000)",
    rf"(?P<year>0000)[-/ ]{_MONTH}[-/ ](?P<day>00?)",
)
_BEFORE = r"(?P<before>上午|下午|凌晨|早上|中午|晚上)? ?"
_AFTER = r" ?(?P<after>[AP]\.?M\.?|UHR)?"
_CLOCKS = (
    rf"{_BEFORE}(?P<hour>00?)[:H](?P<minute>00)(?::(?P<second>00)(?:[.,:](?P<part>0{{1,9}}))?)?{_AFTER}",
    rf"{_BEFORE}(?P<hour>00?)[时點点](?:(?P<minute>00?)分(?:(?P<second>00?)秒)?|整)?",
    r"(?P<hour>00)(?P<minute>00)(?:(?P<second>00)(?:[.,]?(?P<part>0{1,9}))?)?",
    rf"(?P<hour>00?)\.(?P<minute>00)\.(?P<second>00)(?:[.,](?P<part>0{{1,9}}))?{_AFTER}",
)
_ZONE = (
    r"(?: ?(?P<zone>Z|(?:UTC|GMT)?(?P<sign>[-+])(?P<zone_hour>00?)(?::?(?P<zone_minute>00))?|[A-Z]{3,5})"
    r"(?:\[[A-Z_/+0-]+\])?(?: ?\([^()]*\))?)?"
)
_JOIN = r"(?:T| +|, ?|_|-| AT |(?<=[日号]))"
_COUNTS: tuple[tuple[str, Count], ...] = (
    (r"(?P<whole>00000)(?:\.(?P<part>0{1,15}))?", "days"),
    (r"(?P<whole>0{9,10})(?:\.(?P<part>0{1,9}))?", "seconds"),
    (r"(?P<whole>0{13})(?:\.(?P<part>0{1,9}))?", "milliseconds"),
    (r"(?P<whole>0{16})(?:\.0{1,3})?", "microseconds"),
    (r"(?P<whole>0{19})", "nanoseconds"),
)
_WRITTEN = [re.compile(rf"{date}{_CHINESE_WEEKDAY}(?:{_JOIN}{clock}{_ZONE})?") for date in _DATES for clock in _CLOCKS]
_PACKED = re.compile(
    rf"(?P<year>0000)(?P<month>00)(?P<day>00)(?P<hour>00)(?P<minute>00)(?:(?P<second>00)(?P<part>000)?)?{_ZONE}"
)
# As ``date`` prints it: Mon Apr 29 13:20:00 CST 2024; and as browsers do: Mon Apr 29 2024 13:20:00 GMT+0800 (…).
_PRINTED = re.compile(
    rf"{_WEEKDAY}{_MONTH} +(?P<day>00?) +(?P<hour>00):(?P<minute>00):(?P<second>00)(?:\.(?P<part>0{{1,9}}))?"
    rf"{_ZONE} +(?P<year>0000)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the numbers of a time stand in its text, and what its letters say.

    ``places`` has the begin and end of year, month, day, hour, minute, second, part (of a second), zone_hour and
    zone_minute; of a date whose order nobody knows one, two, three instead; of a count its whole and its part.
    """

    places: Mapping[str, tuple[int, int]]
    count: Count = ""
    month: int = 0  # 1..12 where its name is written
    half: Half = ""
    zone: str | None = None  # "" is UTC, "+" and "-" an offset, other letters an abbreviation; None when none is named
    open: bool = False  # whether the date is three numbers, or two and a year, whose order is not known


def layout_of(shape: str) -> Layout | None:
    """Return how a time of that shape is written, ``None`` when no time is."""
    for pattern, count in _COUNTS:
        found = re.fullmatch(pattern, shape)
        if found:
            return Layout(places=_places(found), count=count)
    for written in (*_WRITTEN, _PACKED, _PRINTED):
        found = written.fullmatch(shape)
        if found:
            return _layout(found)
    return None


def _layout(found: re.Match[str]) -> Layout:
    said = found.groupdict()
    half = said.get("before") or (said.get("after") or "").replace(".", "")
    return Layout(
        places=_places(found),
        month=_MONTHS.index(said["name"]) + 1 if said.get("name") else 0,
        half=_HALVES.get(half, ""),
        zone=_zone(said),
        open=bool(said.get("one")),
    )


def _zone(said: Mapping[str, str | None]) -> str | None:
    if said.get("sign"):
        return said["sign"]
    zone = said.get("zone")
    return "" if zone in {"Z", "UTC", "GMT"} else zone


def _places(found: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Return where the groups made of digits stand."""
    return {name: found.span(name) for name, text in found.groupdict().items() if text and not text.strip("0")}
