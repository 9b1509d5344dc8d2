"""Whether the rounds of rating may end: the rule that was declared beforehand, held against each round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.agreement import iqr
from sop_kit.assess.feasibility.votes import Votes, gather, standing
from sop_kit.errors import Phrase, phrase
from sop_kit.record.in_force import day_of
from sop_kit.record.life_tables import Round
from sop_kit.record.model import Record
from sop_kit.record.rule import StopRule

Outcome = Literal["settled", "rounds_used", "go_on"]
When = Literal["before", "with_the_round", "after", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """When the stop rule was written down, as far as the record tells.

    ``before`` the first round (on its day at the latest), ``after`` it opened, ``with_the_round``: the first round's
    row carries a rule, without a date that proves when it was written; ``unknown``: nothing tells. ``on`` is the day it
    was declared, ``opened`` the day the first round was opened ("" when not known), ``text`` the rule as the first row
    that has one words it. ``changed`` says whether a later round's row words it otherwise.
    """

    when: When
    on: str = ""
    opened: str = ""
    text: str = ""
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundProgress:
    """How far the raters are after one round.

    ``round`` is the number in the feedback, ``place`` which round of rating it was (1 first); ``opened`` and ``closed``
    are ISO days, "" when the record does not tell. ``raters`` answered in this round, on ``rated`` targets.

    By each target's latest ratings up to this round: ``settled`` and ``open`` targets; ``unrated`` are the steps nobody
    has rated yet, which are open too. ``blocked`` are targets with a blocking comment, which the rule does not count.
    ``share`` is the settled part of all of them. ``outcome``: ``settled`` and ``rounds_used`` end the rounds; ``why``
    says it in a sentence.
    """

    round: int
    place: int
    opened: str
    closed: str
    raters: int
    rated: int
    settled: tuple[str, ...]
    open: tuple[str, ...]
    unrated: tuple[str, ...]
    blocked: tuple[str, ...]
    blocking: int
    share: float
    outcome: Outcome
    why: Phrase
    declared: Declared

    @property
    def may_end(self) -> bool:
        """Say whether the rounds may end after this one."""
        return self.outcome != "go_on"

    @property
    def targets(self) -> int:
        """Return how many targets the share is of."""
        return len(self.settled) + len(self.open)


def progress(record: Record) -> tuple[RoundProgress, ...]:
    """Return how far the raters are after each round of rating, the first one first; () while nobody has rated.

    A step counts when the record holds it, a chapter once it has been rated. The rule is the record's
    (``settings.stop_rule``).
    """
    return progress_of(record, gather(record.feedback))


def progress_of(record: Record, cast: Mapping[str, Mapping[int, Votes]]) -> tuple[RoundProgress, ...]:
    """Return the progress of a record whose votes were gathered already, by target and round."""
    numbers = sorted({number for rounds in cast.values() for number, votes in rounds.items() if votes.is_rated})
    if not numbers:
        return ()
    declared = declaration(record, numbers)
    return tuple(_after(record, cast, number, place, declared) for place, number in enumerate(numbers, start=1))


def declaration(record: Record, numbers: Sequence[int]) -> Declared:
    """Return when the stop rule was declared, against the opening of the first of the rounds with these numbers."""
    rows = [_row(record, number) for number in numbers]
    texts = [row.stop_rule if row else "" for row in rows]
    text = next(filter(None, texts), "")
    on, opened = day_of(record.settings.stop_rule.declared), day_of(rows[0].opened) if rows[0] else ""
    when: When = "unknown"
    if on and opened:
        when = "before" if on <= opened else "after"
    elif text:
        when = "with_the_round" if texts[0] else "after"
    return Declared(when=when, on=on, opened=opened, text=text, changed=len(set(filter(None, texts))) > 1)


def is_settled(votes: Votes, rule: StopRule) -> bool:
    """Say whether a target is settled: on every aspect enough raters, enough of them agreeing, and close together."""
    return all(
        _agrees([score for score in answers.values() if score is not None], rule) for answers in votes.scores.values()
    )


def _agrees(known: list[int], rule: StopRule) -> bool:
    if len(known) < rule.minimum_raters:
        return False
    good = sum(score >= rule.good for score in known)
    return good / len(known) >= rule.share and iqr(known) <= rule.iqr


def _after(
    record: Record, cast: Mapping[str, Mapping[int, Votes]], number: int, place: int, declared: Declared
) -> RoundProgress:
    rule, row = record.settings.stop_rule, _row(record, number)
    held = {target: standing(rounds, number) for target, rounds in cast.items() if min(rounds) <= number}
    rated = {target: votes for target, votes in held.items() if votes.is_rated}
    unrated = tuple(step.id for step in record.steps if step.id not in rated)
    settled = tuple(target for target, votes in rated.items() if is_settled(votes, rule))
    still_open = (*(target for target in rated if target not in set(settled)), *unrated)
    targets = len(settled) + len(still_open)
    share, blocking = len(settled) / targets, sum(len(votes.blocked_by) for votes in held.values())
    now = [votes for votes in rated.values() if votes.round == number]
    outcome = _outcome(share, blocking, place, rule)
    return RoundProgress(
        round=number,
        place=place,
        opened=day_of(row.opened) if row else "",
        closed=day_of(row.closed) if row else "",
        raters=len({rater for votes in now for rater in votes.raters}),
        rated=len(now),
        settled=settled,
        open=still_open,
        unrated=unrated,
        blocked=tuple(target for target, votes in held.items() if votes.blocked_by),
        blocking=blocking,
        share=share,
        outcome=outcome,
        why=_why(outcome, share, {"settled": len(settled), "targets": targets, "blocking": blocking}, place, rule),
        declared=declared,
    )


def _outcome(share: float, blocking: int, place: int, rule: StopRule) -> Outcome:
    if share >= rule.settled_share and (rule.blocking is None or blocking <= rule.blocking):
        return "settled"
    return "rounds_used" if place >= rule.rounds else "go_on"


def _why(outcome: Outcome, share: float, counts: Mapping[str, int], place: int, rule: StopRule) -> Phrase:
    told = {
        **counts,
        "needed": f"{rule.settled_share:.0%}",
        "allowed": rule.blocking,
        "rounds": rule.rounds,
        "next": place + 1,
    }
    if outcome == "settled":
        return phrase("Settled: {settled} of {targets}; the rule asks for {needed}: the rounds may end.", **told)
    if share < rule.settled_share:
        if outcome == "go_on":
            return phrase(
                "Settled: {settled} of {targets}; the rule asks for {needed}: go on with round {next} of {rounds}.",
                **told,
            )
        return phrase(
            "Settled: {settled} of {targets}; the rule asks for {needed}, but its rounds are used up ({rounds}): "
            "decide in the room what is open.",
            **told,
        )
    if outcome == "go_on":
        return phrase(
            "Settled: {settled} of {targets}, but blocking comments stand ({blocking}; the rule allows {allowed}): "
            "go on with round {next} of {rounds}.",
            **told,
        )
    return phrase(
        "Settled: {settled} of {targets}, but blocking comments stand ({blocking}; the rule allows {allowed}), and its "
        "rounds are used up ({rounds}): decide in the room what is open.",
        **told,
    )


def _row(record: Record, number: int) -> Round | None:
    return next((row for row in record.rounds if row.number == number and row.kind != "review"), None)
