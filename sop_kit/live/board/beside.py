"""What stands beside a step in other tables: its lessons, promises, photos, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterable

from sop_kit.live.board.columns import column_field, column_fields
from sop_kit.live.desk.nodes import Node, button, element, entry, fold, later
from sop_kit.live.session import Session
from sop_kit.record.column_notes import column_note
from sop_kit.record.labels import column_label
from sop_kit.record.tables import Image, Lesson, Step
from sop_kit.record.value_labels import choice_names

KINDS = ("worked", "failed", "pain")


def lessons(session: Session, step: Step) -> list[Node]:
    """Return the lessons of a step, and a field for each kind of new one."""
    say = session.say
    names = choice_names(say, Lesson, "kind")
    kept = [
        element(
            "div",
            column_field(session, lesson, "kind"),
            column_field(session, lesson, "text", lines=1),
            _drop(session, "lessons", lesson.id),
            look=f"sop-line sop-profile-{lesson.kind or 'lesson'}",
            key=lesson.id,
        )
        for lesson in session.record.lessons
        if lesson.step == step.id
    ]
    hint = say("Enter adds it")
    new = [
        entry(f"lesson {step.id} {kind}", names[kind], "add_lesson", {"step": step.id, "kind": kind}, hint=hint)
        for kind in KINDS
    ]
    return [*kept, element("div", *new, look="sop-profile-grid", key="new lessons")]


def promises(session: Session, step: Step) -> list[Node]:
    """Return the promises about a step with owner and date, and a field for a new one."""
    say = session.say
    kept = [
        element(
            "div",
            column_field(session, action, "text", lines=1),
            *column_fields(session, action, ("owner", "due")),
            # In this table the column says when it was done, not what is really done.
            _called(column_field(session, action, "done"), say("Done on")),
            _drop(session, "actions", action.id),
            look="sop-line sop-profile-promise",
            key=action.id,
        )
        for action in session.record.actions
        if action.step == step.id
    ]
    hint = column_note(say, "actions", "text")
    return [*kept, entry(f"promise {step.id}", say("New promise"), "add_promise", {"step": step.id}, hint=hint)]


def photos(session: Session, step: Step) -> list[Node]:
    """Return the photos of a step, each fetched when somebody looks at it; nothing when there is none."""
    kept = [image for image in session.record.images if image.step == step.id]
    if not kept:
        return []
    shown = photo_nodes(session, kept)
    return [fold(session.say("Photos: {n}", n=len(kept)), *shown, key="photos")]


def photo_nodes(session: Session, images: Iterable[Image]) -> list[Node]:
    """Return photos by their captions, and what takes each out; the file stays in the folder."""
    return [
        element(
            "div",
            later(f"photo {image.id}", image.caption or image.file, "photo", {"image": image.id}),
            _drop(session, "images", image.id),
            look="sop-line",
            key=image.id,
        )
        for image in images
    ]


def comments(session: Session, step: Step) -> list[Node]:
    """Return what people wrote about a step when they rated it; nothing when nobody did."""
    say = session.say
    said = [row for row in session.record.feedback if row.target == step.id and (row.comment or row.proposed)]
    if not said:
        return []
    lines = []
    for row in said:
        told = [row.comment] if row.comment else []
        told += [f"{column_label(say, 'proposed')}: {row.proposed}"] if row.proposed else []
        lines.append(element("li", " · ".join(told), key=row.id))
    return [fold(say("Comments: {n}", n=len(said)), element("ul", *lines), key="comments")]


def _called(field: Node, label: str) -> Node:
    return {**field, "label": label} if isinstance(field, dict) else field


def _drop(session: Session, table: str, row: str) -> Node:
    say = session.say
    args = {"table": table, "row": row}
    tip = say("Take {row} out", row=row)
    return button("×", "drop", args, tip=tip, ask=say("Really?"), key=f"drop {row}")
