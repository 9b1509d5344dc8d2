"""A card in Word: a head, who and when on a line, labelled facts, two abreast when short, the evidence small."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Card, FactLine
from sop_kit.export import word_markup as word
from sop_kit.export import word_width
from sop_kit.export.word_markup import Cell, Row
from sop_kit.export.word_press import Press
from sop_kit.export.word_text import inline

_LABEL = 0.09  # of the width of the page
_SIZE = 8.5
_PADDING = 170
_FEW_LINES = 2
_SHORT_CARD = 900  # letters; a shorter one stays on one page


def card(block: Card, press: Press) -> str:
    """Return a card; a table to Word, whose head row comes again where the card breaks over pages."""
    label = round(press.room * _LABEL)
    widths = (label, press.room // 2 - label, label, press.room - press.room // 2 - label)
    rows = [Row(cells=(Cell(inside=word.paragraph("CardHead", _title(block, press)), span=4),), head=True)]
    lead = [fact for fact in block.facts if fact.role == "lead"]
    letters = sum(len(fact.label) + len(text_of(fact.value)) for fact in block.facts)
    lines = list(_lines([fact for fact in block.facts if fact.role == "normal"], widths[1] - _PADDING))
    evidence = [fact for fact in block.facts if fact.role == "evidence"]
    keeps = letters <= _SHORT_CARD
    if lead:
        said = word.run("     ").join(_run_in(fact, "LeadLabel", block, press) for fact in lead)
        keep = keeps and bool(lines or evidence)
        rows.append(Row(cells=(Cell(inside=word.paragraph("CardText", said, keep=keep), span=4),)))
    for number, facts in enumerate(lines, 1):
        keep = keeps and (number < len(lines) or bool(evidence))
        cells = [
            cell for fact in facts for cell in _fact(fact, block, press, span=1 if len(facts) > 1 else 3, keep=keep)
        ]
        rows.append(Row(cells=tuple(cells)))
    if evidence:
        said = word.run("   ").join(_run_in(fact, "EvidenceLabel", block, press) for fact in evidence)
        rows.append(Row(cells=(Cell(inside=word.paragraph("CardEvidence", said), span=4),)))
    return word.table("Card", widths, rows, caption=f"{block.code} {block.title}") + word.gap()


def _title(block: Card, press: Press) -> str:
    title = press.text(word.run(block.title), block.title, anchor=block.anchor, field="card title")
    marks = "".join(
        word.run("  ") + word.run(f"\u00a0{mark}\u00a0", f"Mark{tone.title()}") for tone, mark in block.marks
    )
    return press.at(block.anchor) + word.run(f"{block.code}  ", "CardCode") + title + marks


def _lines(facts: list[FactLine], room: int) -> Iterator[tuple[FactLine, ...]]:
    """Yield the facts in their order, two on a line when both are short."""
    waiting: FactLine | None = None
    for fact in facts:
        short = word_width.lines(text_of(fact.value), _SIZE, room) <= _FEW_LINES
        if waiting is None and short:
            waiting = fact
        elif waiting is not None and short:
            yield waiting, fact
            waiting = None
        else:
            if waiting is not None:
                yield (waiting,)
                waiting = None
            yield (fact,)
    if waiting is not None:
        yield (waiting,)


def _fact(fact: FactLine, block: Card, press: Press, *, span: int, keep: bool) -> tuple[Cell, Cell]:
    return (
        Cell(inside=word.paragraph("CardLabel", word.run(fact.label), keep=keep)),
        Cell(inside=word.paragraph("CardText", _value(fact, block, press), keep=keep), span=span),
    )


def _run_in(fact: FactLine, style: str, block: Card, press: Press) -> str:
    return word.run(f"{fact.label}  ", style) + _value(fact, block, press)


def _value(fact: FactLine, block: Card, press: Press) -> str:
    field = fact.field or fact.label
    return press.text(inline(fact.value, press), text_of(fact.value), anchor=block.anchor, field=field)
