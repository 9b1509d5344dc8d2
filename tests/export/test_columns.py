"""The columns of a printed table: no word breaks without need, and the room goes where the text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Column, Table, TableRow
from sop_kit.export.columns import columns, letters, with_readable_heads


def table(*rows, turned=()):
    heads = tuple(Column(label=head, turned=head in turned) for head in rows[0])
    return Table(caption="", columns=heads, rows=tuple(TableRow(cells=tuple(map(plain, row))) for row in rows[1:]))


def test_a_long_word_gets_the_room_it_needs():
    spread = columns(table(("No.", "Metric", "What to do"), ("M1", "dws_fraud_loss_daily", "Drill down " * 30)))
    assert spread.letters(1) >= letters("dws_fraud_loss_daily")


def test_the_room_goes_to_the_column_with_most_text():
    narrow, wide = columns(
        table(("Step", "What"), *[("AF01", "Look at the board, then say what it shows. " * 4)] * 9)
    ).widths
    assert wide > 5 * narrow
    assert narrow + wide == pytest.approx(174)


def test_a_small_table_is_no_wider_than_it_reads_well():
    assert sum(columns(table(("Step", "n"), ("FS01", "6"))).widths) < 100


def test_a_column_of_letters_stays_narrow_below_a_head_on_its_side():
    roles = ("Product manager", "On-call", "Risk and compliance")
    step, *others = columns(table(("Step", *roles), ("AF01 Take over the shift", "A", "R", "I"), turned=roles)).widths
    assert max(others) < 12 < step


def test_a_head_too_long_to_be_read_on_its_side_stands_upright():
    long = "The team that keeps the platform up at night and on holidays, and its deputies " * 2
    heads = with_readable_heads(table(("On-call", long), ("A", "R"), turned=("On-call", long))).columns
    assert [head.turned for head in heads] == [True, False]


def test_many_columns_take_smaller_letters_before_they_turn_the_page():
    def spread(count):
        word = "observations"
        return columns(table((word,) * count, (word,) * count))

    assert (spread(6).size, spread(6).turned_page) == (8.0, False)
    assert (spread(8).size, spread(8).turned_page) == (7.5, False)
    assert spread(11).turned_page


def test_chinese_letters_count_twice():
    assert letters("看板") == 4.0


@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[st.text(max_size=60)] * n), min_size=1, max_size=6)))
def test_columns_never_leave_the_page(rows):
    spread = columns(table(*rows))
    assert len(spread.widths) == len(rows[0])
    assert all(width > 0 for width in spread.widths)
    assert sum(spread.widths) <= (261 if spread.turned_page else 174) + 0.01
