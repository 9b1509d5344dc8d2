"""The workflow that was really executed, on the lanes of the one that was written down: which activity followed which.

Boxes are the activities of the last log that was checked, in the lane of the role and the column of the stage of their
step. Rare ones are left out until the picture is legible on one upright A4 page, as wide as a projected notebook shows
it, and how much that is stands below it.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from sop_kit.assess.conformance.naming import share, spell
from sop_kit.blocks.make import styled
from sop_kit.blocks.model import Block, Figure, Text
from sop_kit.document.reality.chosen import Seen, choose, last_log
from sop_kit.document.reality.figures import short_duration
from sop_kit.document.swimlane.draw import draw
from sop_kit.document.swimlane.layout import Arrow, Box, Column, Diagram, Lane, Sheet, lay_out, letters_on
from sop_kit.document.view import View, role_name, stage_name
from sop_kit.record.kinds import STAGES
from sop_kit.record.reality_tables import SeenActivity, SeenFlow

OUTSIDE = ""  # the lane of activities that are no step of the document
_MOST_BOXES, _MOST_ARROWS = 20, 20
PAGE = Sheet(538.0, 785.0, turns=False, letters=9.0, enough=7.5)  # a picture across is too small on a wall
_LEGIBLE = 6.5  # points, on that page
_FEWER = 0.75
_TRIES = 5
_WORTH_SAYING = 0.5  # of the cases: the count is a lower bound, and a low one only puzzles
_BEGINS = 0.05  # of the cases; as rarely as that, a beginning or end is not marked
_OFTEN, _NOW_AND_THEN = 0.4, 0.1  # of the most frequent passage: how thick a line is drawn


def seen_blocks(view: View) -> tuple[Block, ...]:
    """Return the workflow that was really executed, and what the picture leaves out; nothing without a checked log."""
    seen = legible(view)
    if seen is None:
        return ()
    return (seen_figure(view, seen), Text(spans=styled(_covered(view, seen), "muted")))


def seen_figure(view: View, seen: Seen) -> Figure:
    """Return what was chosen of a log as a figure."""
    say = view.say
    title = say("What was really done: which activity followed which")
    drawn = draw(
        diagram(view, seen),
        title=title,
        description=_covered(view, seen),
        name="seen",
        return_label="",
        sheet=PAGE,
        mark_labels={
            "begins": say("cases begin here"),
            "ends": say("cases end here"),
            "often": say("thick: often; the figures: how many times · median time"),
            "strange": say("dashed: not in the document"),
        },
    )
    return Figure(
        name="seen",
        svg=drawn,
        alt=title,
        caption=title,
        twin=twin(view, seen),
        anchor="figure-seen",
    )


def legible(view: View) -> Seen | None:
    """Return as much of the last log as is legible on one upright A4 page; nothing when no log was checked."""
    check = last_log(view.record)
    if check is None:
        return None
    boxes, arrows = _MOST_BOXES, _MOST_ARROWS
    for _ in range(_TRIES):
        seen = choose(view.record, check, boxes, arrows)
        if letters_on(PAGE, lay_out(diagram(view, seen), PAGE)) >= _LEGIBLE:
            break
        boxes, arrows = max(4, min(boxes, len(seen.activities)) - 2), max(4, int(_FEWER * len(seen.flows)))
    return seen


def diagram(view: View, seen: Seen) -> Diagram:
    """Return the boxes of activities on the lanes and columns of their steps."""
    places = _places(view, seen)
    lanes = dict.fromkeys(lane for lane, _ in places.values())
    order = [step.role for step in sorted(view.record.steps, key=lambda step: STAGES.index(step.stage))]
    known = [role for role in dict.fromkeys(order) if role in lanes]
    outside = [Lane(OUTSIDE, view.say("not in the SoP"))] if OUTSIDE in lanes else []
    stages = {stage for _, stage in places.values()}
    columns = [Column(stage, stage_name(view, stage), n) for n, stage in enumerate(STAGES, 1) if stage in stages]
    # without a single step nobody knows in which stage an activity belongs
    columns = columns or [Column("", view.say("Activities of the log"))]
    most = max((row.count for row in seen.flows), default=1)
    return Diagram(
        lanes=(*(Lane(role, role_name(view, role)) for role in known), *outside),
        columns=tuple(columns),
        boxes=tuple(_box(view, seen, row, places[row.activity]) for row in seen.activities),
        arrows=tuple(_arrow(view, seen, row, most) for row in seen.flows),
    )


def _places(view: View, seen: Seen) -> dict[str, tuple[str, str]]:
    """Return lane and column of every activity; one that is no step stands where its neighbours stand."""
    places: dict[str, tuple[str, str]] = {}
    for row in seen.activities:
        step = view.steps.get(row.step)
        if step is not None:
            places[row.activity] = (step.role, step.stage)
    near: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for flow in seen.flows:
        near[flow.first_activity][flow.second_activity] += flow.count
        near[flow.second_activity][flow.first_activity] += flow.count
    waiting = [row.activity for row in seen.activities if row.activity not in places]
    while waiting:
        placed = [name for name in waiting if any(other in places for other in near[name])]
        for name in placed:
            beside = near[name]
            nearest = max((other for other in beside if other in places), key=beside.__getitem__)
            places[name] = (OUTSIDE, places[nearest][1])
        if not placed:
            somewhere = next(iter(places.values()), ("", ""))[1]
            places |= dict.fromkeys(waiting, (OUTSIDE, somewhere))
        waiting = [name for name in waiting if name not in places]
    return places


def _box(view: View, seen: Seen, row: SeenActivity, place: tuple[str, str]) -> Box:
    lane, column = place
    least = max(1.0, _BEGINS * seen.check.cases)
    marks = {"begins": seen.begins.get(row.activity, 0) >= least, "ends": seen.ends.get(row.activity, 0) >= least}
    count = view.say.number(row.events)
    again = seen.again.get(row.activity, 0)
    words = f"{row.activity} ({count}{f' ↻{view.say.number(again)}' if again else ''})"
    shown = tuple(name for name, holds in marks.items() if holds)
    return Box(row.activity, lane, column, words, shown, code=row.step if row.step in view.steps else "")


def _arrow(view: View, seen: Seen, row: SeenFlow, most: int) -> Arrow:
    weight = 1 + (row.count >= _NOW_AND_THEN * most) + (row.count >= _OFTEN * most)
    words = view.say.number(row.count)
    if row.p50 is not None:
        words = f"{words} · {short_duration(row.p50)}"
    pair = (row.first_activity, row.second_activity)
    return Arrow(*pair, words, weight, pair in seen.strange)


def _covered(view: View, seen: Seen) -> str:
    """Return in words what the picture covers and what is left out."""
    say, check = view.say, seen.check
    parts = [
        say(
            "{log}, {first} to {last}: {cases} cases, {variants} variants.",
            log=check.log or say("event log"),
            first=say.day(check.start) or "–",
            last=say.day(check.end) or "–",
            cases=say.number(check.cases),
            variants=say.number(check.variants),
        ),
        say(
            "The arrows show {share} of all passages from one activity to another.",
            share=share(seen.shown, seen.passages),
        ),
    ]
    if seen.left_activities or seen.left_flows:
        parts.append(
            say(
                "Left out: {activities} rare activities, {flows} rare arrows.",
                activities=seen.left_activities,
                flows=seen.left_flows,
            )
        )
    if seen.left_flows and seen.surely_whole >= _WORTH_SAYING * check.cases:
        whole, of = say.number(seen.surely_whole), say.number(check.cases)
        parts.append(say("At least {n} of {of} cases run wholly on drawn arrows.", n=whole, of=of))
    return ("" if say.lang == "zh" else " ").join(parts)


def twin(view: View, seen: Seen) -> tuple[str, ...]:
    """Return the picture as lines of text: a line an activity, with where it went on, how often and how fast."""
    say = view.say
    of: defaultdict[str, list[SeenFlow]] = defaultdict(list)
    for flow in seen.flows:
        of[flow.first_activity].append(flow)
    lines = [say("In brackets after an arrow: how often, which share of the activity, and the median time until then.")]
    for row in seen.activities:
        step = view.steps.get(row.step)
        place = step.id if step else say("not in the SoP")
        counts = _counts(view, seen, row)
        onward = say.list([_passage(view, seen, row, flow) for flow in of[row.activity]])
        lines.append(f"{row.activity} ({place}){say(': ')}{counts}" + (f" → {onward}" if onward else ""))
    return tuple(lines)


def _counts(view: View, seen: Seen, row: SeenActivity) -> str:
    say, name = view.say, row.activity
    events = say.number(row.events)
    cases = (
        say("{n} times in {cases} cases", n=events, cases=say.number(row.cases)) if row.cases != row.events else events
    )
    parts = [
        (seen.begins.get(name, 0), say("first in {n}", n=say.number(seen.begins.get(name, 0)))),
        (seen.ends.get(name, 0), say("last in {n}", n=say.number(seen.ends.get(name, 0)))),
        (seen.again.get(name, 0), say("again right after itself: {n}", n=say.number(seen.again.get(name, 0)))),
    ]
    return say.list([cases, *(words for count, words in parts if count)])


def _passage(view: View, seen: Seen, row: SeenActivity, flow: SeenFlow) -> str:
    say = view.say
    marks = [say.number(flow.count), share(flow.count, row.events)]
    if flow.p50 is not None:
        marks.append(spell(flow.p50).said(say))
    if (flow.first_activity, flow.second_activity) in seen.strange:
        marks.append(say("not in the document"))
    return say("{step} ({words})", step=flow.second_activity, words=say.list(marks))
