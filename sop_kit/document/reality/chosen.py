"""What of a checked log is drawn: the activities and the passages between them that happen often enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Check, SeenActivity, SeenFlow

_ENOUGH = 0.95  # of the passages between two activities: what is rarer says little
_FEW = 9  # boxes or arrows: as many are always legible


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What of a log is drawn, and what is left out.

    ``passages`` counts how often one activity followed another, ``shown`` how many of those an arrow shows.
    """

    check: Check
    activities: tuple[SeenActivity, ...]
    flows: tuple[SeenFlow, ...]  # drawn as arrows
    again: Mapping[str, int]  # activity → how often it followed itself
    begins: Mapping[str, int]
    ends: Mapping[str, int]
    strange: frozenset[tuple[str, str]]  # pairs of activities that the document does not know in this order
    passages: int
    shown: int
    left_activities: int
    left_flows: int

    @property
    def surely_whole(self) -> int:
        """How many cases run on drawn arrows from beginning to end, at the least: each other one has one left out."""
        return max(0, self.check.cases - (self.passages - self.shown))


def last_log(record: Record) -> Check | None:
    """Return the last log that was checked and of which the record holds what was seen."""
    known = {row.check for row in record.seen_activities}
    logs = [check for check in record.checks if check.kind == "log" and check.id in known]
    return max(logs, key=lambda check: check.at, default=None)


def choose(record: Record, check: Check, boxes: int, arrows: int) -> Seen:
    """Return the most frequent activities and passages of a check, at most so many of each."""
    activities = whole_activities(record, check)
    flows = [row for row in record.seen_flows if row.check == check.id]
    names = {row.activity for row in activities[:boxes]}
    between = [row for row in flows if row.first_activity and row.second_activity]
    others = [row for row in between if row.first_activity != row.second_activity]
    inside = [row for row in others if {row.first_activity, row.second_activity} <= names]
    drawn = _most(inside, arrows)
    again = {row.first_activity: row.count for row in between if row.first_activity == row.second_activity}
    if len(names) > _FEW:
        # a lonely box says no more than the line of text about it
        names &= {name for row in drawn for name in (row.first_activity, row.second_activity)}
    kept = [row for row in activities if row.activity in names]
    steps = {row.activity: row.step for row in activities}
    return Seen(
        check=check,
        activities=tuple(kept),
        flows=tuple(drawn),
        again={name: count for name, count in again.items() if name in names},
        begins={row.second_activity: row.count for row in flows if not row.first_activity},
        ends={row.first_activity: row.count for row in flows if not row.second_activity},
        strange=strange(record, drawn, steps),
        passages=sum(row.count for row in between),
        shown=sum(row.count for row in drawn) + sum(again[name] for name in again if name in names),
        left_activities=len(activities) - len(kept),
        left_flows=len(others) - len(drawn),
    )


def whole_activities(record: Record, check: Check) -> list[SeenActivity]:
    """Return each activity of a check once, the most frequent first.

    An activity that is another step here and there has a row for each of them; it is drawn as the step it mostly is.
    """
    rows: defaultdict[str, list[SeenActivity]] = defaultdict(list)
    for row in record.seen_activities:
        if row.check == check.id:
            rows[row.activity].append(row)
    return sorted((_whole(found, check) for found in rows.values()), key=lambda row: (-row.events, row.activity))


def _whole(rows: Sequence[SeenActivity], check: Check) -> SeenActivity:
    if len(rows) == 1:
        return rows[0]
    mostly = max(rows, key=lambda row: (bool(row.step), row.events))
    # a case may hold the activity as both steps: more cases than there are it cannot be
    cases = min(check.cases or sum(row.cases for row in rows), sum(row.cases for row in rows))
    return mostly.model_copy(
        update={
            "events": sum(row.events for row in rows),
            "cases": cases,
            "people": max(row.people for row in rows),
            "by_month": " ".join(row.by_month for row in rows),
        }
    )


def _most(flows: Iterable[SeenFlow], most: int) -> list[SeenFlow]:
    """Return the most frequent passages until nearly all of them are shown."""
    ordered = sorted(flows, key=lambda row: (-row.count, row.first_activity, row.second_activity))
    whole, shown = sum(row.count for row in ordered), 0
    kept: list[SeenFlow] = []
    for row in ordered:
        if len(kept) == most or (shown >= _ENOUGH * whole and len(kept) >= _FEW):
            break
        kept.append(row)
        shown += row.count
    return kept


def strange(record: Record, flows: Iterable[SeenFlow], steps: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return the pairs of activities that follow each other in the log and nowhere in the document.

    In the document one follows another when an arrow leads there, straight or over steps that leave no trace in the
    log. Without any activity that is a step nothing can be compared.
    """
    visible = {step for step in steps.values() if step}
    if not visible:
        return frozenset()
    ahead = {step.id: [arrow.to for arrow in step.next] for step in record.steps}
    reached = {step: _next_visible(step, ahead, visible) for step in visible}
    pairs = ((row.first_activity, row.second_activity) for row in flows)
    return frozenset(
        (first, second)
        for first, second in pairs
        if not (steps[first] and (steps[first] == steps[second] or steps[second] in reached[steps[first]]))
    )


def _next_visible(step: str, ahead: Mapping[str, Sequence[str]], visible: set[str]) -> set[str]:
    """Return the steps with a trace in the log that come next after a step, past those without one."""
    found: set[str] = set()
    waiting, passed = list(ahead.get(step, ())), set()
    while waiting:
        here = waiting.pop()
        if here in visible:
            found.add(here)
        elif here not in passed:
            passed.add(here)
            waiting += ahead.get(here, ())
    return found
