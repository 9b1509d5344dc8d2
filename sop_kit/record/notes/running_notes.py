"""What each column of the tables about running the product is for: metrics to hotfixes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Notes = Mapping[str, str]


def _metrics(say: Words) -> Notes:
    return {
        "id": say("A short name that stays, such as override-rate."),
        "name": say("What the metric is called."),
        "why": say("What would go unnoticed without it."),
        "family": say(
            "Business, quality, input drift, prediction drift, label delay, latency and cost, safety, "
            "feedback or upstream data."
        ),
        "formula": say("How it is computed."),
        "source": say("The dashboard or table it is read from."),
        "slice": say("By what it is broken down, such as region or channel."),
        "frequency": say("How often it is looked at."),
        "baseline": say("What is usual, with the period it was measured in."),
        "warn": say("The value at which somebody is told."),
        "critical": say("The value at which somebody is woken."),
        "threshold_origin": say("Where the thresholds come from: data, a contract, a rule, experience."),
        "minimum_sample": say("How many cases are needed before the value means anything."),
        "direction": say("Whether higher or lower is better."),
        "owner": say("The role that watches it."),
        "action": say("What is done first when it is out of range."),
        "silence_rule": say("When an alert on it is kept back, and for how long."),
    }


def _alerts(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as E1."),
        "condition": say("What must be seen, and for how long."),
        "action": say("What is done then."),
        "process": say("The process it belongs to, when it is not monitoring."),
        "metric": say("The metric that it watches."),
        "level": say("The level, from the sheet of severity levels."),
        "first_responder": say("The role that is told first."),
        "acknowledge_within": say("Within what time somebody answers, such as 15 min."),
        "mitigate_within": say("Within what time the harm is stopped."),
        "escalate_to": say("The role that is told next."),
        "escalate_after": say("After what time without success."),
        "channel": say("How people are reached: phone, group, pager."),
        "backup": say("The role that is told when nobody answers."),
        "informed": say("Roles that are told: business, legal, customer service."),
        "allowed_actions": say("What the first responder may do at once: switch off, roll back, human takeover."),
        "update_interval": say("How often news is given while it lasts."),
        "end_condition": say("When it is over, and who says so."),
        "record": say("Where it is written down."),
        "postmortem": say("When a look back is due, or that none is needed."),
        "external_duty": say("To whom outside it must be reported, and within what time."),
    }


def _severities(say: Words) -> Notes:
    return {
        "id": say("The level, such as P1; the highest stands first."),
        "impact": say("What users and the business feel."),
        "example": say("An example from this product."),
        "response": say("What is done, how quickly, and by whom."),
        "communication": say("Who is told, how and how often."),
    }


def _release_stages(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as R1; the order of the rows is that of the stages."),
        "name": say("What the stage is called, such as shadow run or 5 %."),
        "share": say("Which share of the traffic, such as 5 %."),
        "cohort": say("Who gets the new version, and who never does."),
        "hold_time": say("How long the stage lasts at least."),
        "minimum_sample": say("How many cases are needed before judging."),
        "gate": say("What is compared with what: the metric and its control group."),
        "promote_if": say("When it goes on to the next stage."),
        "rollback_if": say("When it is rolled back."),
        "inconclusive_if": say("When neither is clear."),
        "decider": say("The role that decides then."),
    }


def _triggers(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as TR1."),
        "condition": say(
            "What starts a cycle of improvement: drift over weeks, so many new mistakes of a kind, a new policy."
        ),
        "source": say("Where it is seen."),
        "owner": say("The role that watches for it."),
        "action": say("What is done first."),
    }


def _decisions(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as D1."),
        "kind": say("What may be decided: stop, roll back, retrain, release, or something else."),
        "role": say("The role that may decide it."),
        "deputy": say("The role that decides when nobody else can be reached."),
        "how": say("How it is decided and where that is written down."),
        "step": say("The step in which it is decided."),
    }


def _mistakes(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as M1."),
        "found": say("The day it was found."),
        "source": say("Who or what found it: monitoring, an expert, a user, an audit."),
        "reporter": say("Who reported it."),
        "versions": say("The versions of model, prompt, data and configuration."),
        "input": say("What went in, with personal data masked."),
        "output": say("What came out."),
        "expected": say("What should have come out, and who says so."),
        "evidence": say("The link of a log, a ticket or a picture."),
        "severity": say("How bad it is, from the sheet of severity levels."),
        "frequency": say("How often it happened, or how many people it reached."),
        "impact": say("What it cost: money, trust, a rule that was broken."),
        "category": say("Data, label, retrieval, prompt, model, rule, integration, interface, policy or misuse."),
        "cause": say("Why it happened, asked until the answer is one that can be changed."),
        "layer": say("Where the cause lies: model, data, process, people."),
        "reproducible": say("Whether it happens again with the same input."),
        "temporary": say("What was done at once to stop the harm."),
        "owner": say("The role that sees to it."),
        "due": say("By when it is to be repaired."),
        "fix_type": say("Hotfix, data, prompt, model, process, or none."),
        "fix_version": say("The version in which it is repaired."),
        "regression_case": say("The number of the test that catches it from now on."),
        "verified": say("Who checked the repair, and when."),
        "status": say("New, triaged, fixing, verifying, closed, or will not be fixed and why."),
        "recurrence_of": say("The earlier mistake that has come back."),
        "lesson": say("What others can learn from it."),
        "answered": say("The day on which the person who reported it had an answer."),
    }


def _hotfixes(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as H1."),
        "mistake": say("The mistake it repairs."),
        "severity": say("How bad it is, from the sheet of severity levels."),
        "decider": say("The role that decided on it."),
        "decided": say("When it was decided."),
        "why_not_normal": say("Why a normal release would have been too late."),
        "change": say("What was changed, with the link of the difference."),
        "kind": say("Rule, prompt, threshold, block list or model switch."),
        "scope": say("Whom and what it reaches."),
        "risk": say("What could go wrong with it."),
        "test": say("What was tested before."),
        "approver": say("The role that approved it: another one than its author's."),
        "start": say("From when it holds."),
        "end": say("Until when it was put in."),
        "watch": say("Until when it is watched."),
        "result": say("What the figures said afterwards."),
        "rollback": say("How to take it back."),
        "expires": say("The day on which it ends, repaired for good or not."),
        "permanent_fix": say("The ticket of the repair that stays."),
        "permanent_due": say("By when that is there."),
        "after_review": say("The day of the look back."),
        "sop_change": say("Whether the SoP must change, and where."),
    }


def _tools(say: Words) -> Notes:
    return {
        "id": say("A short name that stays."),
        "name": say("What it is called."),
        "kind": say("A tool, or a template to fill in."),
        "link": say("Where it is."),
        "used_for": say("What it is used for."),
        "owner": say("The role that looks after it."),
    }


TABLES: Mapping[str, Callable[[Words], Notes]] = {
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
