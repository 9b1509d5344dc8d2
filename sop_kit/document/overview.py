"""Where the collecting of many product lines stands: what came back, what is missing, incomplete or conflicting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sop_kit.document.conflicts import place_text, statement
from sop_kit.document.meta import readiness_name
from sop_kit.document.questions import question_groups
from sop_kit.document.readiness import criterion_names
from sop_kit.document.view import View, person_name
from sop_kit.record.collection import LineCollection, Sent
from sop_kit.record.conflicts import standing, undecided
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record
from sop_kit.record.value_labels import choice_names
from sop_kit.record.workbooks.sheets import Choices, Column, Sheet
from sop_kit.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerState:
    """How far one owner of a line is; the dates are "" as long as it has not happened."""

    owner: str
    file: str
    sent: str
    returned: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictState:
    """An undecided conflict as people read it."""

    id: str
    place: str
    ours: str
    ours_by: str
    theirs: str
    theirs_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineState:
    """How far a line is; ``lacking`` says what a review still needs, ``ask`` who has most of the open questions."""

    product: str
    name: str
    readiness: str
    steps: int
    questions: int
    lacking: tuple[str, ...]
    ask: str
    owners: tuple[OwnerState, ...]
    conflicts: tuple[ConflictState, ...]


def line_state(view: View, collection: LineCollection) -> LineState:
    """Return how far a line is."""
    say, record = view.say, view.record
    labels = criterion_names(view)
    lacking = tuple(
        say("{what}: {have} of {of}", what=labels[item.name], have=item.have, of=item.of)
        for item in view.assessment.readiness.missing
    )
    groups = question_groups(view)
    most = max(groups, key=lambda group: len(group.questions), default=None)
    return LineState(
        product=record.product.id,
        name=record.product.name or record.product.id,
        readiness=readiness_name(view),
        steps=len(record.steps),
        questions=len(view.assessment.gaps),
        lacking=lacking,
        ask=say("{who} ({n} questions)", who=most.who, n=len(most.questions)) if most else "",
        owners=_owners(view, collection),
        conflicts=tuple(conflict_state(say, view.source, row) for row in undecided(view.source)),
    )


def overview_sheets(lines: Sequence[LineState], say: Words) -> tuple[Sheet, ...]:
    """Return the overview as four sheets: all lines, what has not come back, what is incomplete, what conflicts.

    In the last one each conflict is decided: a choice from a list, or a value of one's own.
    """
    return (_lines(lines, say), _missing(lines, say), _incomplete(lines, say), conflict_sheet(lines, say))


def conflict_state(say: Words, record: Record, row: Conflict) -> ConflictState:
    """Return a conflict as people read it; the record is the one it is in."""
    return ConflictState(
        id=row.id,
        place=place_text(say, row),
        ours=statement(say, record, row, standing(record, row)),
        ours_by=row.ours_by,
        theirs=statement(say, record, row, row.theirs),
        theirs_by=row.theirs_by,
    )


def state_text(say: Words, state: OwnerState) -> str:
    """Return whether a workbook has come back, and when."""
    if state.returned:
        return say("returned on {day}", day=state.returned)
    return say("not returned") if state.sent else say("no workbook written")


def conflict_sheet(lines: Iterable[LineState], say: Words) -> Sheet:
    """Return the sheet on which conflicts are decided; ``decisions_file`` reads it back."""
    words = choice_names(say, Conflict, "decision")
    choices = Choices(words=tuple(words[each] for each in ("ours", "theirs", "other")), only=True)
    headings = decision_headings(say)
    columns = (
        Column(heading=headings["product"], width=16),
        Column(heading=headings["conflict"], width=8),
        Column(heading=say("Where"), width=30),
        Column(heading=say("Stands in the record"), width=34),
        Column(heading=say("Written by"), width=14),
        Column(heading=say("Said otherwise"), width=34),
        Column(heading=say("Said by"), width=14),
        Column(heading=headings["decision"], width=16, choices=choices, wanted=True),
        Column(heading=headings["value"], width=26, note=say("Only when you decide for something else.")),
        Column(heading=headings["why"], width=30),
    )
    rows = [
        (line.product, row.id, row.place, row.ours, row.ours_by, row.theirs, row.theirs_by, "", "", "")
        for line in lines
        for row in line.conflicts
    ]
    return Sheet(name=say("Conflicting"), columns=columns, rows=rows, kept=2, spare=0)


def decision_headings(say: Words) -> dict[str, str]:
    """Return the headings of the columns by which decisions are read back."""
    return {
        "product": say("Product line no."),
        "conflict": say("Conflict no."),
        "decision": say("Your decision"),
        "value": say("Other value"),
        "why": say("Why"),
    }


def _owners(view: View, collection: LineCollection) -> tuple[OwnerState, ...]:
    owners = dict.fromkeys(each.owner for each in collection.sent)
    if not owners:
        owner = view.record.product.owner
        return (OwnerState(owner=person_name(view, owner) if owner else "", file="", sent="", returned=""),)
    return tuple(_owner(owner, [each for each in collection.sent if each.owner == owner]) for owner in owners)


def _owner(owner: str, sent: Sequence[Sent]) -> OwnerState:
    returned = max((came.at for each in sent for came in each.returned), default="")
    return OwnerState(owner=owner, file=sent[-1].file, sent=sent[-1].at[:10], returned=returned[:10])


def _lines(lines: Sequence[LineState], say: Words) -> Sheet:
    columns = (
        Column(heading=say("Product line no."), width=16),
        Column(heading=say("Product line"), width=26, look="strong"),
        Column(heading=say("Owner"), width=16),
        Column(heading=say("Workbook"), width=22),
        Column(heading=say("Readiness"), width=26),
        Column(heading=say("Steps"), width=9, look="number"),
        Column(heading=say("Open questions"), width=11, look="number"),
        Column(heading=say("Conflicts"), width=10, look="number"),
    )
    rows = [
        (
            line.product,
            line.name,
            state.owner,
            state_text(say, state),
            line.readiness,
            line.steps,
            line.questions,
            len(line.conflicts),
        )
        for line in lines
        for state in line.owners
    ]
    return Sheet(name=say("Product lines"), columns=columns, rows=rows, kept=2, spare=0)


def _missing(lines: Sequence[LineState], say: Words) -> Sheet:
    columns = (
        Column(heading=say("Owner"), width=18, look="strong"),
        Column(heading=say("Product line no."), width=16),
        Column(heading=say("Product line"), width=30),
        Column(heading=say("Written on"), width=14),
        Column(heading=say("File"), width=44),
    )
    rows = [
        (state.owner, line.product, line.name, state.sent or say("no workbook written"), state.file)
        for line in lines
        for state in line.owners
        if not state.returned
    ]
    return Sheet(name=say("Not returned"), columns=columns, rows=sorted(rows), spare=0)


def _incomplete(lines: Sequence[LineState], say: Words) -> Sheet:
    columns = (
        Column(heading=say("Product line no."), width=16),
        Column(heading=say("Product line"), width=26, look="strong"),
        Column(heading=say("Readiness"), width=26),
        Column(heading=say("What a review still needs"), width=52),
        Column(heading=say("Open questions"), width=11, look="number"),
        Column(heading=say("Ask first"), width=30),
    )
    rows = [
        (line.product, line.name, line.readiness, "\n".join(line.lacking), line.questions, line.ask)
        for line in lines
        if line.questions or line.lacking
    ]
    return Sheet(name=say("Incomplete"), columns=columns, rows=rows, kept=2, spare=0)
