"""How simulated participants rate, and where they put their dots: plausibly, and not all alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sop_kit.live.rehearsal.people import Participant, lots
from sop_kit.live.rehearsal.said import comments, proposed
from sop_kit.record.kinds import ASPECTS
from sop_kit.words import Words

CANNOT_JUDGE_ONE_IN = 12
LOW = 2
# Which share of those who rate low says why, of these words it better, of the lowest will not go along.
_COMMENTED, _WORDED, _BLOCKED = 0.7, 0.6, 0.1
# What people think of one step after the other: one in five divides them, one in five is bad.
_MOODS = ("good", "divided", "good", "mixed", "low")
_SCORES = {"good": (4, 4, 5, 5), "mixed": (3, 4, 4, 5), "low": (1, 2, 2, 3), "for": (4, 5, 5), "against": (1, 2)}


class Opinion(NamedTuple):
    """What a participant says of a step: a score an aspect, ``None`` for "cannot judge", and words."""

    scores: Mapping[str, int | None]
    comment: str = ""
    proposed: str = ""
    blocking: bool = False


def opinion(who: Participant, step: str, place: int, say: Words) -> Opinion:
    """Return what a participant thinks of a step; ``place`` is where it stands in the workflow."""
    mood = _MOODS[(place + who.seed) % len(_MOODS)]
    chance = who.chance("rating", step)
    scores = {aspect: _score(who, mood, aspect, chance.random(), chance.randrange(60)) for aspect in ASPECTS}
    given = [score for score in scores.values() if score is not None]
    if not given or min(given) > LOW or chance.random() > _COMMENTED:
        return Opinion(scores)
    wording = chance.choice(proposed(say)) if chance.random() < _WORDED else ""
    return Opinion(
        scores, chance.choice(comments(say)), wording, blocking=min(given) == 1 and chance.random() < _BLOCKED
    )


def _score(who: Participant, mood: str, aspect: str, drawn: float, lot: int) -> int | None:
    if lot % CANNOT_JUDGE_ONE_IN == 0:
        return None
    if mood == "divided":
        # People are divided about doing it, and agree on whose step it is.
        side = "for" if who.number % 2 else "against"
        mood = "good" if aspect == "clarity" else side
    scores = _SCORES[mood]
    return scores[int(drawn * len(scores))]


def rating_rows(who: Participant, step: str, place: int, number: int, say: Words) -> dict[str, dict[str, Any]]:
    """Return the rows of the record's feedback with which a participant rates a step in a round, by their ids."""
    said = opinion(who, step, place, say)
    about = {"round": number, "participant": who.pseudonym, "target": step}
    head = f"{number}-{who.pseudonym}-{step}"
    rows: dict[str, dict[str, Any]] = {
        f"{head}-{aspect}": {**about, "aspect": aspect, "score": score} for aspect, score in said.scores.items()
    }
    if said.comment:
        words = {"comment": said.comment, "proposed": said.proposed or None, "blocking": said.blocking or None}
        rows[f"{head}-comment"] = {**about, **words}
    return rows


def dots(who: Participant, places: Sequence[str], budget: int, *, one_each: bool) -> tuple[str, ...]:
    """Return the places a participant's dots go to, each as often as it gets one; what stands first gets more."""
    if not places:
        return ()
    chance = who.chance("dots", *places)
    liked = lots(who.seed, "liked", *places).sample(list(places), len(places))
    given: list[str] = []
    while len(given) < (min(budget, len(places)) if one_each else budget):
        # A room leans the same way, and never all of it.
        choice = liked[min(int(chance.expovariate(0.5)), len(liked) - 1)]
        if one_each and choice in given:
            choice = chance.choice([place for place in places if place not in given])
        given.append(choice)
    return tuple(given)
