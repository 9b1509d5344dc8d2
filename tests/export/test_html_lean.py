"""A page in fewer bytes reads as it did before."""

import pytest

from sop_kit.blocks.html import fragment
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Column, Table, TableRow, Text
from sop_kit.export.html_lean import lean
from tests.export.hostile import TEXTS
from tests.reading import read


def table(*rows, labels=("a", "b"), row_heads=True):
    columns = tuple(Column(label=label) for label in labels)
    cells = tuple(TableRow(cells=tuple(plain(cell) for cell in row)) for row in rows)
    return lean(fragment((Table(caption="c", columns=columns, rows=cells, row_heads=row_heads),), "en"))


def test_heads_in_the_first_row_and_column_need_no_word_about_it():
    assert "scope" not in table(("x", "1"), ("y", "2"))
    assert "scope" not in table(("x", "1"), row_heads=False)


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([("x", "1"), ("", "2")], ("a", "b")),  # a row that begins without a head
        ([("x", "1")], ("", "b")),  # a column without one
        ([("x",)], ("a",)),  # a head that is alone in its row
        ([("x", ""), ("y", "1")], ("a", "b")),  # one beside which nothing stands
    ],
)
def test_heads_whose_place_could_be_taken_for_another_say_what_they_are_heads_of(rows, labels):
    made = table(*rows, labels=labels)
    assert "scope=col" in made
    assert "scope=row" in made


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_whatever_a_text_holds_it_reads_as_before(text):
    blocks = (
        Text(spans=plain(text)),
        Table(
            caption=text,
            columns=tuple(Column(label=text, width=n) for n in range(1, 6)),
            rows=(TableRow(cells=(plain(text), plain(f'="{text}" ={text}>')) * 2),),
        ),
    )
    whole = fragment(blocks, "en")
    before, after = read(whole), read(lean(whole))
    told = [(each.name, each.text) for each in before.elements if each.name != "colgroup"]  # a column opens its group
    assert [(each.name, each.text) for each in after.elements] == told
    assert after.values("style") == before.values("style")
