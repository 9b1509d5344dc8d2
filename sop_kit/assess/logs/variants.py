"""The ways a case went: each different sequence of activities, and how many cases took it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sop_kit.assess.logs.log import EventLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A sequence of activities, how many cases took it, and the name of the first of them."""

    activities: tuple[str, ...]
    count: int
    example: str


def variants(log: EventLog) -> tuple[Variant, ...]:
    """Return the variants of a log, the most frequent first, equally frequent ones as they first appear."""
    codes, names = log.activity.codes, log.activity.names
    seen: dict[bytes, list[int]] = {}  # sequence → number of cases, first case
    bounds = log.starts.tolist()
    for case, (start, end) in enumerate(pairwise(bounds)):
        entry = seen.setdefault(codes[start:end].tobytes(), [0, case])
        entry[0] += 1
    ranked = sorted(seen.values(), key=lambda entry: -entry[0])
    return tuple(
        Variant(
            activities=tuple(names[code] for code in codes[bounds[case] : bounds[case + 1]].tolist()),
            count=count,
            example=log.case.names[case],
        )
        for count, case in ranked
    )
