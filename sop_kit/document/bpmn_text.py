"""Text and identifiers that a BPMN file can hold, and its elements as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]")
_RETURN = {"\r": "&#13;"}


def fit(text: str) -> str:
    """Return the text with U+FFFD for every character that XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Return the text on one line, for a name."""
    return " ".join(fit(text).split())


def element(tag: str, attributes: dict[str, str] | None = None, *inside: str) -> str:
    """Return an element; ``inside`` is markup. An attribute without a value is left out."""
    given = "".join(f" {name}={quoteattr(fit(value), _RETURN)}" for name, value in (attributes or {}).items() if value)
    content = "".join(inside)
    return f"<{tag}{given}>{content}</{tag}>" if content else f"<{tag}{given}/>"


def worded(tag: str, text: str, attributes: dict[str, str] | None = None) -> str:
    """Return an element that holds a text; nothing when there is none."""
    return element(tag, attributes, escape(fit(text), _RETURN)) if text.strip() else ""


class Ids:
    """Gives out identifiers: the same for the same keys in the same order, and each of them once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, kind: str, *keys: str) -> str:
        """Return ``kind`` followed by the keys, spelled with the letters that every tool takes in an id."""
        # An underline in a key is spelled out like any other character, so two keys never become one id.
        wished = chosen = "_".join((kind, *(_NOT_IN_NAMES.sub(_spelled, key) for key in keys)))
        again = 1
        while chosen in self._taken:
            again += 1
            chosen = f"{wished}_{again}"
        self._taken.add(chosen)
        return chosen

    def all(self, kind: str, keys: Iterable[str]) -> dict[str, str]:
        """Return a new id for each key."""
        return {key: self.new(kind, key) for key in keys}


def _spelled(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):X}_"
