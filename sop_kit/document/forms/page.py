"""A form as a sheet: title, when and by whom, then its parts, each label in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sop_kit.blocks.forms import CellLook, FormCell, FormRow, FormSheet, Offer
from sop_kit.document.forms.form import UNITS, Field, Fields, Form, Grid, Head, Kind
from sop_kit.record.workbooks.sheets import sheet_name
from sop_kit.words import Words

_UNIT = {False: 3.9, True: 5.8}  # letters: a page of A4, upright or across, by UNITS
_LABEL, _VALUE = 4, 8  # units: of two fields beside each other
_LOOKS: dict[Kind, CellLook] = {"text": "field", "date": "date", "tick": "tick"}
TICK = "☐"
_HEAD = 2  # the row of the headings of a sheet that is one table, from 0


def page_sheet(form: Form, twin: Form, say: Words, colour: str) -> FormSheet:
    """Return the sheet of a form; ``twin`` is the same form in the other language."""
    only = form.parts[0] if len(form.parts) == 1 else None
    unit = _UNIT[form.landscape]
    if isinstance(only, Grid) and not only.title:
        # One table and nothing else: its columns are those of the sheet, so that it can be sorted and goes on below.
        widths = tuple(head.units * unit for head in only.heads)
        heads = tuple(replace(head, units=1) for head in only.heads)
        form = replace(form, parts=(replace(only, heads=heads),))
    else:
        only, widths = None, (unit,) * UNITS
    made = _Page()
    for row in head_rows(form, twin, say, len(widths)):
        made.add(row)
    for part, other in zip(form.parts, twin.parts, strict=True):
        if not only:
            made.add(FormRow())
        if isinstance(part, Fields) and isinstance(other, Fields):
            _fields(made, part, other)
        elif isinstance(part, Grid) and isinstance(other, Grid):
            _grid(made, part, other, say)
    return FormSheet(
        name=sheet_name(form.name),
        widths=widths,
        rows=tuple(made.rows),
        offers=tuple(made.offers),
        head=_HEAD if only else -1,
        kept=1 if only else 0,
        landscape=form.landscape,
        one_page=not only,
        colour=colour,
    )


def head_rows(form: Form, twin: Form, say: Words, columns: int) -> Iterator[FormRow]:
    """Yield what stands at the top of every form."""
    yield FormRow(
        cells=(FormCell(text=form.name, beneath=other_words(form.name, twin.name), look="title", span=columns),)
    )
    used = say("When: {when}   Who: {who}", when=form.when, who=form.who)
    text = "\n".join(part for part in (used, form.note) if part)
    yield FormRow(cells=(FormCell(text=text, look="note", span=columns),))


def other_words(text: str, other: str) -> str:
    """Return what the other language calls it; nothing when it is the same."""
    return "" if text == other else other


@dataclass
class _Page:
    """The rows and offers of a sheet that is being put together."""

    rows: list[FormRow] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    at: int = 0  # the number of the next row

    def add(self, row: FormRow) -> None:
        self.rows.append(row)
        self.at += row.times

    def offer(self, asked: Field | Head, column: int, rows: int = 1) -> None:
        """Offer in the rows that come next what may be put into them."""
        if asked.words or asked.kind == "date":
            last = self.at + rows - 1
            self.offers.append(Offer(column=column, first=self.at, last=last, words=asked.words))


def _fields(made: _Page, part: Fields, other: Fields) -> None:
    made.add(_title(part.title, other.title))
    pending: list[tuple[Field, Field]] = []
    for pair in zip(part.fields, other.fields, strict=True):
        if pair[0].lines > 1:
            _line(made, pending)
            _line(made, [pair])
            pending = []
        else:
            pending = [*pending, pair]
            if len(pending) * (_LABEL + _VALUE) == UNITS:
                _line(made, pending)
                pending = []
    _line(made, pending)


def _line(made: _Page, pairs: Sequence[tuple[Field, Field]]) -> None:
    if not pairs:
        return
    cells: list[FormCell] = []
    # A field that is alone in its line has all of it.
    room = UNITS - _LABEL if len(pairs) == 1 else _VALUE
    for place, (asked, other) in enumerate(pairs):
        beneath = "\n".join(text for text in (other_words(asked.label, other.label), asked.hint) if text)
        cells.append(FormCell(text=asked.label, beneath=beneath, look="label", span=_LABEL))
        cells.append(FormCell(text=asked.value, look=_LOOKS[asked.kind], span=room))
        made.offer(asked, place * (_LABEL + _VALUE) + _LABEL)
    made.add(FormRow(cells=tuple(cells), lines=max(2, *(asked.lines for asked, _ in pairs), 2)))


def _grid(made: _Page, part: Grid, other: Grid, say: Words) -> None:
    if part.title:
        made.add(_title(part.title, other.title))
    heads = zip(part.heads, other.heads, strict=True)
    made.add(
        FormRow(
            cells=tuple(
                FormCell(
                    text=head.label,
                    beneath=other_words(head.label, twin.label),
                    note=head.note,
                    look="head",
                    span=head.units,
                )
                for head, twin in heads
            )
        )
    )
    if part.example:
        example = (f"{say('e.g. ▸')} {part.example[0]}", *part.example[1:])
        made.add(_cells(example, part.heads, "example"))
    column = 0
    for head in part.heads:
        made.offer(head, column, len(part.rows) + part.spare)
        column += head.units
    for row in part.rows:
        made.add(_cells(row, part.heads))
    if part.spare:
        blank = tuple(TICK if head.kind == "tick" else "" for head in part.heads)
        made.add(_cells(blank, part.heads).model_copy(update={"times": part.spare, "lines": part.lines}))


def _cells(texts: Sequence[str], heads: Sequence[Head], look: CellLook | None = None) -> FormRow:
    return FormRow(
        cells=tuple(
            FormCell(text=text, look=look or _LOOKS[head.kind], span=head.units)
            for text, head in zip(texts, heads, strict=True)
        )
    )


def _title(text: str, other: str) -> FormRow:
    both = "  ".join(part for part in (text, other_words(text, other)) if part)
    return FormRow(cells=(FormCell(text=both, look="part", span=UNITS),))
