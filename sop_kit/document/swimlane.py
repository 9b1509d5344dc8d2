"""A team's workflow as a swimlane picture: SVG text, and the same in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from sop_kit.document import layout_sizes as size
from sop_kit.document import swimlane_parts as part
from sop_kit.document.layout import MARKS, Arrow, Box, Diagram, Layout, Mark, Point, lay_out
from sop_kit.document.textfit import clean, fit, width
from sop_kit.words import Words

FONTS = (
    "'Noto Sans CJK SC','Noto Sans SC','PingFang SC','Microsoft YaHei','Segoe UI',system-ui,sans-serif"
)
_LEGEND_TYPE = 11.0
_LEGEND_LINE = 22.0


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
        Stands on the line that leads from the last stage back to the first.
    mark_labels
        What a mark means, for the legend; a mark that is not used does not appear there. ``"back"``, when given,
        explains the dashed arrows.
    """
    layout = lay_out(diagram)
    ids = _ids(diagram, name)
    whole = {box.id: _whole_text(diagram, box) for box in diagram.boxes}
    legend, legend_height = _legend(layout, mark_labels)
    wide, tall = part.number(layout.width), part.number(layout.height + legend_height)
    head = clean(name)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" id={quoteattr(_safe(name))} viewBox="0 0 {wide} {tall}" '
        f'width="{wide}" height="{tall}" role="img" aria-labelledby={quoteattr(f"{_safe(head)}-title {_safe(head)}-desc")} '
        f'font-family="{FONTS}">',
        f"<title id={quoteattr(_safe(name) + '-title')}>{escape(clean(title))}</title>",
        f"<desc id={quoteattr(_safe(name) + '-desc')}>{escape(clean(description))}</desc>",
        f'<rect class="paper" width="{wide}" height="{tall}" fill="{part.PAPER}"/>',
        *(part.column_body(column) for column in layout.columns),
        *(part.lane_band(lane) for lane in layout.lanes),
        *(part.border(lane.area.y, lane.area.x, lane.area.right) for lane in layout.lanes),
        part.border(layout.lanes[-1].area.bottom, layout.lanes[-1].area.x, layout.lanes[-1].area.right),
        *(part.column_head(column, last=column is layout.columns[-1]) for column in layout.columns),
        _loop(layout, clean(return_label)),
        *(part.arrow(route) for route in sorted(layout.routes, key=lambda route: not route.back)),
        *(part.box(placed, ids[n], whole[placed.box.id]) for n, placed in enumerate(layout.boxes)),
        legend,
        "</svg>",
    ]
    return "\n".join(one for one in parts if one)


def twin(diagram: Diagram, say: Words) -> tuple[str, ...]:
    """Return the same flow in words: stage by stage, a line for every step."""
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    known = {box.id: box for box in diagram.boxes}
    lines = []
    for number, column in enumerate(diagram.columns, start=1):
        boxes = [box for box in diagram.boxes if box.column == column.id]
        lines.append(f"{number} {clean(column.label)}" + ("" if boxes else f" — {say('no step here')}"))
        lines += [_line(diagram, box, columns, known, say) for box in boxes]
    first, last = clean(diagram.columns[0].label), clean(diagram.columns[-1].label)
    return (*lines, f"{len(columns)} {last} → 1 {first} ({say('and round again')})")


def _line(diagram: Diagram, box: Box, columns: Mapping[str, int], known: Mapping[str, Box], say: Words) -> str:
    lane = next(clean(lane.label) for lane in diagram.lanes if lane.id == box.lane)
    line = f"{clean(box.id)} {clean(box.label)} — {lane}"
    marks = [_mark_word(mark, say) for mark in box.marks]
    if marks:
        line += f" [{say.list(marks)}]"
    ends = []
    for arrow in dict.fromkeys(a for a in diagram.arrows if a.source == box.id and a.target in known):
        back = columns[known[arrow.target].column] < columns[box.column]
        end = say("back to {step}", step=clean(arrow.target)) if back else clean(arrow.target)
        ends.append(f"{end} ({clean(arrow.label)})" if clean(arrow.label) else end)
    return f"{line} → {say.list(ends)}" if ends else line


