"""Rules about the document and reality: whether anybody looked, and what became of what they found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_kit.assess.conformance.spans import minutes_allowed
from sop_kit.assess.conformance.walks import all_findings
from sop_kit.assess.conformance.windows import read_hours
from sop_kit.assess.gaps import whom
from sop_kit.assess.logs.zone_names import zone_of
from sop_kit.assess.rules.empty_cells import names, place, rows_place, says
from sop_kit.assess.rules.figures import Day, days_between, last_day
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import DECLARE, EPA_SOP, ISO_42001_CORRECTIVE, PROCESS_MINING
from sop_kit.errors import BadRequest, phrase
from sop_kit.record.in_force import day_of
from sop_kit.record.reality_tables import Constraint, Finding

_HOURS = re.compile(r"\d{1,2}[:：]\d{2}\s*(?:[-–—~～至到]|to|until)\s*\d{1,2}[:：]\d{2}")
_ABOUT_ONE = frozenset({"existence", "absence", "exactly", "init", "end", "time_window"})


def _never_checked(facts: Facts) -> Iterator[Breach]:
    if facts.record.steps and not facts.record.checks and not facts.record.walkthroughs:
        what = phrase("Nobody has held the text against an event log, nor asked on the spot.")
        yield Breach("checks", what, whom(facts.record))


def _outdated(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    last = max(
        (*(day_of(row.at) for row in record.checks), *(day_of(row.at) for row in record.walkthroughs)), default=""
    )
    if last and facts.today and days_between(last, facts.today) > record.product.review_every_days:
        what = phrase("The last look at reality was on {day}.", day=Day(last))
        yield Breach("checks", what, whom(facts.record))


def _without_verdict(facts: Facts) -> Iterator[Breach]:
    for finding in all_findings(facts.record):
        if finding.count and not finding.verdict:
            what = phrase("It was seen, and the owner has not said what is to change: the behaviour or the SoP.")
            yield Breach(place("findings", finding.id, "verdict"), what, finding.owner or whom(facts.record))


def _accepted_for_ever(facts: Facts) -> Iterator[Breach]:
    for finding in _accepted(facts):
        if not names(finding.until):
            what = phrase("It is accepted, and no day tells until when.")
            yield Breach(place("findings", finding.id, "until"), what, finding.owner or whom(facts.record))


def _accepted_too_long(facts: Facts) -> Iterator[Breach]:
    for finding in _accepted(facts):
        until = last_day(finding.until)
        if finding.count and until and facts.today and until < facts.today:
            what = phrase("It was accepted until {day}, and is still so.", day=Day(until))
            yield Breach(place("findings", finding.id, "until"), what, finding.owner or whom(facts.record))


def _accepted(facts: Facts) -> Iterator[Finding]:
    yield from (finding for finding in facts.record.findings if finding.verdict == "accept")


def _unmapped(facts: Facts) -> Iterator[Breach]:
    """Yield the activities of which nobody said which step they are, nor why they are none."""
    rows = facts.record.activity_map
    bare = [row.id for row in rows if not row.step and not says(row.note)]
    if bare:
        yield Breach(
            rows_place("activity_map", bare), phrase("No step, and no word why it is none."), whom(facts.record)
        )
    mapped = {row.activity for row in rows}
    seen = [row.activity for row in facts.record.seen_activities if not row.step and row.activity not in mapped]
    if seen:
        what = phrase(
            "The log holds activities that the record does not know: {names}.", names=tuple(dict.fromkeys(seen))
        )
        yield Breach("activity_map", what, whom(facts.record))


def _unreadable(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.constraints:
        where = place("constraints", row.id)
        # A duration without any step is that of the whole case; one without a longest time only measures.
        if not (row.first or row.first_activity) and not (row.kind == "duration" and not _second(row)):
            yield Breach(place(where, "first"), phrase("It does not say which step it is about."))
        if row.kind not in {*_ABOUT_ONE, "duration"} and not _second(row):
            yield Breach(place(where, "second"), phrase("It is about two steps, and names one."))
        if row.kind == "time_window" and read_hours(row.window) is None:
            what = phrase("The hours “{text}” cannot be read.", text=row.window)
            yield Breach(place(where, "window"), what)
        if row.zone:
            yield from _unknown_zone(place(where, "zone"), row.zone)
        if row.within and minutes_allowed(row.within) is None:
            what = phrase("The length of time “{text}” cannot be read.", text=row.within)
            yield Breach(place(where, "within"), what)


def _unknown_zone(where: str, zone: str) -> Iterator[Breach]:
    try:
        zone_of(zone)
    except BadRequest as error:
        yield Breach(where, error.what)


def _second(row: Constraint) -> str:
    return row.second or row.second_activity


def _hours_unchecked(facts: Facts) -> Iterator[Breach]:
    checked = {row.first for row in facts.record.constraints if row.kind == "time_window"}
    for step in facts.record.steps:
        found = _HOURS.search(step.standard)
        if found and step.id not in checked:
            what = phrase("It names hours ({hours}), and nothing checks whether they are kept.", hours=found.group())
            yield Breach(place("steps", step.id, "standard"), what)


def _without_activity(facts: Facts) -> Iterator[Breach]:
    mapped = {row.step for row in facts.record.activity_map}
    if not mapped - {""}:
        return
    for row in facts.record.constraints:
        lacking = tuple(step for step in _steps_of(row) if step not in mapped)
        if lacking:
            what = phrase("No activity of the log is mapped to: {steps}.", steps=lacking)
            yield Breach(place("constraints", row.id), what, whom(facts.record))


def _steps_of(row: Constraint) -> Iterator[str]:
    for step, activity in ((row.first, row.first_activity), (row.second, row.second_activity)):
        if step and not activity:
            yield step


RULES: tuple[Rule, ...] = (
    Rule(
        id="never-checked",
        severity="advice",
        reason=phrase("What is written and what is done drift apart, and nobody notices from the inside."),
        source=PROCESS_MINING,
        fix=phrase(
            "Check an event log (sop-kit drift), or ask the five questions of somebody who does not own the step."
        ),
        find=_never_checked,
    ),
    Rule(
        id="check-outdated",
        severity="advice",
        reason=phrase("People and tools have changed since; what was true then may be a story now."),
        source=EPA_SOP,
        fix=phrase("Look again before the next review."),
        find=_outdated,
    ),
    Rule(
        id="finding-without-verdict",
        severity="missing",
        reason=phrase("As long as nobody decides, newcomers learn from the text what nobody does."),
        source=PROCESS_MINING,
        fix=phrase("Decide: fix the behaviour, fix the SoP, or accept it until a day."),
        find=_without_verdict,
    ),
    Rule(
        id="deviation-without-end",
        severity="missing",
        reason=phrase("A deviation accepted without an end is the new rule, and nobody wrote it."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Write the day on which it ends, or change the SoP."),
        find=_accepted_for_ever,
    ),
    Rule(
        id="deviation-past-its-end",
        severity="warning",
        reason=phrase("It was allowed for a time, and the time is over."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("End it, change the SoP, or accept it anew with a reason."),
        find=_accepted_too_long,
    ),
    Rule(
        id="activity-without-step",
        severity="advice",
        reason=phrase("Work that no step describes is invisible to every check."),
        source=PROCESS_MINING,
        fix=phrase("Name the step that it is, or note why it is none of this workflow."),
        find=_unmapped,
    ),
    Rule(
        id="constraint-unreadable",
        severity="error",
        reason=phrase("A rule that cannot be judged looks like one that is kept."),
        source=DECLARE,
        fix=phrase("Complete it: the steps it is about, the hours (Mon-Fri 09:30-17:00), the time (4 h, 2 d)."),
        find=_unreadable,
    ),
    Rule(
        id="hours-unchecked",
        severity="advice",
        reason=phrase(
            "Hours in which something may be done are the first thing to give way, and a log shows it at once."
        ),
        source=DECLARE,
        fix=phrase("Add a rule for the event log, of the kind time_window, with the hours and their time zone."),
        find=_hours_unchecked,
    ),
    Rule(
        id="constraint-without-activity",
        severity="advice",
        reason=phrase("A step that leaves nothing in the log can be neither kept nor broken there."),
        source=DECLARE,
        fix=phrase("Map an activity to the step, or ask about it on the spot instead."),
        find=_without_activity,
    ),
)
