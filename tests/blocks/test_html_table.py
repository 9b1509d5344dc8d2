"""Tables as HTML: heads that name their rows and columns, and how a wide one fits a narrow place."""

import re

import pytest

from sop_kit.blocks.html import fragment
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Column, Table, TableRow
from tests.reading import Reading, read


def one(*blocks) -> Reading:
    return read(fragment(blocks, "en"))


def table(count: int, **more) -> Table:
    columns = tuple(Column(label=f"c{n}", width=n + 1) for n in range(count))
    row = TableRow(cells=tuple(plain(f"x{n}") for n in range(count)), anchor="row")
    return Table(**{"caption": "Who does what", "columns": columns, "rows": (row,)} | more)


def test_a_table_says_what_its_heads_are_heads_of():
    seen = one(table(3))
    assert seen.named("caption")[0].text == "Who does what"
    assert [head.attributes["scope"] for head in seen.named("th")] == ["col", "col", "col", "row"]
    assert seen.named("tr")[1].attributes["id"] == "row"


def test_a_table_without_row_heads_has_none():
    assert [head.attributes["scope"] for head in one(table(2, row_heads=False)).named("th")] == ["col", "col"]


def test_a_table_too_wide_for_a_phone_carries_the_labels_of_its_columns_for_the_cells_below_each_other():
    assert one(table(3)).classed("table")[0].attributes == {"class": "table"}
    seen = one(table(4))
    assert seen.classed("table")[0].attributes == {"class": "table stacks"}
    assert seen.named("table")[0].attributes == {"style": '--c2:"c1";--c3:"c2";--c4:"c3"'}


def test_a_label_cannot_break_out_of_the_style_that_carries_it():
    columns = tuple(Column(label='";}x{y:url(z)\\') for _ in range(4))
    style = one(Table(caption="", columns=columns, rows=())).named("table")[0].attributes["style"]
    assert not re.search(r"[}{()\n]|url\(", style)
    assert style.count('"') == 6


@pytest.mark.parametrize(("wide", "look"), [(table(9), "wide"), (table(2), "matrix")], ids=["wide", "matrix"])
def test_only_a_table_that_scrolls_is_a_region_reached_by_keyboard(wide, look):
    if look == "matrix":
        wide = wide.model_copy(update={"columns": (Column(label="Step"), Column(label="On-call", turned=True))})
    assert one(wide).classed("table")[0].attributes == {
        "class": f"table {look}",
        "role": "group",
        "aria-label": "Who does what",
        "tabindex": "0",
    }


def test_the_head_of_a_column_of_letters_is_turned_and_other_cells_of_a_matrix_hold_words():
    columns = (Column(label="Step"), Column(label="Process"), Column(label="On-call", turned=True))
    row = TableRow(cells=(plain("GC01"), plain("monitoring"), plain("R")))
    seen = one(table(3, columns=columns, rows=(row,)))
    assert [head.text for head in seen.classed("t")] == ["On-call"]
    assert [cell.text for cell in seen.classed("words")] == ["monitoring"]


def test_columns_share_the_width_as_they_ask():
    # What is left is the last column's.
    assert one(table(4)).values("style")[1:] == ["width:10%", "width:20%", "width:30%"]
    even = one(Table(caption="", columns=tuple(Column(label="x", width=w) for w in (2, 1, 1)), rows=()))
    assert [col.attributes for col in even.named("col")] == [
        {"style": "width:50%"},
        {"span": "2", "style": "width:25%"},
    ]
    assert one(Table(caption="", columns=(Column(label="x"), Column(label="y")), rows=())).named("col") == []


def test_a_short_row_is_filled_up():
    short = TableRow(cells=(plain("x"),))
    assert [cell.text for cell in one(table(3, rows=(short,))).named("td")] == ["", ""]


def test_a_column_without_a_label_has_no_empty_head():
    seen = one(Table(caption="", columns=(Column(label=""), Column(label="b")), rows=()))
    assert [head.text for head in seen.named("th")] == ["b"]
