"""The short arrows of a swimlane picture that lead to steps of other pictures, or come from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.facts import Beyond, Diagram, PlacedBeyond, PlacedBox, PlacedLabel, Point, Rect
from sop_kit.document.swimlane.grid import Grid
from sop_kit.document.swimlane.labels import fit_label, label_width
from sop_kit.document.swimlane.paths import Net, Side, middle
from sop_kit.document.swimlane.slots import Run
from sop_kit.document.swimlane.spots import Spot
from sop_kit.document.swimlane.textfit import Fitted, fit, width

_BETWEEN = ", "


@dataclass(frozen=True, slots=True)
class Tag:
    """A sign that names steps of other pictures, beside its box; its run is the arrow between them."""

    beyond: Beyond
    spot: Spot
    run: Run
    label: Fitted
    lines: tuple[str, ...]

    @property
    def side(self) -> Side:
        """The side of the box it stands at."""
        return -1 if self.beyond.comes else 1

    @property
    def wide(self) -> float:
        """How wide the sign is."""
        return max(width(line, size.LABEL_TYPE) for line in self.lines) + 2 * size.TAG_SIDE

    @property
    def tall(self) -> float:
        """How tall the sign is."""
        return len(self.lines) * size.LABEL_LINE + 2 * size.TAG_EDGE

    @property
    def reach(self) -> float:
        """How far sign and words reach from the box."""
        return max(size.TAG_LINE + self.wide, label_width(self.label) + size.LABEL_AWAY) + size.LABEL_AWAY


def make_tags(diagram: Diagram, grid: Grid) -> tuple[Tag, ...]:
    """Return the signs of a picture whose boxes stand in a grid."""
    numbers: dict[str, int] = {}
    for number, box in enumerate(diagram.boxes):
        numbers.setdefault(box.id, number)
    made = []
    for place, beyond in enumerate(diagram.beyond):
        if beyond.box in numbers:
            made.append(_make_tag(beyond, place, numbers[beyond.box], grid))
    return tuple(made)


def _make_tag(beyond: Beyond, place: int, box: int, grid: Grid) -> Tag:
    spot, side = grid.spots[box], -1 if beyond.comes else 1
    label = fit_label(beyond.label, size.LABEL_ROOM)
    text = fit(_BETWEEN.join(beyond.others), room=size.TAG_ROOM, size=size.LABEL_TYPE, most_lines=size.TAG_MOST_LINES)
    half = len(text.lines) * size.LABEL_LINE / 2 + size.TAG_EDGE + size.LABEL_ABOVE
    words = len(label.lines) * size.LABEL_LINE
    # a little further than the gutter's own position: nothing else may turn in the gutter at this height
    ends = sorted((middle(spot) + side * 0.5, middle(spot) + side * 1.25))
    run = Run(
        Net(-2 - place, back=False),
        spot.row,
        ends[0],
        ends[1],
        [(box, side)],
        above=ceil((half + words + size.TAG_GAP) / size.SLOT),
        below=ceil(half / size.SLOT),
    )
    return Tag(beyond, spot, run, label, text.lines or ("",))


def place_tags(tags: Sequence[Tag], boxes: Sequence[PlacedBox], heights: Sequence[float]) -> tuple[PlacedBeyond, ...]:
    """Return the signs with their arrows; ``heights`` are those of the arrows."""
    return tuple(_place(tag, boxes[tag.run.ports[0][0]].area, y) for tag, y in zip(tags, heights, strict=True))


def _place(tag: Tag, box: Rect, y: float) -> PlacedBeyond:
    at = box.right if tag.side > 0 else box.x
    end = at + tag.side * size.TAG_LINE
    sign = Rect(end if tag.side > 0 else end - tag.wide, y - tag.tall / 2, tag.wide, tag.tall)
    points = (Point(at, y), Point(end, y)) if tag.side > 0 else (Point(end, y), Point(at, y))
    label = _place_label(tag, at, sign.y) if tag.label.lines else None
    return PlacedBeyond(tag.beyond, points, sign, tag.lines, label)


def _place_label(tag: Tag, at: float, above: float) -> PlacedLabel:
    w, h = label_width(tag.label), len(tag.label.lines) * size.LABEL_LINE
    right = tag.side > 0
    x = at + size.LABEL_AWAY if right else at - size.LABEL_AWAY - w
    area = Rect(x, above - size.TAG_GAP - h, w, h)
    return PlacedLabel(area, tag.label.lines, "start" if right else "end", tag.label.cut)
