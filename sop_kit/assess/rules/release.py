"""Rules about the grey release and the way back: small shares first, three outcomes, a rollback that was rehearsed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from sop_kit.assess.gaps import DATA_SCIENCE, whom
from sop_kit.assess.rules.empty_cells import empty, names, place, texts_of
from sop_kit.assess.rules.figures import flat, minutes_in, share_in
from sop_kit.assess.rules.levels import one_person
from sop_kit.assess.rules.rule import Breach, Facts, Rule
from sop_kit.assess.rules.sources import ML_TEST_SCORE, SEPARATION, SRE_CANARY, SRE_EMERGENCY
from sop_kit.errors import phrase
from sop_kit.record.model import Record
from sop_kit.record.tables import ReleaseStage, Step

_EVERYBODY = 100.0
_MOST = 0.5  # share of the making steps; who does more of them does not judge them

_BACK = re.compile(r"回滚|回退|退回(?:到)?(?:上|旧|原)|退版本|roll(?:ed|ing)?[\s-]?back|\brevert|\bundo\b")
_PRACTICE = r"预演|演练|演过|演一次|试演|掐表|\bdrills?\b|rehears|practi[sc]ed|game.?day|dry.run"
_REHEARSED = re.compile(
    rf"(?:{_PRACTICE}).{{0,60}}(?:{_BACK.pattern})|(?:{_BACK.pattern}).{{0,60}}(?:{_PRACTICE})", re.DOTALL
)
_IS_PRACTICE = re.compile(_PRACTICE)
_TELLING = ("title", "action")


def _shares(record: Record) -> tuple[tuple[ReleaseStage, float], ...]:
    """Return the stages that name a share, with it, in percent."""
    read = ((stage, share_in(stage.share)) for stage in record.release_stages)
    return tuple((stage, share) for stage, share in read if share is not None)


def _is_partial(_facts: Facts, stage: ReleaseStage) -> bool:
    share = share_in(stage.share)
    return share is not None and 0 < share < _EVERYBODY


def _asked(facts: Facts, stage: ReleaseStage) -> str:
    return stage.decider or whom(facts.record)


def _not_rising(facts: Facts) -> Iterator[Breach]:
    for (before, lower), (after, share) in pairwise(_shares(facts.record)):
        if share < lower or (share == lower and 0 < share < _EVERYBODY and before.cohort == after.cohort):
            what = phrase(
                "It comes after {before} ({lower}) and is no larger: {share}.",
                before=before.id,
                lower=before.share,
                share=after.share,
            )
            yield Breach(place("release_stages", after.id, "share"), what)


def _straight_to_all(facts: Facts) -> Iterator[Breach]:
    known = _shares(facts.record)
    reaching = [stage for stage, share in known if share > 0]
    if reaching and not any(_is_partial(facts, stage) for stage, _ in known):
        what = phrase("The first users it reaches are all of them.")
        yield Breach(place("release_stages", reaching[0].id, "share"), what, whom(facts.record))


def _single_canary(facts: Facts) -> Iterator[Breach]:
    partial = [stage for stage, _ in _shares(facts.record) if _is_partial(facts, stage)]
    if len(partial) == 1:
        what = phrase("After {share} comes everybody at once.", share=partial[0].share)
        yield Breach(place("release_stages", partial[0].id, "share"), what)


def _builder_decides(facts: Facts) -> Iterator[Breach]:
    making = Counter(step.role for step in facts.record.steps if step.stage == "optimise")
    builders = [role for role, n in making.items() if n > _MOST * making.total()]
    for stage in facts.record.release_stages:
        known = stage.decider and builders and not _is_shadow(stage)
        if known and any(one_person(facts, stage.decider, builder) for builder in builders):
            what = phrase("Whoever builds it also decides: {role}.", role=facts.role_name(stage.decider))
            yield Breach(place("release_stages", stage.id, "decider"), what)


def _is_shadow(stage: ReleaseStage) -> bool:
    return share_in(stage.share) == 0


def _releases_something(record: Record) -> bool:
    return bool(record.release_stages) or any(step.stage == "release" for step in record.steps)


def _goes_back(step: Step) -> bool:
    told = flat(texts_of(step, _TELLING))
    return bool(_BACK.search(told)) and not _IS_PRACTICE.search(told)


def _ways_back(record: Record) -> list[Step]:
    """Return the steps that go back to an older version: named by who may decide it, else those that say so first."""
    named = {decision.step for decision in record.decisions if decision.kind == "roll_back"}
    chosen = [step for step in record.steps if step.id in named]
    return chosen or [
        step
        for step in record.steps
        if _goes_back(step) and (step.stage == "release" or _BACK.search(flat(step.title)))
    ]


def _no_way_back(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    if _releases_something(record) and not _ways_back(record) and not any(_goes_back(step) for step in record.steps):
        yield Breach("steps", phrase("No step says how to go back to the version before."), whom(record))


def _without_time(facts: Facts) -> Iterator[Breach]:
    for step in _ways_back(facts.record):
        told = texts_of(step, ("time_limit", "standard", "action", "outputs"))
        if minutes_in(told) is None:
            what = phrase("Nothing says how many minutes the way back may take.")
            yield Breach(place("steps", step.id, "time_limit"), what, step.role)


def _not_rehearsed(facts: Facts) -> Iterator[Breach]:
    record = facts.record
    back = _ways_back(record)
    # Without a step that goes back there is nothing to rehearse: that is another rule's.
    if not _releases_something(record) or not back or _was_used(facts, {step.id for step in back}):
        return
    told = (
        *(texts_of(row, ("title", "action", "standard", "agreed")) for row in record.steps),
        *(texts_of(row, ("gate", "promote_if", "cohort")) for row in record.release_stages),
        *(texts_of(row, ("text", "done")) for row in record.actions),
        *(texts_of(row, ("checklist", "note")) for row in record.runs),
    )
    if not any(_REHEARSED.search(flat(text)) for text in told):
        what = phrase("No step, promise or run says that going back was rehearsed, and when.")
        yield Breach(place("steps", back[0].id), what, back[0].role)


def _was_used(facts: Facts, back: set[str]) -> bool:
    """Say whether somebody has really gone back: a run says so, or an event log in which it was seen."""
    done = any(run.step in back and run.result == "complete" and run.at for run in facts.record.runs)
    return done or any(seen.step in back and seen.events for seen in facts.record.seen_activities)


RULES: tuple[Rule, ...] = (
    Rule(
        id="stage-without-sample",
        severity="missing",
        reason=phrase("A gate passed by three requests has let nothing through but luck."),
        source=SRE_CANARY,
        fix=phrase("Write from how many cases on the gate counts; without them the stage goes on."),
        find=empty(
            "release_stages",
            "minimum_sample",
            applies=_is_partial,
            ask=lambda _facts, _stage: DATA_SCIENCE,
            filled=names,
        ),
    ),
    Rule(
        id="stage-without-third-outcome",
        severity="missing",
        reason=phrase("Between good and bad lies “cannot tell”; whoever is in a hurry reads it as good."),
        source=SRE_CANARY,
        fix=phrase("Write when the result is inconclusive, and who decides then."),
        find=empty("release_stages", "inconclusive_if", applies=_is_partial, ask=_asked, filled=names),
    ),
    Rule(
        id="shares-not-rising",
        severity="error",
        reason=phrase("A stage that is no larger than the one before shows nothing that the one before did not."),
        source=SRE_CANARY,
        fix=phrase("Put the stages in order, each with a larger share than the one before."),
        find=_not_rising,
    ),
    Rule(
        id="straight-to-all",
        severity="warning",
        reason=phrase("What goes wrong goes wrong for everybody at once."),
        source=SRE_CANARY,
        fix=phrase("Put a stage with a small share before it, held against a control."),
        find=_straight_to_all,
    ),
    Rule(
        id="single-canary-stage",
        severity="advice",
        reason=phrase("What only shows under load or in rare groups is met at full size."),
        source=SRE_CANARY,
        fix=phrase("Add a stage in between."),
        find=_single_canary,
    ),
    Rule(
        id="builder-decides-stage",
        severity="warning",
        reason=phrase("Nobody sees the faults of what they have built themselves as well as others do."),
        source=SEPARATION,
        fix=phrase("Let another role decide, or two together."),
        find=_builder_decides,
    ),
    Rule(
        id="no-rollback-step",
        severity="warning",
        reason=phrase("A release without a way back is a bet."),
        source=ML_TEST_SCORE,
        fix=phrase(
            "Add the step: who goes back, by which command, how they see that it worked, within how many minutes."
        ),
        find=_no_way_back,
    ),
    Rule(
        id="rollback-without-time",
        severity="missing",
        reason=phrase("How long going back takes decides how far a release may go at once."),
        source=ML_TEST_SCORE,
        fix=phrase("Measure it once and write the figure as the time limit."),
        find=_without_time,
    ),
    Rule(
        id="rollback-not-rehearsed",
        severity="warning",
        reason=phrase("A rollback that nobody has rehearsed fails on the day it is needed."),
        source=SRE_EMERGENCY,
        fix=phrase("Rehearse it, with a watch, and write down when; do it again at fixed times or with every release."),
        find=_not_rehearsed,
    ),
)
