"""A swimlane picture in words: what a reader hears who does not see it."""

from __future__ import annotations

from collections.abc import Mapping

from sop_kit.document.swimlane.facts import Box, Column, Diagram, marks_of
from sop_kit.document.swimlane.textfit import clean
from sop_kit.words import Words


def twin(
    diagram: Diagram,
    say: Words,
    *,
    return_label: str | None = None,
    mark_labels: Mapping[str, str] | None = None,
) -> tuple[str, ...]:
    """Return the flow in words: stage by stage, a line for every step.

    ``return_label`` and ``mark_labels`` are the words given to ``draw``; without them the kit's own are used.
    """
    columns = {column.id: number for number, column in enumerate(diagram.columns)}
    known: dict[str, Box] = {}
    for box in diagram.boxes:
        known.setdefault(box.id, box)
    marks = {**_mark_words(say), **(mark_labels or {})}
    lines = []
    for number, column in enumerate(diagram.columns, start=1):
        boxes = [box for box in diagram.boxes if box.column == column.id]
        lines.append(f"{_head(column, number)}" + ("" if boxes else f" — {say('no step here')}"))
        for box in boxes:
            words = [clean(marks[mark]) for mark in marks_of(box)]
            marked = f" [{say.list(words)}]" if words else ""
            lines.append(f"{start(diagram, box)}{marked}{_ends(diagram, box, columns, known, say)}")
    again = clean(say("and round again") if return_label is None else return_label)
    if again and len(columns) > 1:
        ends = f"{_head(diagram.columns[-1], len(columns))} → {_head(diagram.columns[0], 1)}"
        lines.append(say("{step} ({words})", step=ends, words=again))
    return tuple(lines)


def start(diagram: Diagram, box: Box) -> str:
    """Return what a box says: its id, its words and its lane's."""
    lane = next((clean(lane.label) for lane in diagram.lanes if lane.id == box.lane), "")
    return f"{clean(box.step)} {clean(box.label)} — {lane}".lstrip()


def _head(column: Column, number: int) -> str:
    return f"{column.number or number} {clean(column.label)}"


def _ends(diagram: Diagram, box: Box, columns: Mapping[str, int], known: Mapping[str, Box], say: Words) -> str:
    ahead: list[str] = []
    behind: list[str] = []
    for arrow in dict.fromkeys(a for a in diagram.arrows if a.source == box.id and a.target in known):
        back = columns[known[arrow.target].column] < columns[box.column]
        end = say("back to {step}", step=clean(arrow.target)) if back else clean(arrow.target)
        (behind if back else ahead).append(_when(end, clean(arrow.label), say))
    others = [one for one in diagram.beyond if one.box == box.id]
    ahead += [_when(clean(step), clean(one.label), say) for one in others if not one.comes for step in one.others]
    # "back to" stands last: a reader would take every step after it for one that lies behind.
    ends = ahead + behind
    before = [clean(step) for one in others if one.comes for step in one.others]
    return (f" → {say.list(ends)}" if ends else "") + (f" ← {say.list(before)}" if before else "")


def _when(step: str, words: str, say: Words) -> str:
    return say("{step} ({words})", step=step, words=words) if words else step


def _mark_words(say: Words) -> dict[str, str]:
    return {
        "hot": say("hot spot"),
        "one-head": say("known by one person"),
        "pilot": say("not yet standard"),
        "missing": say("owner not known"),
    }
