"""Moments become what a clock shows, and back, as Python's own time zones say."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.logs.zone_names import zone_of
from sop_kit.assess.logs.zones import day, minute_of_day, month, month_name, to_local, to_utc, weekday
from sop_kit.errors import BadRequest

ZONES = ["UTC", "Europe/London", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"]
EPOCH = datetime.fromisoformat("1970-01-01")  # as a clock shows it: without a zone
times = st.datetimes(datetime.fromisoformat("1960-01-01"), datetime.fromisoformat("2100-01-01"))


def milliseconds(shown: datetime) -> int:
    return (shown - EPOCH) // timedelta(milliseconds=1)


@given(st.lists(times, min_size=1, max_size=20), st.sampled_from(ZONES))
def test_a_clock_shows_what_python_says_it_shows(moments: list[datetime], zone: str):
    local = to_local(np.array([milliseconds(moment) for moment in moments]), zone)
    expected = [moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for moment in moments]
    assert local.tolist() == [milliseconds(each) for each in expected]


@given(st.lists(times, min_size=1, max_size=20), st.sampled_from(ZONES))
def test_what_a_clock_shows_is_the_moment_that_python_says(shown: list[datetime], zone: str):
    utc = to_utc(np.array([milliseconds(each) for each in shown]), zone)
    expected = [each.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None) for each in shown]
    assert utc.tolist() == [milliseconds(each) for each in expected]


@pytest.mark.parametrize(
    ("shown", "moment"),
    [
        ("2024-10-27T01:30", "2024-10-27T00:30"),  # twice: the first of them
        ("2024-03-31T01:30", "2024-03-31T01:30"),  # never: as before the clock is set
        ("2024-03-31T02:00", "2024-03-31T01:00"),
        ("2024-10-27T02:00", "2024-10-27T02:00"),
    ],
)
def test_the_hours_in_which_clocks_are_set_have_one_meaning(shown: str, moment: str):
    local = np.array([np.datetime64(shown, "ms")]).astype(np.int64)
    assert to_utc(local, "Europe/London").astype("datetime64[ms]")[0] == np.datetime64(moment)


def test_weekdays_minutes_and_months_are_those_of_the_calendar():
    local = np.array(["2024-04-29T13:20:30", "1969-12-28T00:00"], "datetime64[ms]").astype(np.int64)
    assert weekday(local).tolist() == [0, 6]
    assert minute_of_day(local).tolist() == [800.5, 0]
    assert [month_name(int(each)) for each in month(local)] == ["2024-04", "1969-12"]


def test_a_day_is_that_of_the_zone():
    moment = milliseconds(datetime.fromisoformat("2024-04-29T17:00"))
    assert (day(moment, "UTC"), day(moment, "Asia/Shanghai")) == ("2024-04-29", "2024-04-30")


@pytest.mark.parametrize("name", ["", "Mars", "../etc/passwd", "Europe", "Europe/London\0", "CEST"])
def test_a_zone_that_is_none_is_refused_with_an_example(name: str):
    with pytest.raises(BadRequest, match="Europe/London"):
        zone_of(name)
