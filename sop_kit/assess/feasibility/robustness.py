"""How firm a verdict is: whether it stays with other weights, and when any one rater is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sop_kit.assess.feasibility.judgement import Judgement, judge_votes
from sop_kit.assess.feasibility.processes import ProcessJudgement, judge_processes
from sop_kit.assess.feasibility.votes import Votes, gather, standing
from sop_kit.record.rule import Settings, VerdictRule
from sop_kit.record.tables import Feedback, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """How often the verdict on a target or a process survives.

    ``draws`` times the weights of the aspects were drawn at random, every mixture equally likely, the same mixtures for
    every target; ``by_weights`` counts the verdicts that came out ("" is none). ``raters`` times one rater was left
    out, with all that rater said; ``by_leaving`` counts what came out then.
    """

    target: str
    verdict: str
    draws: int
    by_weights: Mapping[str, int]
    raters: int
    by_leaving: Mapping[str, int]

    @property
    def survived(self) -> int:
        """Return in how many of the draws the verdict stays."""
        return self.by_weights.get(self.verdict, 0)

    @property
    def share(self) -> float:
        """Return ``survived`` as a share of the draws."""
        return self.survived / self.draws

    @property
    def kept(self) -> int:
        """Return in how many cases the verdict stays when one rater is left out."""
        return self.by_leaving.get(self.verdict, 0)

    @property
    def others(self) -> tuple[str, ...]:
        """Return the other verdicts that came up, the most frequent first ("" is none)."""
        found = {
            verdict: self.by_weights.get(verdict, 0) + self.by_leaving.get(verdict, 0)
            for verdict in {**self.by_weights, **self.by_leaving}
            if verdict != self.verdict
        }
        return tuple(sorted(found, key=lambda verdict: -found[verdict]))

    @property
    def hangs_on_one(self) -> bool:
        """Say whether leaving out some one rater changes the verdict."""
        return self.kept < self.raters

    @property
    def too_few(self) -> bool:
        """Say whether no verdict is left whoever is missing: as a rule, because one rater fewer are too few for any."""
        return bool(self.verdict) and self.by_leaving.get("", 0) == self.raters


def robustness(feedback: Iterable[Feedback], rule: VerdictRule, draws: int) -> dict[str, Robustness]:
    """Return how firm each target's verdict is, by target; the same record always gives the same.

    What comes out of a draw is what ``judge`` says with these weights; what comes out without a rater is what it says
    of the feedback without that rater's rows. A target nobody but that rater spoke of has no verdict then.

    Raises
    ------
    ValueError
        When ``draws`` is less than 1.
    """
    rounds = gather(feedback)
    judgements = {target: judge_votes(standing(cast), rule) for target, cast in rounds.items()}
    return try_verdicts(rounds, judgements, rule, draws)


def try_verdicts(
    rounds: Mapping[str, Mapping[int, Votes]], judgements: Mapping[str, Judgement], rule: VerdictRule, draws: int
) -> dict[str, Robustness]:
    """Return how firm the verdicts of judgements that were made already are, by target."""
    if draws < 1:
        message = f"{draws} draws of weights: at least one is needed"
        raise ValueError(message)
    if not judgements:
        return {}
    # Here, not above: a line that nobody has rated yet does without numpy.
    from sop_kit.assess.feasibility.many_verdicts import mixtures, verdicts_by_leaving, verdicts_by_weights, who_counts

    weights = mixtures(draws)
    found = {}
    for target, judgement in judgements.items():
        votes = standing(rounds[target])
        people = who_counts(votes)
        found[target] = Robustness(
            target=target,
            verdict=judgement.verdict,
            draws=draws,
            by_weights=verdicts_by_weights([votes], judgement.aspects, rule, weights),
            raters=len(people),
            by_leaving=Counter(
                [_verdict_without(person, rounds[target], rule) for person in people]
                if len(votes.raters) == 1
                else verdicts_by_leaving([votes], rule, people)
            ),
        )
    return found


def try_processes(
    steps: Sequence[Step],
    rounds: Mapping[str, Mapping[int, Votes]],
    judgements: Mapping[str, ProcessJudgement],
    settings: Settings,
) -> dict[str, Robustness]:
    """Return how firm the verdicts on processes are, by process; ``raters`` are those of any of its steps."""
    if not judgements:
        return {}
    from sop_kit.assess.feasibility.many_verdicts import mixtures, verdicts_by_leaving, verdicts_by_weights, who_counts

    rule, weights = settings.verdict_rule, mixtures(settings.draws)
    found = {}
    for process, judgement in judgements.items():
        own = {step: rounds[step] for step in judgement.steps if step in rounds}
        cast = [standing(each) for each in own.values()]
        people = tuple(dict.fromkeys(person for votes in cast for person in who_counts(votes)))
        alone = {votes.raters[0] for votes in cast if len(votes.raters) == 1}
        leaving = dict(zip(people, verdicts_by_leaving(cast, rule, people), strict=True))
        leaving |= {person: _process_without(person, process, steps, own, rule) for person in alone & set(people)}
        found[process] = Robustness(
            target=process,
            verdict=judgement.verdict,
            draws=settings.draws,
            by_weights=verdicts_by_weights(cast, judgement.aspects, rule, weights),
            raters=len(people),
            by_leaving=Counter(leaving.values()),
        )
    return found


def weighed_verdicts(rule: VerdictRule) -> tuple[str, ...]:
    """Return the verdicts for which the rule looks at the weighted mean; where it does not, weights change nothing."""
    weighed = (
        clause.verdict
        for clause in rule.clauses
        if any(condition.aspect == "overall" and condition.figure != "blocking" for condition in clause.when)
    )
    return tuple(dict.fromkeys(weighed))


def _verdict_without(person: str, rounds: Mapping[int, Votes], rule: VerdictRule) -> str:
    # Without the only rater of the last round, the round before it is the last one.
    left = _without(person, rounds)
    return judge_votes(standing(left), rule).verdict if left else ""


def _process_without(
    person: str,
    process: str,
    steps: Sequence[Step],
    own: Mapping[str, Mapping[int, Votes]],
    rule: VerdictRule,
) -> str:
    left = {step: remaining for step, rounds in own.items() if (remaining := _without(person, rounds))}
    votes = {step: standing(rounds) for step, rounds in left.items()}
    judgements = {step: judge_votes(each, rule) for step, each in votes.items()}
    judged = judge_processes([step for step in steps if step.id in own], votes, judgements, rule).get(process)
    return judged.verdict if judged else ""


def _without(person: str, rounds: Mapping[int, Votes]) -> dict[int, Votes]:
    return {number: left for number, votes in rounds.items() if (left := votes.without(person)).is_spoken_of}
