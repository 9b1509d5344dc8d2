"""Steps that could be merged or dropped, each with the reason: proposals to talk about, none is carried out.

They are few on purpose. A team stops reading a list of proposals when the first ones are wrong, so where the record
does not say enough there is no proposal.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.burden.approvals import approves, is_approval
from sop_kit.assess.burden.counting import tools_of
from sop_kit.assess.burden.machines import is_machine
from sop_kit.assess.gaps import process_of
from sop_kit.errors import Phrase, phrase
from sop_kit.record.model import Record
from sop_kit.record.tables import Step

Kind = Literal["drop", "pilot", "never_seen", "alike", "approvals", "there_and_back", "one_sitting", "unused"]

_ALIKE = 0.75  # of all words of two steps are the same ones
_FEWEST_PIECES = 4  # shorter texts are alike by chance
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9\-']*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Steps that could be merged or dropped, and why, in words; ``steps`` in the order of the record."""

    kind: Kind
    steps: tuple[str, ...]
    reason: Phrase


def candidates(record: Record, verdicts: Mapping[str, str]) -> tuple[Candidate, ...]:
    """Return what could be merged or dropped, the firmest reasons first.

    ``verdicts`` are those of the ratings, by step id; a step that was judged *drop* or *pilot* is told once, as that.
    """
    judged = tuple(_judged(record.steps, verdicts))
    told = {step for candidate in judged for step in candidate.steps}
    flow = _Flow(record, told)
    parts = (_never_seen(record, told), _alike(flow), _approvals(flow), _there_and_back(flow), _one_sitting(flow))
    return (*judged, *(candidate for part in parts for candidate in part), *_unused(flow))


class _Flow:
    """The steps that can still be proposed for something, and which one leads to which."""

    def __init__(self, record: Record, told: Iterable[str]) -> None:
        left_out = set(told)
        machines = {role.id for role in record.roles if is_machine(role)}
        self.all = record.steps
        self.steps = [step for step in record.steps if step.id not in left_out]
        self.by_id = {step.id: step for step in self.steps}
        self.by_people = {step.id for step in self.steps if step.role not in machines}
        self._places = {step.id: place for place, step in enumerate(record.steps)}
        self._coming = Counter(arrow.to for step in record.steps for arrow in step.next)

    def only_next(self, step: Step) -> Step | None:
        """Return the one step that always follows and follows nothing else; nothing where the way forks or joins."""
        if len(step.next) != 1 or step.next[0].when or self._coming[step.next[0].to] != 1:
            return None
        following = self.by_id.get(step.next[0].to)
        return following if following and self._is_later(step, following) else None

    def next_approval(self, step: Step) -> Step | None:
        """Return the approval that follows an approval, on whatever condition; nothing when two may follow."""
        targets = [self.by_id[arrow.to] for arrow in step.next if arrow.to in self.by_people]
        following = [other for other in targets if is_approval(other) and self._is_later(step, other)]
        return following[0] if is_approval(step) and step.id in self.by_people and len(following) == 1 else None

    def _is_later(self, step: Step, other: Step) -> bool:
        """Say whether another step stands further down: what leads up again begins anew."""
        return self._places[step.id] < self._places[other.id]


def _judged(steps: Iterable[Step], verdicts: Mapping[str, str]) -> Iterator[Candidate]:
    for step in steps:
        if verdicts.get(step.id) == "drop":
            reason = phrase("Judged “drop” by those who rated it: leave the step out, or say why it stays.")
            yield Candidate(kind="drop", steps=(step.id,), reason=reason)
        elif verdicts.get(step.id) == "pilot":
            reason = phrase("Judged “pilot” by those who rated it: set a day on which it becomes standard or ends.")
            yield Candidate(kind="pilot", steps=(step.id,), reason=reason)


def _never_seen(record: Record, told: Iterable[str]) -> Iterator[Candidate]:
    """Yield steps with an activity in the last event log's map that the log never saw, where it saw others."""
    logs = [check for check in record.checks if check.kind == "log"]
    if not logs:
        return
    seen = {row.step for row in record.seen_activities if row.check == logs[-1].id and row.events and row.step}
    run = {run.step for run in record.runs if run.step}
    mapped = {row.step for row in record.activity_map if row.step}
    left_out = {*seen, *run, *told}
    for step in record.steps:
        if seen and step.id in mapped and step.id not in left_out:
            reason = phrase(
                "Not once in the event log, in which {n} other steps were seen: is it still done, and where is it "
                "written down?",
                n=len(seen),
            )
            yield Candidate(kind="never_seen", steps=(step.id,), reason=reason)


def _alike(flow: _Flow) -> Iterator[Candidate]:
    """Yield steps of one stage whose titles and actions say nearly the same, all of them at once."""
    leader: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    pieces = {step.id: frozenset(_pieces(f"{step.title}\n{step.action}")) for step in flow.steps}
    for first, second in _likely_pairs(flow.steps, pieces):
        mine, other = pieces[first.id], pieces[second.id]
        if first.stage == second.stage and len(mine & other) >= _ALIKE * len(mine | other):
            head = leader.setdefault(first.id, first.id)
            if leader.setdefault(second.id, head) == head:
                groups.setdefault(head, [head]).append(second.id)
    for steps in groups.values():
        reason = phrase("They say nearly the same: make one step of them, or say what is different.")
        yield Candidate(kind="alike", steps=tuple(dict.fromkeys(steps)), reason=reason)


