"""Rules about what was learned: successes too, pains that somebody takes up, promises and corrections that are kept."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.gaps import whom
from sop_kit.assess.rules.empty_cells import place, rows_place, says
from sop_kit.assess.rules.figures import Day, days_between, last_day
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import EPA_SOP, ISO_9001_KNOWLEDGE, ISO_42001_CORRECTIVE, SAFETY_II, SRE_POSTMORTEM
from sop_kit.errors import phrase
from sop_kit.record.in_force import day_of

DAYS_TO_DECIDE = 14  # about a correction


def _no_success(facts: Facts) -> Iterator[Breach]:
    kinds = [lesson.kind for lesson in facts.record.lessons]
    if not kinds or "worked" in kinds:
        return
    unsaid = tuple(lesson.id for lesson in facts.record.lessons if not lesson.kind)
    if unsaid:
        what = phrase("None is marked as what worked; whether they worked or failed is not said of: {ids}.", ids=unsaid)
    else:
        what = phrase("All of them are failures and pains; what worked was not asked for.")
    yield Breach("lessons", what, whom(facts.record))


def _no_lessons(facts: Facts) -> Iterator[Breach]:
    if facts.record.steps and not facts.record.lessons:
        what = phrase("Nothing is written down of what worked and what did not.")
        yield Breach("lessons", what, whom(facts.record))


def _taken_up(facts: Facts) -> Iterator[Breach]:
    """Yield the pains and failures that lead nowhere: of no step, or of one about which nothing was agreed."""
    record = facts.record
    promised = {action.step for action in record.actions}
    agreed = {step.id for step in record.steps if step.agreed or step.if_it_fails}
    left = [
        lesson.id
        for lesson in record.lessons
        if lesson.kind in {"failed", "pain"} and (not lesson.step or lesson.step not in promised | agreed)
    ]
    if left:
        what = phrase("They are known, and no step and no promise takes them up.")
        yield Breach(rows_place("lessons", left), what, whom(record))


def _promise_overdue(facts: Facts) -> Iterator[Breach]:
    for action in facts.record.actions:
        due = last_day(action.due)
        if due and not says(action.done) and facts.today and due < facts.today:
            what = phrase("It was due on {day}, and is not done.", day=Day(due))
            yield Breach(place("actions", action.id, "due"), what, action.owner)


def _undecided(facts: Facts) -> Iterator[Breach]:
    for row in facts.record.corrections:
        since = day_of(row.at)
        waited = days_between(since, facts.today) if since and facts.today else DAYS_TO_DECIDE
        if not row.verdict and waited >= DAYS_TO_DECIDE:
            what = phrase("Somebody who does the work says that it is wrong, and nobody has decided.")
            yield Breach(place("corrections", row.id, "verdict"), what, whom(facts.record))


RULES: tuple[Rule, ...] = (
    Rule(
        id="no-success",
        severity="advice",
        reason=phrase(
            "A SoP made of failures alone forbids; what goes well every day is what new people must learn first."
        ),
        source=SAFETY_II,
        fix=phrase("Ask what went well lately, and why; mark those lessons as what worked."),
        find=_no_success,
    ),
    Rule(
        id="no-lessons",
        severity="advice",
        reason=phrase("Without the reasons the next team repeats what this one has paid for."),
        source=ISO_9001_KNOWLEDGE,
        fix=phrase("Ask each one for one thing that worked and one that did not."),
        find=_no_lessons,
    ),
    Rule(
        id="pain-left-alone",
        severity="advice",
        reason=phrase("A pain that is written down and left alone tells people that speaking up changes nothing."),
        source=ISO_42001_CORRECTIVE,
        fix=phrase("Name the step it belongs to, and what was agreed; or promise something, with an owner and a day."),
        find=_taken_up,
    ),
    Rule(
        id="promise-overdue",
        severity="warning",
        reason=phrase("The first promise nobody asks about is the last one that was kept."),
        source=SRE_POSTMORTEM,
        fix=phrase("Do it and note the day, agree on a new day, or take the promise back."),
        find=_promise_overdue,
    ),
    Rule(
        id="correction-undecided",
        severity="missing",
        reason=phrase("Who hears nothing for two weeks stops saying what is wrong."),
        source=EPA_SOP,
        fix=phrase("Accept it or reject it, with the reason, and tell who said so."),
        find=_undecided,
    ),
)
