"""Blocks as HTML: a fragment for a notebook's output and for the page an exporter writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sop_kit.blocks.html_answers import answers
from sop_kit.blocks.html_card import callout, card
from sop_kit.blocks.html_checklist import checklist
from sop_kit.blocks.html_figure import figure
from sop_kit.blocks.html_picture import picture
from sop_kit.blocks.html_style import notebook_sheet
from sop_kit.blocks.html_table import table
from sop_kit.blocks.html_text import Here, Ids, address, escape, inline
from sop_kit.blocks.model import (
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Checklist,
    Code,
    Figure,
    Fold,
    Heading,
    Picture,
    Table,
    Text,
)
from sop_kit.blocks.svg_paint import Paints
from sop_kit.words import HTML_LANG, words

_Said = Text | Bullets | Code | Table | Card | Figure | Picture | Answers | Fold | Checklist | Callout


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    id: str
    number: str
    text: str
    depth: int  # 1 is a chapter


@dataclass(frozen=True, slots=True)
class Fragment:
    """Blocks as HTML, and the headings met on the way."""

    html: str
    contents: tuple[Entry, ...]


def fragment(blocks: Sequence[Block], lang: str) -> str:
    """Return the blocks as one ``<div class="sop-doc">``.

    Parameters
    ----------
    blocks
        In the order of the document.
    lang
        The language of the kit's own words, ``zh`` or ``en``.
    """
    return outlined(blocks, lang).html


def outlined(blocks: Sequence[Block], lang: str, ids: Ids | None = None, paints: Paints | None = None) -> Fragment:
    """Return the blocks as HTML together with their table of contents.

    Parameters
    ----------
    blocks
        In the order of the document.
    lang
        The language of the kit's own words, ``zh`` or ``en``.
    ids
        Those of the page around the blocks.
    paints
        Where a page that writes their rules keeps how pictures are painted.
    """
    place = Here(words(lang), ids or Ids(), 0, paints)
    parts = [f'<div class="sop-doc" lang="{HTML_LANG[lang]}">']
    contents: list[Entry] = []
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            # Levels may be skipped in what an author wrote; the depth of the elements follows the nesting instead.
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                parts.append("</section>")
            here = replace(place, depth=len(open_levels))
            open_levels.append(block.level)
            entry = Entry(here.ids.claim(block.anchor), block.number, block.text, len(open_levels))
            contents.append(entry)
            parts.append(f"<section>{_heading(entry, here)}")
        else:
            parts.append(_block(block, replace(place, depth=len(open_levels))))
    parts.append("</section>" * len(open_levels))
    parts.append("</div>")
    return Fragment("".join(parts), tuple(contents))


def style() -> str:
    """Return the CSS for fragments inside JupyterLab, light and dark."""
    return notebook_sheet()


def _block(block: _Said, here: Here) -> str:
    match block:
        case Text():
            return f"<p{here.ids.attribute(block.anchor)}>{inline(block.spans, here.say)}</p>"
        case Bullets():
            return _bullets(block, here)
        case Code():
            return f"<pre><code>{escape(block.text)}</code></pre>"
        case Table():
            return table(block, here)
        case Figure():
            return figure(block, here)
        case Picture():
            return picture(block, here)
        case Fold():
            return _fold(block, here)
        case _:
            return _boxed(block, here)


def _boxed(block: Card | Answers | Checklist | Callout, here: Here) -> str:
    match block:
        case Card():
            return card(block, here)
        case Answers():
            return answers(block, here)
        case Checklist():
            return checklist(block, here)
        case Callout():
            return callout(block, here)


def _heading(entry: Entry, here: Here) -> str:
    """Return a heading that is a link to itself: whoever wants to point at it copies it from here."""
    number = f"<b>{escape(entry.number)}</b> " if entry.number else ""
    return (
        f'<{here.heading} class="head" id="{escape(entry.id)}"><a href="{address(f"#{entry.id}")}">'
        f"{number}{escape(entry.text)}</a></{here.heading}>"
    )


def _fold(block: Fold, here: Here) -> str:
    inside = "".join(_block(each, here) for each in block.blocks)
    return (
        f'<details class="fold"{here.ids.attribute(block.anchor)}><summary>{escape(block.summary)}</summary>'
        f"{inside}</details>"
    )


def _bullets(block: Bullets, here: Here) -> str:
    element = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{inline(item, here.say)}</li>" for item in block.items)
    return f'<{element} class="bullets">{items}</{element}>' if items else ""
