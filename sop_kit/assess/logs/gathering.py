"""From the events of a file, chunk by chunk, to the log: what cannot be read is left out, counted and named."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from sop_kit.assess.logs.coding import MOST_VALUES, TextColumn, is_missing, used
from sop_kit.assess.logs.log import NOBODY, Codes, EventLog
from sop_kit.assess.logs.moments import NO_TIME
from sop_kit.assess.logs.time_layouts import Order
from sop_kit.assess.logs.times import Settled, TimeColumn
from sop_kit.errors import BadInput, BadRequest, Phrase, Problem
from sop_kit.record.files.decoding import without_forbidden
from sop_kit.record.files.reading import error, warning

MOST_COLUMNS = 100  # further ones beside case, activity, time and resource
_MOST_NAMED = 20  # events that were left out
_FEW = 20  # events; so few may well be a case each
_LONGEST_SHOWN = 60  # characters of a text
_ORDERS: Mapping[Order, Phrase] = {
    "day": Phrase("day first (03/04/2024 is 3 April 2024)"),
    "month": Phrase("month first (03/04/2024 is 4 March 2024)"),
    "year": Phrase("year first (24/04/03 is 3 April 2024)"),
}

Texts = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some events as they stand in the file, column by column; ``line`` of each is the number by which it is named."""

    case: Texts
    activity: Texts
    time: Texts
    resource: Texts | None
    other: Mapping[str, Texts]
    line: npt.NDArray[np.int64]


