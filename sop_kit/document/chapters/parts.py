"""Pieces that several chapters share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sop_kit.assess.gaps import CHAPTER_OF_PROCESS, whom
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.markdown import markdown_blocks
from sop_kit.blocks.model import Block, Callout, Column, Figure, Heading, Inline, Table, TableRow, Text
from sop_kit.document.pictures import pictures_of_chapter
from sop_kit.document.prose import is_stale
from sop_kit.document.view import View, ask_name, own_processes, still_open, unknown
from sop_kit.record.tables import AuthorText

ANNEXES = {
    "A": "not-standard",
    "B": "tools",
    "C": "questions",
    "D": "lessons",
    "E": "contradictions",
    "F": "sources",
}
_NUMBER = re.compile(r"[0-7]")


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


def with_anchors(made: Table, anchors: Iterable[str]) -> Table:
    """Return the table with a place to link to at each of its rows."""
    rows = (row.model_copy(update={"anchor": anchor}) for row, anchor in zip(made.rows, anchors, strict=True))
    return made.model_copy(update={"rows": tuple(rows)})


def open_table(  # noqa: PLR0913 - a table has this many sides
    view: View,
    caption: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[Inline]],
    ask: str = "",
    *,
    anchors: Sequence[str] = (),
) -> tuple[Block, ...]:
    """Return a table in which every empty cell says "open", and below it once whom to ask about those.

    ``anchors`` are places to link to, one a row.
    """
    filled = [[cell or still_open(view) for cell in row] for row in rows]
    made = table(caption, columns, filled)
    made = with_anchors(made, anchors) if anchors else made
    (mark,) = still_open(view)
    if not any(span.text == mark.text and span == mark for row in filled for cell in row for span in cell):
        return (made,)
    who = ask_name(view, ask or whom(view.record))
    note = styled(view.say("“open” = not yet known; ask: {who}", who=who), "missing")
    return (made, Text(spans=note))


def not_known(view: View, title: str, ask: str = "") -> Callout:
    """Return the box that says a whole table is not yet known, and whom to ask."""
    return Callout(tone="missing", title=title, body=(unknown(view, ask),))


def labelled(view: View, *facts: tuple[str, Inline]) -> Inline:
    """Return facts below each other in one cell, each behind its label; those without a value are left out."""
    colon = view.say(": ")
    return join([join([styled(label + colon, "muted"), value], "") for label, value in facts if value], "\n")


def author_blocks(view: View, *codes: str) -> list[Block]:
    """Return what authors wrote and drew for a chapter, in their order; Markdown becomes blocks, HTML stays text.

    Each of ``codes`` names the chapter, such as ``C3``.
    """
    texts = [text for text in view.record.texts if _code(text.chapter) in codes]
    chapters = dict.fromkeys(image.chapter for image in view.record.images if _code(image.chapter) in codes)
    pictures = (block for chapter in chapters for block in pictures_of_chapter(view, chapter))
    return [*(block for text in _ordered(texts) for block in _text_blocks(view, text)), *pictures]


def homeless_blocks(view: View) -> list[Block]:
    """Return the texts and pictures of authors that name no chapter of this document, so that none of them is lost."""
    homes = _homes(view)
    texts = [text for text in view.record.texts if _code(text.chapter) not in homes]
    chapters = dict.fromkeys(image.chapter for image in view.record.images if _code(image.chapter) not in homes)
    pictures = (block for chapter in chapters for block in pictures_of_chapter(view, chapter))
    return [*(block for text in _ordered(texts) for block in _text_blocks(view, text)), *pictures]


def figure(name: str, svg: str, *, alt: str, caption: str, twin: tuple[str, ...]) -> Figure:
    """Return a figure whose anchor is ``figure-<name>``."""
    return Figure(name=name, svg=svg, alt=alt, caption=caption, twin=twin, anchor=f"figure-{name}")


def _homes(view: View) -> set[str]:
    chapters = [f"C{number}" for number in range(8)]
    processes = [*CHAPTER_OF_PROCESS.values(), *own_processes(view)]
    return {*chapters, *processes, *(f"{code}-end" for code in processes), *ANNEXES, *ANNEXES.values()}


def _code(written: str) -> str:
    """Return the chapter that a person means who writes "3" or "c3"."""
    code = written.strip()
    if _NUMBER.fullmatch(code):
        return f"C{code}"
    return code.upper() if re.fullmatch(r"c[0-7]|[a-f]", code) else code


def _ordered(texts: Sequence[AuthorText]) -> list[AuthorText]:
    return sorted(texts, key=lambda text: text.order)


def _text_blocks(view: View, text: AuthorText) -> list[Block]:
    blocks = markdown_blocks(text.text)
    if is_stale(view, text, "text"):
        old = view.say("The text below is a translation older than its source.")
        return [Text(spans=styled(old, "stale")), *blocks]
    return blocks
