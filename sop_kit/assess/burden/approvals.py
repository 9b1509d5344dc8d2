"""Which steps decide or approve, by what they say they do."""

from __future__ import annotations

import re

from sop_kit.record.tables import Step

# Said of any step; the words after them only of a step of deciding: elsewhere a review is an analysis.
_APPROVES = re.compile(
    r"审批|批准|审核|核准|会签|签字|签批|准入|裁决|(?<!谁)拍板|放行与否|判(?:定)?(?:通过|放行)|"
    r"\bapprov(?:e|es|al)\b|\bsign(?:ed)?[- ]?off\b|\bgo/no-go\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"评审|审查|复审|立项|结论会|\breviews?\b|\baccepts?\b|\bdecides?\b", re.IGNORECASE)


def approves(step: Step) -> bool:
    """Say whether a step decides or approves, by its title, its action and what comes out of it."""
    text = f"{step.title}\n{step.action}\n{step.outputs}"
    return bool(_APPROVES.search(text) or (step.stage == "decide" and _DECIDES.search(text)))


def is_approval(step: Step) -> bool:
    """Say whether a step is there to decide or to approve: its title says so or, where it has none, its action."""
    text = step.title or step.action
    return bool(_APPROVES.search(text) or _DECIDES.search(text))
