import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import content_validity, modified_kappa, needed_share

# Twelve items, six experts: PMC7253559, table 4.
TWELVE = [
    [4, 4, 4, 4, 4, 4],
    [4, 3, 4, 4, 3, 4],
    [4, 4, 4, 4, 4, 4],
    [4, 4, 4, 4, 4, 4],
    [3, 4, 4, 4, 4, 4],
    [2, 3, 4, 3, 3, 4],
    [4, 4, 4, 4, 4, 4],
    [4, 4, 4, 4, 4, 4],
    [3, 3, 4, 2, 3, 4],
    [4, 4, 4, 3, 4, 4],
    [4, 4, 4, 3, 4, 4],
    [4, 4, 4, 3, 4, 4],
]


def test_content_validity_gives_the_published_table():
    found = content_validity(TWELVE)
    assert found.items == pytest.approx([1, 1, 1, 1, 1, 0.83, 1, 1, 0.83, 1, 1, 1], abs=0.005)
    assert found.average == pytest.approx(0.97, abs=0.005)
    assert found.universal == pytest.approx(0.83, abs=0.005)
    assert found.experts == (6,) * 12


def test_content_validity_of_items_rated_by_nine_and_ten():
    # PMC5557472, table 10, "relevance": how many of ten rated 3 or 4.
    agreeing = [10, 9, 7, 10, 10, 10]
    found = content_validity([[4] * n + [2] * (10 - n) for n in agreeing])
    assert (found.average, found.universal) == (pytest.approx(0.93, abs=0.005), pytest.approx(0.67, abs=0.005))


def test_a_missing_rating_leaves_the_item_to_the_others():
    found = content_validity([[4, np.nan, 2], [np.nan, 3, 3], [None, None, None]])
    assert found.items[:2] == (0.5, 1.0)
    assert math.isnan(found.items[2])
    assert found.experts == (2, 2, 0)
    assert (found.average, found.universal) == (0.75, 0.5)


@pytest.mark.parametrize("nothing", [[], [[]], [[None, None]], np.empty((0, 3)), pd.DataFrame()])
def test_the_validity_of_nothing_is_not_a_number(nothing):
    found = content_validity(nothing)
    assert math.isnan(found.average)
    assert math.isnan(found.universal)


def test_arrays_and_data_frames_are_tables():
    expected = content_validity(TWELVE)
    assert content_validity(np.array(TWELVE)) == expected
    assert content_validity(pd.DataFrame(TWELVE)) == expected
    assert content_validity(pd.DataFrame(TWELVE, dtype="Int64")) == expected


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ([[1, 5]], "not on the scale from 1 to 4"),
        ([[1, 0]], "not on the scale"),
        ([[1, 2.5]], "none of the ratings"),
        ([[1, np.inf]], "no finite number"),
        ([["a", 1]], "no finite number"),
        ([[1, 2], [3]], "of one length"),
        ([1, 2, 3], "where a row"),
        (pd.Series([1, 2]), "where a row"),
        (4, "a table has rows"),
    ],
)
def test_what_is_no_table_of_ratings_is_refused(odd, words):
    with pytest.raises(ValueError, match=words):
        content_validity(odd)


@given(st.lists(st.lists(st.integers(1, 4), min_size=3, max_size=3), min_size=1, max_size=8))
def test_universal_agreement_is_never_above_the_average(table):
    found = content_validity(table)
    assert 0 <= found.universal <= found.average <= 1


@pytest.mark.parametrize(
    ("experts", "agreeing", "kappa"),
    [
        # Polit, Beck and Owen (2007), table 4, reckoned there from I-CVIs of two digits
        (10, 9, 0.90),
        (10, 8, 0.79),
        (10, 7, 0.66),
        (9, 8, 0.89),
        (9, 7, 0.76),
        (9, 6, 0.60),
        (8, 7, 0.88),
        (8, 6, 0.72),
        (7, 6, 0.85),
        (7, 7, 1.00),
        (6, 5, 0.82),
        (5, 4, 0.76),
        (4, 3, 0.67),
        (3, 2, 0.47),
        (3, 3, 1.00),
    ],
)
def test_modified_kappa_gives_the_published_figures(experts, agreeing, kappa):
    assert modified_kappa(experts, agreeing) == pytest.approx(kappa, abs=0.01)


def test_modified_kappa_at_the_ends():
    assert math.isnan(modified_kappa(0, 0))
    assert (modified_kappa(1, 1), modified_kappa(1, 0)) == (1.0, -1.0)
    assert modified_kappa(5000, 4000) == pytest.approx(0.8)


@pytest.mark.parametrize(("experts", "agreeing"), [(5, 6), (5, -1), (5.5, 5), (5, 2.5)])
def test_modified_kappa_refuses_what_is_no_panel(experts, agreeing):
    with pytest.raises(ValueError, match="cannot agree"):
        modified_kappa(experts, agreeing)


def test_a_larger_panel_needs_less_than_all():
    assert [needed_share(n) for n in (3, 5, 6, 8, 9, 20)] == [1.0, 1.0, 0.83, 0.83, 0.78, 0.78]
