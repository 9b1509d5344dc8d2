"""A checklist per process, made from its steps: at most nine lines a list, so that it is really used."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of
from sop_kit.blocks.make import plain, text_of
from sop_kit.blocks.model import Checklist, ChecklistItem, Inline
from sop_kit.document.row_table import cell
from sop_kit.document.view import View, process_name, role_name, stage_name, unknown
from sop_kit.record.alike import folded
from sop_kit.record.life_tables import Run
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step
from sop_kit.words import LANGUAGES, Words, words

MOST_ITEMS = 9  # five to nine lines, after A. Gawande, The Checklist Manifesto (2009), and D. Boorman's rules there


def process_checklists(view: View, process: str) -> tuple[Checklist, ...]:
    """Return the checklists of a process, none when it has no steps.

    A process with more than nine steps gets several lists of about equal length, in the order of its steps.
    """
    steps = [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == process]
    parts = _parts(steps)
    return tuple(_checklist(view, process, part, place, len(parts)) for place, part in enumerate(parts, start=1))


def _parts(steps: Sequence[Step]) -> list[Sequence[Step]]:
    count = math.ceil(len(steps) / MOST_ITEMS)
    bounds = [round(place * len(steps) / count) for place in range(count + 1)] if count else []
    return [steps[start:end] for start, end in pairwise(bounds)]


def _checklist(view: View, process: str, steps: Sequence[Step], place: int, of: int) -> Checklist:
    say = view.say
    name = process_name(view, process)
    anchor = f"checklist-{process}-{place}"
    called = {anchor, *(_title(words(lang), each, place, of) for lang in LANGUAGES for each in _names(view, process))}
    return Checklist(
        anchor=anchor,
        title=_title(say, name, place, of),
        mode="read-do" if process in {"release", "iteration"} else "do-confirm",
        pause_point=_pause_point(view, process, steps),
        items=tuple(
            ChecklistItem(code=step.id, text=step.action, who=role_name(view, step.role), standard=step.standard)
            for step in steps
        ),
        owner=_owner(view, process),
        note=_note(view, process, steps, called),
    )


def _title(say: Words, process: str, place: int, of: int) -> str:
    return say("{process} ({place} of {of})", process=process, place=place, of=of) if of > 1 else process


def _names(view: View, process: str) -> set[str]:
    written = by_id(view.source.processes).get(process)
    return {process, process_name(view, process), written.name if written and written.name else process}


def _note(view: View, process: str, steps: Sequence[Step], called: set[str]) -> str:
    """Return what is known of the list's use: the last time of the whole, else of one of its steps, else that of none.

    ``called`` are the names of this very list; a run may also name the process, which stands for all of its lists.
    """
    say, listed = view.say, {step.id for step in steps}
    written = by_id(view.source.runs)
    these = {folded(name) for name in called}
    whole_process = {folded(name) for name in _names(view, process)}
    of_list, of_steps = [], []
    for run in view.record.runs:
        names = {folded(run.checklist), folded(written[run.id].checklist)} - {""}
        if names & these or (names & whole_process and (not run.step or run.step in listed)):
            of_list.append(run)
        elif not names and run.step in listed:
            of_steps.append(run)
    if of_list:
        last = _last(of_list)
        return say("Uses so far: {n}; the last one: {facts}.", n=len(of_list), facts=_facts(view, last))
    if of_steps:
        last = _last(of_steps)
        return say(
            "The list as a whole has not been tried yet; step {step} was last used: {facts}.",
            step=last.step,
            facts=_facts(view, last),
        )
    return say("Made from the steps of the record; the team has not tried it yet. Strike what nobody needs.")


def _last(runs: Sequence[Run]) -> Run:
    return max(enumerate(runs), key=lambda placed: (placed[1].at, placed[0]))[1]


def _facts(view: View, run: Run) -> str:
    say = view.say
    version = say("version {version}", version=run.version) if run.version else ""
    result = text_of(cell(view, run, "result"))
    return " · ".join(fact for fact in (run.at, version, result) if fact) or say("not dated")


def _pause_point(view: View, process: str, steps: Sequence[Step]) -> str:
    say = view.say
    if process == "monitoring":
        return say("Once a day and at every hand-over")
    if process == "feedback":
        return say("Once a week, with the new feedback on the table")
    if process == "iteration":
        return say("Before a change goes to release")
    if process == "release":
        return say("Before the start, before each promotion, before the close")
    return say("Before the end of: {stage}", stage=stage_name(view, steps[-1].stage))


def _owner(view: View, process: str) -> Inline:
    row = view.processes.get(process)
    return plain(role_name(view, row.owner)) if row is not None and row.owner else unknown(view)
