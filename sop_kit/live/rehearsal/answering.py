"""What happens when the participants of a rehearsal are let answer in a panel: everybody once, through the same doors.

Every part is carried out as the act of the panel is: as one Change under the browser's id, or as ballots that lie
unseen until they are revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sop_kit.document.dots import targets_of
from sop_kit.live.board.meant import Ids, put
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.panels.dotting import give_dot
from sop_kit.live.panels.unseen import ballots_of, finish, kept_of, write_note
from sop_kit.live.rehearsal.drawing import draw, steps_told
from sop_kit.live.rehearsal.notes import note_of
from sop_kit.live.rehearsal.opinions import dots, rating_rows
from sop_kit.live.rehearsal.people import Participant, team_of
from sop_kit.live.rehearsal.said import decisions, lessons, promises
from sop_kit.live.rehearsal.tale import tale
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.in_force import day_of

Clock = Callable[[], datetime]
Part = Callable[[Asked, tuple[Participant, ...], Clock], Answer | None]

STEPS_AT_ONCE = 5  # that everybody rates with one press
NOTES_EACH = 3  # to one question; then they have finished
WHY = "rehearsal: simulated participants"
_DRAWN = f"{WHY} draw"


def act_of(part: Part, clock: Clock) -> Act:
    """Return the act that lets everybody answer; in a real workshop it refuses."""

    def answered(asked: Asked) -> Answer | None:
        session = asked.session
        session.refresh()
        people = team_of(session)
        if session.knows(asked.id):
            return None
        return part(asked, people, clock)

    return answered


def put_on_board(asked: Asked, people: tuple[Participant, ...], _clock: Clock) -> Answer | None:
    """Let everybody put the next step down; when all are told, what hurts and what comes out."""
    session, kept = asked.session, kept_of(asked.session)
    before = [change for change in kept.store.changes(kept.product) if change.why == _DRAWN]
    told = [step for change in before for step in steps_told(change.edits)]
    edits = draw(session.record, Ids(session.record, session.ids_ever), people, told, session.say)
    return _saved(asked, edits, _DRAWN)


def write_unseen(asked: Asked, people: tuple[Participant, ...], _clock: Clock) -> Answer | None:
    """Let everybody write a note to each open question; who has written enough says so."""
    session, kept = asked.session, kept_of(asked.session)
    written = 0
    for prompt in session.record.prompts:
        if prompt.state != "open" or prompt.kind != "notes":
            continue
        for who in people:
            own = len(ballots_of(session).own(kept.product, prompt.id, who.token))
            if own >= NOTES_EACH:
                continue
            text = note_of(who, len(people), prompt.text, own, session.say)
            entry = f"{own:03d}"
            args = {"prompt": prompt.id, "token": who.token, "entry": entry, "text": text}
            write_note(Asked(session, entry, args))
            written += 1
            if own + 1 == NOTES_EACH:
                finish(Asked(session, f"{asked.id}-{who.number}", {"prompt": prompt.id, "who": who.name}))
    return _told(session, written)


def give_dots(asked: Asked, people: tuple[Participant, ...], _clock: Clock) -> Answer | None:
    """Let everybody who has not voted yet give all their dots in each open vote."""
    session, kept = asked.session, kept_of(asked.session)
    given = 0
    for vote in session.record.prompts:
        if vote.state != "open" or vote.kind != "dots":
            continue
        places = [target.place for target in targets_of(session.record, vote.about)]
        for who in people:
            if ballots_of(session).own(kept.product, vote.id, who.token):
                continue
            for place, to in enumerate(dots(who, places, vote.budget, one_each=vote.one_each)):
                give_dot(Asked(session, f"{place:03d}", {"prompt": vote.id, "token": who.token, "to": to}))
                given += 1
            finish(Asked(session, f"{asked.id}-{who.number}", {"prompt": vote.id, "who": who.name}))
    return _told(session, given)


def rate_steps(asked: Asked, people: tuple[Participant, ...], _clock: Clock) -> Answer | None:
    """Let everybody rate the next steps that none of them has rated."""
    session = asked.session
    record, number = session.record, max((row.round for row in session.record.feedback), default=1)
    mine = {who.pseudonym for who in people}
    rated = {row.target for row in record.feedback if row.round == number and row.participant in mine}
    left = [(place, step.id) for place, step in enumerate(record.steps) if step.id not in rated][:STEPS_AT_ONCE]
    edits = tuple(
        put("feedback", row, values)
        for place, step in left
        for who in people
        for row, values in rating_rows(who, step, place, number, session.say).items()
    )
    return _saved(asked, edits)


def name_lessons(asked: Asked, people: tuple[Participant, ...], _clock: Clock) -> Answer | None:
    """Let the participants name what works and what fails, half of what they know with one press."""
    session = asked.session
    ids, steps = Ids(session.record, session.ids_ever), _steps_by_key(session)
    there = {row.text for row in session.record.lessons}
    known = [each for each in lessons(session.say) if each[2] not in there][: max(1, min(len(people), 3))]
    rows = [{"text": text, "kind": kind, "step": steps.get(key)} for kind, key, text in known]
    return _saved(asked, tuple(put("lessons", ids.new("lessons", row), row) for row in rows))


def promise(asked: Asked, people: tuple[Participant, ...], clock: Clock) -> Answer | None:
    """Let the participants promise and decide; the last promise has nobody yet, and no day."""
    session, today = asked.session, clock().date()
    ids, steps = Ids(session.record, session.ids_ever), _steps_by_key(session)
    there = {row.text for row in session.record.actions} | {row.text for row in session.record.resolutions}
    owners = {person.name: person.id for person in session.record.people}
    edits: list[Edit] = []
    promised = promises(session.say)
    for place, (key, text) in enumerate(promised):
        last = place == len(promised) - 1
        owner = None if last else owners.get(people[place % len(people)].name)
        due = None if last else (today + timedelta(days=7 * (place + 1))).isoformat()
        row = {"text": text, "step": steps.get(key), "owner": owner, "due": due, "at": today.isoformat()}
        edits += _new(ids, "actions", row, there)
    for key, text in decisions(session.say):
        edits += _new(ids, "resolutions", {"text": text, "step": steps.get(key), "at": today.isoformat()}, there)
    return _saved(asked, edits)


def tell_of_promises(asked: Asked, _people: tuple[Participant, ...], clock: Clock) -> Answer | None:
    """Let the owners of earlier promises say what became of them: one is done, one gets a new day."""
    today = clock().date()
    before = [row for row in asked.session.record.actions if day_of(row.at) != today.isoformat() and not row.done]
    done = [put("actions", row.id, {"done": today.isoformat()}) for row in before[:1]]
    later = [put("actions", row.id, {"due": (today + timedelta(days=7)).isoformat()}) for row in before[1:2]]
    return _saved(asked, [*done, *later])


def _new(ids: Ids, table: str, row: Mapping[str, Any], there: set[str]) -> tuple[Edit, ...]:
    return () if row["text"] in there else (put(table, ids.new(table, row), row),)


def _steps_by_key(session: Session) -> dict[str, str]:
    told = {each.action: each.key for each in tale(session.say)}
    return {told[step.action]: step.id for step in session.record.steps if step.action in told}


def _saved(asked: Asked, edits: Any, why: str = WHY) -> Answer | None:  # noqa: ANN401  a sequence of edits
    if edits:
        asked.save(edits, why)
    return _told(asked.session, len(edits))


def _told(session: Session, count: int) -> Answer | None:
    say = session.say
    return None if count else {"says": say("The participants have nothing more to say here.")}
