"""What the log says of the workflow as it is written, without any rule: other paths, steps never seen, unknown ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from sop_kit.assess.conformance.found import Found, Subject, found_in
from sop_kit.assess.conformance.judged import of_cases, of_events
from sop_kit.assess.conformance.mapping import StepMap
from sop_kit.assess.conformance.orders import other_orders
from sop_kit.assess.logs.log import EventLog
from sop_kit.record.kinds import clean_text, storable
from sop_kit.record.model import Record, by_id

MOST_EXTRA = 40  # activities: where more are unknown, the log is not about this workflow


def against_the_workflow(record: Record, log: EventLog, mapping: StepMap, ruled: Iterable[Found]) -> tuple[Found, ...]:
    """Return where the log differs from the workflow of the record; ``ruled`` is what its rules found already."""
    rules = by_id(record.constraints)
    broken = [rules[found.subject.constraint] for found in ruled if found.count]
    told = frozenset((rule.first, rule.second) for rule in broken if rule.first and rule.second)
    return (*other_orders(record, log, mapping, told), *_missing(log, mapping), *_extra(log, mapping))


def _missing(log: EventLog, mapping: StepMap) -> Iterator[Found]:
    """Yield the steps to which the record maps activities, none of which the log holds.

    What is a step only under a condition may well never have been one.
    """
    for step in dict.fromkeys(mapped.step for mapped in mapping.declared if not mapped.where):
        if not mapping.events_of(step).any():
            judged = of_cases(log.starts[:-1], np.ones(log.cases, bool))
            yield found_in(log, judged, Subject(kind="missing", step=step))


def _extra(log: EventLog, mapping: StepMap) -> Iterator[Found]:
    """Yield the activities that are like no step and that the record does not set aside, the most frequent first."""
    for mapped in mapping.unmapped[:MOST_EXTRA]:
        marks = log.activity.codes == log.activity.names.index(mapped.activity)
        judged = of_events(np.ones(log.events, bool), marks)
        # As a record keeps it, so that the next log finds it again.
        yield found_in(log, judged, Subject(kind="extra", activity=clean_text(storable(mapped.activity))))
