"""What a rule says of a log: what was judged, what broke it, what could not be judged, and the time that passed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
Minutes = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a rule was asked of, one entry each.

    ``at`` is the event at which a rule that looks at events was asked, or the first event of a case that was looked at
    as a whole (``whole_cases``). ``broken`` says whether the rule was broken there. ``minutes`` is the time that passed
    as the rule measures it, NaN where none did; empty when the rule is not about time. ``undecided`` counts what could
    not be judged: a resource that is missing, a time that was not over when the log ended.
    """

    at: Places
    broken: Marks
    minutes: Minutes
    whole_cases: bool = False
    undecided: int = 0


def of_events(asked: Marks, broken: Marks, minutes: Minutes | None = None, undecided: Marks | None = None) -> Judged:
    """Return what was judged, from marks on all events of a log; what is undecided is not judged."""
    open_ones = np.zeros(len(asked), bool) if undecided is None else undecided & asked
    at = np.flatnonzero(asked & ~open_ones)
    passed = np.empty(0) if minutes is None else minutes[at]
    return Judged(at=at, broken=broken[at], minutes=passed, undecided=int(open_ones.sum()))


def of_cases(starts: Places, broken: Marks, asked: Marks | None = None, minutes: Minutes | None = None) -> Judged:
    """Return what was judged, from marks on all cases of a log; ``starts`` are their first events."""
    places = np.arange(len(broken)) if asked is None else np.flatnonzero(asked)
    passed = np.empty(0) if minutes is None else minutes[places]
    return Judged(at=starts[places], broken=broken[places], minutes=passed, whole_cases=True)
