"""The templates of Declare, held against every event of a log at once.

The templates and their names are those of Declare (Pesic, Schonenberg and van der Aalst, "DECLARE: full support for
loosely-structured processes", EDOC 2007); which events activate a template, and so are counted, follows Di Ciccio and
Mecella, "On the discovery of declarative control flows for artful processes", ACM TMIS 5(4), 2015. A case in which
nothing activates a template fulfils it and is not counted.

Events of one case are in the order of their time, and where that is the same in the order of the file. "Before" and
"after" mean another event: no event answers itself. With ``within`` (minutes) the answer has to come, or to have come,
within that time; what the log ends too early for is undecided. For templates that forbid, ``within`` is the time for
which they forbid.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sop_kit.assess.conformance.judged import Judged, Marks, Minutes, Places, of_cases, of_events
from sop_kit.assess.conformance.neighbours import NONE, after, before, minutes_apart, occurrences
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.zones import MINUTE

Counted = Callable[[EventLog, Marks, int], Judged]
Related = Callable[[EventLog, Marks, Marks, float | None], Judged]


def existence(log: EventLog, first: Marks, times: int) -> Judged:
    """Judge that each case has the first ``times`` times or more."""
    return of_cases(log.starts[:-1], occurrences(log, first) < times)


def absence(log: EventLog, first: Marks, times: int) -> Judged:
    """Judge that each case has the first fewer than ``times`` times."""
    return of_cases(log.starts[:-1], occurrences(log, first) >= times)


def exactly(log: EventLog, first: Marks, times: int) -> Judged:
    """Judge that each case has the first ``times`` times."""
    return of_cases(log.starts[:-1], occurrences(log, first) != times)


def init(log: EventLog, first: Marks, _times: int) -> Judged:
    """Judge that each case begins with the first."""
    return of_cases(log.starts[:-1], ~first[log.starts[:-1]])


def end(log: EventLog, first: Marks, _times: int) -> Judged:
    """Judge that each case ends with the first."""
    return of_cases(log.starts[:-1], ~first[log.starts[1:] - 1])


def choice(log: EventLog, first: Marks, second: Marks, _within: float | None) -> Judged:
    """Judge that each case has one of the two or both."""
    return of_cases(log.starts[:-1], (occurrences(log, first) == 0) & (occurrences(log, second) == 0))


def exclusive_choice(log: EventLog, first: Marks, second: Marks, _within: float | None) -> Judged:
    """Judge that each case has one of the two, not both."""
    return of_cases(log.starts[:-1], (occurrences(log, first) == 0) == (occurrences(log, second) == 0))


def responded_existence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that with each first there is a second in the case, before or after."""
    return _answered(log, first, _nearer(log, before(log, second), after(log, second)), within)


def coexistence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that with each of the two there is the other in the case."""
    return _both(responded_existence(log, first, second, within), responded_existence(log, second, first, within))


def response(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that after each first comes a second."""
    return _answered(log, first, after(log, second), within)


def precedence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that before each second comes a first."""
    return _answered(log, second, before(log, first), within, settled=True)


def succession(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that after each first comes a second, and before each second a first."""
    return _both(response(log, first, second, within), precedence(log, first, second, within))


