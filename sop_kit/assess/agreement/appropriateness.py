"""RAND/UCLA appropriateness: where a panel's ratings from 1 to 9 lie, and whether the panel disagrees."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.agreement.small_group import median, quantile
from sop_kit.assess.agreement.values import known, on_scale

LOWEST, HIGHEST, MIDDLE = 1, 9, 5
_AT_SYMMETRY, _PER_POINT = 2.35, 1.5  # the manual's IPRr and correction factor for asymmetry
_UNCERTAIN, _APPROPRIATE = 3.5, 6.5
_ROUNDING = 1e-9  # points by which a range may look wider than one it equals

Appropriate = Literal["", "inappropriate", "uncertain", "appropriate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Appropriateness:
    """A panel's ratings of one item.

    ``n`` ratings; ``median``, ``p30`` and ``p70`` (type 7); ``ipr`` = P70 - P30; ``ipras`` is the range from which on a
    panel so far from the middle disagrees; ``disagreement`` says whether ``ipr`` is wider. Figures of nobody are NaN,
    and nobody disagrees.
    """

    n: int
    median: float
    p30: float
    p70: float
    ipr: float
    ipras: float
    disagreement: bool

    @property
    def index(self) -> float:
        """Return the disagreement index IPR / IPRAS: above 1 the panel disagrees."""
        return self.ipr / self.ipras

    @property
    def appropriateness(self) -> Appropriate:
        """Return how the panel finds it: by the median in thirds; *uncertain* when it disagrees; "" without ratings."""
        if not self.n:
            return ""
        if self.disagreement or _UNCERTAIN <= self.median < _APPROPRIATE:
            return "uncertain"
        return "appropriate" if self.median >= _APPROPRIATE else "inappropriate"


def ipras(ratings: Iterable[float]) -> Appropriateness:
    """Return where a panel's ratings lie, and whether it disagrees by the IPRAS rule.

    IPRAS = 2.35 + 1.5 · AI, where the asymmetry index AI is the distance of the central point of the interpercentile
    range, (P30 + P70) / 2, from 5, the middle of the scale. The panel disagrees when IPR = P70 - P30 is wider than
    IPRAS. P30 and P70 are by linear interpolation (type 7), as all quantiles of the kit; for a small panel another
    method may give other figures.

    Parameters
    ----------
    ratings
        One rating from 1 to 9 a member of the panel; missing ones are left out.

    Returns
    -------
    ``.median``, ``.p30``, ``.p70``, ``.ipr``, ``.ipras``, ``.disagreement``, ``.n``, ``.appropriateness``; see
    Appropriateness. One rater alone never disagrees. The manual's classical definition (a third of the panel at either
    end) begins at eight raters and may say otherwise of the same panel: always say that IPRAS was used.

    Raises
    ------
    ValueError
        When a rating is not on the scale from 1 to 9.

    References
    ----------
    K. Fitch et al., The RAND/UCLA Appropriateness Method User's Manual, RAND (2001), chapter 8.
    """
    ordered = [on_scale(value, LOWEST, HIGHEST) for value in known(ratings)]
    p30, p70 = quantile(ordered, 0.3), quantile(ordered, 0.7)
    allowed = _AT_SYMMETRY + _PER_POINT * abs(MIDDLE - (p30 + p70) / 2)
    return Appropriateness(
        n=len(ordered),
        median=median(ordered),
        p30=p30,
        p70=p70,
        ipr=p70 - p30,
        ipras=allowed if ordered else math.nan,
        disagreement=p70 - p30 > allowed + _ROUNDING,
    )
