"""An example row of each table that shows how to fill it in; all are about one invented product."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Row = Mapping[str, str]


def _product(say: Words) -> Row:
    return {
        "id": "fraud-detection",
        "name": say("Fraud detection"),
        "line": say("Payments"),
        "description": say("A risk model and 40 rules score each payment within 80 ms"),
        "purpose": say("Stop stolen money without troubling honest customers"),
        "scope_in": say("Card payments of private customers"),
        "scope_out": say("Transfers between companies: see SoP 12"),
        "users": say("Risk analysts; every customer whose payment is stopped"),
        "service_hours": say("Day and night; on duty 8:00 to 22:00"),
        "risk_class": say("High: a stopped payment must be explained on request"),
        "deviation": say("The one on duty may depart from it and notes why in the log"),
        "north_star": say("Money lost per 10,000 paid, from the finance table"),
        "owner": say("Li Na"),
        "deputy": say("Wang Qiang"),
        "live_since": "2024-06-01",
        "languages": "zh; en",
        "review_every_days": "90",
        "document_no": "AI-OPS-007",
        "classification": say("internal"),
        "home": "https://wiki.example/sop/fraud",
    }


def _people(say: Words) -> Row:
    return {
        "name": say("Li Na"),
        "department": say("Risk control"),
        "contact": "6012",
    }


def _roles(say: Words) -> Row:
    return {
        "name": say("AI team"),
        "people": say("Li Na; Wang Qiang"),
        "deputies": say("Zhao Min"),
        "does": say("Watches the model, repairs it and releases new versions"),
    }


def _processes(say: Words) -> Row:
    return {
        "name": say("Monitoring and alerting"),
        "purpose": say("To see trouble before customers do"),
        "trigger": say("Every working day at 9:30"),
        "owner": say("AI team"),
        "author": say("Li Na"),
        "due": "2026-03-31",
    }


def _steps(say: Words) -> Row:
    return {
        "stage": "monitor",
        "action": say("Look at the dashboard and compare yesterday with the baseline"),
        "role": say("AI team"),
        "accountable": say("Product manager"),
        "informed": say("Customer service"),
        "inputs": say("Dashboard of yesterday"),
        "tool": "Grafana",
        "outputs": say("An entry in the duty log"),
        "standard": say("All P1 metrics checked, each with a word on it"),
        "time_limit": "10:00",
        "frequency": say("daily"),
        "minutes": "15",
        "if_it_fails": say("Call the on-call engineer"),
        "next": say("S02; S05 [a metric is out of range]"),
        "decidable": "yes",
        "evidence": "D",
    }


def _metrics(say: Words) -> Row:
    return {
        "name": say("Share of decisions changed by hand"),
        "why": say("Shows when the model and the experts part ways"),
        "formula": say("changed decisions / decisions looked at"),
        "source": say("Grafana, board Quality"),
        "frequency": say("daily"),
        "baseline": say("4 % (2025, third quarter)"),
        "warn": say("8 %"),
        "critical": say("15 %"),
        "threshold_origin": say("Twice and four times the baseline"),
        "direction": say("lower is better"),
        "owner": say("AI team"),
        "action": say("Take 50 cases and look at them together"),
    }


def _alerts(say: Words) -> Row:
    return {
        "condition": say("Over 15 % changed by hand for one hour"),
        "action": say("Switch to rules only and look for the cause"),
        "level": "P1",
        "first_responder": say("AI team"),
        "acknowledge_within": say("15 min"),
        "mitigate_within": say("1 h"),
        "escalate_to": say("Product manager"),
        "escalate_after": say("30 min"),
        "channel": say("Phone, then the duty group"),
        "allowed_actions": say("Switch off, roll back, human takeover"),
        "end_condition": say("Below 8 % for two hours; the one on duty says so"),
    }


def _severities(say: Words) -> Row:
    return {
        "impact": say("Honest customers are stopped in numbers, or money is lost"),
        "example": say("Every payment from one province is stopped"),
        "response": say("At once, day and night"),
        "communication": say("Business and customer service within 30 min"),
    }


def _release_stages(say: Words) -> Row:
    return {
        "name": say("First five percent"),
        "share": say("5 %"),
        "cohort": say("Customers of two provinces, no VIP"),
        "hold_time": say("24 h"),
        "minimum_sample": say("20,000 payments"),
        "gate": say("Share of false alarms against the control group"),
        "promote_if": say("Not worse than the control group"),
        "rollback_if": say("More than 1 point worse"),
        "decider": say("Product manager"),
    }


def _triggers(say: Words) -> Row:
    return {
        "condition": say("Ten new mistakes of one kind within a month"),
        "source": say("Mistake book"),
        "owner": say("AI team"),
        "action": say("Write a proposal and bring it to the weekly meeting"),
    }


def _decisions(say: Words) -> Row:
    return {
        "kind": "stop",
        "role": say("Product manager"),
        "deputy": say("AI team"),
        "how": say("By phone, afterwards in the duty log"),
        "step": "S05",
    }


def _mistakes(say: Words) -> Row:
    return {
        "found": "2025-11-03",
        "source": say("appeal of a customer"),
        "versions": say("model 4.2, rules 118"),
        "input": say("Payment at 2:14 in another town, 3 times the usual amount"),
        "output": say("stopped"),
        "expected": say("let through: the customer was travelling (risk analyst)"),
        "severity": "P2",
        "cause": say("Travel is missing among the features"),
        "owner": say("AI team"),
        "due": "2025-12-15",
        "fix_type": say("data"),
        "status": say("fixing"),
    }


def _hotfixes(say: Words) -> Row:
    return {
        "mistake": "M1",
        "severity": "P2",
        "decider": say("Product manager"),
        "decided": "2025-11-03 15:20",
        "why_not_normal": say("The next release is a week away"),
        "change": say("Rule 41 is off for customers with a ticket booked"),
        "kind": say("rule"),
        "rollback": say("Switch rule 41 on again"),
        "expires": "2025-12-15",
    }


def _tools(say: Words) -> Row:
    return {
        "name": say("Duty log"),
        "kind": "template",
        "link": "https://wiki.example/duty-log",
        "used_for": say("One line for each look at the dashboard"),
        "owner": say("AI team"),
    }


TABLES: Mapping[str, Callable[[Words], Row]] = {
    "product": _product,
    "people": _people,
    "roles": _roles,
    "processes": _processes,
    "steps": _steps,
    "metrics": _metrics,
    "alerts": _alerts,
    "severities": _severities,
    "release_stages": _release_stages,
    "triggers": _triggers,
    "decisions": _decisions,
    "mistakes": _mistakes,
    "hotfixes": _hotfixes,
    "tools": _tools,
}
