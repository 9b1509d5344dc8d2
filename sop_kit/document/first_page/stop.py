"""How it is stopped, and who may release: decision rights with the step that carries them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of, whom
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.wording import (
    MOST_LINES,
    SENTENCE,
    after,
    as_written,
    gist,
    limited,
    short,
    short_role,
    step_in_short,
    who,
)
from sop_kit.document.view import View, ask_name, step_link
from sop_kit.record.tables import Decision, ReleaseStage, Step

# A step is only shown for these words while nobody's right to stop is known, and the page says so.
_STOPPING = re.compile(
    r"\b(roll(ed|s|ing)?[ -]?back|revert|undo|switch(ed)? (\w+ ){0,6}(on or )?off|turn(ed)? (\w+ ){0,4}off|shut down"
    r"|kill switch|contain)\b|回滚|回退|止损|停用|关停|下线|熔断|降级|一键退",
    re.IGNORECASE,
)
_TOOL = 36
_STAGE = 40
_DECISIONS = "#chapter-2-decisions"


def stop_lines(view: View) -> tuple[Inline, ...]:
    """Return who may stop and roll back, and how; while nobody's right is known, also the steps that speak of it."""
    say, named = view.say, set[str]()
    labels = {"stop": say("Stop"), "roll_back": say("Roll back")}
    shown: set[str] = set()
    lines, missing = [], []
    for kind, label in labels.items():
        known = [row for row in view.record.decisions if row.kind == kind and row.role]
        lines += [_right(view, label, row, named, shown) for row in known]
        missing += [] if known else [label]
    if not missing:
        return limited(view, lines, _DECISIONS)
    asked = ask_name(view, whom(view.record))
    gap = styled(
        say("Who may do it is not yet known ({what}); ask: {who}", what=say.list(missing), who=asked), "missing"
    )
    written = as_written(view)
    steps = [step for step in in_the_sop(view.record, view.assessment) if speaks_of_stopping(written[step.id])]
    room = MOST_LINES - 1 - min(len(lines), MOST_LINES - 2)
    spoken = [_spoken(view, step, named) for step in steps if step.id not in shown]
    spoken += _allowed(view, named)
    return (*limited(view, lines, _DECISIONS, MOST_LINES - 2), gap, *limited(view, spoken, "#glance", room))


def release_lines(view: View) -> tuple[Inline, ...]:
    """Return who may release and under what condition, and who decides at which stage."""
    say, named = view.say, set[str]()
    rights = [row for row in view.record.decisions if row.kind == "release" and row.role]
    lines = [_right(view, say("Release"), row, named, set()) for row in rights]
    stages = _stages(view, named)
    if lines:
        return limited(view, [*lines, *stages], _DECISIONS)
    asked = ask_name(view, whom(view.record))
    gap = styled(say("Who may release is not yet known; ask: {who}", who=asked), "missing")
    doing = [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == "release"]
    written = as_written(view)
    doing.sort(key=lambda step: not _is_production(written[step.id]))
    known = [*stages, *(_spoken(view, step, named) for step in doing)]
    return (gap, *limited(view, known, "#chapter-6-steps", MOST_LINES - 1))


def _right(view: View, label: str, row: Decision, named: set[str], shown: set[str]) -> Inline:
    """Return a right as a line; the step that carries it out is described at its first mention."""
    say = view.say
    deputy = plain(say("in their absence: {who}", who=short_role(view, row.deputy))) if row.deputy else ()
    step = view.steps.get(row.step)
    first = step is not None and step.id not in shown
    how = short(view, row, "how", SENTENCE)
    act: Inline = ()
    if step is not None:
        shown.add(step.id)
        act = step_in_short(view, step, SENTENCE) if first or not how else step_link(view, step.id)
        tool = styled(gist(step.tool, _TOOL), "muted") if first else ()
        act = join([act, tool], " · ")
    lead = join([styled(label, "strong"), who(view, row.role, named)], say(": "))
    return join([lead, deputy, how, act], " · ")


def _allowed(view: View, named: set[str]) -> list[Inline]:
    """Return what the first responder of an alert may do at once; the same permission stands once."""
    rights: dict[tuple[str, str], str] = {}
    for row in view.record.alerts:
        if row.first_responder and row.allowed_actions:
            rights.setdefault((row.first_responder, row.allowed_actions), row.condition)
    return [
        after(view, who(view, role, named), (plain(gist(what, SENTENCE)), plain(gist(condition))))
        for (role, what), condition in rights.items()
    ]


def _spoken(view: View, step: Step, named: set[str]) -> Inline:
    return after(
        view, who(view, step.role, named), (step_in_short(view, step), styled(gist(step.tool, _TOOL), "muted"))
    )


def _stages(view: View, named: set[str]) -> list[Inline]:
    """Return the stages of a release, in order, with who decides; without deciders their order alone."""
    say, stages = view.say, view.record.release_stages
    if not stages:
        return []
    if not any(stage.decider for stage in stages):
        order = plain(" → ".join(gist(stage.name, _STAGE) for stage in stages))
        return [after(view, plain(say("Stages")), (order,))]
    parts = [
        join([plain(_span(list(run))), who(view, decider, named)], " → ")
        for decider, run in groupby(stages, key=lambda stage: stage.decider)
        if decider
    ]
    return [after(view, plain(say("Decides at each stage")), (join(parts, say("; ")),))]


def _span(stages: Sequence[ReleaseStage]) -> str:
    names = [gist(stage.name or stage.id, _STAGE) for stage in stages]
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def speaks_of_stopping(step: Step) -> bool:
    """Say whether a step's title or action speaks of stopping or going back."""
    return bool(_STOPPING.search(f"{step.title} {step.action}"))


def _is_production(step: Step) -> bool:
    return step.stage == "release" and bool(
        re.search(r"prod(uction)?\b|promote|全量|放量|生产", step.action, re.IGNORECASE)
    )
