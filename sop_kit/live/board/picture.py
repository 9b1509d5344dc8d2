"""What the board shows, as JSON for the browser: the document's swimlane in parts, and the lanes it leaves out.

Nothing is laid out a second time: whoever joins the parts has the document's picture.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sop_kit.document.swimlane import parts
from sop_kit.document.swimlane.draw import FONTS, Drawn
from sop_kit.document.swimlane.facts import Diagram, Lane, Layout, PlacedBox, PlacedLane, Rect, Route
from sop_kit.document.view import View
from sop_kit.document.workflow import lane_of, lane_order, stage_columns, workflow_parts, workflow_picture
from sop_kit.live.board.bare import lanes_alone, lanes_below
from sop_kit.live.board.spoken import says, step_facts

Json = dict[str, Any]


def picture(view: View) -> Json:
    """Return the board's picture: its parts as SVG text, where each stands, and what the steps say of themselves."""
    steps = view.record.steps
    if not steps:
        return _without_steps(view)
    diagram, layout, drawn = workflow_picture(view, steps)
    used = {lane.id for lane in diagram.lanes}
    below = lanes_below(layout, _lanes(view, [role.id for role in view.record.roles if role.id not in used]))
    taller = sum((lane.area.h for lane in below.lanes), 0.0)
    return {
        **_frame(drawn, taller),
        "more": parts.background(below) if below.lanes else "",
        "lanes": [*_lane_facts(layout, empty=False), *_lane_facts(below, empty=True)],
        "columns": _columns(layout),
        "boxes": _boxes(view, diagram, layout, drawn),
        "arrows": [_arrow(route, label) for route, label in zip(layout.routes, drawn.labels, strict=True)],
        "legend": {"svg": drawn.legend, "shift": taller},
        "places": _places(layout, (*layout.lanes, *below.lanes)),
        "steps": step_facts(view),
    }


def _without_steps(view: View) -> Json:
    lanes = _lanes(view, [role.id for role in view.record.roles]) or (Lane("", view.say("no role yet")),)
    diagram = Diagram(lanes, stage_columns(view), (), ())
    layout = lanes_alone(diagram.columns, lanes)
    drawn = workflow_parts(view, diagram, layout)
    return {
        **_frame(drawn, 0.0),
        "more": "",
        "lanes": _lane_facts(layout, empty=True),
        "columns": _columns(layout),
        "boxes": [],
        "arrows": [],
        "legend": {"svg": "", "shift": 0.0},
        "places": _places(layout, layout.lanes),
        "steps": {},
    }


def _lanes(view: View, roles: Sequence[str]) -> tuple[Lane, ...]:
    return tuple(lane_of(view, role) for role in lane_order(view.record, roles))


def _frame(drawn: Drawn, taller: float) -> Json:
    """Return what the document's picture shows, the same with the lanes below it, and what lies under all."""
    return {
        "frame": list(drawn.frame),
        "whole": list(drawn.frame._replace(h=drawn.frame.h + taller)),
        "font": FONTS,
        "looks": {"boxes": parts.BOX_LOOK, "labels": parts.LABEL_LOOK, "lanes": parts.LANE_LOOK},
        "under": drawn.under,
        "lines": drawn.arrows,
    }


def _lane_facts(layout: Layout, *, empty: bool) -> list[Json]:
    return [_lane(lane, empty=empty) for lane in layout.lanes]


def _lane(placed: PlacedLane, *, empty: bool) -> Json:
    return {
        "id": placed.lane.id,
        "name": placed.lane.label,
        "y": placed.area.y,
        "height": placed.area.h,
        "head": list(placed.head),
        "svg": parts.lane_name(placed),
        "empty": empty,
        "height_set": placed.lane.least,
    }


def _columns(layout: Layout) -> list[Json]:
    return [
        {
            "id": placed.column.id,
            "name": placed.column.label,
            "number": placed.number,
            "x": placed.head.x,
            "width": placed.head.w,
        }
        for placed in layout.columns
    ]


def _boxes(view: View, diagram: Diagram, layout: Layout, drawn: Drawn) -> list[Json]:
    heard = says(view, diagram)
    return [
        {
            "id": placed.box.id,
            "lane": placed.box.lane,
            "column": placed.box.column,
            "rect": list(placed.area),
            "marks": list(placed.marks),
            "svg": svg,
            "says": heard[placed.box.id],
        }
        for placed, svg in zip(layout.boxes, drawn.boxes, strict=True)
    ]


def _arrow(route: Route, label: str) -> Json:
    return {
        "source": route.arrow.source,
        "target": route.arrow.target,
        "when": route.arrow.label,
        "back": route.back,
        "points": [list(point) for point in route.points],
        "label": {"rect": list(route.label.area), "svg": label} if route.label else None,
    }


def _places(layout: Layout, lanes: Sequence[PlacedLane]) -> list[Json]:
    """Return where every lane crosses every column, with the steps there as they are read: down, then to the right."""
    held: dict[tuple[str, str], list[PlacedBox]] = defaultdict(list)
    for placed in sorted(layout.boxes, key=lambda placed: (placed.area.x, placed.area.y)):
        held[placed.box.lane, placed.box.column].append(placed)
    return [
        {
            "lane": lane.lane.id,
            "column": column.column.id,
            "rect": list(Rect(column.head.x, lane.area.y, column.head.w, lane.area.h)),
            "ids": [placed.box.id for placed in held[lane.lane.id, column.column.id]],
        }
        for lane in lanes
        for column in layout.columns
    ]
