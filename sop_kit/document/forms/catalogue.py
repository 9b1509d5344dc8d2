"""All forms of a product line, in the order of the chapters they belong to, behind an index that leads to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sop_kit.blocks.forms import FormCell, FormRow, FormSheet
from sop_kit.document.forms import change, reality, review, running
from sop_kit.document.forms.form import Form, Make
from sop_kit.document.forms.log import log_sheet
from sop_kit.document.forms.page import page_sheet
from sop_kit.document.meta import meta
from sop_kit.document.view import View
from sop_kit.record.labels import table_label
from sop_kit.record.tables import Row
from sop_kit.record.workbooks.long_texts import LongTexts
from sop_kit.record.workbooks.reference_names import names_of
from sop_kit.record.workbooks.sheets import sheet_name
from sop_kit.record.workbooks.written import FORM, facts_sheet, form_digest, written_from
from sop_kit.words import LANGUAGES, Words, words

_MONITOR, _FEEDBACK, _CHANGE, _LIFE = "#0b5cad", "#176f43", "#8a5200", "#566171"


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet of the workbook: the form it is, and what the index says of it."""

    sheet: FormSheet
    form: Form
    comes_back: bool  # what is added to it can be imported


def forms(view: View) -> tuple[FormSheet, ...]:
    """Return the sheets of all forms, the index first, and last what tells the import where they came from."""
    say = view.say
    made = tuple(_sheets(view))
    long = LongTexts(sheet=sheet_name(say("Long texts"), [each.sheet.name for each in made]))
    sheets = [_whole(each.sheet, long) for each in (_Sheet(_index(view, made), made[0].form, comes_back=False), *made)]
    if long.count:
        sheets.append(_long_sheet(long))
    kept = [sheet for sheet, each in zip(sheets[1:], made, strict=False) if not each.comes_back]
    return (*sheets, _facts(view, [sheets[0], *kept]))


def _sheets(view: View) -> Iterator[_Sheet]:
    yield from _pages(view, _MONITOR, change.daily_checklist, running.hand_over, running.severities)
    yield from _pages(view, _MONITOR, running.alerts, running.metrics)
    yield _log(view, "mistakes", _FEEDBACK)
    yield _log(view, "hotfixes", _FEEDBACK)
    yield from _pages(view, _FEEDBACK, running.hotfix_record, running.postmortem)
    yield from _pages(view, _CHANGE, change.proposal, change.release_plan, change.release_checklist)
    yield from _pages(view, _LIFE, review.review_comments)
    yield _log(view, "approvals", _LIFE)
    yield from _pages(view, _LIFE, review.training_plan)
    yield _log(view, "readings", _LIFE)
    yield from _pages(view, _LIFE, review.review_calendar)
    yield _log(view, "walkthroughs", _LIFE)
    yield from _pages(view, _LIFE, reality.drift_report)
    yield _log(view, "corrections", _LIFE)
    yield from _pages(view, _LIFE, review.idea, review.onboarding)


def _pages(view: View, colour: str, *makers: Make) -> Iterator[_Sheet]:
    for make in makers:
        form, twin = make(view, view.say), make(view, _other(view))
        yield _Sheet(page_sheet(form, twin, view.say, colour), form, comes_back=False)


def _log(view: View, table: str, colour: str) -> _Sheet:
    form = _log_form(view.say, table)
    sheet = log_sheet(
        view.source,
        table,
        form,
        _log_form(_other(view), table),
        lang=view.say.lang,
        to_sign=_wanted(view, table),
        colour=colour,
    )
    return _Sheet(sheet, form, comes_back=True)


def _wanted(view: View, table: str) -> Sequence[Row]:
    """Return the rows that are printed for somebody to fill in: words to give, readings, questions to ask."""
    if table == "approvals":
        return review.to_approve(view, meta(view))
    if table == "readings":
        return review.to_read(view, meta(view))
    return reality.to_ask(view) if table == "walkthroughs" else ()


