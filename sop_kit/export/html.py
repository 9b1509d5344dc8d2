"""A document as one HTML file that asks nothing of any host: to read, to project, to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sop_kit.blocks.html import Entry, outlined
from sop_kit.blocks.html_text import Ids, address
from sop_kit.blocks.model import Answers, Block, Bundle
from sop_kit.blocks.svg_paint import Paints
from sop_kit.export.html_frame import MAIN_ID, frame, template
from sop_kit.export.html_lean import lean
from sop_kit.words import Words, words

_CONTENTS_DEPTH = 2


@dataclass(slots=True)
class _Node:
    """A line of the table of contents with the lines below it."""

    href: str
    number: str
    text: str
    under: list[_Node] = field(default_factory=list)


def page(bundle: Bundle) -> str:
    """Return the whole document as one HTML file: its first page alone, then contents and chapters."""
    meta, ids, paints = bundle.meta, _page_ids(), Paints()
    first, chapters = _parted(bundle.blocks)
    lead = outlined(first, meta.lang, ids, paints).html if first else ""
    said = outlined(chapters, meta.lang, ids, paints)
    return template("page.html.j2").render(
        page=frame(meta, title=meta.title, sheets=("page.css", "print.css"), script="page.js", rules=paints.rules()),
        lead=Markup(lean(lead)),  # noqa: S704 - escaped block by block in sop_kit.blocks
        contents=_tree(said.contents),
        body=Markup(lean(said.html)),  # noqa: S704 - the same
        said=_words(words(meta.lang)),
    )


def _parted(blocks: Sequence[Block]) -> tuple[Sequence[Block], Sequence[Block]]:
    """Return the blocks of the first page and those of the chapters; a document may have no first page."""
    end = next((place for place, block in enumerate(blocks, start=1) if isinstance(block, Answers)), 0)
    return blocks[:end], blocks[end:]


def _words(say: Words) -> dict[str, str]:
    """Return what the page says around the document, also by its script."""
    return {
        "contents": say("Contents"),
        "search": say("Search this document"),
        "found": say("Places found: {n}"),
        "none": say("Nothing found. Try a word of a step, a role, or an id."),
        "open": say("Open everything folded"),
        "close": say("Fold it again"),
        "copied": say("Link copied"),
    }


def _page_ids() -> Ids:
    ids = Ids()
    ids.claim(MAIN_ID)
    return ids


def _tree(entries: Sequence[Entry]) -> list[_Node]:
    top: list[_Node] = []
    for entry in entries:
        if entry.depth > _CONTENTS_DEPTH:
            continue
        node = _Node(address(f"#{entry.id}"), entry.number, entry.text)
        (top if entry.depth == 1 else top[-1].under).append(node)
    return top
