"""How the parts of pictures are painted, said once a page instead of once a part."""

from __future__ import annotations

import re
from functools import lru_cache
from string import ascii_uppercase

from sop_kit.blocks.html_style import palette

_PAINTED = frozenset(
    (
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "opacity",
        "font-size",
        "font-weight",
        "text-anchor",
        "dominant-baseline",
    )
)
_PLAIN_VALUE = re.compile(r"[#\w.%]+(?:[ ,]+[\d.]+)*", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)

Attributes = list[tuple[str, str]]


class Paints:
    """Gives every way of painting that pictures use a class, and writes the rules for these classes.

    A swimlane paints hundreds of parts in about twenty ways: naming each way once makes it half as large.
    """

    def __init__(self) -> None:
        self._classes: dict[tuple[tuple[str, str], ...], str] = {}

    def apply(self, attributes: Attributes) -> Attributes:
        """Return the attributes of a part with a class in place of those that say how it is painted."""
        painted = tuple([pair for pair in attributes if pair[0] in _PAINTED and _is_plain(pair[1])])
        if not painted:
            return attributes
        name = self._classes.get(painted) or self._classes.setdefault(painted, _name(len(self._classes)))
        return [("class", name), *(each for each in attributes if each not in painted)]

    def rules(self) -> str:
        """Return the style sheet; the colours of the kit follow the page into the dark."""
        return "".join(
            f".{name}{{{';'.join(_declaration(key, value) for key, value in painted)}}}"
            for painted, name in self._classes.items()
        )


@lru_cache(maxsize=1024)
def _is_plain(value: str) -> bool:
    return bool(_PLAIN_VALUE.fullmatch(value))


def _name(place: int) -> str:
    """Return A to Z, then AA to ZZ: the names of the kit's own classes begin with a small letter."""
    letters = ascii_uppercase[place % 26]
    return letters if place < 26 else _name(place // 26 - 1) + letters  # noqa: PLR2004 - letters of the alphabet


def _declaration(key: str, value: str) -> str:
    if key in ("fill", "stroke") and value in palette():
        return f"{key}:var(--{palette()[value]})"
    # An attribute may leave the unit out, a style sheet may not.
    return f"{key}:{value}px" if key == "font-size" and _NUMBER.fullmatch(value) else f"{key}:{value}"
