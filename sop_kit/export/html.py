"""A document as one HTML file that asks nothing of any host: to read, to project, to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from sop_kit.blocks.html import Entry, outlined
from sop_kit.blocks.html_text import Ids, address
from sop_kit.blocks.model import Bundle, Checklist
from sop_kit.export.html_frame import MAIN_ID, frame
from sop_kit.places import kit_path
from sop_kit.words import words

_CONTENTS_DEPTH = 2


@dataclass(slots=True)
class _Node:
    """A line of the table of contents with the lines below it."""

    href: str
    number: str
    text: str
    under: list[_Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One checklist of the page of checklists."""

    id: str
    title: str
    body: Markup


def page(bundle: Bundle) -> str:
    """Return the whole document as one HTML file."""
    meta = bundle.meta
    said = outlined(bundle.blocks, meta.lang, _page_ids())
    return _template("page.html.j2").render(
        page=frame(meta, title=meta.title, sheets=("page.css", "print.css"), script="page.js"),
        contents=_tree(said.contents),
        contents_title=words(meta.lang)("Contents"),
        body=Markup(said.html),  # noqa: S704 - escaped block by block in sop_kit.blocks
    )


def checklists(bundle: Bundle) -> str:
    """Return the checklists of a document as one HTML file: for a tablet, and one A4 page each on paper."""
    meta, say = bundle.meta, words(bundle.meta.lang)
    title = say("Checklists")
    return _template("checklists.html.j2").render(
        page=frame(meta, title=title, sheets=("page.css", "print.css", "checklists.css"), script="checklists.js"),
        title=title,
        sheets=_sheets([block for block in bundle.blocks if isinstance(block, Checklist)], meta.lang),
        ticked=say("Ticked:"),
        again=say("Start again"),
        empty=say("This document has no checklists."),
    )


def _sheets(blocks: Sequence[Checklist], lang: str) -> list[_Sheet]:
    ids = _page_ids()
    names = [ids.claim(f"sop-sheet-{number}") for number in range(1, len(blocks) + 1)]
    bodies = (Markup(outlined([block], lang, ids).html) for block in blocks)  # noqa: S704 - escaped in sop_kit.blocks
    return [_Sheet(name, block.title, body) for name, block, body in zip(names, blocks, bodies, strict=True)]


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


@cache
def _template(name: str) -> Template:
    loader = FileSystemLoader(kit_path("templates", "html"))
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(name)
