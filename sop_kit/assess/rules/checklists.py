"""Rules about what becomes a checklist: it is taken out at a clear moment, used, and not given up half-way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sop_kit.assess.gaps import process_of, whom
from sop_kit.assess.rules.empty_cells import place, rows_place, says
from sop_kit.assess.rules.figures import Day, days_between
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import CHECKLISTS
from sop_kit.errors import phrase
from sop_kit.record.in_force import day_of, last_publication
from sop_kit.record.life_tables import Run
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step

DAYS_TO_TRY = 30  # after the first publication
_TWICE = 2


def _no_moment(facts: Facts) -> Iterator[Breach]:
    written = by_id(facts.record.processes)
    processes = _processes(facts)
    arrows = {(process, arrow.to) for process, steps in processes.items() for step in steps for arrow in step.next}
    for process, steps in processes.items():
        said = process in written and says(written[process].trigger)
        # What another process leads into begins when that one ends.
        led = any(to == step.id and origin != process for origin, to in arrows for step in steps)
        if not said and not led and not any(says(step.trigger) for step in steps):
            what = phrase("Neither the process nor any of its steps says when it begins, and nothing leads into it.")
            yield Breach(place("processes", process, "trigger"), what, whom(facts.record))


def _processes(facts: Facts) -> Mapping[str, list[Step]]:
    grouped: dict[str, list[Step]] = defaultdict(list)
    for step in facts.record.steps:
        grouped[process_of(step)].append(step)
    return grouped


def _never_used(facts: Facts) -> Iterator[Breach]:
    last = last_publication(facts.record)
    since = min(filter(None, (day_of(row.at) for row in facts.record.publications)), default="")
    if last is None or facts.record.runs or not since or not facts.today:
        return
    if days_between(since, facts.today) >= DAYS_TO_TRY:
        what = phrase("It was published on {day}, and no use of it is noted.", day=Day(since))
        yield Breach("runs", what, whom(facts.record))


def _given_up(facts: Facts) -> Iterator[Breach]:
    used: dict[str, list[Run]] = defaultdict(list)
    for run in facts.record.runs:
        if not run.part_of and (run.step or run.checklist):
            used[run.step or run.checklist].append(run)
    for runs in used.values():
        last = sorted(runs, key=lambda run: day_of(run.at))[-_TWICE:]
        if len(last) == _TWICE and all(run.result == "stopped" for run in last):
            what = phrase("The last two times it was given up: {name}.", name=last[0].step or last[0].checklist)
            yield Breach(rows_place("runs", [run.id for run in last]), what)


RULES: tuple[Rule, ...] = (
    Rule(
        id="no-pause-point",
        severity="missing",
        reason=phrase("A checklist without a clear moment is not taken out at all."),
        source=CHECKLISTS,
        fix=phrase("Write when it begins: an hour, an event, a hand-over."),
        find=_no_moment,
    ),
    Rule(
        id="never-used",
        severity="advice",
        reason=phrase("A checklist becomes good in real use, and a document that nobody uses is a dead one."),
        source=CHECKLISTS,
        fix=phrase("Work with it once, with somebody looking on, and note the run and what was in the way."),
        find=_never_used,
    ),
    Rule(
        id="given-up",
        severity="warning",
        reason=phrase("What is given up twice in a row cannot be done as it is written, or is not worth it."),
        source=CHECKLISTS,
        fix=phrase("Ask those who gave up what was in the way, and change the text or the work."),
        find=_given_up,
    ),
)
