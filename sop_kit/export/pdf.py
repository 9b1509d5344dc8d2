"""Print a document as PDF/UA with typst and the shipped fonts."""

from __future__ import annotations

import base64
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, takewhile
from pathlib import Path
from typing import Any

from sop_kit.blocks.model import Answers, Block, Bundle, Checklist, Fold, Heading, Picture, Table
from sop_kit.errors import ExportFailed, phrase
from sop_kit.export import columns, fonts, front, paper
from sop_kit.export.pdf_blocks import Drawer, labels, page_of, with_drawings_first
from sop_kit.export.press import NotSet, press
from sop_kit.words import words

_TEMPLATES = ("sop.typ", "sop_text.typ", "sop_blocks.typ")
_PROBE = '#set document(title: "probe")\n#image("{name}", alt: "probe")'
# With more entries than that the list of contents names the chapters alone; with fewer it stands in one column.
_MOST_ENTRIES, _FEWEST_IN_TWO_COLUMNS = 90, 12
_LARGE = 50.0  # mm: a drawing as high as that often finds no room on the page where its words are

_LONGEST_PART = 60.0  # half-width letters: of one part of a page's head or foot
_HEAD_LINE, _SHORTEST_NAME = 129.0, 16.0  # so much has room in a head of one line; what is left of a long name there
_LIGHT = frozenset({"heading", "text", "bullets", "callout"})  # what a chapter begins with; so does a short table


def render(bundle: Bundle) -> bytes:
    """Return the document as a PDF file (PDF/UA-1); the same document gives the same bytes.

    Raises
    ------
    MissingTool
        When typst is not installed.
    ExportFailed
        When typst cannot set the document.
    """
    with press(_TEMPLATES, paper.moment(bundle.meta)) as typst:

        def can_show(name: str) -> bool:
            probe = (typst.folder / name).with_suffix(".typ")
            probe.write_text(_PROBE.replace("{name}", name), encoding="utf-8")
            return typst.takes(probe)

        shown = _put_pictures(bundle.blocks, typst.folder)
        try:
            try:
                return typst.set(story(bundle, shown))
            except NotSet:
                # A picture that came with somebody's notebook may be damaged inside: its words are printed then.
                whole = {key: name for key, name in shown.items() if can_show(name)}
                if whole == shown:
                    raise
                return typst.set(story(bundle, whole))
        except NotSet as error:
            what = phrase("The PDF of '{product}'", product=bundle.meta.product)
            raise ExportFailed(what, str(error)) from error


def story(bundle: Bundle, pictures: dict[str, str] | None = None) -> dict[str, Any]:
    """Return everything the typst template prints, as plain data: it adds no word of its own.

    Parameters
    ----------
    bundle
        The document.
    pictures
        The file of each picture that can be shown, by the picture's name.
    """
    printed = paper.sound(bundle, fonts.printable)
    meta, say = printed.meta, words(bundle.meta.lang)
    day = paper.moment(bundle.meta)
    first = next((block for block in printed.blocks if isinstance(block, Answers)), None)
    checklists = tuple(block for block in printed.blocks if isinstance(block, Checklist))
    blocks = with_drawings_first(_without_echo(block for block in printed.blocks if block is not first))
    last = Heading(level=1, text=say("Checklists"), anchor="")
    depth, turn = _contents((*blocks, last) if checklists else blocks)
    draw = Drawer(say, pictures or {}).facts
    # What tells two copies apart can wait until the second page.
    later = {
        *(say("Product line"), say("In force from"), say("Last changed")),
        *(say("Content hash"), say("Last change in the workshop"), say("Made with")),
    }
    return {
        "meta": meta.model_dump(),
        "title": f"{meta.title} · {meta.product_name}",
        "description": front.description(meta),
        "day": [day.year, day.month, day.day] if bundle.meta.date else None,
        "masthead": [(label, value) for label, value in front.facts(meta, say) if label not in later],
        "about": [(label, value) for label, value in front.facts(meta, say) if label in later],
        "header_left": _head(front.head_left(meta), f"{front.head_right(meta, say)} · {meta.readiness_label}"),
        "header_right": _parts(front.head_right(meta, say)),
        "readiness": _cut(meta.readiness_label),
        "footer": _parts(front.foot(meta, say)),
        "say": {**labels(say), "signature_heads": [say("Signature"), say("Who"), say("Date")]},
        "first": draw(first) if first else None,
        "contents_depth": depth,
        "contents_turn": turn,
        "sections": [
            {
                "page": section.page,
                "blocks": _with_floats(section, [_pointing(draw(block)) for block in section.blocks]),
            }
            for section in paper.sections(blocks, page_of)
        ],
        # Pages to tear off: at their places in the chapters they would leave half pages empty before and after them.
        "checklists": [draw(last), *map(draw, checklists)] if checklists else [],
    }


