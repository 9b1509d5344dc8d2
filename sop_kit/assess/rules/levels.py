"""Which severity levels a record has, the gravest first, and whether two roles are one and the same person."""

from __future__ import annotations

import re

from sop_kit.assess.rules.rule import Facts
from sop_kit.record.model import Record

_COUNTED = re.compile(r"(?:p|s|sev|severity|prio|priority)[\s._-]*(\d+)", re.IGNORECASE)
# Words for levels that everybody ranks alike, the gravest first.
_WORDS = (
    "blocker|critical|紧急|致命|特急",
    "high|major|severe|严重|高|重大",
    "medium|moderate|中|一般|较大",
    "low|minor|低|轻微|较小",
)


def levels(record: Record) -> tuple[str, ...]:
    """Return the ids of the severity levels, the gravest first.

    P1, S1 or SEV1 is graver than P2, critical than low; other names are taken in the order in which they are written.
    """
    ids = [row.id for row in record.severities]
    ranks = {each: _rank(each) for each in ids}
    if None in ranks.values():
        return tuple(ids)
    return tuple(sorted(ids, key=lambda each: ranks[each] or 0))


def _rank(level: str) -> int | None:
    counted = _COUNTED.fullmatch(level)
    if counted:
        return int(counted[1])
    known = (place for place, names in enumerate(_WORDS) if re.fullmatch(names, level, re.IGNORECASE))
    return next(known, None)


def one_person(facts: Facts, first: str, second: str) -> bool:
    """Say whether two roles are the same, or are both held by one and the same person alone."""
    if not first or not second:
        return False
    if first == second:
        return True
    holders = [facts.roles[role].people if role in facts.roles else () for role in (first, second)]
    return len(set(holders[0])) == 1 and set(holders[0]) == set(holders[1])
