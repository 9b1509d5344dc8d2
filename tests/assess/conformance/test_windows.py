"""Hours as people write them, in both languages, and moments held against them."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.assess.conformance.limits import within_hours
from sop_kit.assess.conformance.windows import DAY, WEEK, Hours, read_hours

DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
WEEKDAYS = {**dict.fromkeys(range(4), (570, 1020)), 4: (570, 960)}


def spans(by_day):
    return tuple((day * DAY + start, day * DAY + end) for day, (start, end) in sorted(by_day.items()))


def at(text):
    return np.array([int(dt.datetime.fromisoformat(f"{text}+00:00").timestamp() * 1000)])


def inside(text, when):
    return bool(within_hours(read_hours(text), at(when))[0])


@pytest.mark.parametrize(
    "text",
    [
        "Mon-Thu 09:30-17:00; Fri 09:30-16:00",
        "周一至周四 9:30-17:00；周五 9:30-16:00",
        "Monday to Thursday 9:30 to 17:00 and Friday 9:30 to 16:00",
        "Mon–Thu 9.30am–5pm, Fri 9.30am–4pm",
        "9:30-17:00 (Mon-Thu), 9:30-16:00 (Fri)",
        "weekdays 9:30-17:00, Friday until 16:00",
        "工作日 上午9:30至下午5:00，周五 9:30-16:00",
        "Mon-Thu 09:30-17:00, Fri -16:00",
        "Mon, Tue, Wed, Thu 0930-1700; Fri 0930-1600",
        "星期一到星期四 9点半到17点，星期五 9点半到16点",
    ],
)
def test_one_week_written_in_many_ways(text):
    assert read_hours(text).spans == spans(WEEKDAYS)


@pytest.mark.parametrize(
    ("text", "by_day"),
    [
        ("9:30–17:00, Friday until 16:00", {**dict.fromkeys(range(7), (570, 1020)), 4: (570, 960)}),
        ("9:30-17:00, Friday 16:00", {**dict.fromkeys(range(7), (570, 1020)), 4: (570, 960)}),
        ("每天 09:00-18:00", dict.fromkeys(range(7), (540, 1080))),
        ("Fri-Mon 8-10", dict.fromkeys([4, 5, 6, 0], (480, 600))),
        ("周五16:00前", {4: (0, 960)}),
        ("Sunday closed, 9-17", dict.fromkeys(range(6), (540, 1020))),
    ],
)
def test_days_that_are_not_named_keep_the_hours_of_all_days(text, by_day):
    assert read_hours(text).spans == spans(by_day)


def test_several_spans_of_a_day():
    hours = read_hours("Mon-Fri 09:00-12:00, 13:00-17:00")
    assert hours.spans == tuple(
        (day * DAY + start, day * DAY + end) for day in range(5) for start, end in ((540, 720), (780, 1020))
    )


def test_a_day_that_is_left_out_leaves_the_others_free():
    assert read_hours("not on Friday").spans == ((0, 4 * DAY), (5 * DAY, WEEK))
    assert read_hours("周末不发布").spans == ((0, 5 * DAY),)
    assert read_hours("24/7").spans == ((0, WEEK),)


@pytest.mark.parametrize(
    ("when", "within"),
    [
        ("2025-06-01T23:00", True),  # a Sunday
        ("2025-06-02T05:59:59", True),  # the Monday after it
        ("2025-06-02T06:00:00", True),
        ("2025-06-02T06:00:01", False),
        ("2025-06-02T23:00", False),
        ("2025-06-07T23:00", True),
    ],
)
def test_hours_over_midnight_end_on_the_day_after(when, within):
    assert inside("Sat, Sun 22:00-06:00", when) is within


@pytest.mark.parametrize(
    ("when", "within"),
    [
        ("2025-06-06T09:29:59.999", False),
        ("2025-06-06T09:30:00", True),
        ("2025-06-06T16:00:00", True),
        ("2025-06-06T16:00:00.001", False),
        ("2025-06-07T12:00", False),
    ],
)
def test_both_ends_belong_to_the_hours(when, within):
    assert inside("Mon-Thu 09:30-17:00; Fri 09:30-16:00", when) is within


@pytest.mark.parametrize(
    "text",
    ["", "banana", "Mon-Thu", "9:00", "25:00-26:00", "9:30-", "office hours", "Mon 9-17 except holidays", "13pm-2pm"],
)
def test_what_cannot_be_read_as_a_whole_is_not_read(text):
    assert read_hours(text) is None


@given(
    days=st.dictionaries(
        st.integers(0, 6), st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda s: s[0] != s[1])
    ).filter(bool),
    minute=st.integers(0, WEEK - 1),
)
@settings(max_examples=300, deadline=None)
def test_a_moment_is_inside_when_a_loop_over_the_days_says_so(days, minute):
    def clock(minutes):
        return f"{minutes // 60:02}:{minutes % 60:02}"

    text = "; ".join(f"{DAYS[day]} {clock(start)}-{clock(end)}" for day, (start, end) in days.items())
    found = read_hours(text)
    expected = False
    for day, (start, end) in days.items():
        begin, stop = day * DAY + start, day * DAY + (end if end > start else end + DAY)
        expected = expected or begin <= minute <= stop or begin <= minute + WEEK <= stop
    monday = at("2025-06-02T00:00")
    assert bool(within_hours(found, monday + minute * 60_000)[0]) is expected


def test_hours_are_apart_and_in_order():
    hours = read_hours("Mon 9-12; Mon 11-15; Tue 22:00-02:00; Wed 01:00-03:00")
    assert hours == Hours(((540, 900), (DAY + 1320, 2 * DAY + 180)))
