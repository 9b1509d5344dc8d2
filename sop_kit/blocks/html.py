"""Blocks as HTML: a fragment for a notebook's output and for the page an exporter writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.blocks.html_card import callout, card
from sop_kit.blocks.html_checklist import checklist
from sop_kit.blocks.html_figure import figure
from sop_kit.blocks.html_style import notebook_sheet
from sop_kit.blocks.html_table import table
from sop_kit.blocks.html_text import Here, Ids, address, escape, inline
from sop_kit.blocks.model import Block, Bullets, Callout, Card, Checklist, Code, Figure, Heading, Table, Text
from sop_kit.words import HTML_LANG, words

_Said = Text | Bullets | Code | Table | Card | Figure | Checklist | Callout


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


def outlined(blocks: Sequence[Block], lang: str, ids: Ids | None = None) -> Fragment:
    """Return the blocks as HTML together with their table of contents; ``ids`` are those of the page around them."""
    say, ids = words(lang), ids or Ids()
    parts = [f'<div class="sop-doc" lang="{HTML_LANG[lang]}">']
    contents: list[Entry] = []
    open_levels: list[int] = []
    for block in blocks:
        if isinstance(block, Heading):
            # Levels may be skipped in what an author wrote; the depth of the elements follows the nesting instead.
            while open_levels and open_levels[-1] >= block.level:
                open_levels.pop()
                parts.append("</section>")
            here = Here(say, ids, len(open_levels))
            open_levels.append(block.level)
            entry = Entry(ids.claim(block.anchor), block.number, block.text, len(open_levels))
            contents.append(entry)
            parts.append(f"<section>{_heading(entry, here)}")
        else:
            parts.append(_block(block, Here(say, ids, len(open_levels))))
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
        case Card():
            return card(block, here)
        case Figure():
            return figure(block, here)
        case Checklist():
            return checklist(block, here)
        case Callout():
            return callout(block, here)


def _heading(entry: Entry, here: Here) -> str:
    number = f'<span class="number">{escape(entry.number)}</span> ' if entry.number else ""
    name = escape(here.say("Link to “{title}”", title=f"{entry.number} {entry.text}".strip()))
    target = address(f"#{entry.id}")
    return (
        f'<div class="head"><{here.heading} id="{escape(entry.id)}">{number}{escape(entry.text)}</{here.heading}>'
        f'<a class="link-here" href="{target}" aria-label="{name}"></a></div>'
    )


def _bullets(block: Bullets, here: Here) -> str:
    element = "ol" if block.ordered else "ul"
    items = "".join(f"<li>{inline(item, here.say)}</li>" for item in block.items)
    return f'<{element} class="bullets">{items}</{element}>' if items else ""
