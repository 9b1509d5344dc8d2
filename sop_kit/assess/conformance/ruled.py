"""A rule for the event log as a sentence, and what it looks like when it is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from sop_kit.assess.conformance.naming import activity_named, named
from sop_kit.errors import Amount, Phrase, phrase
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Constraint

_PLAIN_LENGTH = re.compile(r"(\d+(?:\.\d+)?) ?(min|h|d)")

Sentence = Callable[[Phrase | str, Phrase | str, int], Phrase]

# Kind → what must hold, of the first, the second, and how many times.
_RULES: Mapping[str, Sentence] = {
    "existence": lambda a, _, n: (
        phrase("Every case has {first}", first=a)
        if n == 1
        else phrase("Every case has {first} {n} times or more", first=a, n=Amount(n))
    ),
    "absence": lambda a, _, n: (
        phrase("No case has {first}", first=a)
        if n == 1
        else phrase("Every case has {first} fewer than {n} times", first=a, n=Amount(n))
    ),
    "exactly": lambda a, _, n: (
        phrase("Every case has {first} exactly once", first=a)
        if n == 1
        else phrase("Every case has {first} exactly {n} times", first=a, n=Amount(n))
    ),
    "init": lambda a, _, __: phrase("Every case begins with {first}", first=a),
    "end": lambda a, _, __: phrase("Every case ends with {first}", first=a),
    "choice": lambda a, b, _: phrase("Every case has {first} or {second}, or both", first=a, second=b),
    "exclusive_choice": lambda a, b, _: phrase("Every case has {first} or {second}, never both", first=a, second=b),
    "responded_existence": lambda a, b, _: phrase(
        "A case with {first} has {second}, before or after", first=a, second=b
    ),
    "coexistence": lambda a, b, _: phrase("A case has both {first} and {second}, or neither", first=a, second=b),
    "response": lambda a, b, _: phrase("After {first} comes {second}", first=a, second=b),
    "precedence": lambda a, b, _: phrase("Before {second} comes {first}", first=a, second=b),
    "succession": lambda a, b, _: phrase(
        "After {first} comes {second}, and no {second} without {first} before", first=a, second=b
    ),
    "alternate_response": lambda a, b, _: phrase(
        "After {first} comes {second} before {first} comes again", first=a, second=b
    ),
    "alternate_precedence": lambda a, b, _: phrase(
        "Before each {second} comes a {first} of its own", first=a, second=b
    ),
    "alternate_succession": lambda a, b, _: phrase("{first} and {second} come in turn", first=a, second=b),
    "chain_response": lambda a, b, _: phrase("Right after {first} comes {second}", first=a, second=b),
    "chain_precedence": lambda a, b, _: phrase("Right before {second} comes {first}", first=a, second=b),
    "chain_succession": lambda a, b, _: phrase("{second} comes right after {first}, and only there", first=a, second=b),
    "not_coexistence": lambda a, b, _: phrase("No case has both {first} and {second}", first=a, second=b),
    "not_succession": lambda a, b, _: phrase("After {first} no {second} comes any more", first=a, second=b),
    "not_chain_succession": lambda a, b, _: phrase("{second} does not come right after {first}", first=a, second=b),
    "four_eyes": lambda a, b, _: phrase("{first} and {second} are not done by the same person", first=a, second=b),
}


def rule(record: Record, constraint: Constraint) -> Phrase:
    """Return a rule for the event log as a sentence that says what must hold."""
    first = _side(record, constraint.first, constraint.first_activity)
    second = _side(record, constraint.second, constraint.second_activity)
    if constraint.where:
        first = phrase("{first} with {where}", first=first, where=constraint.where)
    if constraint.kind == "time_window":
        return _hours(first, constraint)
    if constraint.kind == "duration":
        return _duration(first, second, constraint)
    sentence = _RULES[constraint.kind](first, second, constraint.times)
    if not constraint.within or constraint.kind == "four_eyes":
        return sentence
    return phrase("{rule}, within {within}", rule=sentence, within=_length(constraint.within))


def _hours(first: Phrase | str, constraint: Constraint) -> Phrase:
    if not constraint.zone:
        return phrase("{first} only within these hours: {window}", first=first, window=constraint.window)
    return phrase(
        "{first} only within these hours: {window} ({zone})",
        first=first,
        window=constraint.window,
        zone=constraint.zone,
    )


def _length(text: str) -> Phrase | str:
    """Return a length of time with its unit in the reader's language; anything but a plain figure as it was written."""
    found = _PLAIN_LENGTH.fullmatch(text.strip())
    if found is None:
        return text
    n, unit = found.groups()
    return {"min": phrase("{n} min", n=n), "h": phrase("{n} h", n=n), "d": phrase("{n} d", n=n)}[unit]


def _duration(first: Phrase | str, second: Phrase | str, constraint: Constraint) -> Phrase:
    if not constraint.within:
        return phrase("From {first} to {second} the time is measured", first=first, second=second)
    within = _length(constraint.within)
    if second:
        return phrase("From {first} to {second} at most {within}", first=first, second=second, within=within)
    if first:
        return phrase("A case with {first} takes at most {within}", first=first, within=within)
    return phrase("A case takes at most {within}", within=within)


def _side(record: Record, step: str, activity: str) -> Phrase | str:
    if activity:
        return activity_named(activity)
    return named(record, step) if step else ""
