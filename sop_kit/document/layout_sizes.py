"""The sizes a swimlane picture is built from, in pixels."""

from __future__ import annotations

PAGE_WIDTH = 1180.0  # of the page the picture is shown on; its height leaves room for a caption
PAGE_HEIGHT = 780.0
MANY_BOXES = 80  # beyond that the first attempt at a picture is kept
WIDEST = 1540.0  # what a picture is planned for
TOO_WIDE = 1573.0  # wider, and box text would be under 9 px on that page
MARGIN = 10.0

BOX_TYPE = 12.0
BOX_LINE = 15.5
BOX_MOST_LINES = 6
BOX_SIDE = 10.0  # inside, left and right
BOX_EDGE = 8.0  # inside, over the first and under the last line
BOX_LEAST_LINES = 2
ID_TYPE = 11.5
ID_GAP = 4.0  # between the id and the first word
MARK_WIDTH = 14.0
MARK_STEP = 17.0
BOX_WIDTHS = (132.0, 144.0, 156.0, 168.0, 180.0, 196.0)

LANE_TYPE = 12.0
LANE_LINE = 15.0
LANE_SIDE = 12.0
LANE_HEAD = 140.0  # at most; short names take less
LANE_HEAD_LEAST = 84.0
LANE_MOST_LINES = 6

HEAD_TYPE = 13.0
HEAD_LINE = 16.0
HEAD_HEIGHT = 36.0
HEAD_NUMBER = 30.0  # room left of the head's words: the number and the notch
HEAD_END = 16.0  # room right of them: the point
HEAD_GAP = 8.0  # between heads and first lane
LOOP_BAND = 30.0  # above the heads, for the line that leads round again
EMPTY_COLUMN = 74.0

LABEL_TYPE = 10.5
LABEL_LINE = 12.5
LABEL_ROOM = 92.0
LABEL_MOST_LINES = 3
LABEL_AWAY = 5.0  # from the box
LABEL_ABOVE = 4.0  # over its line

TRACK = 9.0  # between parallel lines
STUB_OUT = 12.0  # a line runs straight at least this far when it leaves
STUB_IN = 17.0  # and this far, with its arrow head, when it arrives
BARE_GUTTER = 30.0
CHANNEL_EDGE = 8.0  # between a lane's border, or a box, and the first line of a channel
BARE_CHANNEL = 20.0  # between two boxes without any line between them
BARE_EDGE_CHANNEL = 9.0
SLOT = 5.0  # unit of the heights at which lines leave a box
APART = 2  # slots between two lines
PORT_EDGE = 9.0  # a line leaves a box at least this far from its corner
