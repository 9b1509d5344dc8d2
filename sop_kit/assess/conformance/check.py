"""A log held against a record: everything that comes out of it, all at once."""

from __future__ import annotations

from dataclasses import dataclass

from sop_kit.assess.conformance.checking import check_rules
from sop_kit.assess.conformance.found import Found, gravest_first
from sop_kit.assess.conformance.mapping import StepMap, map_events
from sop_kit.assess.conformance.paths import against_the_workflow
from sop_kit.assess.conformance.roles import outside_their_role
from sop_kit.assess.conformance.seen import Duration, Seen, activities_seen, durations
from sop_kit.assess.logs.flows import Flow, flows
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.variants import Variant, variants
from sop_kit.assess.logs.zones import day
from sop_kit.errors import Problem, phrase
from sop_kit.record.model import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class RealityCheck:
    """What a log says of a record.

    ``findings`` are the differences, the gravest first; ``held`` the rules that were never broken. ``first`` and
    ``last`` are the days of the first and the last event. ``problems`` name what could not be read or judged.
    """

    log: str
    hash: str
    zone: str
    first: str
    last: str
    cases: int
    events: int
    activities: int
    variants: tuple[Variant, ...]
    unread: int
    mapping: StepMap
    seen: tuple[Seen, ...]
    flows: tuple[Flow, ...]
    durations: tuple[Duration, ...]
    findings: tuple[Found, ...]
    held: tuple[Found, ...]
    problems: tuple[Problem, ...]


def check_log(record: Record, log: EventLog) -> RealityCheck:
    """Return what a log says of a record; the cost grows with the events of the log and the rules of the record."""
    mapping = map_events(record, log)
    ruled, problems = check_rules(record, log, mapping)
    observed = [*against_the_workflow(record, log, mapping, ruled), *outside_their_role(record, log, mapping)]
    return RealityCheck(
        log=log.name,
        hash=log.hash,
        zone=log.zone,
        first=day(int(log.time.min()), log.zone) if log.events else "",
        last=day(int(log.time.max()), log.zone) if log.events else "",
        cases=log.cases,
        events=log.events,
        activities=len(log.activity.names),
        variants=variants(log),
        unread=log.unread,
        mapping=mapping,
        seen=activities_seen(log, mapping),
        flows=flows(log),
        durations=durations(log),
        findings=gravest_first([*(found for found in ruled if found.count), *observed]),
        held=tuple(found for found in ruled if not found.count),
        problems=(*log.problems, *mapping.problems, *_nothing_mapped(mapping), *problems),
    )


def _nothing_mapped(mapping: StepMap) -> tuple[Problem, ...]:
    if mapping.declared or mapping.suggested:
        return ()
    what = phrase(
        "No activity of the log is known to be a step. Say which step each one is, in the activities of the event log."
    )
    return (Problem(where="activity_map", what=what, severity="warning"),)
