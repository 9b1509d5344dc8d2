"""Answers that nobody sees until all are revealed: how they are given, how many there are, and the revealing.

Whoever writes holds a token that his browser drew for one sitting. It is never kept together with who he is: that he
has answered is noted apart, under the word he chose for himself. Nothing of an answer is ever in what a panel shows to
everybody, nor in the notebook.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from weakref import WeakSet

from sop_kit.errors import BadRequest, StoreRefused
from sop_kit.live.desk.asked import Answer, Asked
from sop_kit.live.desk.desk import Ask
from sop_kit.live.desk.nodes import Node, button, note
from sop_kit.live.panels.running import standing
from sop_kit.live.session import Kept, Session, notebook_name
from sop_kit.record.authors import author
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.store_ballots import Ballots, Sealed, answerers, ballots
from sop_kit.record.workshop_tables import Prompt

Clock = Callable[[], datetime]
Revealed = Callable[[Prompt, Sequence[str]], Sequence[Edit]]  # what becomes of the answers, besides the closing

_TO_WIPE: WeakSet[Session] = WeakSet()  # whose last revealing left traces in the files of the store
_PAUSES = (0.1, 0.3, 0.6)  # seconds between two tries to clean the files


def kept_of(session: Session) -> Kept:
    """Return where the record is kept.

    Raises
    ------
    BadRequest
        When it came from a file.
    """
    if session.kept is None:
        raise BadRequest("This record came from a file. Import it into a workshop to edit it.")
    return session.kept


def ballots_of(session: Session) -> Ballots:
    """Return the answers that nobody has seen."""
    return kept_of(session).store.ballots


def via() -> str:
    """Return through what questions are asked and revealed: "Undo" takes back what came through the notebook alone."""
    return f"{notebook_name()} (unseen)"


def open_one(session: Session, prompt: str) -> Prompt:
    """Return an open question of the record as it is now.

    Raises
    ------
    BadRequest
        When it is not open.
    """
    session.refresh()
    found = by_id(session.record.prompts).get(prompt)
    if found is None or found.state != "open":
        raise BadRequest("This question is not open; nothing was kept. Say it in the room.")
    return found


def phase_now(session: Session) -> str:
    """Return the phase that is on, "" when none is."""
    on = standing(session.record.phases).on
    return on.id if on else ""


def opening(clock: Clock) -> dict[str, str]:
    """Return the columns of a question that is opened now."""
    return {"state": "open", "opened": clock().isoformat(timespec="seconds")}


def write_note(asked: Asked) -> Answer | None:
    """Keep an answer in words as it is typed; empty, it is taken back.

    The arguments are prompt, token, text and entry, which stays the same while the same note is typed.
    """
    session = asked.session
    prompt = open_one(session, asked.text("prompt"))
    place = (kept_of(session).product, prompt.id, asked.text("token"), asked.text("entry"))
    ballots_of(session).cast(*place, asked.text())
    return {"says": session.say("Kept, unseen.") if asked.text() else session.say("Taken back.")}


def finish(asked: Asked) -> Answer | None:
    """Note that somebody has answered, apart from what; the arguments are prompt and who, a name or any word."""
    session, who = asked.session, asked.text("who")
    prompt = open_one(session, asked.text("prompt"))
    if who:
        ballots_of(session).note_answered(kept_of(session).product, prompt.id, who)
    return {"says": session.say("Thank you. The next one, please.")}


def tally(session: Session, prompt: str) -> tuple[int, int]:
    """Return how many answers lie unseen, and from how many people."""
    product, lying = kept_of(session).product, ballots_of(session)
    return lying.count(product, prompt), lying.people(product, prompt)


def reveal(asked: Asked, clock: Clock, make: Revealed) -> Answer | None:
    """Close a question and reveal its answers as one Change; the argument is prompt.

    A revealing that fails loses nothing: the question stays open, and the answers lie where they were.
    """
    session, say = asked.session, asked.session.say
    with session.lock:
        session.refresh()
        prompt = by_id(session.record.prompts).get(asked.text("prompt"))
        if prompt is None or prompt.state != "open":
            return None  # pressed twice, or by two people at once
        sealed = _sealed(asked, prompt, clock, make, asked.id)
        if sealed is None:
            closing = [_closed(prompt, clock, prompt.answered)]
            kept_of(session).store.add(kept_of(session).product, closing, by=author(), via=via(), change_id=asked.id)
            # One that came in between would lie there for good.
            sealed = _sealed(asked, prompt, clock, make, "")
        session.refresh()
    if sealed is not None and not sealed.wiped and not _clean(session):
        _TO_WIPE.add(session)
        return {"bad": say("Revealed. Another program is reading the store: press “Wipe the traces” in a moment.")}
    return {"says": say("Revealed.")}


def wipe(asked: Asked) -> Answer | None:
    """Take what was revealed out of the files of the store, where another program prevented it."""
    say = asked.session.say
    done = _clean(asked.session)
    if done:
        _TO_WIPE.discard(asked.session)
    return {"says": say("Wiped.")} if done else {"bad": say("Not yet: another program is reading the store.")}


def wiping(session: Session) -> list[Node]:
    """Return the button that wipes what a revealing left behind; nothing when it left nothing."""
    say = session.say
    return [button(say("Wipe the traces"), "wipe", key="wipe", look="sop-private")] if session in _TO_WIPE else []


def tally_ask(session: Session) -> Ask:
    """Return what tells a browser how many answers there are, and nothing else."""

    def told(args: Mapping[str, object]) -> object:
        answers, people = tally(session, str(args.get("prompt", "")))
        return {"nodes": tally_nodes(session, answers, people)}

    return told


def tally_nodes(session: Session, answers: int, people: int) -> list[Node]:
    """Return the count as it stands on the wall."""
    say = session.say
    if not answers:
        return [note(say("Nothing has been written yet."), "sop-tally")]
    return [note(say("Unseen so far: {n} · people: {people}", n=answers, people=people), "sop-tally")]


def _sealed(asked: Asked, prompt: Prompt, clock: Clock, make: Revealed, change_id: str) -> Sealed | None:
    session, kept = asked.session, kept_of(asked.session)
    _, people = tally(session, prompt.id)

    def edits(bodies: Sequence[str]) -> Sequence[Edit]:
        return (*make(prompt, bodies), _closed(prompt, clock, prompt.answered + people))

    lying = kept.store.ballots
    return lying.seal(kept.product, prompt.id, edits, by=author(), via=via(), change_id=change_id)


def _closed(prompt: Prompt, clock: Clock, answered: int) -> Edit:
    values = {"state": "closed", "closed": clock().isoformat(timespec="seconds"), "answered": answered}
    return Edit(act="put", table="prompts", row=prompt.id, values=values)


def _clean(session: Session) -> bool:
    store = kept_of(session).store
    for pause in (0.0, *_PAUSES):
        time.sleep(pause)
        try:
            if store.wipe(ballots.name, answerers.name):
                return True
        except StoreRefused:
            continue
    return False
