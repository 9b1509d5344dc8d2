r"""What stands in one cell of a table: lists, arrows to the next step, and the guard against formulas.

A list is joined by ``; ``; an arrow is ``ID`` or ``ID [condition]``. ``\`` before a bracket, a separator or another
``\`` takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate

from sop_kit.record.tables import Next

_PAIRS = {")": "(", "]": "[", "）": "（", "】": "【"}
_OPENING = set(_PAIRS.values())
_SEPARATORS = set(";,、；，\n")
_ESCAPED = re.compile(r"\\([\\()\[\]（）【】;,、；，])")
_CONDITION = (("[", "]"), ("【", "】"), ("（", "）"), (" (", ")"))
# A spreadsheet runs a cell that starts with one of these (OWASP, CSV injection); a lone quote marks it as text.
_STARTS_FORMULA = tuple("=+-@\t\r'＝＋－＠")


def split_list(text: str) -> list[str]:
    """Return the items of a cell: what stands between ``;`` ``,`` ``、`` or line ends outside brackets."""
    return [unescaped(item) for item in _pieces(text)]


def join_list(items: Iterable[str]) -> str:
    """Return ids as one cell."""
    return "; ".join(_with_escaped_brackets(item) for item in items)


def split_arrows(text: str) -> list[tuple[str, str]]:
    """Return the steps that a cell points to, each with its condition, "" when there is none."""
    return [_arrow(piece) for piece in _pieces(text)]


def join_arrows(arrows: Iterable[tuple[str, str]]) -> str:
    """Return arrows as one cell."""
    return "; ".join(_with_escaped_brackets(to) + (f" [{_escaped(when)}]" if when else "") for to, when in arrows)


def value_text(value: object) -> str:
    """Return the value of a column as one cell: yes or no, figures without a needless ``.0``, lists joined."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, tuple):
        arrows = [item for item in value if isinstance(item, Next)]
        return join_arrows((item.to, item.when) for item in arrows) if arrows else join_list(value)
    return str(value)


def guarded(cell: str) -> str:
    """Return the cell as text that no spreadsheet runs as a formula."""
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Return the cell without the quote that ``guarded`` put before it."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_STARTS_FORMULA) else cell


def unescaped(text: str) -> str:
    r"""Return the text without the ``\`` before brackets and separators."""
    return _ESCAPED.sub(r"\1", text)


def _pieces(text: str) -> list[str]:
    inside = _inside_brackets(text)
    escaped = {found.start(1) for found in _ESCAPED.finditer(text)}
    ends = [
        place
        for place, character in enumerate(text)
        if character in _SEPARATORS and place not in inside and place not in escaped
    ]
    starts = [0, *(place + 1 for place in ends)]
    pieces = (text[start:end].strip() for start, end in zip(starts, [*ends, len(text)], strict=True))
    return [piece for piece in pieces if piece]


def _inside_brackets(text: str) -> set[int]:
    """Return the places between a bracket and the one that closes it; a bracket nobody closes is a plain character."""
    waiting: dict[str, list[int]] = {opening: [] for opening in _OPENING}
    escaped = {found.start(1) for found in _ESCAPED.finditer(text)}
    depth = [0] * (len(text) + 1)
    for place, character in enumerate(text):
        if place in escaped:
            continue
        if character in _OPENING:
            waiting[character].append(place)
        elif character in _PAIRS and waiting[_PAIRS[character]]:
            start = waiting[_PAIRS[character]].pop()
            depth[start] += 1
            depth[place] -= 1
            for others in waiting.values():
                while others and others[-1] > start:
                    others.pop()
    return {place for place, level in enumerate(accumulate(depth)) if level}


def _arrow(piece: str) -> tuple[str, str]:
    for opening, closing in _CONDITION:
        start = piece.find(opening)
        if start > 0 and piece.endswith(closing):
            return unescaped(piece[:start].strip()), unescaped(piece[start + len(opening) : -1]).strip()
    return unescaped(piece), ""


def _escaped(text: str) -> str:
    return re.sub(r"([\\()\[\]（）【】])", r"\\\1", text)


def _with_escaped_brackets(name: str) -> str:
    levels = list(accumulate((character == "(") - (character == ")") for character in name))
    return _escaped(name) if levels and (min(levels) < 0 or levels[-1]) else name
