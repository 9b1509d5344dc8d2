"""Where everything in a swimlane picture stands: pure geometry, the same for SVG, BPMN and a live board.

First the boxes get rows and ranks (``grid``, ``spots``), then the arrows their ways (``drops``, ``paths``), the ways
their slots and an order side by side (``slots``, ``tracks``), and last everything its pixels (``across``, ``down``,
``place``). A few shapes of the grid are tried; the one whose letters are largest on the sheet is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import (
    MARKS,
    Arrow,
    Beyond,
    Box,
    Column,
    Diagram,
    Lane,
    Layout,
    Mark,
    PlacedBeyond,
    PlacedBox,
    PlacedColumn,
    PlacedLabel,
    PlacedLane,
    Point,
    Rect,
    Route,
    marks_of,
)
from sop_kit.document.swimlane.grid import Guess, Setting, find_shapes, make_grid, make_setting
from sop_kit.document.swimlane.place import (
    make_frame,
    place_beyond,
    place_boxes,
    place_columns,
    place_lanes,
    place_loop,
    place_routes,
)
from sop_kit.document.swimlane.plan import Draft
from sop_kit.document.swimlane.sizes import A4, HALF_A4, Sheet
from sop_kit.errors import BadRequest

__all__ = [
    "A4",
    "HALF_A4",
    "MARKS",
    "Arrow",
    "Beyond",
    "Box",
    "Column",
    "Diagram",
    "Lane",
    "Layout",
    "Mark",
    "PlacedBeyond",
    "PlacedBox",
    "PlacedColumn",
    "PlacedLabel",
    "PlacedLane",
    "Point",
    "Rect",
    "Route",
    "Sheet",
    "lay_out",
    "letters_on",
    "marks_of",
]

_TRIES = 3
_NEARLY = 0.93  # guesses are about that good
_ROUNDS = 3
_GOOD = 0.04  # points: letters as large as the sheet needs, in a picture no taller than 400 pixels
_FLAT = 1e4  # pixels of height that outweigh a point of the letters


@lru_cache(maxsize=64)
def lay_out(diagram: Diagram, sheet: Sheet = A4) -> Layout:
    """Return where everything stands, for a sheet to show it on.

    Arrows from or to boxes that do not exist are left out, and so are repetitions of an arrow with the same label.

    Raises
    ------
    BadRequest
        When a box names a lane or column that the diagram does not have, or when there is no box.
    """
    _refuse_strays(diagram)
    for spacing in (size.ROOMY, size.TIGHT):
        setting = make_setting(diagram, sheet, spacing)
        guesses = find_shapes(setting)
        if spacing is size.TIGHT or size.LETTERS * guesses[0].scale > _NEARLY * sheet.enough:
            layout = _best(setting, guesses)
            if letters_on(sheet, layout) >= sheet.enough:
                break
    return layout


def letters_on(sheet: Sheet, layout: Layout) -> float:
    """Return how large the smallest letters of boxes and conditions are on a sheet, in points."""
    return size.LETTERS * sheet.scale(layout.width, layout.height + size.LEGEND)


def _best(setting: Setting, guesses: Sequence[Guess]) -> Layout:
    """Return the layout on the best of a few grids."""
    best = Draft(setting, make_grid(setting, guesses[0].shape))
    if len(setting.diagram.boxes) <= size.MANY_BOXES:
        most = _worth(setting, best)
        for tried, guess in enumerate(guesses[1:_TRIES], start=1):
            # a third is tried for legible letters only when it promises larger ones
            nearly = 1.0 if tried > 1 and most >= setting.sheet.enough else _NEARLY
            if most > setting.sheet.letters - _GOOD or size.LETTERS * guess.scale < nearly * most:
                break
            draft = Draft(setting, make_grid(setting, guess.shape))
            worth = _worth(setting, draft)
            if worth > most:
                best, most = draft, worth
    return _compose(setting, best)


def _worth(setting: Setting, draft: Draft) -> float:
    """Return how large the letters are in a first sketch, less for words that are cut.

    Of equally good grids the flatter one wins.
    """
    plan = draft.plan(rounds=1)
    frame = make_frame(setting.diagram, plan)
    scale = setting.sheet.scale(frame.right, frame.bottom + size.LEGEND)
    cut = sum(1 for fitted in (*plan.boxes, *plan.labels) if fitted.cut)
    return min(setting.sheet.letters, size.LETTERS * scale) - frame.bottom / _FLAT - cut


def _compose(setting: Setting, draft: Draft) -> Layout:
    diagram, plan = setting.diagram, draft.plan(rounds=_ROUNDS)
    frame = make_frame(diagram, plan)
    columns = place_columns(diagram, plan, frame)
    boxes = place_boxes(diagram, plan, frame)
    return Layout(
        width=frame.right + size.MARGIN,
        height=frame.bottom + size.MARGIN,
        lanes=place_lanes(diagram, plan, frame),
        columns=columns,
        boxes=boxes,
        routes=place_routes(plan, frame, boxes),
        loop=place_loop(columns),
        beyond=place_beyond(plan, frame, boxes),
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
