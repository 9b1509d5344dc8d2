"""Figures about how far a small group agrees, from their published definitions."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

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


def iqr(values: ArrayLike) -> float:
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
    if known.size == 0:
        return math.nan
    low, high = np.percentile(known, [25, 75])
    return float(high - low)


def median(values: ArrayLike) -> float:
    """Return the median of the values that are not NaN; NaN when there is none."""
    known = _known(values)
    return float(np.median(known)) if known.size else math.nan


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
    weights = np.asarray(counts, dtype=float)
    total = weights.sum()
    if total == 0:
        return math.nan
    if weights.size == 1:
        return 1.0
    shares = weights / total
    classes = np.arange(weights.size)
    distance = np.abs(classes - shares @ classes) / (weights.size - 1)
    # Classes nobody chose carry no weight, and one of them may lie at distance 1, where the logarithm ends.
    chosen = shares > 0
    return float(np.clip(1 + shares[chosen] @ np.log2(1 - distance[chosen]), 0.0, 1.0))


def _known(values: ArrayLike) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    array = np.asarray(values, dtype=float).ravel()
    known: np.ndarray[tuple[int], np.dtype[np.float64]] = array[~np.isnan(array)]
    return known
