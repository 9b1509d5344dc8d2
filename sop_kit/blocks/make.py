"""Short ways to make inline text."""

from __future__ import annotations

from functools import lru_cache

from sop_kit.blocks.model import Inline, Span, SpanStyle

_SHORT = 24


def plain(text: str) -> Inline:
    """Return the text as one plain span; empty text gives no span."""
    if not text:
        return ()
    return _short(text) if len(text) <= _SHORT else (Span(text=text),)


@lru_cache(maxsize=4096)  # names of roles, figures, marks between them: said hundreds of times
def _short(text: str) -> Inline:
    return (Span(text=text),)


def styled(text: str, style: SpanStyle, to: str = "") -> Inline:
    """Return the text as one span of that style, linked when ``to`` is given."""
    return (Span(text=text, style=style, to=to),) if text else ()


def link(text: str, to: str) -> Inline:
    """Return the text as a link to ``#anchor`` or an address."""
    return (Span(text=text, to=to),) if text else ()


def web_link(address: str) -> Inline:
    """Return an address that a person typed: a link when it is one of the web or of mail, else plain text."""
    known = address.lower().startswith(("http://", "https://", "mailto:"))
    return link(address, address if known else "")


def join(parts: list[Inline] | tuple[Inline, ...], separator: str) -> Inline:
    """Return the parts that are not empty with the separator between them."""
    spans: list[Span] = []
    for part in parts:
        if not part:
            continue
        if spans:
            spans.extend(plain(separator))
        spans.extend(part)
    return tuple(spans)


def text_of(inline: Inline) -> str:
    """Return the bare text of an inline."""
    return "".join(span.text for span in inline)
