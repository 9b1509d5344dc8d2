"""Rules about the way through the steps: whether the loop is closed, and whether every arrow can be followed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from sop_kit.assess.gaps import whom
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ISO_9001_CONTROL, ISO_9001_PROCESSES, NIST_AI_MANAGE, SEVEN_GUIDELINES
from sop_kit.errors import phrase
from sop_kit.record.alike import folded
from sop_kit.record.kinds import STAGES
from sop_kit.record.loops import endless_loops
from sop_kit.record.tables import Step

# The loop begins where the product, its users or its experts tell something.
_BEGINNINGS = {"monitor", "feedback"}
_CHANGING = {"optimise", "release"}
_GATES = {"decide", "release"}
_BACKWARDS = re.compile(
    r"roll(?:s|ed|ing)?[ -]?back|rollback|revert|undo|withdraw|restore|back up|switch(?:es|ed)? off|disable"
    r"|回滚|回退|退回|撤回|恢复|停用|关停|下线|止损|备份",
    re.IGNORECASE,
)
_JUDGES = re.compile(r"approv|decid|review|go/no-go|判|审|裁决|拍板|准入", re.IGNORECASE)
_USED = 0.5  # share of the steps with arrows from which on a step without any is a hole


def _stage_missing(facts: Facts) -> Iterator[Breach]:
    there = {step.stage for step in facts.record.steps}
    if there and len(there) < len(STAGES):
        lost = tuple(stage for stage in STAGES if stage not in there)
        what = phrase("The loop has no step of: {stages}.", stages=tuple(map(_stage, lost)))
        yield Breach("steps", what, whom(facts.record))


def _stage(stage: str) -> object:
    return {
        "monitor": phrase("Monitor"),
        "feedback": phrase("Feedback"),
        "analyse": phrase("Analyse"),
        "decide": phrase("Decide"),
        "optimise": phrase("Optimise"),
        "release": phrase("Release"),
    }[stage]


def _no_arrows(facts: Facts) -> Iterator[Breach]:
    if len(facts.record.steps) > 1 and not any(step.next for step in facts.record.steps):
        yield Breach("steps", phrase("Which step follows which? No step names the next one."), whom(facts.record))


def _loop_open(facts: Facts) -> Iterator[Breach]:
    steps = facts.record.steps
    releases = [step.id for step in steps if step.stage == "release"]
    watching = {step.id for step in steps if step.stage == "monitor"}
    if not releases or not watching or not _arrows_used(steps):
        return
    if not watching & _reached(releases, _arrows(facts)):
        yield Breach(f"steps/{releases[-1]}/next", phrase("No way leads from a release back to monitoring."))


def _unreachable(facts: Facts) -> Iterator[Breach]:
    for step in _outside(facts):
        if not step.trigger:
            what = phrase("No way from monitoring or feedback leads here, and no trigger starts it.")
            yield Breach(f"steps/{step.id}/trigger", what)


def _starts_alone(facts: Facts) -> Iterator[Breach]:
    """Yield steps in the middle of the loop that nothing leads to, though their trigger says how they start."""
    led_to = {arrow.to for step in facts.record.steps for arrow in step.next}
    for step in _outside(facts):
        if step.trigger and step.id not in led_to:
            yield Breach(f"steps/{step.id}", phrase("No arrow leads here; only its trigger starts it."))


def _outside(facts: Facts) -> Iterator[Step]:
    """Yield the steps that no way from monitoring or feedback leads to."""
    steps = facts.record.steps
    starts = [step.id for step in steps if step.stage in _BEGINNINGS]
    if not starts or not _arrows_used(steps):
        return
    found = _reached(starts, _arrows(facts)) | set(starts)
    yield from (step for step in steps if step.id not in found)


def _dead_end(facts: Facts) -> Iterator[Breach]:
    steps = facts.record.steps
    if not _arrows_used(steps):
        return
    for step in steps:
        if not step.next:
            yield Breach(f"steps/{step.id}/next", phrase("The way ends here."))


def _unclear_branch(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        bare = tuple(dict.fromkeys(arrow.to for arrow in step.next if not arrow.when))
        if len(bare) > 1:
            yield Breach(
                f"steps/{step.id}/next", phrase("Without a condition the way leads to {steps} at once.", steps=bare)
            )


def _same_condition(facts: Facts) -> Iterator[Breach]:
    for step in facts.record.steps:
        seen: dict[str, str] = {}
        for arrow in step.next:
            first = seen.setdefault(folded(arrow.when), arrow.to) if arrow.when else arrow.to
            if first != arrow.to:
                what = phrase(
                    "“{when}” leads to {first} and to {second}.", when=arrow.when, first=first, second=arrow.to
                )
                yield Breach(f"steps/{step.id}/next", what)


def _undecided_release(facts: Facts) -> Iterator[Breach]:
    """Yield changes and releases that can be reached without passing a decision; going back needs none."""
    steps = facts.record.steps
    if not any(step.stage == "decide" for step in steps) or not _arrows_used(steps):
        return
    # A way ends at its first release: what follows is the same release, a stage further.
    arrows = {step: () if facts.steps[step].stage in _GATES else to for step, to in _arrows(facts).items()}
    starts = [step.id for step in steps if step.stage not in {"decide", *_CHANGING}]
    found = _reached(starts, arrows)
    for step in steps:
        if step.stage == "release" and step.id in found and not _goes_back(step) and not _judges(step):
            yield Breach(f"steps/{step.id}", phrase("A way leads to this release without any decision."))


def _goes_back(step: Step) -> bool:
    return bool(_BACKWARDS.search(f"{step.title} {step.action}"))


def _judges(step: Step) -> bool:
    return bool(_JUDGES.search(f"{step.title} {step.action}"))


def _endless(facts: Facts) -> Iterator[Breach]:
    yield from (Breach(problem.where, problem.what) for problem in endless_loops(facts.record))


def _arrows(facts: Facts) -> Mapping[str, tuple[str, ...]]:
    return {step.id: tuple(arrow.to for arrow in step.next if arrow.to in facts.steps) for step in facts.record.steps}


def _arrows_used(steps: Collection[Step]) -> bool:
    """Say whether enough steps name what follows for a missing arrow to mean something."""
    return len(steps) > 1 and sum(bool(step.next) for step in steps) / len(steps) >= _USED


def _reached(starts: Collection[str], arrows: Mapping[str, Collection[str]]) -> set[str]:
    """Return what arrows lead to from these steps; a start only where an arrow leads to it."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for to in arrows[waiting.pop()]:
            if to not in found:
                found.add(to)
                waiting.append(to)
    return found