def _likely_pairs(steps: Sequence[Step], pieces: Mapping[str, frozenset[str]]) -> Iterator[tuple[Step, Step]]:
    """Yield the pairs that can be alike: such ones share one of their rarest pieces (prefix filtering)."""
    common = Counter(piece for found in pieces.values() for piece in found)
    by_piece: dict[str, list[Step]] = {}
    for step in steps:
        rarest = sorted(pieces[step.id], key=lambda piece: (common[piece], piece))
        if len(rarest) < _FEWEST_PIECES:
            continue
        near: dict[str, Step] = {}
        for piece in rarest[: int((1 - _ALIKE) * len(rarest)) + 1]:
            near |= {other.id: other for other in by_piece.get(piece, ())}
            by_piece.setdefault(piece, []).append(step)
        yield from ((other, step) for other in near.values())


def _approvals(flow: _Flow) -> Iterator[Candidate]:
    """Yield chains of steps that are there to decide or to approve, each directly after the other."""
    for chain in _chains(flow.steps, flow.next_approval):
        reason = phrase("{n} approvals in a row: could one meeting or one signature do?", n=len(chain))
        yield Candidate(kind="approvals", steps=chain, reason=reason)


def _there_and_back(flow: _Flow) -> Iterator[Candidate]:
    """Yield steps for which the work goes to another role and straight back; a second pair of eyes is no such step."""
    for first in flow.steps:
        middle = flow.only_next(first)
        last = flow.only_next(middle) if middle else None
        if middle is None or last is None or not {first.id, middle.id, last.id} <= flow.by_people:
            continue
        if first.role == last.role != middle.role and first.role in middle.supporting and not approves(middle):
            reason = phrase(
                "For {step} the work goes to another role and straight back, and the role that hands it over helps "
                "there: could it do the step itself?",
                step=middle.id,
            )
            yield Candidate(kind="there_and_back", steps=(first.id, middle.id, last.id), reason=reason)


def _one_sitting(flow: _Flow) -> Iterator[Candidate]:
    """Yield chains of steps of one role with one tool, in which nobody waits and nothing is decided."""

    def follows(step: Step) -> Step | None:
        following = flow.only_next(step)
        return following if following and _is_one_sitting(step, following) else None

    for chain in _chains([step for step in flow.steps if step.id in flow.by_people], follows):
        reason = phrase(
            "One after the other by the same role with the same tool, and no choice between them: {n} steps to read "
            "and to tick where one could do.",
            n=len(chain),
        )
        yield Candidate(kind="one_sitting", steps=chain, reason=reason)


def _is_one_sitting(first: Step, second: Step) -> bool:
    return (
        (first.role, first.accountable) == (second.role, second.accountable)
        and first.stage == second.stage != "release"  # what a release does step by step, it does so on purpose
        and process_of(first) == process_of(second)
        and bool(first.tool.strip())
        and set(tools_of(first)) == set(tools_of(second))
        and not (first.waiting or second.waiting)
        and not (approves(first) or approves(second))
    )


def _unused(flow: _Flow) -> Iterator[Candidate]:
    """Yield steps that lead nowhere and whose output no other step names, where the others do lead somewhere."""
    if 2 * sum(bool(step.next) for step in flow.all) <= len(flow.all):
        return  # the arrows are not drawn yet
    used = {step.id: frozenset(_pieces(f"{step.inputs}\n{step.trigger}\n{step.action}")) for step in flow.all}
    for step in flow.steps:
        made = frozenset(_pieces(step.outputs))
        elsewhere = (words for other, words in used.items() if other != step.id)
        if made and not step.next and step.stage != "release" and not any(made & words for words in elsewhere):
            reason = phrase("Nothing follows, and no other step takes up what comes out: who needs it?")
            yield Candidate(kind="unused", steps=(step.id,), reason=reason)


def _chains(steps: Sequence[Step], follows: Callable[[Step], Step | None]) -> Iterator[tuple[str, ...]]:
    """Yield the longest chains of at least two steps, each step in one chain at most."""
    after = {step.id: following.id for step in steps if (following := follows(step))}
    led_to, taken = set(after.values()), set[str]()
    for start in after:
        if start in led_to:
            continue
        chain = [start]
        while chain[-1] in after and after[chain[-1]] not in taken:
            chain.append(after[chain[-1]])
        if len(chain) > 1:
            taken.update(chain)
            yield tuple(chain)


def _pieces(text: str) -> Iterator[str]:
    """Yield what two texts can share: pairs of Chinese characters, and Latin words."""
    flat = unicodedata.normalize("NFKC", text).casefold()
    yield from _LATIN.findall(flat)
    for run in _CHINESE.findall(flat):
        yield from (run[place : place + 2] for place in range(len(run) - 1))
