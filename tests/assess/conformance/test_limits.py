"""Rules about the clock and about people."""

import numpy as np

from sop_kit.assess.conformance.limits import case_duration, duration, four_eyes, time_window
from sop_kit.assess.conformance.windows import read_hours
from tests.assess.conformance.made_logs import log_of

HOURS = read_hours("Mon-Thu 09:30-17:00; Fri 09:30-16:00")


def marks(log, name):
    return np.array([*log.activity.names])[log.activity.codes] == name


def broken(log, judged):
    return [log.case.names[case] for case in log.case.codes[judged.at[judged.broken]]]


def test_hours_are_those_of_the_wall_clock_summer_and_winter():
    # 16:30 UTC is 16:30 in a London winter and 17:30 in its summer.
    winter = log_of({"w": "x"}, start="2025-01-15T16:30")
    summer = log_of({"s": "x"}, start="2025-07-16T16:30")
    assert broken(winter, time_window(winter, marks(winter, "x"), HOURS, "Europe/London")) == []
    assert broken(summer, time_window(summer, marks(summer, "x"), HOURS, "Europe/London")) == ["s"]
    assert broken(summer, time_window(summer, marks(summer, "x"), HOURS, "UTC")) == []


def test_the_weekday_is_that_of_the_zone():
    # Sunday night in London is Monday morning in Shanghai.
    log = log_of({"1": "x"}, start="2025-06-01T23:00")
    monday = read_hours("Mon 00:00-12:00")
    assert broken(log, time_window(log, marks(log, "x"), monday, "Asia/Shanghai")) == []
    assert broken(log, time_window(log, marks(log, "x"), monday, "UTC")) == ["1"]


def test_a_duration_runs_to_the_next_second_and_is_not_judged_without_one():
    log = log_of({"1": "a@0 b@30 b@90", "2": "a@0 c@500", "3": "a@0 a@50 b@120"})
    judged = duration(log, marks(log, "a"), marks(log, "b"), 60.0)
    assert judged.minutes.tolist() == [30.0, 120.0, 70.0]
    assert broken(log, judged) == ["3", "3"]


def test_a_whole_case_may_take_so_long():
    log = log_of({"1": "a@0 b@30", "2": "c@0 b@500", "3": "a@0"})
    assert broken(log, case_duration(log, None, 60.0)) == ["2"]
    judged = case_duration(log, marks(log, "a"), 10.0)
    assert (broken(log, judged), len(judged.at), judged.whole_cases) == (["1"], 2, True)


def test_four_eyes_are_two_people_in_the_same_case():
    log = log_of(
        {
            "same": "make/ann check/ann",
            "two": "make/ann check/ben",
            "one of them": "make/ann make/ben check/ann",
            "before": "check/ann make/ann",
            "other case": "check/ann",
        }
    )
    judged = four_eyes(log, marks(log, "make"), marks(log, "check"))
    assert broken(log, judged) == ["same", "one of them", "before"]
    assert (len(judged.at), judged.undecided) == (4, 0)


def test_a_missing_name_cannot_be_judged_and_is_no_breach():
    log = log_of(
        {
            "nobody checks": "make/ann check",
            "nobody makes": "make check/ann",
            "half": "make make/ben check/ann",
            "plain all the same": "make make/ann check/ann",
        }
    )
    judged = four_eyes(log, marks(log, "make"), marks(log, "check"))
    assert (broken(log, judged), len(judged.at), judged.undecided) == (["plain all the same"], 1, 3)


def test_a_machine_that_does_both_is_no_second_pair_of_eyes():
    log = log_of({"1": "make/bot:ci check/bot:ci", "2": "make/bot:a check/bot:b"})
    judged = four_eyes(log, marks(log, "make"), marks(log, "check"))
    assert broken(log, judged) == ["1"]
