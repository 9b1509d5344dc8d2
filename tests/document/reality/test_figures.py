"""Figures of reality are said as people read them, and never rounded into something they are not."""

import pytest

from sop_kit.document.reality.figures import Month, halves, months, short_duration, spark


@pytest.mark.parametrize(
    ("minutes", "short"), [(0.2, "<1min"), (18.3, "18min"), (119, "119min"), (816, "14h"), (4320, "3d")]
)
def test_a_time_span_in_a_picture_is_one_word(minutes, short):
    assert short_duration(minutes) == short


def test_months_are_in_order_each_once_and_what_is_no_month_is_left_out():
    assert months("2026-02=1/4 nonsense 2026-01=2/5 2026-02=1/1") == (Month("2026-01", 2, 5), Month("2026-02", 2, 5))
    assert months("2026-01=7") == (Month("2026-01", 7, 0),)
    assert months("") == ()


def test_a_trend_is_a_dozen_bars_at_most_the_highest_rate_full():
    assert spark("2026-01=0/9 2026-02=5/10 2026-03=10/10") == "▁▅█"
    assert len(spark(" ".join(f"{2020 + n // 12}-{n % 12 + 1:02d}={n}/50" for n in range(60)))) == 12


@pytest.mark.parametrize("by_month", ["", "2026-01=3/9", "2026-01=0/9 2026-02=0/9"])
def test_a_single_month_and_nothing_at_all_show_no_course(by_month):
    assert spark(by_month) == ""


def test_the_two_halves_of_the_months_are_weighed_by_what_was_judged():
    first, second = halves("2026-01=1/10 2026-02=0/30 2026-03=2/4 2026-04=0/0 2026-05=0/1")
    assert (first.times, first.of) == (1, 40)
    assert (second.times, second.of) == (2, 5)  # nobody judged anything in April
