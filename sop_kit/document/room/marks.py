"""The marks of the room's pictures: bars of counts, signs for divided, low and blocked, and how far a median moved."""

from __future__ import annotations

from sop_kit.document.chart_marks import ACCENT, INK, LINE, MUTED, PAPER, WARNING, Mark, short

_BOXES = {
    "codify": f'fill="{ACCENT}" stroke="{ACCENT}" stroke-width="2"',
    "refine": f'fill="{PAPER}" stroke="{ACCENT}" stroke-width="2"',
    "pilot": f'fill="{PAPER}" stroke="{WARNING}" stroke-width="2" stroke-dasharray="4 2.5"',
    "drop": f'fill="{WARNING}" stroke="{WARNING}" stroke-width="2"',
    "": f'fill="{PAPER}" stroke="{MUTED}" stroke-width="1" stroke-dasharray="1 2.5"',
}


def box(x: float, y: float, wide: float, high: float, verdict: str) -> Mark:
    """Return a verdict's part of a bar: full, outlined, dashed or dotted, so that no colour is needed to tell it."""
    inside = max(wide - 3, 1.0)
    return Mark(
        1, _BOXES[verdict], f"M{short(x + 1)} {short(y + 1)}h{short(inside)}v{short(high - 2)}h{short(-inside)}z"
    )


def column(x: float, base: float, height: float, *, wide: float, fill: str) -> Mark:
    """Return a bar that stands on ``base``; nothing is a line on the ground, so that its place is still seen."""
    tall = max(height, 0.8)
    return Mark(
        1,
        f'fill="{fill if height else LINE}"',
        f"M{short(x)} {short(base)}v{short(-tall)}h{short(wide)}v{short(tall)}z",
    )


def hollow_column(x: float, base: float, height: float, *, wide: float) -> Mark:
    """Return the bar of those who gave no score: an outline, since they stand outside the scale."""
    look = f'fill="none" stroke="{MUTED}" stroke-width="1" stroke-dasharray="2 1.5"'
    return Mark(1, look, f"M{short(x + 0.5)} {short(base)}v{short(-height)}h{short(wide - 1)}v{short(height)}")


def spread(start: float, end: float, y: float) -> Mark:
    """Return the sign of a divided group: two heads that point away from each other, at the ends of a line."""
    heads = f"M{short(start + 4)} {short(y - 3)}l-4 3 4 3M{short(end - 4)} {short(y - 3)}l4 3-4 3"
    shape = f"M{short(start)} {short(y)}H{short(end)}{heads}"
    return Mark(1, f'fill="none" stroke="{WARNING}" stroke-width="1.6"', shape)


def low_sign(x: float, y: float) -> Mark:
    """Return the sign of a low median: a triangle that points down."""
    return Mark(1, f'fill="{WARNING}"', f"M{short(x - 5)} {short(y - 3.5)}h10l-5 7.5z")


def stop_sign(x: float, y: float) -> Mark:
    """Return the sign of a blocking comment: an octagon with a bar, as on the road."""
    shape = (
        f"M{short(x - 2.5)} {short(y - 6)}h5l3.5 3.5v5l-3.5 3.5h-5l-3.5-3.5v-5zM{short(x - 3.5)} {short(y - 1)}v2h7v-2z"
    )
    return Mark(1, f'fill="{WARNING}" fill-rule="evenodd"', shape)


def move(start: float, end: float, y: float) -> Mark:
    """Return how far a median has moved since the round before: a ring where it was, an arrow to where it is."""
    ahead = 4.0 if end > start else -4.0
    ring = 2.5 if ahead > 0 else -2.5
    shape = (
        f"M{short(start - ring)} {short(y)}a2.5 2.5 0 1 1 {short(2 * ring)} 0 2.5 2.5 0 1 1 {short(-2 * ring)} 0"
        f"M{short(start + ring)} {short(y)}H{short(end)}m{short(-ahead)} -3l{short(ahead)} 3 {short(-ahead)} 3"
    )
    return Mark(2, f'fill="none" stroke="{INK}" stroke-width="1.3"', shape)


def across(y: float, end: float, *, start: float = 0.0) -> Mark:
    """Return a hairline from left to right."""
    return Mark(0, f'fill="none" stroke="{LINE}"', f"M{short(start)} {short(y)}H{short(end)}")
