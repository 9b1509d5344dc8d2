"""The owners of a product line as a list of lines names them, carried into its record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sop_kit.record.alike import folded
from sop_kit.record.changes import Edit
from sop_kit.record.collection import Listed
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.files.tidy import usable_id
from sop_kit.record.kinds import make_id
from sop_kit.record.model import Record
from sop_kit.record.new_ids import free_id
from sop_kit.record.tables import PersonRow


def listed(line: ListedLine) -> Listed:
    """Return what a list says of a line, to be compared with what it says the next time."""
    owner = line.owners[0].name if line.owners else ""
    return Listed(name=line.name, owner=owner, deputy=line.deputy, core=line.core)


def owner_edits(record: Record, line: ListedLine, before: Listed) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """Return the edits that carry a listed line into its record, and the person's id of each of its owners.

    Parameters
    ----------
    record
        The record of the line.
    line
        The line as the list has it now.
    before
        What the list said the last time: what it says unchanged leaves alone what people have written since.
    """
    people = list(record.people)
    found = [_person(people, owner) for owner in line.owners]
    deputy = _person(people, Owner(name=line.deputy)) if line.deputy else None
    known = {person.id: person for person in record.people}
    edits = [edit for person in people if (edit := _person_edit(known.get(person.id), person)) is not None]
    now = listed(line)
    wanted = {
        "name": (now.name, now.name, before.name),
        "owner": (found[0].id if found else "", now.owner, before.owner),
        "deputy": (deputy.id if deputy else "", now.deputy, before.deputy),
        "languages": ([line.lang] if line.lang else [], "", ""),
    }
    values: dict[str, Any] = {}
    for column, (value, says, said) in wanted.items():
        stands = getattr(record.product, column)
        if value and (not stands or (says != said and stands != value)):
            values[column] = value
    if values:
        edits.insert(0, Edit(act="put", table="product", values=values))
    return tuple(edits), tuple(person.id for person in found)


def _person(people: list[PersonRow], owner: Owner) -> PersonRow:
    """Return the person a list means, added to the people when they are new, with what the list adds to them."""
    same = [person for person in people if folded(person.name) == folded(owner.name)]
    exact = [person for person in same if folded(person.contact) == folded(owner.contact)]
    open_ones = [person for person in same if not person.contact or not owner.contact]
    chosen = next(iter(exact or open_ones), None)
    if chosen is None:
        person_id = free_id(usable_id(make_id(owner.name)) or "person-1", {person.id for person in people})
        chosen = PersonRow(id=person_id, name=owner.name)
        people.append(chosen)
    known = {"contact": chosen.contact or owner.contact, "department": chosen.department or owner.department}
    person = chosen.model_copy(update=known)
    people[people.index(chosen)] = person
    return person


def _person_edit(before: PersonRow | None, person: PersonRow) -> Edit | None:
    if before == person:
        return None
    names: Sequence[str] = ("name", "contact", "department") if before is None else ("contact", "department")
    values = {name: getattr(person, name) for name in names if getattr(person, name)}
    return Edit(act="put", table="people", row=person.id, values=values)
