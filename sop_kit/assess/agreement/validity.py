"""Content validity: how many experts find an item relevant, and how far that is more than chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sop_kit.assess.agreement.values import number, on_scale, rows_of

LOWEST, HIGHEST, RELEVANT = 1, 4, 3
_FEW, _SOME = 5, 8  # experts up to which every one, and up to which .83 of them, have to agree


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentValidity:
    """The content validity of a set of items.

    ``items`` holds the I-CVI of each item (the share of its experts who gave 3 or 4), ``experts`` how many rated it;
    ``average`` is S-CVI/Ave, the mean of the I-CVIs, ``universal`` S-CVI/UA, the share of items that all their experts
    find relevant. An item nobody rated has an I-CVI of NaN and counts in neither; without any rated item both are NaN.
    """

    items: tuple[float, ...]
    experts: tuple[int, ...]
    average: float
    universal: float


def content_validity(ratings: object) -> ContentValidity:
    """Return the content validity of items that experts rated from 1 (not relevant) to 4 (highly relevant).

    Parameters
    ----------
    ratings
        A table, one row an item and one column an expert: list of lists, array or DataFrame. A missing rating is left
        out: an item's I-CVI is over the experts who rated it.

    Returns
    -------
    ``.items``, ``.experts``, ``.average``, ``.universal``; see ContentValidity. One expert gives I-CVIs of 0 or 1.

    Raises
    ------
    ValueError
        When a rating is not 1, 2, 3 or 4.

    References
    ----------
    D. F. Polit and C. T. Beck, The content validity index: are you sure you know what's being reported?,
    Research in Nursing & Health 29 (2006), 489-497.
    """
    rated = [[_rating(value) for value in row if value is not None] for row in rows_of(ratings)]
    items = tuple(sum(value >= RELEVANT for value in row) / len(row) if row else math.nan for row in rated)
    known = [share for share in items if not math.isnan(share)]
    return ContentValidity(
        items=items,
        experts=tuple(map(len, rated)),
        average=math.fsum(known) / len(known) if known else math.nan,
        universal=sum(share == 1 for share in known) / len(known) if known else math.nan,
    )


def modified_kappa(n_experts: int, n_agreeing: int) -> float:
    """Return the modified kappa κ*: an item's I-CVI corrected for agreement by chance.

    With A of N experts agreeing, I = A / N and Pc = C(N, A) · .5^N, κ* = (I - Pc) / (1 - Pc). Above .74 it is called
    excellent, from .60 good, from .40 fair. It means little with three experts.

    Parameters
    ----------
    n_experts, n_agreeing
        Counts, ``0 <= n_agreeing <= n_experts``.

    Returns
    -------
    1 at most; NaN without experts.

    Raises
    ------
    ValueError
        When a count is no whole number, or more experts agree than there are.

    References
    ----------
    D. F. Polit, C. T. Beck and S. V. Owen, Is the CVI an acceptable indicator of content validity? Appraisal and
    recommendations, Research in Nursing & Health 30 (2007), 459-467.
    """
    experts, agreeing = number(n_experts), number(n_agreeing)
    if not (experts.is_integer() and agreeing.is_integer() and 0 <= agreeing <= experts):
        message = f"{agreeing:g} of {experts:g} experts cannot agree"
        raise ValueError(message)
    if experts == 0:
        return math.nan
    chance: float = math.comb(int(experts), int(agreeing)) / 2 ** int(experts)
    return (agreeing / experts - chance) / (1 - chance)


def needed_share(n_experts: int) -> float:
    """Return the I-CVI that so many experts have to reach: 1 for up to five, .83 for up to eight, .78 for more.

    References
    ----------
    M. R. Lynn, Determination and quantification of content validity, Nursing Research 35 (1986), 382-385, as adapted
    by Polit and Beck (2006).
    """
    return 1.0 if n_experts <= _FEW else 0.83 if n_experts <= _SOME else 0.78


def _rating(value: object) -> float:
    rating = on_scale(number(value), LOWEST, HIGHEST)
    if not rating.is_integer():
        message = f"{rating:g} is none of the ratings 1, 2, 3 and 4"
        raise ValueError(message)
    return rating
