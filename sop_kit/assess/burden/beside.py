"""The burdens of several product lines side by side: the median of the lines, and each line's place among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sop_kit.assess.agreement import median
from sop_kit.assess.burden.counting import Burden, Measure

# A figure that rests on fewer of the steps is shown, and compared with none.
_SHARE_COMPARED = 0.5


def _of_all(count: Callable[[Burden], int]) -> Callable[[Burden], Measure]:
    """Return how a count that can be told of every step is measured: a line without steps has none."""

    def measure(burden: Burden) -> Measure:
        return Measure(value=count(burden) if burden.steps else None, known=burden.steps, of=burden.steps)

    return measure


def _of_arrows(count: Callable[[Burden], int]) -> Callable[[Burden], Measure]:
    """Return how a count of arrows is measured: it rests on the steps that say what comes next."""

    def measure(burden: Burden) -> Measure:
        known, of = burden.hand_offs.known, burden.hand_offs.of
        return Measure(value=count(burden) if known else None, known=known, of=of)

    return measure


MEASURES: Mapping[str, Callable[[Burden], Measure]] = {
    "steps": _of_all(lambda burden: burden.steps),
    "hand_offs": lambda burden: burden.hand_offs,
    "approvals": _of_all(lambda burden: len(burden.approvals)),
    "gates": lambda burden: burden.gates,
    "loops": _of_arrows(lambda burden: len(burden.loops)),
    "back": _of_arrows(lambda burden: len(burden.back)),
    "minutes": lambda burden: burden.minutes,
    "waiting_share": lambda burden: burden.waiting_share,
    "length": lambda burden: burden.length,
    "tools": lambda burden: burden.tools,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One figure of one line beside the other lines.

    ``place`` 1 has the largest figure, equal figures share a place; it is ``None`` when the figure is missing or rests
    on less than half of the line's steps. ``lines`` is how many lines can be compared; ``median`` is theirs, and like
    ``place`` there is none for a line alone.
    """

    measure: Measure
    median: float | None
    place: int | None
    lines: int


def beside(burdens: Mapping[str, Burden]) -> Mapping[str, Mapping[str, Place]]:
    """Return line → figure (a key of ``MEASURES``) → its place among the lines."""
    found: dict[str, dict[str, Place]] = {line: {} for line in burdens}
    for name, measure_of in MEASURES.items():
        measures = {line: measure_of(burden) for line, burden in burdens.items()}
        known = [measure.value for measure in measures.values() if _is_compared(measure) and measure.value is not None]
        for line, measure in measures.items():
            found[line][name] = _place(measure, known)
    return found


def _is_compared(measure: Measure) -> bool:
    return measure.value is not None and measure.known >= _SHARE_COMPARED * measure.of


def _place(measure: Measure, known: Sequence[float]) -> Place:
    place = None
    if _is_compared(measure) and len(known) > 1:
        place = 1 + sum(value > (measure.value or 0) for value in known)
    return Place(measure=measure, median=median(known) if len(known) > 1 else None, place=place, lines=len(known))
