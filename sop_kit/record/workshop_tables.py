"""The tables of a workshop: its agenda, what everybody was asked, what came back, what was decided."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sop_kit.record.kinds import Line, Minutes, Person, Reference, Refers, StepId, Told
from sop_kit.record.tables import Row

Count = Annotated[int, Field(ge=0)]
PromptId = Annotated[Reference, Refers("prompts")]

PhaseKind = Literal[
    "", "welcome", "actions", "capture", "collect", "cluster", "vote", "rate", "discuss", "agree", "break", "close"
]


class Phase(Row):
    """A phase of the workshop's agenda 议程.

    Without a ``name`` it is called what its kind is called. ``opened`` (ISO 8601 with its offset) is when it was opened
    last, ``spent`` the minutes it has taken, of one that is open those before that: opened again it goes on counting.
    ``notes`` are the facilitator's own and stand in no document.
    """

    name: Told = ""
    kind: PhaseKind = ""
    minutes: Minutes = None
    state: Literal["", "open", "done", "skipped"] = ""
    opened: Line = ""
    spent: Minutes = None
    notes: Told = ""


class Prompt(Row):
    """A question that everybody answered unseen, or dots that everybody gave; ``answered`` is by how many people.

    Dots go to the clusters of the prompt ``about``, and to its notes that lie in none; each person has ``budget`` of
    them, of which ``one_each`` lets only one lie on the same place.
    """

    text: Told
    kind: Literal["notes", "dots"] = "notes"
    phase: Annotated[Reference, Refers("phases")] = ""
    about: PromptId = ""
    budget: Annotated[int, Field(ge=1, le=20)] = 3
    one_each: bool = False
    state: Literal["", "open", "closed"] = ""
    opened: Line = ""
    closed: Line = ""
    answered: Count = 0


class Note(Row):
    """An answer, revealed with the others in an order drawn by lot: by whom, and when, is nowhere."""

    prompt: PromptId = ""
    text: Told
    cluster: Annotated[Reference, Refers("clusters")] = ""
    step: StepId = ""
    dots: Count = 0


class Cluster(Row):
    """Notes that say the same, under one name."""

    prompt: PromptId = ""
    name: Told = ""
    step: StepId = ""
    dots: Count = 0


class Resolution(Row):
    """What was decided 决议, on the day ``at``."""

    text: Told
    owner: Person = ""
    at: Line = ""
    step: StepId = ""
    why: Told = ""
