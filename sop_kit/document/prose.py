"""What authors wrote, as they wrote it: marked where a translation is older, with links to what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Inline, Span
from sop_kit.document.view import View, step_anchor
from sop_kit.record.model import TABLES
from sop_kit.record.tables import Fact, Product

_TABLE_OF: dict[type[Fact], str] = {Product: "product", **{model: name for name, model in TABLES.items()}}


def prose(view: View, row: Fact, column: str) -> Inline:
    """Return the text of a column; the ids of steps in it lead to their cards."""
    text = str(getattr(row, column))
    if is_stale(view, row, column):
        return (Span(text=text, style="stale"),) if text else ()
    return linked(view, text)


def prose_text(view: View, row: Fact, column: str) -> str:
    """Return the text of a column for a place that has no styles, such as a title: what is stale says so in words."""
    text = str(getattr(row, column))
    if not text or not is_stale(view, row, column):
        return text
    return text + (" " if view.say.lang == "en" else "") + view.say("(translation older than its source)")


def is_stale(view: View, row: Fact, column: str) -> bool:
    """Say whether the text of a column is a translation that is older than its source."""
    return bool(view.stale) and (_TABLE_OF.get(type(row), ""), getattr(row, "id", ""), column) in view.stale


def linked(view: View, text: str) -> Inline:
    """Return a text in which the ids of steps lead to their cards."""
    ids = _pattern(tuple(view.steps))
    return tuple(_spans(text, ids)) if ids is not None and ids.search(text) else plain(text)


def _spans(text: str, ids: re.Pattern[str]) -> Iterator[Span]:
    at = 0
    for found in ids.finditer(text):
        if found.start() > at:
            yield Span(text=text[at : found.start()])
        yield Span(text=found.group(), to=f"#{step_anchor(found.group())}")
        at = found.end()
    if at < len(text):
        yield Span(text=text[at:])


@lru_cache(maxsize=64)
def _pattern(ids: tuple[str, ...]) -> re.Pattern[str] | None:
    # "1" or "review" may stand in a text and mean something else; letters and a figure together are meant as an id.
    telling = [each for each in ids if re.search(r"[^\W\d_]", each) and re.search(r"\d", each)]
    if not telling:
        return None
    longest_first = "|".join(re.escape(each) for each in sorted(telling, key=len, reverse=True))
    # Part of a longer word of Latin letters is no id; Chinese may stand right beside one.
    return re.compile(rf"(?<![A-Za-z0-9_])(?:{longest_first})(?![A-Za-z0-9_]|[.\-]\d)")
