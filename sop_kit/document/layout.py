"""Where everything in a swimlane picture stands: pure geometry, the same for SVG, BPMN and a live board.

First the boxes get rows and ranks (``layout_grid``, ``layout_spots``), then the arrows their ways (``layout_paths``),
the ways their slots and tracks (``layout_slots``, ``layout_tracks``), and last everything its pixels
(``layout_place``).
"""

from __future__ import annotations

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import (
    MARKS,
    Arrow,
    Box,
    Column,
    Diagram,
    Lane,
    Layout,
    Mark,
    PlacedBox,
    PlacedColumn,
    PlacedLabel,
    PlacedLane,
    Point,
    Rect,
    Route,
    marks_of,
)
from sop_kit.document.layout_place import make_frame, place_boxes, place_columns, place_lanes, place_loop, place_routes
from sop_kit.document.layout_plan import make_plan
from sop_kit.errors import BadRequest

__all__ = [
    "MARKS",
    "Arrow",
    "Box",
    "Column",
    "Diagram",
    "Lane",
    "Layout",
    "Mark",
    "PlacedBox",
    "PlacedColumn",
    "PlacedLabel",
    "PlacedLane",
    "Point",
    "Rect",
    "Route",
    "lay_out",
    "marks_of",
]


def lay_out(diagram: Diagram) -> Layout:
    """Return where everything stands.

    Arrows from or to boxes that do not exist are left out, and so are repetitions of an arrow with the same label.

    Raises
    ------
    BadRequest
        When a box names a lane or column that the diagram does not have, or when there is no box.
    """
    _refuse_strays(diagram)
    layout = _compose(diagram, size.WIDEST)
    excess = layout.width - size.WIDEST
    if layout.width > size.TOO_WIDE and len(diagram.boxes) <= size.MANY_BOXES:
        # the estimate was too low by that much: with less to spend it may come out right
        layout = min(layout, _compose(diagram, size.WIDEST - excess), key=lambda one: one.width)
    return layout


def _compose(diagram: Diagram, widest: float) -> Layout:
    plan = make_plan(diagram, widest)
    frame = make_frame(diagram, plan)
    columns = place_columns(diagram, plan.grid, frame)
    return Layout(
        width=frame.right + size.MARGIN,
        height=frame.bottom + size.MARGIN,
        lanes=place_lanes(diagram, plan, frame),
        columns=columns,
        boxes=place_boxes(diagram, plan, frame),
        routes=place_routes(plan, frame),
        loop=place_loop(columns),
    )


def _refuse_strays(diagram: Diagram) -> None:
    lanes, columns = {lane.id for lane in diagram.lanes}, {column.id for column in diagram.columns}
    if not diagram.boxes:
        raise BadRequest("There is no box to draw. Say so in words instead of drawing an empty picture.")
    for box in diagram.boxes:
        if box.lane not in lanes or box.column not in columns:
            raise BadRequest(
                "Box '{box}' stands in lane '{lane}', column '{column}'. Name both in the diagram.",
                box=box.id,
                lane=box.lane,
                column=box.column,
            )