def _mark_word(mark: Mark, say: Words) -> str:
    if mark == "hot":
        return say("hot spot")
    if mark == "one-head":
        return say("known by one person")
    if mark == "pilot":
        return say("not yet standard")
    return say("owner not known")


def _whole_text(diagram: Diagram, box: Box) -> str:
    lane = next(lane.label for lane in diagram.lanes if lane.id == box.lane)
    nexts = dict.fromkeys(arrow for arrow in diagram.arrows if arrow.source == box.id)
    return clean(" ".join([box.id, box.label, "—", lane, *(_to(arrow) for arrow in nexts)]))


def _to(arrow: Arrow) -> str:
    return f"→ {arrow.target} ({arrow.label})" if arrow.label else f"→ {arrow.target}"


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


def _loop(layout: Layout, label: str) -> str:
    """Return the light line from the last stage to the first, open in its middle for the label."""
    start, up, down, end = layout.loop
    words = fit(label, room=abs(up.x - down.x) - 80, size=size.LABEL_TYPE + 1, most_lines=1)
    middle = (up.x + down.x) / 2
    half = width(words.lines[0], size.LABEL_TYPE + 1) / 2 + 10 if words.lines else 0.0
    look = f'fill="none" stroke="{part.ACCENT}" stroke-opacity="0.5" stroke-width="1.4" stroke-dasharray="5 3.5"'
    before = part.rounded((start, up, Point(middle + half, up.y)))
    after = part.rounded((Point(middle - half, up.y), down, end))
    text = part.text(
        words.lines,
        middle,
        up.y,
        size_=size.LABEL_TYPE + 1,
        step=0,
        look=f'class="accent" fill="{part.ACCENT}"',
        anchor="middle",
    )
    head = part.arrow_head(down, end, "accent", part.ACCENT)
    return f'<g class="loop"><path class="accent" d="{before}{after}" {look}/>{head}{text}</g>'


def _legend(layout: Layout, labels: Mapping[str, str]) -> tuple[str, float]:
    """Return the legend of the marks that are used, and its height."""
    used = {mark for placed in layout.boxes for mark in placed.box.marks}
    entries: list[str] = [mark for mark in MARKS if mark in used and mark in labels]
    if "back" in labels and any(route.back for route in layout.routes):
        entries.append("back")
    if not entries:
        return "", 0.0
    parts, x, y = [], size.MARGIN + size.MARK_WIDTH, layout.height + _LEGEND_LINE / 2
    for entry in entries:
        words = clean(labels[entry])
        needed = size.MARK_WIDTH + 8 + width(words, _LEGEND_TYPE)
        if x > size.MARGIN + size.MARK_WIDTH and x + needed > layout.width - size.MARGIN:
            x, y = size.MARGIN + size.MARK_WIDTH, y + _LEGEND_LINE
        parts.append(_sign(entry, x, y))
        look = f'class="muted" fill="{part.MUTED}"'
        parts.append(part.text([words], x + size.MARK_WIDTH, y, size_=_LEGEND_TYPE, step=0, look=look))
        x += needed + 26
    return f'<g class="legend">{"".join(parts)}</g>', y + _LEGEND_LINE - layout.height


def _sign(entry: str, x: float, y: float) -> str:
    for mark in MARKS:
        if mark == entry:
            return part.mark(mark, x, y)
    start, end = Point(x - 14, y), Point(x + 8, y)
    look = f'class="arrow back accent" fill="none" stroke="{part.ACCENT}" stroke-width="1.4" stroke-dasharray="5 3.5"'
    line = part.rounded((end, start))
    return f'<path d="{line}" {look}/>' + part.arrow_head(start, end, "arrow back accent", part.ACCENT)
