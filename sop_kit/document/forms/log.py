"""A table of the record as a log to go on with, below the headings of the workbook: so what is added can come back."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.forms import CellLook, FormCell, FormRow, FormSheet, Offer
from sop_kit.document.forms.form import Form
from sop_kit.document.forms.page import head_rows
from sop_kit.record.model import Record, references
from sop_kit.record.tables import Row
from sop_kit.record.workbooks.reference_names import names_of
from sop_kit.record.workbooks.sheets import Cell, Choices, Sheet
from sop_kit.record.workbooks.xlsx_columns import NAMED, model_of
from sop_kit.record.workbooks.xlsx_own import TO_SIGN
from sop_kit.record.workbooks.xlsx_record import table_sheet_of
from sop_kit.words import LANGUAGES, words

DATES = frozenset({"found", "due", "done", "expires", "permanent_due", "after_review", "answered", "at"})

_SPARE, _FEWEST_SPARE = 12, 4  # empty rows with lines
_PAGE_WIDTH = 175  # letters on a page of A4, across, at a size that can still be read
_TITLE_SPAN = 8  # columns: the title of a wide log belongs on its first page
_HEAD = 2  # the row of the headings, from 0
_LOOKS: dict[str, CellLook] = {"text": "field", "number": "figure", "strong": "strong", "quiet": "quiet"}


def log_sheet(  # noqa: PLR0913  one keyword a thing that makes up a log
    record: Record, table: str, form: Form, twin: Form, *, lang: str, to_sign: Sequence[Row] = (), colour: str = ""
) -> FormSheet:
    """Return a table of the record as a log, in the words its authors wrote.

    Parameters
    ----------
    record
        As its authors wrote it: what comes back is compared with that.
    to_sign
        Rows that are printed and wait for somebody; they count once that has happened.
    """
    says = (words(lang), *(words(other) for other in LANGUAGES if other != lang))
    names = names_of(record)
    known = table_sheet_of(record, table, says, names=names, shown=True)
    wanted = table_sheet_of(record.replace(**{table: tuple(to_sign)}), table, says, names=names, shown=True)
    columns = list(model_of(table).model_fields)
    looks = tuple(
        "date" if column in DATES else _LOOKS.get(head.look, "field")
        for column, head in zip(columns, known.columns, strict=True)
    )
    rows = [*known.rows, *((TO_SIGN, *row[1:]) for row in wanted.rows)]
    spare = max(_FEWEST_SPARE, _SPARE - len(rows))
    made = (
        *head_rows(form, twin, says[0], min(len(columns), _TITLE_SPAN)),
        FormRow(cells=tuple(_heading(head.heading, head.beneath, head.note) for head in known.columns)),
        *(
            [FormRow(cells=tuple(FormCell(text=text, look="example") for text in known.example))]
            if known.example
            else []
        ),
        *(_row(row, looks) for row in rows),
        FormRow(cells=tuple(FormCell(look=look) for look in looks), times=spare, lines=2),
    )
    first = _HEAD + 1 + bool(known.example)
    width = sum(head.width for head in known.columns)
    return FormSheet(
        name=known.name,
        widths=tuple(head.width for head in known.columns),
        rows=made,
        offers=tuple(_offers(record, table, known, first, first + len(rows) + spare - 1)),
        head=_HEAD,
        kept=1,
        landscape=True,
        pages_wide=max(1, round(width / _PAGE_WIDTH)),
        colour=colour,
    )


def _heading(text: str, beneath: str, note: str) -> FormCell:
    return FormCell(text=text, beneath=beneath, note=note, look="head")


def _row(cells: Sequence[Cell], looks: Sequence[CellLook]) -> FormRow:
    return FormRow(
        cells=tuple(
            FormCell(text="" if cell is None else cell, look=look) for cell, look in zip(cells, looks, strict=True)
        )
    )


def _offers(record: Record, table: str, sheet: Sheet, first: int, last: int) -> list[Offer]:
    refers, columns = references(model_of(table)), list(model_of(table).model_fields)
    found = []
    for number, (column, head) in enumerate(zip(columns, sheet.columns, strict=True)):
        if column in DATES:
            found.append(Offer(column=number, first=first, last=last))
        elif head.choices and (offered := _words(record, refers.get(column, ""), head.choices)):
            found.append(Offer(column=number, first=first, last=last, words=offered, only=head.choices.only))
    return found


def _words(record: Record, table: str, choices: Choices) -> tuple[str, ...]:
    if choices.words:
        return choices.words
    names = names_of(record)
    rows = record.rows(table) if table else ()
    return tuple(dict.fromkeys(names.one(table, row.id) if table in NAMED else row.id for row in rows))
