import math
from collections import Counter
from fractions import Fraction
from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import krippendorff_alpha

NO = None
# K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), sections A, B and C; and the example of Wikipedia.
BINARY = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
WORDS = [list("aabbdcccedda"), list("babbbccceddd")]
FOUR = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
    [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
]
THREE = [
    [NO, NO, NO, NO, NO, 3, 4, 1, 2, 1, 1, 3, 3, NO, 3],
    [1, NO, 2, 1, 3, 3, 4, 3, NO, NO, NO, NO, NO, NO, NO],
    [NO, NO, 2, 1, 3, 4, 4, NO, 2, 1, 1, 3, 3, NO, 4],
]


@pytest.mark.parametrize(
    ("ratings", "level", "expected"),
    [
        (BINARY, "nominal", 0.095),
        (WORDS, "nominal", 0.692),
        (FOUR, "nominal", 0.743),
        (FOUR, "ordinal", 0.815),
        (FOUR, "interval", 0.849),
        (FOUR, "ratio", 0.797),
        (THREE, "nominal", 0.691),
        (THREE, "interval", 0.811),
    ],
)
def test_alpha_gives_the_published_figures(ratings, level, expected):
    assert krippendorff_alpha(ratings, level) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_arrays_and_data_frames_are_tables(level):
    expected = krippendorff_alpha(FOUR, level)
    frame = pd.DataFrame(FOUR)
    assert krippendorff_alpha(frame, level) == expected
    assert krippendorff_alpha(frame.astype("Int64"), level) == expected
    assert krippendorff_alpha(frame.to_numpy(dtype=float), level) == expected
    masked = np.ma.masked_invalid(frame.to_numpy(dtype=float))
    assert krippendorff_alpha(masked, level) == expected


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
@pytest.mark.parametrize(
    "ratings",
    [
        [],
        [[]],
        [[], []],
        [[1, 2, 3]],  # one rater
        [[NO, NO], [NO, NO]],
        [[1, NO], [NO, 2]],  # no unit was rated twice
        [[4, 4, 4], [4, 4, 4]],  # nothing could differ
        [[4, 5], [4, NO]],
        np.empty((0, 0)),
    ],
)
def test_alpha_is_not_a_number_where_it_is_not_defined(ratings, level):
    assert math.isnan(krippendorff_alpha(ratings, level))


def test_one_unit_alone_tells_only_how_far_its_raters_differ():
    assert krippendorff_alpha([[1], [2], [2]], "nominal") == pytest.approx(0.0)


def test_words_with_missing_ones_are_nominal_values():
    words = [["yes", "no", NO, "no"], ["yes", "no", "yes", np.nan], ["yes", "yes", "yes", pd.NA]]
    numbers = [[1, 0, NO, 0], [1, 0, 1, NO], [1, 1, 1, NO]]
    assert krippendorff_alpha(words, "nominal") == krippendorff_alpha(numbers, "nominal")
    assert krippendorff_alpha(pd.DataFrame(words), "nominal") == krippendorff_alpha(numbers, "nominal")


@pytest.mark.parametrize(
    ("ratings", "level", "words"),
    [
        (FOUR, "metric", "no level of measurement"),
        ([["a", "b"], ["a", "b"]], "ordinal", "no finite number"),
        ([[1, np.inf], [1, 2]], "interval", "no finite number"),
        ([[-1, 1], [1, 1]], "ratio", "not on the scale"),
        ([[[1], 2], [1, 2]], "nominal", "cannot be compared"),
        ([[1, 2], [1]], "nominal", "one length"),
        ([1, 2, 3], "nominal", "where a row"),
    ],
)
def test_what_cannot_be_compared_is_refused(ratings, level, words):
    with pytest.raises(ValueError, match=words):
        krippendorff_alpha(ratings, level)


def test_where_nearly_all_scores_are_high_alpha_collapses():
    almost = [[5] * 20, [5] * 19 + [4], [4] + [5] * 19]
    assert krippendorff_alpha(almost, "ordinal") < 0.1


def by_definition(ratings: list[list[int | None]], level: str) -> Fraction | None:
    """Return α pair by pair, as the paper defines it, in exact fractions."""
    units = [[row[unit] for row in ratings if row[unit] is not None] for unit in range(len(ratings[0]))]
    units = [unit for unit in units if len(unit) > 1]
    margins = Counter(value for unit in units for value in unit)
    n = margins.total()

    def differ(one: int, other: int) -> Fraction:
        if level == "nominal":
            return Fraction(one != other)
        if level == "interval":
            return Fraction((one - other) ** 2)
        if level == "ratio":
            return Fraction((one - other) ** 2, (one + other) ** 2) if one != other else Fraction(0)
        low, high = sorted((one, other))
        between = sum(count for value, count in margins.items() if low <= value <= high)
        return (between - Fraction(margins[low] + margins[high], 2)) ** 2

    pooled = [value for unit in units for value in unit]
    expected = sum((differ(*pair) for pair in permutations(pooled, 2)), Fraction(0)) / max(1, n - 1)
    observed = sum(
        (sum(differ(*pair) for pair in permutations(unit, 2)) / Fraction(len(unit) - 1) for unit in units), 0
    )
    return 1 - observed / expected if expected else None


RATINGS = st.integers(1, 6).flatmap(
    lambda units: st.lists(
        st.lists(st.none() | st.integers(0, 5), min_size=units, max_size=units), min_size=1, max_size=5
    )
)
LEVELS = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])


@given(RATINGS, LEVELS)
def test_alpha_is_what_the_definition_says_pair_by_pair(ratings, level):
    found, expected = krippendorff_alpha(ratings, level), by_definition(ratings, level)
    assert math.isnan(found) if expected is None else found == pytest.approx(float(expected), abs=1e-12)


@given(RATINGS, LEVELS, st.randoms(use_true_random=False))
def test_alpha_is_the_same_whoever_and_whatever_comes_first(ratings, level, chance):
    units = chance.sample(range(len(ratings[0])), len(ratings[0]))
    mixed = [[row[unit] for unit in units] for row in chance.sample(ratings, len(ratings))]
    assert krippendorff_alpha(mixed, level) == pytest.approx(krippendorff_alpha(ratings, level), nan_ok=True)


@given(RATINGS, LEVELS)
def test_alpha_is_1_at_most(ratings, level):
    found = krippendorff_alpha(ratings, level)
    assert math.isnan(found) or found <= 1
