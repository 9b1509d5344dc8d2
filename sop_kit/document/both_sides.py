"""What works well beside what fails, so that a room sees when it has spoken of one side only."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Callout, Inline, Table
from sop_kit.document.chapters.parts import table
from sop_kit.document.prose import prose
from sop_kit.document.view import View, step_link
from sop_kit.record.tables import Lesson

FAILURES = ("failed", "pain")
LOPSIDED = 3  # so many times more of one side than of the other are worth a word


def both_sides(view: View) -> tuple[Block, ...]:
    """Return what works well and what fails, beside each other with their counts."""
    say = view.say
    good, bad = successes(view), failures(view)
    if not good and not bad:
        body = (plain(say("Ask for both: what goes well and should be kept, and what fails or hurts.")),)
        return (Callout(tone="missing", title=say("Nothing said yet on what works and what fails"), body=body),)
    note = one_sided(view)
    asked = (Callout(tone="warning", title=note),) if note else ()
    return (*asked, _beside(view, good, bad))


def successes(view: View) -> list[Lesson]:
    """Return what worked."""
    return [lesson for lesson in view.record.lessons if lesson.kind == "worked"]


def failures(view: View) -> list[Lesson]:
    """Return what failed, and what hurts."""
    return [lesson for lesson in view.record.lessons if lesson.kind in FAILURES]


def one_sided(view: View) -> str:
    """Return what to ask for, when a team has spoken of one side only or nearly so; "" when both were heard."""
    say, good, bad = view.say, len(successes(view)), len(failures(view))
    if bad > LOPSIDED * good:
        return say(
            "Mostly failures so far ({bad} against {good}). What went well here, what should we keep?",
            bad=bad,
            good=good,
        )
    if good > LOPSIDED * bad:
        return say("Mostly successes so far ({good} against {bad}). What fails, what hurts?", bad=bad, good=good)
    return ""


def _beside(view: View, good: Sequence[Lesson], bad: Sequence[Lesson]) -> Table:
    say = view.say
    columns = (
        (say("What works well, keep it ({n})", n=len(good)), 1.0),
        (say("What fails or hurts ({n})", n=len(bad)), 1.0),
    )
    rows = [(_said(view, left), _said(view, right)) for left, right in zip_longest(good, bad)]
    none = styled(say("nothing yet"), "missing")
    rows[0] = (rows[0][0] or none, rows[0][1] or none)
    made = table(say("What works and what fails"), columns, rows)
    return made.model_copy(update={"row_heads": False})


def _said(view: View, lesson: Lesson | None) -> Inline:
    if lesson is None:
        return ()
    return join([prose(view, lesson, "text"), step_link(view, lesson.step) if lesson.step else ()], " · ")
