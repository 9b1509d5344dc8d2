"""One class a table of the record: what a row is, its columns in order, and what they mean."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from sop_kit.record.kinds import (
    Aspect,
    Id,
    Line,
    Minutes,
    People,
    Person,
    Reference,
    Refers,
    Role,
    Roles,
    Score,
    Stage,
    StepId,
    Told,
    clean_product_id,
)


class Fact(BaseModel):
    """A frozen fact; a column it does not have is an error, not silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Row(Fact):
    """A row with a stable id."""

    id: Id


class Product(Fact):
    """The product line; ``id`` also names its folder. ``languages`` are zh, en; intervals are in days."""

    id: str
    name: Told = ""
    line: Told = ""
    description: Told = ""  # the system: models, channels, regions
    purpose: Told = ""  # the business goal
    scope_in: Told = ""
    scope_out: Told = ""
    users: Told = ""
    service_hours: Told = ""
    risk_class: Told = ""
    deviation: Told = ""  # what to do when the SoP does not fit
    north_star: Told = ""
    owner: Person = ""
    deputy: Person = ""
    live_since: Line = ""  # a date as written
    languages: tuple[Literal["zh", "en"], ...] = ()  # first one = the language the record is written in
    review_every_days: Annotated[int, Field(ge=1, le=3650)] = 90
    document_no: Line = ""
    classification: Line = ""
    home: Line = ""  # where the only valid copy lives
    licence: Told = ""  # of the sources this record restates
    illustration: bool = False  # an invented example, said so on every page
    core_of: Told = ""  # the family this record is the core 公司基线 of; empty for a line like any other
    core: Line = ""  # id of the core record this line inherits from
    core_number: Annotated[int, Field(ge=0)] = 0  # the core's Change up to which it was taken over
    core_hash: Line = ""  # of that Change, so that another chain is not taken for it

    _folder = field_validator("id")(clean_product_id)


class PersonRow(Row):
    """A person; ``contact`` is never exported."""

    name: Line
    department: Told = ""
    contact: Line = ""


class RoleRow(Row):
    """A role of the team."""

    name: Told
    people: People = ()
    deputies: People = ()
    does: Told = ""


class Process(Row):
    """One of the four core processes, or one of the team's own."""

    name: Told = ""
    purpose: Told = ""
    trigger: Told = ""
    owner: Role = ""
    author: Person = ""
    due: Line = ""


class Next(Fact):
    """An arrow to the step that follows, with its condition when there is a choice."""

    to: Id
    when: Line = ""


class Step(Row):
    """A step of the workflow that is really run. ``role`` is the R of RACI; times are minutes a run."""

    stage: Stage
    action: Annotated[Told, Field(min_length=1)]
    role: Annotated[Role, Field(min_length=1)]
    accountable: Roles = ()
    consulted: Roles = ()
    informed: Roles = ()
    supporting: Roles = ()
    performers: People = ()  # who has really done it: one name = it lives in one head
    process: Annotated[Reference, Refers("processes")] = ""
    title: Told = ""
    trigger: Told = ""
    inputs: Told = ""
    outputs: Told = ""
    tool: Line = ""
    standard: Told = ""
    time_limit: Line = ""
    frequency: Line = ""
    minutes: Minutes = None
    waiting: Minutes = None
    if_it_fails: Told = ""
    next: Annotated[tuple[Next, ...], Refers("steps")] = ()
    written: Told = ""  # what the documents say
    done: Told = ""  # what is really done
    agreed: Told = ""  # what was agreed to do from now on
    hot_spot: Told = ""
    decidable: Literal["", "yes", "no"] = ""  # can we decide this ourselves?
    evidence: Line = ""  # codes: D documented, C configuration or code, H history, I owner inferred
    source: Line = ""


class Metric(Row):
    """Something that is looked at."""

    name: Told
    why: Told = ""
    family: Line = ""
    formula: Line = ""
    source: Line = ""
    slice: Line = ""
    frequency: Line = ""
    baseline: Line = ""
    warn: Line = ""
    critical: Line = ""
    threshold_origin: Told = ""
    minimum_sample: Line = ""
    direction: Line = ""
    owner: Role = ""
    action: Told = ""
    silence_rule: Told = ""


class Alert(Row):
    """When somebody is told or woken, who, and what they may do."""

    condition: Told = ""
    action: Told = ""
    process: Annotated[Reference, Refers("processes")] = ""
    metric: Annotated[Reference, Refers("metrics")] = ""
    level: Annotated[Reference, Refers("severities")] = ""
    first_responder: Role = ""
    acknowledge_within: Line = ""
    mitigate_within: Line = ""
    escalate_to: Role = ""
    escalate_after: Line = ""
    channel: Line = ""
    backup: Role = ""
    informed: Roles = ()
    allowed_actions: Told = ""
    update_interval: Line = ""
    end_condition: Told = ""
    record: Line = ""
    postmortem: Line = ""
    external_duty: Told = ""


