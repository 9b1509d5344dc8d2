"""Lines that fit a window: Chinese breaks between any two signs, but no line begins with a comma or a full stop."""

from __future__ import annotations

import re

from rich.cells import cell_len

_OPENING = "“‘（《「【"
_CLOSING = "”’，。；：、！？）》」】…"
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# What stays together: a sign or a word, what opens before it, and what closes behind it.
_TOGETHER = re.compile(rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)?[{_CLOSING}]*\s*")


def folded(text: str, width: int) -> str:
    """Return a text whose lines are at most so many cells wide, as far as its words allow it."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph, width))


def _lines(text: str, width: int) -> list[str]:
    lines = [""]
    for part in _TOGETHER.findall(text):
        if lines[-1] and cell_len(lines[-1] + part.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += part
    return lines
