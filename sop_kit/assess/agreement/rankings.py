"""Whether several judges put the same things in the same order."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from sop_kit.assess.agreement.values import number, rows_of


def kendall_w(ranks: object) -> float:
    """Return Kendall's coefficient of concordance W, corrected for ties.

    With m judges, n objects, R_i the sum of the ranks of object i and T the sum of t³ - t over all groups of t tied
    ranks of all judges, W = 12 · sum (R_i - mean R)² / (m² (n³ - n) - m T).

    Parameters
    ----------
    ranks
        A table, one row a judge and one column an object: list of lists, array or DataFrame. Every row is ranked anew
        (ties share the mean of their ranks), so that scores do as well as ranks. A judge who ranked nothing is left
        out; after that, an object that some judge did not rank is left out for all.

    Returns
    -------
    0 (no agreement) to 1 (the same order). NaN when nothing can be said: with fewer than two judges or two objects, or
    when every judge puts all objects level.

    Raises
    ------
    ValueError
        When a value is no finite number, or the rows are not of one length.

    References
    ----------
    M. G. Kendall and B. Babington Smith, The problem of m rankings, Annals of Mathematical Statistics 10 (1939),
    275-287; the correction for ties in M. G. Kendall, Rank Correlation Methods (1948), chapter 6.
    """
    judged = [row for row in rows_of(ranks) if any(value is not None for value in row)]
    complete = [column for column in zip(*judged, strict=True) if None not in column]
    judges, objects = len(judged), len(complete)
    rows = [_doubled_ranks([number(column[judge]) for column in complete]) for judge in range(judges)]
    ties = sum(count**3 - count for row in rows for count in Counter(row).values())
    most = judges**2 * (objects**3 - objects) - judges * ties
    if judges < 2 or most == 0:  # noqa: PLR2004  one judge has nobody to agree with
        return math.nan
    sums = [sum(column) for column in zip(*rows, strict=True)]
    # Whole numbers as far as they go: twice the ranks, so four times their squares.
    squares = objects * sum(total**2 for total in sums) - sum(sums) ** 2
    found: float = 3 * squares / (objects * most)
    return found


def _doubled_ranks(values: Sequence[float]) -> list[int]:
    """Return twice the rank of each value, the smallest first; equal ones share the mean of their ranks."""
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), start=1):
        places.setdefault(value, []).append(place)
    return [places[value][0] + places[value][-1] for value in values]
