"""An example row for each of the tables about reality."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Row = Mapping[str, str]


def _constraints(say: Words) -> Row:
    return {
        "kind": "response",
        "first": "S05",
        "second": "S06",
        "within": "4 h",
        "why": say("An alert that nobody looks into costs money"),
    }


def _activity_map(say: Words) -> Row:
    return {
        "activity": "ALERT_ACK",
        "step": "S05",
        "note": say("Written by the alerting platform"),
    }


def _checks(say: Words) -> Row:
    return {
        "kind": "log",
        "at": "2025-12-01",
        "person": say("Li Na"),
        "log": "releases.csv",
        "cases": "120",
        "events": "610",
        "activities": "6",
        "variants": "9",
    }


def _seen_activities(say: Words) -> Row:
    return {
        "activity": say("Alert acknowledged"),
        "step": "S05",
        "events": "118",
        "cases": "112",
        "people": "4",
        "by_month": "2025-10=60 2025-11=58",
    }


def _seen_flows(say: Words) -> Row:
    return {
        "first_activity": say("Alert raised"),
        "second_activity": say("Alert acknowledged"),
        "count": "112",
        "p50": "12",
        "p90": "55",
    }


def _findings(say: Words) -> Row:
    return {
        "constraint": "K1",
        "step": "S05",
        "kind": "late",
        "written": say("Looked into within 4 h"),
        "observed": say("Later than 4 h"),
        "count": "14",
        "of": "118",
        "examples": "A-1043, A-1101",
        "verdict": "fix_behaviour",
        "owner": say("Li Na"),
    }


def _walkthroughs(say: Words) -> Row:
    return {
        "step": "S05",
        "at": "2025-12-01",
        "question": "fails",
        "answer": "differently",
        "told": say("Calls the developer, not the person on duty"),
    }


TABLES: Mapping[str, Callable[[Words], Row]] = {
    "constraints": _constraints,
    "activity_map": _activity_map,
    "checks": _checks,
    "seen_activities": _seen_activities,
    "seen_flows": _seen_flows,
    "findings": _findings,
    "walkthroughs": _walkthroughs,
}
