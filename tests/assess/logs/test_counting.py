"""What is counted in a log is what was published of it, and what its definition says."""

import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.logs.counts import activity_counts
from sop_kit.assess.logs.durations import Spread, case_durations, spread, throughput
from sop_kit.assess.logs.flows import flows
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.months import by_month, events_by_month
from sop_kit.assess.logs.open_log import read_log
from sop_kit.assess.logs.variants import variants
from sop_kit.places import kit_path
from tests.assess.logs.written import read

# The running example of process mining, as variants: W. van der Aalst, Process Mining, 2nd edition 2016, table 2.1.
RUNNING_EXAMPLE = ("abdeh", "adceg", "acdefbdeh", "adbeg", "acdefdcefcdeh", "acdeg")
# L1 of the same book, section 6.2: three times abcd, twice acbd, once aed.
L1 = ("abcd",) * 3 + ("acbd",) * 2 + ("aed",)


def made(folder: Path, *cases: str, minutes: int = 10) -> EventLog:
    """Return a log whose cases have a letter an activity, one every so many minutes."""
    rows = [
        f"{case},{letter},2024-04-29T{at * minutes // 60:02}:{at * minutes % 60:02}:00Z,p{at % 2}"
        for case, letters in enumerate(cases, start=1)
        for at, letter in enumerate(letters)
    ]
    return read(folder, "\n".join(("case_id,activity,timestamp,resource", *rows)))


def shipped(name: str) -> EventLog:
    return read_log(kit_path("workshop", f"logs/{name}.csv.gz"))


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("govuk-chat", (1792, 6302, 6, 23, 18)),
        ("wikimedia-liftwing", (420, 2248, 13, 219, 28)),
        ("openfoodfacts-robotoff", (200, 2830, 9, 141, 48)),
    ],
)
def test_the_logs_of_the_examples_hold_what_their_records_say(name: str, known: tuple[int, ...]):
    log = shipped(name)
    assert (log.cases, log.events, len(log.activity.names), len(variants(log)), len(log.resource.names)) == known
    assert (log.problems, log.unread) == ((), 0)


def test_from_merge_to_production_takes_what_the_record_says():
    took = throughput(shipped("govuk-chat"), "Pull request merged and tagged", "Deployed to production")
    assert (took.n, round(took.p50, 1), round(took.p90, 1)) == (678, 18.3, 22.7)


def test_the_running_example_has_its_published_counts(tmp_path: Path):
    log = made(tmp_path, *RUNNING_EXAMPLE)
    assert (log.cases, log.events, len(log.activity.names), len(variants(log))) == (6, 42, 8, 6)


def test_l1_has_its_published_variants_and_footprint(tmp_path: Path):
    log = made(tmp_path, *L1)
    assert [("".join(each.activities), each.count, each.example) for each in variants(log)] == [
        ("abcd", 3, "1"),
        ("acbd", 2, "4"),
        ("aed", 1, "6"),
    ]
    pairs = {(flow.first, flow.second): flow.count for flow in flows(log)}
    assert pairs == {
        ("", "a"): 6,
        ("d", ""): 6,
        ("a", "b"): 3,
        ("b", "c"): 3,
        ("c", "d"): 3,
        ("a", "c"): 2,
        ("c", "b"): 2,
        ("b", "d"): 2,
        ("a", "e"): 1,
        ("e", "d"): 1,
    }


def test_an_activity_is_counted_by_events_cases_and_people(tmp_path: Path):
    found = {
        each.activity: (each.events, each.cases, each.people) for each in activity_counts(made(tmp_path, "aab", "ca"))
    }
    assert found == {"a": (3, 2, 2), "b": (1, 1, 1), "c": (1, 1, 1)}
    assert [each.activity for each in activity_counts(made(tmp_path, "cab", "bb"))] == ["b", "c", "a"]


def test_a_flow_says_in_how_many_cases_and_how_long(tmp_path: Path):
    found = {(flow.first, flow.second): flow for flow in flows(made(tmp_path, "abab", "ab"))}
    assert (found["a", "b"].count, found["a", "b"].cases, found["a", "b"].p50) == (3, 2, 10)
    assert math.isnan(found["", "a"].p50)
    assert found["b", ""].cases == 2


def test_quantiles_are_of_type_7():
    took = spread(np.array([1.0, 2, 3, 4]))
    assert (took.n, took.p50, took.p90) == (4, 2.5, pytest.approx(3.7))
    assert str(spread(np.array([]))) == str(Spread(n=0, p50=math.nan, p90=math.nan))


def test_a_throughput_is_from_the_first_to_the_first_and_never_back(tmp_path: Path):
    log = made(tmp_path, "xabxb", "ba", "a", "b", "ab")
    assert throughput(log, "a", "b") == Spread(n=2, p50=10, p90=10)
    assert throughput(log, "x", "x") == Spread(n=1, p50=0, p90=0)
    assert throughput(log, "a", "never").n == 0


def test_a_case_lasts_from_its_first_to_its_last_event(tmp_path: Path):
    assert case_durations(made(tmp_path, "abc", "a")).tolist() == [20, 0]


def test_months_are_those_of_the_zone(tmp_path: Path):
    table = "case,activity,time\n1,a,2024-04-30T17:00:00Z\n1,a,2024-06-01T00:00:00Z\n2,b,2024-04-30T17:00:00Z\n"
    log = read(tmp_path, table)
    assert by_month(log) == {"a": {"2024-04": 1, "2024-06": 1}, "b": {"2024-04": 1}}
    assert events_by_month(log, "Asia/Shanghai") == {"2024-05": 2, "2024-06": 1}


traces = st.lists(st.text("abcd", min_size=1, max_size=6), min_size=1, max_size=12)


@given(traces)
def test_counts_are_those_that_counting_by_hand_gives(tmp_path_factory: pytest.TempPathFactory, cases: list[str]):
    log = made(tmp_path_factory.mktemp("log"), *cases)
    assert Counter({"".join(each.activities): each.count for each in variants(log)}) == Counter(cases)
    steps = Counter(pair for letters in cases for pair in pairwise(("", *letters, "")))
    assert {(flow.first, flow.second): flow.count for flow in flows(log)} == dict(steps)
    assert {each.activity: each.events for each in activity_counts(log)} == dict(Counter("".join(cases)))
    assert {each.activity: each.cases for each in activity_counts(log)} == dict(
        Counter(letter for letters in cases for letter in set(letters))
    )
    assert sum(events_by_month(log).values()) == log.events
