"""What is rated, by name: steps and chapters of the SoP."""

from __future__ import annotations

from sop_kit.assess.gaps import CHAPTER_OF_PROCESS
from sop_kit.document.view import View, process_name, step_anchor


def target_name(view: View, target: str) -> str:
    """Return what a rated step or chapter is called; nothing for a target the record does not know."""
    step = view.steps.get(target)
    return step.title or step.action if step else _chapter_name(view, target)


def target_address(view: View, target: str) -> str:
    """Return the link to a step's card; nothing for everything else."""
    return f"#{step_anchor(target)}" if target in view.steps else ""


def _chapter_name(view: View, target: str) -> str:
    say = view.say
    titles = {
        "C1": say("Purpose & scope"),
        "C2": say("Roles & responsibilities (RACI)"),
        "C7": say("Keeping this SoP alive"),
    }
    processes = {chapter: process for process, chapter in CHAPTER_OF_PROCESS.items()}
    return process_name(view, processes[target]) if target in processes else titles.get(target, "")
