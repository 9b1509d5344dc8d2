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
    return {**_of_work(say), **_of_life(say), **_of_log(say), **_of_workshop(say)}


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
        "exactly": say("The first happens exactly so many times"),
        "choice": say("At least one of the two"),
        "exclusive_choice": say("One of the two, never both"),
        "coexistence": say("Both or neither"),
        "alternate_response": say("After the first comes the second, before another first"),
        "alternate_precedence": say("Before each second a first of its own"),
        "alternate_succession": say("First and second in turn"),
        "not_chain_succession": say("The second never right after the first"),
        "time_window": say("The first only within the hours"),
        "duration": say("No longer than the time"),
        "four_eyes": say("Never the same person for both"),
        "log": say("Event log"),
        "walk": say("Walk-through"),
        "missing": say("not done"),
        "extra": say("not in the document"),
        "forbidden": say("done although it must not be"),
        "order": say("in another order"),
        "role": say("by somebody else"),
        "late": say("later than allowed"),
        "hours": say("outside the hours"),
        "no_record": say("without a record"),
        "differently": say("done differently"),
        "not_known": say("nobody knew"),
        "fix_behaviour": say("Fix the behaviour"),
        "fix_sop": say("Fix the SoP"),
        "accept": say("Accept until"),
        "as_written": say("as written"),
        "start": say("What tells you to begin?"),
        "do": say("What do you do, in which order?"),
        "good": say("How do you see that it is done well?"),
        "fails": say("What if it fails, and whom do you call?"),
        "last": say("When was it last done, and where is that recorded?"),
    }


def _of_workshop(say: Words) -> dict[str, str]:
    return {
        "welcome": say("Welcome and goal"),
        "actions": say("Promises of the last session"),
        "capture": say("Draw the workflow"),
        "collect": say("Answer unseen"),
        "cluster": say("Group the notes"),
        "vote": say("Give dots"),
        "rate": say("Rate the steps"),
        "discuss": say("Discuss what divides"),
        "agree": say("Decide, and promise"),
        "break": say("Break"),
        "close": say("Look back and close"),
        "open": say("going on"),
        "done": say("finished"),
        "skipped": say("skipped"),
        "closed": say("revealed"),
        "notes": say("Notes"),
        "dots": say("Dots"),
    }
