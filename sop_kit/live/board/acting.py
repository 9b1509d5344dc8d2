"""The acts of the board: each carries one gesture out as one Change, and answers what is to be selected now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sop_kit.document.view import View
from sop_kit.errors import BadRequest
from sop_kit.live.board import acts, arrow_acts, lane_acts
from sop_kit.live.board.leaving import drop_steps
from sop_kit.live.board.meant import Ids, Meant, Named, Place
from sop_kit.live.board.merging import merge
from sop_kit.live.board.pasting import Paste, paste_rows
from sop_kit.live.board.reading import in_cell, read_otherwise
from sop_kit.live.board.words import own_words
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.session import Session
from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.labels import table_label
from sop_kit.record.model import Record
from sop_kit.record.remembered import remembered
from sop_kit.words import Words

Make = Callable[[Record, Ids], Meant]


def _carried_out(asked: Asked, make: Make) -> Answer:
    """Save what a gesture means; when somebody was faster, it is made anew from what they left."""
    session = asked.session
    with session.lock:
        while True:
            session.refresh()
            if session.knows(asked.id):
                return {"ids": []}
            record = session.record
            meant = make(record, Ids(record, session.ids_ever))
            if not meant.edits:
                return {"ids": list(meant.ids)}
            try:
                session.save(meant.edits, expect=record.head.number, change_id=asked.id)
            except BadRequest:
                if not session.moved_on():
                    raise
            else:
                return {"ids": list(meant.ids), **_staying(session.say, meant.stay)}


def _staying(say: Words, stay: Sequence[Named]) -> dict[str, str]:
    """Return the sentence that names the rows which still name what is gone."""
    if not stay:
        return {}
    rows = [say("{table} {row}", table=table_label(say, table), row=row) for table, row in stay]
    return {"says": say("Saved. These still name what was taken out: {rows}", rows=say.list(rows))}


def _place(asked: Asked) -> Place:
    return Place(asked.text("role"), asked.text("stage"), asked.text("after"))


def _arrow(asked: Asked) -> tuple[str, str, str]:
    return asked.text("source"), asked.text("target"), asked.text("when")


def _add_notes(asked: Asked) -> Answer:
    texts = asked.args.get("texts")
    said = [str(text) for text in texts] if isinstance(texts, list | tuple) else [asked.text()]
    return _carried_out(asked, lambda record, ids: acts.add_notes(record, ids, said, _place(asked)))


def _move_steps(asked: Asked) -> Answer:
    session, ids, place = asked.session, asked.ids(), _place(asked)
    stays = in_cell(session.record, ids, place)
    answer = _carried_out(asked, lambda record, _: acts.move_steps(record, ids, place))
    otherwise = read_otherwise(session.view, ids, place) if stays else ""
    return {**answer, "says": otherwise} if otherwise else answer


def _add_arrow(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: arrow_acts.add_arrow(record, *_arrow(asked)))


def _drop_arrow(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: arrow_acts.drop_arrow(record, *_arrow(asked)))


def _set_condition(asked: Asked) -> Answer:
    to_be = asked.text("to_be")
    return _carried_out(asked, lambda record, _: arrow_acts.set_condition(record, *_arrow(asked), to_be))


def _turn_arrow(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: arrow_acts.turn_arrow(record, *_arrow(asked)))


def _drop_steps(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: drop_steps(record, asked.ids()))


def _merge(asked: Asked) -> Answer:
    into, say = asked.text("into"), asked.session.say
    return _carried_out(asked, lambda record, ids: merge(record, asked.ids(), into, ids, own_words(record, say)))


def _assign(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: acts.assign(record, asked.ids(), asked.text("process")))


def _group(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, ids: acts.group(record, asked.ids(), ids, asked.text("name")))


def _set_hot_spot(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: acts.set_hot_spot(record, asked.ids(), asked.text()))


def _set_one_head(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, ids: acts.set_one_head(record, asked.ids(), ids, asked.text("person")))


def _add_lesson(asked: Asked) -> Answer:
    step, kind, text = asked.text("step"), asked.text("kind"), asked.text()
    return _carried_out(asked, lambda record, ids: acts.add_lesson(record, ids, step, kind, text))


def _set_raci(asked: Asked) -> Answer:
    step, role, letter, on = asked.text("step"), asked.text("role"), asked.text("letter"), bool(asked.args.get("on"))
    return _carried_out(asked, lambda record, _: acts.set_raci(record, step, role, letter, on=on))


def _add_lane(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, ids: lane_acts.add_lane(record, ids, asked.text("name")))


def _name_lane(asked: Asked) -> Answer:
    role, name = asked.text("role"), asked.text("name")
    return _carried_out(asked, lambda record, ids: lane_acts.name_lane(record, ids, role, name))


def _move_lane(asked: Asked) -> Answer:
    role, after = asked.text("role"), asked.text("after")
    return _carried_out(asked, lambda record, _: lane_acts.move_lane(record, role, after))


def _size_lane(asked: Asked) -> Answer:
    role, height = asked.text("role"), asked.whole("height")
    return _carried_out(asked, lambda record, _: lane_acts.size_lane(record, role, height))


def _drop_lane(asked: Asked) -> Answer:
    return _carried_out(asked, lambda record, _: lane_acts.drop_lane(record, asked.text("role")))


def _paste(asked: Asked) -> Answer:
    left: dict[str, Any] = {}

    def make(_record: Record, ids: Ids) -> Meant:
        pasted = _pasted(asked.session, asked.session.view, ids, asked.args)
        left.update(left=pasted.shown["left"], problems=pasted.shown["problems"])
        return pasted.meant

    return {**_carried_out(asked, make), **left}


def _pasted(session: Session, view: View, ids: Ids, args: Mapping[str, Any]) -> Paste:
    text, place = str(args.get("text", "")), Place(*(str(args.get(name, "")) for name in Place._fields))
    known = remembered(session.kept.workshop.folder)[0] if session.kept else {}
    return paste_rows(view, text, ids, place, mappings=Mappings(remembered=known))


def asks_of(session: Session) -> Mapping[str, Callable[[Mapping[str, Any]], Any]]:
    """Return what the browser can ask the board of a session: ``paste`` is the preview of a pasted text."""

    def paste(args: Mapping[str, Any]) -> Mapping[str, Any]:
        session.refresh()
        try:
            return _pasted(session, session.view, Ids(session.record, session.ids_ever), args).shown
        except BadRequest as error:
            return {"kind": "notes", "refused": error.said(session.say)}

    return {"paste": paste}


ACTS: Mapping[str, Act] = {
    "add_notes": _add_notes,
    "move_steps": _move_steps,
    "drop_steps": _drop_steps,
    "merge": _merge,
    "assign": _assign,
    "group": _group,
    "set_hot_spot": _set_hot_spot,
    "set_one_head": _set_one_head,
    "add_lesson": _add_lesson,
    "set_raci": _set_raci,
    "add_arrow": _add_arrow,
    "drop_arrow": _drop_arrow,
    "set_condition": _set_condition,
    "turn_arrow": _turn_arrow,
    "add_lane": _add_lane,
    "name_lane": _name_lane,
    "move_lane": _move_lane,
    "size_lane": _size_lane,
    "drop_lane": _drop_lane,
    "paste": _paste,
}
