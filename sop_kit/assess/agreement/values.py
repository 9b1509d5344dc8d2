"""Values as they come, from lists, numpy or pandas: which are missing, which are numbers, which are on the scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

MISSING = math.nan


def is_missing(value: object) -> bool:
    """Say whether a value stands for no answer: None, NaN, or pandas' NA and NaT."""
    if value is None:
        return True
    try:
        return bool(value != value)  # noqa: PLR0124  only what is missing differs from itself
    except TypeError:  # pandas' NA refuses to be true or false
        return True
    except ValueError:  # several values where one should be: ``number`` says so
        return False


def number(value: object) -> float:
    """Return a value as a number.

    Raises
    ------
    ValueError
        When it is none, or infinite.
    """
    try:
        found = math.nan if isinstance(value, str | bytes) else float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):  # the last: a whole number no float can hold
        found = math.nan
    if not math.isfinite(found):
        message = f"{value!r} is no finite number"
        raise ValueError(message)
    return found


def known(values: object) -> list[float]:
    """Return the values that are not missing as numbers, the smallest first.

    Raises
    ------
    ValueError
        When one of them is no finite number, or they are no list of values.
    """
    return sorted(number(value) for value in values_of(values) if not is_missing(value))


def values_of(values: object) -> Iterable[object]:
    """Return the values of a list, an array of one dimension or a Series.

    Raises
    ------
    ValueError
        When they are one value, a text, or have names or columns whose order would have to be guessed.
    """
    if hasattr(values, "tolist"):  # a masked array's masked values become None
        values = values.tolist()
    if not isinstance(values, Iterable) or isinstance(values, str | bytes | Mapping) or hasattr(values, "columns"):
        message = "values stand in one list: give a list, an array of one dimension, or a Series"
        raise ValueError(message)
    return values


def on_scale(value: float, low: float, high: float) -> float:
    """Return the value.

    Raises
    ------
    ValueError
        When it is not on the scale.
    """
    if not low <= value <= high:
        message = f"{value:g} is not on the scale from {low:g} to {high:g}"
        raise ValueError(message)
    return value


def rows_of(table: object) -> list[list[object]]:
    """Return a table as a list of rows, missing values as None: a list of lists, an array, or a DataFrame.

    Raises
    ------
    ValueError
        When it is no table, or its rows are not of one length.
    """
    if hasattr(table, "to_numpy"):
        table = table.to_numpy(dtype=object)
    if hasattr(table, "tolist"):  # a masked array's masked values become None
        table = table.tolist()
    if not isinstance(table, Iterable) or isinstance(table, str | bytes | Mapping):
        message = "a table has rows: give a list of lists, an array of two dimensions, or a DataFrame"
        raise ValueError(message)  # noqa: TRY004  one kind of error for whatever cannot be read
    rows = [_row(row) for row in table]
    if len({len(row) for row in rows}) > 1:
        message = "the rows of a table are of one length; write NaN where an answer is missing"
        raise ValueError(message)
    return rows


def _row(row: object) -> list[object]:
    if not isinstance(row, Iterable) or isinstance(row, str | bytes | Mapping):
        message = f"{row!r} is one value where a row of a table should be: give a list of lists"
        raise ValueError(message)  # noqa: TRY004  the same
    return [None if is_missing(value) else value for value in row]
