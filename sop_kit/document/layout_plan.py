"""What of a swimlane picture is settled before pixels: the grid, the ways of the arrows, the texts in lines."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from sop_kit.document import layout_sizes as size
from sop_kit.document.layout_facts import Arrow, Box, Diagram, marks_of
from sop_kit.document.layout_grid import Grid, make_grid
from sop_kit.document.layout_paths import Bands, Path, find_paths, make_bands
from sop_kit.document.layout_slots import Runs, assign_slots
from sop_kit.document.layout_spots import Link
from sop_kit.document.layout_tracks import Tracks, assign_tracks
from sop_kit.document.textfit import Fitted, fit, width


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled before pixels: the grid, the ways of the arrows and the texts in lines."""

    grid: Grid
    bands: Bands
    arrows: tuple[Arrow, ...]
    paths: tuple[Path, ...]
    runs: Runs
    tracks: Tracks
    boxes: tuple[Fitted, ...]
    labels: tuple[Fitted, ...]  # an arrow
    lanes: tuple[Fitted, ...]


def make_plan(diagram: Diagram, widest: float) -> Plan:
    """Return the plan of a picture that should not become wider than ``widest``, roughly."""
    numbers: dict[str, int] = {}
    for number, box in enumerate(diagram.boxes):
        numbers.setdefault(box.id, number)
    arrows = tuple(dict.fromkeys(a for a in diagram.arrows if a.source in numbers and a.target in numbers))
    links = [Link(numbers[arrow.source], numbers[arrow.target]) for arrow in arrows]
    labels = tuple(
        fit(arrow.label, room=size.LABEL_ROOM, size=size.LABEL_TYPE, most_lines=size.LABEL_MOST_LINES)
        for arrow in arrows
    )
    grid = make_grid(diagram, links, [label_width(label) for label in labels], widest)
    bands = make_bands(grid)
    paths = find_paths(grid, bands, links, [bool(label.lines) for label in labels])
    runs = assign_slots(grid, bands, paths, [_slots_above(label) for label in labels])
    return Plan(
        grid,
        bands,
        arrows,
        paths,
        runs,
        assign_tracks(grid, bands, paths, runs),
        tuple(_fit_box(box, grid.box_width - 2 * size.BOX_SIDE) for box in diagram.boxes),
        labels,
        tuple(
            fit(
                lane.label,
                room=grid.lane_head - 2 * size.LANE_SIDE,
                size=size.LANE_TYPE,
                most_lines=size.LANE_MOST_LINES,
                bold=True,
            )
            for lane in diagram.lanes
        ),
    )


def _fit_box(box: Box, room: float) -> Fitted:
    beside = indent_after(code_in(box, room)) + len(marks_of(box)) * size.MARK_STEP
    return fit(box.label, room=room, size=size.BOX_TYPE, most_lines=size.BOX_MOST_LINES, taken=beside)


def _slots_above(label: Fitted) -> int:
    if not label.lines:
        return 0
    return ceil((len(label.lines) * size.LABEL_LINE + size.LABEL_ABOVE) / size.SLOT)


def code_in(box: Box, room: float) -> str:
    """Return the id of a box, shortened when it does not fit beside the box's marks."""
    left = room - len(marks_of(box)) * size.MARK_STEP
    return "".join(fit(box.id, room=left, size=size.ID_TYPE, most_lines=1, bold=True).lines)


def indent_after(code: str) -> float:
    """Return how far in the words after an id begin."""
    return width(code, size.ID_TYPE, bold=True) + size.ID_GAP if code else 0.0


def label_width(label: Fitted) -> float:
    """Return how wide the label of an arrow is."""
    return max((width(line, size.LABEL_TYPE) for line in label.lines), default=0.0)
