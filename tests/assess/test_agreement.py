import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import consensus, iqr, median, wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"), [(4, 5, 0.38, 0.96), (5, 5, 0.57, 1.0), (6, 8, 0.41, 0.93), (9, 12, 0.47, 0.91)]
)
def test_wilson_gives_the_published_intervals(successes, n, low, high):
    assert wilson(successes, n) == (pytest.approx(low, abs=0.005), pytest.approx(high, abs=0.005))


def test_wilson_of_nobody_is_everything():
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_share(successes, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(successes, n)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_within_0_and_1(counts):
    low, high = wilson(*counts)
    assert 0 <= low <= counts[0] / counts[1] <= high <= 1


@pytest.mark.parametrize(("values", "expected"), [([2, 3, 4, 4, 5, 5], 1.5), ([3, 4, 4, 5, 5], 1.0), ([4], 0.0)])
def test_iqr_is_by_type_7(values, expected):
    assert iqr(values) == expected


def test_missing_values_are_left_out():
    assert iqr([2, 3, np.nan, 4, 4, 5, 5]) == 1.5
    assert median([1, np.nan, 3]) == 2.0


def test_figures_of_nothing_are_not_a_number():
    assert math.isnan(iqr([]))
    assert math.isnan(median([np.nan]))
    assert math.isnan(consensus([0, 0, 0, 0, 0]))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 9, 0, 0], 1.0),
        ([4, 0, 0, 0, 4], 0.0),
        ([2, 2, 2, 2, 2], 0.434),
        ([0, 0, 0, 3, 7], 0.838),
        ([0, 1, 2, 4, 3], 0.680),
        ([7], 1.0),
    ],
)
def test_consensus_gives_the_published_figures(counts, expected):
    assert consensus(counts) == pytest.approx(expected, abs=0.0005)


@given(st.lists(st.integers(0, 50), min_size=2, max_size=9).filter(any))
def test_consensus_stays_between_0_and_1_and_reads_the_same_backwards(counts):
    assert 0 <= consensus(counts) <= 1
    assert consensus(counts) == pytest.approx(consensus(counts[::-1]), abs=1e-9)
