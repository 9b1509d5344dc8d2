"""Which notes may say the same: a proposal for people, who decide. It works for Chinese and for English.

A text is taken as the set of its English words, short endings cut off, and of its pairs of Chinese characters. What few
notes share tells more than what all of them share.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

MOST_NOTES = 300  # compared with each other; nobody reads more on a wall
_ALIKE = 0.22  # of 1: below it two notes are not proposed together
_WORD = re.compile(r"[a-z0-9]+")
_SPOKEN = re.compile(r"[A-Za-z0-9']+")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_ENDINGS = ("ingly", "edly", "ations", "ation", "ings", "ing", "ies", "ed", "es", "s", "ly")
_SHORTEST = 4  # letters that stay when an ending is cut off
_SAYS_NOTHING = (
    "a an and are as at be been but by can cannot could did do does for from had has have he her his how i if in is it "
    "its me my no nobody not of on or our she should so than that the their them then there they this to too us very "
    "was we were what when which who why will with would you your"
)
_SAYS_NOTHING_CHINESE = (
    "我们 你们 他们 没有 不是 就是 这个 那个 一个 什么 怎么 可以 不能 知道 不知 还是 因为 所以 有时 时候 每次 总是 "
    "经常 觉得 比较"
)
_EMPTY = frozenset(_SAYS_NOTHING.split())
_EMPTY_CHINESE = frozenset(_SAYS_NOTHING_CHINESE.split())
_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class Proposal:
    """Notes that may say the same; ``cluster`` is one that is there already and that they would join."""

    notes: tuple[str, ...]
    cluster: str = ""


def features(text: str) -> frozenset[str]:
    """Return what a text is compared by."""
    said = unicodedata.normalize("NFKC", text).casefold()
    words = {_stem(word) for word in _WORD.findall(said) if word not in _EMPTY and len(word) > 1}
    runs = _CHINESE.findall(said)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)} - _EMPTY_CHINESE
    return frozenset(words | pairs)


def proposals(loose: Mapping[str, str], clusters: Mapping[str, Sequence[str]]) -> tuple[Proposal, ...]:
    """Return which notes may belong together, the largest proposal first.

    Parameters
    ----------
    loose
        The notes in no cluster, text by id.
    clusters
        The texts of each cluster that is there, by its id.
    """
    notes = dict(list(loose.items())[:MOST_NOTES])
    said = {row: features(text) for row, text in notes.items()}
    there = {cluster: [features(text) for text in texts] for cluster, texts in clusters.items()}
    weights = _weights([*said.values(), *(each for texts in there.values() for each in texts)])
    joining: dict[str, list[str]] = {}
    for row, mine in said.items():
        likest = max(there, key=lambda cluster: _nearness(mine, there[cluster], weights), default="")
        if likest and _nearness(mine, there[likest], weights) >= _ALIKE:
            joining.setdefault(likest, []).append(row)
    free = {row: mine for row, mine in said.items() if not any(row in rows for rows in joining.values())}
    found = [Proposal(tuple(rows), cluster) for cluster, rows in joining.items()]
    found += [Proposal(group) for group in _grouped(free, weights) if len(group) > 1]
    return tuple(sorted(found, key=lambda each: -len(each.notes)))


def shared_words(texts: Sequence[str]) -> str:
    """Return what several texts have in common, as a first name for them; "" when it is nothing to be read."""
    said = [unicodedata.normalize("NFKC", text) for text in texts]
    common = [*_shared_characters(said), *_shared_runs(said)] if len(said) > 1 else []
    return common[0][:_LONGEST_NAME].strip() if common else ""


def _shared_characters(texts: Sequence[str]) -> list[str]:
    """Return the Chinese pieces of the first text that all the others have too, the longest first."""
    first, *others = texts
    pieces = [first[start:end] for run in _CHINESE.finditer(first) for start, end in _spans(run.start(), run.end())]
    common = [piece for piece in pieces if all(piece in other for other in others) and piece not in _EMPTY_CHINESE]
    return sorted(common, key=len, reverse=True)


def _shared_runs(texts: Sequence[str]) -> list[str]:
    """Return the runs of words of the first text that all the others have too, the longest first."""
    first, *others = [_SPOKEN.findall(text) for text in texts]
    ends = ((start, end) for start in range(len(first)) for end in range(start + 1, len(first) + 1))
    runs = [" ".join(_trimmed(first[start:end])) for start, end in ends]
    said = [f" {' '.join(other).casefold()} " for other in others]
    common = [run for run in runs if run and all(f" {run.casefold()} " in other for other in said)]
    return sorted(common, key=lambda run: len(run.split()), reverse=True)


def _trimmed(run: Sequence[str]) -> tuple[str, ...]:
    """Return a run of words without those at its ends that say nothing alone."""
    telling = [at for at, word in enumerate(run) if word.casefold() not in _EMPTY]
    return tuple(run[telling[0] : telling[-1] + 1]) if telling else ()


def _spans(start: int, end: int) -> list[tuple[int, int]]:
    return [(at, to) for at in range(start, end) for to in range(at + 2, min(end, at + _LONGEST_NAME) + 1)]


def _stem(word: str) -> str:
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _SHORTEST), "")
    return word.removesuffix(ending).removesuffix("e") if ending else word.removesuffix("e")


def _weights(said: Sequence[frozenset[str]]) -> dict[str, float]:
    often = Counter(feature for each in said for feature in each)
    return {feature: math.log(1 + len(said) / n) for feature, n in often.items()}


def _likeness(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """Return how alike two texts are, from 0 to 1: what they share, by the weight of the one that says less."""
    least = min(sum(weights[each] for each in side) for side in (one, other))
    both = sum(weights[each] for each in one & other)
    # One rare word shared by two long notes is chance; a short note inside a long one is not.
    return math.sqrt(both / least * both / max(least, sum(weights[each] for each in one | other))) if least else 0.0


def _nearness(one: frozenset[str], others: Sequence[frozenset[str]], weights: Mapping[str, float]) -> float:
    found = [_likeness(one, other, weights) for other in others]
    return sum(found) / len(found) if found else 0.0


def _grouped(said: Mapping[str, frozenset[str]], weights: Mapping[str, float]) -> list[tuple[str, ...]]:
    """Return the notes in groups: the two groups that are most alike are joined until none are alike enough."""
    near = {frozenset(pair): _likeness(said[pair[0]], said[pair[1]], weights) for pair in combinations(said, 2)}
    group_of: dict[str, tuple[str, ...]] = {row: (row,) for row in said}
    for pair, likeness in sorted(near.items(), key=lambda each: -each[1]):
        if likeness < _ALIKE:
            break
        one, other = (group_of[row] for row in pair)
        if one == other:
            continue
        between = [near[frozenset((left, right))] for left in one for right in other]
        if sum(between) / len(between) >= _ALIKE:
            joined = tuple(row for row in said if row in one or row in other)
            group_of.update(dict.fromkeys(joined, joined))
    return list(dict.fromkeys(group_of.values()))
