"""From the texts of a column to numbers, chunk by chunk: no text is kept twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from sop_kit.assess.logs.log import NOBODY, Codes
from sop_kit.record.files.decoding import without_forbidden

MOST_VALUES = 10_000  # different ones of a column beside case, activity and resource; with more it is left out
# What people and programs write where nothing is known; never as a name is written: Na and Nan are people.
_MARKS = ("", "-", "--", "—", "?", "#N/A", "<NA>", "\\N", "N/A", "NA", "NAN", "NAT", "NIL", "NONE", "NULL", "(NULL)")
MISSING = frozenset({*_MARKS, *map(str.lower, _MARKS), "NaN", "NaT", "None", "Null", "(Null)", "N/a", "空", "无"})


def is_missing(text: str) -> bool:
    """Say whether a text stands for nothing: empty, NA, N/A, null, None, -, 无, …."""
    return text.strip() in MISSING


class TextColumn:
    """A column of texts, read chunk by chunk: different texts in order of first appearance, and numbers for them.

    A text loses the space around it, and what no file of the kit can carry becomes U+FFFD. A missing text is
    ``NOBODY``. With more than ``most`` different texts the column is full: it keeps nothing from then on.
    """

    def __init__(self, most: int | None = None, missing: frozenset[str] = MISSING) -> None:
        self._most = most
        self._names: dict[str, int] = {}
        self._numbers = _Numbers(self._names, missing)
        self._read: list[npt.NDArray[np.int32]] = []
        self.full = False

    def read(self, texts: Sequence[str]) -> npt.NDArray[np.int32]:
        """Take in the next texts and return their numbers."""
        if self.full:
            return np.full(len(texts), NOBODY, np.int32)
        numbers = np.fromiter(map(self._numbers.__getitem__, texts), np.int32, len(texts))
        if self._most is not None and len(self._names) > self._most:
            self.full = True
            self._names.clear()
            self._numbers.clear()
            self._read.clear()
        else:
            self._read.append(numbers)
        return numbers

    def read_missing(self, number: int) -> None:
        """Take in texts that are all missing."""
        if number and not self.full:
            self._read.append(np.full(number, NOBODY, np.int32))

    def coded(self) -> Codes:
        """Return the whole column."""
        return Codes(names=tuple(self._names), codes=np.concatenate((np.empty(0, np.int32), *self._read)))


class CaseColumn(TextColumn):
    """A column of cases: NA is a name where cases are called A, B, … Z, AA, …, so that MZ and NB are names, too."""

    def __init__(self) -> None:
        super().__init__(missing=MISSING - {"NA"})

    def coded(self) -> Codes:
        """Return the whole column."""
        column = super().coded()
        if "NA" not in column.names or {"MZ", "NB"} <= set(column.names):
            return column
        codes = np.where(column.codes == column.names.index("NA"), np.int32(NOBODY), column.codes)
        return Codes(names=column.names, codes=codes)


class _Numbers(dict[str, int]):
    """Texts as they were found → the number of each; a new one gets the next."""

    def __init__(self, names: dict[str, int], missing: frozenset[str]) -> None:
        super().__init__()
        self._names, self._missing = names, missing

    def __missing__(self, found: str) -> int:
        text = without_forbidden(found.strip())
        number = self[found] = NOBODY if text in self._missing else self._names.setdefault(text, len(self._names))
        return number


def used(column: Codes) -> Codes:
    """Return a column without the names that none of its codes means, in order of first appearance."""
    known = column.codes[column.codes != NOBODY]
    kinds, first = np.unique(known, return_index=True)
    order = kinds[np.argsort(first, kind="stable")]
    numbers = np.full(len(column.names) + 1, NOBODY, np.int32)  # the last is what NOBODY, -1, finds
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return Codes(names=tuple(column.names[code] for code in order.tolist()), codes=numbers[column.codes])
