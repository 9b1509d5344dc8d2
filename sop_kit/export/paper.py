"""Make a document fit for a file: texts spelled out, levels without gaps, links that arrive, figures that fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sop_kit.blocks.model import Block, Bundle, Figure, Heading, Inline, Meta
from sop_kit.blocks.svg_filter import safe_picture
from sop_kit.export import fonts
from sop_kit.words import words

Sheet = Literal["portrait", "landscape"]
Page = Literal[Sheet, "alone"]  # alone: upright, and nothing else on it

# What a figure may fill on a page, in mm, with room left for its heading and caption: A4, and A4 turned, whose margins
# are narrow. No larger sheet: few printers hold one.
ROOM: dict[Sheet, tuple[float, float]] = {"portrait": (173.5, 200.0), "landscape": (276.0, 170.5)}
# Below that scale a figure's 12 px letters fall under 6 pt, and turning the page is worth its trouble.
_LEGIBLE = 0.66
# A high figure on an upright page: its 12 px letters are 6.75 pt then.
_HIGH, _COMPACT = 90.0, 0.75
_MM_PER_PX = 25.4 / 96
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_TEXT = frozenset({"to", "anchor", "name", "svg", "bpmn", "data"})
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_FONTS = ", ".join((*fonts.FAMILIES, "sans-serif"))


@dataclass(frozen=True, slots=True)
class Placement:
    """The sheet a figure goes on and its size there in mm."""

    page: Sheet
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure's markup and its size in px."""

    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks in a row on pages of one kind."""

    page: Page
    blocks: tuple[Block, ...]


def sound(bundle: Bundle, spell: Callable[[str], str]) -> Bundle:
    """Return the document with every text spelled by ``spell`` and its structure in order.

    Heading levels leave no gap, an anchor stands for one place, and a link leads to a place of the document or to a web
    or mail address; a link that leads nowhere is plain text.
    """
    facts = _spelled(bundle.model_dump(), spell)
    _close_gaps(facts["blocks"])
    places = _keep_first_anchors(facts["blocks"])
    say = words(bundle.meta.lang)
    old = (" " if say.lang == "en" else "") + say("(translation older than its source)")
    for span in _spans(facts["blocks"]):
        # Colour alone tells nothing to those who cannot see it.
        span["text"] += old if span["style"] == "stale" else ""
        target = span["to"]
        leads = target[1:] in places if target.startswith("#") else _ADDRESS.fullmatch(target)
        span["to"] = target if leads else ""
    return Bundle.model_validate(facts)


def page_of(block: Block) -> Page:
    """Return the kind of page a block needs: a figure too wide for an upright one needs another."""
    drawn = drawing(block.svg) if isinstance(block, Figure) else None
    return place(drawn.width, drawn.height).page if drawn else "portrait"


def sections(blocks: tuple[Block, ...], page_of: Callable[[Block], Page] = page_of) -> tuple[Section, ...]:
    """Return the blocks grouped by the kind of page they need.

    A block that needs another page than an upright one takes the headings just before it along.
    """
    groups: list[tuple[Page, list[Block]]] = []
    for block in blocks:
        page = page_of(block)
        if page == "portrait":
            if not groups or groups[-1][0] != "portrait":
                groups.append(("portrait", []))
            groups[-1][1].append(block)
            continue
        before = groups[-1][1] if groups and groups[-1][0] == "portrait" else []
        start = _lead_in(before)
        groups.append((page, [*before[start:], block]))
        del before[start:]
    return tuple(Section(page, tuple(group)) for page, group in groups if group)


def place(width: float, height: float) -> Placement:
    """Return where a drawing of that size in px goes: upright if it stays legible, else on a turned page."""
    wide, high = in_mm(width), in_mm(height)
    scales = {page: min(1.0, room[0] / wide, room[1] / high) for page, room in ROOM.items()}
    # Turning the page must buy something: a tall figure stays upright.
    page: Sheet = "portrait" if scales["portrait"] >= min(_LEGIBLE, scales["landscape"] * 0.95) else "landscape"
    scale = scales[page]
    if page == "portrait" and high * scale > _HIGH:
        scale = min(scale, max(_COMPACT, _HIGH / high))
    return Placement(page, wide * scale, high * scale)


def in_mm(px: float) -> float:
    """Return how long so many px are on paper."""
    return px * _MM_PER_PX


def drawing(svg: str, spell: Callable[[str], str] = fonts.drawable) -> Drawing | None:
    """Return what may be drawn of a figure, its texts spelled by ``spell``, or nothing when it cannot be read."""
    picture = safe_picture(spell(svg), prefix="")
    if picture is None:
        return None
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{picture.width:g}" height="{picture.height:g}" '
        f'viewBox="{picture.view_box}" font-family="{_FONTS}">{picture.inside}</svg>'
    )
    return Drawing(markup, picture.width, picture.height)


def in_words(figure: Figure) -> str:
    """Return what a figure shows for those who cannot see it: its short text and its twin."""
    return "\n".join((figure.alt or figure.caption or figure.name, *figure.twin))


def moment(meta: Meta) -> datetime:
    """Return the time a file bears: midnight of the record's date, or a fixed day when there is none."""
    return datetime.fromisoformat(f"{meta.date[:10]}T00:00:00+00:00") if meta.date else _NO_DATE


def lines_of(inline: Inline) -> Iterator[Inline]:
    """Yield an inline line by line."""
    line: list[Any] = []
    for span in inline:
        first, *rest = span.text.split("\n")
        line.append(span.model_copy(update={"text": first}))
        for text in rest:
            yield tuple(line)
            line = [span.model_copy(update={"text": text})]
    yield tuple(line)


def _lead_in(before: list[Block]) -> int:
    start = len(before)
    while start and isinstance(before[start - 1], Heading):
        start -= 1
    return start


def _spelled(facts: Any, spell: Callable[[str], str], key: str = "") -> Any:  # noqa: ANN401  any JSON
    if isinstance(facts, str):
        return facts if key in _NOT_TEXT else spell(facts)
    if isinstance(facts, dict):
        return {name: _spelled(value, spell, name) for name, value in facts.items()}
    if isinstance(facts, list | tuple):
        return [_spelled(value, spell, key) for value in facts]
    return facts


def _close_gaps(blocks: list[dict[str, Any]]) -> None:
    above: list[int] = []
    for block in blocks:
        if block["kind"] == "heading":
            above = [level for level in above if level < block["level"]] + [block["level"]]
            block["level"] = len(above)


def _keep_first_anchors(blocks: list[dict[str, Any]]) -> set[str]:
    seen: set[str] = set()
    for fact in _anchored(blocks):
        anchor = fact.get("anchor")
        if anchor in seen:
            fact["anchor"] = ""
        elif anchor:
            seen.add(anchor)
    return seen


def _anchored(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield block
        yield from block.get("rows", ())
        yield from _anchored(block.get("blocks", []))


def _spans(facts: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  any JSON
    if isinstance(facts, dict):
        if "to" in facts:
            yield facts
        facts = facts.values()
    if not isinstance(facts, str | int | float | None):
        for fact in facts:
            yield from _spans(fact)
