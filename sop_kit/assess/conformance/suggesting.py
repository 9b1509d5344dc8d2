"""Which step an activity of a log may be, by the words they share; a suggestion for a person to confirm."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sop_kit.record.alike import folded
from sop_kit.record.model import Record
from sop_kit.record.tables import Step

# What a step is called says most of what it is. Its trigger is left out: that is what happened before it.
_COLUMNS: Mapping[str, float] = {"title": 1.0, "action": 0.95, "outputs": 0.6, "tool": 0.4}
_LEAST = 0.5  # of what an activity says a step has to say, too
_AHEAD = 1.15  # times as like as the next best step
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_ENDINGS = re.compile(r"(?<=[a-z]{3})(?:ments?|ations?|ions?|ing|ed|es|s|e)$")
# Words that any activity and any step may hold.
_EMPTY = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "it", "of", "on", "or", "the", "then", "to")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A step that an activity may be, and how like they are: from 0 to 1."""

    activity: str
    step: str
    likeness: float


def suggest(record: Record, activities: Iterable[str]) -> tuple[Suggestion, ...]:
    """Return the step that each activity is most like; activities that are like none, or like several, are left out.

    An activity that is called like the id or the title of a step is that step. Otherwise what counts is how much of
    what the activity says the step says, too, in either language of the record: words of Latin letters without their
    endings, pairs of Chinese characters, each the heavier the fewer steps it stands in.
    """
    translated: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in record.translations:
        if row.table == "steps":
            translated[row.row][row.field] = row.text
    steps = {step.id: _said_by(step, translated[step.id]) for step in record.steps}
    weights = _weights(steps.values())
    called = _called(record)
    found = (
        Suggestion(activity=activity, step=called[folded(activity)], likeness=1.0)
        if folded(activity) in called
        else _best(activity, steps, weights)
        for activity in activities
    )
    return tuple(suggestion for suggestion in found if suggestion is not None)


def _best(activity: str, steps: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]) -> Suggestion | None:
    pieces = _pieces(activity)
    unknown = max(weights.values(), default=1.0)
    whole = sum(weights.get(piece, unknown) for piece in pieces)
    if not whole:
        return None
    scores = {
        step: sum(weights[piece] * said[piece] for piece in pieces if piece in said) / whole
        for step, said in steps.items()
    }
    ranked = sorted(scores, key=lambda step: -scores[step])[:2]
    best = scores[ranked[0]] if ranked else 0.0
    second = scores[ranked[1]] if len(ranked) > 1 else 0.0
    if best < _LEAST or best < _AHEAD * second:
        return None
    return Suggestion(activity=activity, step=ranked[0], likeness=round(min(best, 1.0), 2))


def _called(record: Record) -> Mapping[str, str]:
    """Return what steps are called, folded, and the step; what several are called tells none of them."""
    called = [(folded(name), step.id) for step in record.steps for name in {step.id, step.title, step.action} if name]
    counted = Counter(name for name, _ in called)
    return {name: step for name, step in called if counted[name] == 1}


def _said_by(step: Step, translated: Mapping[str, str]) -> Mapping[str, float]:
    """Return the pieces that a step says, each with how much it counts there."""
    said: dict[str, float] = {}
    for column, strength in _COLUMNS.items():
        for piece in _pieces(getattr(step, column)) | _pieces(translated.get(column, "")):
            said[piece] = max(said.get(piece, 0.0), strength)
    return said


def _weights(said: Iterable[Mapping[str, float]]) -> Mapping[str, float]:
    """Return how much each piece says: one that stands in every step tells none of them apart."""
    listed = list(said)
    counted = Counter(piece for each in listed for piece in each)
    return {piece: math.log(1 + len(listed) / count) for piece, count in counted.items()}


def _pieces(text: str) -> frozenset[str]:
    flat = unicodedata.normalize("NFKC", text).casefold()
    # Programs write deployStaging, DEPLOY_STAGING, deploy-staging.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unicodedata.normalize("NFKC", text)).casefold()
    found = {_ENDINGS.sub("", word) for word in _WORD.findall(apart)} - _EMPTY
    for run in _CHINESE.findall(flat):
        found |= {run[place : place + 2] for place in range(len(run) - 1)} or {run}
    return frozenset(found)
