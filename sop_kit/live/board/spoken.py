"""What a step says of itself on the board: to whoever hears it, in its badges, and to its card."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from sop_kit.assess.gaps import process_of
from sop_kit.document.reality.figures import short_duration
from sop_kit.document.swimlane.facts import Arrow, Diagram, marks_of
from sop_kit.document.swimlane.textfit import clean, width
from sop_kit.document.view import View, process_name, role_name, stage_name
from sop_kit.document.workflow import mark_names
from sop_kit.record.tables import Step

BADGE_TYPE = 9.5  # the size of the letters in a badge
_ENDS = ".。 "


def says(view: View, diagram: Diagram) -> dict[str, str]:
    """Return what a screen reader says of each box: what it is, whose, where, its marks, and where it goes on."""
    onward: dict[str, list[Arrow]] = defaultdict(list)
    for arrow in dict.fromkeys(diagram.arrows):
        onward[arrow.source].append(arrow)
    marks, lessons = mark_names(view), _lesson_counts(view)
    heard = {}
    for box in diagram.boxes:
        step = view.steps[box.id]
        names = [marks[mark] for mark in marks_of(box)]
        badges = [badge["says"] for badge in _badges(view, step, lessons[step.id])]
        heard[box.id] = _said(view, step, [*names, *badges], onward[box.id])
    return heard


def _said(view: View, step: Step, marks: list[str], onward: list[Arrow]) -> str:
    say = view.say
    what = clean(step.title or step.action).rstrip(_ENDS)
    role, stage = role_name(view, step.role), stage_name(view, step.stage)
    told = [say("{step} {action}. {role}, {stage}.", step=step.id, action=what, role=role, stage=stage)]
    if marks:
        told.append(say("Marks: {marks}.", marks=say.list(marks)))
    if onward:
        ends = [
            say("{step} ({words})", step=arrow.target, words=clean(arrow.label)) if arrow.label else arrow.target
            for arrow in onward
        ]
        told.append(say("Goes on to {steps}.", steps=say.list(ends)))
    return " ".join(told)


def step_facts(view: View) -> dict[str, Any]:
    """Return, by the id of the step, what the board shows of a step beside its box."""
    lessons = _lesson_counts(view)
    images = Counter(image.step for image in view.record.images)
    return {step.id: _facts(view, step, lessons[step.id], images[step.id]) for step in view.record.steps}


def _facts(view: View, step: Step, lessons: int, images: int) -> dict[str, Any]:
    three = {"written": step.written, "done": step.done, "agreed": step.agreed}
    return {
        "title": step.title,
        "action": step.action,
        "role": step.role,
        "stage": step.stage,
        "process": process_of(step),
        "process_name": process_name(view, process_of(step)),
        "hot_spot": step.hot_spot,
        "performers": len(step.performers),
        "waiting": step.waiting,
        "lessons": lessons,
        "images": images,
        **{name: bool(text) for name, text in three.items()},
        "differ": _differ(step),
        "badges": _badges(view, step, lessons),
    }


def _badges(view: View, step: Step, lessons: int) -> list[dict[str, Any]]:
    """Return what the document's marks do not show; each has words, so that none needs a colour."""
    say = view.say
    badges = []
    if step.waiting:
        waits = short_duration(step.waiting)
        badges.append(_badge("waits", say("waits {time}", time=waits), say("waits {time}", time=waits)))
    if lessons:
        told = say("lessons: {n}", n=lessons)
        badges.append(_badge("lessons", told, told))
    if _differ(step):
        badges.append(_badge("differ", "≠", say("written, done and agreed differ")))
    return badges


def _badge(kind: str, text: str, whole: str) -> dict[str, Any]:
    return {"kind": kind, "text": text, "says": whole, "width": round(width(text, BADGE_TYPE), 1)}


def _differ(step: Step) -> bool:
    return len({text for text in (step.written, step.done, step.agreed) if text}) > 1


def _lesson_counts(view: View) -> Counter[str]:
    return Counter(lesson.step for lesson in view.record.lessons)
