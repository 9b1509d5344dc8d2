"""Krippendorff's alpha: whether several raters use a scale alike."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from sop_kit.assess.agreement.values import number, on_scale, rows_of

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Values: TypeAlias = Counter[float]  # value → how many raters gave it
Difference: TypeAlias = Callable[[Values], float]
_PAIR = 2


def krippendorff_alpha(ratings: object, level: Level) -> float:
    """Return Krippendorff's α.

    α = 1 - Do / De: the disagreement observed within the units against the one expected if the values had met by
    chance. Only units with two values or more count. The difference of two values is, by level: nominal 0 or 1;
    ordinal the number of values between them, each end counted half; interval c - k; ratio (c - k) / (c + k); squared.

    Parameters
    ----------
    ratings
        A table, one row a rater and one column a unit: list of lists, array or DataFrame. NaN, None and NA mean that
        the rater did not rate the unit. Nominal values may be anything that can be compared, such as words.
    level
        nominal, ordinal, interval or ratio.

    Returns
    -------
    1 (full agreement), 0 (as by chance), below 0 (against one another). From .80 on it is called firm, from .667
    tentative. NaN when it is not defined: no unit has two values (one rater, all missing, empty), or all values are the
    same, so that nothing could differ. Where nearly all values are the same it falls although the raters agree: show it
    beside the share of agreement.

    Raises
    ------
    ValueError
        For an unknown level; at the levels above nominal for a value that is no finite number; at the ratio level for
        a negative one.

    References
    ----------
    K. Krippendorff, Computing Krippendorff's alpha-reliability, University of Pennsylvania (2011);
    A. F. Hayes and K. Krippendorff, Answering the call for a standard reliability measure for coding data,
    Communication Methods and Measures 1 (2007), 77-89.
    """
    if level not in get_args(Level):
        message = f"{level!r} is no level of measurement: use {', '.join(get_args(Level))}"
        raise ValueError(message)
    rows = rows_of(ratings)
    read = _codes() if level == "nominal" else _not_negative if level == "ratio" else number
    units = [Counter(read(value) for value in unit if value is not None) for unit in zip(*rows, strict=True)]
    paired = [unit for unit in units if unit.total() >= _PAIR]
    pooled: Counter[float] = Counter()
    for unit in paired:
        pooled.update(unit)
    differ = _DIFFERENCES[level](pooled)
    expected = differ(pooled) / (pooled.total() - 1) if paired else 0.0
    if expected == 0:
        return math.nan
    return 1 - math.fsum(differ(unit) / (unit.total() - 1) for unit in paired) / expected


def _nominal(_: Values) -> Difference:
    return lambda values: values.total() ** 2 - sum(count**2 for count in values.values())


def _ordinal(pooled: Values) -> Difference:
    # The values from c to k, each end counted half, are as many as the middles of their blocks are apart.
    middles, below = {}, 0
    for value in sorted(pooled):
        middles[value] = below + pooled[value] / 2
        below += pooled[value]
    return lambda values: _squares(Counter({middles[value]: count for value, count in values.items()}))


def _interval(_: Values) -> Difference:
    return _squares


def _ratio(_: Values) -> Difference:
    import numpy as np  # only here: measurements may be as many different values as there are answers

    def differ(values: Values) -> float:
        each, counts = np.array(list(values), dtype=float), np.array(list(values.values()), dtype=float)
        # Only the value itself can add up to 0 with another, and that pair differs by nothing.
        rows = (
            count * float(counts @ np.square((each - one) / np.where(each + one > 0, each + one, 1.0)))
            for one, count in zip(each, counts, strict=True)
        )
        return math.fsum(rows)

    return differ


def _squares(values: Values) -> float:
    """Return the sum of the squared differences over all pairs, each counted both ways, by way of the mean."""
    if len(values) == 1:  # exactly nothing, whatever the mean is rounded to
        return 0.0
    n = values.total()
    mean = math.fsum(value * count for value, count in values.items()) / n
    return 2 * n * math.fsum(count * (value - mean) ** 2 for value, count in values.items())


def _not_negative(value: object) -> float:
    return on_scale(number(value), 0.0, math.inf)


def _codes() -> Callable[[object], float]:
    """Return what gives every different value a number of its own, in the order in which they come."""
    seen: dict[object, float] = {}

    def code(value: object) -> float:
        try:
            return seen.setdefault(value, len(seen))
        except TypeError as error:
            message = f"{value!r} cannot be compared with other values: use a word or a number"
            raise ValueError(message) from error

    return code


# Level → what, knowing all values, returns the sum of the squared differences within some of them.
_DIFFERENCES: dict[str, Callable[[Values], Difference]] = {
    "nominal": _nominal,
    "ordinal": _ordinal,
    "interval": _interval,
    "ratio": _ratio,
}
