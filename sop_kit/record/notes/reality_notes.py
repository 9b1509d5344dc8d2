"""What each column of the tables about reality is for: rules for the event log, what was seen, what was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Notes = Mapping[str, str]


def _constraints(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as K1."),
        "kind": say("What must hold between the two steps in every case of the log."),
        "first": say("The step that the rule begins with."),
        "second": say("The other step; empty for a rule about one step."),
        "within": say("Within what time, such as 4 h or 2 d."),
        "why": say("What goes wrong when it does not hold."),
        "source": say("Where the rule stands."),
        "first_activity": say("The activity of the log, where the first step covers several."),
        "second_activity": say("The activity of the log, where the second step covers several."),
        "where": say("Only for events of the first that say this, such as env = production."),
        "times": say("How many times, for rules that count."),
        "window": say("The hours in which it may happen, such as Mon-Thu 09:30-17:00; Fri 09:30-16:00."),
        "zone": say("The time zone of the hours, such as Europe/London."),
    }


def _activity_map(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as AM1."),
        "activity": say("The activity exactly as the event log writes it."),
        "step": say("The step that it is; empty when it is none of this workflow."),
        "note": say("Why, when it is not plain."),
        "where": say("Only for events that say this, such as back = yes."),
    }


def _checks(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as CH1."),
        "kind": say("Whether an event log was read or people were asked on the spot."),
        "at": say("The day and time."),
        "person": say("Who looked."),
        "log": say("The name of the file."),
        "hash": say("The fingerprint of the file (SHA-256)."),
        "start": say("The day of the first event."),
        "end": say("The day of the last event."),
        "zone": say("The time zone of times that name none."),
        "cases": say("How many cases the log holds."),
        "events": say("How many events the log holds."),
        "activities": say("How many different activities."),
        "variants": say("How many different orders of activities."),
        "unread": say("How many lines could not be read."),
        "note": say("What was worth noting."),
    }


def _seen_activities(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as SA1."),
        "check": say("The check that saw it."),
        "activity": say("The activity exactly as the event log writes it."),
        "step": say("The step that it is; empty when it is none of this workflow."),
        "events": say("How often it was seen."),
        "cases": say("In how many cases."),
        "people": say("By how many people or machines."),
        "by_month": say("How often in each month, such as 2024-04=12."),
    }


def _seen_flows(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as SF1."),
        "check": say("The check that saw it."),
        "first_activity": say("The activity before; empty at the beginning of a case."),
        "second_activity": say("The activity right after it; empty at the end of a case."),
        "count": say("How often the second came right after the first."),
        "p50": say("Half of them took no longer, in minutes."),
        "p90": say("Nine of ten took no longer, in minutes."),
    }


def _findings(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as FD1."),
        "check": say("The last check that looked for it."),
        "constraint": say("The rule that was broken."),
        "step": say("The step it is about."),
        "kind": say("In which way reality differs."),
        "second": say("The step that came next, when the order is otherwise."),
        "activity": say("The activity that no step covers, as the event log writes it."),
        "who": say("Who did the step without having its role."),
        "written": say("What the SoP says."),
        "observed": say("What was seen."),
        "count": say("How often it was otherwise than written; 0 when the last check saw it no more."),
        "of": say("Of how many that were looked at."),
        "cases": say("In how many cases; empty when cases were counted anyway."),
        "of_cases": say("Of how many cases that were looked at."),
        "p50": say("The median of the minutes that passed, when it is about time."),
        "p90": say("The minutes within which nine of ten were done, when it is about time."),
        "examples": say("A few cases in which it can be looked up."),
        "by_month": say("How often in each month, such as 2024-04=3/40."),
        "verdict": say("What the owner says: change what is done, change the SoP, or accept it until a day."),
        "until": say("The day until which it is accepted."),
        "owner": say("Who decided and sees to it."),
        "at": say("The day of that decision."),
        "why": say("Why."),
    }


def _walkthroughs(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as W1."),
        "check": say("The walk-through it belongs to."),
        "step": say("The step that was asked about."),
        "at": say("The day."),
        "person": say("Who asked."),
        "asked": say("The role of the one who answered, somebody who does not own the step."),
        "question": say("One of the five questions."),
        "answer": say("Whether the answer is what is written, something else, or not known."),
        "told": say("What was answered, in a few words."),
    }


TABLES: Mapping[str, Callable[[Words], Notes]] = {
    "constraints": _constraints,
    "activity_map": _activity_map,
    "checks": _checks,
    "seen_activities": _seen_activities,
    "seen_flows": _seen_flows,
    "findings": _findings,
    "walkthroughs": _walkthroughs,
}
