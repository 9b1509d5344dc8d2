"""The body of a Word document: its blocks in order, on the pages they need."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.model import (
    Answers,
    Block,
    Bullets,
    Bundle,
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
from sop_kit.export import paper, word_front, word_picture, word_text
from sop_kit.export import word_markup as word
from sop_kit.export.word_card import card
from sop_kit.export.word_checklist import checklist, pointer
from sop_kit.export.word_press import Press
from sop_kit.export.word_table import Plan, plan, table
from sop_kit.export.word_template import Template
from sop_kit.export.word_text import Numbering


def body(bundle: Bundle, press: Press, template: Template) -> str:
    """Return everything in the document's body; ``paper.sound`` has put the bundle in order."""
    first, inside = _first_page(bundle.blocks)
    rest = [*inside, *_tear_off(inside, press)]
    numbering = word_text.numbered(bundle.blocks, press)
    parts = [word_front.masthead(press, answered=bool(first))]
    parts += [_drawn(block, press, numbering) for block in first]
    listed = word_front.contents(rest, press)
    if first:
        parts.append(word.paragraph("Nothing", section=template.section("portrait", first=True)))
    if listed:
        parts += [word_front.signatures(press), listed]
    plans: dict[int, Plan] = {id(block): plan(block, press) for block in rest if isinstance(block, Table)}

    def page_of(block: Block) -> paper.Page:
        if isinstance(block, Table):
            return plans[id(block)].page
        return word_picture.page_of(block, press) if isinstance(block, Figure) else "portrait"

    groups = paper.sections(tuple(rest), page_of)
    if listed and (not first or groups[0].page != "portrait"):
        parts.append(word.paragraph("Nothing", section=template.section("portrait", first=not first)))
    for group in groups:
        pictured = group.page != "portrait" and isinstance(group.blocks[-1], Figure)
        parts += _group(group.blocks, press, numbering, plans, kept=rest[len(inside) :], pictured=pictured)
        section = template.section(_sheet(group.page), narrow=pictured)
        parts.append(section if group is groups[-1] else word.paragraph("Nothing", section=section))
    if not groups:
        parts.append(template.section("portrait"))
    return "".join(parts)


def _sheet(page: paper.Page) -> paper.Sheet:
    return "portrait" if page == "alone" else page


def _first_page(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return what stands on the first page, and the rest: the answers and what was said before them."""
    at = next((number for number, block in enumerate(blocks) if not isinstance(block, Callout | Text)), len(blocks))
    if at < len(blocks) and isinstance(blocks[at], Answers):
        return list(blocks[: at + 1]), list(blocks[at + 1 :])
    return [], list(blocks)


def _tear_off(blocks: Sequence[Block], press: Press) -> list[Block]:
    """Return the checklists below a heading of their own: at their places they would leave half pages empty."""
    # Copies: the ones in their chapters are told from them by who they are.
    found = [block.model_copy() for block in blocks if isinstance(block, Checklist)]
    return [Heading(level=1, text=press.say("Checklists"), anchor="tear-off-checklists"), *found] if found else []


def _group(  # noqa: PLR0913  a section has that many sides
    blocks: Sequence[Block],
    press: Press,
    numbering: Numbering,
    plans: dict[int, Plan],
    *,
    kept: Sequence[Block],
    pictured: bool,
) -> list[str]:
    """Return the blocks of a section.

    Parameters
    ----------
    blocks, press, numbering, plans
        What is set, and with what.
    kept
        The pages to tear off, which end the document: each begins a page, the first with the heading before it.
    pictured
        Whether the section is a drawing that fills a page: its heading is slim then.
    """
    parts = []
    for at, block in enumerate(blocks):
        torn = any(block is one for one in kept[2:]) or (bool(kept) and block is kept[0])
        if isinstance(block, Heading):
            parts.append(word_text.heading(block, press, numbering, new_page=torn and at > 0, slim=pictured))
        elif isinstance(block, Table):
            parts.append(table(block, press, plans[id(block)]))
        elif isinstance(block, Checklist) and not any(at and block is one for one in kept):
            parts.append(pointer(block, press))
        else:
            parts += [word.paragraph("Nothing", new_page=True)] if torn else []
            parts.append(_drawn(block, press, numbering))
    return parts


def _drawn(block: Block, press: Press, numbering: Numbering) -> str:
    match block:
        case Heading():
            return word_text.heading(block, press, numbering)
        case Answers():
            return word_front.answers(block, press)
        case Card():
            return card(block, press)
        case Checklist():
            return checklist(block, press)
        case Callout():
            return word_text.callout(block, press)
        case Fold():
            return _fold(block, press)
        case Text() | Bullets() | Code() | Table() | Figure() | Picture():
            return _plain(block, press, small=False)


def _fold(block: Fold, press: Press) -> str:
    around, press.around = press.around, block.anchor
    title = word.paragraph("FoldTitle", press.at(block.anchor) + word.run(block.summary))
    inside = "".join(_plain(inner, press, small=True) for inner in block.blocks)
    press.around = around
    return title + inside


def _plain(block: Text | Bullets | Code | Table | Figure | Picture, press: Press, *, small: bool) -> str:
    match block:
        case Text():
            return word_text.text(block, press, "FoldText" if small else "BodyText")
        case Bullets():
            return word_text.bullets(block, press, "FoldBullet" if small else "ListBullet")
        case Code():
            return word_text.code(block)
        case Table():
            return table(block, press, plan(block, press, small=small))
        case Figure():
            return word_picture.figure(block, press)
        case Picture():
            return word_picture.picture(block, press)
