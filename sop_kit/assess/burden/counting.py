"""The burden of a SoP: what it asks of people. A mirror, no grade.

What a record does not say is missing, never 0: every figure carries how many of the steps it rests on.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sop_kit.assess.agreement import median
from sop_kit.assess.burden.approvals import approves
from sop_kit.assess.burden.how_often import HowOften, how_often
from sop_kit.assess.burden.machines import is_machine
from sop_kit.assess.burden.measured import Measured, measured, seen_a_week
from sop_kit.assess.gaps import process_of
from sop_kit.record.kinds import STAGES
from sop_kit.record.loops import ways_back
from sop_kit.record.model import Record
from sop_kit.record.tables import ReleaseStage, Step

CHARACTERS_A_WORD = 1.7  # a text of 170 Chinese characters is about one of 100 English words
_READ = ("title", "action", "trigger", "inputs", "outputs", "standard", "if_it_fails")
_CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(rf"[{_CHINESE}]")
_WORD = re.compile(rf"[^\W_{_CHINESE}]+(?:[.'’\-][^\W_{_CHINESE}]+)*")
_SAID_OF_A_RELEASE = {"feedback", "analyse"}
_BETWEEN_TOOLS = re.compile(r"\s*[,;、，；]\s*|\s+/\s+")

Arrow = tuple[str, str]  # step ids, from and to
# Why a step's minutes are not counted: no minutes or no frequency told, a frequency that cannot be read, as often as
# something comes, or without an end.
WhyNot = Literal["minutes", "frequency", "unclear", "each", "always"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure, and on how many steps it rests: ``known`` of ``of`` say what it needs. ``None`` when none does."""

    value: float | None
    known: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What the steps ask of the role that does them: minutes a week, as far as they are known."""

    role: str
    steps: int
    minutes: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncounted:
    """A step done by people whose minutes a week are not known, and why."""

    step: str
    why: WhyNot


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What a SoP asks of people.

    ``hand_offs`` are arrows between two roles, ``back`` arrows to an earlier stage; ``loops`` are the ways by which
    work comes back to a step, each the shortest one along its arrow back. The arrows that close the big loop of the
    method, to monitoring or from a release to what is said of it, are none of either. ``approvals`` are the steps that
    decide or approve, ``gates`` the release stages with a decider, of all release stages. ``minutes`` a week are of
    people; of the steps ``by_log`` the record does not tell how many times a week, and the last event log does.
    ``machines`` are the steps that a machine does. ``waiting`` is in minutes, once through every step, and
    ``waiting_share`` its share of waiting and working time. ``length`` is what one has to read to do a step, in words
    (the median step), ``characters`` and ``words`` that of all steps; ``tools`` the most tools of one step.
    """

    steps: int
    by_process: Mapping[str, int]
    loads: tuple[Load, ...]
    machines: tuple[str, ...]
    hand_offs: Measure
    hand_off_arrows: tuple[Arrow, ...]
    approvals: tuple[str, ...]
    gates: Measure
    minutes: Measure
    by_log: tuple[str, ...]
    uncounted: tuple[Uncounted, ...]
    measured: tuple[Measured, ...]
    length: Measure
    characters: int
    words: int
    loops: tuple[tuple[str, ...], ...]
    back: tuple[Arrow, ...]
    waiting: Measure
    waiting_share: Measure
    tools: Measure
    tool_names: tuple[str, ...]


def burden(record: Record) -> Burden:
    """Return what the record's steps ask of people."""
    steps = record.steps
    machines = {role.id for role in record.roles if is_machine(role)}
    people = [step for step in steps if step.role not in machines]
    seen = seen_a_week(record)
    arrows = _arrows(steps)
    onward = _onward(steps, arrows)
    roles = {step.id: step.role for step in steps}
    crossing = tuple((start, end) for start, end in arrows if roles[start] != roles[end])
    counts = [_length(step) for step in steps]
    return Burden(
        steps=len(steps),
        by_process=dict(Counter(process_of(step) for step in steps)),
        loads=_loads(people, seen),
        machines=tuple(step.id for step in steps if step.role in machines),
        hand_offs=_counted(len(crossing), sum(bool(step.next) for step in steps), len(steps)),
        hand_off_arrows=crossing,
        approvals=tuple(step.id for step in people if approves(step)),
        gates=_gates(record.release_stages, machines),
        minutes=_minutes(people, seen),
        by_log=tuple(
            step.id for step in people if step.minutes is not None and _told(step) is None and step.id in seen
        ),
        uncounted=tuple(Uncounted(step=step.id, why=why) for step in people if (why := _why_not(step, seen))),
        measured=measured(record),
        length=Measure(
            value=median(words + characters / CHARACTERS_A_WORD for characters, words in counts) if counts else None,
            known=len(counts),
            of=len(counts),
        ),
        characters=sum(characters for characters, _ in counts),
        words=sum(words for _, words in counts),
        loops=ways_back([step.id for step in steps], onward),
        back=_back(steps, onward),
        waiting=_total([step.waiting for step in steps]),
        waiting_share=_waiting_share(steps),
        tools=_most_tools(steps),
        tool_names=tuple(dict.fromkeys(name for step in steps for name in tools_of(step))),
    )


