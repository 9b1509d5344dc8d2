"""What a workbook of the kit was written from, on a sheet that nobody sees: it comes back with the workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import TYPE_CHECKING

from sop_kit import __version__
from sop_kit.record.files.reading import Written
from sop_kit.record.model import SCHEMA, Record
from sop_kit.record.workbooks.sheets import Column, Sheet

if TYPE_CHECKING:  # reading a workbook takes openpyxl, and with it numpy; a document only writes them
    from sop_kit.record.workbooks.xlsx_book import BookSheet

FACTS_SHEET = "_sop_kit"
FORM = "form"
_DIGEST = 16  # characters
_NAME = "name"
# Cells of a line: fact and value; form, name of its sheet and digest; name, table, id and what the row is called.
_FACT, _FORM, _NAMED = 2, 3, 4


def written_from(record: Record, *, lang: str, owner: str) -> Written:
    """Return what a workbook of the record is written from."""
    head = record.head
    return Written(
        product=record.product.id,
        number=head.number,
        hash=head.hash,
        owner=owner,
        lang=lang,
        schema=SCHEMA,
        kit=__version__,
    )


def written_on(sheet: BookSheet) -> Written | None:
    """Return what a workbook was written from, as its own sheet says, ``None`` when that says nothing of the kind."""
    stated = {line.cells[0]: line.cells[1] for line in sheet.lines if len(line.cells) == _FACT}
    if not stated.get("product"):
        return None
    return Written(
        product=stated["product"],
        number=_whole(stated.get("number")),
        hash=stated.get("hash", ""),
        owner=stated.get("owner", ""),
        lang=stated.get("lang", ""),
        schema=_whole(stated.get("schema")),
        kit=stated.get("kit", ""),
    )


def names_on(sheet: BookSheet) -> list[tuple[str, str, str]]:
    """Return table, id and name of the rows that were called by their name when the workbook was written."""
    return [
        (cells[1], cells[2], cells[3])
        for line in sheet.lines
        if (cells := line.cells)[0] == _NAME and len(cells) == _NAMED
    ]


def forms_on(sheet: BookSheet) -> dict[str, str]:
    """Return the sheets of a workbook that are forms to be kept as they are, with the digest of what was printed."""
    return {line.cells[1]: line.cells[2] for line in sheet.lines if line.cells[0] == FORM and len(line.cells) == _FORM}


def form_digest(texts: Iterable[str]) -> str:
    """Return a digest of what stands in the cells of a form: whoever writes into it changes that."""
    said = "\x1f".join(text.strip() for text in texts if text.strip())
    return hashlib.sha256(said.encode()).hexdigest()[:_DIGEST]


def facts_sheet(written: Written, names: Sequence[tuple[str, str, str]] = ()) -> Sheet:
    """Return the sheet that says what a workbook was written from, and which rows it calls by their names."""
    facts = asdict(written)
    rows: list[tuple[str, ...]] = [(field.name, str(facts[field.name])) for field in fields(written)]
    rows += [(_NAME, *name) for name in names]
    headings = ("fact", "value", "id", "name")
    return Sheet(name=FACTS_SHEET, columns=tuple(Column(heading=each) for each in headings), rows=rows, shown="secret")


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < len(f"{2**31}") else 0
