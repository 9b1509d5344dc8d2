"""Whether the raters use the scale alike, aspect by aspect, and what the figures are worth in a small group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.agreement import krippendorff_alpha, modified_kappa, needed_share, wilson
from sop_kit.assess.feasibility.judgement import GOOD
from sop_kit.assess.feasibility.votes import Scores, Votes
from sop_kit.record.kinds import ASPECTS

Reading = Literal["firm", "tentative", "weak", "undefined"]
Caveat = Literal["few_raters", "high_scores"]
FIRM, TENTATIVE = 0.80, 0.667
FEW_RATERS = 3
HIGH_SHARE = 0.80


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemValidity:
    """The content validity of one target on one aspect: 4 and 5 of the kit's scale count as relevant.

    Of ``n`` raters ``agreeing`` gave 4 or 5; ``share`` is the I-CVI, ``needed`` what a group of that size asks for
    (1.00 up to 5 raters, .83 up to 8, .78 from 9 on), ``kappa`` the modified κ*, which means little at n = 3.
    """

    target: str
    aspect: str
    n: int
    agreeing: int
    share: float
    needed: float
    kappa: float

    @property
    def meets(self) -> bool:
        """Say whether the share, to two digits as in the published tables, is what is needed; False without answers."""
        return self.n > 0 and round(self.share, 2) >= self.needed


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupAgreement:
    """How far the raters agree on one aspect, over all steps rated.

    ``raters`` people gave ``answers`` scores on ``steps`` steps, ``agreeing`` of them 4 or 5: ``share``. Since
    the same people answered for every step, its Wilson 95 % interval ``low`` to ``high`` is that of so many people.
    ``alpha`` is Krippendorff's α of the ordinal scale, ``reading`` what that says: firm from .80, tentative from .667;
    undefined when nothing varies or nobody shares a step. ``warnings``: ``few_raters`` (three or fewer),
    ``high_scores`` (α is low although four of five answers agree: it collapses when all scores are high).

    ``average`` (S-CVI/Ave) and ``universal`` (S-CVI/UA) are the content validity over ``items``.
    """

    aspect: str
    raters: int
    steps: int
    answers: int
    agreeing: int
    share: float
    low: float
    high: float
    alpha: float
    reading: Reading
    warnings: tuple[Caveat, ...]
    items: Mapping[str, ItemValidity]
    average: float
    universal: float


def group_agreement(votes: Mapping[str, Votes]) -> tuple[GroupAgreement, ...]:
    """Return how far the raters agree, one row an aspect; () while nobody has rated.

    ``votes`` are those of the steps, each from the last round in which it was rated. RAND/UCLA's IPRAS is not taken of
    them: its constants belong to a scale of 1 to 9.
    """
    if not any(each.is_rated for each in votes.values()):
        return ()
    return tuple(_of_aspect(aspect, {step: each.scores[aspect] for step, each in votes.items()}) for aspect in ASPECTS)


def _of_aspect(aspect: str, scores: Mapping[str, Scores]) -> GroupAgreement:
    given = {step: [score for score in row.values() if score is not None] for step, row in scores.items()}
    items = {step: _validity(step, aspect, row) for step, row in given.items() if row}
    answers = sum(item.n for item in items.values())
    agreeing = sum(item.agreeing for item in items.values())
    raters = tuple(dict.fromkeys(rater for row in scores.values() for rater, score in row.items() if score is not None))
    alpha = krippendorff_alpha([[scores[step].get(rater) for step in items] for rater in raters], "ordinal")
    share = agreeing / answers if answers else math.nan
    low, high = wilson(share * len(raters), len(raters)) if answers else wilson(0, 0)
    return GroupAgreement(
        aspect=aspect,
        raters=len(raters),
        steps=len(items),
        answers=answers,
        agreeing=agreeing,
        share=share,
        low=low,
        high=high,
        alpha=alpha,
        reading=_reading(alpha),
        warnings=_caveats(len(raters), share, alpha),
        items=items,
        average=math.fsum(item.share for item in items.values()) / len(items) if items else math.nan,
        universal=sum(item.share == 1 for item in items.values()) / len(items) if items else math.nan,
    )


def _validity(step: str, aspect: str, scores: Sequence[int]) -> ItemValidity:
    agreeing = sum(score >= GOOD for score in scores)
    return ItemValidity(
        target=step,
        aspect=aspect,
        n=len(scores),
        agreeing=agreeing,
        share=agreeing / len(scores),
        needed=needed_share(len(scores)),
        kappa=modified_kappa(len(scores), agreeing),
    )


def _reading(alpha: float) -> Reading:
    if math.isnan(alpha):
        return "undefined"
    return "firm" if alpha >= FIRM else "tentative" if alpha >= TENTATIVE else "weak"


def _caveats(raters: int, share: float, alpha: float) -> tuple[Caveat, ...]:
    told: tuple[tuple[Caveat, bool], ...] = (
        ("few_raters", 0 < raters <= FEW_RATERS),
        ("high_scores", share >= HIGH_SHARE and not alpha >= TENTATIVE),
    )
    return tuple(caveat for caveat, holds in told if holds)
