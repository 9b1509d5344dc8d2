"""What dots can be given to, and how many each got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sop_kit.record.model import Record
from sop_kit.record.workshop_tables import Prompt


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A cluster, or a note that lies in none; ``notes`` are the texts of a cluster's notes."""

    table: Literal["clusters", "notes"]
    id: str
    text: str
    notes: tuple[str, ...]
    step: str
    dots: int

    @property
    def place(self) -> str:
        """Return the table and the id in one word."""
        return f"{self.table}/{self.id}"


def targets_of(record: Record, prompt: str) -> tuple[Target, ...]:
    """Return what dots can be given to among the answers to a question: its clusters, then its loose notes."""
    notes = [note for note in record.notes if note.prompt == prompt]
    clusters = [cluster for cluster in record.clusters if cluster.prompt == prompt]
    inside = {cluster.id: tuple(note.text for note in notes if note.cluster == cluster.id) for cluster in clusters}
    groups = (
        Target(
            table="clusters",
            id=cluster.id,
            # A cluster that nobody named is known by what lies in it.
            text=cluster.name or next(iter(inside[cluster.id]), ""),
            notes=inside[cluster.id],
            step=cluster.step,
            dots=cluster.dots,
        )
        for cluster in clusters
    )
    loose = (
        Target(table="notes", id=note.id, text=note.text, notes=(), step=note.step, dots=note.dots)
        for note in notes
        if note.cluster not in inside
    )
    return (*(group for group in groups if group.text), *loose)


def by_dots(targets: Sequence[Target]) -> tuple[Target, ...]:
    """Return the targets that got dots, the most first; among equals in their order."""
    return tuple(sorted((each for each in targets if each.dots), key=lambda each: -each.dots))


def questions(record: Record) -> tuple[Prompt, ...]:
    """Return what everybody was asked to answer in words, the latest first."""
    return tuple(prompt for prompt in reversed(record.prompts) if prompt.kind == "notes")


def votes(record: Record, about: str) -> tuple[Prompt, ...]:
    """Return the votes with dots about the answers to a question, the latest first."""
    return tuple(prompt for prompt in reversed(record.prompts) if prompt.kind == "dots" and prompt.about == about)
