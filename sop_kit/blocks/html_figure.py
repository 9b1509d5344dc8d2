"""Figures as HTML: the picture, what it is called, and the same in words."""

from __future__ import annotations

from sop_kit.blocks.html_style import palette
from sop_kit.blocks.html_text import Here, escape
from sop_kit.blocks.model import Figure
from sop_kit.blocks.svg_filter import Picture, safe_picture

# Colours that are right on any page, besides those of the palette.
_SHARED = {"none", "currentcolor"}
_LETTERS = 14.0  # px, the size letters have when there is room; how small they may get is in blocks.css
# In letters across: what fits a phone, and what fits an A4 page that is not turned.
_PHONE, _PAGE = 25.0, 90.0


def figure(block: Figure, here: Here) -> str:
    """Return a figure; one whose picture cannot be shown is its words alone."""
    prefix = here.ids.claim("picture")
    picture = safe_picture(block.svg, prefix=f"{prefix}-", paints=here.paints)
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    opening = f"<figure{here.ids.attribute(block.anchor)} class="
    if picture is None:
        lost = f'<p class="muted">{escape(here.say("The picture could not be shown. This is what it says:"))}</p>'
        return f'{opening}"lost">{caption}{lost}<p>{escape(block.alt)}</p>{_lines(block.twin)}</figure>'
    across = picture.width / picture.letters
    themed = picture.colours <= _SHARED | palette().keys()
    turned = across > _PAGE and picture.width > picture.height
    look = f"{'themed' if themed else 'plain'}{' turned' if turned else ''}"
    return f'{opening}"{look}">{caption}{_canvas(picture, block, across, here)}{_twin(block, picture, here)}</figure>'


def _canvas(picture: Picture, block: Figure, across: float, here: Here) -> str:
    # A picture with links inside is a group: an img hides its insides from screen readers but not from the tab key.
    role = "group" if picture.linked else "img"
    name = escape(block.alt or block.caption or here.say("Picture"))
    wide, tall = across * _LETTERS, across * _LETTERS * picture.height / picture.width
    drawn = (
        f'<svg role="{role}" aria-label="{name}" viewBox="{picture.view_box}" '
        f'width="{wide:.0f}" height="{tall:.0f}" style="--across:{across:.1f}">{picture.inside}</svg>'
    )
    if across <= _PHONE:
        return f'<div class="canvas">{drawn}</div>'
    region = escape(block.caption or block.alt or here.say("Picture"))
    return f'<div class="canvas" role="group" aria-label="{region}" tabindex="0">{drawn}</div>'


def _twin(block: Figure, picture: Picture, here: Here) -> str:
    if not block.twin:
        return ""
    opened = "" if picture.whole else " open"
    summary = escape(here.say("The same in words"))
    return f"<details{opened}><summary>{summary}</summary>{_lines(block.twin)}</details>"


def _lines(twin: tuple[str, ...]) -> str:
    said = "".join(f"<li>{escape(line)}</li>" for line in twin)
    return f'<ul class="bullets">{said}</ul>' if said else ""
