"""The card of a step: first what a workshop needs in its first minute, the rest in folds."""

from __future__ import annotations

from typing import Any

from sop_kit.assess.gaps import process_of
from sop_kit.document.view import process_name
from sop_kit.live.board.beside import comments, lessons, photos, promises
from sop_kit.live.board.columns import column_field, column_fields, name_list
from sop_kit.live.board.onward import onward
from sop_kit.live.board.raci import raci_line, raci_matrix
from sop_kit.live.desk.nodes import Node, button, choice, element, fold, note, row
from sop_kit.live.session import Session
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.labels import column_label
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step

Card = dict[str, Any]

THREE = ("written", "done", "agreed")
WORK = ("trigger", "inputs", "outputs", "tool", "standard", "time_limit", "if_it_fails")
SOURCES = ("source", "evidence")


def step_card(session: Session, step_id: str) -> Card:
    """Return the card of a step as nodes; ``gone`` when there is no such step."""
    say, step = session.say, by_id(session.record.steps).get(step_id)
    if step is None:
        told = say("There is no step {step} any more.", step=step_id)
        return {"gone": True, "title": step_id, "nodes": [note(told)]}
    nodes = [
        column_field(session, step, "action", look="sop-wide sop-profile-action"),
        element("div", *_three(session, step), look="sop-profile-three", key="three"),
        _first(session, step),
        *_folds(session, step),
        _leave(session, step),
    ]
    body = element("div", *nodes, look="sop-profile", key=f"card {step.id}")
    return {"title": f"{step.id} {step.title or step.action}", "nodes": [body]}


def _three(session: Session, step: Step) -> list[Node]:
    """Return what the documents say, what is really done and what was agreed, side by side: the heart of the card."""
    return [column_field(session, step, column, lines=4, look=f"sop-profile-{column}") for column in THREE]


def _first(session: Session, step: Step) -> Node:
    say = session.say
    alone = [note(say("Only one person knows this."), "sop-profile-alone")] if len(step.performers) == 1 else []
    return element(
        "div",
        name_list(session, step, "performers"),
        *alone,
        column_field(session, step, "hot_spot", look="sop-wide sop-profile-hot"),
        row(*column_fields(session, step, ("minutes", "waiting", "frequency", "decidable"))),
        look="sop-profile-first",
        key="first",
    )


def _folds(session: Session, step: Step) -> list[Node]:
    say, record = session.say, session.record
    learned = sum(lesson.step == step.id for lesson in record.lessons)
    promised = sum(action.step == step.id for action in record.actions)
    folds = [
        fold(say("Who: {roles}", roles=raci_line(session, step)), raci_matrix(session, step), key="who"),
        fold(say("Lessons: {n}", n=learned), *lessons(session, step), key="lessons"),
        fold(say("Promises: {n}", n=promised), *promises(session, step), key="promises"),
        fold(say("Then: {n}", n=len(step.next)), *onward(session, step), key="next"),
        fold(_work_said(session, step), _grid(session, step, WORK), key="work"),
        fold(say("Place, process, sources"), _place(session, step), key="place"),
    ]
    return [*folds, *photos(session, step), *comments(session, step)]


def _work_said(session: Session, step: Step) -> str:
    """Return what the fold of the work holds, and how much of it is written down."""
    told = [column_label(session.say, column) for column in WORK]
    filled = sum(bool(getattr(step, column)) for column in WORK)
    return session.say("{columns}: {n} of {of}", columns=session.say.list(told[:3]) + "…", n=filled, of=len(WORK))


def _grid(session: Session, step: Step, columns: tuple[str, ...]) -> Node:
    return element("div", *column_fields(session, step, columns), look="sop-profile-grid")


def _place(session: Session, step: Step) -> Node:
    view, say = session.view, session.say
    known = dict.fromkeys([*CORE_PROCESSES, *(each.id for each in session.record.processes)])
    by_stage = process_name(view, process_of(step.model_copy(update={"process": ""})))
    options = [("", say("by its stage: {process}", process=by_stage)), *((p, process_name(view, p)) for p in known)]
    process = choice(
        f"steps/{step.id}/process", column_label(say, "process"), step.process, options, "assign", {"ids": [step.id]},
        into="process",
    )  # fmt: skip
    fields = column_fields(session, step, ("title", "stage"))
    return element("div", *fields, process, *column_fields(session, step, SOURCES), look="sop-profile-grid")


def _leave(session: Session, step: Step) -> Node:
    say = session.say
    ask = say("Really take {step} out?", step=step.id)
    return row(
        button(say("Take step out"), "drop_steps", {"ids": [step.id]}, ask=ask, key=f"drop {step.id}"),
        look="sop-profile-end",
    )
