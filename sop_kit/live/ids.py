"""The id of a row that is added in a form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sop_kit.record.kinds import make_id

_LETTER = {"severities": "V", "triggers": "TR", "contradictions": "X", "alerts": "E", "prompts": "PR"}
_NUMBERED = re.compile(r"(.*?)(\d+)")
_LONGEST_NAME = 70


def next_id(table: str, values: Mapping[str, Any], now: Sequence[str], used: Collection[str]) -> str:
    """Return an id for a new row: made from its name, or the number after the last one.

    Parameters
    ----------
    values
        The columns of the new row.
    now
        The ids of the table as it is now.
    used
        Every id the table ever had: what was said about a row that is gone must not fall on a new one.
    """
    if "name" in values and table != "release_stages":
        return free_id(str(values["name"]), table, {*now, *used})
    numbered = [match for row in now if (match := _NUMBERED.fullmatch(row))]
    if not numbered:
        head, width = _LETTER.get(table, table[:1].upper()), 2
    else:
        # A team that numbers its steps GC01, GC02 … goes on with GC27.
        head = Counter(match[1] for match in numbered).most_common(1)[0][0]
        width = len(next(match[2] for match in numbered if match[1] == head))
    every = [match for row in (*now, *used) if (match := _NUMBERED.fullmatch(row))]
    highest = max((int(match[2]) for match in every if match[1] == head), default=0)
    return f"{head}{highest + 1:0{width}d}"


def next_ids(table: str, count: int, now: Sequence[str], used: Collection[str]) -> list[str]:
    """Return ids for new rows of a table that people know by numbers, in order."""
    first = _NUMBERED.fullmatch(next_id(table, {}, now, used))
    if first is None:  # every new id ends in a number
        return []
    head, number, width = first[1], int(first[2]), len(first[2])
    return [f"{head}{number + place:0{width}d}" for place in range(count)]


def free_id(name: str, table: str, taken: Collection[str]) -> str:
    """Return an id made from a name, one that is not taken."""
    wanted = make_id(name)[:_LONGEST_NAME] or table
    number, free = 2, wanted
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    return free
