"""Give every row its id: the one it states, one made from its name, or a number in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sop_kit.errors import Problem
from sop_kit.record.alike import folded
from sop_kit.record.files.reading import RawRow, error, warning
from sop_kit.record.files.tidy import usable_id
from sop_kit.record.kinds import make_id
from sop_kit.record.labels import table_name

# Tables whose rows people know by name; all others are numbered, with a letter before the number.
_NAMED = ("people", "roles", "processes", "metrics", "tools")
_LETTER = {
    "steps": "S",
    "alerts": "E",
    "severities": "V",
    "release_stages": "R",
    "triggers": "TR",
    "decisions": "D",
    "mistakes": "M",
    "hotfixes": "H",
    "lessons": "L",
    "actions": "A",
    "contradictions": "X",
    "sources": "Q",
    "texts": "T",
    "images": "I",
    "feedback": "F",
    "translations": "Z",
    "rounds": "RD",
    "approvals": "AP",
    "publications": "PB",
    "readings": "RB",
    "runs": "U",
    "corrections": "C",
    "constraints": "K",
    "activity_map": "AM",
    "overrides": "O",
    "conflicts": "CF",
    "checks": "CH",
    "seen_activities": "SA",
    "seen_flows": "SF",
    "findings": "FD",
    "walkthroughs": "W",
    "phases": "PH",
    "prompts": "PR",
    "notes": "N",
    "clusters": "CL",
    "resolutions": "RS",
    "people": "person-",
    "roles": "role-",
    "processes": "process-",
    "metrics": "metric-",
    "tools": "tool-",
}


def with_ids(
    table: str, rows: Sequence[RawRow], names: Mapping[str, str], taken: Iterable[str] = ()
) -> tuple[tuple[RawRow, ...], tuple[Problem, ...]]:
    """Return the rows with a sound id each; a row whose id stands before it is left out and reported.

    Parameters
    ----------
    table
        The table the rows are of.
    rows
        The rows as they were found, in order.
    names
        Names already known in that table, as ``folded`` returns them, and the id each stands for.
    taken
        Ids that a row without an id of its own must not be given.
    """
    stated = {usable_id(str(row.values["id"])) for row in rows if row.values.get("id")}
    giver = _Giver(table=table, names=names, taken=stated | set(taken))
    given = [giver.given(row) for row in rows]
    return tuple(row for row in given if row), (*giver.problems, *giver.numbered_problem())


class _Giver:
    """Gives ids to the rows of one table, in order, and remembers which are given."""

    def __init__(self, *, table: str, names: Mapping[str, str], taken: set[str]) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._names = names
        self._taken = taken
        self._places: dict[str, str] = {}
        self._named: set[str] = set()
        self._numbered: list[tuple[str, str]] = []  # id and place
        self._count = 0

    def given(self, row: RawRow) -> RawRow | None:
        text = str(row.values.get("id") or "").strip()
        made = self._stated(text, row) if text else self._made(row)
        if made in self._places:
            self.problems.append(
                error(
                    row.at("id"),
                    "The id '{id}' stands at {place} already; this row was left out. Give it an id of its own.",
                    id=made,
                    place=self._places[made],
                )
            )
            return None
        self._places[made] = row.at()
        return row.having({**row.values, "id": made})

    def numbered_problem(self) -> tuple[Problem, ...]:
        if not self._numbered:
            return ()
        (first, where), (last, _) = self._numbered[0], self._numbered[-1]
        table = table_name(self._table)
        if first == last:
            return (
                warning(
                    where,
                    "A row of {table} has no id and became {id}. "
                    "Give it an id that stays, so that a later import finds the same row.",
                    table=table,
                    id=first,
                ),
            )
        return (
            warning(
                where,
                "{n} rows of {table} have no id and became {first} to {last}. "
                "Give each an id that stays, so that a later import finds the same row.",
                n=len(self._numbered),
                table=table,
                first=first,
                last=last,
            ),
        )

    def _stated(self, text: str, row: RawRow) -> str:
        made = usable_id(text)
        if not made:
            made = self._number()
            self.problems.append(
                warning(
                    row.at("id"),
                    "'{name}' holds nothing an id could be made of; the row was given the id {id}.",
                    name=text[:80],
                    id=made,
                )
            )
        elif made != text and folded(made) != folded(text):
            self.problems.append(
                warning(
                    row.at("id"),
                    "The id '{name}' was changed to '{id}': an id has no spaces, commas, quotes or brackets.",
                    name=text[:80],
                    id=made,
                )
            )
        return made

    def _made(self, row: RawRow) -> str:
        name = folded(str(row.values.get("name") or ""))
        if self._table in _NAMED and name:
            known = "" if name in self._named else self._names.get(name, "")
            self._named.add(name)
            return known or self._free(usable_id(make_id(str(row.values["name"]))))
        made = self._number()
        self._numbered.append((made, row.at()))
        return made

    def _free(self, made: str) -> str:
        if not made:
            return self._number()
        number, free = 2, made
        while free in self._taken:
            free = usable_id(f"{made[:70]}-{number}")
            number += 1
        self._taken.add(free)
        return free

    def _number(self) -> str:
        made = ""
        while not made or made in self._taken:
            self._count += 1
            made = f"{_LETTER[self._table]}{self._count}"
        self._taken.add(made)
        return made
