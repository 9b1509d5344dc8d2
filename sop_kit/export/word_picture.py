"""Pictures in Word: drawings as pixels no finer than a printer shows, each with what it shows in words."""

from __future__ import annotations

import base64
import binascii

from sop_kit.blocks.model import Figure, Picture, Span
from sop_kit.blocks.raster import raster
from sop_kit.export import paper
from sop_kit.export import word_markup as word
from sop_kit.export.png import png
from sop_kit.export.word_markup import NAMESPACES
from sop_kit.export.word_press import Press
from sop_kit.export.word_text import plain_lines

_DOTS_PER_MM = 200 / 25.4
_PX_PER_MM = 96 / 25.4
_EMU_PER_MM = 36000
_SUFFIX = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}


def page_of(block: Figure, press: Press) -> paper.Sheet:
    """Return the page a drawing needs to be legible."""
    drawn = press.drawing(block)
    return paper.place(drawn.width, drawn.height).page if drawn else "portrait"


def figure(block: Figure, press: Press) -> str:
    """Return a drawing with its caption; one that cannot be read is said in words."""
    drawn = press.drawing(block)
    if drawn is None:
        return _in_words(block, press)
    spot = paper.place(drawn.width, drawn.height)
    zoom = spot.width * _DOTS_PER_MM / drawn.width
    frame = _frame(press, ("png", png(drawn.svg, zoom=zoom)), spot, paper.in_words(block), block.name)
    return _captioned(block, press, frame)


def picture(block: Picture, press: Press) -> str:
    """Return a picture of the team's own with its caption; one that is damaged is said in words."""
    try:
        found = raster(base64.b64decode(block.data, validate=True))
    except (binascii.Error, ValueError):
        found = None
    if found is None:
        return _in_words(block, press)
    spot = paper.place(block.width, block.height)
    if spot.page != "portrait":
        spot = upright(block.width, block.height)
    frame = _frame(press, (_SUFFIX[found.media_type], found.data), spot, block.alt or block.caption, block.name)
    return _captioned(block, press, frame)


def upright(width: float, height: float) -> paper.Placement:
    """Return a picture's size on an upright page: a photograph shrinks, it turns no page."""
    wide, high = width / _PX_PER_MM, height / _PX_PER_MM
    room = paper.ROOM["portrait"]
    scale = min(1.0, room[0] / wide, room[1] / high)
    return paper.Placement("portrait", wide * scale, high * scale)


def _captioned(block: Figure | Picture, press: Press, frame: str) -> str:
    return word.paragraph("Figure", press.at(block.anchor) + frame) + _caption(block, press)


def _caption(block: Figure | Picture, press: Press) -> str:
    if not block.caption:
        return word.gap()
    return word.paragraph("Caption", press.caption("figure", press.say("Figure {n}", n="@")) + word.run(block.caption))


def _in_words(block: Figure | Picture, press: Press) -> str:
    lost = press.say("The picture could not be shown. This is what it says:")
    told = (block.alt, *block.twin) if isinstance(block, Figure) else (block.alt,)
    lines = tuple((Span(text=line),) for line in told if line)
    head = word.paragraph("BodyText", press.at(block.anchor) + word.run(lost), keep=True)
    return head + plain_lines(lines, press) + _caption(block, press)


def _frame(press: Press, file: tuple[str, bytes], spot: paper.Placement, alt: str, name: str) -> str:
    suffix, data = file
    relation, number = press.picture(data, suffix), press.next_id()
    size = f'cx="{round(spot.width * _EMU_PER_MM)}" cy="{round(spot.height * _EMU_PER_MM)}"'
    named = f'id="{number}" name={word.quoted(name)}'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f"<wp:docPr {named} descr={word.quoted(alt)}/><wp:cNvGraphicFramePr>"
        f'<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