class Gathering:
    """The events read so far, in numbers; ``where`` says the place of a line in the file, ``case`` takes its cases."""

    def __init__(self, name: str, zone: str, where: Callable[[int], str], case: TextColumn) -> None:
        self._name, self._zone, self._where = name, zone, where
        self._case, self._activity, self._resource = case, TextColumn(most=MOST_VALUES), TextColumn()
        self._time = TimeColumn(zone)
        self._other: dict[str, TextColumn] = {}
        self._line: list[npt.NDArray[np.int64]] = []
        self._readable: list[npt.NDArray[np.bool_]] = []
        self._events = self._left_out = 0
        self._named: list[tuple[int, Problem]] = []  # by their lines

    def read(self, chunk: Chunk) -> None:
        """Take in the next events."""
        case, activity = self._case.read(chunk.case), self._activity.read(chunk.activity)
        timed = self._time.read(chunk.time)
        if self._activity.full:
            raise BadRequest(
                "The activities of {file} have more than {n} different names, such as '{value}'. "
                "They are hardly activities: say which column is right with --activity COLUMN.",
                file=self._name,
                n=MOST_VALUES,
                value=without_forbidden(chunk.activity[0][:_LONGEST_SHOWN]),
            )
        self._resource.read(chunk.resource if chunk.resource is not None else [""] * len(case))
        self._read_other(chunk.other, len(case))
        readable = (case != NOBODY) & (activity != NOBODY) & timed
        self._line.append(chunk.line)
        self._readable.append(readable)
        for at in np.flatnonzero(~readable)[: _MOST_NAMED - len(self._named)].tolist():
            line = int(chunk.line[at])
            self._named.append((line, _left_out(self._where(line), chunk, at)))

    def leave_out(self, line: int, text: Phrase) -> None:
        """Count and name a line that is no event at all."""
        self._left_out += 1
        if len(self._named) < _MOST_NAMED:
            self._named.append((line, Problem(where=self._where(line), what=text)))

    def log(self, hash_of_file: str, problems: Iterable[Problem] = ()) -> EventLog:
        """Return the log, sorted; ``problems`` are those of the file as a whole.

        Raises
        ------
        BadInput
            When not one event could be read.
        """
        case, activity, resource = self._case.coded(), self._activity.coded(), self._resource.coded()
        settled = self._time.settled(case.codes)
        readable = np.concatenate((np.empty(0, np.bool_), *self._readable))
        keep = np.flatnonzero(readable & (case.codes != NOBODY) & (settled.time != NO_TIME))
        unread = len(readable) - len(keep) + self._left_out
        self._name_late(settled, case, readable)
        told = (*problems, *self._about_times(settled), *self._about_lines(unread))
        if not len(keep):
            raise BadInput(self._name, told or [error(self._name, "There is no event in it.")])
        case = used(Codes(names=case.names, codes=case.codes[keep]))
        time = settled.time[keep]
        order = np.lexsort((time, case.codes))
        return EventLog(
            name=self._name,
            hash=hash_of_file,
            zone=self._zone,
            case=Codes(names=case.names, codes=case.codes[order]),
            activity=_at(activity, keep, order),
            resource=_at(resource, keep, order),
            time=time[order],
            starts=np.concatenate(([0], np.cumsum(np.bincount(case.codes)))).astype(np.int64),
            other={name: _at(each.coded(), keep, order) for name, each in self._other.items() if not each.full},
            problems=(*told, *_about_cases(self._name, case)),
            unread=unread,
        )

    def _read_other(self, other: Mapping[str, Texts], events: int) -> None:
        for name in other:
            if name not in self._other and len(self._other) < MOST_COLUMNS:
                self._other[name] = TextColumn(most=MOST_VALUES)
                self._other[name].read_missing(self._events)
        for name, column in self._other.items():
            if name in other:
                column.read(other[name])
            else:
                column.read_missing(events)
        self._events += events

    def _about_times(self, settled: Settled) -> Iterator[Problem]:
        if settled.order and not settled.proven:
            message = (
                "Nothing in the dates proves in which order day, month and year stand. They were read {order}. "
                "If that is wrong, write them as 2024-04-03."
            )
            yield warning(self._name, message, order=_ORDERS[settled.order])
        if settled.hourless:
            message = "Times that name a day and no hour: {n}. They count as midnight."
            yield warning(self._name, message, n=settled.hourless)

    def _name_late(self, settled: Settled, case: Codes, readable: npt.NDArray[np.bool_]) -> None:
        """Name events that only the whole file shows to be none."""
        line = np.concatenate((np.empty(0, np.int64), *self._line))
        late = readable & ((settled.time == NO_TIME) | (case.codes == NOBODY))
        for at in np.flatnonzero(late)[: _MOST_NAMED - len(self._named)].tolist():
            where = self._where(int(line[at]))
            if case.codes[at] == NOBODY:
                problem = error(where, "The event was left out: it names no case.")
            else:
                message = "The event was left out: there is no such day when the dates of this file are read {order}."
                problem = error(where, message, order=_ORDERS[settled.order])
            self._named.append((int(line[at]), problem))

    def _about_lines(self, unread: int) -> list[Problem]:
        more = unread - len(self._named)
        told = [problem for _, problem in sorted(self._named, key=itemgetter(0))]
        if more > 0:
            told.append(
                error(self._name, "Further events that were left out for reasons of the same kind: {n}.", n=more)
            )
        return told


def _left_out(where: str, chunk: Chunk, at: int) -> Problem:
    """Return why an event was left out."""
    if is_missing(chunk.case[at]):
        return error(where, "The event was left out: it names no case.")
    if is_missing(chunk.activity[at]):
        return error(where, "The event was left out: it names no activity.")
    if is_missing(chunk.time[at]):
        return error(where, "The event was left out: it names no time.")
    shown = without_forbidden(chunk.time[at][:_LONGEST_SHOWN])
    return error(where, "The event was left out: '{value}' is no time that can be read.", value=shown)


def _about_cases(name: str, case: Codes) -> list[Problem]:
    if _FEW < len(case.names) == len(case.codes):
        message = "Every event is a case of its own. If that is wrong, say which column is right with --case COLUMN."
        return [warning(name, message)]
    return []


def _at(column: Codes, keep: npt.NDArray[np.int64], order: npt.NDArray[np.int64]) -> Codes:
    """Return a column for the events that are kept, in their order."""
    kept = used(Codes(names=column.names, codes=column.codes[keep]))
    return Codes(names=kept.names, codes=kept.codes[order])
