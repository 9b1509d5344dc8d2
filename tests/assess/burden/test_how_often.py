"""How often something is done is read in both languages, or not at all."""

import pytest

from sop_kit.assess.burden.how_often import how_often

YEAR = 365.25
MONTH = YEAR / 12

TIMES_A_WEEK = {
    # Every so often.
    "daily": 7,
    "每天": 7,
    "every other day": 3.5,
    "隔天": 3.5,
    "weekly": 1,
    "每周": 1,
    "fortnightly": 0.5,
    "双周": 0.5,
    "每两周一次": 0.5,
    "once every two weeks": 0.5,
    "monthly": 7 / MONTH,
    "quarterly": 7 / (3 * MONTH),
    "每季度": 7 / (3 * MONTH),
    "annually": 7 / YEAR,
    "hourly at minute 5": 168,
    "每半小时": 336,
    "every 2 minutes (jitter 20 s)": 5040,
    # So many times.
    "twice a week": 2,
    "每周两次": 2,
    "每周一次": 1,
    "每周一两次": 1.5,
    "每周 1–2 次": 1.5,
    "每周约 4 次": 4,
    "一天两次": 14,
    "3 times per day": 21,
    "3x/week": 3,
    "4 次/周": 4,
    "每月 2–3 次": 2.5 * 7 / MONTH,
    "每半年约 3 次": 3 * 7 / (YEAR / 2),
    # Days of the week.
    "每周二": 1,
    "每周一三五": 3,
    "每周二、周四": 2,
    "周一至周五": 5,
    "Mon-Fri": 5,
    "on Mondays and Thursdays": 2,
    "weekly on Tuesday": 1,
    "工作日 09:40": 5,
    "every working day": 5,
    "weekdays at 9am": 5,
    # Hours of the clock, days of the month.
    "每天 09:00": 7,
    "每天 9:00、15:00": 14,
    "every day at 9:00 and 15:00": 14,
    "每天早晚各一次": 14,
    "每天 09:00-10:00": 7,
    "daily 19:00 UTC (dump fetched 15:00)": 7,
    "每月最后一个工作日": 7 / MONTH,
    "季末": 7 / (3 * MONTH),
    "每月1、15日": 2 * 7 / MONTH,
    "monthly on the 1st": 7 / MONTH,
}
AS_IT_COMES = (
    "每例",
    "每次发布",
    "每班",
    "每个周期",
    "per release",
    "once per shift",
    "each answered question",
    "on demand",
    "按需",
    "有告警时",
)
WITHOUT_END = ("continuous", "持续", "7×24", "real-time")
NOT_SURE = (
    "",
    "merge",
    "never",
    "biweekly",  # twice a week, or every two weeks
    "bimonthly",
    "每周末",  # on one of its days, or on both
    "every few days",
    "每周若干次",
    "daily and on any alert",
    "每天和每次告警",
    "每次发布，每周约 2 次",
    "每天 09:00-18:00 每小时",
    "0 times a week",
    "每 0 天",
    "first Monday of the month",
    "on " * 100,
)


@pytest.mark.parametrize(("text", "a_week"), TIMES_A_WEEK.items())
def test_a_rhythm_is_counted_in_times_a_week(text: str, a_week: float):
    found = how_often(text)
    assert found is not None
    assert (found.kind, found.a_week) == ("times", pytest.approx(a_week))


@pytest.mark.parametrize("text", AS_IT_COMES)
def test_what_comes_when_it_comes_has_no_figure(text: str):
    found = how_often(text)
    assert found is not None
    assert (found.kind, found.a_week) == ("each", None)


@pytest.mark.parametrize("text", WITHOUT_END)
def test_what_never_stops_has_no_runs(text: str):
    found = how_often(text)
    assert found is not None
    assert (found.kind, found.a_week) == ("always", None)


@pytest.mark.parametrize("text", NOT_SURE)
def test_what_cannot_be_read_for_sure_is_not_guessed(text: str):
    assert how_often(text) is None
