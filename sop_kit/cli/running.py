"""Taking in the records of uses of checklists: what each did to its line, and why one was refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sop_kit.blocks.model import Checklist
from sop_kit.cli.sending import reason_of
from sop_kit.document.checklists import all_checklists
from sop_kit.document.view import look
from sop_kit.errors import Problem, SopKitError
from sop_kit.record.authors import author
from sop_kit.record.files.reading import error, warning
from sop_kit.record.files.run_file import RunFile, read_run
from sop_kit.record.model import Record, by_id
from sop_kit.record.run_rows import TABLE, person_of, run_edits
from sop_kit.record.store import Store

State = Literal["taken", "same", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunTaken:
    """What came of the record of one use."""

    file: str
    state: State
    product: str = ""
    title: str = ""  # of the list
    at: str = ""
    problems: tuple[Problem, ...] = ()


def take_run(store: Store, name: str, data: bytes, *, dry_run: bool = False) -> RunTaken:
    """Take in the record of one use as a Change of its line; nothing is raised, and what comes twice counts once."""
    run, problems = read_run(data, name)
    if run is None:
        return RunTaken(file=name, state="failed", problems=problems)
    try:
        return _taken(store, name, run, dry_run=dry_run)
    except (SopKitError, OSError) as fault:
        return _said(name, run, "failed", (Problem(where=name, what=reason_of(fault)),))


def _taken(store: Store, name: str, run: RunFile, *, dry_run: bool) -> RunTaken:
    if not store.head(run.product).number:
        message = "This is a run of the product line '{product}', which this workshop does not have."
        return _said(name, run, "failed", (error(name, message, product=run.product),))
    record = store.record(run.product)
    refused, notes = _refusal(name, run, record), tuple(_notes(name, run, record))
    if refused:
        return _said(name, run, "failed", (refused,))
    edits = run_edits(run, record)
    if run.id in store.ids_ever(run.product, TABLE):
        return _said(name, run, "same", tuple(_told_otherwise(name, run, record)))
    if not dry_run:
        # The id of the run is that of the Change: of two imports at once only one counts.
        store.add(run.product, edits, by=author(), why=f"run {run.title}", kind="import", change_id=run.id)
    return _said(name, run, "taken", notes)


def _refusal(name: str, run: RunFile, record: Record) -> Problem | None:
    """Return why a run is of no list of this line; a list that is gone since was one of a process still there."""
    processes = {anchor.rpartition("-")[0] for anchor in _lists(run, record)}
    if run.checklist.rpartition("-")[0] in processes:
        return None
    return error(
        name,
        "'{product}' has no checklist '{checklist}' (“{title}”). Look from which line's document the page came.",
        product=run.product,
        checklist=run.checklist[:80],
        title=run.title[:80],
    )


def _notes(name: str, run: RunFile, record: Record) -> Iterator[Problem]:
    now = _lists(run, record).get(run.checklist)
    told = [(line.code, line.text) for line in run.lines]
    if now is None or [(item.code, item.text) for item in now.items] != told:
        yield warning(
            name,
            "The checklist “{title}” has changed since version {version}, of which this is a run; it was taken in as it"
            " was.",
            title=run.title[:80],
            version=run.version or "–",
        )
    who, unnamed = person_of(run, record)
    if who not in by_id(record.people) and run.who:
        yield warning(
            name,
            "'{name}' is not among the people of '{product}'; it was written {where}.",
            name=run.who[:80],
            product=run.product,
            where=f"runs/{run.id}/{'note' if unnamed else 'person'}",
        )


def _told_otherwise(name: str, run: RunFile, record: Record) -> Iterator[Problem]:
    kept = by_id(record.runs).get(run.id)
    if kept is not None and (kept.checklist, kept.result) != (run.checklist, run.result):
        yield warning(name, "This run was taken in before and says something else now; what was taken in before stays.")


def _lists(run: RunFile, record: Record) -> Mapping[str, Checklist]:
    return {each.anchor: each for each in all_checklists(look(record, run.lang))}


def _said(name: str, run: RunFile, state: State, problems: tuple[Problem, ...]) -> RunTaken:
    at = run.finished[:16].replace("T", " ")
    return RunTaken(file=name, state=state, product=run.product, title=run.title, at=at, problems=problems)
