"""The forms of a SoP's own life: review, training, reading, the calendar, ideas, new people."""

from __future__ import annotations

from collections.abc import Iterable

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of
from sop_kit.blocks.model import Meta
from sop_kit.document.forms.form import Field, Fields, Form, Grid, Head, Known
from sop_kit.document.view import View, person_name, process_name, role_name
from sop_kit.record.in_force import review_due
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.life_tables import Approval, Reading
from sop_kit.words import Words

_HASH = 12  # characters of the content hash that are printed
_WARNINGS = (14, 7)  # days before a review is due


def review_comments(view: View, say: Words) -> Form:
    """Return the form of review comments."""
    known = Known(view)
    kinds = (say("Feasibility"), say("Clarity"), say("Accuracy"), say("Other"))
    return Form(
        name=say("Review comments"),
        when=say("a draft is out for review; one row a comment, also a single word"),
        who=say("everybody who works by the SoP; the owner decides and answers every row"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Role"), units=2, words=known.roles),
                    Head(label=say("Chapter or step"), units=2, words=known.clauses),
                    Head(label=say("Type"), units=2, words=kinds),
                    Head(label=say("Score 1–5"), units=2, words=("1", "2", "3", "4", "5")),
                    Head(label=say("Comment"), units=4),
                    Head(label=say("Proposed wording"), units=4),
                    Head(
                        label=say("How much it matters"), units=2, words=(say("blocking"), say("should"), say("nice"))
                    ),
                    Head(label=say("Decision"), units=2, words=(say("taken"), say("partly"), say("not taken"))),
                    Head(label=say("Reason"), units=2),
                    Head(label=say("Closed by"), units=2, words=known.people),
                ),
                example=(
                    say("On-call"),
                    "AF05",
                    say("Feasibility"),
                    "2",
                    say("At night nobody reachable may sign"),
                    say("Whoever is on duty may stop it first and report within 2 hours"),
                    say("blocking"),
                    say("taken"),
                    say("fits what is really done"),
                    say("Li Na"),
                ),
                spare=14,
                lines=2,
            ),
        ),
    )


def training_plan(view: View, say: Words) -> Form:
    """Return the plan of training: a row a role, with the clauses it must know."""
    known = Known(view)
    rows = tuple(
        (role_name(view, row.id), say.list(_clauses(view, row.id)), "", "", "", "", "", "") for row in view.record.roles
    )
    drills = (say("alert in the night shift"), say("rollback"), say("triage of mistakes"), say("the owner is absent"))
    return Form(
        name=say("Training plan"),
        when=say("before a version takes effect, and when somebody joins or changes the role"),
        who=say("the owner of the SoP plans, each role's holder takes part"),
        landscape=True,
        note=say("Must know: the steps that the role carries out or answers for."),
        parts=(
            Grid(
                title=say("Who learns what"),
                heads=(
                    Head(label=say("Role"), units=2),
                    Head(label=say("Must know"), units=6),
                    Head(label=say("How"), units=4, words=(say("walk-through"), say("drill"), say("quiz"))),
                    Head(label=say("Material"), units=2),
                    Head(label=say("Trainer"), units=2, words=known.people),
                    Head(label=say("Date"), units=2, kind="date"),
                    Head(label=say("Pass mark"), units=2),
                    Head(label=say("Attended, result"), units=4),
                ),
                rows=rows,
                spare=2 if rows else 6,
                lines=2,
            ),
            Grid(
                title=say("Drills"),
                heads=(
                    Head(label=say("Scenario"), units=6),
                    Head(label=say("Date"), units=2, kind="date"),
                    Head(label=say("Who took part"), units=6),
                    Head(label=say("Minutes, result"), units=4),
                    Head(label=say("What has to change"), units=6),
                ),
                rows=tuple((each, "", "", "", "") for each in drills),
                spare=2,
            ),
            Fields(
                title=say("Afterwards"),
                fields=(
                    Field(label=say("Looked at after 30 days: figures"), lines=2),
                    Field(label=say("Trained again when"), hint=say("new version, incident, failed quiz")),
                    Field(label=say("Next training"), kind="date"),
                ),
            ),
        ),
    )


