"""What stands in the cells of a workbook, as its file has it: texts, figures, formulas and formats, nothing changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from sop_kit.errors import phrase
from sop_kit.record.files import limits
from sop_kit.record.workbooks.xlsx_package import Unreadable, xml_of

Place = tuple[int, int]  # row and column, from 1
Span = tuple[int, int]  # first and last, from 1

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Cells and rows that hold nothing but a format: a million of them would take a minute one by one.
_EMPTY_CELLS = re.compile(rb"<(?:\w+:)?c\s[^<>]*(?:/>|></(?:\w+:)?c>)")
_EMPTY_ROWS = re.compile(rb"<(?:\w+:)?row\s[^<>]*(?:/>|></(?:\w+:)?row>)")
_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?(?:c|row)(?:[\s/]*>|\s(?![^<>]*\br=))")
_MAY_BE_CUT_FROM = 2_000_000  # bytes
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass(slots=True)
class RawCell:
    """A cell as the file has it. ``kind`` is its type there: n, s, str, inlineStr, b, e, d."""

    kind: str
    style: int
    text: str = ""  # its value, or the value that its formula had last
    stated: bool = False  # there is a value, be it empty
    formula: str | None = None
    shared: str = ""  # the group of the formula, when cells share it


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSheet:
    """The cells of a sheet that hold something, and what the sheet hides or merges."""

    cells: Mapping[Place, RawCell]
    merged: tuple[tuple[Place, Place], ...]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[Span, ...]
    beyond: tuple[Place, ...]  # the first cells too far to the right to be read
    count_beyond: int


@dataclass(kw_only=True)
class _Reader:
    """Takes the events of a sheet's XML."""

    most: int
    cells: dict[Place, RawCell] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[Span] = field(default_factory=list)
    beyond: list[Place] = field(default_factory=list)
    count_beyond: int = 0
    row: int = 0
    column: int = 0
    cell: RawCell | None = None
    inside: str = ""  # v, f or t: whose text comes next
    silent: int = 0  # depth of what sounds out a text, such as furigana
    texts: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "f", "t"}:
            self.inside = "" if self.silent else name
            if name == "f" and self.cell is not None:
                self.cell.formula = ""
                self.cell.shared = attributes.get("si", "") if attributes.get("t") == "shared" else ""
            elif name == "v" and self.cell is not None:
                self.cell.stated = True
        elif name == "row":
            self._start_row(attributes)
        elif name == "rPh":
            self.silent += 1
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in {"1", "true"}:
            first = _number(attributes.get("min"), 1)
            self.hidden_columns.append((first, _number(attributes.get("max"), first)))

    def text(self, text: str) -> None:
        if self.inside:
            self.texts.append(text)

    def end(self, name: str) -> None:
        if name == self.inside:
            self._take("".join(self.texts))
            self.texts.clear()
            self.inside = ""
        elif name == "rPh":
            self.silent -= 1
        elif name == "c" and self.cell is not None:
            self._keep(self.cell)
            self.cell = None

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.row = _number(attributes.get("r"), self.row + 1)
        self.column = 0
        if attributes.get("hidden") in {"1", "true"}:
            self.hidden_rows.append(self.row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        # A cell that does not say where it stands follows the one before it.
        self.row, self.column = place or (max(self.row, 1), self.column + 1)
        self.cell = RawCell(kind=attributes.get("t", "n"), style=_number(attributes.get("s"), 0))

    def _take(self, text: str) -> None:
        if self.cell is None:
            return
        if self.inside == "f":
            self.cell.formula = text
        elif self.inside == "v":
            self.cell.text = text
        elif self.cell.kind == "inlineStr":
            self.cell.text += unescaped(text)
            self.cell.stated = True

    def _keep(self, cell: RawCell) -> None:
        if not cell.text and cell.formula is None:
            return
        if self.column > limits.MOST_COLUMNS:
            self.count_beyond += 1
            self.beyond += [(self.row, self.column)] if not self.beyond else []
            return
        self.cells[self.row, self.column] = cell
        if len(self.cells) > self.most:
            raise Unreadable(
                phrase(
                    "The workbook holds more than {n:,} filled cells; it was not read. Split it.", n=limits.MOST_CELLS
                )
            )

    def _merge(self, ref: str) -> None:
        first, _, last = ref.partition(":")
        start, end = _place(first), _place(last)
        if start and end and len(self.merged) < limits.MOST_CELLS:
            self.merged.append((start, end))


def read_cells(chunks: Iterable[bytes], *, most: int) -> RawSheet:
    """Return the cells of a sheet's XML that hold something.

    Raises
    ------
    Unreadable
        When the XML is damaged, or holds more than ``most`` cells.
    """
    reader = _Reader(most=most)
    xml_of(_without_empty(chunks), start=reader.start, end=reader.end, text=reader.text)
    return RawSheet(
        cells=reader.cells,
        merged=tuple(reader.merged),
        hidden_rows=tuple(reader.hidden_rows),
        hidden_columns=tuple(reader.hidden_columns),
        beyond=tuple(reader.beyond),
        count_beyond=reader.count_beyond,
    )


def read_strings(chunks: Iterable[bytes]) -> list[str]:
    """Return the texts that the cells of a workbook share, in their order; how they are sounded out is left aside."""
    strings: list[str] = []
    pieces: list[str] = []
    state = {"t": False, "silent": 0}

    def start(name: str, _: Mapping[str, str]) -> None:
        if name == "rPh":
            state["silent"] += 1
        elif name == "t":
            state["t"] = not state["silent"]

    def end(name: str) -> None:
        if name == "t":
            state["t"] = False
        elif name == "rPh":
            state["silent"] -= 1
        elif name == "si":
            strings.append(unescaped("".join(pieces)))
            pieces.clear()

    xml_of(chunks, start=start, end=end, text=lambda text: pieces.append(text) if state["t"] else None)
    return strings


def unescaped(text: str) -> str:
    """Return a text without the ``_x000D_`` with which a workbook writes what XML cannot hold."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # Two halves of one character may have been written one by one.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _SURROGATES.search(plain) else plain


def _without_empty(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the XML without the cells and rows in which nothing stands."""
    for chunk in chunks:
        # A small sheet is quick as it is; in a section of plain characters the signs may mean themselves; and where a
        # cell does not say where it stands, those before it count.
        if len(chunk) < _MAY_BE_CUT_FROM or b"<!" in chunk or _WITHOUT_PLACE.search(chunk):
            yield chunk
        else:
            yield _EMPTY_ROWS.sub(b"", _EMPTY_CELLS.sub(b"", chunk))


def _place(ref: str) -> Place | None:
    found = _REFERENCE.fullmatch(ref)
    if not found:
        return None
    row, column = int(found[2]), column_number(found[1])
    return (row, column) if row <= _LAST_ROW and column <= _LAST_COLUMN else None


@cache
def column_number(letters: str) -> int:
    """Return the number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _number(text: str | None, otherwise: int) -> int:
    return (
        int(text)
        if text is not None and text.isascii() and text.isdigit() and len(text) < len("1048576") + 1
        else otherwise
    )
