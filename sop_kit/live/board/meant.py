"""What a gesture on the board means: the edits of one Change, and what is to be told or shown after it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sop_kit.errors import BadRequest
from sop_kit.live.ids import next_id
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record, by_id
from sop_kit.record.tables import Next, Step

Named = tuple[str, str]  # a table and the id of one of its rows


class Place(NamedTuple):
    """Where something is put down: a role's lane, a stage's column, behind the step ``after`` ("" = first)."""

    role: str
    stage: str
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """All edits of a gesture, so that one undo takes the whole of it back."""

    edits: tuple[Edit, ...]
    ids: tuple[str, ...] = ()  # of what was made, or of what is to be selected now
    stay: tuple[Named, ...] = ()  # rows that still name what is gone


class Ids:
    """Gives ids to new rows: none that a row has or ever had, and none twice."""

    def __init__(self, record: Record, ever: Callable[[str], Collection[str]]) -> None:
        """Take the record and what returns all ids that the rows of a table ever had."""
        self._record, self._ever = record, ever
        self._given: dict[str, list[str]] = {}

    def new(self, table: str, values: Mapping[str, Any], beside: Collection[str] = ()) -> str:
        """Return the id of a new row; ``beside`` are ids that mean something else."""
        given = self._given.setdefault(table, [])
        now = [*(row.id for row in self._record.rows(table)), *given, *beside]
        given.append(next_id(table, values, now, self._ever(table)))
        return given[-1]


def put(table: str, row: str, values: Mapping[str, Any]) -> Edit:
    """Return the edit that sets columns of a row; what is empty is emptied."""
    stated = {name: None if value in ("", [], ()) else value for name, value in values.items()}
    return Edit(act="put", table=table, row=row, values=stated)


def steps_named(record: Record, ids: Iterable[str]) -> tuple[Step, ...]:
    """Return the steps of some ids, each once.

    Raises
    ------
    BadRequest
        When there is no such step, or no id at all.
    """
    known = by_id(record.steps)
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        raise BadRequest("Select a step first.")
    for step in wanted:
        if step not in known:
            raise BadRequest("There is no step '{step}' any more: somebody else may have taken it out.", step=step)
    return tuple(known[step] for step in wanted)


def arrows_as_values(arrows: Sequence[Next]) -> list[dict[str, str]]:
    """Return arrows as an edit states them, each once."""
    pairs = dict.fromkeys((arrow.to, arrow.when) for arrow in arrows)
    return [{"to": to, "when": when} if when else {"to": to} for to, when in pairs]
