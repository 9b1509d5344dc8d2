"""The facts of a swimlane picture: what is to be drawn, and where everything came to stand.

Nothing here knows of records or of SVG.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Mark = Literal["hot", "one-head", "pilot", "missing", "begins", "ends"]
MARKS: tuple[Mark, ...] = ("hot", "one-head", "pilot", "missing", "begins", "ends")


class Point(NamedTuple):
    """A point of the picture, in pixels from its top left corner."""

    x: float
    y: float


class Rect(NamedTuple):
    """An upright rectangle."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The y of the lower edge."""
        return self.y + self.h


@dataclass(frozen=True, slots=True)
class Lane:
    """A role; its boxes stand side by side in one horizontal lane, which is at least ``least`` pixels tall."""

    id: str
    label: str
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the loop; ``number`` is its place there, or 0 where columns are simply counted."""

    id: str
    label: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A step, in the lane of its role and the column of its stage; ``marks`` are some of ``MARKS``.

    ``code`` is the step that is printed and linked where that is not the id: several boxes may be one step, and an
    empty code is no step at all.
    """

    id: str
    lane: str
    column: str
    label: str
    marks: tuple[str, ...] = ()
    code: str | None = None

    @property
    def step(self) -> str:
        """The id of the step that the box is."""
        return self.id if self.code is None else self.code


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to the next; the label is the condition under which it is taken.

    One that was seen has a ``weight`` from 1 (now and then) to 3 (often), and is ``strange`` when nobody wrote it down.
    """

    source: str
    target: str
    label: str = ""
    weight: int = 0
    strange: bool = False


@dataclass(frozen=True, slots=True)
class Beyond:
    """An arrow between a box and steps that are not in the picture: it goes there, or ``comes`` from there."""

    box: str
    others: tuple[str, ...]
    label: str = ""
    comes: bool = False


@dataclass(frozen=True, slots=True)
class Diagram:
    """What is to be drawn; columns in the order of the loop, lanes from top to bottom."""

    lanes: tuple[Lane, ...]
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    beyond: tuple[Beyond, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedLane:
    """A lane with its head (the cell at the left that names the role)."""

    lane: Lane
    area: Rect
    head: Rect
    lines: tuple[str, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column with its head; ``number`` is the stage's, counted from 1."""

    column: Column
    number: int
    area: Rect
    head: Rect
    lines: tuple[str, ...]
    cut: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box with its words: ``inset`` pixels in, ``leading`` pixels from line to line.

    Its marks stand at the end of the first line; its id stands before the words, at the beginning of line ``row``,
    whose words begin ``indent`` pixels further in. ``cut`` when the lines do not hold the whole label.
    """

    box: Box
    area: Rect
    code: str  # the id, shortened when it is wider than the box
    inset: float
    leading: float
    indent: float
    lines: tuple[str, ...]
    cut: bool
    marks: tuple[Mark, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """The label of an arrow, beside the box that the arrow leaves."""

    area: Rect
    lines: tuple[str, ...]
    anchor: Literal["start", "end"]
    cut: bool


@dataclass(frozen=True, slots=True)
class Route:
    """An arrow as a line of horizontal and vertical pieces; ``back`` when it leads to an earlier stage."""

    arrow: Arrow
    points: tuple[Point, ...]
    back: bool
    label: PlacedLabel | None = None


@dataclass(frozen=True, slots=True)
class PlacedBeyond:
    """A short arrow with the sign at its outer end that names the step of another picture; ``points`` in its sense."""

    beyond: Beyond
    points: tuple[Point, Point]
    tag: Rect
    lines: tuple[str, ...]
    label: PlacedLabel | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands; ``loop`` is the line above the columns that leads from the last stage to the first."""

    width: float
    height: float
    lanes: tuple[PlacedLane, ...]
    columns: tuple[PlacedColumn, ...]
    boxes: tuple[PlacedBox, ...]
    routes: tuple[Route, ...]
    loop: tuple[Point, ...]
    beyond: tuple[PlacedBeyond, ...] = ()


def marks_of(box: Box) -> tuple[Mark, ...]:
    """Return the marks of a box that can be drawn, each once, in the order of the legend."""
    return tuple(mark for mark in MARKS if mark in box.marks)
