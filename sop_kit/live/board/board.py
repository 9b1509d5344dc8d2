"""The board of a notebook: what it shows is made from the record, and every gesture becomes one Change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sop_kit.document.view import process_name, role_name, stage_name
from sop_kit.live.board.acting import ACTS, asks_of
from sop_kit.live.board.answers import telling
from sop_kit.live.board.beside import photo_nodes
from sop_kit.live.board.card import step_card
from sop_kit.live.board.card_acts import CARD_ACTS
from sop_kit.live.board.lane_acts import lanes_of
from sop_kit.live.board.lane_card import lane_card
from sop_kit.live.board.meant import Place
from sop_kit.live.board.onward import arrow_card
from sop_kit.live.board.paste_card import paste_card
from sop_kit.live.board.photo import add_photo, photo_shown
from sop_kit.live.board.picture import picture
from sop_kit.live.board.several_card import several_card
from sop_kit.live.board.words import board_words
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.desk import Ask, Desk
from sop_kit.live.desk.nodes import Node, button, present_button
from sop_kit.live.panels import clock
from sop_kit.live.rehearsal.offering import with_participants
from sop_kit.live.session import Session
from sop_kit.record.kinds import CORE_PROCESSES, STAGES

Json = dict[str, Any]


def board(session: Session) -> Desk:
    """Return the board of a session."""
    face = _Face(session)
    acts = {name: telling(name, act) for name, act in (*ACTS.items(), *CARD_ACTS.items(), ("photo", add_photo))}
    acts["add_notes"] = face.remembering(acts["add_notes"])
    return Desk(session, "board", *with_participants(session, "board", face.look, acts, clock.now), face.asks())


@dataclass
class _Face:
    """What one notebook sees of the board, and where it put the last note down."""

    session: Session
    last: Place | None = None

    def look(self) -> Json:
        say = self.session.say
        tools: list[Node] = [button(say("Undo"), "undo"), button(say("Redo"), "redo"), present_button(say("Present"))]
        return {"title": say("The workflow that is really run"), "tools": tools, "board": self._board()}

    def asks(self) -> Mapping[str, Ask]:
        session = self.session
        preview = asks_of(session)["paste"]
        return {
            "card": lambda args: step_card(session, _text(args, "step")),
            "lane": lambda args: lane_card(session, _text(args, "role")),
            "arrow": lambda args: arrow_card(session, *(_text(args, name) for name in ("source", "target", "when"))),
            "several": lambda args: several_card(session, [str(each) for each in args.get("ids") or ()]),
            "paste": lambda args: paste_card(session, preview(args)),
            "photo": lambda args: photo_shown(session, _text(args, "image")),
        }

    def remembering(self, act: Act) -> Act:
        """Return an act after which the next note goes where this one went."""

        def remembered(asked: Asked) -> Answer | None:
            answer = act(asked)
            self.last = Place(asked.text("role"), asked.text("stage"))
            return answer

        return remembered

    def _board(self) -> Json:
        view, record = self.session.view, self.session.record
        processes = dict.fromkeys((*CORE_PROCESSES, *(process.id for process in record.processes)))
        lanes = lanes_of(record)
        return {
            "picture": picture(view),
            "words": board_words(view.say),
            "roles": [[role, role_name(view, role)] for role in lanes],
            "stages": [[stage, stage_name(view, stage)] for stage in STAGES],
            "processes": [[process, process_name(view, process)] for process in processes],
            "people": [person.name for person in view.record.people],
            "entry": self._entry(lanes),
            "photos": photo_nodes(self.session, [image for image in record.images if not image.step]),
        }

    def _entry(self, lanes: tuple[str, ...]) -> Json:
        """Return where the next note goes when nobody says so: where the last one went."""
        steps = self.session.record.steps
        place = self.last or (Place(steps[-1].role, steps[-1].stage) if steps else Place("", STAGES[0]))
        if place.role not in lanes:
            place = place._replace(role=lanes[0] if lanes else "")
        return {"role": place.role, "stage": place.stage}


def _text(args: Mapping[str, Any], name: str) -> str:
    return str(args.get(name) or "")
