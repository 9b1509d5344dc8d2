"""How long is allowed: ``4 h``, ``2 d``, ``90 min``, ``1天12小时`` read as minutes."""

from __future__ import annotations

import re
import unicodedata

from sop_kit.record.headings.durations import minutes_of

_AROUND = re.compile(
    r"^(?:within|in|at most|max(?:imum)?\.?|up to|no (?:longer|more|later) than|less than|under|<=?|≤|不超过|不得超过|"
    r"不晚于|最多|最长|最迟|至多|小于|少于)\s*|\s*(?:or less|at most|max(?:imum)?|之内|以内|内|以下)$"
)
_WORKING = re.compile(r"工作日|个?工作天|(?:work(?:ing)?|business)[\s-]*(?:days?|hours?)|工作小时")
_AMOUNT = r"(?P<amount>\d+(?:\.\d+)?|半)\s*个?\s*"
_LONG_PARTS = re.compile(
    _AMOUNT
    + r"(?:(?P<weeks>weeks?|wks?|w(?![a-z])|周|星期|礼拜)|(?P<days>days?|d(?![a-z])|天|日|自然日|昼夜))"
    + r"(?P<half>半)?[\s,和及又]*"
)
_CHINESE = {numeral: str(n) for n, numeral in enumerate("一二三四五六七八九十", start=1)} | {"两": "2"}
_NUMERAL = re.compile(r"[一二两三四五六七八九十](?=\s*个?(?:天|日|周|星期|礼拜|小时|分钟|分|秒|时))")
_DAY = 24 * 60.0
_BARE = re.compile(r"^\d+(?:\.\d+)?$")


def minutes_allowed(text: str) -> float | None:
    """Return the minutes that a text allows, ``None`` when it says no length of time that can be relied upon.

    Seconds, minutes, hours, days and weeks are read, in English and Chinese, also together (``1 d 12 h``, ``1天半``),
    with words such as "within" or 以内 around them. A number without a unit, months, and working days say no fixed
    length.
    """
    flat = unicodedata.normalize("NFKC", text).casefold().strip()
    rest = _NUMERAL.sub(lambda found: _CHINESE[found.group()], flat)
    for _ in range(2):
        rest = _AROUND.sub("", rest).strip()
    if not rest or _BARE.match(rest):
        return None
    minutes = 0.0
    while found := _LONG_PARTS.match(rest):
        unit = 7 * _DAY if found["weeks"] else _DAY
        minutes += unit * ((0.5 if found["amount"] == "半" else float(found["amount"])) + (0.5 if found["half"] else 0))
        rest = rest[found.end() :]
    if not rest:
        return minutes
    # What follows whole days states its own unit: "1 d 12" says nothing.
    shorter = None if _BARE.match(rest) else minutes_of(rest)
    return None if shorter is None else minutes + shorter


def counts_working_time(text: str) -> bool:
    """Say whether a length is told in working days or hours: only a calendar of the company knows how long that is."""
    return _WORKING.search(unicodedata.normalize("NFKC", text).casefold()) is not None
