"""An example row for each of the tables of a workshop."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.words import Words

Row = Mapping[str, str]


def _phases(say: Words) -> Row:
    return {
        "name": say("What hurts at night"),
        "kind": "collect",
        "minutes": "15",
        "notes": say("Ask the night shift first"),
    }


def _prompts(say: Words) -> Row:
    return {
        "text": say("What kept you from deciding last month?"),
        "kind": "notes",
        "phase": "PH4",
        "budget": "3",
        "answered": "7",
    }


def _notes(say: Words) -> Row:
    return {
        "prompt": "PR1",
        "text": say("Nobody knew whether the rule may be switched off at night"),
        "cluster": "CL1",
        "step": "S05",
        "dots": "2",
    }


def _clusters(say: Words) -> Row:
    return {
        "prompt": "PR1",
        "name": say("Who may stop at night"),
        "step": "S05",
        "dots": "6",
    }


def _resolutions(say: Words) -> Row:
    return {
        "text": say("At night the one on duty may switch to rules only"),
        "owner": say("Li Na"),
        "at": "2025-12-01",
        "step": "S05",
        "why": say("Waiting for the product manager cost forty minutes each time"),
    }


TABLES: Mapping[str, Callable[[Words], Row]] = {
    "phases": _phases,
    "prompts": _prompts,
    "notes": _notes,
    "clusters": _clusters,
    "resolutions": _resolutions,
}
