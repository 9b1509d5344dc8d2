"""The marks of which a chart is made, as SVG text: labels, bars, dots, rules and the canvas they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from sop_kit.document.swimlane.textfit import clean, shorten, width

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',system-ui,sans-serif"
INK, MUTED, FAINT, LINE, PAPER = "#1b2430", "#566171", "#7d8a9a", "#d3dae3", "#ffffff"
ACCENT, WARNING = "#0b5cad", "#8a5200"
TYPE = 11.5
_BASELINE = 0.36  # of the type size, from the middle of a line down to its baseline
_MARGIN = 8.0


class Mark(NamedTuple):
    """A mark of a chart: higher layers lie above lower ones; marks of one look are written together."""

    layer: int
    look: str  # attributes
    shape: str  # an element, or the data of a path: those of one look become one path


def canvas(marks: Iterable[Mark], *, width: float, height: float, name: str, title: str) -> str:
    """Return a picture as SVG text; ``name`` comes before its ids, ``title`` says what it is."""
    prefix = re.sub(r"[^\w-]+", "-", name)
    wide, tall, corner = width + 2 * _MARGIN, height + 2 * _MARGIN, short(-_MARGIN)
    looks: dict[tuple[int, str], list[str]] = {}
    for mark in marks:
        looks.setdefault((mark.layer, mark.look), []).append(mark.shape)
    groups = (_together(look, shapes) for (_, look), shapes in sorted(looks.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{corner} {corner} {short(wide)} {short(tall)}" '
        f'width="{short(wide)}" height="{short(tall)}" role="img" aria-labelledby="{prefix}-title" '
        f'font-family="{FONTS}" font-size="{TYPE}">\n<title id="{prefix}-title">{escape(clean(title))}</title>\n'
        f'<rect x="{corner}" y="{corner}" width="{short(wide)}" height="{short(tall)}" fill="{PAPER}"/>\n'
        + "\n".join(groups)
        + "\n</svg>"
    )


def _together(look: str, shapes: Sequence[str]) -> str:
    inside = "".join(shapes)
    return f'<path {look} d="{inside}"/>' if inside.startswith("M") else f"<g {look}>{inside}</g>"


def label(  # noqa: PLR0913 - a text has this many sides
    text: str, x: float, y: float, *, fill: str = INK, bold: bool = False, anchor: str = "start", to: str = ""
) -> Mark:
    """Return a line of text whose middle is at ``y``; ``to`` makes it a link to a place of the document."""
    weight = ' font-weight="700"' if bold else ""
    end = "" if anchor == "start" else f' text-anchor="{anchor}"'
    shape = f'<text x="{short(x)}" y="{short(y + TYPE * _BASELINE)}">{escape(clean(text))}</text>'
    return Mark(3, f'fill="{fill}"{weight}{end}', f"<a href={quoteattr(to)}>{shape}</a>" if to else shape)


def bar(start: float, end: float, y: float, *, warning: bool = False) -> Mark:
    """Return a bar from one value to another; a warning is told by its dashes, and by its colour."""
    look = f'stroke="{WARNING}" stroke-dasharray="3 2"' if warning else f'stroke="{ACCENT}"'
    return Mark(1, f'fill="none" {look} stroke-width="3"', f"M{short(start - 3)} {short(y)}h{short(end - start + 6)}")


def dot(x: float, y: float, *, warning: bool = False) -> Mark:
    """Return the mark of a median: a dot, or as a warning a diamond."""
    if not warning:
        # A line of no length with round ends: a dot in ten letters.
        look = f'fill="none" stroke="{ACCENT}" stroke-width="9" stroke-linecap="round"'
        return Mark(2, look, f"M{short(x)} {short(y)}h.1")
    side = "l5.4 5.4-5.4 5.4-5.4-5.4z"
    return Mark(2, f'fill="{PAPER}" stroke="{WARNING}" stroke-width="2"', f"M{short(x)} {short(y - 5.4)}{side}")


def count_bar(x: float, y: float, count: int, length: float) -> tuple[Mark, ...]:
    """Return a count as a bar with its figure behind it; nothing is a faint dash."""
    if not count:
        return (label("–", x, y, fill=FAINT),)
    long = max(length, 2.0)
    drawn = f'<rect x="{short(x)}" y="{short(y - 5)}" width="{short(long)}" height="10" rx="1.5"/>'
    return (Mark(1, f'fill="{ACCENT}"', drawn), label(str(count), x + long + 5, y))


def rule(x: float, top: float, bottom: float, *, strong: bool = False) -> Mark:
    """Return a line downwards; a strong one marks the value that counts."""
    look = f'stroke="{FAINT}" stroke-dasharray="2 3"' if strong else f'stroke="{LINE}"'
    return Mark(0, f'fill="none" {look}', f"M{short(x)} {short(top)}V{short(bottom)}")


def shortened(text: str, room: float, *, bold: bool = False) -> str:
    """Return the text, or its beginning when there is no room for all of it."""
    text = clean(text)
    return text if width(text, TYPE, bold=bold) <= room else shorten(text, room=room, size=TYPE, bold=bold)


def wide(texts: Sequence[str], *, most: float, bold: bool = False) -> float:
    """Return how wide the widest of some texts is, at most ``most``."""
    return min(max((width(clean(text), TYPE, bold=bold) for text in texts), default=0.0), most)


def short(value: float) -> str:
    """Return a number as a picture writes it, to a tenth."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
