"""The rules of a record, each held against a log: what it found, or why it cannot be judged."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from sop_kit.assess.conformance.conditions import kept_by
from sop_kit.assess.conformance.declare import COUNTED, RELATED
from sop_kit.assess.conformance.found import Found, Subject, found_in
from sop_kit.assess.conformance.judged import Judged, Marks, of_events
from sop_kit.assess.conformance.limits import case_duration, duration, four_eyes, time_window
from sop_kit.assess.conformance.mapping import StepMap
from sop_kit.assess.conformance.spans import counts_working_time, minutes_allowed
from sop_kit.assess.conformance.windows import read_hours
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.zone_names import zone_of
from sop_kit.assess.logs.zones import DAY, to_local
from sop_kit.errors import BadRequest, Phrase, Problem, phrase
from sop_kit.record.alike import did_you_mean, folded
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Constraint

# Of a rule that was broken: in which way reality differs.
KIND_OF = {
    "existence": "missing",
    "absence": "forbidden",
    "exactly": "missing",
    "choice": "missing",
    "exclusive_choice": "missing",
    "responded_existence": "missing",
    "coexistence": "missing",
    "response": "missing",
    "not_coexistence": "forbidden",
    "not_succession": "forbidden",
    "not_chain_succession": "forbidden",
    "time_window": "hours",
    "duration": "late",
    "four_eyes": "role",
}
_NO_TIME = frozenset([*COUNTED, "choice", "exclusive_choice", "time_window", "four_eyes"])


_NOTHING_NAMED = {
    "first": phrase("The rule names no first step and no first activity."),
    "second": phrase("The rule names no second step and no second activity."),
}


class Unjudged(Exception):
    """A rule cannot be judged, and why."""

    def __init__(self, column: str, what: Phrase) -> None:
        super().__init__(str(what))
        self.column, self.what = column, what


def check_rules(record: Record, log: EventLog, mapping: StepMap) -> tuple[tuple[Found, ...], tuple[Problem, ...]]:
    """Return what every rule of a record finds in a log, broken or not, and why others could not be judged."""
    found: list[Found] = []
    problems: list[Problem] = []
    for constraint in record.constraints:
        rule = _Rule(constraint, log, mapping)
        try:
            found.append(rule.found())
        except Unjudged as reason:
            where = f"constraints/{constraint.id}/{reason.column}"
            problems.append(Problem(where=where, what=reason.what, severity="warning"))
        problems += rule.notes
    return tuple(found), tuple(problems)


def subject_of(constraint: Constraint, steps: Iterable[str] = ()) -> Subject:
    """Return what a finding about a rule is about: the step that came, or should have come, in answer to the other.

    ``steps`` are those that the activities named in the rule are, where it names no step.
    """
    timed = constraint.within and constraint.kind not in _NO_TIME and not constraint.kind.startswith("not_")
    kind = "late" if timed else KIND_OF.get(constraint.kind, "order")
    step = constraint.second or constraint.first
    if constraint.second_activity and not constraint.second:
        step = next(iter(steps), "")
    return Subject(constraint=constraint.id, step=step or next(iter(steps), ""), kind=kind)


class _Rule:
    """One rule and one log."""

    def __init__(self, constraint: Constraint, log: EventLog, mapping: StepMap) -> None:
        self._rule, self._log, self._mapping = constraint, log, mapping
        self.notes: list[Problem] = []

    def found(self) -> Found:
        judged = self._judged()
        rule, marks = self._rule, np.zeros(self._log.events, bool)
        for step, activity in ((rule.first, rule.first_activity), (rule.second, rule.second_activity)):
            if step and not activity:
                marks |= self._mapping.events_of(step)
        subject = subject_of(rule, self._steps_named())
        guessed = bool((marks & self._mapping.guessed).any())
        return found_in(self._log, judged, subject, guessed=guessed, timed=subject.kind == "late")

    def _judged(self) -> Judged:
        rule, log = self._rule, self._log
        if rule.kind == "duration":
            return self._duration()
        first = self._side("first")
        if rule.kind in _NO_TIME and rule.within:
            self._note("within", phrase("A time says nothing in a rule of this kind; the rule was judged without it."))
        if rule.kind == "absence" and rule.where and rule.times == 1:
            # "Never with back = yes" is asked of every such event, not of every case.
            return of_events(self._every("first"), first)
        if rule.kind in COUNTED:
            return COUNTED[rule.kind](log, first, rule.times)
        if rule.kind == "time_window":
            return self._time_window(first)
        second = self._side("second")
        if rule.kind == "four_eyes":
            return four_eyes(log, first, second)
        return RELATED[rule.kind](log, first, second, self._within())

    def _duration(self) -> Judged:
        within = self._within()
        # A rule without a longest time is one that only measures.
        longest = math.inf if within is None else within
        first = self._side("first") if self._rule.first or self._rule.first_activity else None
        if not (self._rule.second or self._rule.second_activity):
            return case_duration(self._log, first, longest)
        return duration(self._log, self._side("first"), self._side("second"), longest)

    def _time_window(self, first: Marks) -> Judged:
        if not self._rule.window:
            raise Unjudged(
                "window", phrase("The rule names no hours. Write them like Mon-Thu 09:30-17:00; Fri 09:30-16:00.")
            )
        hours = read_hours(self._rule.window)
        if hours is None:
            raise Unjudged(
                "window",
                phrase(
                    "'{window}' could not be read as hours. Write them like Mon-Thu 09:30-17:00; Fri 09:30-16:00.",
                    window=self._rule.window,
                ),
            )
        if not (to_local(self._log.time, self._log.zone) % DAY).any():
            # All at midnight: what was read as a time is a day.
            raise Unjudged("window", phrase("The log names days and no hours, so that hours cannot be judged."))
        try:
            zone_of(self._rule.zone or self._log.zone)
        except BadRequest as error:
            raise Unjudged("zone", error.what) from error
        return time_window(self._log, first, hours, self._rule.zone or self._log.zone)

    def _within(self) -> float | None:
        text = self._rule.within
        minutes = minutes_allowed(text)
        if minutes is None and text:
            what = (
                phrase("'{within}' counts working time, which a log does not know. Write days or hours.", within=text)
                if counts_working_time(text)
                else phrase("'{within}' could not be read as a time. Write it like 90 min, 4 h or 2 d.", within=text)
            )
            raise Unjudged("within", what)
        return minutes

    def _side(self, side: str) -> Marks:
        """Return the events that the rule means by its first or second."""
        marks = self._every(side)
        if side == "second" or not self._rule.where:
            return marks
        kept, wrong = kept_by(self._log, self._rule.where)
        if wrong is not None:
            raise Unjudged("where", wrong)
        return marks & kept

    def _every(self, side: str) -> Marks:
        activity, step = getattr(self._rule, f"{side}_activity"), getattr(self._rule, side)
        if activity:
            return self._of_activity(side, activity)
        if not step:
            raise Unjudged(side, _NOTHING_NAMED[side])
        if step not in self._mapping.steps and self._codes(step):
            # Without a workflow beside it people write what the log calls it.
            return self._of_activity(side, step)
        if step not in self._mapping.steps:
            hint = did_you_mean(step, self._mapping.steps)
            raise Unjudged(side, phrase("There is no step '{step}' in this record.{hint}", step=step, hint=hint))
        if not self._mapping.knows(step):
            raise Unjudged(
                side,
                phrase(
                    "No activity of the log is the step {step}. Say which one is, in the activities of the event log.",
                    step=step,
                ),
            )
        return self._mapping.events_of(step)

    def _of_activity(self, side: str, activity: str) -> Marks:
        names, codes = self._log.activity.names, self._codes(activity)
        declared = (*self._mapping.declared, *self._mapping.aside)
        if not codes and not any(folded(mapped.activity) == folded(activity) for mapped in declared):
            raise Unjudged(
                f"{side}_activity",
                phrase(
                    "The log has no activity '{activity}'.{hint}", activity=activity, hint=did_you_mean(activity, names)
                ),
            )
        return np.isin(self._log.activity.codes, codes)

    def _codes(self, activity: str) -> list[int]:
        return [code for code, name in enumerate(self._log.activity.names) if folded(name) == folded(activity)]

    def _steps_named(self) -> tuple[str, ...]:
        """Return the steps that the activity which answers is, else the one that asks."""
        named = self._rule.second_activity or self._rule.first_activity
        return tuple(
            mapped.step
            for mapped in (*self._mapping.declared, *self._mapping.suggested)
            if folded(mapped.activity) == folded(named) and not mapped.where
        )

    def _note(self, column: str, what: Phrase) -> None:
        self.notes.append(Problem(where=f"constraints/{self._rule.id}/{column}", what=what, severity="warning"))
