"""The whole SoP: its chapters in order, as one bundle of blocks."""

from __future__ import annotations

from collections.abc import Callable

from sop_kit.blocks.model import Block, Bundle
from sop_kit.document.chapters import annexes, control, operation, processes, roles, scope
from sop_kit.document.meta import meta
from sop_kit.document.view import View, own_processes

Chapter = Callable[[View], tuple[Block, ...]]


def _own(view: View) -> tuple[Block, ...]:
    return tuple(block for name in own_processes(view) for block in processes.own_process(view, name))


CHAPTERS: dict[str, Chapter] = {
    "glance": control.glance,
    "C0": control.control,
    "C1": scope.scope,
    "C2": roles.roles,
    "C3": processes.monitoring,
    "C4": processes.feedback,
    "C5": processes.iteration,
    "C6": processes.release,
    "own": _own,
    "C7": operation.operation,
    "A": annexes.not_standard,
    "B": annexes.tools,
    "C": annexes.open_questions,
    "D": annexes.lessons,
    "E": annexes.contradictions,
    "F": annexes.sources,
}


def chapter_bundle(view: View, *codes: str) -> Bundle:
    """Return the chapters of these codes (keys of ``CHAPTERS``) as one bundle."""
    blocks = tuple(block for code in codes for block in CHAPTERS[code](view))
    return Bundle(meta=meta(view), blocks=blocks)


def sop(view: View) -> Bundle:
    """Return the whole document."""
    return chapter_bundle(view, *CHAPTERS)
