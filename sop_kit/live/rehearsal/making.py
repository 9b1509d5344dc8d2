"""A workshop folder to rehearse with: an invented product line, its roles and people, and an empty board."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sop_kit.errors import BadRequest
from sop_kit.live.ids import next_ids
from sop_kit.live.rehearsal.people import MOST_PEOPLE, Participant, team
from sop_kit.live.rehearsal.said import earlier_promises
from sop_kit.record.authors import author
from sop_kit.record.changes import Edit
from sop_kit.record.kinds import make_id
from sop_kit.record.starting import METHOD_ROLES, new_line
from sop_kit.record.workshop import Rehearsal, Workshop, create
from sop_kit.words import Words, words

PRODUCT = "rehearsal"
_SINCE = timedelta(days=14)  # the invented session before this one


def make_rehearsal(folder: Path, *, people: int, seed: int, lang: str, today: date) -> Workshop:
    """Make the workshop folder and return it.

    Raises
    ------
    BadRequest
        When there is something in the folder already, or nobody would come.
    """
    say = words(lang)
    if not 1 <= people <= MOST_PEOPLE:
        raise BadRequest("Between 1 and {most} people can be simulated.", most=MOST_PEOPLE)
    workshop = create(folder, first=lang, rehearsal=Rehearsal(people, seed))
    store = workshop.store()
    try:
        new_line(store, PRODUCT, say("Rehearsal (invented): assistant of the service desk"))
        came = team(people, seed, say)
        edits = (*_product(say), *_people(came, say), *_promises(came, say, today))
        store.add(PRODUCT, edits, by=author(), why="rehearsal: an invented line")
    finally:
        store.close()
    return workshop


def _product(say: Words) -> tuple[Edit, ...]:
    values = {
        "illustration": True,
        "languages": [say.lang],
        "line": say("Rehearsal, invented"),
        "purpose": say("To practise the workshop before people come; nothing in it is true."),
        "description": say("An AI assistant that answers customers of a service desk in the chat."),
    }
    return (Edit(act="put", table="product", values=values),)


def _people(came: tuple[Participant, ...], say: Words) -> tuple[Edit, ...]:
    ids, roles = {who.number: make_id(who.name) for who in came}, list(METHOD_ROLES)
    # On the wall a lane has the width of a few words: the roles are named in one language.
    named = {role: name.partition(" · ")[0 if say.lang == "zh" else 2] for role, name in METHOD_ROLES.items()}
    filled = {role: [ids[who.number] for who in came[at :: len(roles)]] for at, role in enumerate(roles)}
    people = (Edit(act="put", table="people", row=ids[who.number], values={"name": who.name}) for who in came)
    return (
        *people,
        *(
            Edit(act="put", table="roles", row=role, values={"name": named[role], "people": filled[role] or None})
            for role in roles
        ),
    )


def _promises(came: tuple[Participant, ...], say: Words, today: date) -> tuple[Edit, ...]:
    texts = earlier_promises(say)
    # One is overdue, one is due today, one later.
    days = [today + timedelta(days=days) for days in (-2, 0, 7)]
    return tuple(
        Edit(
            act="put",
            table="actions",
            row=row,
            values={
                "text": text,
                "owner": make_id(came[place % len(came)].name),
                "due": days[place].isoformat(),
                "at": (today - _SINCE).isoformat(),
            },
        )
        for place, (row, text) in enumerate(zip(next_ids("actions", len(texts), (), ()), texts, strict=True))
    )
