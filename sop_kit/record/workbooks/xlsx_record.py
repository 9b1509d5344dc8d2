"""A record as one workbook: a sheet a table, with what helps to fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from sop_kit.record.column_notes import column_notes, example_row
from sop_kit.record.files.cells import value_text
from sop_kit.record.files.spoken import column_kind
from sop_kit.record.model import TABLES, Record, references, row_facts
from sop_kit.record.tables import Fact, Product, Row
from sop_kit.record.workbooks.example_rows import example_cells, word_of
from sop_kit.record.workbooks.reference_names import Names, names_of
from sop_kit.record.workbooks.sheets import Cell, Column, Page, Sheet
from sop_kit.record.workbooks.written import facts_sheet, written_from
from sop_kit.record.workbooks.xlsx_columns import (
    PRODUCT,
    SETTINGS,
    WANTED,
    choices_of,
    heading,
    is_figure,
    table_columns,
    table_sheet,
)
from sop_kit.record.workbooks.xlsx_guide import colour_of, guide
from sop_kit.record.workbooks.xlsx_sheets import shown_width, write_sheets
from sop_kit.words import LANGUAGES, Words, words

_LARGEST, _SMALLEST, _DIGITS = 1e15, 1e-9, 15  # a figure beyond these is not kept whole by Excel


def write_workbook(record: Record, *, lang: str, owner: str = "", tables: Sequence[str] = ()) -> bytes:
    """Return the record as an XLSX workbook; equal records give equal bytes.

    Parameters
    ----------
    lang
        The language of headings, notes and choices; the headings of the other stand beneath.
    owner
        For whom the workbook is written; it stands on the first page and comes back with the workbook.
    tables
        The tables whose sheets are shown, in this order; the others are hidden. All tables are shown by default.
    """
    says = (words(lang), *(words(other) for other in LANGUAGES if other != lang))
    wanted = [table for table in tables if table in TABLES]
    shown = (PRODUCT, *(wanted or TABLES))
    names = names_of(record)
    sheets: list[Sheet | Page] = [guide(record, says, owner=owner, shown=shown), product_sheet(record, says, names)]
    order = (*shown[1:], *(table for table in TABLES if table not in shown))
    sheets += [table_sheet_of(record, table, says, names=names, shown=table in shown) for table in order]
    written = written_from(record, lang=lang, owner=owner)
    sheets.append(facts_sheet(written, names.rows()))
    title = record.product.name or record.product.id
    return write_sheets(sheets, say=says[0], title=title, created=record.head.at)


def product_sheet(record: Record, says: Sequence[Words], names: Names) -> Sheet:
    """Return the facts of the product line and its settings, a row a fact."""
    say, other = says
    notes, examples = column_notes(say, PRODUCT), example_row(say, PRODUCT)
    facts = list(_product_facts(record, say, names))
    rows = [
        (
            "\n".join(dict.fromkeys((heading(say, PRODUCT, fact), heading(other, PRODUCT, fact)))),
            text,
            notes.get(fact, ""),
            examples.get(fact, ""),
        )
        for fact, text in facts
    ]
    choices = {
        (number, 1): offered
        for number, (fact, _) in enumerate(facts)
        if fact in Product.model_fields and (offered := choices_of(say, Product, fact))
    }
    return Sheet(
        name=table_sheet(say, PRODUCT),
        columns=(
            Column(heading=say("Fact"), beneath=other("Fact"), width=28, look="strong"),
            Column(heading=say("Value"), beneath=other("Value"), width=60),
            Column(heading=say("What it means"), beneath=other("What it means"), width=52, look="quiet"),
            Column(heading=say("Example"), beneath=other("Example"), width=42, look="sample"),
        ),
        rows=rows,
        colour=colour_of(PRODUCT),
        spare=0,
        cell_choices=choices,
        wanted_cells=frozenset((number, 1) for number, (fact, _) in enumerate(facts) if fact in WANTED[PRODUCT]),
    )


def table_sheet_of(record: Record, table: str, says: Sequence[Words], *, names: Names, shown: bool) -> Sheet:
    """Return a table of the record as a sheet."""
    say, other = says
    rows = [_row(row, say, names) for row in record.rows(table)]
    widest = max((shown_width(str(row[0])) for row in rows), default=0)
    return Sheet(
        name=table_sheet(say, table),
        columns=table_columns(say, other, table, ids=widest),
        rows=rows,
        example=example_cells(say, table),
        colour=colour_of(table),
        shown="shown" if shown else "hidden",
    )


def _product_facts(record: Record, say: Words, names: Names) -> Iterator[tuple[str, str]]:
    stated = row_facts(record.product)
    for fact in Product.model_fields:
        cell = _cell(getattr(record.product, fact), Product, fact, say=say, names=names) if fact in stated else ""
        yield fact, str("" if cell is None else cell)
    settings = row_facts(record.settings)
    for fact in SETTINGS:
        value = settings.get(fact.partition(".")[2])
        yield fact, "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _row(row: Row, say: Words, names: Names) -> tuple[Cell, ...]:
    model = type(row)
    return tuple(_cell(getattr(row, column), model, column, say=say, names=names) for column in model.model_fields)


def _cell(value: object, model: type[Fact], column: str, *, say: Words, names: Names) -> Cell:
    kind, table = column_kind(model, column), references(model).get(column, "")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return value if is_figure(kind) and _is_kept(value) else value_text(value)
    if table and column != "next" and value:
        return names.one(table, value) if isinstance(value, str) else names.several(table, _texts(value))
    return word_of(say, model, column, value_text(value))


def _texts(value: object) -> Iterable[str]:
    return [str(item) for item in value] if isinstance(value, tuple) else []


def _is_kept(value: float) -> bool:
    """Say whether Excel keeps every digit of a figure."""
    return value == 0 or (_SMALLEST <= abs(value) < _LARGEST and float(f"{value:.{_DIGITS}g}") == value)
