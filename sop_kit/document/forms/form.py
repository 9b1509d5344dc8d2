"""What a form is made of: fields with a label each, and grids of rows below headings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from sop_kit.document.view import View, person_name, role_name
from sop_kit.words import Words

Kind = Literal["text", "date", "tick"]
UNITS = 24  # a page is this many columns wide; a field or a column of a grid takes some of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """Something asked for: ``words`` are what may be chosen, ``value`` what the record knows."""

    label: str
    hint: str = ""  # what belongs there, or an example
    value: str = ""
    lines: int = 1  # room to write; more than one takes the whole width
    kind: Kind = "text"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """A part of a form: fields below a title, two of one line beside each other."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column of a grid; ``units`` is how much of the width it takes."""

    label: str
    units: int
    note: str = ""
    kind: Kind = "text"
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A part of a form: rows below headings, the ``example`` first, then what is known, then ``spare`` empty ones."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    example: tuple[str, ...] = ()
    spare: int = 5
    lines: int = 1  # of an empty row


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form in one language; its sheet bears its name."""

    name: str
    when: str
    who: str
    parts: tuple[Fields | Grid, ...]
    landscape: bool = False
    note: str = ""


Make = Callable[[View, Words], Form]  # called in each language: labels are printed in both


@dataclass(frozen=True, slots=True)
class Known:
    """What the record offers to choose from, in the words of a view."""

    view: View

    @property
    def roles(self) -> tuple[str, ...]:
        """Return the names of the roles."""
        return _once(role_name(self.view, row.id) for row in self.view.record.roles)

    @property
    def people(self) -> tuple[str, ...]:
        """Return the names of the people."""
        return _once(person_name(self.view, row.id) for row in self.view.record.people)

    @property
    def steps(self) -> tuple[str, ...]:
        """Return the ids of the steps."""
        return _once(row.id for row in self.view.record.steps)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return what a remark may be about: the chapters, then the steps."""
        return _once([*(f"C{number}" for number in range(8)), *self.steps])

    @property
    def levels(self) -> tuple[str, ...]:
        """Return the severity levels."""
        return _once(row.id for row in self.view.record.severities) or ("P1", "P2", "P3", "P4")

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Return the numbers of the mistake book."""
        return _once(row.id for row in self.view.record.mistakes)

    @property
    def triggers(self) -> tuple[str, ...]:
        """Return what may start a cycle."""
        return _once(f"{row.id} {row.condition}"[:_LONGEST] for row in self.view.record.triggers)

    def holder(self, role: str) -> str:
        """Return a role with the first person who holds it."""
        row = self.view.roles.get(role)
        name = role_name(self.view, role)
        if row is None or not row.people:
            return name
        return f"{name} · {person_name(self.view, row.people[0])}"


def in_a_row(first: str, second: str) -> str:
    """Return two facts that belong together, a dash for one that is not known; "" when neither is."""
    return f"{first or '–'} / {second or '–'}" if first or second else ""


_LONGEST = 120  # letters of a word to choose


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))
