import pytest

from sop_kit.record.headings.durations import minutes_of, unit_in


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        ("1.96875", 1.96875),
        ("５ min", 5),
        ("30分钟", 30),
        ("1小时30分钟", 90),
        ("2h 15m", 135),
        ("1h30", 90),
        ("半小时", 30),
        ("90s", 1.5),
        ("约30分钟", None),
        ("15-30分钟", None),
        ("30 分钟/次", None),
        ("1天", None),
        ("5 months", None),
        ("", None),
    ],
)
def test_only_what_surely_says_a_time_is_one(text, minutes):
    assert minutes_of(text) == minutes


def test_a_bare_figure_counts_in_the_unit_of_its_heading():
    assert minutes_of("1.5", unit=60) == 90


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("耗时", 1),
        ("等待时长", 1),
        ("预计耗时（分钟）", 1),
        ("Duration (min)", 1),
        ("耗时(h)", 60),
        ("操作时长/小时", 60),
        ("处理时长（单位：小时）", 60),
        ("Effort [days]", None),
        ("工期（天）", None),
    ],
)
def test_the_unit_of_a_heading_is_known(heading, unit):
    assert unit_in(heading) == unit
