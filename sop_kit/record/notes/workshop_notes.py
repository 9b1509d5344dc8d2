"""What each column of the tables of a workshop is for: agenda, questions, notes, groups, resolutions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Notes = Mapping[str, str]


def _phases(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as PH1."),
        "name": say("What the phase is called; empty for the kit's own name of its kind."),
        "kind": say("What is done in it."),
        "minutes": say("How many minutes are planned for it."),
        "state": say("Whether it is going on, finished or skipped; empty when it has not begun."),
        "opened": say("When it was opened the last time. Filled in by the kit."),
        "spent": say(
            "How many minutes it has taken; while it is going on, up to when it was opened last. Filled in by the kit."
        ),
        "notes": say("Notes for whoever leads the workshop; they stand in no document."),
    }


def _prompts(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as PR1."),
        "text": say("What everybody is asked."),
        "kind": say("Whether notes are written or dots given."),
        "phase": say("The phase of the agenda it belongs to."),
        "about": say("For dots: the question whose notes and groups get them."),
        "budget": say("How many dots each person may give, 1 to 20."),
        "one_each": say("Whether a person may put only one dot on the same place; otherwise several."),
        "state": say("Whether answers are still taken, or have been revealed; empty when it has not begun."),
        "opened": say("When it was opened. Filled in by the kit."),
        "closed": say("When the answers were revealed. Filled in by the kit."),
        "answered": say("How many people answered. Filled in by the kit."),
    }


def _notes(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as N1."),
        "prompt": say("The question it answers."),
        "text": say("What was answered, word for word."),
        "cluster": say("The group it lies in."),
        "step": say("The step it is about."),
        "dots": say("How many dots it got."),
    }


def _clusters(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as CL1."),
        "prompt": say("The question whose notes it gathers."),
        "name": say("What its notes have in common, in a few words."),
        "step": say("The step it is about."),
        "dots": say("How many dots it got."),
    }


def _resolutions(say: Words) -> Notes:
    return {
        "id": say("A number that stays, such as RS1."),
        "text": say("What was decided, in one sentence."),
        "owner": say("The person who sees to it."),
        "at": say("The day on which it was decided."),
        "step": say("The step it is about."),
        "why": say("Why it was decided so."),
    }


TABLES: Mapping[str, Callable[[Words], Notes]] = {
    "phases": _phases,
    "prompts": _prompts,
    "notes": _notes,
    "clusters": _clusters,
    "resolutions": _resolutions,
}
