"""How many minutes a cell means: ``90``, ``1.5 h``, ``1小时30分钟``, ``半小时``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

# Minutes → how the unit is written; short forms count only where nothing but a unit can stand.
_LONG: Mapping[float, str] = {
    60.0: "个小时|小时|hours?|hrs?",
    1.0: "分钟|minutes?|mins?",
    1 / 60: "秒钟|seconds?|secs?",
}
_SHORT: Mapping[float, str] = {60.0: "时|h", 1.0: "分|m|'", 1 / 60: "秒|s"}
_ANY = {minutes: f"{_LONG[minutes]}|{_SHORT[minutes]}" for minutes in _LONG}
_DAYS = re.compile(r"天|日|周|月|days?\b|\bd\b|weeks?\b|months?\b")
_AMOUNT = r"(?P<amount>\d+(?:\.\d+)?|半)\s*"
_PART = re.compile(_AMOUNT + rf"(?:(?P<hours>{_ANY[60.0]})|(?P<minutes>{_ANY[1.0]})|(?P<seconds>{_ANY[1 / 60]}))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BRACKETED = re.compile(r"[(（\[【]([^)）\]】]*)|/([^/]*)$")
_CALLED = re.compile(r"^\s*(?:单位|unit|in)?\s*[:：]?\s*|\s+$")
_LONGEST = 40


def minutes_of(text: str, unit: float = 1.0) -> float | None:
    """Return the minutes that a text says, ``None`` when it says none that can be relied upon.

    ``unit`` is how many minutes a bare number counts, as the heading above it says.
    """
    rest = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold().strip()
    if _NUMBER.fullmatch(rest):
        return float(rest) if unit == 1.0 else round(float(rest) * unit, 4)
    minutes, said = 0.0, False
    while rest:
        found = _PART.match(rest)
        if found is None:
            # 1h30: what follows the hours counts minutes
            return minutes + float(rest) if said and _NUMBER.fullmatch(rest) else None
        amount = 0.5 if found["amount"] == "半" else float(found["amount"])
        minutes += amount * (60.0 if found["hours"] else 1.0 if found["minutes"] else 1 / 60)
        rest, said = rest[found.end() :].strip(), True
    return round(minutes, 4) if said else None


def unit_in(heading: str) -> float | None:
    """Return how many minutes the unit in a heading counts: 1 without one, ``None`` for days and longer."""
    flat = unicodedata.normalize("NFKC", heading).casefold()
    # Nothing but a unit stands in such a place: "h" is one in brackets, and 时 is none in 时长.
    places = [_CALLED.sub("", bracket or last) for bracket, last in _BRACKETED.findall(flat)]
    for minutes, names in _ANY.items():
        if any(re.fullmatch(names, place) for place in places):
            return minutes
    for minutes, names in _LONG.items():
        if re.search(rf"(?:^|[^a-z])(?:{names})(?:$|[^a-z])", flat):
            return minutes
    return None if any(_DAYS.match(place) for place in places) else 1.0