def _log_form(say: Words, table: str) -> Form:
    when, who = {
        "mistakes": (
            say("the AI was wrong, whoever noticed it; within a day"),
            say("whoever notices it begins the row; the owner of the mistake closes it"),
        ),
        "hotfixes": (say("a hotfix has begun, and again when it ends"), say("whoever wrote the hotfix")),
        "approvals": (
            say("a version is to be approved; a word counts for exactly this text"),
            say("everybody who holds a role"),
        ),
        "readings": (say("a new version is out"), say("everybody who works by it")),
        "walkthroughs": (
            say("at every review, and when there is no event log: five questions on the spot"),
            say("whoever asks; asked is somebody who does not own the step"),
        ),
        "corrections": (
            say("something in the SoP is wrong, unclear or out of date: a change request"),
            say("whoever finds it; the owner decides"),
        ),
    }[table]
    note = say("What is written here comes back with: sop-kit import DIR {file}", file="forms.xlsx")
    return Form(name=table_label(say, table), when=when, who=who, parts=(), note=note)


def _index(view: View, made: tuple[_Sheet, ...]) -> FormSheet:
    say, other = view.say, _other(view)
    heads = tuple(
        FormCell(text=text, beneath=beneath, look="head")
        for text, beneath in (
            (say("Form"), other("Form")),
            (say("When"), other("When")),
            (say("Who fills it in"), other("Who fills it in")),
            (say("Comes back by import"), other("Comes back by import")),
        )
    )
    name = view.record.product.name or view.record.product.id
    about = say("Print a form, or fill it in here; grey rows show an example. Click a name to get to the form.")
    rows = (
        FormRow(cells=(FormCell(text=say("Forms"), beneath=other("Forms"), look="title", span=4),)),
        FormRow(cells=(FormCell(text=f"{name}\n{about}", look="note", span=4),)),
        FormRow(cells=heads),
        *(
            FormRow(
                cells=(
                    FormCell(text=each.sheet.name, look="link", to=each.sheet.name),
                    FormCell(text=each.form.when),
                    FormCell(text=each.form.who),
                    FormCell(text=say("yes") if each.comes_back else "–"),
                )
            )
            for each in made
        ),
    )
    return FormSheet(name=sheet_name(say("Forms")), widths=(24, 36, 26, 12), rows=rows, head=2, one_page=True)


def _whole(sheet: FormSheet, long: LongTexts) -> FormSheet:
    """Return the sheet with texts that a cell of a workbook takes; what is longer goes to a sheet of its own."""
    rows = tuple(
        row.model_copy(
            update={
                "cells": tuple(
                    cell.model_copy(update={"text": long.cell(cell.text)}) if isinstance(cell.text, str) else cell
                    for cell in row.cells
                )
            }
        )
        for row in sheet.rows
    )
    return sheet.model_copy(update={"rows": rows})


def _long_sheet(long: LongTexts) -> FormSheet:
    rows = tuple(FormRow(cells=tuple(FormCell(text=text) for text in piece)) for piece in long.pieces)
    heads = FormRow(cells=tuple(FormCell(text=text, look="head") for text in ("number", "piece", "text")))
    return FormSheet(name=long.sheet, widths=(10, 10, 100), rows=(heads, *rows), landscape=True)


def _facts(view: View, pages: list[FormSheet]) -> FormSheet:
    record = view.source
    written = facts_sheet(written_from(record, lang=view.say.lang, owner=""), names_of(record).rows())
    rows = [
        *(tuple(head.heading for head in written.columns),),
        *(tuple(map(str, row)) for row in written.rows),
        *((FORM, sheet.name, form_digest(_texts(sheet))) for sheet in pages),
    ]
    cells = tuple(FormRow(cells=tuple(FormCell(text=text, look="plain") for text in row)) for row in rows)
    return FormSheet(name=written.name, widths=(12, 12, 12, 12), rows=cells, hidden=True)


def _texts(sheet: FormSheet) -> Iterator[str]:
    for row in sheet.rows:
        for _ in range(row.times):
            yield from ("\n".join(part for part in (str(cell.text), cell.beneath) if part) for cell in row.cells)


def _other(view: View) -> Words:
    return next(words(lang) for lang in LANGUAGES if lang != view.say.lang)
