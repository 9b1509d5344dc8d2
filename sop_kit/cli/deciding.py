"""Carrying out decisions on conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.document.decisions import Decided
from sop_kit.errors import Phrase, Problem, SopKitError
from sop_kit.record.changes import apply, difference
from sop_kit.record.conflicts import decide
from sop_kit.record.family import noted
from sop_kit.record.files.reading import warning
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import by_id
from sop_kit.record.store import Store
from sop_kit.record.value_labels import choice_names
from sop_kit.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What came of a list of decisions: product and conflict of those carried out, and why others were not."""

    done: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()


def carry_out(store: Store, decisions: Sequence[Decided], *, by: str) -> Decisions:
    """Carry the decisions of a list out, each as a Change of its line; one that cannot be stops no other.

    What is decided already stays so: a list that comes a second time must not undo what was decided since.
    """
    done: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for each in decisions:
        try:
            conflict = by_id(store.record(each.product).conflicts).get(each.conflict)
            if conflict is None or not conflict.decision:
                decide_one(store, each, by=by)
                done.append((each.product, each.conflict))
            elif conflict.decision != each.decision:
                problems.append(_decided_meanwhile(each, conflict))
        except SopKitError as error:
            problems.append(Problem(where=each.where, what=error.what))
    return Decisions(done=tuple(done), problems=tuple(problems))


def decide_one(store: Store, decided: Decided, *, by: str) -> None:
    """Carry one decision out, also in place of an earlier one.

    Raises
    ------
    UnknownProduct
        When there is no such line.
    BadRequest
        When there is no such conflict, or its place does not take the value.
    """
    record = store.record(decided.product)
    edits = decide(record, decided.conflict, decided.decision, value=decided.value, why=decided.why, by=by)
    changed = difference(record, noted(store, apply(record, edits)))
    if changed:
        why = decided.why or f"decision on {decided.conflict}"
        store.add(decided.product, changed, by=by, why=why, expect=record.head.number)


def _decided_meanwhile(decided: Decided, conflict: Conflict) -> Problem:
    names = choice_names(words("en"), Conflict, "decision")
    return warning(
        decided.where,
        "The conflict '{conflict}' of '{product}' was decided otherwise meanwhile ({decision}), and stays so. To "
        "change that: sop-kit decide DIR {product} {conflict}",
        conflict=conflict.id,
        product=decided.product,
        decision=Phrase(names[conflict.decision]),
    )
