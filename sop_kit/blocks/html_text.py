"""Text, links and ids as HTML: everything is escaped, no address is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from html import escape as _escape
from urllib.parse import quote

from sop_kit.blocks.model import Inline, Span, SpanStyle
from sop_kit.blocks.svg_paint import Paints
from sop_kit.words import Words

# What HTML cannot carry: control characters except tab and newline, and halves of surrogate pairs. And what would turn
# the letters after it around, or hide where a line ends: those around a text are not the author's to order.
_HIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_UNPRINTABLE = re.compile(f"[{_HIDDEN}]")
_SPECIAL = re.compile(f"[&<>\"'\r{_HIDDEN}]")
_UNSAFE = re.compile(r"[^\w .,-]|_")
_WEB = re.compile(r"""(?:https?://[^\s/?#"'<>\\`{|}][^\s"'<>\\`{|}]*|mailto:[^\s"'<>\\`{|}]+)""", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\d-])")
_ELEMENTS: dict[SpanStyle, tuple[str, str]] = {
    "plain": ("", ""),
    "strong": ("<b>", "</b>"),
    "code": ("<code>", "</code>"),
    "muted": ("<small>", "</small>"),
    "missing": ('<span class="missing">', "</span>"),
    "stale": ('<span class="stale">', "</span>"),
}


class Ids:
    """Hands out element ids, each one once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def claim(self, anchor: str) -> str:
        """Return the id for an anchor; the second to ask for one gets ``-2`` after it."""
        wanted = element_id(anchor) or "part"
        number, free = 1, wanted
        while free in self._given:
            number += 1
            free = f"{wanted}-{number}"
        self._given.add(free)
        return free

    def attribute(self, anchor: str) -> str:
        """Return the id attribute for an anchor, nothing for an empty one."""
        return f' id="{escape(self.claim(anchor))}"' if anchor.strip() else ""


@dataclass(frozen=True, slots=True)
class Here:
    """Where a block is written: the words of its language, the ids given out so far, and how deep the headings are."""

    say: Words
    ids: Ids
    depth: int  # of the headings above: 0 under the title, 1 in a chapter
    paints: Paints | None = None  # where a whole page keeps how its pictures are painted

    @property
    def heading(self) -> str:
        """The heading element of something titled at this place."""
        return f"h{min(self.depth + 2, 6)}"

    @property
    def below(self) -> Here:
        """The place under such a heading."""
        return replace(self, depth=self.depth + 1)


def printable(text: str) -> str:
    """Return the text with line ends as newlines; what HTML cannot carry is its code point, e.g. ``[U+0007]``."""
    return _UNPRINTABLE.sub(_code_point, text.replace("\r\n", "\n").replace("\r", "\n"))


def _code_point(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"


def escape(text: str) -> str:
    """Return the text for use in an element or a quoted attribute."""
    # Most texts hold nothing to escape: one look is cheaper than five replacements.
    return _escape(printable(text), quote=True) if _SPECIAL.search(text) else text


def element_id(anchor: str) -> str:
    """Return the id an anchor stands for: the anchor itself, a hyphen in place of white space."""
    return "-".join(printable(anchor).split())


@lru_cache(maxsize=4096)  # a document names the same steps again and again
def address(to: str) -> str:
    """Return where a link may lead, else an empty text.

    ``#anchor`` and ``./file`` below the page are percent-encoded; http, https and mailto stay as they are.
    """
    if to.startswith("#"):
        anchor = element_id(to[1:])
        return f"#{quote(anchor, safe='')}" if anchor else ""
    if to.startswith("./"):
        steps = to[2:].split("/")
        return "" if not all(steps) or {".", ".."} & set(steps) else f"./{quote('/'.join(steps))}"
    return to if _WEB.fullmatch(to) and printable(to) == to else ""


def lines(text: str) -> str:
    """Return the text escaped, each newline a line break."""
    said = escape(text)
    return said.replace("\n", "<br>") if "\n" in said else said


def css_string(text: str) -> str:
    """Return the text as a string of a style sheet."""
    said = _UNSAFE.sub(lambda found: rf"\{ord(found[0]):x} ", printable(text))
    return f'"{said}"'


def inline(spans: Inline, say: Words) -> str:
    """Return the spans as HTML."""
    return "".join([_span(span, say) for span in spans])


def _date(found: re.Match[str]) -> str:
    # A date that breaks at its hyphens is read as two numbers.
    try:
        date.fromisoformat(found[0])
    except ValueError:
        return found[0]
    return f"<time>{found[0]}</time>"


def _span(span: Span, say: Words) -> str:
    said = lines(span.text)
    if "-" in said:
        said = _DATE.sub(_date, said)
    if span.style != "plain":
        opening, closing = _ELEMENTS[span.style]
        said = f"{opening}{said}{closing}"
    if span.style == "stale":
        said += f' <span class="hint">{escape(say("(translation older than its source)"))}</span>'
    if not span.to:
        return said
    target = address(span.to)
    if target.startswith("#"):
        return f'<a href="{target}">{said}</a>'
    if target:
        return f'<a href="{escape(target)}" rel="noopener noreferrer">{said}</a>'
    # A reader may still need a path on a file share; it is shown, never followed.
    return said if span.to == span.text else f"{said} ({escape(span.to)})"
