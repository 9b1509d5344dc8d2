"""The rules in words: the one behind the verdicts, and the one that ends the rounds."""

from __future__ import annotations

from sop_kit.assess.feasibility.robustness import weighed_verdicts
from sop_kit.assess.feasibility.stopping import RoundProgress
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
        *weights_lines(view),
        *(_clause(view, clause) for clause in rule.clauses),
    )


def weights_lines(view: View) -> tuple[str, ...]:
    """Return what the weights can change: to survive other weights means nothing where the rule never looks at them."""
    say, rule = view.say, view.record.settings.verdict_rule
    weighed = weighed_verdicts(rule)
    if not weighed:
        return (say("The rule never looks at “overall”: the weights change nothing."),)
    if set(weighed) >= {clause.verdict for clause in rule.clauses if clause.when}:
        return ()
    named = [verdict_name(view, verdict) for verdict in weighed]
    return (say("The weights matter only to whether something is judged: {verdicts}.", verdicts=say.list(named)),)


def stop_lines(view: View) -> tuple[str, ...]:
    """Return the rule that ends the rounds of rating."""
    say, rule = view.say, view.record.settings.stop_rule
    return (
        say(
            "Settled: on each aspect at least {share} of the raters give {good} or more, the middle half of the "
            "answers spans at most {iqr} points, and at least {n} raters answered.",
            share=f"{rule.share:.0%}",
            good=rule.good,
            iqr=f"{rule.iqr:g}",
            n=rule.minimum_raters,
        ),
        say(
            "The rounds end when {share} of the steps and chapters are settled, after {rounds} rounds at the latest.",
            share=f"{rule.settled_share:.0%}",
            rounds=rule.rounds,
        ),
        *(() if rule.blocking is None else (say("Blocking comments allowed at the end: {n}.", n=rule.blocking),)),
    )


def declared_line(view: View, first: RoundProgress) -> str:
    """Return when the rule that ends the rounds was written down: it binds only when that was before the first one."""
    say, declared = view.say, first.declared
    on, opened = say.day(declared.on), say.day(declared.opened)
    if declared.when == "before":
        return say("The rule was declared on {on}; round one opened on {opened}.", on=on, opened=opened)
    if declared.when == "after" and not on:
        return say("Beware: only a later round carries a rule: {text}", text=_worded(view, first))
    if declared.when == "after":
        return say("Beware: the rule was declared on {on}, after round one opened on {opened}.", on=on, opened=opened)
    if declared.when == "with_the_round":
        return say("Round one carries a rule in its own words: {text}", text=_worded(view, first))
    if on:
        return say("The rule was declared on {on}; the record does not say when round one opened.", on=on)
    return say("The record does not say that the rule was declared before round one.")


def _worded(view: View, first: RoundProgress) -> str:
    """Return the rule as the first round that has one words it, in the view's language."""
    rows = [row for row in view.record.rounds if row.number >= first.round and row.kind != "review" and row.stop_rule]
    return min(rows, key=lambda row: row.number).stop_rule if rows else first.declared.text


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
