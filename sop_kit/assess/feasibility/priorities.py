"""What to talk about first: the most divided, then the blocked, then the low; and what works, to be said too."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.feasibility.judgement import Judgement

Reason = Literal["divided", "blocking", "low"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Something to talk about, and why.

    ``reasons`` holds all that apply, the one that gave it its place first. ``divided_on`` and ``low_on`` name the
    aspects. ``iqr`` is the widest of the three aspects, ``consensus`` (Cns) and ``median`` the lowest of them (NaN
    without answers), ``n`` the fewest answers on an aspect that has any.
    """

    target: str
    reasons: tuple[Reason, ...]
    divided_on: tuple[str, ...]
    low_on: tuple[str, ...]
    blocking: int
    iqr: float
    consensus: float
    median: float
    n: int

    @property
    def reason(self) -> Reason:
        """Return what gave it its place."""
        return self.reasons[0]


def what_to_discuss(judgements: Iterable[Judgement]) -> tuple[Topic, ...]:
    """Return what to talk about, steps and chapters alike, in this order.

    First whatever divides the raters, the widest interquartile range first; then what somebody blocks, the most
    blocking comments first; then what is low, the lowest median first. Among equals the lowest consensus Cns comes
    first, then the order of the judgements. What is none of the three is left out.
    """
    return tuple(sorted(filter(None, map(_topic, judgements)), key=_urgency))


def what_works(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return what was judged *codify*, the most agreed first: successes are worth a sentence in the room too."""
    good = [judgement for judgement in judgements if judgement.verdict == "codify"]
    return tuple(sorted(good, key=lambda each: (-each.overall.share, -each.overall.consensus)))


def _topic(judgement: Judgement) -> Topic | None:
    divided = tuple(aspect for aspect, figure in judgement.aspects.items() if figure.divided)
    low = tuple(aspect for aspect, figure in judgement.aspects.items() if figure.rated_low)
    told: tuple[tuple[Reason, bool], ...] = (
        ("divided", bool(divided)),
        ("blocking", bool(judgement.blocking)),
        ("low", bool(low)),
    )
    reasons = tuple(reason for reason, holds in told if holds)
    if not reasons:
        return None
    known = [figure for figure in judgement.aspects.values() if figure.n]
    return Topic(
        target=judgement.target,
        reasons=reasons,
        divided_on=divided,
        low_on=low,
        blocking=judgement.blocking,
        iqr=max((figure.iqr for figure in known), default=math.nan),
        consensus=min((figure.consensus for figure in known), default=math.nan),
        median=min((figure.median for figure in known), default=math.nan),
        n=min((figure.n for figure in known), default=0),
    )


def _urgency(topic: Topic) -> tuple[int, float, float]:
    # Without any answer there is nothing to compare by: such a topic comes last among those of its reason.
    consensus = 1.0 if math.isnan(topic.consensus) else topic.consensus
    if topic.reason == "divided":
        return 0, -topic.iqr, consensus
    if topic.reason == "blocking":
        return 1, -topic.blocking, consensus
    return 2, topic.median, consensus
