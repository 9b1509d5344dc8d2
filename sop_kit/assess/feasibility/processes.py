"""From the steps' votes to a judgement per process, with what an average would hide beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sop_kit.assess.agreement import median, wilson
from sop_kit.assess.feasibility.judgement import Figures, Judgement, decide, figures
from sop_kit.assess.feasibility.votes import Votes, rater_means
from sop_kit.assess.gaps import process_of
from sop_kit.record.kinds import ASPECTS, VERDICTS
from sop_kit.record.rule import VerdictRule
from sop_kit.record.tables import Step

_BEST_FIRST = {verdict: place for place, verdict in enumerate(VERDICTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessJudgement:
    """What the raters say about one process, over its steps.

    ``aspects`` and ``overall`` hold the figures of all answers on its steps together, ``n`` the number of answers. The
    same people answered for several steps, so the interval ``low`` to ``high`` is that of as many answers as there are
    ``raters``. ``verdict`` and ``clause`` are what the record's rule says to these figures, ``blocking`` counts the
    blocking comments on any of its steps.

    ``steps`` are the process's steps in order, ``rated`` how many of them have ratings, ``verdicts`` how many steps
    have each verdict ("" while a step has none). ``medians`` is the median of the steps' medians by aspect.
    ``weakest`` is the step a mean would hide: the worst verdict, then the lowest share, then the lowest median
    ("" while none is rated).
    """

    process: str
    steps: tuple[str, ...]
    rated: int
    raters: int
    aspects: Mapping[str, Figures]
    overall: Figures
    medians: Mapping[str, float]
    blocking: int
    verdicts: Mapping[str, int]
    verdict: str
    clause: int | None
    weakest: str
    weakest_verdict: str

    @property
    def codified(self) -> float:
        """Return the share of all its steps, rated or not, that were judged *codify*."""
        return self.verdicts.get("codify", 0) / len(self.steps)

    @property
    def flatters(self) -> bool:
        """Say whether the process's verdict is better than that of its weakest step."""
        places = [_BEST_FIRST.get(verdict, -1) for verdict in (self.verdict, self.weakest_verdict)]
        return 0 <= places[0] < places[1]


def judge_processes(
    steps: Iterable[Step], votes: Mapping[str, Votes], judgements: Mapping[str, Judgement], rule: VerdictRule
) -> dict[str, ProcessJudgement]:
    """Return a judgement for every process of which at least one step was rated or commented on, in the steps' order.

    ``votes`` and ``judgements`` are by target, each from the last round in which the target was rated.
    """
    by_process: dict[str, list[str]] = {}
    for step in steps:
        by_process.setdefault(process_of(step), []).append(step.id)
    return {
        process: _judge(process, own, votes, judgements, rule)
        for process, own in by_process.items()
        if any(step in judgements for step in own)
    }


def _judge(
    process: str,
    steps: Sequence[str],
    votes: Mapping[str, Votes],
    judgements: Mapping[str, Judgement],
    rule: VerdictRule,
) -> ProcessJudgement:
    known = [judgements[step] for step in steps if step in judgements]
    rated = [judgement for judgement in known if judgement.is_rated]
    cast = [votes[judgement.target] for judgement in rated]
    means = [rater_means(vote.scores, rule) for vote in cast]
    raters = len({rater for each in means for rater in each})
    aspects = {aspect: _pooled((vote.scores[aspect].values() for vote in cast), raters) for aspect in ASPECTS}
    overall = _pooled((each.values() for each in means), raters)
    blocking = sum(judgement.blocking for judgement in known)
    verdict, clause = decide(aspects, overall, blocking, rule) if raters >= rule.minimum_raters else ("", None)
    weakest = min(rated, key=_strength, default=None)
    return ProcessJudgement(
        process=process,
        steps=tuple(steps),
        rated=len(rated),
        raters=raters,
        aspects=aspects,
        overall=overall,
        medians={aspect: median(judgement.aspects[aspect].median for judgement in rated) for aspect in ASPECTS},
        blocking=blocking,
        verdicts=Counter(judgements[step].verdict if step in judgements else "" for step in steps),
        verdict=verdict,
        clause=clause,
        weakest=weakest.target if weakest else "",
        weakest_verdict=weakest.verdict if weakest else "",
    )


def _pooled(answers: Iterable[Iterable[float | None]], raters: int) -> Figures:
    found = figures(chain.from_iterable(answers))
    if not found.n:
        return found
    people = min(raters, found.n)
    low, high = wilson(found.share * people, people)
    return replace(found, low=low, high=high)


def _strength(judgement: Judgement) -> tuple[float, float, float]:
    # A step without a verdict is no weak one: what is not decided yet comes last.
    place = _BEST_FIRST.get(judgement.verdict, -1)
    if not judgement.overall.n:
        return -place, 2.0, 0.0
    return -place, judgement.overall.share, judgement.overall.median
