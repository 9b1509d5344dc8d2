"""The verdict's rule and its weights, as data of the record."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sop_kit.record.kinds import Id, Line
from sop_kit.record.tables import Fact

# Infinity has no place in JSON, and a bound nobody can cross is no bound.
Bound = Annotated[float, Field(allow_inf_nan=False)] | None
Figure = Literal["median", "share", "iqr", "consensus", "blocking"]


class Condition(Fact):
    """One figure of one aspect held against bounds (both included).

    ``aspect`` may be ``overall`` (each rater's weighted mean over the aspects) or ``every`` (each of the three).
    ``blocking`` counts comments and has no aspect.
    """

    figure: Figure
    aspect: Literal["overall", "every", "feasibility", "clarity", "accuracy"] = "overall"
    at_least: Bound = None
    at_most: Bound = None


class Clause(Fact):
    """A verdict and what must all be true for it."""

    verdict: Literal["codify", "refine", "pilot", "drop"]
    when: tuple[Condition, ...] = ()


class VerdictRule(Fact):
    """Clauses in order: the first whose conditions all hold gives the verdict.

    Below ``minimum_raters`` there is no verdict: a pair of votes decides nothing.
    """

    weights: dict[Literal["feasibility", "clarity", "accuracy"], Annotated[float, Field(ge=0, le=100)]] = {
        "feasibility": 1.0,
        "clarity": 1.0,
        "accuracy": 1.0,
    }
    minimum_raters: Annotated[int, Field(ge=1, le=1000)] = 3
    clauses: tuple[Clause, ...] = (
        Clause(
            verdict="drop",
            when=(
                Condition(figure="median", at_most=2.0),
                Condition(figure="share", at_most=0.25),
                Condition(figure="iqr", at_most=1.0),
            ),
        ),
        Clause(
            verdict="codify",
            when=(
                Condition(figure="blocking", at_most=0),
                Condition(figure="median", aspect="every", at_least=4.0),
                Condition(figure="share", aspect="every", at_least=0.75),
                Condition(figure="iqr", aspect="every", at_most=1.0),
            ),
        ),
        Clause(
            verdict="refine",
            when=(
                Condition(figure="median", aspect="feasibility", at_least=3.5),
                Condition(figure="share", aspect="feasibility", at_least=0.5),
            ),
        ),
        Clause(verdict="pilot"),
    )


class StopRule(Fact):
    """When the rounds of rating may end, declared before the first of them.

    A step is settled when ``share`` of its raters or more give ``good`` or more on every aspect and the middle half of
    the answers spans at most ``iqr`` points, with ``minimum_raters`` answers or more. The rounds end when
    ``settled_share`` of the steps or more are settled and no more than ``blocking`` blocking comments stand (None: they
    do not count), after ``rounds`` rounds at the latest. ``declared`` is the day on which the rule was written down.
    """

    share: Annotated[float, Field(ge=0, le=1)] = 0.75
    good: Annotated[int, Field(ge=1, le=5)] = 4
    iqr: Annotated[float, Field(ge=0, le=4)] = 1.0
    settled_share: Annotated[float, Field(ge=0, le=1)] = 1.0
    blocking: Annotated[int, Field(ge=0)] | None = None
    rounds: Annotated[int, Field(ge=1, le=99)] = 3
    minimum_raters: Annotated[int, Field(ge=1, le=1000)] = 3
    declared: Line = ""


class LanePlace(Fact):
    """A lane of the picture of the workflow, in the order the team set; ``height`` is its least, 0 as it needs."""

    role: Id
    height: Annotated[float, Field(ge=0, le=2000, allow_inf_nan=False)] = 0  # pixels of the picture


class Settings(Fact):
    """How this record is judged and drawn.

    ``draws`` is how often a verdict is tried with weights drawn at random. ``lanes`` come first in the picture of the
    workflow; the lanes of roles that are not among them follow in the order of their first steps.
    """

    verdict_rule: VerdictRule = VerdictRule()
    stop_rule: StopRule = StopRule()
    draws: Annotated[int, Field(ge=1, le=100_000)] = 500
    rules_off: dict[str, str] = {}  # id of a rule → the reason it is switched off
    lanes: tuple[LanePlace, ...] = ()


DEFAULT_SETTINGS = Settings()
