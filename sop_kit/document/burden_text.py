"""The burden of a SoP in words: what each figure is called, how it is written, and why some minutes are not counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sop_kit.assess.burden.counting import CHARACTERS_A_WORD, Burden, Measure, Uncounted, WhyNot
from sop_kit.words import Words

_LOOP_SHOWN = 6  # steps of a loop in a sentence


def measure_name(say: Words, name: str) -> str:
    """Return what a figure of ``sop_kit.assess.beside.MEASURES`` is called."""
    return {
        "steps": say("Steps"),
        "hand_offs": say("Hand-offs between roles"),
        "approvals": say("Steps that decide or approve"),
        "gates": say("Release stages with a decider"),
        "loops": say("Ways back to an earlier step"),
        "back": say("Arrows to an earlier stage"),
        "minutes": say("Minutes a week"),
        "waiting_share": say("Waiting, of waiting and work"),
        "length": say("To read per step (median)"),
        "tools": say("Most tools of one step"),
    }[name]


def short_name(say: Words, name: str) -> str:
    """Return what a figure is called at the head of a narrow column."""
    short = {
        "hand_offs": say("Hand-offs"),
        "approvals": say("Sign-offs"),
        "loops": say("Loops"),
        "minutes": say("Min/week"),
        "waiting_share": say("Waiting"),
        "length": say("To read"),
    }
    return short.get(name, "") or measure_name(say, name)


def measure_text(say: Words, name: str, measure: Measure) -> str:
    """Return a figure as people read it, with what it rests on where that is not every step; "–" when it is missing."""
    if measure.value is None:
        return "–"
    text = value_text(say, name, measure.value)
    if measure.known == measure.of or name == "gates":  # a gate rests on no step
        return text
    return say("{value} ({n} of {of} steps)", value=text, **_basis(measure))


def short_text(say: Words, name: str, measure: Measure) -> str:
    """Return a figure for a narrow column, what it rests on as 6/34."""
    if measure.value is None:
        return "–"
    text = value_text(say, name, measure.value)
    return text if measure.known == measure.of else f"{text} ({measure.known}/{measure.of})"


def value_text(say: Words, name: str, value: float) -> str:
    """Return the value of a figure with its unit."""
    if name == "waiting_share":
        return f"{value:.0%}"
    if name == "length":
        # A reader of Chinese counts in characters.
        return say("{n} words", n=say.number(round(value * (CHARACTERS_A_WORD if say.lang == "zh" else 1))))
    # The median of two counts may lie between them; parts of a minute say nothing.
    return say.number(round(value) if name == "minutes" else round(value, 1))


def why_not_counted(say: Words, uncounted: Iterable[Uncounted]) -> list[str]:
    """Return why steps have no minutes a week, reason by reason with the number of steps, the commonest first."""
    counts = Counter(each.why for each in uncounted)
    return [say("{reason} ({n})", reason=_reason(say, why), n=n) for why, n in counts.most_common()]


def loop_text(loop: Iterable[str]) -> str:
    """Return a loop as its steps and back to the first; a long one leaves its middle out."""
    steps = list(loop)
    if len(steps) > _LOOP_SHOWN:
        steps = [*steps[: _LOOP_SHOWN - 2], "…", steps[-1]]
    return " → ".join((*steps, steps[0]))


def minutes_text(say: Words, burden: Burden) -> str:
    """Return the minutes a week in short, as a lower bound where not every step is counted; "" when none is known."""
    minutes = burden.minutes
    if minutes.value is None:
        return ""
    value = say.number(round(minutes.value))
    if minutes.known == minutes.of:
        return say("{n} min a week", n=value)
    return say("{value} min a week ({n} of {of} steps)", value=value, **_basis(minutes))


def _basis(measure: Measure) -> dict[str, int]:
    return {"n": measure.known, "of": measure.of}


def _reason(say: Words, why: WhyNot) -> str:
    return {
        "minutes": say("minutes not told"),
        "frequency": say("not told how often"),
        "unclear": say("how often cannot be read"),
        "each": say("as often as something comes"),
        "always": say("without an end"),
    }[why]