class Severity(Row):
    """How bad it is."""

    impact: Told = ""
    example: Told = ""
    response: Told = ""
    communication: Told = ""


class ReleaseStage(Row):
    """A stage of the grey release, in order."""

    name: Told
    share: Line = ""
    cohort: Told = ""
    hold_time: Line = ""
    minimum_sample: Line = ""
    gate: Told = ""
    promote_if: Told = ""
    rollback_if: Told = ""
    inconclusive_if: Told = ""
    decider: Role = ""


class Trigger(Row):
    """What starts an optimisation cycle."""

    condition: Told
    source: Line = ""
    owner: Role = ""
    action: Told = ""


class Decision(Row):
    """Who may stop, roll back, retrain or release."""

    kind: Literal["stop", "roll_back", "retrain", "release", "other"]
    role: Role = ""
    deputy: Role = ""
    how: Told = ""
    step: StepId = ""


class Mistake(Row):
    """An entry of the mistake book 错题本."""

    found: Line = ""
    source: Line = ""
    reporter: Line = ""
    versions: Line = ""
    input: Line = ""
    output: Line = ""
    expected: Told = ""
    evidence: Line = ""
    severity: Annotated[Reference, Refers("severities")] = ""
    frequency: Line = ""
    impact: Told = ""
    category: Line = ""
    cause: Told = ""
    layer: Line = ""
    reproducible: Line = ""
    temporary: Told = ""
    owner: Role = ""
    due: Line = ""
    fix_type: Line = ""
    fix_version: Line = ""
    regression_case: Line = ""
    verified: Line = ""
    status: Line = ""
    recurrence_of: Annotated[Reference, Refers("mistakes")] = ""
    lesson: Told = ""
    answered: Line = ""


class Hotfix(Row):
    """A hotfix 热修复."""

    mistake: Annotated[Reference, Refers("mistakes")] = ""
    severity: Annotated[Reference, Refers("severities")] = ""
    decider: Role = ""
    decided: Line = ""
    why_not_normal: Told = ""
    change: Told = ""
    kind: Line = ""
    scope: Told = ""
    risk: Told = ""
    test: Told = ""
    approver: Role = ""
    start: Line = ""
    end: Line = ""
    watch: Line = ""
    result: Told = ""
    rollback: Told = ""
    expires: Line = ""
    permanent_fix: Line = ""
    permanent_due: Line = ""
    after_review: Line = ""
    sop_change: Line = ""


class Tool(Row):
    """A tool or a template, with its link."""

    name: Told
    kind: Literal["tool", "template"] = "tool"
    link: Line = ""
    used_for: Told = ""
    owner: Role = ""


class Lesson(Row):
    """A lesson: something that worked, something that failed, or a pain everybody knows."""

    text: Told
    kind: Literal["", "worked", "failed", "pain"] = ""
    step: StepId = ""
    source: Line = ""


class Action(Row):
    """A promise with an owner and a date."""

    text: Told
    owner: Person = ""
    due: Line = ""
    done: Line = ""
    step: StepId = ""
    at: Line = ""  # the day it was promised


class Contradiction(Row):
    """Where two sources differ, or the document and reality."""

    text: Told
    step: StepId = ""
    verdict: Told = ""


class Source(Row):
    """Where facts came from."""

    title: Line
    link: Line = ""
    licence: Line = ""
    read_on: Line = ""


class AuthorText(Row):
    """Prose of an author for a chapter, in Markdown."""

    chapter: Line
    order: Annotated[int, Field(ge=0, le=9999)] = 0
    text: Told
    author: Person = ""


class Image(Row):
    """A picture for a step or a chapter."""

    chapter: Line = ""
    step: StepId = ""
    file: Line
    caption: Told = ""
    alt: Told = ""


class Feedback(Row):
    """One rating or comment by one participant.

    With an ``aspect`` it is a rating: ``score`` 1 to 5, or empty for "cannot judge" (missing, never 3). Without an
    ``aspect`` it is a comment. ``target`` is a step id or a chapter such as C3.
    """

    round: Annotated[int, Field(ge=1, le=99)] = 1
    participant: Id  # a pseudonym, never a name or an address
    target: Id
    aspect: Aspect = ""
    score: Score = None
    comment: Told = ""
    proposed: Told = ""
    blocking: bool = False


class Translation(Row):
    """A field said in the record's other language; ``of`` is the source text it was made from."""

    table: Line
    row: Reference = ""  # empty for the product
    field: Line
    lang: Literal["zh", "en"]
    text: Line
    of: Line = ""
