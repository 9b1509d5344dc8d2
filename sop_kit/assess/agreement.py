"""Figures about how far a small group agrees, from their published definitions.

Plain Python: a step has a few dozen answers at most, and a document asks for hundreds of such figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

Z_95 = 1.959963984540054  # the 97.5th percentile of the standard normal distribution


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share.

    Parameters
    ----------
    successes, n
        Counts, ``0 <= successes <= n``.

    Returns
    -------
    ``(low, high)``, shares from 0 to 1. With ``n = 0`` nothing is known: ``(0.0, 1.0)``.

    Raises
    ------
    ValueError
        When ``successes`` is not between 0 and ``n``.

    References
    ----------
    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
    """
    if not 0 <= successes <= n:
        message = f"{successes} successes of {n} is no share"
        raise ValueError(message)
    if n == 0:
        return 0.0, 1.0
    share = successes / n
    spread = Z_95 * math.sqrt(share * (1 - share) / n + Z_95**2 / (4 * n**2))
    centre = share + Z_95**2 / (2 * n)
    scale = 1 + Z_95**2 / n
    # The bounds are exact at the ends; rounding must not carry them past 0 or 1.
    low = 0.0 if successes == 0 else (centre - spread) / scale
    high = 1.0 if successes == n else (centre + spread) / scale
    return low, high


def iqr(values: Iterable[float]) -> float:
    """Return the interquartile range, quartiles by linear interpolation (type 7, pandas' default).

    Parameters
    ----------
    values
        Numbers; NaN means missing and is left out.

    Returns
    -------
    P75 - P25 in the unit of the values; NaN when no value is left.

    References
    ----------
    R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), 361-365.
    """
    known = _known(values)
    return _quantile(known, 0.75) - _quantile(known, 0.25) if known else math.nan


def median(values: Iterable[float]) -> float:
    """Return the median of the values that are not NaN; NaN when there is none."""
    known = _known(values)
    middle = len(known) // 2
    if not known:
        return math.nan
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2


def consensus(counts: Sequence[int] | Sequence[float]) -> float:
    """Return the consensus Cns of one Likert item.

    Parameters
    ----------
    counts
        How many answers each class got, lowest class first; classes are one apart.

    Returns
    -------
    0 (half and half at the ends) to 1 (all in one class); NaN without answers, 1 when there is only one class.

    References
    ----------
    W. J. Tastle and M. J. Wierman, Consensus and dissention: a measure of ordinal dispersion,
    International Journal of Approximate Reasoning 45 (2007), 531-545:
    Cns = 1 + sum p_i log2(1 - |X_i - mean| / (X_max - X_min)).
    """
    total, classes = sum(counts), len(counts)
    if total == 0:
        return math.nan
    if classes == 1:
        return 1.0
    mean = sum(place * count for place, count in enumerate(counts)) / total
    # Classes nobody chose carry no weight, and one of them may lie at distance 1, where the logarithm ends.
    agreed = 1 + sum(
        count / total * math.log2(1 - abs(place - mean) / (classes - 1)) for place, count in enumerate(counts) if count
    )
    return min(1.0, max(0.0, agreed))


def _known(values: Iterable[float]) -> list[float]:
    """Return the values that are not missing, the smallest first."""
    return sorted(float(value) for value in values if not math.isnan(value))


def _quantile(known: Sequence[float], share: float) -> float:
    place = share * (len(known) - 1)
    below = math.floor(place)
    low, high = known[below], known[min(below + 1, len(known) - 1)]
    return low + (high - low) * (place - below)
