"""Everybody writes alone, unseen: a question, how many notes there are, and the revealing of all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sop_kit.document.dots import questions
from sop_kit.document.unseen import said_of
from sop_kit.errors import BadRequest
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.desk import Ask
from sop_kit.live.desk.nodes import Node, button, element, entry, field, fold, heading, note, present_button, row
from sop_kit.live.ids import next_ids
from sop_kit.live.panels.answered import answered_ask
from sop_kit.live.panels.asking import ask_everybody, save_question
from sop_kit.live.panels.guide_questions import UNSEEN, guide_questions
from sop_kit.live.panels.unseen import (
    Clock,
    ballots_of,
    finish,
    kept_of,
    open_one,
    opening,
    phase_now,
    reveal,
    tally,
    tally_ask,
    wipe,
    wiping,
    write_note,
)
from sop_kit.live.panels.unseen_nodes import covered, in_turn, live
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.workshop_tables import Prompt
from sop_kit.words import Words

LONGEST_NOTE = 1000  # characters; a note is one thought


def look_at_collect(session: Session) -> Mapping[str, Any]:
    """Return what the panel shows: open questions, a new one, and what was revealed."""
    say, asked = session.say, questions(session.record)
    standing = [prompt for prompt in asked if prompt.state == "open"]
    closed = [prompt for prompt in asked if prompt.state == "closed"]
    return {
        "title": say("Write unseen"),
        "tools": [present_button(say("Fill the screen"))],
        "nodes": [
            *wiping(session),
            *(_open(say, prompt) for prompt in standing),
            fold(
                say("Ask a question"),
                *_asking(say),
                key="asking" if standing else "asking now",
                look="sop-private",
                opened=not standing,
            ),
            *(_revealed(session, prompt, first=place == 0 and not standing) for place, prompt in enumerate(closed)),
        ],
    }


def acts_of_collect(clock: Clock) -> Mapping[str, Act]:
    """Return what can be done there; ``clock`` tells the time in the room."""

    def ask(asked: Asked) -> Answer | None:
        ask_everybody(asked, {"text": asked.text(), "phase": phase_now(asked.session), **opening(clock)})
        return None

    def reopen(asked: Asked) -> Answer | None:
        asked.session.refresh()
        prompt = by_id(asked.session.record.prompts).get(asked.text("prompt"))
        if prompt is not None and prompt.state == "closed":
            again = {**opening(clock), "closed": None}
            save_question(asked, [Edit(act="put", table="prompts", row=prompt.id, values=again)])
        return None

    return {
        "ask": ask,
        "write": write_note,
        "finish": finish,
        "reveal": lambda asked: reveal(asked, clock, _notes_of(asked.session)),
        "reopen": reopen,
        "withdraw": withdraw,
        "wipe": wipe,
    }


def asks_of_collect(session: Session) -> Mapping[str, Ask]:
    """Return what a browser can ask to be shown there."""
    return {
        "tally": tally_ask(session),
        "answered": answered_ask(session),
        "writing": lambda args: {"nodes": writing(session, str(args.get("prompt", "")), str(args.get("token", "")))},
    }


def writing(session: Session, prompt: str, token: str) -> list[Node]:
    """Return the notes of the one who sits there, and room for another; nobody else is ever shown them."""
    own = ballots_of(session).own(kept_of(session).product, prompt, token)
    free = next(name for name in map("{:03d}".format, range(len(own) + 1)) if name not in own)
    return [_written(session.say, prompt, token, entry, own.get(entry, "")) for entry in sorted({*own, free})]


def withdraw(asked: Asked) -> Answer | None:
    """Take a question back that nobody has answered yet; the argument is prompt."""
    prompt = open_one(asked.session, asked.text("prompt"))
    if tally(asked.session, prompt.id)[0]:
        raise BadRequest("Somebody has answered already: reveal the answers instead.")
    save_question(asked, [Edit(act="drop", table="prompts", row=prompt.id)])
    return None


def _notes_of(session: Session) -> Any:  # noqa: ANN401  a function of unseen.Revealed
    def made(prompt: Prompt, bodies: Sequence[str]) -> list[Edit]:
        kept = kept_of(session)
        # Read in the transaction of the revealing: another question may be revealed in another notebook.
        there = [each.id for each in kept.store.record(kept.product).notes]
        ids = next_ids("notes", len(bodies), there, kept.store.ids_ever(kept.product, "notes"))
        return [
            Edit(act="put", table="notes", row=row_id, values={"prompt": prompt.id, "text": body})
            for row_id, body in zip(ids, bodies, strict=True)
        ]

    return made


def _open(say: Words, prompt: Prompt) -> Node:
    place = {"prompt": prompt.id}
    told = say("One person at a time. Nobody sees what is written here; switch the projector off meanwhile.")
    return element(
        "section",
        element("p", prompt.text, look="sop-question"),
        live("tally", "tally", place),
        in_turn(say, prompt, "writing", told=told, begin=say("Write")),
        live("answered", "answered", place),
        row(
            button(
                say("Reveal all notes"),
                "reveal",
                place,
                ask=say("Has everybody finished? Press again to reveal."),
                look="sop-first",
                key="reveal",
            ),
            button(say("Take the question back"), "withdraw", place, ask=say("Take it back?"), key="withdraw"),
            look="sop-private",
        ),
        look="sop-asked",
        key=prompt.id,
        aria_label=prompt.text,
    )


def _asking(say: Words) -> list[Node]:
    phases = guide_questions(say.lang)
    first = phases[UNSEEN : UNSEEN + 1]
    others = (*phases[:UNSEEN], *phases[UNSEEN + 1 :])
    return [
        row(*_offered(say, [say("What stops you most often?"), *(text for _, asked in first for text in asked)])),
        entry("ask", say("A question of your own, then Enter"), "ask", look="sop-wide"),
        fold(
            say("Questions of the guide, phase by phase"),
            *(node for name, asked in others for node in (heading(name), row(*_offered(say, asked)))),
            key="guide",
        ),
    ]


def _offered(say: Words, asked: Sequence[str]) -> list[Node]:
    return [button(text, "ask", {"text": text}, tip=say("Ask: {text}", text=text)) for text in asked]


def _revealed(session: Session, prompt: Prompt, *, first: bool) -> Node:
    say, view = session.say, session.view
    notes = [each for each in view.source.notes if each.prompt == prompt.id]
    return fold(
        prompt.text,
        note(said_of(view, prompt)),
        element("ul", *(element("li", each.text, key=each.id) for each in notes), look="sop-notes"),
        row(
            button(say("Take more answers"), "reopen", {"prompt": prompt.id}, key="reopen"),
            look="sop-private",
        ),
        key=f"revealed/{prompt.id}/{first}",
        look="sop-revealed",
        opened=first,
    )


def _written(say: Words, prompt: str, token: str, entry_id: str, text: str) -> Node:
    place = {"prompt": prompt, "token": token, "entry": entry_id}
    label = say("A note that nobody sees; Enter for the next one")
    typed = field(f"write/{entry_id}", label, text, "write", place, rows=2, most=LONGEST_NOTE, look="sop-wide")
    gone = button("✕", "write", {**place, "text": ""}, tip=say("Take this note back"), off=not text, key="take back")
    return row(covered(typed), gone, key=entry_id)
