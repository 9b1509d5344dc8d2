"""Columns of a Word table are as wide as their words need, and what is left goes where lines are lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.export.word_width import Needs, lines, needs, shared, width

ROOM = 9638


def test_a_wide_letter_is_wider_than_a_narrow_one_and_a_chinese_one_is_as_wide_as_its_size():
    assert width("i", 10) < width("n", 10) < width("m", 10)
    assert width("管", 10) == 200
    assert width("n", 10, bold=True) > width("n", 10)


def test_a_column_needs_its_longest_word_and_wants_its_longest_line():
    found = needs(["look at the dashboard", "wait"], 9, padding=100, room=ROOM)
    assert width("dashboard", 9) + 100 <= found.least < width("the dashboard", 9) + 100
    assert found.full >= width("look at the dashboard", 9) + 100


@pytest.mark.parametrize("text", ["2026-11-25", "OA-2026-1187"])
def test_a_date_is_not_broken_at_its_hyphens(text):
    assert needs([text], 9, padding=0, room=ROOM).least >= width(text.removeprefix("OA-"), 9) - 1


def test_a_chinese_head_keeps_four_characters_on_a_line():
    short = needs(["步骤"], 9, padding=0, room=ROOM)
    assert width("步骤", 9) <= short.least <= short.full < 1.1 * width("步骤", 9)
    assert needs(["每个指标怎么算"], 9, padding=0, room=ROOM).least > width("每个指标", 9)


def test_a_word_of_ten_thousand_letters_takes_no_more_than_its_part_of_the_page():
    assert needs(["x" * 10_000], 9, padding=100, room=ROOM).least < ROOM / 2


def test_long_texts_get_what_short_ones_leave():
    short, long = Needs(500, 700), Needs(800, 30_000)
    widths = shared([short, long, short], [1, 1, 1], ROOM)
    assert widths[0] == pytest.approx(700, abs=3)
    assert widths[1] > 8000


def test_room_that_nobody_needs_is_shared_as_the_table_wishes():
    widths = shared([Needs(500, 500), Needs(500, 500)], [1, 3], ROOM)
    assert widths[1] - 500 == pytest.approx(3 * (widths[0] - 500), abs=5)


@given(
    st.lists(st.tuples(st.integers(1, 4000), st.integers(0, 40_000)), min_size=1, max_size=12),
    st.integers(2000, 20_000),
)
def test_columns_fill_the_room_and_break_no_word_while_there_is_room(given_needs, room):
    columns = [Needs(least, least + more) for least, more in given_needs]
    widths = shared(columns, [1.0] * len(columns), room)
    assert sum(widths) == room
    if sum(column.least for column in columns) <= room:
        assert all(width >= column.least - 1 for width, column in zip(widths, columns, strict=True))


def test_lines_are_counted_in_the_room_and_at_line_breaks():
    assert lines("", 9, 1000) == 1
    assert lines("a\nb", 9, 1000) == 2
    assert lines("管" * 30, 10, 2000) >= 3
