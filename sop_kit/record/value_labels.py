"""What the values of a column that takes one of a few words are called in front of people."""

from __future__ import annotations

from typing import get_args

from sop_kit.record.labels import Named
from sop_kit.record.tables import Fact
from sop_kit.words import Words, words


def choice_names(say: Words, model: type[Fact], column: str) -> dict[str, str]:
    """Return the values a column may hold and what they are called."""
    names = _names(say)
    return {value: names.get(value, value) for value in get_args(model.model_fields[column].annotation)}


def value_word(value: str) -> Named:
    """Return a value as it is written in files, to stand in a sentence."""
    return Named(value, _names(words("en")).get(value, value))


def _names(say: Words) -> dict[str, str]:
    return {**_of_work(say), **_of_life(say), **_of_log(say)}


def _of_work(say: Words) -> dict[str, str]:
    return {
        "": say("not said"),
        "monitor": say("Monitor"),
        "feedback": say("Feedback"),
        "analyse": say("Analyse"),
        "decide": say("Decide"),
        "optimise": say("Optimise"),
        "release": say("Release"),
        "yes": say("yes"),
        "no": say("no"),
        "stop": say("stop"),
        "roll_back": say("roll back"),
        "retrain": say("retrain"),
        "other": say("Other"),
        "tool": say("Tool"),
        "template": say("Template"),
        "worked": say("What worked"),
        "failed": say("What failed"),
        "pain": say("What hurts today"),
        "feasibility": say("Feasibility"),
        "clarity": say("Clarity"),
        "accuracy": say("Accuracy"),
    }


def _of_life(say: Words) -> dict[str, str]:
    return {
        "retrospective": say("Retrospective"),
        "review": say("Review"),
        "prepared": say("Prepared"),
        "checked": say("Checked"),
        "approved": say("Approved"),
        "agree": say("Agrees"),
        "agree_with_note": say("Agrees, with a note"),
        "block": say("Objects"),
        "accepted": say("Accepted"),
        "rejected": say("Rejected"),
        "complete": say("Complete"),
        "partly": say("Partly"),
        "stopped": say("Stopped"),
        "ours": say("Keep what stands"),
        "theirs": say("Take the other"),
    }


def _of_log(say: Words) -> dict[str, str]:
    """Return the names of Declare's templates, as sentences over a first and a second step."""
    return {
        "existence": say("The first happens"),
        "absence": say("The first never happens"),
        "init": say("The first comes first of all"),
        "end": say("The first comes last of all"),
        "response": say("After the first comes the second"),
        "precedence": say("Before the second comes the first"),
        "succession": say("Both come, the first before the second"),
        "chain_response": say("Right after the first comes the second"),
        "chain_precedence": say("Right before the second comes the first"),
        "chain_succession": say("Both come, one right after the other"),
        "responded_existence": say("With the first there is the second"),
        "not_coexistence": say("Never both in one case"),
        "not_succession": say("The second never after the first"),
    }