def alternate_response(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that after each first comes a second before the first comes again."""
    answer, again = after(log, second), after(log, first)
    between = (again != NONE) & (again < answer)
    gone = (again != NONE) & (answer == NONE)
    return _answered(log, first, np.where(between, NONE, answer), within, settled=between | gone)


def alternate_precedence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that before each second comes a first, with no other second between them."""
    answer, another = before(log, first), before(log, second)
    return _answered(log, second, np.where(another > answer, NONE, answer), within, settled=True)


def alternate_succession(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that first and second come in turn."""
    return _both(alternate_response(log, first, second, within), alternate_precedence(log, first, second, within))


def chain_response(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that right after each first comes a second."""
    neighbour = after(log, np.ones(log.events, bool))
    answer = np.where(second[neighbour], neighbour, NONE)
    return _answered(log, first, answer, within, settled=neighbour != NONE)


def chain_precedence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that right before each second comes a first."""
    neighbour = before(log, np.ones(log.events, bool))
    answer = np.where(first[neighbour] & (neighbour != NONE), neighbour, NONE)
    return _answered(log, second, answer, within, settled=True)


def chain_succession(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that each first stands right before a second, and each second right after a first."""
    return _both(chain_response(log, first, second, within), chain_precedence(log, first, second, within))


def not_coexistence(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that no case has both."""
    one = _forbidden(log, first, _nearer(log, before(log, second), after(log, second)), within)
    return _both(one, _forbidden(log, second, _nearer(log, before(log, first), after(log, first)), within))


def not_succession(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that no second comes after a first."""
    return _forbidden(log, first, after(log, second), within)


def not_chain_succession(log: EventLog, first: Marks, second: Marks, within: float | None) -> Judged:
    """Judge that no second comes right after a first."""
    neighbour = after(log, np.ones(log.events, bool))
    return _forbidden(log, first, np.where(second[neighbour], neighbour, NONE), within)


COUNTED: Mapping[str, Counted] = {
    "existence": existence,
    "absence": absence,
    "exactly": exactly,
    "init": init,
    "end": end,
}
RELATED: Mapping[str, Related] = {
    "choice": choice,
    "exclusive_choice": exclusive_choice,
    "responded_existence": responded_existence,
    "coexistence": coexistence,
    "response": response,
    "precedence": precedence,
    "succession": succession,
    "alternate_response": alternate_response,
    "alternate_precedence": alternate_precedence,
    "alternate_succession": alternate_succession,
    "chain_response": chain_response,
    "chain_precedence": chain_precedence,
    "chain_succession": chain_succession,
    "not_coexistence": not_coexistence,
    "not_succession": not_succession,
    "not_chain_succession": not_chain_succession,
}


def _answered(
    log: EventLog, asked: Marks, answer: Places, within: float | None, *, settled: Marks | bool = False
) -> Judged:
    """Return which events that ask for an answer have none in time.

    ``settled`` marks those for which no answer can come any more, whatever happens after the end of the log.
    """
    minutes = minutes_apart(log, answer)
    if within is None:
        return of_events(asked, answer == NONE, minutes)
    left = (log.time.max(initial=0) - log.time) / MINUTE
    undecided = (answer == NONE) & ~np.asarray(settled) & (left < within)
    return of_events(asked, ~(minutes <= within), minutes, undecided)


def _forbidden(log: EventLog, asked: Marks, found: Places, within: float | None) -> Judged:
    minutes = minutes_apart(log, found)
    return of_events(asked, (found != NONE) & (minutes <= (np.inf if within is None else within)), minutes)


def _nearer(log: EventLog, earlier: Places, later: Places) -> Places:
    """Return of two events the one that is nearer in time; ``NONE`` when there is neither."""
    closer = ~(minutes_apart(log, later) < minutes_apart(log, earlier))
    return np.where((later == NONE) | ((earlier != NONE) & closer), earlier, later)


def _both(one: Judged, other: Judged) -> Judged:
    """Return what two halves of a template say together, in the order of the log.

    An event that both halves ask is one event: it is broken when either half is.
    """
    at = np.concatenate([one.at, other.at])
    places, where = np.unique(at, return_inverse=True)
    broken = np.zeros(len(places), bool)
    np.logical_or.at(broken, where, np.concatenate([one.broken, other.broken]))
    minutes = _of_each(places, where, np.concatenate([one.minutes, other.minutes]))
    return Judged(at=places, broken=broken, minutes=minutes, undecided=one.undecided + other.undecided)


def _of_each(places: Places, where: Places, minutes: Minutes) -> Minutes:
    if len(minutes) != len(where):
        return np.empty(0)
    longest = np.full(len(places), np.nan)
    np.fmax.at(longest, where, minutes)
    return longest