def _with_floats(section: paper.Section, told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the large drawings that the text may run past.

    Not one that is all a heading has below it, not one that has room on the fresh page its chapter begins, and not one
    with little of its chapter to come: at the foot of the next page it would stand in the next chapter.
    """
    filled = False
    for at, (above, block) in enumerate(pairwise(told), start=1):
        filled = filled or _fills(above)
        large = section.page == "portrait" and block.get("height", 0.0) > _LARGE
        block["floats"] = large and filled and above["kind"] != "heading" and _goes_on(told[at + 1 :])
    return _with_notes(told)


def _with_notes(told: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what is said in small letters after a drawing under its caption, where the drawing may leave it behind."""
    kept: list[dict[str, Any]] = []
    for block in told:
        drawing = kept[-1] if kept else {}
        if drawing.get("floats") and drawing["caption"] and _is_note(block):
            drawing["note"] = block["spans"]
        else:
            kept.append(block)
    return kept


def _is_note(block: dict[str, Any]) -> bool:
    return block["kind"] == "text" and not block["anchor"] and all(span["style"] == "muted" for span in block["spans"])


def _fills(block: dict[str, Any]) -> bool:
    return not (block["kind"] in _LIGHT or (block["kind"] == "table" and block["short"]))


def _goes_on(following: Sequence[dict[str, Any]]) -> bool:
    """Whether enough of the chapter follows to fill what is left of a page."""
    chapter = takewhile(lambda block: not (block["kind"] == "heading" and block["level"] == 1), following)
    return sum(map(_fills, chapter)) > 1


def _pointing(told: dict[str, Any]) -> dict[str, Any]:
    """Return what is told of a block; of a checklist, where it is to be found."""
    return told | {"kind": "pointer"} if told["kind"] == "checklist" else told


def _parts(running: str) -> list[str]:
    return [_cut(part) for part in running.split(" · ")]


def _head(left: str, right: str) -> list[str]:
    """Return the parts of a page's head; the name they begin with is cut so that the head takes one line."""
    name, *others = _parts(left)
    taken = sum(columns.letters(part) + 3 for part in (*others, *_parts(right)))
    return [_cut(name, max(_SHORTEST_NAME, min(_LONGEST_PART, _HEAD_LINE - taken))), *others]


def _cut(text: str, most: float = _LONGEST_PART) -> str:
    """Return the text on one line, cut where it would crowd the head or foot: it stands in full on the first pages."""
    text = " ".join(text.split())
    if columns.letters(text) <= most:
        return text
    ends = list(accumulate(map(columns.letters, text)))
    return text[: bisect_right(ends, most - 1)].rstrip() + "…"


def _without_echo(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks; a caption that says what the heading right above it says is left out."""
    found: list[Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if isinstance(block, Table) and isinstance(above, Heading) and block.caption == above.text:
            found.append(block.model_copy(update={"caption": ""}))
        else:
            found.append(block)
    return tuple(found)


def _contents(blocks: tuple[Block, ...]) -> tuple[int, str]:
    """Return how many levels the contents list, 0 without any, and the anchor with which its second column begins."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    if not headings:
        return 0, ""
    depth = next(level for level in (2, 1) if level == 1 or sum(h.level <= level for h in headings) <= _MOST_ENTRIES)
    listed = [heading for heading in headings if heading.level <= depth]
    if len(listed) < _FEWEST_IN_TWO_COLUMNS:
        return depth, ""
    middle = len(listed) / 2
    turns = [n for n, heading in enumerate(listed) if n and heading.level == 1 and heading.anchor]
    return depth, listed[min(turns, key=lambda n: abs(n - middle))].anchor if turns else ""


def _put_pictures(blocks: Iterable[Block], folder: Path) -> dict[str, str]:
    """Write the pictures into the folder; return the file of each by its name."""
    found: dict[str, str] = {}
    for block in _pictures(blocks):
        try:
            data = base64.b64decode(block.data, validate=True)
        except ValueError:
            continue
        name = f"{len(found)}.{block.media_type.removeprefix('image/')}"
        (folder / name).write_bytes(data)
        found[block.name] = name
    return found


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Fold):
            yield from _pictures(block.blocks)
