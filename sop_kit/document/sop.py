"""The whole SoP: its chapters in order, as one bundle of blocks."""

from __future__ import annotations

from collections.abc import Callable

from sop_kit.blocks.model import Block, Bundle
from sop_kit.document.bpmn import workflow_bpmn
from sop_kit.document.chapters import annexes, control, form_list, operation, processes, roles, scope, tools
from sop_kit.document.first_page import page
from sop_kit.document.forms.catalogue import forms
from sop_kit.document.meta import meta
from sop_kit.document.view import View, own_processes

Chapter = Callable[[View], tuple[Block, ...]]


def _own(view: View) -> tuple[Block, ...]:
    return tuple(block for name in own_processes(view) for block in processes.own_process(view, name))


CHAPTERS: dict[str, Chapter] = {
    "first": page.first_page,
    "C0": control.control,
    "glance": control.glance,
    "C1": scope.scope,
    "C2": roles.roles,
    "C3": processes.monitoring,
    "C4": processes.feedback,
    "C5": processes.iteration,
    "C6": processes.release,
    "own": _own,
    "C7": operation.operation,
    "A": annexes.not_standard,
    "B": tools.tools,
    "C": annexes.open_questions,
    "D": annexes.lessons,
    "E": annexes.contradictions,
    "F": annexes.sources,
    "G": form_list.form_list,
}


def chapter_bundle(view: View, *codes: str) -> Bundle:
    """Return the chapters of these codes (keys of ``CHAPTERS``) as one bundle."""
    blocks = tuple(block for code in codes for block in CHAPTERS[code](view))
    return Bundle(meta=meta(view), blocks=blocks)


def files_bundle(view: View) -> Bundle:
    """Return annex G with what further files are made of: the sheets of all forms, and the workflow as BPMN.

    They are made here alone: they take a while, and the pages do not need them.
    """
    return Bundle(meta=meta(view), blocks=CHAPTERS["G"](view), forms=forms(view), bpmn=workflow_bpmn(view))


def sop(view: View) -> Bundle:
    """Return the whole document."""
    return chapter_bundle(view, *CHAPTERS)
