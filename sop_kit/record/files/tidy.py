"""Make what was found in a file ready to be checked: clean text, the columns' own words, sound ids."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sop_kit.errors import Problem, phrase
from sop_kit.record.files.cells import split_list
from sop_kit.record.files.decoding import FORBIDDEN, REPLACEMENT, without_forbidden
from sop_kit.record.files.reading import Part, RawRow, error, warning
from sop_kit.record.files.record_tree import SINGLES
from sop_kit.record.files.spoken import Kind, column_kind, meant
from sop_kit.record.kinds import ID_LIMIT, clean_id, code_point
from sop_kit.record.labels import column_word
from sop_kit.record.model import TABLES, LogEntry, references
from sop_kit.record.tables import Fact

LONGEST = 100_000  # characters in one cell

_LEFT_OUT = object()


def tidy(part: Part) -> Part:
    """Return the part with its values as the record writes them; what cannot be is left out and reported."""
    found: list[Problem] = []
    singles = {key: _tidy_row(SINGLES[key], row, found) for key, row in part.singles.items()}
    tables = {table: tuple(_tidy_row(TABLES[table], row, found) for row in rows) for table, rows in part.tables.items()}
    log = tuple(_tidy_row(LogEntry, row, found) for row in part.log)
    return replace(part, singles=singles, tables=tables, log=log, problems=(*part.problems, *found))


def usable_id(text: str) -> str:
    """Return the id nearest to a text: its white space and other signs become hyphens; "" when nothing is left."""
    text = unicodedata.normalize("NFC", text[: 2 * ID_LIMIT].strip())
    if _is_id(text):
        return text
    for allowed in (r"[^\w.\-/:#()+&]+", r"[^\w]+"):
        made = re.sub(r"-{2,}", "-", re.sub(allowed, "-", text))[:ID_LIMIT].strip("-")
        if _is_id(made):
            return made
    return ""


def _is_id(text: str) -> bool:
    try:
        return clean_id(text) == text
    except ValueError:
        return False


def _tidy_row(model: type[Fact], row: RawRow, problems: list[Problem]) -> RawRow:
    tidied = {}
    for column, value in row.values.items():
        cell = _Cell(model=model, kind=column_kind(model, column), row=row, problems=problems)
        found = cell.tidied(value)
        if found is not _LEFT_OUT:
            tidied[column] = found
    return row.having(tidied)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    model: type[Fact]
    kind: Kind
    row: RawRow
    problems: list[Problem]

    def tidied(self, value: object) -> object:
        if isinstance(value, bool):
            value = "true" if value else "false"
        if self.kind.is_text and isinstance(value, list | Mapping):
            value = self._as_text(value)
        value = self._clean(value)
        if isinstance(value, str):
            return value if self.kind.is_text else self._as_word(value)
        if isinstance(value, list) and self.kind.words:
            return [meant(self.kind, item) if isinstance(item, str) else item for item in value]
        return value

    def _as_word(self, text: str) -> object:
        if self.kind.is_list:
            return [meant(self.kind, item) for item in split_list(text)] if self.kind.words else text
        text = unicodedata.normalize("NFKC", text).strip()
        return meant(self.kind, text) if text or "" in self.kind.words else None

    def _as_text(self, value: list[object] | Mapping[str, object]) -> object:
        if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
            return value[0]
        refers = self.kind.column in references(self.model)
        if refers or isinstance(value, Mapping) or any(not isinstance(item, str) for item in value):
            what = phrase("one name") if refers else phrase("a text")
            self.problems.append(
                error(
                    self._where(),
                    "'{column}' holds {what}; what stands here is a list or has lines of its own, and was left out. "
                    "Write {what}.",
                    column=column_word(self.kind.column),
                    what=what,
                )
            )
            return _LEFT_OUT
        self.problems.append(
            warning(
                self._where(),
                "'{column}' holds one text: the list was joined by '; '.",
                column=column_word(self.kind.column),
            )
        )
        return "; ".join(str(item) for item in value)

    def _clean(self, value: object) -> object:
        if isinstance(value, str):
            return self._clean_text(value)
        if isinstance(value, list):
            cleaned = (self._clean(item) for item in value)
            return [item for item in cleaned if item is not _LEFT_OUT]
        if isinstance(value, Mapping):
            pairs = ((self._clean_text(key), self._clean(item)) for key, item in value.items())
            return {key: item for key, item in pairs if item is not _LEFT_OUT and isinstance(key, str)}
        return value

    def _clean_text(self, text: str) -> object:
        if len(text) > LONGEST:
            self.problems.append(
                error(
                    self._where(),
                    "'{column}' holds {n} characters; more than {most} in one place are refused. "
                    "Shorten it, or keep it in a file of its own.",
                    column=column_word(self.kind.column),
                    n=f"{len(text):,}",
                    most=f"{LONGEST:,}",
                )
            )
            return _LEFT_OUT
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        found = FORBIDDEN.search(text)
        if not found:
            return text
        self.problems.append(
            warning(
                self._where(),
                "'{column}' holds the character {code}, which cannot be stored; it became {mark}. Delete it.",
                column=column_word(self.kind.column),
                code=code_point(found.group()),
                mark=REPLACEMENT,
            )
        )
        return without_forbidden(text)

    def _where(self) -> str:
        return self.row.at(self.kind.column)
