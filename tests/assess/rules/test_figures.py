import pytest

from sop_kit.assess.rules.figures import (
    Bound,
    Day,
    bounds_in,
    days_in,
    has_figure,
    has_time,
    last_day,
    minutes_in,
    share_in,
)
from sop_kit.words import words


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-11-25", ("2026-11-25",)),
        ("2026/1/5 10:00", ("2026-01-05",)),
        ("2026年8月3日撤回", ("2026-08-03",)),
        ("２０２６-１１-２５", ("2026-11-25",)),
        ("2026-07-20 → 2026-08-03", ("2026-07-20", "2026-08-03")),
        ("1 Dec 2026", ("2026-12-01",)),
        ("25th November, 2026", ("2026-11-25",)),
        ("due Nov 25, 2026 or 3 December 2026", ("2026-11-25", "2026-12-03")),
        ("15/12/2026", ("2026-12-15",)),
        ("12/15/2026", ("2026-12-15",)),
        ("25.11.2026", ("2026-11-25",)),
        ("03/04/2026", ()),  # April the third, or March the fourth
        ("03/03/2026", ("2026-03-03",)),
        ("31 June 2026", ()),
        ("2026-02-30", ()),
        ("12026-01-01", ()),
        ("next release", ()),
    ],
)
def test_days_are_found_in_a_text(text: str, days: tuple[str, ...]):
    assert days_in(text) == days


def test_the_last_of_several_days_counts():
    assert last_day("2026-08-03，原为 2026-07-20") == "2026-08-03"
    assert last_day("–") == ""


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("5 分钟", 5),
        ("P1 5 min, P2 15 min", 5),
        ("1.5 h", 90),
        ("半小时", 30),
        ("two hours", 120),
        ("within 30 s", 0.5),
        ("1 h 30 min", 90),
        ("1天半", 2160),
        ("3 天", 4320),
        ("2 个工作日", 2880),
        ("一周", 10080),
        ("当天", None),
        ("", None),
        ("v2m", None),
    ],
)
def test_the_first_length_of_time_is_read_in_minutes(text: str, minutes: float | None):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("1%", 1),
        ("5 percent of users", 5),
        ("百分之3", 3),
        ("0.5 %", 0.5),
        ("５％", 5),
        ("1/4", 25),
        ("10", 10),
        ("全量", 100),
        ("1", None),
        ("0.05", None),
        ("少量", None),
    ],
)
def test_a_share_is_read_in_percent_or_not_at_all(text: str, share: float | None):
    assert share_in(text) == share


@pytest.mark.parametrize("text", ["3 笔", "两次", "半天", "three or more", "κ ≥ 0.80"])
def test_a_figure_may_be_spelled_out(text: str):
    assert has_figure(text)


@pytest.mark.parametrize("text", ["全部", "若干", "many", "no new errors", "一个"])
def test_what_names_no_number_is_no_figure(text: str):
    assert not has_figure(text)


@pytest.mark.parametrize(
    "text", ["每周三", "T+7 次日", "daily 09:30", "every release", "16:00 前", "within an hour", "工作日"]
)
def test_a_rhythm_or_an_hour_is_a_time(text: str):
    assert has_time(text)


@pytest.mark.parametrize("text", ["有空时", "on demand", "P1", ""])
def test_what_says_no_time_is_none(text: str):
    assert not has_time(text)


def test_a_day_is_written_as_each_language_does():
    assert Day("2026-11-25").said(words("zh")) == "2026年11月25日"
    assert Day("2026-11-25").said(words("en")) == "25 November 2026"


def test_bounds_are_read_with_their_side_and_unit():
    assert bounds_in("≥ 90 或 ≤ 25 件/天") == (
        Bound(upper=True, number=90, unit="或"),
        Bound(upper=False, number=25, unit="件"),
    )
    assert bounds_in("not below 1,500 ms, 超过 5%") == (
        Bound(upper=True, number=1500, unit="ms"),
        Bound(upper=True, number=5, unit="%"),
    )
    assert bounds_in("不超过 3 天；不低于 95%") == (
        Bound(upper=False, number=3, unit="天"),
        Bound(upper=True, number=95, unit="%"),
    )
    assert bounds_in("below 90 %, no more than 3 h") == (
        Bound(upper=False, number=90, unit="%"),
        Bound(upper=False, number=3, unit="h"),
    )
    assert bounds_in("±30%, 14 / 14") == ()
