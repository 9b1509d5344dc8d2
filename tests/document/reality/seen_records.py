"""Records of lines whose log was read, small enough to be looked through."""

from __future__ import annotations

from typing import Any

from sop_kit.record.model import Record

STEPS = (
    {"id": "S1", "stage": "monitor", "action": "Look", "role": "duty", "next": [{"to": "S2"}]},
    {"id": "S2", "stage": "decide", "action": "Decide", "role": "boss", "next": [{"to": "S3"}]},
    {"id": "S3", "stage": "release", "action": "Release", "role": "duty", "next": [{"to": "S1"}]},
)
# activity: step, events; then: from, to, how often
ACTIVITIES = {"looked": ("S1", 100), "released": ("S3", 90), "restarted": ("", 7)}
FLOWS = (
    ("", "looked", 100),
    ("looked", "released", 88),
    ("released", "released", 2),
    ("looked", "restarted", 6),
    ("restarted", "looked", 5),
    ("released", "", 95),
)


def seen(
    activities: dict[str, tuple[str, int]] = ACTIVITIES,
    flows: tuple[tuple[str, str, int], ...] = FLOWS,
    **tables: Any,
) -> Record:
    """Return a record with one check of a log."""
    facts = {
        "product": {"id": "line", "name": "Line"},
        "roles": [{"id": "duty", "name": "On call"}, {"id": "boss", "name": "Boss"}],
        "steps": STEPS,
        "checks": [
            {
                "id": "C1",
                "at": "2026-11-20",
                "log": "log.csv",
                "start": "2026-01-05",
                "end": "2026-06-30",
                "cases": 100,
                "events": 197,
                "activities": 3,
                "variants": 9,
            }
        ],
        "seen_activities": [
            {
                "id": f"SA{n}",
                "check": "C1",
                "activity": name,
                "step": step,
                "events": events,
                "cases": min(events, 100),
                "by_month": f"2026-01={events // 2} 2026-03={events - events // 2}",
            }
            for n, (name, (step, events)) in enumerate(activities.items(), start=1)
        ],
        "seen_flows": [
            {
                "id": f"SF{n}",
                "check": "C1",
                "first_activity": first,
                "second_activity": second,
                "count": count,
                "p50": 9,
            }
            for n, (first, second, count) in enumerate(flows, start=1)
        ],
    }
    return Record.model_validate({**facts, **tables})
