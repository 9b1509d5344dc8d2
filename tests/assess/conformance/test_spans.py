"""Lengths of time as people write them."""

import pytest

from sop_kit.assess.conformance.spans import counts_working_time, minutes_allowed


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("4 h", 240),
        ("2 d", 2880),
        ("90 min", 90),
        ("30s", 0.5),
        ("1 day", 1440),
        ("2 weeks", 20160),
        ("1.5h", 90),
        ("1h30", 90),
        ("2 days, 3 hours", 3060),
        ("within 4 hours", 240),
        ("≤ 4 h", 240),
        ("at most 2 d", 2880),
        ("4小时内", 240),
        ("24小时以内", 1440),
        ("不超过 30 分钟", 30),
        ("1天12小时", 2160),
        ("1天半", 2160),
        ("半天", 720),
        ("两小时", 120),
        ("三天", 4320),
        ("一周", 10080),
    ],
)
def test_a_length_of_time_in_minutes(text, minutes):
    assert minutes_allowed(text) == minutes


@pytest.mark.parametrize("text", ["", "15", "soon", "3 months", "1 d 12", "3 个月", "尽快", "-4 h"])
def test_what_says_no_fixed_length_is_not_read(text):
    assert minutes_allowed(text) is None


@pytest.mark.parametrize("text", ["3 工作日", "5 working days", "2 business days", "8 个工作小时"])
def test_working_time_is_known_as_such_and_not_read(text):
    assert minutes_allowed(text) is None
    assert counts_working_time(text)
