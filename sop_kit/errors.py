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

Each message says what happened, to which thing, and what to do. It is an English text with named values; a face says it
in the person's language with ``said``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Say = Callable[..., str]  # a text and its values in, the same in a person's language out


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the kit and its values, to be said later in the language of whoever reads it.

    A value may be a phrase itself: a hint, a list of words.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.text.format(**dict(self.values)) if self.values else self.text

    def said(self, say: Say) -> str:
        """Return the sentence in the language of ``say``."""
        values = {name: value.said(say) if isinstance(value, Phrase) else value for name, value in self.values}
        return say(self.text, **values)


def phrase(text: str, **values: object) -> Phrase:
    """Return a sentence of the kit with its values."""
    return Phrase(text, tuple(values.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong with what a person gave us: where it stands, what it is, and what to do.

    ``error`` means the thing at ``where`` was not taken in; ``warning`` means it was, as the message says.
    """

    where: str  # file:line:column, file!sheet!cell, or table/row/field
    what: Phrase
    severity: Literal["error", "warning"] = "error"

    @property
    def message(self) -> str:
        """Return what is wrong, in English."""
        return str(self.what)

    def __str__(self) -> str:
        """Return ``where: message``."""
        return f"{self.where}: {self.message}" if self.where else self.message

    def said(self, say: Say) -> str:
        """Return ``where: message`` in the language of ``say``."""
        message = self.what.said(say)
        return f"{self.where}: {message}" if self.where else message


class SopKitError(Exception):
    """The base of all errors whose message is meant for a person."""

    def __init__(self, text: str, **values: object) -> None:
        self.text = text
        self.values = values
        super().__init__(text.format(**values) if values else text)

    def said(self, say: Say) -> str:
        """Return the message in the language of ``say``; an advice inside it is said in that language, too."""
        values = {name: say(value) if name in _SENTENCES else value for name, value in self.values.items()}
        return say(self.text, **values)

    def speak(self, say: Say) -> None:
        """Choose the language in which a notebook shows the error."""
        self.spoken = self.said(say)

    def _render_traceback_(self) -> list[str]:
        # IPython asks an error how it wants to be shown: a facilitator reads the sentence, not the stack.
        return [getattr(self, "spoken", str(self))]


_SENTENCES = frozenset({"advice", "finding"})  # values that are texts of the kit themselves


def _typed(path: Path | str) -> str:
    """Return a path as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


class PlaceNotFound(SopKitError, FileNotFoundError):
    """A folder or file is missing."""

    def __init__(self, path: Path | str, advice: str) -> None:
        super().__init__("There is nothing at {path}. {advice}", path=path, advice=advice)


class NotAWorkshop(SopKitError, FileNotFoundError):
    """The folder holds no ``workshop.toml``."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(
            "{path} is not a workshop folder (no workshop.toml in it). Make one with: sop-kit new {path}",
            path=_typed(path),
        )


class NoProductYet(SopKitError, LookupError):
    """The workshop is still empty."""

    def __init__(self, folder: Path | str) -> None:
        super().__init__(
            "{folder} has no product line yet. Add one: sop-kit import {folder} FILE", folder=_typed(folder)
        )


class UnknownProduct(SopKitError, LookupError):
    """The workshop has no product line of that id."""

    def __init__(self, product: str, known: Sequence[str]) -> None:
        super().__init__(
            "There is no product line '{product}' in this workshop. It has: {known}.",
            product=product,
            known=", ".join(known) or "–",
        )


class UnknownLanguage(SopKitError, ValueError):
    """The kit has no catalogue for that language."""

    def __init__(self, lang: str, known: Sequence[str]) -> None:
        super().__init__("There is no language '{lang}'. Choose from: {known}.", lang=lang, known=", ".join(known))


class BadInput(SopKitError, ValueError):
    """A file could not be taken in; ``problems`` lists everything found in it at once."""

    def __init__(self, files: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__("Nothing usable is in {files}:{lines}", files=files, lines=lines)


class BadRequest(SopKitError, ValueError):
    """A command or parameter asks for something that does not exist."""


class StoreBroken(SopKitError):
    """The chain of Changes does not add up: somebody altered the store by hand."""

    def __init__(self, product: str, number: int, finding: str) -> None:
        super().__init__(
            "Change {number} of '{product}' {finding}. The store was altered outside the kit; restore a copy of "
            "workshop.db, or compare with the head printed in the last export.",
            number=number,
            product=product,
            finding=finding,
        )


class RecordMovedOn(SopKitError):
    """Somebody changed the record after the file was exported."""

    def __init__(self, product: str, file_head: int, store_head: int, difference: Sequence[str]) -> None:
        super().__init__(
            "'{product}' has moved on: the file was written at change {file_head}, the workshop is at {store_head}. "
            "Export again, carry your edits over, and import that file. What changed meanwhile:{lines}",
            product=product,
            file_head=file_head,
            store_head=store_head,
            lines="".join(f"\n  {line}" for line in difference),
        )


class NotebookNotRun(SopKitError):
    """The notebook has no outputs an exporter could read."""

    def __init__(self, name: str) -> None:
        super().__init__("{name} has no SoP outputs. Run it first (Run > Run All Cells), or add --execute.", name=name)


class ExportFailed(SopKitError):
    """One format could not be written; the others are not affected."""

    def __init__(self, target: str, reason: str) -> None:
        super().__init__("{target} could not be written: {reason}", target=target, reason=reason)


class MissingTool(SopKitError):
    """A program or package that a format needs is not installed."""

    def __init__(self, tool: str, advice: str) -> None:
        super().__init__("{tool} is not installed. {advice}", tool=tool, advice=advice)
