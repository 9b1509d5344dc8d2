"""A team's workflow as a swimlane picture: SVG text, and the same in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal
from xml.sax.saxutils import escape

from sop_kit.document import layout_sizes as size
from sop_kit.document import swimlane_parts as part
from sop_kit.document.layout import MARKS, Box, Diagram, Layout, Mark, Point, Rect, Route, lay_out, marks_of
from sop_kit.document.textfit import clean, fit, width
from sop_kit.words import Words

FONTS = "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',system-ui,sans-serif"
_LOOP = part.Type(11.5, 0, f'class="accent" fill="{part.ACCENT}"', "middle")
_LEGEND = part.Type(11.0, 0, f'class="muted" fill="{part.MUTED}"')
_LEGEND_LINE, _LEGEND_GAP = 22.0, 34.0
_NO_LOOP_TOP = size.LOOP_BAND - size.MARGIN / 2  # the picture begins here when no line leads round above it


def draw(  # noqa: PLR0913 - a picture has this many words around it
    diagram: Diagram,
    *,
    title: str,
    description: str,
    name: str,
    return_label: str,
    mark_labels: Mapping[str, str],
) -> str:
    """Return the picture as SVG text.

    Parameters
    ----------
    diagram
        What is to be drawn.
    title, description
        What the picture is, and what it shows, for people who do not see it.
    name
        Comes before every id, so that several pictures can live in one page.
    return_label
        Stands on the line that leads from the last stage back to the first; without it (empty) there is no such line.
    mark_labels
        What a mark means, for the legend; a mark that is not used does not appear there. ``"back"``, when given,
        explains the dashed arrows.
    """
    layout = lay_out(diagram)
    picture, ids = _safe(name), _ids(diagram, name)
    whole = [_whole_text(diagram, box) for box in diagram.boxes]
    loop = _loop(layout, clean(return_label))
    legend, bottom = _legend(layout, mark_labels)
    frame = Rect(0, 0, layout.width, bottom) if loop else Rect(0, _NO_LOOP_TOP, layout.width, bottom - _NO_LOOP_TOP)
    left, right = layout.lanes[0].area.x, layout.lanes[0].area.right
    parts = [
        _svg_start(picture, frame),
        f'<title id="{picture}-title">{escape(clean(title))}</title>',
        f'<desc id="{picture}-desc">{escape(clean(description))}</desc>',
        part.rect(frame, f'class="paper" fill="{part.PAPER}"'),
        *(part.column_body(column) for column in layout.columns),
        *(part.lane_head(lane) for lane in layout.lanes),
        *(part.border(lane.area.y, left, right) for lane in layout.lanes),
        part.border(layout.lanes[-1].area.bottom, left, right),
        *(part.column_head(column, last=column is layout.columns[-1]) for column in layout.columns),
        loop,
        *_arrows(layout),
        *(part.box(*one) for one in zip(layout.boxes, ids, whole, strict=True)),
        legend,
        "</svg>",
    ]
    return "\n".join(one for one in parts if one)


def twin(
    diagram: Diagram,
    say: Words,
    *,
    return_label: str | None = None,
    mark_labels: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the same flow in words: stage by stage, a line for every step.

    ``return_label`` and ``mark_labels`` are the words given to ``draw``; without them the kit's own are used.
    """
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    known: dict[str, Box] = {}
    for box in diagram.boxes:
        known.setdefault(box.id, box)
    marks = {**_mark_words(say), **(mark_labels or {})}
    lines = []
    for number, column in enumerate(diagram.columns, start=1):
        boxes = [box for box in diagram.boxes if box.column == column.id]
        lines.append(f"{number} {clean(column.label)}" + ("" if boxes else f" — {say('no step here')}"))
        for box in boxes:
            words = [clean(marks[mark]) for mark in marks_of(box)]
            marked = f" [{say.list(words)}]" if words else ""
            lines.append(f"{_start(diagram, box)}{marked}{_ends(diagram, box, columns, known, say)}")
    again = clean(say("and round again") if return_label is None else return_label)
    if again and len(columns) > 1:
        first, last = clean(diagram.columns[0].label), clean(diagram.columns[-1].label)
        lines.append(say("{step} ({words})", step=f"{len(columns)} {last} → 1 {first}", words=again))
    return tuple(lines)


def _start(diagram: Diagram, box: Box) -> str:
    lane = next((clean(lane.label) for lane in diagram.lanes if lane.id == box.lane), "")
    return f"{clean(box.id)} {clean(box.label)} — {lane}"


