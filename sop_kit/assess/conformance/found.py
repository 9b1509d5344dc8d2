"""A finding while a log is at hand: where the document and the log differ, how often, and in which cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sop_kit.assess.agreement import wilson
from sop_kit.assess.conformance.judged import Judged
from sop_kit.assess.conformance.trend import Month, trend_of
from sop_kit.assess.logs.durations import Spread, spread
from sop_kit.assess.logs.log import EventLog

EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a finding is about: the columns by which it is known again in the next log."""

    kind: str
    constraint: str = ""
    step: str = ""
    second: str = ""
    activity: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How often reality was otherwise than written.

    ``count`` of ``of`` that were judged, in ``cases`` of ``of_cases``; ``whole_cases`` when cases were what was
    counted. ``examples`` are the names of cases, the latest first. ``time`` is how long it took, where the rule is
    about time, else ``None``. ``undecided`` could not be judged. ``guessed``: it rests on a step that was suggested
    by likeness, not declared.
    """

    subject: Subject
    count: int
    of: int
    cases: int
    of_cases: int
    whole_cases: bool = False
    examples: tuple[str, ...] = ()
    by_month: tuple[Month, ...] = ()
    time: Spread | None = None
    undecided: int = 0
    guessed: bool = False

    @property
    def rate(self) -> float:
        """Return the share that was otherwise than written, 0 when nothing was judged."""
        return self.count / self.of if self.of else 0.0


def found_in(log: EventLog, judged: Judged, subject: Subject, *, guessed: bool = False, timed: bool = False) -> Found:
    """Return what was judged, counted; ``timed`` when the subject is how long something takes."""
    case = log.case.codes[judged.at]
    broken_cases = case[judged.broken]
    passed = judged.minutes[~np.isnan(judged.minutes)]
    return Found(
        subject=subject,
        count=int(judged.broken.sum()),
        of=len(judged.at),
        cases=len(np.unique(broken_cases)),
        of_cases=len(np.unique(case)),
        whole_cases=judged.whole_cases,
        examples=_latest(log, judged),
        by_month=trend_of(log, judged),
        time=spread(passed) if timed and len(passed) else None,
        undecided=judged.undecided,
        guessed=guessed,
    )


def gravest_first(findings: list[Found]) -> tuple[Found, ...]:
    """Return findings in the order in which to look at them.

    Those on declared steps go before those on suggested ones; rules that somebody declared go before what was read off
    the workflow; among these the share that is surely exceeded (the lower end of Wilson's interval) decides.
    """
    return tuple(sorted(findings, key=_gravity))


_RANKS = {"role": 1, "order": 1, "missing": 2, "extra": 3}


def _gravity(found: Found) -> tuple[bool, int, float, int]:
    rank = 0 if found.subject.constraint else _RANKS.get(found.subject.kind, 1)
    low, _ = wilson(found.count, found.of)
    return found.guessed, rank, -low, -found.count


def _latest(log: EventLog, judged: Judged) -> tuple[str, ...]:
    at = judged.at[judged.broken]
    names = (log.case.names[case] for case in log.case.codes[at[np.argsort(-log.time[at], kind="stable")]].tolist())
    latest: dict[str, None] = {}
    for name in names:
        latest[name] = None
        if len(latest) == EXAMPLES:
            break
    return tuple(latest)
