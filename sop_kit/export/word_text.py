"""Inline text, paragraphs, headings, lists and boxes as Word's own markup."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Block, Bullets, Callout, Code, Heading, Inline, SpanStyle, Text
from sop_kit.export import word_markup as word
from sop_kit.export.word_press import Press

_STYLES: dict[SpanStyle, str] = {
    "plain": "",
    "strong": "Strong",
    "code": "VerbatimChar",
    "muted": "Muted",
    "missing": "Missing",
    "stale": "Stale",
}
BULLETS, NUMBERS, CHAPTERS, ANNEXES = 1, 2, 3, 4  # the lists of reference.docx
_NUMBER = re.compile(r"(?:[0-9]+|[A-Z])(?:\.[0-9]+)*")
Numbering = dict[int, tuple[int, int]]


def inline(spans: Inline, press: Press, *, plain: str = "") -> str:
    """Return an inline as runs; ``plain`` is the character style of what has no style of its own."""
    parts = []
    for span in spans:
        style = _STYLES[span.style]
        if not span.to:
            parts.append(word.run(span.text, style or plain))
            continue
        runs = word.run(span.text, style or "Hyperlink")
        if span.to.startswith("#"):
            parts.append(word.link_inside(word.bookmark(span.to[1:]), runs))
        else:
            parts.append(f'<w:hyperlink r:id="{press.link(span.to)}" w:history="1">{runs}</w:hyperlink>')
    return "".join(parts)


def text(block: Text, press: Press, style: str) -> str:
    """Return a paragraph; a text without an anchor is the next one below the anchor before it."""
    anchor, field = (block.anchor, "text") if block.anchor else (press.around, press.next_text())
    runs = press.text(inline(block.spans, press), text_of(block.spans), anchor=anchor, field=field)
    return word.paragraph(style, press.at(block.anchor) + runs)


def bullets(block: Bullets, press: Press, style: str) -> str:
    """Return a list; an ordered one begins anew."""
    numbering = (press.new_list(NUMBERS), 0) if block.ordered else None
    name = "ListNumber" if block.ordered else style
    return "".join(
        word.paragraph(
            name,
            press.text(inline(item, press), text_of(item), anchor=press.around, field=press.next_text()),
            numbering=numbering,
        )
        for item in block.items
    )


def plain_lines(lines: Sequence[Inline], press: Press) -> str:
    """Return lines as bullets that are no text of anybody's own."""
    return "".join(word.paragraph("ListBullet", inline(line, press)) for line in lines)


def code(block: Code) -> str:
    """Return text as it is."""
    return word.paragraph("SourceCode", word.run(block.text))


def callout(block: Callout, press: Press) -> str:
    """Return a box; it stays together."""
    name = f"Callout{block.tone.title()}"
    bodies = [body for body in block.body if body]
    title = word.paragraph(f"{name}Title", word.run(block.title), keep=bool(bodies))
    lines = [
        word.paragraph(name, inline(body, press), keep=number < len(bodies)) for number, body in enumerate(bodies, 1)
    ]
    return title + "".join(lines) + word.gap()


def heading(block: Heading, press: Press, numbering: Numbering, *, new_page: bool = False, slim: bool = False) -> str:
    """Return a heading; its number is one of Word's own where Word would count the same.

    Parameters
    ----------
    block, press, numbering
        What is set, and with what.
    new_page
        It begins a page.
    slim
        It leaves the page to the drawing below it.
    """
    press.around = block.anchor or press.around
    counted = numbering.get(id(block))
    number = word.run(f"{block.number}  ", "HeadingNumber") if block.number and not counted else ""
    return word.paragraph(
        "HeadingSlim" if slim else f"Heading{block.level}",
        press.at(block.anchor) + number + word.run(block.text),
        new_page=new_page,
        numbering=counted,
    )


def numbered(blocks: Sequence[Block], press: Press) -> Numbering:
    """Return the list and level of each heading, by its identity, whose number Word itself would give it.

    Chapters are one list and annexes another; a list whose numbers Word would count otherwise stays plain text.
    """
    found: Numbering = {}
    headings = [block for block in blocks if isinstance(block, Heading) and block.number]
    for kind, letters in ((CHAPTERS, False), (ANNEXES, True)):
        family = [block for block in headings if block.number[0].isalpha() == letters]
        start = _countable(family)
        if start is None:
            continue
        number = press.new_list(kind, start)
        found |= {id(block): (number, block.level - 1) for block in family}
    return found


def _countable(family: Sequence[Heading]) -> int | None:
    """Return where the list starts when its numbers follow one another without a gap."""
    count: list[int] = []
    start = None
    for block in family:
        if not _NUMBER.fullmatch(block.number):
            return None
        parts = [ord(part) - ord("A") + 1 if part.isalpha() else int(part) for part in block.number.split(".")]
        if start is None:
            start, count = parts[0], [parts[0] - 1]
        expected = [*count, *([0] * len(parts))][: len(parts)]
        expected[-1] += 1
        if len(parts) != block.level or parts != expected:
            return None
        count = parts
    return start