def review_calendar(view: View, say: Words) -> Form:
    """Return the calendar of reviews, the next one as far as it is known."""
    product = view.record.product
    last = view.record.publications[-1].at if view.record.publications else ""
    row = (
        product.document_no or product.id,
        person_name(view, product.owner),
        person_name(view, product.deputy),
        last[:10],
        str(product.review_every_days),
        review_due(view.source),
        "",
        "",
    )
    results = (say("keep"), say("edit"), say("retire"))
    triggers = (
        say("an incident"),
        say("a new model family"),
        say("a reorganisation"),
        say("a new law or rule"),
        say("another tool"),
        say("three corrections or more"),
    )
    agenda = (
        say("drift between text and practice"),
        say("open corrections"),
        say("checklists nobody uses"),
        say("metrics and thresholds"),
        say("people and deputies"),
    )
    return Form(
        name=say("Review calendar"),
        when=say(
            "warned {first} and {second} days before the date; overdue means: ask before you work by it",
            first=_WARNINGS[0],
            second=_WARNINGS[1],
        ),
        who=say("the owner of the SoP, else the deputy"),
        landscape=True,
        parts=(
            Grid(
                title=say("Reviews"),
                heads=(
                    Head(label=say("SoP"), units=4),
                    Head(label=say("Owner"), units=2),
                    Head(label=say("Deputy"), units=2),
                    Head(label=say("Last review"), units=2, kind="date"),
                    Head(label=say("Every … days"), units=2),
                    Head(label=say("Due"), units=4, kind="date"),
                    Head(label=say("Result"), units=2, words=results),
                    Head(label=say("Evidence, what was changed"), units=6),
                ),
                rows=(row,),
                spare=6,
            ),
            Grid(
                title=say("Reviewed at once after"),
                heads=(
                    Head(label=say("Happened"), units=8),
                    Head(label=say("On"), units=4, kind="date"),
                    Head(label=say("Review on"), units=4, kind="date"),
                    Head(label=say("Remarks"), units=8),
                ),
                rows=tuple((each, "", "", "") for each in triggers),
                spare=0,
            ),
            Grid(
                title=say("Agenda"),
                heads=(
                    Head(label=say("Looked at"), units=8),
                    Head(label=say("Done"), units=2, kind="tick"),
                    Head(label=say("Found"), units=14),
                ),
                rows=tuple((each, "☐", "") for each in agenda),
                spare=0,
            ),
        ),
    )


def idea(view: View, say: Words) -> Form:
    """Return the form of ideas: the SoP is the floor, not the ceiling."""
    known = Known(view)
    return Form(
        name=say("Improvement idea"),
        when=say("somebody has tried a better way; the SoP is the floor, not the ceiling"),
        who=say("everybody"),
        landscape=True,
        parts=(
            Grid(
                title="",
                heads=(
                    Head(label=say("Who, when"), units=4, words=known.people),
                    Head(label=say("Chapter or step"), units=2, words=known.clauses),
                    Head(label=say("What was tried instead"), units=6),
                    Head(label=say("Result, with a figure"), units=6),
                    Head(label=say("Keep it?"), units=2, words=(say("yes"), say("no"), say("try longer"))),
                    Head(label=say("Comes with version"), units=4),
                ),
                example=(
                    say("Zhao Min, 2025-12-16"),
                    "S01",
                    say("look first at what changed since yesterday"),
                    say("12 instead of 25 minutes, two weeks long"),
                    say("yes"),
                    "1.1",
                ),
                spare=12,
                lines=2,
            ),
        ),
    )


