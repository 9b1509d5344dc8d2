"""Every error a person can meet, as one tree.

SopKitError
  PlaceNotFound          a folder or file of the kit or of a workshop is not there
  NotAWorkshop           the folder holds no workshop
  NoProductYet           the workshop holds no product line at all
  UnknownProduct         the workshop holds no such product line
  UnknownLanguage        the kit has no words in that language
  BadInput               a file holds something that cannot be taken in; carries every problem found
  BadRequest             a command or a parameter asks for something that does not exist
    BadValue             a value is not what its place holds
  StoreBroken            the store of Changes does not add up
  StoreRefused           the store could not be opened, read or written
    StoreReadOnly        it can be read only
  NewerKit               a newer kit wrote what is to be read
  RecordMovedOn          the store has moved on since the file was written
  NotebookNotRun         an exporter was given a notebook without outputs
  ExportFailed           one file format could not be written
  MissingTool            a program that a format needs is not installed

Each message says what happened, to which thing, and what to do. It is an English text with named values; a face says it
in the person's language with ``said``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, runtime_checkable


class Say(Protocol):
    """The words of a language."""

    def __call__(self, text: str, /, **values: object) -> str:
        """Return a text with its values in that language."""

    def list(self, items: tuple[str, ...]) -> str:
        """Return the items joined as that language joins a list."""

    def number(self, value: float) -> str:
        """Return a number with that language's marks for thousands and decimals."""


@runtime_checkable
class Sayable(Protocol):
    """Whatever has its own words in each language: a phrase, a problem, an error."""

    def said(self, say: Say) -> str:
        """Return it in the language of ``say``."""


class Lines(tuple[object, ...]):
    """Things of which each stands on a line of its own."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence of the kit and its values, to be said later in the language of whoever reads it.

    A value may be a phrase itself, such as a hint; a tuple is joined as the language joins a list.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the sentence in English."""
        return self.said(_ENGLISH)

    def said(self, say: Say) -> str:
        """Return the sentence in the language of ``say``."""
        return say(self.text, **{name: _said(value, say) for name, value in self.values})


def phrase(text: str, /, **values: object) -> Phrase:
    """Return a sentence of the kit with its values."""
    return Phrase(text, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Amount:
    """How many: a number within a phrase, written as the language of whoever reads it writes numbers."""

    value: float

    def said(self, say: Say) -> str:
        """Return the number in the language of ``say``."""
        return say.number(self.value)


class _English:
    """The language in which the texts of the kit are written."""

    def __call__(self, text: str, /, **values: object) -> str:
        return text.format(**values) if values else text

    def list(self, items: tuple[str, ...]) -> str:
        return ", ".join(items)

    def number(self, value: float) -> str:
        return f"{value:,}"


_ENGLISH = _English()


def _said(value: object, say: Say) -> object:
    """Return a value as a sentence in that language shows it."""
    if isinstance(value, Sayable):
        return value.said(say)
    if isinstance(value, Lines):
        return "".join(f"\n  {_said(item, say)}" for item in value)
    if isinstance(value, tuple):
        return say.list(tuple(str(_said(item, say)) for item in value))
    return value


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

    def __init__(self, text: str, /, **values: object) -> None:
        self.what = phrase(text, **values)
        super().__init__(str(self.what))

    def said(self, say: Say) -> str:
        """Return the message in the language of ``say``."""
        return self.what.said(say)

    def speak(self, say: Say) -> None:
        """Say the error in that language from now on: to a notebook, and to whoever runs it."""
        self.args = (self.said(say),)

    def _render_traceback_(self) -> list[str]:
        # IPython asks an error how it wants to be shown: a facilitator reads the sentence, not the stack.
        return [str(self)]


def _typed(path: Path | str) -> str:
    """Return a path as it is typed in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


class PlaceNotFound(SopKitError, FileNotFoundError):
    """A folder or file is missing."""

    def __init__(self, path: Path | str, advice: str) -> None:
        super().__init__("There is nothing at {path}. {advice}", path=path, advice=Phrase(advice))


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
            known=tuple(known) or "–",
        )


class UnknownLanguage(SopKitError, ValueError):
    """The kit has no catalogue for that language."""

    def __init__(self, lang: str, known: Sequence[str]) -> None:
        super().__init__("There is no language '{lang}'. Choose from: {known}.", lang=lang, known=tuple(known))


class BadInput(SopKitError, ValueError):
    """A file could not be taken in; ``problems`` lists everything found in it at once."""

    def __init__(self, files: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("Nothing usable is in {files}:{lines}", files=files, lines=Lines(problems))


class BadRequest(SopKitError, ValueError):
    """A command or parameter asks for something that does not exist."""


class BadValue(BadRequest):
    """A value is not what its place holds."""


class StoreBroken(SopKitError):
    """The chain of Changes does not add up: somebody altered the store by hand."""

    def __init__(self, product: str, number: int, finding: str) -> None:
        self.product, self.number, self.finding = product, number, finding
        super().__init__(
            "Change {number} of '{product}' {finding}. The store was altered outside the kit. "
            "See all of it with: sop-kit verify DIR. Go back to a backup with: sop-kit restore FILE.zip NEW-DIR",
            number=number,
            product=product,
            finding=Phrase(finding),
        )


class StoreRefused(SopKitError):
    """The store could not be opened, read or written; nothing was changed."""


class StoreReadOnly(StoreRefused):
    """The store can be read and not written."""

    def __init__(self) -> None:
        super().__init__(
            "The workshop is read-only here. Nothing was changed. Check the permissions of its folder and of its store."
        )


class NewerKit(SopKitError):
    """A newer kit wrote what is to be read."""

    def __init__(self, name: str, schema: int, known: int) -> None:
        super().__init__(
            "'{name}' was written by a newer sop-kit (schema {schema}, this one knows {known}). "
            "Install the newer one: pip install --upgrade sop-kit",
            name=name,
            schema=schema,
            known=known,
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
            lines=Lines(difference),
        )


class NotebookNotRun(SopKitError):
    """The notebook has no outputs an exporter could read."""

    def __init__(self, name: str) -> None:
        super().__init__("{name} has no SoP outputs. Run it first (Run > Run All Cells), or add --execute.", name=name)


class ExportFailed(SopKitError):
    """One format could not be written; the others are not affected."""

    def __init__(self, target: str | Phrase, reason: str | Phrase) -> None:
        super().__init__("{target} could not be written: {reason}", target=target, reason=reason)


class MissingTool(SopKitError):
    """A program or package that a format needs is not installed."""

    def __init__(self, tool: str, advice: str | Phrase) -> None:
        advice = Phrase(advice) if isinstance(advice, str) else advice
        super().__init__("{tool} is not installed. {advice}", tool=tool, advice=advice)
