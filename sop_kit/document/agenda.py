"""The agenda of a workshop: its blocks in order, how long each takes, and what is said, done and there at its end.

The panel shows it, and the facilitator's guide is written from it: what is on the screen and what is on the table are
the same words.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sop_kit.document import agenda_words as told
from sop_kit.document.agenda_words import BlockWords
from sop_kit.record.workshop_tables import PhaseKind
from sop_kit.words import Words

AgendaKind = Literal["half-day", "two-hours"]
AGENDAS: tuple[AgendaKind, ...] = ("half-day", "two-hours")
TOTAL_MINUTES: dict[AgendaKind, int] = {"half-day": 240, "two-hours": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPhase:
    """A block of the agenda, in one language."""

    kind: PhaseKind  # as in the record's table of phases
    minutes: int
    least: int  # minutes when it runs late; as many as ``minutes``: never shortened; 0: may be left out
    notebook: str  # the number of the notebook that is open, e.g. "01"; "" when it does not matter
    panel: str  # what is on the screen
    name: str  # what the block is called in the agenda
    spoken: str  # what the facilitator says, word for word
    work: str  # what people do
    done: str  # what must be there at the end
    remote: str  # what is different when somebody is not in the room
    late: str  # what to leave out when it runs late, and what never


@dataclass(frozen=True, slots=True)
class _Part:
    """What a block of either agenda is: its kind in the record, where it happens, and its words."""

    kind: PhaseKind
    notebook: str
    words: Callable[[Words], BlockWords]


_WELCOME = _Part("welcome", "00", told.welcome)
_ACTIONS = _Part("actions", "00", told.actions)
_DRAW = _Part("capture", "01", told.draw)
_WALK = _Part("capture", "01", told.walk)
_COLLECT = _Part("collect", "02", told.collect)
_CLUSTER = _Part("cluster", "02", told.cluster)
_VOTE = _Part("vote", "02", told.vote)
_TALK = _Part("discuss", "02", told.talk)
_RATE = _Part("rate", "02", told.rate)
_DIVIDED = _Part("discuss", "03", told.divided)
_AGREE = _Part("agree", "03", told.agree)
_CLOSE = _Part("close", "03", told.close)
_BREAK = _Part("break", "", told.pause)

# Part, minutes, least minutes.
_PLANS: dict[AgendaKind, tuple[tuple[_Part, int, int], ...]] = {
    "half-day": (
        (_WELCOME, 10, 5),
        (_ACTIONS, 10, 5),
        (_DRAW, 60, 45),
        (_BREAK, 15, 10),
        (_WALK, 25, 10),
        (_COLLECT, 15, 10),
        (_CLUSTER, 10, 5),
        (_VOTE, 5, 3),
        (_BREAK, 10, 10),
        (_TALK, 30, 20),
        (_RATE, 15, 0),
        (_DIVIDED, 10, 0),
        (_AGREE, 15, 15),
        (_CLOSE, 10, 5),
    ),
    "two-hours": (
        (_WELCOME, 5, 5),
        (_ACTIONS, 5, 2),
        (_DRAW, 45, 35),
        (_BREAK, 5, 5),
        (_COLLECT, 10, 8),
        (_CLUSTER, 5, 3),
        (_VOTE, 5, 3),
        (_TALK, 20, 10),
        (_AGREE, 15, 15),
        (_CLOSE, 5, 5),
    ),
}
# What a phase of each kind is about, in order, where somebody puts an agenda together themselves.
_PARTS_OF: dict[str, tuple[_Part, ...]] = {
    "welcome": (_WELCOME,),
    "actions": (_ACTIONS,),
    "capture": (_DRAW, _WALK),
    "collect": (_COLLECT,),
    "cluster": (_CLUSTER,),
    "vote": (_VOTE,),
    "rate": (_RATE,),
    "discuss": (_TALK, _DIVIDED),
    "agree": (_AGREE,),
    "break": (_BREAK,),
    "close": (_CLOSE,),
}


def agenda(kind: AgendaKind, say: Words) -> tuple[AgendaPhase, ...]:
    """Return the blocks of an agenda in order; their minutes add up to ``TOTAL_MINUTES[kind]``."""
    return tuple(_phase(part, minutes, least, say) for part, minutes, least in _PLANS[kind])


def phase_of(kind: str, place: int, say: Words) -> AgendaPhase | None:
    """Return what is said and done in the phase of that kind, its usual minutes included; nothing for another word.

    Parameters
    ----------
    kind
        As the record's table of phases has it.
    place
        How many phases of that kind come before it in the same agenda: the second time people capture, they walk
        through what they have drawn.
    """
    parts = _PARTS_OF.get(kind, ())
    if not parts:
        return None
    part = parts[min(place, len(parts) - 1)]
    minutes, least = next((minutes, least) for each, minutes, least in _PLANS["half-day"] if each is part)
    return _phase(part, minutes, least, say)


def agenda_name(kind: AgendaKind, say: Words) -> str:
    """Return what an agenda is called."""
    return {"half-day": say("Half a day"), "two-hours": say("Two hours")}[kind]


def _phase(part: _Part, minutes: int, least: int, say: Words) -> AgendaPhase:
    words = part.words(say)
    return AgendaPhase(
        kind=part.kind,
        minutes=minutes,
        least=least,
        notebook=part.notebook,
        panel=words.panel,
        name=words.name,
        spoken=words.spoken,
        work=words.work,
        done=words.done,
        remote=words.remote,
        late=words.late,
    )
