"""Every error a person can meet, as one tree.

SopKitError
  PlaceNotFound          a folder or file of the kit or of a workshop is not there
  NotAWorkshop           the folder holds no workshop
  NoProductYet           the workshop holds no product line at all
  UnknownProduct         the workshop holds no such product line
  UnknownLanguage        the kit has no words in that language
  BadInput               a file holds something that cannot be taken in; carries every problem found
  BadRequest             a command or a parameter asks for something that does not exist
  StoreBroken            the store of Changes does not add up
  RecordMovedOn          the store has moved on since the file was written
  NotebookNotRun         an exporter was given a notebook without outputs
  ExportFailed           one file format could not be written
  MissingTool            a program that a format needs is not installed

Each message says what happened, to which thing, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with what a person gave us: where it stands, what it is, and what to do.

    ``error`` means the thing at ``where`` was not taken in; ``warning`` means it was, as the message says.
    """

    where: str  # file:line:column, file!sheet!cell, or table/row/field
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        """Return ``where: message``."""
        return f"{self.where}: {self.message}" if self.where else self.message


class SopKitError(Exception):
    """The base of all errors whose message is meant for a person."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks an error how it wants to be shown: a facilitator reads the sentence, not the stack.
        return [str(self)]


class PlaceNotFound(SopKitError, FileNotFoundError):
    """A folder or file is missing."""

    def __init__(self, path: Path | str, advice: str) -> None:
        super().__init__(f"There is nothing at {path}. {advice}")


class NotAWorkshop(SopKitError, FileNotFoundError):
    """The folder holds no ``workshop.toml``."""

    def __init__(self, path: Path | str) -> None:
        typed = f'"{path}"' if " " in str(path) else path
        super().__init__(
            f"{path} is not a workshop folder (no workshop.toml in it). Make one with: sop-kit new {typed}"
        )


class NoProductYet(SopKitError, LookupError):
    """The workshop is still empty."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(f"{folder} has no product line yet. Add one: sop-kit import {folder} FILE")


class UnknownProduct(SopKitError, LookupError):
    """The workshop has no product line of that id."""

    def __init__(self, product: str, known: Sequence[str]) -> None:
        have = ", ".join(known) if known else "none yet: add one with sop-kit import"
        super().__init__(f"There is no product line '{product}' in this workshop. It has: {have}.")


class UnknownLanguage(SopKitError, ValueError):
    """The kit has no catalogue for that language."""

    def __init__(self, lang: str, known: Sequence[str]) -> None:
        super().__init__(f"The kit does not speak '{lang}'. Choose one of: {', '.join(known)}.")


class BadInput(SopKitError, ValueError):
    """A file could not be taken in; ``problems`` lists everything found in it at once."""

    def __init__(self, what: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"{what}{lines}")


class BadRequest(SopKitError, ValueError):
    """A command or parameter asks for something that does not exist."""


class StoreBroken(SopKitError):
    """The chain of Changes does not add up: somebody altered the store by hand."""

    def __init__(self, product: str, number: int, finding: str) -> None:
        super().__init__(
            f"Change {number} of '{product}' {finding}. The store was altered outside the kit; "
            "restore a copy of workshop.db, or compare with the head printed in the last export."
        )


class RecordMovedOn(SopKitError):
    """Somebody changed the record after the file was exported."""

    def __init__(self, product: str, file_head: int, store_head: int, difference: Sequence[str]) -> None:
        shown = "".join(f"\n  {line}" for line in difference)
        super().__init__(
            f"'{product}' has moved on: the file was written at change {file_head}, the workshop is at {store_head}. "
            f"Export again, carry your edits over, and import that file. What changed meanwhile:{shown}"
        )


class NotebookNotRun(SopKitError):
    """The notebook has no outputs an exporter could read."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} has no SoP outputs. Run it first (Run > Run All Cells), or add --execute.")


class ExportFailed(SopKitError):
    """One format could not be written; the others are not affected."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__(f"{target} could not be written: {reason}")


class MissingTool(SopKitError):
    """A program or package that a format needs is not installed."""

    def __init__(self, tool: str, advice: str) -> None:
        super().__init__(f"{tool} is not installed. {advice}")
