"""The tables about reality: what must hold in the event log, what was seen in it, what people said on the spot."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from sop_kit.record.kinds import Line, Minutes, Person, Reference, Refers, Role, StepId, Told
from sop_kit.record.tables import Row

Count = Annotated[int, Field(ge=0)]
CheckId = Annotated[Reference, Refers("checks")]

ConstraintKind = Literal[
    "existence",
    "absence",
    "exactly",
    "init",
    "end",
    "choice",
    "exclusive_choice",
    "responded_existence",
    "coexistence",
    "response",
    "precedence",
    "succession",
    "alternate_response",
    "alternate_precedence",
    "alternate_succession",
    "chain_response",
    "chain_precedence",
    "chain_succession",
    "not_coexistence",
    "not_succession",
    "not_chain_succession",
    "time_window",
    "duration",
    "four_eyes",
]
# Names without spaces and signs, as Declare and its tools write them, too → the name the kit uses. A template that
# forbids is one, whichever of the two it is said of: "not response", "not precedence" and "not succession".
_NAMES = {kind.replace("_", ""): kind for kind in get_args(ConstraintKind)} | {
    "exactlyone": "exactly",
    "exactly1": "exactly",
    "exactlyn": "exactly",
    "participation": "existence",
    "last": "end",
    "notrespondedexistence": "not_coexistence",
    "notresponse": "not_succession",
    "notprecedence": "not_succession",
    "negativesuccession": "not_succession",
    "notchainresponse": "not_chain_succession",
    "notchainprecedence": "not_chain_succession",
    "window": "time_window",
    "hours": "time_window",
    "foureyesprinciple": "four_eyes",
    "separationofduties": "four_eyes",
    "segregationofduties": "four_eyes",
    "maximalduration": "duration",
    "maxduration": "duration",
}


def _declare_name(value: object) -> object:
    """Return the kit's name for what a person wrote; what is none of Declare's comes back as it is."""
    if not isinstance(value, str):
        return value
    return _NAMES.get(re.sub(r"[\W_]+", "", value.casefold()), value)


class Constraint(Row):
    """What must hold in the event log: a template of Declare over steps or activities, or a rule about time or people.

    ``existence``, ``absence``, ``exactly``, ``init``, ``end`` and ``time_window`` are about the first alone; the others
    are about both. Where one step covers several activities of the log, ``first_activity`` and ``second_activity`` name
    the one that is meant. ``where`` (``column = value``) keeps of the first only the events that say so.

    ``times`` is the n of existence (at least n), absence (fewer than n) and exactly (n). ``within`` is the longest time
    from the first to the second (of ``duration`` without a second: of the whole case). ``window`` holds the hours of
    ``time_window``, such as ``Mon-Thu 09:30-17:00; Fri 09:30-16:00``, in the time zone ``zone``.
    ``four_eyes``: never the same person for the first and the second.
    """

    kind: Annotated[ConstraintKind, BeforeValidator(_declare_name)]
    first: StepId = ""
    second: StepId = ""
    within: Line = ""  # 4 h, 2 d
    why: Told = ""
    source: Line = ""
    first_activity: Line = ""
    second_activity: Line = ""
    where: Line = ""
    times: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    window: Line = ""
    zone: Line = ""


class Activity(Row):
    """Which step an activity of the event log is; without a step it is none of the workflow's.

    With ``where`` (``column = value``) the row holds only for the events that say so, before one without.
    """

    activity: Line
    step: StepId = ""
    note: Told = ""
    where: Line = ""


class Check(Row):
    """One look at reality: an event log that was read, or a walk-through 走查 on the spot."""

    kind: Literal["log", "walk"] = "log"
    at: Line = ""
    person: Person = ""
    log: Line = ""  # the file's name
    hash: Line = ""  # SHA-256 of the file
    start: Line = ""  # the day of the first event
    end: Line = ""
    zone: Line = ""  # of times without one
    cases: Count = 0
    events: Count = 0
    activities: Count = 0
    variants: Count = 0
    unread: Count = 0  # lines that could not be read
    note: Told = ""


class SeenActivity(Row):
    """An activity as a check saw it: how often, in how many cases, by how many people, month by month.

    ``by_month`` reads ``2024-04=12 2024-05=30``.
    """

    check: CheckId = ""
    activity: Line = ""
    step: StepId = ""
    events: Count = 0
    cases: Count = 0
    people: Count = 0
    by_month: Line = ""


class SeenFlow(Row):
    """One activity directly followed by another in the cases of a check: how often, and how long it took (minutes).

    An empty first activity is the beginning of a case, an empty second one its end.
    """

    check: CheckId = ""
    first_activity: Line = ""
    second_activity: Line = ""
    count: Count = 0
    p50: Minutes = None
    p90: Minutes = None


class Finding(Row):
    """Where the document and reality differ, how often, and what the owner says to that.

    ``count`` of ``of`` were otherwise than written; ``by_month`` reads ``2024-04=3/40 2024-05=0/31``. A finding whose
    ``count`` is 0 was seen by an earlier check and not by the last one. ``cases`` of ``of_cases`` says the same by
    cases; both are 0 where cases were what was counted. ``second``, ``activity`` and ``who`` name what else a finding
    is about that rests on no constraint: the step that came next, the activity no step covers, who did the step.
    ``p50`` and ``p90`` are of the time that passed, where the finding is about time.
    """

    check: CheckId = ""
    constraint: Annotated[Reference, Refers("constraints")] = ""
    step: StepId = ""
    kind: Literal[
        "",
        "missing",
        "extra",
        "forbidden",
        "order",
        "role",
        "late",
        "hours",
        "no_record",
        "differently",
        "not_known",
    ] = ""
    second: StepId = ""
    activity: Line = ""
    who: Person = ""
    written: Told = ""
    observed: Told = ""
    count: Count = 0
    of: Count = 0
    cases: Count = 0
    of_cases: Count = 0
    p50: Minutes = None
    p90: Minutes = None
    examples: Line = ""
    by_month: Line = ""
    verdict: Literal["", "fix_behaviour", "fix_sop", "accept"] = ""
    until: Line = ""  # an accepted deviation ends on this day
    owner: Person = ""
    at: Line = ""
    why: Told = ""


class Walkthrough(Row):
    """One of the five questions of a walk-through 走查, asked of somebody who does not own the step, and the answer."""

    check: CheckId = ""
    step: StepId = ""
    at: Line = ""
    person: Person = ""  # who asked
    asked: Role = ""  # in which role the one who answered works
    question: Literal["start", "do", "good", "fails", "last"] = "do"
    answer: Literal["", "as_written", "differently", "not_known"] = ""
    told: Told = ""
