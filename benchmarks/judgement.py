"""What judging costs in a warm process: CPU seconds for many steps, many raters, all three aspects.

Run: .venv/bin/python benchmarks/judgement.py [--steps N] [--raters N] [--draws N] [--rounds N]

"all of it" is one assessment with every part asked for: the judgements, 500 draws of weights and one rater left out
each time for every step and process, the rounds, what moved, what to talk about, and how far the group agrees. A batch
meets every line for the first time, so every round judges another record; nothing of it is known already.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
from collections.abc import Callable
from itertools import count, cycle, product
from typing import TypeVar

from sop_kit.assess.assessment import Assessment, assess
from sop_kit.assess.feasibility.judgement import judge
from sop_kit.record.kinds import ASPECTS, STAGES
from sop_kit.record.model import Record
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Feedback, Product, Step

Given = TypeVar("Given")
CANNOT_JUDGE, BLOCKING = 0.05, 0.1  # shares of the answers, and of the worst scores
_SEEDS = count(1)
PARTS: dict[str, Callable[[Assessment], object]] = {
    "robustness": lambda found: found.robustness,
    "processes": lambda found: found.processes,
    "their robustness": lambda found: found.process_robustness,
    "rounds": lambda found: found.progress,
    "what moved": lambda found: (found.changes, found.stability),
    "what to discuss": lambda found: (found.priorities, found.successes),
    "group agreement": lambda found: found.agreement,
}


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--raters", type=int, default=30)
    parser.add_argument("--draws", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=9)
    given = parser.parse_args()
    for rounds_of_rating in (1, 3):
        size = f"{given.steps} steps × {given.raters} raters × {len(ASPECTS)} aspects × {rounds_of_rating} round(s)"
        print(f"{size}, {given.draws} draws; median of {given.rounds} records, CPU s")

        def record(given: argparse.Namespace = given, rounds: int = rounds_of_rating) -> Record:
            return _record(given.steps, given.raters, given.draws, rounds)

        for what, seconds in _costs(record, given.rounds).items():
            print(f"  {what:<18} {seconds:8.4f}")


def _costs(record: Callable[[], Record], rounds: int) -> dict[str, float]:
    costs = {"judge": _median(record, lambda new: judge(new.feedback, new.settings.verdict_rule), rounds)}
    for what, part in PARTS.items():
        costs[what] = _median(lambda: assess(record()), part, rounds)
    costs["all of it"] = _median(record, _everything, rounds)
    return costs


def _everything(record: Record) -> None:
    found = assess(record)
    for part in PARTS.values():
        part(found)


def _median(prepare: Callable[[], Given], run: Callable[[Given], object], rounds: int) -> float:
    seconds = []
    for _ in range(rounds + 1):  # the first one pays for what a process pays once
        given = prepare()
        started = _cpu()
        run(given)
        seconds.append(_cpu() - started)
    return statistics.median(seconds[1:])


def _cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def _record(steps: int, raters: int, draws: int, rounds: int) -> Record:
    chance = random.Random(next(_SEEDS))  # noqa: S311  the same records every time are what is wanted
    names = [f"S{number}" for number in range(1, steps + 1)]
    rows = []
    for number in range(1, rounds + 1):
        for step in names:
            liking = chance.uniform(2.2, 4.6)
            for rater, aspect in product(range(raters), ASPECTS):
                score = _score(chance, liking)
                blocking = score == 1 and chance.random() < BLOCKING
                about = {"id": f"{number}-{step}-{rater}-{aspect}", "round": number, "participant": f"p{rater}"}
                rows.append(Feedback(**about, target=step, aspect=aspect, score=score, blocking=blocking))
    return Record(
        product=Product(id="benchmark"),
        settings=Settings(draws=draws),
        steps=tuple(
            Step(id=step, stage=stage, action="run", role="ops")
            for step, stage in zip(names, cycle(STAGES), strict=False)
        ),
        feedback=tuple(rows),
    )


def _score(chance: random.Random, liking: float) -> int | None:
    return min(5, max(1, round(chance.gauss(liking, 0.9)))) if chance.random() > CANNOT_JUDGE else None


if __name__ == "__main__":
    main()
