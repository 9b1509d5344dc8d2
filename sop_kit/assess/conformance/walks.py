"""What walk-throughs 走查 tell: where people answer otherwise than the step is written, as findings like a log's.

Five questions are asked of somebody who does not own the step. An answer is as written, differently, or not known;
the last two are findings: one a step and question, with how many of the answers it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sop_kit.assess.agreement import wilson
from sop_kit.record.changes import Edit
from sop_kit.record.in_force import day_of
from sop_kit.record.model import Record, by_id
from sop_kit.record.reality_tables import Finding, Walkthrough
from sop_kit.record.tables import Step

QUESTIONS = ("start", "do", "good", "fails", "last")
WALKED = frozenset({"differently", "not_known"})  # kinds of findings
# What the document says to a question.
COLUMN = {"start": "trigger", "do": "action", "good": "standard", "fails": "if_it_fails", "last": "outputs"}
_OWN = ("verdict", "until", "owner", "at", "why", "check")  # what the owner says to a finding, and when it was found
_BETWEEN = " / "  # what several people told


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkResult:
    """How many answers were as written, with the Wilson 95 % interval; the figures are NaN without answers."""

    as_written: int
    answers: int
    share: float
    low: float
    high: float


def walk_result(rows: Iterable[Walkthrough]) -> WalkResult:
    """Return how many of the answers were as written; a question nobody has answered yet does not count."""
    given = [row for row in rows if row.answer]
    held = sum(row.answer == "as_written" for row in given)
    low, high = wilson(held, len(given))
    rate = held / len(given) if given else float("nan")
    return WalkResult(as_written=held, answers=len(given), share=rate, low=low, high=high)


def walk_findings(record: Record) -> tuple[Finding, ...]:
    """Return a finding for every step and question that somebody answered otherwise than written, in order of asking.

    Its kind is ``differently`` when anybody does it differently, else ``not_known``; ``count`` of ``of`` answers.
    What the record says of it already (the owner's verdict) stands in it.
    """
    answers: defaultdict[tuple[str, str], list[Walkthrough]] = defaultdict(list)
    for row in record.walkthroughs:
        if row.answer and row.step:
            answers[row.step, row.question].append(row)
    kept, steps = by_id(record.findings), by_id(record.steps)
    return tuple(
        _finding(step, question, rows, kept.get(finding_id(step, question)), steps.get(step))
        for (step, question), rows in answers.items()
        if any(row.answer in WALKED for row in rows)
    )


def all_findings(record: Record) -> tuple[Finding, ...]:
    """Return the findings of logs and of walk-throughs; one that a walk-through no longer shows has the count 0."""
    walked = by_id(walk_findings(record))
    asked = {finding_id(row.step, row.question) for row in record.walkthroughs if row.answer}
    kept = []
    for row in record.findings:
        if row.id in walked:
            kept.append(walked.pop(row.id))
        elif row.kind in WALKED and row.id in asked:
            kept.append(row.model_copy(update={"count": 0, "observed": "", "by_month": ""}))
        else:
            kept.append(row)
    return (*kept, *walked.values())


def walk_edits(record: Record) -> tuple[Edit, ...]:
    """Return the edits that write down what the walk-throughs found and the table of findings does not say yet.

    What the owner decided is left alone.
    """
    kept = by_id(record.findings)
    edits = []
    for row in all_findings(record):
        before = kept.get(row.id)
        if row.kind in WALKED and (before is None or _counts(before) != _counts(row)):
            values = {"step": row.step, "kind": row.kind, "count": row.count, "of": row.of, "by_month": row.by_month}
            edits.append(Edit(act="put", table="findings", row=row.id, values=values))
    return tuple(edits)


def finding_id(step: str, question: str) -> str:
    """Return the id of the finding about a step and question; it stays the same from walk to walk."""
    return f"W-{step}-{question}"


def _counts(row: Finding) -> tuple[object, ...]:
    return row.step, row.kind, row.count, row.of, row.by_month


def _finding(
    step: str, question: str, rows: Sequence[Walkthrough], kept: Finding | None, written: Step | None
) -> Finding:
    otherwise = [row for row in rows if row.answer in WALKED]
    kind = "differently" if any(row.answer == "differently" for row in rows) else "not_known"
    told = dict.fromkeys(row.told for row in otherwise if row.told)
    said = str(getattr(written, COLUMN[question], "") or "")
    return Finding(
        id=finding_id(step, question),
        step=step,
        kind=kind,
        written=(kept.written if kept else "") or said,
        observed=(kept.observed if kept else "") or _BETWEEN.join(told),
        count=len(otherwise),
        of=len(rows),
        by_month=_by_month(rows),
        **{name: getattr(kept, name) for name in _OWN if kept is not None},
    )


def _by_month(rows: Sequence[Walkthrough]) -> str:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if day := day_of(row.at):
            counts[day[:7]][0] += row.answer in WALKED
            counts[day[:7]][1] += 1
    return " ".join(f"{month}={otherwise}/{of}" for month, (otherwise, of) in sorted(counts.items()))
