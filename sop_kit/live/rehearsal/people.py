"""Who is simulated, and in which workshops: in a rehearsal alone, never beside what real people said."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sop_kit.errors import BadRequest
from sop_kit.live.session import Session
from sop_kit.record.kinds import make_id
from sop_kit.words import Words

MOST_PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is simulated; the same seed gives the same answers."""

    number: int
    name: str
    seed: int

    @property
    def pseudonym(self) -> str:
        """Return the word under which the participant rates."""
        return make_id(self.name)

    @property
    def token(self) -> str:
        """Return what stands for the participant where nobody may be known."""
        return f"rehearsal-{self.seed}-{self.number}"

    def chance(self, *about: object) -> random.Random:
        """Return the lots that the participant draws about something: the same every time."""
        return lots(self.seed, self.number, *about)


def lots(seed: int, *about: object) -> random.Random:
    """Return what decides by chance about something, and in the same way every time."""
    return random.Random("/".join(map(str, (seed, *about))))  # noqa: S311  nothing secret hangs on it


def team(people: int, seed: int, say: Words) -> tuple[Participant, ...]:
    """Return the participants of a rehearsal, named by nothing but a number."""
    return tuple(Participant(n, say("Participant {n}", n=n), seed) for n in range(1, people + 1))


def is_rehearsal(session: Session) -> bool:
    """Return whether people may be simulated here: the workshop is a rehearsal, and the line says it is invented."""
    kept = session.kept
    return bool(session.live and kept and kept.workshop.rehearsal and session.record.product.illustration)


def team_of(session: Session) -> tuple[Participant, ...]:
    """Return who is simulated in a session.

    Raises
    ------
    BadRequest
        When the workshop is a real one.
    """
    kept = session.kept
    if kept is None or kept.workshop.rehearsal is None or not is_rehearsal(session):
        raise BadRequest("This is no rehearsal: here nobody answers but people.")
    return team(kept.workshop.rehearsal.people, kept.workshop.rehearsal.seed, session.say)
