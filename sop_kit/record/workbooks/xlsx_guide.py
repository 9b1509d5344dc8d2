"""The first page of a workbook: how to fill it in, in both languages, and what each sheet is for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sop_kit.record.model import Record
from sop_kit.record.notes.table_notes import table_notes
from sop_kit.record.workbooks.sheets import Page, PageLine, sheet_name
from sop_kit.record.workbooks.xlsx_columns import PRODUCT, table_sheet
from sop_kit.words import Words

# Tables by what they are about, each group with the colour of its tabs.
_FIRST, _RUNNING, _LEARNT, _LIFE = "#0b5cad", "#176f43", "#8a5200", "#566171"
_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (_FIRST, (PRODUCT, "people", "roles", "processes", "steps")),
    (
        _RUNNING,
        ("metrics", "alerts", "severities", "release_stages", "triggers", "decisions", "mistakes", "hotfixes", "tools"),
    ),
    (
        _LEARNT,
        ("lessons", "actions", "contradictions", "sources", "texts", "images", "feedback", "translations"),
    ),
)


def colour_of(table: str) -> str:
    """Return the colour of the tab of a table."""
    return next((colour for colour, tables in _GROUPS if table in tables), _LIFE)


def guide_name(say: Words) -> str:
    """Return the name of the page."""
    return sheet_name(say("How to fill in"))


def guide(record: Record, says: Sequence[Words], *, owner: str, shown: Sequence[str]) -> Page:
    """Return the page.

    Parameters
    ----------
    record
        What the workbook is written from.
    says
        The words of the workbook's language, then those of the other.
    owner
        For whom the workbook is, "" for anybody.
    shown
        The tables whose sheets can be seen.
    """
    say = says[0]
    name = record.product.name or record.product.id
    lines = [PageLine(text=say("{name}: facts for the SoP", name=name), look="title")]
    lines += [PageLine(text=text) for text in _about(record, say, owner)]
    for each in says:
        lines += [PageLine(text=""), PageLine(text=each("How to fill in"), look="heading")]
        lines += [PageLine(text=f"{number}. {text}") for number, text in enumerate(_rules(each), start=1)]
    lines += [PageLine(text=""), PageLine(text=say("The sheets"), look="heading")]
    purposes = table_notes(say)
    for table in shown:
        sheet = table_sheet(say, table)
        lines.append(PageLine(text=sheet, leads_to=sheet, beside=purposes.get(table, "")))
    return Page(name=guide_name(say), lines=tuple(lines), colour=_FIRST)


def _about(record: Record, say: Words, owner: str) -> Iterator[str]:
    yield say("Product line: {product}", product=record.product.id)
    if owner:
        yield say("For {owner}", owner=owner)
    if record.head.number:
        yield say("As of change {number} of {day}", number=record.head.number, day=record.head.at[:10])


def _rules(say: Words) -> tuple[str, ...]:
    return (
        say(
            "Fill in what you know, and leave empty what you do not know: nothing is guessed, and what is empty "
            "becomes a question to whoever can answer it."
        ),
        say("Headings with * must be filled in for every row; purple cells are asked for by the SoP and still empty."),
        say("Point at a heading to read what belongs into its column. The grey row shows an example; it is not read."),
        say("Cells with an arrow offer a list. Where several names may stand, separate them by a semicolon."),
        say(
            "Add rows below the last one; a row without a number is given one. Do not change the numbers of rows that "
            "are there: by them the rows are found again."
        ),
        say("Columns may be moved, widened and hidden. Sheets you do not need may stay as they are."),
        say("Save as an Excel workbook (*.xlsx) and send the file back. WPS and LibreOffice do as well."),
    )
