"""A team's workflow as a swimlane picture: SVG text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple
from xml.sax.saxutils import escape

from sop_kit.document.swimlane import ink, parts
from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.layout import A4, MARKS, Diagram, Layout, Mark, PlacedBox, Point, Rect, Sheet, lay_out
from sop_kit.document.swimlane.marks import mark
from sop_kit.document.swimlane.textfit import clean, fit, width
from sop_kit.document.swimlane.twin import start

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',system-ui,sans-serif"
_LOOP = ink.Type(size.LETTERS, 0, f'fill="{ink.ACCENT}"', "middle")
_LEGEND = ink.Type(size.LETTERS, 0, inherits=True)
_LEGEND_GAP = 26.0
_BACK_SIGN = 9.0  # half of it
_SELDOM, _OFTEN = 1, 3  # weights of an arrow that was seen
_Sign = Mark | Literal["back", "often", "strange"]
_NO_LOOP_TOP = size.LOOP_BAND  # the picture begins here when no line leads round above it


class Drawn(NamedTuple):
    """A picture in parts, each of them SVG text, in the order in which they are painted."""

    frame: Rect  # what the picture shows
    under: str  # paper, lanes, columns and the line that leads round
    arrows: str
    labels: tuple[str, ...]  # of the arrows, in the layout's order; "" where one has none
    signs: str  # of steps in other pictures
    boxes: tuple[str, ...]  # in the layout's order
    legend: str


def draw(  # noqa: PLR0913 - a picture has this many words around it
    diagram: Diagram,
    *,
    title: str,
    description: str,
    name: str,
    return_label: str,
    mark_labels: Mapping[str, str],
    sheet: Sheet = A4,
) -> str:
    """Return the picture as SVG text.

    Parameters
    ----------
    diagram
        What is to be drawn.
    title, description
        What the picture is, and what it shows, for people who do not see it.
    name
        Its id, so that several pictures can live in one page.
    return_label
        Stands on the line that leads from the last stage back to the first; without it (empty) there is no such line.
    mark_labels
        What a mark means, for the legend; a mark that is not used does not appear there. ``"back"``, when given,
        explains the dashed arrows; ``"often"`` and ``"strange"`` explain those that were seen.
    sheet
        What the picture has to fit.
    """
    drawn = draw_parts(diagram, lay_out(diagram, sheet), return_label=return_label, mark_labels=mark_labels)
    picture = _safe(name)
    lines = [
        _svg_start(picture, drawn.frame),
        f'<title id="{picture}-title">{escape(clean(title))}</title>',
        f'<desc id="{picture}-desc">{escape(clean(description))}</desc>',
        joined(drawn),
        "</svg>",
    ]
    return "\n".join(lines)


def draw_parts(diagram: Diagram, layout: Layout, *, return_label: str, mark_labels: Mapping[str, str]) -> Drawn:
    """Return the parts of a picture that was laid out; the words as for ``draw``."""
    loop = _loop(layout, clean(return_label))
    legend, bottom = _legend(layout, mark_labels)
    frame = Rect(0, 0, layout.width, bottom) if loop else Rect(0, _NO_LOOP_TOP, layout.width, bottom - _NO_LOOP_TOP)
    paper, heads = ink.rect(frame, f' fill="{ink.PAPER}"'), parts.column_heads(layout.columns)
    labels = [parts.label(route.label, route.arrow.label) for route in layout.routes]
    return Drawn(
        frame=frame,
        under=_stacked([paper, parts.background(layout), heads, loop]),
        arrows=parts.arrows(layout.routes),
        labels=(*labels, *(parts.label(one.label, one.beyond.label) for one in layout.beyond)),
        signs=parts.beyond(layout.beyond),
        boxes=tuple(parts.box(placed, _whole(diagram, placed)) for placed in layout.boxes),
        legend=legend,
    )


def joined(drawn: Drawn) -> str:
    """Return the parts of a picture as one piece of SVG text, without the element around it."""
    labels, boxes = ink.group(parts.LABEL_LOOK, drawn.labels), ink.group(parts.BOX_LOOK, drawn.boxes)
    return _stacked([drawn.under, drawn.arrows, labels, drawn.signs, boxes, drawn.legend])


def _stacked(drawn: Sequence[str]) -> str:
    return "\n".join(one for one in drawn if one)


def _whole(diagram: Diagram, placed: PlacedBox) -> str:
    # What was seen in a log has no card that tells more: its name is told once, unless the box cut it.
    return start(diagram, placed.box) if placed.box.code is None or placed.cut else ""


def _svg_start(picture: str, frame: Rect) -> str:
    x, y, wide, tall = (ink.number(side) for side in frame)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{picture}" viewBox="{x} {y} {wide} {tall}" width="{wide}" '
        f'height="{tall}" role="img" aria-labelledby="{picture}-title {picture}-desc" font-family="{FONTS}">'
    )


def _safe(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", clean(text)) or "-"


def _loop(layout: Layout, label: str) -> str:
    """Return the line from the last stage round to the first, open in its middle for the label."""
    if not label or len(layout.columns) == 1:
        return ""
    begin, up, down, end = layout.loop
    words = fit(label, room=max(up.x - down.x - 80, 0), size=_LOOP.size, most_lines=1)
    middle, half = (up.x + down.x) / 2, width(words.lines[0], _LOOP.size) / 2 + 8
    line = parts.back_arrow((Point(middle - half, up.y), down, end), light=(begin, up, Point(middle + half, up.y)))
    return ink.with_title(line + ink.text(words.lines, Point(middle, up.y), _LOOP), label, cut=words.cut)


def _legend(layout: Layout, labels: Mapping[str, str]) -> tuple[str, float]:
    """Return the legend of the signs that are used, and where the picture ends below it."""
    signs = _signs(layout, labels)
    if not signs:
        return "", layout.height
    left = size.MARGIN + size.MARK_WIDTH
    drawn, at = [], Point(left, layout.height + size.LEGEND / 2)
    for sign in signs:
        words = clean(labels[sign])
        wide = size.MARK_WIDTH + width(words, _LEGEND.size)
        if at.x > left and at.x + wide > layout.width - size.MARGIN:
            at = Point(left, at.y + size.LEGEND)
        drawn.append(_sign(sign, at))
        drawn.append(ink.text([words], Point(at.x + size.MARK_WIDTH, at.y), _LEGEND))
        at = Point(at.x + wide + _LEGEND_GAP, at.y)
    look = f'font-size="{ink.number(_LEGEND.size)}" fill="{ink.MUTED}"'
    return ink.group(look, drawn), at.y + size.LEGEND / 2


def _signs(layout: Layout, labels: Mapping[str, str]) -> list[_Sign]:
    used = {mark for placed in layout.boxes for mark in placed.marks}
    signs: list[_Sign] = [mark for mark in MARKS if mark in used and mark in labels]
    arrows = [route.arrow for route in layout.routes]
    lines: list[tuple[_Sign, bool]] = [
        ("back", any(route.back and not route.arrow.weight for route in layout.routes)),
        ("often", any(arrow.weight > _SELDOM for arrow in arrows)),
        ("strange", any(arrow.strange for arrow in arrows)),
    ]
    return signs + [sign for sign, used in lines if used and sign in labels]


def _sign(sign: _Sign, at: Point) -> str:
    left, right = Point(at.x - _BACK_SIGN, at.y), Point(at.x + _BACK_SIGN, at.y)
    if sign == "back":
        return parts.back_arrow((right, left))
    if sign == "often":
        return parts.seen_arrow((left, right), parts.seen_look(_OFTEN, strange=False))
    if sign == "strange":
        return parts.seen_arrow((left, right), parts.seen_look(_SELDOM, strange=True))
    return mark(sign, at)
