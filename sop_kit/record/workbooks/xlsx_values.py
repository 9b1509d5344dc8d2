"""The text that a person saw in a cell: figures and dates as their format shows them, none of their digits lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from sop_kit.record.workbooks.xlsx_package import xml_of

_YEAR_MONTH, _MONTH_DAY, _YEAR_MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"', 'yyyy"年"m"月"d"日"'
_HOUR, _SECOND = 'h"时"mm"分"', 'h"时"mm"分"ss"秒"'
# What Excel and WPS in Chinese mean by numbers for which a file may state no format.
_CHINESE_FORMATS: Mapping[int, str] = {
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy",
    31: _YEAR_MONTH_DAY,
    **dict.fromkeys((32, 34, 55), _HOUR),
    **dict.fromkeys((33, 35, 56), _SECOND),
}
_GENERAL = "General"
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_ASIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<sign>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<figure>[0#?][0#?,.]*|\.[0#?]+)|(?P<plain>.)'
)
_CURRENCY = re.compile(r"\$(?P<sign>[^-]*)")
_NOT_PLAIN = re.compile(r"[Ee][+-]|/|General|@", re.IGNORECASE)
_FAR = 30  # powers of ten beyond which a figure is left as the file writes it
_EXACT_DIGITS = 15  # Excel keeps no more of a figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Formats:
    """How the cells of a workbook show their figures: the format of each style, and from when days are counted."""

    of_style: tuple[str, ...]
    from_1904: bool

    def format_of(self, style: int) -> str:
        """Return the format of a style; one that the workbook does not state shows figures as they are."""
        return self.of_style[style] if style < len(self.of_style) else _GENERAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure as a person saw it, and as plain digits for a column that takes figures."""

    text: str
    plain: str
    cut: bool = False  # it had more digits than Excel keeps


def read_formats(chunks: Iterable[bytes], *, from_1904: bool) -> Formats:
    """Return the formats that the XML of a workbook's styles states."""
    stated: dict[int, str] = {}
    styles: list[int] = []
    inside = [False]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            stated[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", _GENERAL)
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            styles.append(_whole(attributes.get("numFmtId")))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    xml_of(chunks, start=start, end=end)
    known = {**BUILTIN_FORMATS, **_CHINESE_FORMATS, **stated}
    return Formats(of_style=tuple(known.get(number, _GENERAL) for number in styles), from_1904=from_1904)


def shown(value: str, style: int, formats: Formats) -> Shown:
    """Return a figure of a cell as a person saw it; what is no figure comes back as it is."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return Shown(text=value, plain=value)
    if not number.is_finite() or abs(number.adjusted()) > _FAR:
        return Shown(text=value, plain=value)
    form = formats.format_of(style)
    plain = _plain(number)
    if is_date_format(form):
        return Shown(text=_moment(float(number), form, formats) or plain, plain=plain)
    cut = number == number.to_integral_value() and number.adjusted() >= _EXACT_DIGITS
    return Shown(text=_formatted(number, form) or plain, plain=plain, cut=cut)


def _plain(number: Decimal) -> str:
    """Return the figure with the digits that Excel keeps: what 0.1 + 0.2 gives is 0.3."""
    digits = number.adjusted() + 1
    kept = round(number, max(0, _EXACT_DIGITS - digits)) if digits <= _EXACT_DIGITS else number
    text = f"{kept:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _formatted(number: Decimal, form: str) -> str:
    """Return the figure with the zeros, separators, units and signs of its format, "" for a format beyond this."""
    section = form.split(";", maxsplit=1)[0]
    if _NOT_PLAIN.search(_ASIDE.sub("", section)):
        return ""
    figures: list[str] = []
    before, after = "", ""
    percent = False
    for token in _TOKEN.finditer(section):
        currency = _CURRENCY.match(token["bracket"] or "")
        literal = token["quoted"] or token["sign"] or token["plain"] or (currency["sign"] if currency else "")
        if token["figure"]:
            figures.append(token["figure"])
        elif figures:
            after += literal
        else:
            before += literal
        percent = percent or token["plain"] == "%"
    if len(figures) != 1 or figures[0].endswith(","):
        return ""
    digits = _digits(abs(number) * 100 if percent else abs(number), figures[0])
    return f"{'-' if number < 0 else ''}{before}{digits}{after}".strip()


def _digits(number: Decimal, figure: str) -> str:
    whole, _, part = figure.partition(".")
    text = _plain(number)
    left, _, right = text.partition(".")
    left = left.zfill(whole.count("0"))
    if "," in whole:
        left = f"{int(left):,}"
    # A format may show fewer digits than there are; a file that is read must not lose them.
    right = right.ljust(part.count("0"), "0")
    return f"{left}.{right}" if right else left


def _moment(value: float, form: str, formats: Formats) -> str:
    """Return a date, a time or a duration as ISO writes them, "" for a figure that is none."""
    elapsed = _ELAPSED.search(form)
    signs = _ASIDE.sub("", form.split(";", maxsplit=1)[0]).lower()
    epoch = MAC_EPOCH if formats.from_1904 else WINDOWS_EPOCH
    try:
        moment = from_excel(value, epoch, timedelta=bool(elapsed))
    except (ValueError, OverflowError):
        return ""
    if isinstance(moment, timedelta):
        seconds = round(moment.total_seconds())
        hours, rest = divmod(abs(seconds), 3600)
        text = f"{'-' if seconds < 0 else ''}{hours}:{rest // 60:02}"
        return f"{text}:{rest % 60:02}" if rest % 60 else text
    clock = "h" in signs or "s" in signs
    if isinstance(moment, time):
        return _clock(datetime.combine(epoch, moment)) if clock else ""
    if not clock:
        return _day(moment, signs)
    return f"{_day(moment, signs)} {_clock(moment)}" if {"y", "d"} & set(signs) else _clock(moment)


def _day(moment: datetime, signs: str) -> str:
    if "d" in signs or "y" not in signs:
        return moment.date().isoformat()
    return f"{moment.year}-{moment.month:02}" if "m" in signs else f"{moment.year}"


def _clock(moment: datetime) -> str:
    # A day is a figure of limited digits: 9:00 may be stored as a split second before it.
    nearest = moment + timedelta(milliseconds=500)
    return f"{nearest:%H:%M:%S}" if nearest.second else f"{nearest:%H:%M}"


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < len("99999") + 1 else 0
