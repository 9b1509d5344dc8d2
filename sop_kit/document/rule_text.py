"""The verdict's rule in words, as printed beside every verdict."""

from __future__ import annotations

from sop_kit.document.view import View, verdict_name
from sop_kit.record.rule import Clause, Condition


def rule_lines(view: View) -> tuple[str, ...]:
    """Return the rule, one line a clause, in the order in which the clauses are tried."""
    say, rule = view.say, view.record.settings.verdict_rule
    names = aspect_names(view)
    weights = [f"{names[aspect]} {weight:g}" for aspect, weight in rule.weights.items()]
    return (
        say("The rule gives no verdict below {n} raters.", n=rule.minimum_raters),
        say("Weights of the aspects in “overall”: {weights}", weights=say.list(weights)),
        *(_clause(view, clause) for clause in rule.clauses),
    )


def aspect_names(view: View) -> dict[str, str]:
    """Return what the aspects are called."""
    say = view.say
    return {
        "feasibility": say("Feasibility"),
        "clarity": say("Clarity"),
        "accuracy": say("Accuracy"),
        "overall": say("overall"),
        "every": say("every aspect"),
    }


def _clause(view: View, clause: Clause) -> str:
    say = view.say
    verdict = verdict_name(view, clause.verdict)
    if not clause.when:
        return say("Otherwise: {verdict}", verdict=verdict)
    conditions = say.list([_condition(view, condition) for condition in clause.when])
    return say("{verdict}: when {conditions}", verdict=verdict, conditions=conditions)


def _condition(view: View, condition: Condition) -> str:
    say = view.say
    figures = {
        "median": say("median"),
        "share": say("share of 4 and 5"),
        "iqr": say("IQR"),
        "consensus": say("consensus"),
        "blocking": say("blocking comments"),
    }
    figure = figures[condition.figure]
    if condition.figure != "blocking":
        figure = say("{figure} ({aspect})", figure=figure, aspect=aspect_names(view)[condition.aspect])
    low = "" if condition.at_least is None else f" ≥ {condition.at_least:g}"
    high = "" if condition.at_most is None else f" ≤ {condition.at_most:g}"
    return f"{figure}{low}{high}"
