"""Pieces that several chapters share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import plain, styled
from sop_kit.blocks.markdown import markdown_blocks
from sop_kit.blocks.model import Block, Callout, Column, Figure, Heading, Inline, Table, TableRow, Text
from sop_kit.document.view import View, ask_name, still_open, unknown


def chapter(number: str, title: str) -> Heading:
    """Return the heading of a numbered chapter; its anchor is ``chapter-<number>``."""
    return Heading(level=1, text=title, anchor=f"chapter-{number}", number=number)


def annex(name: str, letter: str, title: str) -> Heading:
    """Return the heading of an annex; its anchor is ``annex-<name>``."""
    return Heading(level=1, text=title, anchor=f"annex-{name}", number=letter)


def section(parent: Heading, name: str, title: str) -> Heading:
    """Return the heading of a section of a chapter."""
    return Heading(level=2, text=title, anchor=f"{parent.anchor}-{name}")


def fact_table(view: View, caption: str, facts: Sequence[tuple[str, Inline]]) -> Table:
    """Return a table of two columns: what, and what the record says of it."""
    say = view.say
    return Table(
        caption=caption,
        columns=(Column(label=say("Item"), width=1.0), Column(label=say("What the record says"), width=3.0)),
        rows=tuple(TableRow(cells=(plain(label), value)) for label, value in facts),
    )


def table(caption: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Inline]]) -> Table:
    """Return a table from labels with widths and rows of inline cells."""
    return Table(
        caption=caption,
        columns=tuple(Column(label=label, width=width) for label, width in columns),
        rows=tuple(TableRow(cells=tuple(cells)) for cells in rows),
    )


def open_table(
    view: View, caption: str, columns: Sequence[tuple[str, float]], rows: Iterable[Sequence[Inline]], ask: str = ""
) -> tuple[Block, ...]:
    """Return a table in which every empty cell says "open", and below it once whom to ask about those."""
    filled = [[cell or still_open(view) for cell in row] for row in rows]
    made = table(caption, columns, filled)
    if still_open(view) not in [cell for row in filled for cell in row]:
        return (made,)
    who = ask_name(view, ask or whom(view.record))
    note = styled(view.say("“open” = not yet known; ask: {who}", who=who), "missing")
    return (made, Text(spans=note))


def not_known(view: View, title: str, ask: str = "") -> Callout:
    """Return the box that says a whole table is not yet known, and whom to ask."""
    return Callout(tone="missing", title=title, body=(unknown(view, ask),))


def author_blocks(view: View, chapter_code: str) -> list[Block]:
    """Return what authors wrote for a chapter, in their order; Markdown becomes blocks, HTML stays text."""
    texts = sorted((text for text in view.record.texts if text.chapter == chapter_code), key=lambda text: text.order)
    return [block for text in texts for block in markdown_blocks(text.text)]


def figure(name: str, svg: str, *, alt: str, caption: str, twin: tuple[str, ...]) -> Figure:
    """Return a figure whose anchor is ``figure-<name>``."""
    return Figure(name=name, svg=svg, alt=alt, caption=caption, twin=twin, anchor=f"figure-{name}")
