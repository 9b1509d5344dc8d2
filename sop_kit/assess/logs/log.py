"""An event log in memory: what happened, case by case, in columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from sop_kit.errors import Problem

NOBODY = -1  # the code of a value that is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """A column of texts: the different texts in order of first appearance, and the place of each event's text there.

    A missing text has the code ``NOBODY``.
    """

    names: tuple[str, ...]
    codes: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLog:
    """The events of a log, sorted by case, then by time, then as in the file.

    All arrays have one entry an event. ``time`` is in milliseconds since 1970-01-01 UTC. ``starts`` has one entry a
    case and one more: the events of case ``k`` are ``starts[k]:starts[k + 1]``. ``case.names[k]`` is its name.
    ``other`` holds further columns by their heading. ``problems`` names what could not be read, ``unread`` counts it.
    """

    name: str
    hash: str  # SHA-256 (hex) of the file
    zone: str  # the zone taken for times that name none
    case: Codes
    activity: Codes
    resource: Codes
    time: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    other: Mapping[str, Codes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    unread: int = 0

    @property
    def cases(self) -> int:
        """The number of cases."""
        return len(self.starts) - 1

    @property
    def events(self) -> int:
        """The number of events."""
        return len(self.time)
