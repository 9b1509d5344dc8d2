"""Figures about the answers of a small group, from their published definitions.

Plain Python: a step has a few dozen answers at most, and a document asks for hundreds of such figures.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from sop_kit.assess.agreement.values import is_missing, known, number, values_of

Z_95 = 1.959963984540054  # the 97.5th percentile of the standard normal distribution


def wilson(successes: float, n: float) -> tuple[float, float]:
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
        When ``successes`` is not between 0 and ``n``, or one of the two is no number.

    References
    ----------
    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212.
    """
    successes, n = number(successes), number(n)
    if not 0 <= successes <= n:
        message = f"{successes:g} successes of {n:g} is no share"
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
        Numbers; NaN, None and NA mean missing and are left out.

    Returns
    -------
    P75 - P25 in the unit of the values; 0 for a single value, NaN when no value is left.

    Raises
    ------
    ValueError
        When a value is no finite number.

    References
    ----------
    R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), 361-365.
    """
    return spread(known(values))


def median(values: Iterable[float]) -> float:
    """Return the median of the values that are not missing; NaN when there is none."""
    return middle(known(values))


def middle(ordered: Sequence[float]) -> float:
    """Return the median of numbers that stand in order; NaN of none."""
    half = len(ordered) // 2
    if not ordered:
        return math.nan
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def spread(ordered: Sequence[float]) -> float:
    """Return the interquartile range of numbers that stand in order; NaN of none."""
    return quantile(ordered, 0.75) - quantile(ordered, 0.25)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of numbers that stand in order, by linear interpolation (type 7); NaN of none."""
    if not ordered:
        return math.nan
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    low, high = ordered[below], ordered[min(below + 1, len(ordered) - 1)]
    return low + (high - low) * (place - below)


def consensus(counts: Iterable[float]) -> float:
    """Return the consensus Cns of one Likert item.

    Parameters
    ----------
    counts
        How many answers each class got, lowest class first; classes are one apart, and one that nobody chose is a 0
        in its place. A missing count is 0. Of ``Series.value_counts()`` take ``.reindex(range(1, 6))`` first: it puts
        the most frequent class first and leaves out the others.

    Returns
    -------
    0 (half and half at the ends) to 1 (all in one class); NaN without answers or classes, 1 when there is only one
    class.

    Raises
    ------
    ValueError
        When a count is negative or no finite number, or the counts have names (a dict) instead of an order.

    References
    ----------
    W. J. Tastle and M. J. Wierman, Consensus and dissention: a measure of ordinal dispersion,
    International Journal of Approximate Reasoning 45 (2007), 531-545:
    Cns = 1 + sum p_i log2(1 - |X_i - mean| / (X_max - X_min)).
    """
    found = [0.0 if is_missing(count) else number(count) for count in values_of(counts)]
    if any(count < 0 for count in found):
        message = f"{min(found):g} answers in a class: a count is never negative"
        raise ValueError(message)
    total, classes = sum(found), len(found)
    if total == 0:
        return math.nan
    if classes == 1:
        return 1.0
    mean = sum(place * count for place, count in enumerate(found)) / total
    # Classes nobody chose carry no weight, and one of them may lie at distance 1, where the logarithm ends.
    agreed = 1 + sum(
        count / total * math.log2(1 - abs(place - mean) / (classes - 1)) for place, count in enumerate(found) if count
    )
    return min(1.0, max(0.0, agreed))
