"""Who did a step without having any part in it, as far as the log names people whom the record knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from sop_kit.assess.conformance.found import Found, Subject, found_in
from sop_kit.assess.conformance.judged import Judged
from sop_kit.assess.conformance.mapping import StepMap
from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.record.alike import folded
from sop_kit.record.model import Record, by_id
from sop_kit.record.tables import Step


def outside_their_role(record: Record, log: EventLog, mapping: StepMap) -> Iterator[Found]:
    """Yield each person who did a step of which they hold neither the role nor a part.

    A part is: the role that does the step, one that supports or answers for it, a deputy of these, or being named among
    its performers. A step whose role names nobody says nothing; so does a resource that is no person of the record.
    """
    person = _people(record, log)
    if not (person != NOBODY).any():
        return
    for step in record.steps:
        allowed = _allowed(record, step)
        events = np.flatnonzero(mapping.events_of(step.id) & (person != NOBODY))
        if not allowed or not len(events):
            continue
        who = person[events]
        for place in np.unique(who).tolist():
            name = record.people[place].id
            if name not in allowed:
                judged = Judged(at=events, broken=who == place, minutes=np.empty(0))
                guessed = bool(mapping.guessed[events].any())
                yield found_in(log, judged, Subject(kind="role", step=step.id, who=name), guessed=guessed)


def _people(record: Record, log: EventLog) -> npt.NDArray[np.int32]:
    """Return for each event the place of the person of the record whom it names, ``NOBODY`` where it names none.

    A name that two people bear names neither of them.
    """
    bearers = Counter(folded(row.name) for row in record.people)
    known = {folded(row.name): place for place, row in enumerate(record.people) if bearers[folded(row.name)] == 1}
    known |= {folded(row.id): place for place, row in enumerate(record.people)}
    places: npt.NDArray[np.int32] = np.array(
        [known.get(folded(name), NOBODY) for name in log.resource.names] + [NOBODY], dtype=np.int32
    )
    return places[log.resource.codes]


def _allowed(record: Record, step: Step) -> frozenset[str]:
    """Return the people who may do a step; none when its role names nobody."""
    roles = by_id(record.roles)
    role = roles.get(step.role)
    if role is None or not role.people:
        return frozenset()
    parts = [roles[name] for name in (step.role, *step.supporting, *step.accountable) if name in roles]
    return frozenset(step.performers) | {person for part in parts for person in (*part.people, *part.deputies)}