def onboarding(view: View, say: Words) -> Form:
    """Return the path of somebody new: weeks 1, 2 and 4, each with its clauses."""
    known = Known(view)
    firsts = say.list(_of_process(view, "monitoring"))
    others = say.list([clause for name in CORE_PROCESSES[1:] for clause in _of_process(view, name)][:_MOST_CLAUSES])
    heads = (
        Head(label=say("What"), units=10),
        Head(label=say("Chapters and steps"), units=8),
        Head(label=say("Done"), units=2, kind="tick"),
        Head(label=say("Signed by the buddy, on"), units=4),
    )
    return Form(
        name=say("Onboarding path"),
        when=say("somebody joins or changes the role; weeks 1, 2 and 4"),
        who=say("the new person, with a buddy who signs"),
        parts=(
            Fields(
                title=say("Who"),
                fields=(
                    Field(label=say("New person")),
                    Field(label=say("Role"), words=known.roles),
                    Field(label=say("Buddy"), words=known.people),
                    Field(label=say("First day"), kind="date"),
                ),
            ),
            Grid(
                title=say("Week 1: read and watch"),
                heads=heads,
                rows=(
                    (say("Read the first page; answer its six questions without looking"), "C0", "☐", ""),
                    (say("Know who decides, and whom to wake"), "C1, C2", "☐", ""),
                    (say("Have all access rights; open every tool once"), say("tools and templates"), "☐", ""),
                    (
                        say("Watch the {process}, checklist in hand", process=process_name(view, "monitoring")),
                        firsts,
                        "☐",
                        "",
                    ),
                ),
                spare=1,
                lines=2,
            ),
            Grid(
                title=say("Week 2: do it, the buddy beside"),
                heads=heads,
                rows=(
                    (say("Go through the daily checklist alone, five days in a row"), firsts, "☐", ""),
                    (say("Write one entry of the mistake book"), "C4", "☐", ""),
                    (say("Rehearse the rollback, watch in hand"), "C6", "☐", ""),
                ),
                spare=2,
                lines=2,
            ),
            Grid(
                title=say("Week 4: alone"),
                heads=heads,
                rows=(
                    (say("Carry out the steps of the role alone"), others, "☐", ""),
                    (say("Take over a shift, and hand it over"), "C3", "☐", ""),
                    (say("Report at least one thing in the SoP that is wrong or unclear"), "C7", "☐", ""),
                ),
                spare=2,
                lines=2,
            ),
        ),
    )


def to_approve(view: View, about: Meta) -> tuple[Approval, ...]:
    """Return a row for everybody who holds a role and has not yet said a word on this version."""
    heard = {(row.person, row.version) for row in view.source.approvals}
    return tuple(
        Approval(id=f"sign-{place}", person=person, role=role, version=about.version, hash=about.content_hash[:_HASH])
        for place, (role, person) in enumerate(_holders(view), start=1)
        if (person, about.version) not in heard
    )


def to_read(view: View, about: Meta) -> tuple[Reading, ...]:
    """Return a row for everybody who has not yet confirmed to have read this version."""
    read = {(row.person, row.version) for row in view.source.readings}
    return tuple(
        Reading(id=f"sign-{place}", person=person, role=role, version=about.version, hash=about.content_hash[:_HASH])
        for place, (role, person) in enumerate(_holders(view), start=1)
        if (person, about.version) not in read
    )


_MOST_CLAUSES = 12


def _holders(view: View) -> list[tuple[str, str]]:
    """Return everybody who holds a role once, with the first role."""
    found: dict[str, str] = {}
    for row in view.source.roles:
        for person in (*row.people, *row.deputies):
            found.setdefault(person, row.id)
    return [(role, person) for person, role in found.items()]


def _clauses(view: View, role: str) -> list[str]:
    steps = in_the_sop(view.record, view.assessment)
    return [step.id for step in steps if step.role == role or role in step.accountable]


def _of_process(view: View, process: str) -> list[str]:
    steps: Iterable[str] = (s.id for s in in_the_sop(view.record, view.assessment) if process_of(s) == process)
    return list(steps)[:_MOST_CLAUSES]
