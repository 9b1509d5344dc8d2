"""What of a swimlane picture is settled before pixels: the grid, the ways of the arrows, the texts in lines."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import Arrow, Box, Lane, marks_of
from sop_kit.document.swimlane.grid import Grid, Setting
from sop_kit.document.swimlane.labels import fit_label, is_slim, slots_of
from sop_kit.document.swimlane.paths import Bands, Path, make_bands
from sop_kit.document.swimlane.router import Routing
from sop_kit.document.swimlane.slots import Runs, assign_slots
from sop_kit.document.swimlane.tags import Tag, make_tags
from sop_kit.document.swimlane.textfit import Fitted, fit, width
from sop_kit.document.swimlane.tracks import Tracks, assign_tracks


@dataclass(frozen=True, slots=True)
class Plan:
    """What is settled before pixels: the grid, the ways of the arrows and the texts in lines."""

    grid: Grid
    spacing: size.Spacing
    bands: Bands
    arrows: tuple[Arrow, ...]
    paths: tuple[Path, ...]
    tags: tuple[Tag, ...]
    runs: Runs
    tracks: Tracks
    boxes: tuple[Fitted, ...]
    labels: tuple[Fitted, ...]  # an arrow
    lanes: tuple[Fitted, ...]


class Draft:
    """The boxes of a picture in a grid, with ways for its arrows that can still become better."""

    def __init__(self, setting: Setting, grid: Grid) -> None:
        self._setting, self._grid, self._bands = setting, grid, make_bands(grid)
        slim = [is_slim(arrow.label, grid.box_width) for arrow in setting.arrows]
        self._routing = Routing(grid, self._bands, setting.links, slim)
        room = grid.box_width - 2 * setting.spacing.box_side
        self._boxes = tuple(_fit_box(box, room) for box in setting.diagram.boxes)

    def plan(self, *, rounds: int) -> Plan:
        """Return the plan; more rounds find better ways for the arrows."""
        setting, grid, bands = self._setting, self._grid, self._bands
        paths = self._routing.paths(rounds)
        labels = tuple(
            fit_label(arrow.label, size.LABEL_ROOM if path.leaves else size.drop_room(grid.box_width, path.shift))
            for arrow, path in zip(setting.arrows, paths, strict=True)
        )
        tags = make_tags(setting.diagram, grid)
        runs = assign_slots(bands, paths, [slots_of(label) for label in labels], [tag.run for tag in tags])
        return Plan(
            grid=grid,
            spacing=setting.spacing,
            bands=bands,
            arrows=setting.arrows,
            paths=paths,
            tags=tags,
            runs=runs,
            tracks=assign_tracks(bands, paths, runs),
            boxes=self._boxes,
            labels=labels,
            lanes=tuple(fit_lane(lane, grid.lane_head) for lane in setting.diagram.lanes),
        )


def fit_lane(lane: Lane, head: float) -> Fitted:
    """Return the name of a lane in the lines of a head that is so wide."""
    return fit(
        lane.label,
        room=head - 2 * size.LANE_SIDE,
        size=size.LANE_TYPE,
        most_lines=size.LANE_MOST_LINES,
        bold=True,
    )


def _fit_box(box: Box, room: float) -> Fitted:
    """Return the words of a box in lines; the first one is empty when its marks leave no room for the id."""
    below = begins_below(box, room)
    beside = indent_after(code_in(box, room)) + (0.0 if below else len(marks_of(box)) * size.MARK_STEP)
    fitted = fit(box.label, room=room, size=size.BOX_TYPE, most_lines=size.BOX_MOST_LINES, taken=beside)
    return Fitted(("", *(fitted.lines or ("",))), fitted.cut) if below else fitted


def begins_below(box: Box, room: float) -> bool:
    """Return whether the id of a box stands below its marks, because there is no room beside them."""
    return width(box.step, size.ID_TYPE, bold=True) + len(marks_of(box)) * size.MARK_STEP > room and bool(marks_of(box))


def code_in(box: Box, room: float) -> str:
    """Return the id of a box, shortened when it is wider than the box."""
    return "".join(fit(box.step, room=room, size=size.ID_TYPE, most_lines=1, bold=True).lines)


def indent_after(code: str) -> float:
    """Return how far in the words after an id begin."""
    return width(code, size.ID_TYPE, bold=True) + size.ID_GAP if code else 0.0
