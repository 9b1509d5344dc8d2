"""The small signs of a swimlane picture: each a shape with a letter or pattern, never colour alone."""

from __future__ import annotations

from sop_kit.document.swimlane import ink
from sop_kit.document.swimlane.facts import Mark, Point
from sop_kit.document.swimlane.ink import at, number


def mark(name: Mark, place: Point) -> str:
    """Return the sign of a mark, centred at a point."""
    x, y = place
    if name == "hot":
        edge = f'fill="{ink.WARN_SOFT}" stroke="{ink.WARN}" stroke-linejoin="round"'
        return f'<path d="M{at(Point(x, y - 6.5))}l7 12h-14Z" {edge}/>' + _letter("!", Point(x, y + 1.6), ink.WARN)
    if name == "one-head":
        head = f'<circle cx="{number(x)}" cy="{number(y - 3.2)}" r="3" fill="{ink.WARN}"/>'
        body = f'<path d="M{at(Point(x - 5.5, y + 6))}c0-6.5 11-6.5 11 0Z" fill="{ink.WARN}"/>'
        return head + body + _letter("1", Point(x, y + 3.7), ink.PAPER, high=6.5)
    if name == "pilot":
        edge = f'fill="none" stroke="{ink.MUTED}" stroke-dasharray="2 1.6"'
        return f'<path d="M{at(Point(x - 6, y - 6))}h12v12h-12Z" {edge}/>' + _letter("P", place, ink.MUTED)
    if name in ("begins", "ends"):
        # as in BPMN: a thin ring begins, a thick one ends
        wide, radius = (1.2, 5.5) if name == "begins" else (2.8, 4.8)
        ring = f'fill="{ink.PAPER}" stroke="{ink.INK}" stroke-width="{number(wide)}"'
        return f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" {ring}/>'
    edge = f'fill="{ink.MISSING_SOFT}" stroke="{ink.MISSING}"'
    return f'<path d="M{at(Point(x, y - 7))}l7 7l-7 7l-7-7Z" {edge}/>' + _letter("?", place, ink.MISSING)


def _letter(char: str, place: Point, colour: str, *, high: float = 9.0) -> str:
    return ink.text([char], place, ink.Type(high, 0, f'font-weight="700" fill="{colour}"', "middle"))
