"""How far verdicts can be trusted, in words: what they survive, how far the raters agree, how answers are spread."""

from __future__ import annotations

from sop_kit.assess.feasibility.group_agreement import GroupAgreement
from sop_kit.assess.feasibility.judgement import Figures
from sop_kit.assess.feasibility.processes import ProcessJudgement
from sop_kit.assess.feasibility.robustness import Robustness
from sop_kit.document.rule_text import aspect_names, weights_lines
from sop_kit.document.view import View, verdict_name

FIRM = 0.9  # of the draws: a verdict that survives fewer is said to be shaky


def is_shaky(robust: Robustness) -> bool:
    """Say whether a verdict falls too often with other weights, or with some one rater fewer.

    Where every rater is needed for any verdict at all, one fewer says nothing about this one.
    """
    return bool(robust.verdict) and (robust.share < FIRM or (robust.hangs_on_one and not robust.too_few))


def firmness_lines(view: View) -> tuple[str, ...]:
    """Return what the figures beside a verdict mean."""
    say = view.say
    return (
        say(
            "Weights: how often the verdict stays when the aspects are weighted at random {n} times.",
            n=view.record.settings.draws,
        ),
        *weights_lines(view),
        say("One fewer: how often it stays when one rater is left out; – where nobody can be spared."),
    )


def weights_line(view: View, robust: Robustness) -> str:
    """Return how often a verdict survives weights drawn at random."""
    return view.say("weights: {share}", share=f"{robust.share:.0%}")


def leaving_line(view: View, robust: Robustness) -> str:
    """Return how often a verdict survives when one rater is left out."""
    return view.say("one fewer: {kept}/{n}", kept=_kept(robust), n=robust.raters)


def survives(robust: Robustness) -> str:
    """Return in figures alone how often a verdict survives: the share of the draws, and rater by rater."""
    return f"{robust.share:.0%} {_kept(robust)}/{robust.raters}"


def _kept(robust: Robustness) -> str:
    # Where all raters are needed for any verdict, one fewer says nothing about this one.
    return "–" if robust.too_few else str(robust.kept)


def weakest_line(view: View, judged: ProcessJudgement) -> str:
    """Return which step of a process is the weakest, and its verdict."""
    verdict = verdict_name(view, judged.weakest_verdict)
    return view.say("Weakest: {step}, {verdict}", step=judged.weakest, verdict=verdict)


def figures_line(view: View, found: Figures, before: Figures | None = None) -> str:
    """Return how the answers on one aspect are spread: how many gave each score, n, and what that comes to."""
    say = view.say
    silent = say("cannot judge: {n}", n=found.cannot_judge)
    if not found.n:
        return f"n=0, {silent}"
    scores = [f"{score}×{count}" for score, count in enumerate(found.counts, start=1) if count]
    parts = [f"n={found.n}", " ".join(scores), say("median {median}", median=f"{found.median:g}")]
    parts += [silent] if found.cannot_judge else []
    if before is not None and before.n and before.median != found.median:
        parts.append(say("in the round before {median}", median=f"{before.median:g}"))
    parts += [word for word, holds in ((say("divided"), found.divided), (say("low"), found.rated_low)) if holds]
    return say.list(parts)


def agreement_lines(view: View) -> tuple[str, ...]:
    """Return whether the raters use the scale alike, a line an aspect; what holds for each is said once, below."""
    say, agreement = view.say, view.assessment.agreement
    warnings = {
        "few_raters": say("three raters or fewer say little"),
        "high_scores": say("nearly all scores are high, and α collapses then: go by the share"),
    }
    told = [tuple(warnings[each] for each in found.warnings) for found in agreement]
    shared = [text for text in warnings.values() if len(told) > 1 and all(text in each for each in told)]
    lines = [
        say("; ").join([_agreement(view, found), *(text for text in each if text not in shared)])
        for found, each in zip(agreement, told, strict=True)
    ]
    if shared:
        lines.append(say("On each aspect: {what}", what=say("; ").join(shared)))
    return tuple(lines)


def _agreement(view: View, found: GroupAgreement) -> str:
    say = view.say
    low, high = (f"{bound * 100:.0f}" for bound in (found.low, found.high))
    readings = {
        "firm": say("firm"),
        "tentative": say("tentative"),
        "weak": say("weak"),
        "undefined": say("cannot be told: the answers do not vary, or no two raters share a step"),
    }
    alpha = "" if found.reading == "undefined" else f" {found.alpha:.2f}"
    return say(
        "{aspect}: {share} gave 4 or 5 ({low}–{high}), n={answers}; Krippendorff's α{alpha}: {reading}",
        aspect=aspect_names(view)[found.aspect],
        share=f"{found.share:.0%}",
        low=low,
        high=high,
        answers=found.answers,
        alpha=alpha,
        reading=readings[found.reading],
    )
