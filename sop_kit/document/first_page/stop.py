"""How it is stopped: decision rights with the step that carries them out, apart from what is only written down."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import join, plain, styled, text_of
from sop_kit.blocks.model import Inline, Table
from sop_kit.document.first_page.people import in_order, short_role, who
from sop_kit.document.first_page.wording import (
    PHRASE,
    SENTENCE,
    Said,
    as_written,
    gap,
    gist,
    grid,
    more_of,
    short,
    step_name,
    tidy,
    width,
)
from sop_kit.document.view import View, step_link
from sop_kit.record.tables import Decision, Step

# A step is only shown for these words while nobody's right to stop is known, and the page says so.
_STOPPING = re.compile(
    r"\b(roll(ed|s|ing)?[ -]?back|revert|undo|switch(ed)? (\w+ ){0,6}(on or )?off|turn(ed)? (\w+ ){0,4}off|shut down"
    r"|kill switch|contain)\b|回滚|回退|止损|停用|关停|下线|熔断|降级|一键退",
    re.IGNORECASE,
)
# A step that only looks is no way to stop, whatever right names it.
_LOOKING = re.compile(r"^\s*(check|look|watch|inspect|review|test|sample)\b|^\s*[查核看检审抽巡]", re.IGNORECASE)
_HOW, _HOW_AND_WHAT = 160, 110
_MOST = 4
_DECISIONS = "#chapter-2-decisions"


def stopping(view: View) -> Said:
    """Return who may stop and roll back, and how; while nobody's right is known, what is written down about it."""
    say = view.say
    labels = {"stop": say("Stop"), "roll_back": say("Roll back")}
    known = [row for kind in labels for row in view.record.decisions if row.kind == kind and row.role]
    missing = [label for kind, label in labels.items() if not any(row.kind == kind for row in known)]
    if not missing:
        return Said(_rights(view, known, labels), more=more_of(view, len(known) - _MOST, _DECISIONS))
    what = say("who may decide it: {what}", what=say.list(missing))
    lines = (gap(view, what, whom(view.record), mark=say("Not confirmed")),)
    if known:
        return Said(_rights(view, known, labels), lines)
    written = as_written(view)
    steps = [step for step in in_the_sop(view.record, view.assessment) if speaks_of_stopping(written[step.id])]
    return Said(written_down(view, steps, _allowed(view)), lines, more_of(view, len(steps) - _MOST, "#glance"))


def written_down(view: View, steps: Sequence[Step], others: Sequence[tuple[Inline, ...]] = ()) -> Table | None:
    """Return steps that the sources tell of, without saying who may decide that they are done."""
    say, named = view.say, set[str]()
    columns = (
        (say("Written down"), 4.0),
        (say("Done by"), 2.4),
        (say("With"), 2.2),
        (say("Step"), 0.9),
    )
    rows = [
        (
            step_name(view, step),
            who(view, step.role, named),
            plain(gist(step.tool)),
            step_link(view, step.id),
        )
        for step in steps[:_MOST]
    ]
    return grid(columns, [*rows, *others][:_MOST])


def _rights(view: View, known: Sequence[Decision], labels: Mapping[str, str]) -> Table | None:
    say, shown = view.say, set[str]()
    columns = (
        (say("What"), 1.0),
        (say("Who may, in this order"), 3.0),
        (say("How"), 4.4),
        (say("Where"), 1.6),
        (say("Step"), 0.9),
    )
    rows = [
        (plain(labels[row.kind]), in_order(view, row.role, row.deputy), *_act(view, row, shown))
        for row in known[:_MOST]
    ]
    return grid(columns, rows, heads=True)


def _act(view: View, row: Decision, shown: set[str]) -> tuple[Inline, Inline, Inline]:
    """Return how it is done, where, and the step; what a step does is told at its first mention, if that is short."""
    how = short(view, row, "how", _HOW)
    step = view.steps.get(row.step)
    if step is None or not stops(as_written(view)[step.id]):
        return how, (), ()
    does = short(view, step, "action", _HOW) if step.id not in shown and _both_short(how, step) else ()
    shown.add(step.id)
    return join([how, does], view.say("; ")), plain(gist(step.tool)), step_link(view, step.id)


def _both_short(how: Inline, step: Step) -> bool:
    return not how or width(text_of(how)) + width(tidy(step.action)) <= _HOW_AND_WHAT


def _allowed(view: View) -> list[tuple[Inline, ...]]:
    """Return what the first responder of an alert may do at once; the same permission stands once."""
    rights: dict[tuple[str, str], str] = {}
    for row in view.record.alerts:
        if row.first_responder and row.allowed_actions:
            rights.setdefault((row.first_responder, row.allowed_actions), row.condition)
    return [
        (
            plain(view.say("{what} (when: {condition})", what=gist(what, SENTENCE), condition=gist(condition, PHRASE))),
            styled(short_role(view, role), "strong"),
            (),
            (),
        )
        for (role, what), condition in rights.items()
    ]


def stops(step: Step) -> bool:
    """Say whether a step that a right names may be shown as a way to stop: one that only looks is none."""
    return speaks_of_stopping(step) or not _LOOKING.search(step.title or step.action)


def speaks_of_stopping(step: Step) -> bool:
    """Say whether a step's title or action speaks of stopping or going back."""
    return bool(_STOPPING.search(f"{step.title} {step.action}"))