def runs_a_week(step: Step) -> HowOften | None:
    """Return how often a step is done: as its frequency says or, where it has none, its trigger."""
    return how_often(step.frequency or step.trigger)


def tools_of(step: Step) -> tuple[str, ...]:
    """Return the tools that a step names."""
    return tuple(dict.fromkeys(name for name in _BETWEEN_TOOLS.split(step.tool.strip()) if name))


def _arrows(steps: Iterable[Step]) -> tuple[Arrow, ...]:
    known = {step.id for step in steps}
    pairs = ((step.id, arrow.to) for step in steps for arrow in step.next if arrow.to in known and arrow.to != step.id)
    return tuple(dict.fromkeys(pairs))


def _counted(count: int, known: int, of: int) -> Measure:
    return Measure(value=count if known else None, known=known, of=of)


def _gates(stages: Sequence[ReleaseStage], machines: Container[str]) -> Measure:
    told = [stage.decider for stage in stages if stage.decider]
    gates = sum(decider not in machines for decider in told)
    return Measure(value=gates if told else None, known=len(told), of=len(stages))


def _total(values: Sequence[float | None]) -> Measure:
    known = [value for value in values if value is not None]
    return Measure(value=sum(known) if known else None, known=len(known), of=len(values))


def _told(step: Step) -> float | None:
    """Return how many times a week the record says that a step is done."""
    often = runs_a_week(step)
    return often.a_week if often else None


def _minutes_a_week(step: Step, seen: Mapping[str, float]) -> float | None:
    told = _told(step)
    times = seen.get(step.id) if told is None else told
    return None if step.minutes is None or times is None else step.minutes * times


def _minutes(steps: Sequence[Step], seen: Mapping[str, float]) -> Measure:
    return _total([_minutes_a_week(step, seen) for step in steps])


def _why_not(step: Step, seen: Mapping[str, float]) -> WhyNot | None:
    if step.minutes is None:
        return "minutes"
    often = runs_a_week(step)
    if step.id in seen or (often and often.kind == "times"):
        return None
    if often is None:
        return "unclear" if step.frequency else "frequency"
    return "each" if often.kind == "each" else "always"


def _loads(people: Sequence[Step], seen: Mapping[str, float]) -> tuple[Load, ...]:
    """Return the roles, those first that are asked for most minutes, then for most steps."""
    by_role: dict[str, list[Step]] = {}
    for step in people:
        by_role.setdefault(step.role, []).append(step)
    found = [Load(role=role, steps=len(steps), minutes=_minutes(steps, seen)) for role, steps in by_role.items()]
    return tuple(sorted(found, key=lambda load: (-(load.minutes.value or 0), -load.steps)))


def _length(step: Step) -> tuple[int, int]:
    """Return how many Chinese characters, and how many other words and figures, a step's text has."""
    text = "\n".join(getattr(step, name) for name in _READ)
    return len(_CHARACTER.findall(text)), len(_WORD.findall(text))


def _onward(steps: Sequence[Step], arrows: Iterable[Arrow]) -> tuple[Arrow, ...]:
    """Return the arrows that do not close the big loop: not to monitoring, nor from a release to what is said of it."""
    stages = {step.id: step.stage for step in steps}
    return tuple(
        (start, end)
        for start, end in arrows
        if stages[end] != "monitor" and not (stages[start] == "release" and stages[end] in _SAID_OF_A_RELEASE)
    )


def _back(steps: Sequence[Step], onward: Iterable[Arrow]) -> tuple[Arrow, ...]:
    places = {step.id: STAGES.index(step.stage) for step in steps}
    return tuple((start, end) for start, end in onward if places[end] < places[start])


def _waiting_share(steps: Sequence[Step]) -> Measure:
    both = [(step.waiting, step.minutes) for step in steps if step.waiting is not None and step.minutes is not None]
    waiting, whole = sum(wait for wait, _ in both), sum(wait + work for wait, work in both)
    return Measure(value=waiting / whole if whole else None, known=len(both), of=len(steps))


def _most_tools(steps: Sequence[Step]) -> Measure:
    counts = [len(tools_of(step)) for step in steps if step.tool.strip()]
    return Measure(value=max(counts) if counts else None, known=len(counts), of=len(steps))
