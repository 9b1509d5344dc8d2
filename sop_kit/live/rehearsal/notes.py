"""Which note a simulated participant writes to a question: about what works, what hurts, or what one person knows."""

from __future__ import annotations

from sop_kit.live.rehearsal.people import Participant, lots
from sop_kit.live.rehearsal.said import hurts, in_one_head, works
from sop_kit.words import Words

# What tells a question about these from one about what hurts, in either language.
_ABOUT_GOOD = ("works", "well", "keep", "stay", "好", "保留", "留下")
_ABOUT_ONE = ("only one", "one person", "in one head", "只有", "一个人")


def note_of(who: Participant, people: int, question: str, place: int, say: Words) -> str:
    """Return the note that one of ``people`` participants writes as the one at ``place``."""
    known = _pool(question, say)
    shared = lots(who.seed, "notes", question).sample(known, len(known))
    return shared[(who.number - 1 + place * people) % len(shared)]


def _pool(question: str, say: Words) -> tuple[str, ...]:
    asked = question.casefold()
    if any(sign in asked for sign in _ABOUT_ONE):
        return in_one_head(say)
    return works(say) if any(sign in asked for sign in _ABOUT_GOOD) else (*hurts(say), *in_one_head(say))
