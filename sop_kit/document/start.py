"""What notebook 00 says: is it time, who comes, and the plan of ten working days."""

from __future__ import annotations

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Bullets, Callout, Heading
from sop_kit.document.chapters.parts import table
from sop_kit.document.conflicts import place_inline
from sop_kit.document.meta import readiness_name
from sop_kit.document.questions import question_groups
from sop_kit.document.readiness import criterion_names
from sop_kit.document.view import View
from sop_kit.record.conflicts import undecided


def is_it_time(view: View) -> tuple[Block, ...]:
    """Return when the workshop is worth holding, and for what."""
    say = view.say
    return (
        Heading(level=2, text=say("Is it time?"), anchor="time"),
        Bullets(
            items=(
                plain(say("The product has been rolled out and its operation has become steady.")),
                plain(say("People are changing: knowledge has to be handed over, new colleagues start.")),
                plain(say("One product's success is to be copied to other product lines.")),
                plain(say("A big operating cycle ends, and its lessons are still fresh.")),
            )
        ),
        Callout(
            tone="info",
            title=say("One of them is enough. None of them? Then wait."),
            body=(plain(say("An SoP of a way of working that changes every week is out of date before it is read.")),),
        ),
    )


def who_comes(view: View) -> tuple[Block, ...]:
    """Return who is invited, and what each of them brings."""
    say = view.say
    rows = (
        (plain(say("Product manager or business owner")), plain(say("calls and leads the workshop; owns the SoP"))),
        (plain(say("Business experts")), plain(say("know which cases matter and what goes wrong for users"))),
        (plain(say("AI team, data scientists")), plain(say("know models, evaluation, releases and rollbacks"))),
        (plain(say("Expert users of the AI")), plain(say("use it every day; know the work-arounds"))),
        (plain(say("Data team")), plain(say("know where the data comes from and when it is late"))),
    )
    columns = ((say("Role"), 1.5), (say("Brings"), 3.0))
    return (
        Heading(level=2, text=say("Who comes?"), anchor="who"),
        table(say("Five roles, five to fifteen people: those who really do the work"), columns, rows),
    )


def ten_days(view: View) -> tuple[Block, ...]:
    """Return the plan of ten working days from the first call to the published SoP."""
    say = view.say
    rows = (
        (plain("1"), plain(say("Invite; import what is known; send the open questions")), plain("00")),
        (plain("2"), plain(say("Workshop, half a day: draw the workflow that is really run")), plain("01")),
        (plain("3–4"), plain(say("Those who do a step complete its card: input, output, standard")), plain("01")),
        (plain("5–6"), plain(say("Everybody rates feasibility, clarity and accuracy, on their own")), plain("02")),
        (plain("7"), plain(say("Talk about what is divided, then what is blocking, then what is low")), plain("03")),
        (plain("8"), plain(say("Make the draft and its checklists; send them round")), plain("04")),
        (plain("9"), plain(say("Take in the comments; decide each one with a reason")), plain("04")),
        (plain("10"), plain(say("Approve, publish, tell everybody, set the review date")), plain("04")),
    )
    columns = ((say("Day"), 0.5), (say("What happens"), 4.0), (say("Notebook"), 0.8))
    return (
        Heading(level=2, text=say("Ten working days"), anchor="days"),
        table(say("From the first call to the published SoP"), columns, rows),
    )


def how_ready(view: View) -> tuple[Block, ...]:
    """Return the record's readiness, criterion by criterion."""
    say, ready = view.say, view.assessment.readiness
    labels = criterion_names(view)
    rows = (
        (
            plain(labels[item.name]),
            plain(say("{have} of {of}", have=item.have, of=item.of)),
            plain(say("there") if item.met else say("missing")),
        )
        for item in ready.criteria
    )
    columns = ((say("What a review needs"), 3.0), (say("There"), 1.0), (say("State"), 1.0))
    return (
        Heading(level=2, text=readiness_name(view), anchor="ready"),
        table(say("Readiness of the record"), columns, rows),
        *_conflicts(view),
        *_open_questions(view),
    )


def _conflicts(view: View) -> tuple[Block, ...]:
    """Return the box that says where two people said different things; nothing when all agree."""
    waiting = undecided(view.source)
    if not waiting:
        return ()
    title = view.say("{n} conflicting statements wait for a decision", n=len(waiting))
    return (Callout(tone="warning", title=title, body=tuple(place_inline(view, row) for row in waiting)),)


def _open_questions(view: View) -> tuple[Block, ...]:
    """Return how many questions are open and for whom; the questions themselves stand in the draft."""
    say = view.say
    groups = question_groups(view)
    if not groups:
        return (Callout(tone="good", title=say("No open questions"), body=()),)
    title = say("{n} open questions", n=sum(len(group.questions) for group in groups))
    rows = (
        (plain(group.who), plain(str(len(group.questions))), plain(group.questions[0].text))
        for group in sorted(groups, key=lambda group: -len(group.questions))
    )
    columns = ((say("Whom to ask"), 1.5), (say("Questions"), 0.7), (say("The first one"), 3.0))
    return (Heading(level=3, text=title, anchor="open"), table(title, columns, rows))
