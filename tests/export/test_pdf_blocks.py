"""What the template is told: cards are packed, pages are chosen, and drawings stand where they cost no empty page."""

import pytest

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import (
    Column,
    FactLine,
    Figure,
    Fold,
    Heading,
    Table,
    TableRow,
    Text,
)
from sop_kit.export.pdf_blocks import lead_rows, other_rows, page_of, with_drawings_first
from tests.export.sample_drawings import chart, swimlane


def fact(text, label="Tool", role="normal"):
    return FactLine(label=label, value=plain(text), role=role)


def drawn(svg):
    return Figure(name="f", svg=svg, alt="a", caption="c")


WIDE = drawn(swimlane("en"))


def table(count):
    row = TableRow(cells=(plain("characteristically"),) * count)
    return Table(caption="t", columns=(Column(label="heading"),) * count, rows=(row,))


def test_short_facts_share_a_row_and_long_ones_have_one_alone():
    rows = other_rows(
        [fact("Grafana"), fact("30 min"), fact("daily"), fact("say so in the channel, " * 9), fact("yes")]
    )
    assert [[thirds for _, thirds in row] for row in rows] == [[1, 1, 1], [3], [3]]


def test_facts_keep_their_order():
    facts = [fact("x" * length) for length in (5, 90, 5, 40, 5, 5)]
    assert [one for row in other_rows(facts) for one, _ in row] == facts
    assert [one for row in lead_rows(facts) for one in row] == facts


def test_lead_facts_stand_side_by_side_as_long_as_they_are_short():
    assert [len(row) for row in lead_rows([fact("On-call")] * 5)] == [4, 1]
    assert [len(row) for row in lead_rows([fact("words " * 30)] * 3)] == [2, 1]
    assert [len(row) for row in lead_rows([fact("words " * 90)] * 2)] == [1, 1]


@pytest.mark.parametrize(
    ("block", "page"),
    [
        (Text(spans=plain("a")), "portrait"),
        (drawn(chart(("a", "b"))), "portrait"),
        (table(3), "portrait"),
        (table(12), "landscape"),
        (Fold(anchor="f", summary="s", blocks=(table(3), table(12))), "landscape"),
    ],
)
def test_each_block_gets_the_page_it_needs(block, page):
    assert page_of(block) == page


def test_a_turned_drawing_opens_its_chapter():
    chapter, section = (Heading(level=level, text="t", anchor=f"h{level}") for level in (1, 2))
    words = Text(spans=plain("Why this is done."))
    assert with_drawings_first([chapter, words, WIDE]) == (chapter, WIDE, words)
    assert with_drawings_first([chapter, words, section, WIDE]) == (chapter, words, section, WIDE)
    assert with_drawings_first([WIDE, words]) == (WIDE, words)
