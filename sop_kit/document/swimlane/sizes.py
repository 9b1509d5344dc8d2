"""The sizes a swimlane picture is built from, in pixels, and the sheets it has to fit, in points."""

from __future__ import annotations

from typing import NamedTuple

LETTERS = 11.0  # the smallest: of boxes and of conditions alike, so that both stay legible on paper

MANY_BOXES = 80  # beyond that the first attempt at a picture is kept
MARGIN = 5.0
LEGEND = 17.0  # below the lanes, a line

BOX_TYPE = LETTERS
BOX_MOST_LINES = 8
BOX_LEAST_LINES = 2
ID_TYPE = LETTERS
ID_GAP = 4.0  # between the id and the first word
MARK_WIDTH = 13.0
MARK_STEP = 15.0
BOX_WIDTHS = (84.0, 92.0, 100.0, 112.0, 124.0, 138.0)

LANE_TYPE = 11.0
LANE_LINE = 13.5
LANE_SIDE = 5.0
LANE_HEAD = 76.0  # names break rather than take more
LANE_HEAD_MOST = 130.0  # a long word breaks only then
LANE_HEAD_LEAST = 48.0
LANE_MOST_LINES = 9

HEAD_TYPE = 12.0
HEAD_LINE = 14.0
HEAD_HEIGHT = 24.0
HEAD_NUMBER = 27.0  # room left of the head's words: the number and the notch
HEAD_END = 14.0  # room right of them: the point
HEAD_GAP = 4.0  # between heads and first lane
LOOP_BAND = 17.0  # above the heads, for the line that leads round again
EMPTY_COLUMN = 60.0

LABEL_TYPE = LETTERS
LABEL_LINE = 11.5
LABEL_ROOM = 54.0
LABEL_MOST = 92.0  # a long word may take that much
LABEL_MOST_LINES = 3
LABEL_AWAY = 2.5  # from the box
LABEL_ABOVE = 2.0  # over its line

SLOT = 3.0  # unit of the heights at which lines leave a box
LINE_ROOM = 1  # slots; a line keeps that much over and under itself
PORT_EDGE = 6.0  # a line leaves a box at least this far from its corner
BARE_CHANNEL = 12.0  # between two boxes one above the other, for guesses

TAG_EDGE = 1.5  # in the sign that names steps of another picture, over its words and under them
TAG_SIDE = 5.0
TAG_GAP = 1.0  # between the sign and the condition above it
TAG_ROOM = 78.0
TAG_MOST_LINES = 6
TAG_LINE = 16.0  # the arrow between the sign and its box

BESIDE_PAIR = 8.0  # how far words may reach into an empty place with a pair of upright lines
_BESIDE = 12.0  # of two upright lines beside each other, the left one from the box's left edge
_APART = 8.0  # and the right one from the middle
_OVER = 3.0  # what a label may reach out under its box


class Spacing(NamedTuple):
    """How far things stay apart."""

    track: float  # between parallel upright lines
    clear: float  # between a line and what it passes, and between two lines one above the other
    stub: float  # a line runs straight at least this far from its box, with or without an arrow's head
    gutter: float  # the narrowest
    lane_edge: float  # between a lane's border and what is nearest to it
    box_line: float  # from line to line in a box
    box_side: float  # inside a box, left and right
    box_edge: float  # inside a box, over the first and under the last line
    head_room: float  # more room over a box for the head of an arrow that comes down on it


# with room for it; and when letters would be too small otherwise
ROOMY = Spacing(8.0, 8.0, 13.0, 28.0, 9.0, 13.5, 8.0, 6.0, 7.0)
TIGHT = Spacing(5.5, 5.5, 10.5, 18.0, 5.0, 12.5, 5.0, 3.5, 5.0)


class Sheet(NamedTuple):
    """A place for a picture, in points: on paper, upright or on its side when it ``turns``."""

    width: float
    height: float
    turns: bool
    letters: float  # larger ones than this need not be sought
    enough: float  # with letters of this size there is no need to move things close together

    def scale(self, wide: float, tall: float) -> float:
        """Return how many points a pixel of a picture becomes when it fills the sheet."""
        upright = min(self.width / wide, self.height / tall)
        return max(upright, min(self.height / wide, self.width / tall)) if self.turns else upright


# inside margins of 10 mm
A4 = Sheet(538.0, 785.0, turns=True, letters=12.0, enough=7.0)
HALF_A4 = Sheet(538.0, 470.0, turns=False, letters=9.0, enough=7.5)


def drop_shift(box_width: float, shift: int) -> float:
    """Return how far from a box's middle an upright line runs that has another one beside it (-1 left, 1 right)."""
    return {0: 0.0, -1: _BESIDE - box_width / 2, 1: _APART}[shift]


def drop_room(box_width: float, shift: int) -> float:
    """Return how wide a label beside such a line may be."""
    # under the right half of the box and a little more; between two lines it ends before the right one
    return box_width / 2 + (_OVER if shift == 0 else _APART - _BESIDE - LABEL_AWAY) - LABEL_AWAY