def _ends(diagram: Diagram, box: Box, columns: Mapping[str, int], known: Mapping[str, Box], say: Words) -> str:
    ahead: list[str] = []
    behind: list[str] = []
    for arrow in dict.fromkeys(a for a in diagram.arrows if a.source == box.id and a.target in known):
        back = columns[known[arrow.target].column] < columns[box.column]
        end = say("back to {step}", step=clean(arrow.target)) if back else clean(arrow.target)
        words = clean(arrow.label)
        (behind if back else ahead).append(say("{step} ({words})", step=end, words=words) if words else end)
    # "back to" stands last: a reader would take every step after it for one that lies behind.
    ends = ahead + behind
    return f" → {say.list(ends)}" if ends else ""


def _mark_words(say: Words) -> dict[str, str]:
    return {
        "hot": say("hot spot"),
        "one-head": say("known by one person"),
        "pilot": say("not yet standard"),
        "missing": say("owner not known"),
    }


def _svg_start(picture: str, frame: Rect) -> str:
    x, y, wide, tall = (part.number(side) for side in frame)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{picture}" viewBox="{x} {y} {wide} {tall}" width="{wide}" '
        f'height="{tall}" role="img" aria-labelledby="{picture}-title {picture}-desc" font-family="{FONTS}">'
    )


def _whole_text(diagram: Diagram, box: Box) -> str:
    ends = dict.fromkeys(arrow for arrow in diagram.arrows if arrow.source == box.id)
    ends_said = (
        f" → {clean(arrow.target)}" + (f" ({clean(arrow.label)})" if clean(arrow.label) else "") for arrow in ends
    )
    return _start(diagram, box) + "".join(ends_said)


def _safe(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", clean(text)) or "-"


def _ids(diagram: Diagram, name: str) -> list[str]:
    """Return an id for every box; a counter keeps apart what became equal when cleaned."""
    taken: set[str] = set()
    ids = []
    for box in diagram.boxes:
        wished = chosen = f"{_safe(name)}-{_safe(box.id)}"
        again = 1
        while chosen in taken:
            again += 1
            chosen = f"{wished}-{again}"
        taken.add(chosen)
        ids.append(chosen)
    return ids


def _arrows(layout: Layout) -> list[str]:
    """Return the arrows, those that lead back below the others, and then their labels above all of them."""
    nets: dict[tuple[str, bool], list[Route]] = defaultdict(list)
    for route in layout.routes:
        nets[route.arrow.target, route.back].append(route)
    drawn = [part.arrows(nets[net], back=net[1]) for net in sorted(nets, key=lambda net: not net[1])]
    return drawn + [part.arrow_label(route.label, route.arrow.label) for route in layout.routes if route.label]


def _loop(layout: Layout, label: str) -> str:
    """Return the light line from the last stage to the first, open in its middle for the label."""
    if not label or len(layout.columns) == 1:
        return ""
    start, up, down, end = layout.loop
    words = fit(label, room=max(up.x - down.x - 80, 0), size=_LOOP.size, most_lines=1)
    middle, half = (up.x + down.x) / 2, width(words.lines[0], _LOOP.size) / 2 + 10
    line = part.rounded((start, up, Point(middle + half, up.y))) + part.rounded((Point(middle - half, up.y), down, end))
    parts = (
        f'<g opacity="0.6">{part.arrow_line(line, back=True)}</g>',
        part.arrow_head(down, end, back=True),
        part.text(words.lines, Point(middle, up.y), _LOOP),
    )
    return f"<g>{f'<title>{escape(label)}</title>' if words.cut else ''}{''.join(parts)}</g>"


def _legend(layout: Layout, labels: Mapping[str, str]) -> tuple[str, float]:
    """Return the legend of the signs that are used, and where the picture ends below it."""
    used = {mark for placed in layout.boxes for mark in placed.marks}
    signs: list[Mark | Literal["back"]] = [mark for mark in MARKS if mark in used and mark in labels]
    if "back" in labels and any(route.back for route in layout.routes):
        signs.append("back")
    if not signs:
        return "", layout.height
    left = size.MARGIN + size.MARK_WIDTH
    parts, at = [], Point(left, layout.height + _LEGEND_LINE / 2)
    for sign in signs:
        words = clean(labels[sign])
        wide = size.MARK_WIDTH + width(words, _LEGEND.size)
        if at.x > left and at.x + wide > layout.width - size.MARGIN:
            at = Point(left, at.y + _LEGEND_LINE)
        parts.append(_back_sign(at) if sign == "back" else part.mark(sign, at))
        parts.append(part.text([words], Point(at.x + size.MARK_WIDTH, at.y), _LEGEND))
        at = Point(at.x + wide + _LEGEND_GAP, at.y)
    return f"<g>{''.join(parts)}</g>", at.y + _LEGEND_LINE


def _back_sign(at: Point) -> str:
    start, end = Point(at.x - 10, at.y), Point(at.x + 10, at.y)
    return part.arrow_line(part.rounded((end, start)), back=True) + part.arrow_head(start, end, back=True)
