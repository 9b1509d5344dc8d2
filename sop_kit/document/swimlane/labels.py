"""The conditions on the arrows of a swimlane picture, in lines."""

from __future__ import annotations

from math import ceil

from sop_kit.document.swimlane import sizes as size
from sop_kit.document.swimlane.textfit import Fitted, fit, widest_word, width


def fit_label(label: str, room: float) -> Fitted:
    """Return the label of an arrow in lines; a long word may reach beyond the room rather than break."""
    widest = min(widest_word(label, size.LABEL_TYPE), size.LABEL_MOST)
    return fit(label, room=max(room, widest), size=size.LABEL_TYPE, most_lines=size.LABEL_MOST_LINES)


def is_slim(label: str, box_width: float) -> bool:
    """Return whether a label finds room beside an upright line under a box, with another one beside it if need be."""
    room = size.drop_room(box_width, 1)
    return widest_word(label, size.LABEL_TYPE) <= room and not fit_label(label, room).cut


def label_width(label: Fitted) -> float:
    """Return how wide the label of an arrow is."""
    return max((width(line, size.LABEL_TYPE) for line in label.lines), default=0.0)


def slots_of(label: Fitted) -> int:
    """Return how many slots a label takes over or under its line."""
    return ceil((len(label.lines) * size.LABEL_LINE + size.LABEL_ABOVE) / size.SLOT) if label.lines else 0
