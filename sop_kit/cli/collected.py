"""Telling in the terminal how the collecting of workbooks stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sop_kit.cli import taking
from sop_kit.cli.arriving import Arrival
from sop_kit.cli.returned import Taken
from sop_kit.cli.running import RunTaken
from sop_kit.cli.sending import Sending, Workbook
from sop_kit.cli.speaking import spoken, tell, tell_problems, tell_table
from sop_kit.document.overview import ConflictState, LineState, state_text
from sop_kit.errors import Problem
from sop_kit.record.labels import table_label

say = spoken()
_MOST_SHOWN = 60  # rows of a table in the terminal


def tell_sending(sending: Sending, out: Path, folder: Path) -> None:
    """Print what became of the workbooks of a list."""
    counted: dict[str, list[Workbook]] = {}
    for workbook in sending.workbooks:
        counted.setdefault(workbook.state, []).append(workbook)
    if sending.made:
        tell(say("New product lines: {n}", n=len(sending.made)))
    names = {
        "written": say("{n} workbooks written to {folder}.", n=len(counted.get("written", ())), folder=out),
        "refreshed": say(
            "{n} workbooks written anew, because their record has changed.", n=len(counted.get("refreshed", ()))
        ),
        "same": say("{n} workbooks are there as they were written.", n=len(counted.get("same", ()))),
        "sent": say(
            "{n} workbooks were written before and lie in {folder} no more; to write them again: --again",
            n=len(counted.get("sent", ())),
            folder=out,
        ),
        "filled": say(
            "{n} workbooks were filled in by somebody and left alone; take them in: sop-kit import {folder} FILE",
            n=len(counted.get("filled", ())),
            folder=_typed(folder),
        ),
    }
    for state, text in names.items():
        if state in counted:
            tell(text)
    for workbook in counted.get("filled", ())[:_MOST_SHOWN]:
        tell(f"  {workbook.file}")
    tell(
        say(
            "Next: send each workbook to its owner; when they come back: sop-kit import {folder} FILE…",
            folder=_typed(folder),
        )
    )


def tell_arrival(arrival: Arrival, folder: Path, *, dry_run: bool) -> None:
    """Print what came of the files of an import, and what conflicts now."""
    tell_problems([*arrival.problems, *arrival.decisions.problems])
    for each in arrival.returned:
        tell_problems(each.problems)
        tell(_returned(each))
        for table, row, now in each.renamed:
            values = {"table": table_label(say, table), "row": row, "now": now}
            tell(say("{table}: '{row}' of the workbook became {now}: in the record '{row}' is another one.", **values))
    for run in arrival.runs:
        tell_problems(run.problems)
        tell(_run(run))
    for taken in arrival.imported:
        tell_problems(taken.problems)
        tell(say("'{product}': {edits} edits saved, {steps} steps in all.", **_counts(taken)))
    if arrival.lists:
        tell(say("{n} conflicts decided.", n=len(arrival.decisions.done)))
    if dry_run:
        tell(say("This was a try: nothing was written."))
    conflicts = [(each.product, row) for each in arrival.returned for row in each.conflicts]
    tell_conflicts(conflicts)
    if conflicts:
        tell_how_to_decide(folder)
    elif arrival.returned or arrival.lists or arrival.imported:
        tell(say("Next: sop-kit collect {folder}", folder=_typed(folder)))


def tell_how_to_decide(folder: Path) -> None:
    """Print the commands that decide conflicts."""
    tell(say("Decide: sop-kit decide {folder} PRODUCT CONFLICT --take ours|theirs", folder=_typed(folder)))
    tell(say("or in a workbook: sop-kit collect {folder} --out overview.xlsx", folder=_typed(folder)))


def arrival_facts(arrival: Arrival) -> dict[str, Any]:
    """Return what came of the files of an import, for a machine."""
    return {
        "returned": [{**asdict(each), "problems": problem_facts(each.problems)} for each in arrival.returned],
        "decided": [list(each) for each in arrival.decisions.done],
        "runs": [{**asdict(each), "problems": problem_facts(each.problems)} for each in arrival.runs],
        "imported": [{**_counts(each), "problems": problem_facts(each.problems)} for each in arrival.imported],
        "problems": problem_facts((*arrival.problems, *arrival.decisions.problems)),
    }


def problem_facts(problems: Iterable[Problem]) -> list[dict[str, str]]:
    """Return problems for a machine, in the person's language."""
    return [{"where": each.where, "message": each.what.said(say), "severity": each.severity} for each in problems]


def _counts(taken: taking.Taken) -> dict[str, Any]:
    return {"product": taken.product, "edits": taken.edits, "steps": taken.steps}


def _run(run: RunTaken) -> str:
    if run.state == "failed":
        return say("{file}: not taken in.", file=run.file)
    values = {"file": run.file, "product": run.product, "title": run.title, "at": run.at}
    if run.state == "same":
        return say("{file}: taken in before ('{product}', “{title}”, {at}).", **values)
    return say("{file}: run of “{title}” on {at} taken into '{product}'.", **values)


def _returned(taken: Taken) -> str:
    if taken.state == "failed":
        return say("{file}: not taken in.", file=taken.file)
    values = {"file": taken.file, "product": taken.product, "owner": taken.owner or "–"}
    if taken.state == "same":
        return say("{file}: nothing new ('{product}', {owner}).", **values)
    return say(
        "{file}: {edits} edits of {owner} taken into '{product}', {n} conflicts.",
        edits=taken.edits,
        n=len(taken.conflicts),
        **values,
    )


def tell_overview(states: Sequence[LineState]) -> None:
    """Print how far each line and owner is, and what conflicts."""
    rows = [
        (
            state.product,
            owner.owner or "–",
            state_text(say, owner),
            state.readiness,
            str(state.questions),
            str(len(state.conflicts)),
        )
        for state in states
        for owner in state.owners
    ]
    columns = (say("Line"), say("Owner"), say("Workbook"), say("Readiness"), say("Open questions"), say("Conflicts"))
    _tell_rows(say("{n} product lines", n=len(states)), columns, rows)
    tell_conflicts([(state.product, row) for state in states for row in state.conflicts])


def tell_conflicts(conflicts: Sequence[tuple[str, ConflictState]]) -> None:
    """Print conflicts side by side, each with the id of its line; nothing when there are none."""
    if not conflicts:
        return
    rows = [
        (product, row.id, row.place, _said(row.ours, row.ours_by), _said(row.theirs, row.theirs_by))
        for product, row in conflicts
    ]
    columns = (say("Line"), say("No."), say("Where"), say("Stands in the record"), say("Said otherwise"))
    _tell_rows(say("Conflicting"), columns, rows)


def _tell_rows(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    tell_table(title, columns, rows[:_MOST_SHOWN])
    if rows[_MOST_SHOWN:]:
        tell(say("{n} more rows: see them all with --out or --json.", n=len(rows) - _MOST_SHOWN))


def _said(text: str, by: str) -> str:
    return " — ".join(part for part in (text or say("left empty"), by) if part)


def _typed(folder: Path) -> str:
    """Return a path as it is typed in a command."""
    return f'"{folder}"' if " " in str(folder) else str(folder)
