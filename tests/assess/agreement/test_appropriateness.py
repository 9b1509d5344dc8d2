import math
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import ipras

PANEL = [4, 5, 6, 7, 7, 7, 7, 7, 8, 8, 8, 8, 8, 9, 9]


def test_ipras_gives_the_published_example():
    # PMC3467596, table 1: fifteen panellists.
    found = ipras(PANEL)
    assert (found.n, found.median, found.p30, found.p70, found.ipr) == (15, 7.0, 7.0, 8.0, 1.0)
    assert found.ipras == pytest.approx(6.1)
    assert not found.disagreement
    assert found.index == pytest.approx(1 / 6.1)
    assert found.appropriateness == "appropriate"


@pytest.mark.parametrize("panel", [[1, 2, 3, 3, 6, 6, 6, 6, 7, 9, 9, 9], [1, 1, 2, 2, 2, 5, 5, 5, 5, 6, 6, 7, 7, 8, 8]])
def test_a_range_exactly_as_wide_as_allowed_is_no_disagreement(panel):
    found = ipras(panel)
    assert found.ipr == pytest.approx(found.ipras)
    assert not found.disagreement


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_whether_a_panel_disagrees_is_what_exact_fractions_say(ratings):
    p30, p70 = _percentile(sorted(ratings), 3), _percentile(sorted(ratings), 7)
    allowed = Fraction(235, 100) + Fraction(3, 2) * abs(5 - (p30 + p70) / 2)
    found = ipras(ratings)
    assert found.disagreement is (p70 - p30 > allowed)
    assert (found.ipr, found.ipras) == (pytest.approx(float(p70 - p30)), pytest.approx(float(allowed)))


def _percentile(ordered: list[int], tenths: int) -> Fraction:
    below, rest = divmod(tenths * (len(ordered) - 1), 10)
    return ordered[below] + Fraction(rest, 10) * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below])


def test_at_full_symmetry_the_panel_may_span_two_and_a_third():
    found = ipras([1, 1, 1, 5, 9, 9, 9])
    assert (found.p30, found.p70) == (pytest.approx(1), pytest.approx(9))
    assert found.ipras == pytest.approx(2.35)
    assert found.disagreement
    assert found.appropriateness == "uncertain"


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([1, 2, 2, 3, 3], "inappropriate"),
        ([3, 4], "uncertain"),  # a median of 3.5 counts with the higher third, as the manual says
        ([6, 7], "appropriate"),
        ([5, 5, 5, 6], "uncertain"),
        ([], ""),
    ],
)
def test_the_median_says_in_which_third_an_item_lies(ratings, expected):
    assert ipras(ratings).appropriateness == expected


def test_nobody_and_one_alone_do_not_disagree():
    nobody, alone = ipras([np.nan, None]), ipras([2])
    assert nobody.n == 0
    assert all(map(math.isnan, (nobody.median, nobody.p30, nobody.p70, nobody.ipr, nobody.ipras)))
    assert not nobody.disagreement
    assert (alone.ipr, alone.ipras, alone.disagreement) == (0.0, pytest.approx(6.85), False)


def test_a_series_with_missing_ratings_is_a_panel():
    assert ipras(pd.Series([*PANEL, pd.NA], dtype="Int64")) == ipras(PANEL)


@pytest.mark.parametrize("odd", [0, 10, -1])
def test_a_rating_off_the_scale_is_refused(odd):
    with pytest.raises(ValueError, match="not on the scale from 1 to 9"):
        ipras([5, odd])


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20))
def test_the_mirrored_panel_disagrees_as_much(ratings):
    one, other = ipras(ratings), ipras([10 - rating for rating in ratings])
    assert (one.ipr, one.ipras) == (pytest.approx(other.ipr), pytest.approx(other.ipras))
    assert 2.35 <= one.ipras <= 2.35 + 1.5 * 4
