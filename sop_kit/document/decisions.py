"""Decisions on conflicts as somebody wrote them into the overview's sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.document.overview import decision_headings
from sop_kit.errors import Phrase, Problem
from sop_kit.record.alike import folded
from sop_kit.record.conflicts import Decision
from sop_kit.record.files.reading import error, quoted
from sop_kit.record.files.spoken import column_kind, meant
from sop_kit.record.headings.layout import Line
from sop_kit.record.life_tables import Conflict
from sop_kit.record.value_labels import choice_names
from sop_kit.words import LANGUAGES, words

_DECISIONS: tuple[Decision, ...] = ("ours", "theirs", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What somebody decided about one conflict of one line."""

    product: str
    conflict: str
    decision: Decision
    value: str
    why: str
    where: str


def holds_decisions(headings: Sequence[str]) -> bool:
    """Say whether headings are those of the sheet on which conflicts are decided."""
    return {"product", "conflict", "decision"} <= set(_columns(headings))


def read_decisions(lines: Sequence[Line]) -> tuple[tuple[Decided, ...], tuple[Problem, ...]]:
    """Return the decisions of a sheet whose first line are its headings; a row without one is still undecided."""
    columns = _columns(lines[0].cells)
    decided: list[Decided] = []
    problems: list[Problem] = []
    for line in lines[1:]:
        cells = {name: cell.strip() for name, cell in zip(columns, line.cells, strict=False) if name}
        if not cells.get("decision") and not cells.get("value"):
            continue
        found = _decided(cells, line.where)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            decided.append(found)
    return tuple(decided), tuple(problems)


def _columns(headings: Sequence[str]) -> tuple[str, ...]:
    known = {
        folded(heading): column for lang in LANGUAGES for column, heading in decision_headings(words(lang)).items()
    }
    return tuple(known.get(folded(heading), "") for heading in headings)


def _decided(cells: dict[str, str], where: str) -> Decided | Problem:
    product, conflict = cells.get("product", ""), cells.get("conflict", "")
    if not product or not conflict:
        return error(
            where,
            "This row does not say which conflict it decides; it was left out. Keep its first two cells as they were.",
        )
    said, value = cells.get("decision", ""), cells.get("value", "")
    decision = _decision(said) if said else "other"
    if decision is None:
        names = choice_names(words("en"), Conflict, "decision")
        return error(
            where,
            "{said} is no decision. Choose one of {names}, or write another value in the cell beside it.",
            said=quoted(said),
            names=tuple(Phrase(names[each]) for each in _DECISIONS),
        )
    if decision == "other" and not value:
        return error(where, "The other value is missing: write it in the cell beside the decision.")
    return Decided(
        product=product, conflict=conflict, decision=decision, value=value, why=cells.get("why", ""), where=where
    )


def _decision(said: str) -> Decision | None:
    known: dict[str, Decision] = {}
    for lang in LANGUAGES:
        names = choice_names(words(lang), Conflict, "decision")
        known |= {folded(names[each]): each for each in _DECISIONS}
    word = meant(column_kind(Conflict, "decision"), said)
    return known.get(folded(said)) or next((each for each in _DECISIONS if each == word), None)
