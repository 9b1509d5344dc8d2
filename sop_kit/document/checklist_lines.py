"""Which lines a checklist has: the steps that do harm when they slip, and what metrics and release stages add."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sop_kit.blocks.model import ChecklistItem
from sop_kit.document.view import View, role_name
from sop_kit.record.tables import Metric, ReleaseStage, Step

# Five to nine lines, after A. Gawande, The Checklist Manifesto (2009), and D. Boorman's rules there.
FEWEST_ITEMS, MOST_ITEMS = 5, 9

_SHORT_ENOUGH = 48  # half-width letters of a line
# No comma of a Latin text: what stands before one is seldom the whole of what is to be done.
_CLAUSE_ENDS = re.compile(r"[，；。：]|[.;:]\s")
_MOST_LIMITS = 4  # metrics named in one line
_A_CHOICE = 2  # arrows


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The steps of each list of a process, in their order, and the steps that are on none."""

    lists: tuple[tuple[Step, ...], ...]
    left_out: tuple[Step, ...] = ()


def choose(view: View, steps: Sequence[Step], *, most: int = MOST_ITEMS) -> Chosen:
    """Return which steps are worth a line.

    A step is when the record says that it can go wrong: a hot spot, a decision, what to do when it fails, a standard, a
    time limit. Where that leaves too many, the weightiest stay; where it tells nothing apart, all stay, on several
    lists of about equal length.
    """
    weights = {step.id: _weight(view, step) for step in steps}
    telling = [step for step in steps if weights[step.id]]
    if len(telling) > most and len(set(weights.values())) > 1:
        # sorted() keeps the order of the steps among those that weigh the same
        kept = {step.id for step in sorted(telling, key=lambda step: -weights[step.id])[:most]}
    elif FEWEST_ITEMS <= len(telling) <= most:
        kept = {step.id for step in telling}
    else:
        kept = set(weights)
    return Chosen(
        lists=_parts([step for step in steps if step.id in kept], most),
        left_out=tuple(step for step in steps if step.id not in kept),
    )


def step_line(view: View, step: Step) -> ChecklistItem:
    """Return a step as a line: its title, else the first clause of what is done."""
    text = step.title or first_clause(step.action)
    return ChecklistItem(
        code=step.id,
        text=text,
        who=role_name(view, step.role),
        standard=step.standard,
        words="" if text == step.action else step.action,
    )


def first_clause(text: str) -> str:
    """Return the first clause of a long sentence; a short one stays whole."""
    text = text.strip().partition("\n")[0]
    if _letters(text) <= _SHORT_ENOUGH:
        return text
    end = _CLAUSE_ENDS.search(text)
    return text[: end.start()] if end and end.start() > 1 else text


def metric_line(view: View) -> ChecklistItem | None:
    """Return the line about the metrics that wake somebody at the worst level, ``None`` when none has a limit."""
    say, record = view.say, view.record
    level = (
        record.severities[0].id if record.severities else min((a.level for a in record.alerts if a.level), default="")
    )
    waking = {alert.metric for alert in record.alerts if alert.level == level and level}
    limited = [metric for metric in record.metrics if metric.critical]
    shown = [metric for metric in limited if metric.id in waking][:_MOST_LIMITS]
    if not shown:
        shown, level = limited[:_MOST_LIMITS], ""
    if not shown:
        return None
    title = say("Check every {level} metric", level=level) if level else say("Check every metric that has a limit")
    limits = say.list([_limit(metric) for metric in shown])
    return ChecklistItem(code="", text=title, standard=say("none beyond critical: {limits}", limits=limits))


def promoting_step(steps: Sequence[Step], stages: Sequence[ReleaseStage]) -> Step | None:
    """Return the step that takes the release from stage to stage: the one that names most of them, if any does."""
    marks = {mark for stage in stages for mark in (stage.share, stage.name) if mark}

    def named(step: Step) -> int:
        text = f"{step.title} {step.action} {step.inputs} {step.outputs} {step.standard}"
        return sum(re.search(rf"(?<!\d){re.escape(mark)}", text) is not None for mark in marks)

    best = max(steps, key=named, default=None)
    return best if best is not None and named(best) >= _A_CHOICE else None


def right_lines(view: View, kinds: Sequence[str]) -> tuple[ChecklistItem, ...]:
    """Return a line for each kind of decision: who may take it is named and can be reached."""
    say = view.say
    titles = {
        "stop": say("Name who may stop it"),
        "roll_back": say("Name who rolls back, and how"),
        "release": say("Get the word of who may release"),
    }
    found = []
    for kind in kinds:
        rights = [right for right in view.record.decisions if right.kind == kind and right.role]
        if rights:
            who = say.list(list(dict.fromkeys(role_name(view, right.role) for right in rights)))
            how = "\n".join(right.how for right in rights if right.how)
            found.append(ChecklistItem(code=rights[0].step, text=titles[kind], who=who, standard=how))
    return tuple(found)


def stage_lines(view: View) -> tuple[ChecklistItem, ...]:
    """Return what has to be true before a release goes on to its next stage, as far as the record says."""
    say, stages = view.say, view.record.release_stages[:-1]  # after the last one there is nothing to go on to

    def line(text: str, value: Callable[[ReleaseStage], str]) -> ChecklistItem | None:
        told = [
            say("{label}: {value}", label=stage.share or stage.name, value=value(stage))
            for stage in stages
            if value(stage)
        ]
        return ChecklistItem(code="", text=text, standard="\n".join(told)) if told else None

    lines = (
        line(say("Wait until the hold time is over"), lambda stage: stage.hold_time),
        line(say("Wait until the sample is large enough"), lambda stage: stage.minimum_sample),
        line(say("Check the gate of this stage"), lambda stage: stage.gate),
        line(say("Roll back at once if its condition is met"), lambda stage: stage.rollback_if),
        line(
            say("Get the word of who decides"),
            lambda stage: role_name(view, stage.decider) if stage.decider else "",
        ),
    )
    return tuple(each for each in lines if each is not None)


def last_stage_line(view: View) -> ChecklistItem | None:
    """Return the line about the end of the last stage, ``None`` when the record says nothing of it."""
    say, stages = view.say, view.record.release_stages
    if not stages:
        return None
    last = stages[-1]
    told = [text for text in (last.hold_time, last.gate, last.promote_if) if text]
    title = say("Watch {stage} to its end", stage=last.name)
    return ChecklistItem(code="", text=title, standard="\n".join(told)) if told else None


def _weight(view: View, step: Step) -> int:
    """Return how much harm it may do when a step slips, as far as the record tells."""
    decides = any(right.step == step.id for right in view.record.decisions)
    chooses = sum(bool(arrow.when) for arrow in step.next) >= _A_CHOICE
    facts = ((step.hot_spot, 4), (decides, 3), (chooses, 2), (step.if_it_fails, 2), (step.standard, 1))
    return sum(weight for fact, weight in (*facts, (step.time_limit, 1)) if fact)


def _parts(steps: Sequence[Step], most: int) -> tuple[tuple[Step, ...], ...]:
    count = math.ceil(len(steps) / most)
    bounds = [round(place * len(steps) / count) for place in range(count + 1)] if count else []
    return tuple(tuple(steps[start:end]) for start, end in pairwise(bounds))


def _limit(metric: Metric) -> str:
    return f"{metric.id} {metric.name} {metric.critical}"


def _letters(text: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in text)
