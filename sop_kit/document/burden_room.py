"""The burden as a room talks about it: the line beside others, what was measured, what could be merged or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sop_kit.assess.burden.beside import MEASURES, beside
from sop_kit.assess.burden.counting import Burden
from sop_kit.assess.burden.measured import Measured
from sop_kit.blocks.make import join, plain, text_of
from sop_kit.blocks.model import Block, Callout, Fold, Inline, Table, Text
from sop_kit.document.burden_text import measure_name, measure_text, value_text, why_not_counted
from sop_kit.document.chapters.parts import table
from sop_kit.document.first_page.wording import gist
from sop_kit.document.prose import prose_text
from sop_kit.document.view import View, step_link


def burden_blocks(view: View, others: Mapping[str, Burden]) -> tuple[Block, ...]:
    """Return what the line asks of people beside others, proposals with their reasons, and folded what was measured.

    ``others`` are the burdens of other lines by their ids; without any the line stands alone.
    """
    say, burden = view.say, view.assessment.burden
    if not burden.steps:
        return (Callout(tone="missing", title=say("No step is known yet")),)
    blocks: list[Block] = [_beside(view, others)]
    if burden.uncounted:
        reasons = say.list(why_not_counted(say, burden.uncounted))
        blocks.append(Text(spans=plain(say("Minutes not counted: {reasons}", reasons=reasons))))
    blocks += proposals(view)
    if burden.measured:
        summary = say("What was measured, beside what the record says")
        blocks.append(Fold(anchor="burden-measured", summary=summary, blocks=(_measured(view, summary),)))
    return tuple(blocks)


def proposals(view: View) -> tuple[Block, ...]:
    """Return what could be merged or dropped with the reasons, or that nothing stands out."""
    say, found = view.say, view.assessment.candidates
    if not found:
        text = say("Nothing stands out that could be merged or dropped, as far as the record tells.")
        return (Text(spans=plain(text)),)
    rows = [(_named(view, candidate.steps), plain(candidate.reason.said(say))) for candidate in found]
    columns = ((say("Steps"), 1.6), (say("Why"), 3.0))
    return (table(say("Could be merged or dropped: proposals to talk about"), columns, rows),)


def _beside(view: View, others: Mapping[str, Burden]) -> Table:
    say, line = view.say, view.record.product.id
    burdens = {**others, line: view.assessment.burden}
    places = beside(burdens)[line]
    title = say("What this SoP asks of people")
    if len(burdens) == 1:
        rows = [
            (plain(measure_name(say, name)), plain(measure_text(say, name, places[name].measure))) for name in MEASURES
        ]
        return table(title, ((say("Figure"), 1.5), (say("This line"), 2.0)), rows)
    compared = [
        (
            plain(measure_name(say, name)),
            plain(measure_text(say, name, place.measure)),
            plain(value_text(say, name, place.median) if place.median is not None else "–"),
            plain(say("{place} of {lines}", place=place.place, lines=place.lines) if place.place else "–"),
        )
        for name, place in places.items()
    ]
    columns = (
        (say("Figure"), 1.5),
        (say("This line"), 1.4),
        (say("Median of the lines"), 1.0),
        (say("Place (1 = most)"), 1.0),
    )
    return table(say("What this SoP asks of people, beside {n} other lines", n=len(burdens) - 1), columns, compared)


def _named(view: View, steps: Iterable[str]) -> Inline:
    """Return steps below each other, each with what it is called."""
    named = ((step, prose_text(view, view.steps[step], "title") or view.steps[step].action) for step in steps)
    return join([join([step_link(view, step), plain(gist(called))], " ") for step, called in named], "\n")


def _measured(view: View, caption: str) -> Table:
    say = view.say
    columns = (
        (say("Step or checklist"), 1.6),
        (say("Runs noted"), 0.8),
        (say("Minutes, median"), 0.9),
        (say("Minutes in the record"), 0.9),
        (say("A week, as noted"), 0.9),
        (say("A week, in the log"), 0.9),
    )
    rows = [
        (
            step_link(view, each.step) if each.step else plain(each.checklist),
            plain(str(each.runs)),
            *(plain(figure) for figure in measured_figures(view, each)),
        )
        for each in view.assessment.burden.measured
    ]
    told = [place for place in range(len(columns)) if any(text_of(row[place]) != "–" for row in rows)]
    return table(
        caption,
        [columns[place] for place in told],
        [[row[place] for place in told] for row in rows],
    )


def measured_figures(view: View, each: Measured) -> tuple[str, ...]:
    """Return the figures of something measured as people read them: minutes, estimate, a week as noted and as seen."""
    values = (each.minutes, each.estimate, each.a_week, each.seen_a_week)
    return tuple("–" if value is None else view.say.number(round(value, 1 if value >= 1 else 2)) for value in values)
