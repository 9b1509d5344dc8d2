"""The tables of a SoP's life: review, approval, publication, use, and what it shares with others of its family."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sop_kit.record.kinds import Line, Minutes, Percent, Person, Reference, Refers, Role, StepId, Told
from sop_kit.record.tables import Row


class Round(Row):
    """A round in which opinions were gathered or the draft was reviewed; ``number`` is that of its feedback."""

    number: Annotated[int, Field(ge=1, le=99)] = 1
    kind: Literal["", "retrospective", "review"] = ""
    name: Told = ""
    opened: Line = ""
    closed: Line = ""
    version: Line = ""
    hash: Line = ""  # of the text that was reviewed
    moderator: Person = ""
    stop_rule: Told = ""  # written down before the round
    verdict: Told = ""  # what the stop rule said after it
    note: Told = ""


class Approval(Row):
    """One person's word on one text, bound to its hash. Without a chapter it is about the whole SoP."""

    round: Annotated[Reference, Refers("rounds")] = ""
    kind: Literal["", "prepared", "checked", "approved"] = ""
    person: Person = ""
    role: Role = ""
    chapter: Line = ""
    version: Line = ""
    hash: Line = ""
    at: Line = ""
    verdict: Literal["", "agree", "agree_with_note", "block"] = ""
    reason: Told = ""
    external_ref: Line = ""  # the number of the flow in the company's OA


class Publication(Row):
    """A version that was published, and where it can be read."""

    version: Line = ""
    hash: Line = ""
    at: Line = ""
    person: Person = ""
    place: Line = ""
    supersedes: Line = ""
    note: Told = ""
    external_ref: Line = ""


class Reading(Row):
    """Somebody has read a version; ``quiz`` is the share of right answers in percent."""

    person: Person = ""
    role: Role = ""
    version: Line = ""
    hash: Line = ""
    at: Line = ""
    quiz: Percent = None
    question: Told = ""


class Run(Row):
    """A checklist or a step that was really used once; ``minutes`` is how long it took.

    A line of a checklist of which there is something to say is a row of its own, ``part_of`` the run of the list.
    """

    checklist: Line = ""
    step: StepId = ""
    at: Line = ""
    person: Person = ""
    version: Line = ""
    result: Literal["", "complete", "partly", "stopped"] = ""
    minutes: Minutes = None
    case: Line = ""  # the case of the event log
    note: Told = ""
    started: Line = ""
    differently: Told = ""  # what was done otherwise than written, and why
    evidence: Line = ""  # a link, or a number
    part_of: Annotated[Reference, Refers("runs")] = ""


class Correction(Row):
    """Something in the text that somebody who does the work found wrong."""

    step: StepId = ""
    chapter: Line = ""
    at: Line = ""
    person: Person = ""
    role: Role = ""
    text: Told = ""  # what is wrong
    proposed: Told = ""
    verdict: Literal["", "accepted", "rejected"] = ""
    reason: Told = ""
    decided_by: Person = ""
    version: Line = ""  # in which it is corrected


class Override(Row):
    """Where the line departs from the core of its family, what the core says there, and why.

    Without a field it is about the whole row.
    """

    table: Line
    row: Reference = ""
    field: Line = ""
    core_value: Line = ""  # as in a cell of a table
    why: Told = ""  # empty: an open question to the owner
    person: Person = ""
    at: Line = ""


class Conflict(Row):
    """Two people wrote different things in one place; ``ours`` stands in the record until somebody decides.

    The values are written as in a cell of a table. Without a field it is about the whole row.
    """

    table: Line
    row: Reference = ""
    field: Line = ""
    ours: Line = ""
    ours_by: Line = ""
    theirs: Line = ""
    theirs_by: Line = ""
    at: Line = ""
    decision: Literal["", "ours", "theirs", "other"] = ""
    why: Told = ""
    decided_by: Line = ""
