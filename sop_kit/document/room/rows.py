"""The lines of the room's pictures: what was judged, why to talk about it, and what became of it, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sop_kit.assess.feasibility.judgement import Figures, Judgement
from sop_kit.assess.feasibility.priorities import Topic
from sop_kit.assess.feasibility.processes import ProcessJudgement
from sop_kit.document.rule_text import aspect_names
from sop_kit.document.targets import target_address, target_name
from sop_kit.document.trust_text import figures_line, is_shaky, leaving_line, survives, weakest_line, weights_line
from sop_kit.document.view import View, process_name, verdict_name
from sop_kit.record.kinds import ASPECTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a picture.

    ``name`` is what a step or chapter is called, ``to`` the link to it. ``reasons`` say why to talk about it;
    ``outcome`` is the verdict and what is known of it, a line each; ``shaky`` says that it hangs on the weights or on
    one rater. ``before`` holds the figures of the round before by aspect, of those aspects that had one.
    """

    target: str
    name: str
    to: str
    aspects: Mapping[str, Figures]
    before: Mapping[str, Figures]
    blocking: int
    reasons: tuple[str, ...]
    outcome: tuple[str, ...]
    verdict: str
    shaky: bool = False


def topic_row(view: View, topic: Topic) -> Row:
    """Return the line of something to talk about."""
    return _row(view, view.assessment.judgements[topic.target], reasons(view, topic))


def calm_row(view: View, judgement: Judgement) -> Row:
    """Return the line of something nobody needs to talk about."""
    robust = view.assessment.robustness.get(judgement.target)
    firm = (survives(robust),) if robust and judgement.verdict else ()
    return replace(_row(view, judgement, ()), outcome=(verdict_name(view, judgement.verdict), *firm))


def process_row(view: View, judged: ProcessJudgement) -> Row:
    """Return the line of a process: all answers on its steps together, and what they would hide."""
    say = view.say
    good, steps = judged.verdicts.get("codify", 0), len(judged.steps)
    codified = say("{verdict}: {n} of {of}", verdict=verdict_name(view, "codify"), n=good, of=steps)
    return Row(
        target=process_name(view, judged.process),
        name="",
        to="",
        aspects=judged.aspects,
        before={},
        blocking=judged.blocking,
        reasons=(weakest_line(view, judged),) if judged.flatters else (),
        outcome=(verdict_name(view, judged.verdict), codified),
        verdict=judged.verdict,
    )


def reasons(view: View, topic: Topic) -> tuple[str, ...]:
    """Return why something should be talked about, the reason that gave it its place first."""
    say = view.say
    said = {
        "divided": say("Divided: {aspects}", aspects=_aspects(view, topic.divided_on)),
        "blocking": say("Blocking comments: {n}", n=topic.blocking),
        "low": say("Low: {aspects}", aspects=_aspects(view, topic.low_on)),
    }
    return tuple(said[reason] for reason in topic.reasons)


def row_words(view: View, row: Row) -> str:
    """Return a line of a picture as one sentence, for whoever cannot see it."""
    say, names = view.say, aspect_names(view)
    head = " ".join(part for part in (row.target, row.name) if part)
    figures = [
        f"{names[aspect]} {figures_line(view, row.aspects[aspect], row.before.get(aspect))}" for aspect in ASPECTS
    ]
    parts = [*row.outcome, *row.reasons, *figures]
    return f"{head}{say(': ')}{say('; ').join(parts)}"


def _aspects(view: View, aspects: Sequence[str]) -> str:
    names = aspect_names(view)
    return names["every"] if len(aspects) == len(ASPECTS) else view.say.list([names[aspect] for aspect in aspects])


def _row(view: View, judgement: Judgement, why: tuple[str, ...]) -> Row:
    target = judgement.target
    moved = {
        change.aspect: change.before
        for change in view.assessment.changes
        if change.target == target and change.later == judgement.round
    }
    return Row(
        target=target,
        name=target_name(view, target),
        to=target_address(view, target),
        aspects=judgement.aspects,
        before=moved,
        blocking=judgement.blocking,
        reasons=why,
        outcome=_outcome(view, judgement),
        verdict=judgement.verdict,
        shaky=target in view.assessment.robustness and is_shaky(view.assessment.robustness[target]),
    )


def _outcome(view: View, judgement: Judgement) -> tuple[str, ...]:
    say = view.say
    least = view.record.settings.verdict_rule.minimum_raters
    if not judgement.verdict and judgement.raters < least:
        return verdict_name(view, ""), say("{n} of ≥ {least} raters", n=judgement.raters, least=least)
    robust = view.assessment.robustness.get(judgement.target)
    lines = (weights_line(view, robust), leaving_line(view, robust)) if robust and judgement.verdict else ()
    return verdict_name(view, judgement.verdict), *lines
