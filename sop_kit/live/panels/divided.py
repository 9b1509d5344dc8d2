"""The most divided first: one step after the other, its answers as a picture, and what the room makes of it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sop_kit.assess.feasibility.priorities import Topic
from sop_kit.blocks.html import fragment
from sop_kit.document.room.chart import TALK, spread_charts
from sop_kit.document.room.rows import reasons, topic_row
from sop_kit.document.targets import target_name
from sop_kit.document.unseen import step_name
from sop_kit.document.view import View
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import (
    Node,
    blocks,
    button,
    element,
    entry,
    field,
    fold,
    heading,
    note,
    present_button,
    row,
)
from sop_kit.live.panels.unseen import Clock
from sop_kit.live.session import Session
from sop_kit.record.in_force import day_of
from sop_kit.record.model import by_id
from sop_kit.record.tables import Action, Feedback
from sop_kit.record.workshop_tables import Resolution
from sop_kit.words import Words


class DividedPanel:
    """Which topic the room talks about, and which it has talked about."""

    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._target = ""
        self._talked: set[str] = set()
        self._lot = secrets.token_hex(8)  # decides in which order comments stand: not in that of those who wrote them
        self.show: Callable[[], None] = lambda: None

    def look(self) -> Mapping[str, Any]:
        """Return what the panel shows: one topic, and the list of all."""
        view, say = self._session.view, self._session.say
        topics = view.assessment.priorities
        title = say("Most divided first")
        if not topics:
            nothing = say("Nothing is divided, blocked or low. Ask what works, and should be kept.")
            return {"title": title, "tools": [], "nodes": [note(nothing), *self._keeping(view, "")]}
        topic = self._on(topics)
        place = [each.target for each in topics].index(topic.target)
        tools = [
            button("◀", "go", {"by": -1}, tip=say("The topic before"), off=place == 0, key="back"),
            button(say("Next topic"), "go", {"by": 1}, off=place == len(topics) - 1, key="next", look="sop-first"),
            present_button(say("Fill the screen")),
        ]
        head = say("{n} of {of} · {name}", n=place + 1, of=len(topics), name=_name(view, topic.target))
        talked = self._talked_about(view)
        marked = topic.target in self._talked
        return {
            "title": title,
            "tools": tools,
            "nodes": [
                row(
                    element("strong", head, look="sop-topic"),
                    button(say("Talked about"), "talked", {"target": topic.target}, pressed=marked, key="talked"),
                    key="head",
                ),
                blocks(fragment(_picture(view, topic), say.lang)),
                *self._comments(view, topic.target),
                *self._working(view, topic.target),
                fold(
                    say("All topics: {n}, talked about: {talked}", n=len(topics), talked=len(talked)),
                    element("ol", *(_line(view, each, talked) for each in topics), look="sop-topics"),
                    key="all",
                ),
            ],
        }

    def acts(self) -> Mapping[str, Act]:
        """Return what can be done there."""
        return {
            "go": self._go,
            "topic": self._choose,
            "talked": self._mark,
            "resolve": self._write("resolutions", "at"),
            "promise": self._write("actions", "at"),
            "keep": self._write("lessons", "", kind="worked"),
        }

    def _on(self, topics: Sequence[Topic]) -> Topic:
        chosen = next((each for each in topics if each.target == self._target), None)
        talked = self._talked_about(self._session.view)
        return chosen or next((each for each in topics if each.target not in talked), topics[0])

    def _talked_about(self, view: View) -> frozenset[str]:
        said = spoken(view, self._clock().date().isoformat())
        there = {topic.target for topic in view.assessment.priorities}
        return frozenset(there & (self._talked | {each.step for each in said}))

    def _go(self, asked: Asked) -> Answer | None:
        topics = self._session.view.assessment.priorities
        if topics:
            on = self._on(topics).target
            if asked.whole("by") > 0:
                self._talked.add(on)
            place = [each.target for each in topics].index(on) + asked.whole("by")
            self._target = topics[max(0, min(len(topics) - 1, place))].target
            self.show()
        return {"says": _name(self._session.view, self._target)}

    def _choose(self, asked: Asked) -> Answer | None:
        self._target = asked.text("target")
        self.show()
        return {"says": _name(self._session.view, self._target)}

    def _mark(self, asked: Asked) -> Answer | None:
        self._target = asked.text("target")
        self._talked ^= {self._target}
        self.show()
        return {"says": asked.session.say("Marked.")}

    def _write(self, table: str, day: str, **values: str) -> Act:
        def written(asked: Asked) -> Answer | None:
            # The room stays with what it talks about, though what was written may move it on in the list.
            self._target = asked.text("target")
            step = self._target if self._target in by_id(asked.session.record.steps) else ""
            made = {"text": asked.text(), "step": step, **values}
            made |= {day: self._clock().date().isoformat()} if day else {}
            asked.add_row(table, {name: value for name, value in made.items() if value})
            return None

        return written

    def _comments(self, view: View, target: str) -> list[Node]:
        say, said = view.say, by_id(view.record.feedback)
        found = [said[each.id] for each in view.assessment.judgements[target].comments if each.id in said]
        if not found:
            return [note(say("Nobody left a comment."))]
        shuffled = sorted(found, key=lambda each: sha256(f"{self._lot}/{each.id}".encode()).digest())
        lines = (_comment(say, each) for each in shuffled)
        return [heading(say("What was said ({n})", n=len(found))), element("ul", *lines, look="sop-notes", key=target)]

    def _working(self, view: View, target: str) -> list[Node]:
        say, place = view.say, {"target": target}
        step = by_id(view.source.steps).get(target)
        agreed = (
            [
                field(
                    f"agreed/{target}",
                    say("Agreed: how it is done from now on"),
                    step.agreed,
                    "set",
                    {"table": "steps", "row": target, "column": "agreed"},
                    rows=2,
                    look="sop-wide",
                )
            ]
            if step
            else []
        )
        written = [
            element("li", each.text, key=each.id)
            for each in spoken(view, self._clock().date().isoformat())
            if step and each.step == target
        ]
        return [
            row(*agreed, key=f"agreed {target}"),
            row(
                entry(f"resolve/{target}", say("A decision; Enter writes it down"), "resolve", place, look="sop-wide"),
                entry(f"promise/{target}", say("A promise; Enter writes it down"), "promise", place, look="sop-wide"),
                key=f"write {target}",
            ),
            element("ul", *written, look="sop-notes", key=f"written {target}"),
            *self._keeping(view, target),
        ]

    def _keeping(self, view: View, target: str) -> list[Node]:
        say = view.say
        kept = [each for each in view.source.lessons if each.kind == "worked" and each.step == target and target]
        label = say("What works here, what should we keep? Enter writes it down")
        return [
            entry(f"keep/{target}", label, "keep", {"target": target}, look="sop-wide"),
            element(
                "ul", *(element("li", each.text, key=each.id) for each in kept), look="sop-notes", key=f"kept {target}"
            ),
        ]


def spoken(view: View, day: str) -> list[Resolution | Action]:
    """Return what was decided and promised on a day."""
    said: list[Resolution | Action] = [*view.source.resolutions, *view.source.actions]
    return [each for each in said if day_of(each.at) == day]


def _picture(view: View, topic: Topic) -> tuple[Any, ...]:
    caption = view.say("How the answers are spread")
    return spread_charts(view, [topic_row(view, topic)], name="room-topic", caption=caption, size=TALK)


def _line(view: View, topic: Topic, talked: frozenset[str]) -> Node:
    said = view.say("; ").join(reasons(view, topic))
    sign = "✓" if topic.target in talked else "○"
    return element(
        "li",
        element("span", sign, aria_hidden="true", look="sop-sign"),
        " ",
        button(_name(view, topic.target), "topic", {"target": topic.target}, key="topic"),
        f" {said}",
        key=topic.target,
    )


def _name(view: View, target: str) -> str:
    return step_name(view, target) or target_name(view, target)


def _comment(say: Words, row_of: Feedback) -> Node:
    parts: list[Node] = [element("strong", say("blocking"), " ")] if row_of.blocking else []
    parts += [row_of.comment] if row_of.comment else []
    parts += [element("em", say("Proposed: {text}", text=row_of.proposed))] if row_of.proposed else []
    spaced = [piece for each in parts for piece in (each, " ")]
    return element("li", *spaced, key=row_of.id)
