"""Who may release: who decides at each stage, and who gives the go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of, whom
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.people import in_order, who
from sop_kit.document.first_page.stop import speaks_of_stopping, written_down
from sop_kit.document.first_page.wording import (
    NAME,
    PHRASE,
    Said,
    as_written,
    gap,
    gist,
    grid,
    more_of,
    short,
    width,
    without_brackets,
)
from sop_kit.document.view import View, step_link, still_open
from sop_kit.record.tables import Decision, ReleaseStage, Step

_STAGES = 7
_STEPS = 3
_PRODUCTION = re.compile(r"prod(uction)?\b|promote|全量|放量|生产", re.IGNORECASE)


def releasing(view: View) -> Said:
    """Return who decides at each stage and who gives the go; while nobody may, what is written down about it."""
    say = view.say
    stages = view.record.release_stages
    rights = [row for row in view.record.decisions if row.kind == "release" and row.role]
    go = tuple(_go(view, row) for row in rights[:2])
    if any(stage.decider for stage in stages):
        named: set[str] = set()
        columns = ((say("Stage and share"), 2.0), (say("Who decides"), 4.0))
        rows = [_stages(view, list(run), named) for _, run in groupby(stages, key=lambda stage: stage.decider)]
        more = more_of(view, len(rows) - _STAGES, "#chapter-6-stages")
        return Said(grid(columns, rows[:_STAGES]), go or (_nobody(view),), more)
    order = _order(view)
    if go:
        return Said(lines=(*go, *order))
    written = as_written(view)
    steps = in_the_sop(view.record, view.assessment)
    doing = [step for step in steps if process_of(step) == "release" and not speaks_of_stopping(written[step.id])]
    doing.sort(key=lambda step: not _is_production(written[step.id]))
    more = more_of(view, len(doing) - _STEPS, "#chapter-6-steps")
    return Said(written_down(view, doing[:_STEPS]), (*order, _nobody(view)), more)


def _go(view: View, row: Decision) -> Inline:
    """Return who gives the go, on what condition, and the step in which it happens."""
    say = view.say
    lead = join([styled(say("Gives the go"), "strong"), in_order(view, row.role, row.deputy)], say(": "))
    step = step_link(view, row.step) if row.step else ()
    return join([lead, short(view, row, "how", NAME * 3), step], say(". "))


def _nobody(view: View) -> Inline:
    return gap(view, view.say("who may release"), whom(view.record), mark=view.say("Not confirmed"))


def _stages(view: View, stages: Sequence[ReleaseStage], named: set[str]) -> tuple[Inline, ...]:
    """Return stages that follow each other and have the same decider, with who that is."""
    decider = stages[0].decider
    names = view.say.list([_with_share(view, stage) for stage in stages])
    return plain(names), who(view, decider, named) if decider else still_open(view)


def _with_share(view: View, stage: ReleaseStage) -> str:
    name, share = _name(stage), gist(stage.share, NAME)
    return view.say("{stage} ({share})", stage=name, share=share) if share and share not in name else name


def _name(stage: ReleaseStage) -> str:
    name = stage.name or stage.id
    return gist(name if width(name) <= PHRASE else without_brackets(name))


def _order(view: View) -> tuple[Inline, ...]:
    """Return the stages in their order as a line: all that is known while nobody decides about them."""
    say, stages = view.say, view.record.release_stages
    if not stages:
        return ()
    names = " → ".join(_name(stage) for stage in stages[:_STAGES])
    left = len(stages) - _STAGES
    names = say("{what} and {n} more", what=names, n=left) if left > 0 else names
    return (join([styled(say("Stages, in order"), "strong"), plain(names)], say(": ")),)


def _is_production(step: Step) -> bool:
    return step.stage == "release" and bool(_PRODUCTION.search(step.action))