RULES: tuple[Rule, ...] = (
    Rule(
        id="stage-missing",
        severity="missing",
        reason=phrase("With a stage missing the loop is a line: what was learned never comes back into the product."),
        source=NIST_AI_MANAGE,
        fix=phrase("Ask what is really done there, and enter it, even when it is a single step."),
        find=_stage_missing,
    ),
    Rule(
        id="no-arrows",
        severity="missing",
        reason=phrase("Steps without an order are a list, not a workflow."),
        source=ISO_9001_PROCESSES,
        fix=phrase("Ask, and enter in “Then” which step follows."),
        find=_no_arrows,
    ),
    Rule(
        id="loop-open",
        severity="warning",
        reason=phrase("A release that nobody watches afterwards is proven good by silence."),
        source=NIST_AI_MANAGE,
        fix=phrase("Let the last step of the release lead to the step that watches it."),
        find=_loop_open,
    ),
    Rule(
        id="unreachable-step",
        severity="warning",
        reason=phrase("A step to which nothing leads and which nothing starts is never done."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Draw the arrow that leads here, or name the trigger."),
        find=_unreachable,
    ),
    Rule(
        id="starts-alone",
        severity="advice",
        reason=phrase("Whoever follows the arrows never comes here: the step is found only by those who know it."),
        source=SEVEN_GUIDELINES,
        fix=phrase(
            "Draw the arrow from the step after which it may be needed; leave it when it really starts outside."
        ),
        find=_starts_alone,
    ),
    Rule(
        id="dead-end",
        severity="warning",
        reason=phrase("Who has done the step does not know who goes on, and the case lies there."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Name the next step; the end of a case leads back to monitoring."),
        find=_dead_end,
    ),
    Rule(
        id="branch-without-condition",
        severity="advice",
        reason=phrase("At a fork without signs some take one way and others both."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Give each arrow its condition; leave it when both ways are always taken."),
        find=_unclear_branch,
    ),
    Rule(
        id="same-condition-twice",
        severity="error",
        reason=phrase("The same condition cannot lead to two places."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Correct one of the two conditions, or make the two steps one after the other."),
        find=_same_condition,
    ),
    Rule(
        id="release-without-decision",
        severity="advice",
        reason=phrase("What goes out without anybody saying yes has nobody who can say no."),
        source=ISO_9001_CONTROL,
        fix=phrase("Lead the way through a step that decides, or say at the release who decides there."),
        find=_undecided_release,
    ),
    Rule(
        id="loop",
        severity="warning",
        reason=phrase("A case that enters an endless loop is never closed."),
        source=SEVEN_GUIDELINES,
        fix=phrase("Add the arrow that leads out, with its condition."),
        find=_endless,
    ),
)
