"""From the texts of a column to times, chunk by chunk; in which order its dates are written is settled at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sop_kit.assess.logs.moments import NO_TIME, Fits, Signs, moments
from sop_kit.assess.logs.time_layouts import Layout, Order, layout_of
from sop_kit.assess.logs.zones import Times

_LONGEST = 80  # characters of a time; what is longer is none
_ORDERS: tuple[Order, ...] = ("day", "month", "year")
_MOST_SHAPES = 20_000  # remembered at once
# Spaces that are no plain space, and signs that look like those of a keyboard.
_PLAIN = str.maketrans(
    {"\u00a0": " ", "\u202f": " ", "\u3000": " ", "\u2212": "-", "\u2013": "-"}
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """The times of a whole column in milliseconds of UTC, ``NO_TIME`` where a text is none.

    ``order`` is that of the dates, "" where they say it themselves; ``proven`` when only one order makes dates of most
    of them. ``hourless`` counts times that name a day and no hour.
    """

    time: Times
    order: Order
    proven: bool
    hourless: int


class TimeColumn:
    """A column of times, read chunk by chunk."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._read: dict[Order, list[Times]] = {order: [] for order in _ORDERS}
        self._shapes = _Shapes()
        self._open = False  # whether the order of some dates is open
        self._hourless = 0

    def read(self, texts: Sequence[str]) -> Fits:
        """Take in the next texts and return which of them are times, in one order of their dates or another."""
        found = self._times(texts)
        for order in _ORDERS:
            self._read[order].append(found.get(order, found["day"]))
        readable = np.zeros(len(texts), np.bool_)
        for times in found.values():
            readable |= times != NO_TIME
        return readable

    def settled(self, case: npt.NDArray[np.int32]) -> Settled:
        """Return the times once all texts are read; ``case`` says which case each of them belongs to.

        Of the orders in which the dates may be written, the one is taken that makes dates of most texts; then the one
        in which the events of a case, as they stand in the file, go back least often; then the one in which they lie
        closest together; then day first.
        """
        orders = _ORDERS if self._open else _ORDERS[:1]
        columns = {order: np.concatenate((np.empty(0, np.int64), *self._read[order])) for order in orders}
        if not self._open:
            return Settled(time=columns["day"], order="", proven=True, hourless=self._hourless)
        ranks = {order: _rank(columns[order], case) for order in orders}
        best = min(orders, key=lambda order: ranks[order])
        proven = all(_disproved(order, best, ranks) for order in orders if order != best)
        return Settled(time=columns[best], order=best, proven=proven, hourless=self._hourless)

    def _times(self, texts: Sequence[str]) -> dict[Order, Times]:
        signs = _signs(texts)
        groups = self._shapes.groups(signs)
        is_open = any(layout.open for layout, _ in groups)
        self._open |= is_open
        found = {order: np.full(len(texts), NO_TIME, np.int64) for order in (_ORDERS if is_open else _ORDERS[:1])}
        for layout, rows in groups:
            self._hourless += 0 if layout.count or "hour" in layout.places else len(rows)
            read = moments(layout, "day", signs[rows], self._zone)
            for order, times in found.items():
                again = layout.open and order != "day"
                times[rows] = moments(layout, order, signs[rows], self._zone) if again else read
        return found


class _Shapes:
    """The shapes seen so far, each with its layout."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._layouts: list[Layout | None] = []

    def groups(self, signs: Signs) -> list[tuple[Layout, npt.NDArray[np.int64]]]:
        """Return each layout that occurs with its rows."""
        zero = np.uint32(ord("0"))
        shaped = np.where((signs >= zero) & (signs <= ord("9")), zero, signs)
        shapes = shaped.view(f"U{signs.shape[1]}").ravel().tolist()
        if len(self._numbers) > _MOST_SHAPES:
            self._numbers.clear()
            self._layouts.clear()
        numbers = np.fromiter(map(self._number, shapes), np.int64, len(shapes))
        order = np.argsort(numbers, kind="stable")
        begins = np.flatnonzero(np.diff(numbers[order], prepend=-1))
        parts = np.split(order, begins[1:]) if len(order) else []
        found = ((self._layouts[numbers[rows[0]]], rows) for rows in parts)
        return [(layout, rows) for layout, rows in found if layout is not None]

    def _number(self, shape: str) -> int:
        number = self._numbers.get(shape)
        if number is None:
            number = self._numbers[shape] = len(self._layouts)
            self._layouts.append(layout_of(shape))
        return number


def _signs(texts: Sequence[str]) -> Signs:
    """Return the characters of texts, a row each, with capitals for letters and plain signs for others like them."""
    kept = [text if len(text) <= _LONGEST else "" for text in texts]
    if not all(map(str.isascii, kept)):
        kept = [text.translate(_PLAIN) for text in kept]
    letters = np.array(kept, dtype=np.str_)
    signs = letters.view(np.uint32).reshape(len(kept), letters.dtype.itemsize // 4)
    return np.where((signs >= ord("a")) & (signs <= ord("z")), signs - np.uint32(32), signs)


def _disproved(order: Order, best: Order, ranks: Mapping[Order, tuple[int, int, float]]) -> bool:
    """Say whether an order cannot be meant: fewer texts are dates in it, or a year that is a day sends events back."""
    bad, backwards, _ = ranks[order]
    return bad > ranks[best][0] or ("year" in {order, best} and backwards > ranks[best][1])


def _rank(times: Times, case: npt.NDArray[np.int32]) -> tuple[int, int, float]:
    """Return how badly an order of dates fits: texts that are no dates, steps backwards, time between the events."""
    read = np.flatnonzero(times != NO_TIME)
    read = read[np.argsort(case[read], kind="stable")]
    steps = np.diff(times[read])[np.diff(case[read]) == 0]
    return len(times) - len(read), int(np.count_nonzero(steps < 0)), float(np.abs(steps).sum(dtype=np.float64))
