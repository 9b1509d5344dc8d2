"""Times are read from what people and programs write, as exactly as they say."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.logs.moments import NO_TIME
from sop_kit.assess.logs.times import Settled, TimeColumn


def settle(texts: list[str], zone: str = "UTC", case: list[int] | None = None) -> Settled:
    column = TimeColumn(zone)
    column.read(texts)
    return column.settled(np.array(case or [0] * len(texts), np.int32))


def shown(texts: list[str], zone: str = "UTC", case: list[int] | None = None) -> list[str]:
    """Return the times in UTC, "" where a text is none."""
    time = settle(texts, zone, case).time
    return ["" if each == NO_TIME else str(np.datetime64(int(each), "ms")) for each in time]


EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AT_1320 = "2024-04-29T13:20:00.000"


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-29T13:20:00Z",
        "2024-04-29T13:20:00z",
        "2024-04-29T15:20:00+02:00",
        "2024-04-29T15:20:00.000000+0200",
        "2024-04-29 09:20:00 -04:00",
        "2024-04-29T18:50:00+05:30",
        "2024-04-29T15:20+02",
        "2024-04-29T15:20:00+02:00[Europe/Berlin]",
        "20240429T132000Z",
        "20240429132000",
        "202404291320",
        "20240429132000000",
        "2024-04-29 13:20",
        "2024-04-29  13:20:00",
        "2024/4/29 13:20",
        "2024.04.29 13:20:00.000",
        "2024-04-29 13:20:00,000",
        "2024-04-29-13.20.00.000000",
        "29.04.2024 13:20",
        "29.04.2024, 13:20:00",
        "29/04/2024 1:20 PM",
        "29/04/2024 01:20:00 p.m.",
        "4/29/2024 1:20:00 PM",
        "4/29/2024 1:20:00\u202fPM",
        "29/04/24 13:20",
        "29-Apr-2024 13:20:00",
        "29 April 2024 13:20",
        "29Apr2024 13:20",
        "April 29, 2024 1:20 PM",
        "Apr 29th, 2024 13:20",
        "29-APR-24 01.20.00.000000000 PM",
        "29-APR-24 01.20.00.000000 PM +00:00",
        "29.04.2024 13:20 Uhr",
        "29/04/2024 13h20",
        "2024年4月29日下午1点20分",
        "Mon, 29 Apr 2024 13:20:00 GMT",
        "Mon, 29 Apr 2024 15:20:00 +0200",
        "Mon Apr 29 13:20:00 UTC 2024",
        "Mon Apr 29 13:20:00 2024",
        "Mon Apr 29 2024 21:20:00 GMT+0800 (China Standard Time)",
        "2024年4月29日 13:20",
        "2024年04月29日13:20:00",
        "2024年4月29日13时20分",
        "2024年4月29日 13时20分00秒",
        "2024年4月29日 下午1:20",
        "2024年4月29日 下午1时20分",
        "2024-04-29 下午 01:20:00",
        "2024/4/29 星期一 13:20",
        "2024年4月29日（星期一） 13:20",
        "２０２４－０４－２９　１３：２０：００",
        "1714396800",
        "1714396800.0",
        "1714396800000",
        "1714396800000000",
        "1714396800000000000",
        "45411.5555555556",
    ],
)
def test_a_time_is_read_as_it_is_usually_written(text: str):
    assert shown([text]) == [AT_1320]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2024-04-29T13:20:00.5Z", "2024-04-29T13:20:00.500"),
        ("2024-04-29T13:20:00.123456789Z", "2024-04-29T13:20:00.123"),
        ("1714396800.25", "2024-04-29T13:20:00.250"),
        ("2024-04-29", "2024-04-29T00:00:00.000"),
        ("20240429", "2024-04-29T00:00:00.000"),
        ("45411", "2024-04-29T00:00:00.000"),
        ("2024-04-29 24:00", "2024-04-30T00:00:00.000"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000"),
        ("2024-02-29 12:00 AM", "2024-02-29T00:00:00.000"),
        ("2024-02-29 12:00 PM", "2024-02-29T12:00:00.000"),
        ("2024-02-29 中午12:30", "2024-02-29T12:30:00.000"),
        ("2024-02-29 中午11:50", "2024-02-29T11:50:00.000"),
        ("2024-02-29 凌晨0:10", "2024-02-29T00:10:00.000"),
        ("2024-02-29 晚上9:10", "2024-02-29T21:10:00.000"),
        ("2024-02-29 上午12:10", "2024-02-29T00:10:00.000"),
        ("1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000"),
    ],
)
def test_parts_of_a_second_halves_of_a_day_and_edges_are_exact(text: str, time: str):
    assert shown([text]) == [time]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NA",
        "13:20",
        "2024-02-30",
        "2023-02-29 10:00",
        "2024-13-13",
        "2024-04-29 25:00",
        "2024-04-29 13:60",
        "9999-12-31",
        "0001-01-01",
        "2024-04-29 晚上12:10",
        "2024-04-29T13:20:00+17:00",
        "Mon Apr 29 13:20:00 CST 2024",
        "12345",
        "v1.2.3",
        "April",
        "29 Blabla 2024",
        "x" * 10_000,
        "\x00",
        "१३/०२/२०२४",
    ],
)
def test_what_is_no_time_or_may_be_several_is_not_read(text: str):
    assert shown([text]) == [""]


def test_a_zone_makes_its_own_abbreviations_and_times_without_one_readable():
    texts = ["Mon Apr 29 13:20:00 CST 2024", "2024-04-29 13:20", "2024-04-29T13:20:00Z"]
    assert shown(texts, "Asia/Shanghai") == ["2024-04-29T05:20:00.000", "2024-04-29T05:20:00.000", AT_1320]
    assert shown(["29 Apr 2024 13:20 BST", "29 Jan 2024 13:20 GMT"], "Europe/London") == [
        "2024-04-29T12:20:00.000",
        "2024-01-29T13:20:00.000",
    ]


def test_a_day_above_12_anywhere_proves_the_order_for_the_whole_column():
    settled = settle(["03/04/2024", "13/02/2024", "05/06/2024"])
    assert (settled.order, settled.proven) == ("day", True)
    assert shown(["03/04/2024", "02/13/2024"])[0] == "2024-03-04T00:00:00.000"


def test_the_order_holds_across_chunks():
    column = TimeColumn("UTC")
    column.read(["03/04/2024"])
    column.read(["2024-04-29", "02/13/2024"])
    settled = column.settled(np.zeros(3, np.int32))
    assert (settled.order, settled.proven) == ("month", True)
    assert str(np.datetime64(int(settled.time[0]), "ms"))[:10] == "2024-03-04"


def test_dates_that_contradict_each_other_are_read_as_most_of_them_say():
    texts = ["13/02/2024", "14/02/2024", "02/13/2024"]
    assert shown(texts) == ["2024-02-13T00:00:00.000", "2024-02-14T00:00:00.000", ""]


def test_without_proof_the_events_of_a_case_run_forward():
    settled = settle(["04/09/2024", "05/01/2024", "05/02/2024"])
    assert (settled.order, settled.proven) == ("month", False)


def test_without_proof_and_direction_the_events_of_a_case_lie_close_together():
    assert settle(["04/03/2024", "04/05/2024"]).order == "month"
    assert settle(["03/04/2024", "05/04/2024"]).order == "day"


def test_without_any_hint_the_day_comes_first():
    settled = settle(["03/04/2024", "07/08/2024"], case=[0, 1])
    assert (settled.order, settled.proven) == ("day", False)


def test_years_of_two_digits_may_stand_first():
    assert shown(["24/04/28", "24/04/29", "24/05/02"])[2] == "2024-05-02T00:00:00.000"
    settled = settle(["28.4.24", "29.4.24", "2.5.24"])
    assert (settled.order, settled.proven) == ("day", True)


def test_dates_that_say_their_order_need_none():
    assert settle(["2024-04-29", "29 Apr 2024", "1714396800"]).order == ""


def test_times_that_name_only_a_day_are_counted():
    assert settle(["2024-04-29", "2024-04-29 13:20", "1714396800", "x"]).hourless == 1


FIRST, LAST = datetime.fromisoformat("1900-01-02"), datetime.fromisoformat("2199-12-30")
moments = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@given(st.lists(moments, min_size=1, max_size=30))
def test_iso_8601_is_read_to_the_millisecond(times: list[datetime]):
    read = settle([time.isoformat() for time in times]).time
    assert read.tolist() == [(time - EPOCH) // timedelta(milliseconds=1) for time in times]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=30))
def test_any_text_is_a_time_or_none(texts: list[str]):
    assert len(settle(texts).time) == len(texts)


@given(st.lists(st.one_of(st.text(max_size=20), st.sampled_from(["2024-04-29", "13/02/2024", "29.4.24"])), max_size=30))
def test_chunks_make_no_difference(texts: list[str]):
    whole, parts = TimeColumn("UTC"), TimeColumn("UTC")
    whole.read(texts)
    for text in texts:
        parts.read([text])
    case = np.zeros(len(texts), np.int32)
    one, other = whole.settled(case), parts.settled(case)
    assert one.time.tolist() == other.time.tolist()
    assert (one.order, one.proven, one.hourless) == (other.order, other.proven, other.hourless)
