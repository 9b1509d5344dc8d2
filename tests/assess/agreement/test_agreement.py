import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import consensus, iqr, median, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(4, 5, 0.38, 0.96), (5, 5, 0.57, 1.0), (6, 8, 0.41, 0.93), (9, 12, 0.47, 0.91)]
)
def test_wilson_gives_the_published_intervals(successes, n, low, high):
    assert wilson(successes, n) == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 1, 0.0, 0.7935),
        (90, 100, 0.8256, 0.9448),
    ],
)
def test_wilson_gives_the_limits_of_other_tables(successes, n, low, high):
    assert wilson(successes, n) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


def test_wilson_of_nobody_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (0, -1)])
def test_wilson_refuses_what_is_no_share(successes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)


@pytest.mark.parametrize("odd", [np.nan, None, pd.NA, np.inf, 10**400, "4"])
def test_wilson_refuses_what_is_no_count(odd):
    with pytest.raises(ValueError, match="no finite number"):
        wilson(odd, 5)


def test_counts_of_numpy_and_pandas_are_counts():
    assert wilson(np.int64(4), pd.Series([1, 2, 3, 4, 5]).size) == wilson(4, 5)
    assert consensus(pd.Series([0, 0, 0, 3, 7])) == consensus(np.array([0, 0, 0, 3, 7])) == consensus([0, 0, 0, 3, 7])


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_within_0_and_1(counts):
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


@given(st.integers(2, 500).flatmap(lambda n: st.tuples(st.integers(1, n - 1), st.just(n))))
def test_the_bounds_are_where_the_share_lies_just_as_many_standard_errors_away(counts):
    share, n = counts[0] / counts[1], counts[1]
    for bound in wilson(*counts):
        assert (share - bound) ** 2 == pytest.approx(1.959964**2 * bound * (1 - bound) / n, rel=1e-6)


@pytest.mark.parametrize(("values", "expected"), [([2, 3, 4, 4, 5, 5], 1.5), ([3, 4, 4, 5, 5], 1.0), ([4], 0.0)])
def test_iqr_is_by_type_7(values, expected):
    assert iqr(values) == expected


def test_missing_values_are_left_out():
    assert iqr([2, 3, np.nan, 4, 4, 5, 5]) == 1.5
    assert median([1, np.nan, 3]) == 2.0


@pytest.mark.parametrize(
    "values",
    [
        [2, 3, None, 4, 4, 5, 5],
        np.array([2, 3, np.nan, 4, 4, 5, 5]),
        pd.Series([2, 3, pd.NA, 4, 4, 5, 5], dtype="Int64"),
        pd.Series([2, 3, None, 4, 4, 5, 5]),
        (score for score in [2, 3, pd.NA, 4, 4, 5, 5]),
        pd.array([2, 3, None, 4, 4, 5, 5], dtype="Int64"),
        np.ma.masked_array([2, 3, 99, 4, 4, 5, 5], mask=[0, 0, 1, 0, 0, 0, 0]),
        {"p1": 2, "p2": 3, "p3": None, "p4": 4, "p5": 4, "p6": 5, "p7": 5}.values(),
    ],
)
def test_missing_is_missing_in_every_kind_of_list(values):
    assert iqr(values) == 1.5


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=20))
def test_iqr_is_what_pandas_says(values):
    series = pd.Series(values)
    assert iqr(values) == pytest.approx(series.quantile(0.75) - series.quantile(0.25))
    assert median(values) == pytest.approx(series.median())


@pytest.mark.parametrize("odd", [np.inf, -np.inf, "3", [3], np.array([3, 4])])
def test_a_value_that_is_no_number_is_refused(odd):
    with pytest.raises(ValueError, match="no finite number"):
        iqr([1, odd, 2])


@pytest.mark.parametrize("figure", [iqr, median, consensus])
@pytest.mark.parametrize("odd", [None, 5, np.float64(5), "12345", {1: 3, 2: 4}, pd.DataFrame({"p1": [1, 2]})])
def test_what_is_no_list_of_values_is_refused_and_not_guessed_at(figure, odd):
    with pytest.raises(ValueError, match="in one list"):
        figure(odd)


def test_counted_scores_are_counts_once_every_class_stands_in_its_place():
    scores = pd.Series([4, 4, 4, 5, 5, 2])
    assert consensus(scores.value_counts().reindex(range(1, 6))) == consensus([0, 1, 0, 3, 2])


def test_figures_of_nothing_are_not_a_number():
    assert math.isnan(iqr([]))
    assert math.isnan(median([np.nan]))
    assert math.isnan(consensus([0, 0, 0, 0, 0]))
    assert math.isnan(consensus([]))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 9, 0, 0], 1.0),
        ([4, 0, 0, 0, 4], 0.0),
        ([2, 2, 2, 2, 2], 0.434),
        ([0, 0, 0, 3, 7], 0.838),
        ([0, 1, 2, 4, 3], 0.680),
        ([7], 1.0),
        ([30, 40, 210, 130, 530, 50, 10], 0.7257),  # the example of R's agrmt, after Tastle and Wierman (2007)
        ([3, np.nan, 0, 0, 3], 0.0),  # pandas leaves NaN where nobody is counted
    ],
)
def test_consensus_gives_the_published_figures(counts, expected):
    assert consensus(counts) == pytest.approx(expected, abs=0.0005)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=9).filter(any))
def test_consensus_stays_between_0_and_1_and_reads_the_same_backwards(counts):
    assert 0 <= consensus(counts) <= 1
    assert consensus(counts) == pytest.approx(consensus(counts[::-1]), abs=1e-9)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="never negative"):
        consensus([3, -1, 2])
