"""What is known of the use of a checklist: how often, and how it went the last time."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from sop_kit.blocks.make import text_of
from sop_kit.document.row_table import cell
from sop_kit.document.view import View, process_name
from sop_kit.record.alike import folded
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.life_tables import Run
from sop_kit.record.model import by_id
from sop_kit.record.tables import Row

_ANCHOR = re.compile(r"checklist-(?P<process>.+)-(?P<number>\d+)")


def uses(view: View, called: Collection[str], process: Collection[str], steps: Collection[str]) -> str:
    """Return what is known of a list's use: the last time of the whole, else of one of its steps, else that of none.

    Parameters
    ----------
    called
        The names of this very list.
    process
        The names of its process: they stand for all of its lists.
    steps
        The ids of its steps.
    """
    say = view.say
    written = by_id(view.source.runs)
    these, whole_process = {folded(name) for name in called}, {folded(name) for name in process}
    of_list, of_steps = [], []
    for run in view.record.runs:
        names = {folded(run.checklist), folded(written[run.id].checklist)} - {""}
        if run.part_of:
            continue  # a line of a use that counts already
        if names & these or (names & whole_process and (not run.step or run.step in steps)):
            of_list.append(run)
        elif not names and run.step in steps:
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


def with_list_name(view: View, row: Row) -> Row:
    """Return a run with the name of its process in place of the anchor by which the page calls its list."""
    found = _ANCHOR.fullmatch(row.checklist) if isinstance(row, Run) else None
    if found is None or not (found["process"] in CORE_PROCESSES or found["process"] in view.processes):
        return row
    name = process_name(view, found["process"])
    return row.model_copy(update={"checklist": f"{name} {found['number']}"})


def _last(runs: Sequence[Run]) -> Run:
    return max(enumerate(runs), key=lambda placed: (placed[1].at, placed[0]))[1]


def _facts(view: View, run: Run) -> str:
    say = view.say
    version = say("version {version}", version=run.version) if run.version else ""
    result = text_of(cell(view, run, "result"))
    return " · ".join(fact for fact in (run.at, version, result) if fact) or say("not dated")
