import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.assess.agreement import kendall_w

# Three raters, twenty subjects: the data "anxiety" of R's irr, whose manual prints W corrected for ties.
# J. H. Zar, Biostatistical Analysis, 5th ed. (2010), example 20.5: wing, tail and bill length of twelve birds.
# The rank sums printed there, 14.5 21 30.5 6 11 3.5 20 11.5 29 28.5 22.5 36, have squared deviations of 1175.5.
BIRDS = [
    [10.4, 10.8, 11.1, 10.2, 10.3, 10.2, 10.7, 10.5, 10.8, 11.2, 10.6, 11.4],
    [7.4, 7.6, 7.9, 7.2, 7.4, 7.1, 7.4, 7.2, 7.8, 7.7, 7.8, 8.3],
    [17.0, 17.0, 20.0, 14.5, 15.5, 13.0, 19.5, 16.0, 21.0, 20.0, 18.0, 22.0],
]
# Four judges, ten projects, squared deviations of the rank sums 1048: W = 12 · 1048 / (4² (10³ - 10)).
PROJECTS = [
    [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]
ANXIETY = [
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [
        # S. Siegel, Nonparametric Statistics (1956), chapter 9: six applicants, and the example with ties
        ([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], 0.16),
        (
            [
                [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
                [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
                [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
            ],
            0.828,
        ),
        ([[1, 3, 2], [1, 2, 3], [2, 3, 1], [3, 1, 2]], 1 / 16),  # ProofWiki, arbitrary example 1
        (ANXIETY, 0.540),
        (BIRDS, 12 * 1175.5 / (3**2 * (12**3 - 12) - 3 * 60)),
        (PROJECTS, 12 * 1048 / (16 * 990)),
        ([[1, 2, 3]] * 4, 1.0),
        ([[1, 2, 3], [3, 2, 1]], 0.0),
    ],
)
def test_w_gives_the_published_figures(ranks, expected):
    assert kendall_w(ranks) == pytest.approx(expected, abs=0.002)


def test_scores_do_as_well_as_ranks():
    scores = [[90, 10, 40.5], [7, 1, 3], [0.3, 0.1, 0.2]]
    assert kendall_w(scores) == kendall_w([[3, 1, 2]] * 3) == 1.0


def test_who_ranked_nothing_and_what_somebody_left_out_do_not_count():
    ranks = [[1, 2, 3, np.nan], [np.nan] * 4, [1, 3, 2, 4]]
    assert kendall_w(ranks) == kendall_w([[1, 2, 3], [1, 3, 2]])


@pytest.mark.parametrize(
    "ranks", [[], [[]], [[1, 2, 3]], [[1], [1]], [[2, 2, 2], [1, 1, 1]], [[np.nan] * 3] * 2, [[1, np.nan], [np.nan, 1]]]
)
def test_w_is_not_a_number_where_nothing_can_be_said(ranks):
    assert math.isnan(kendall_w(ranks))


def test_one_judge_who_tells_nothing_apart_lowers_w():
    assert kendall_w([[1, 2, 3], [1, 2, 3], [2, 2, 2]]) < 1.0


def test_arrays_and_data_frames_are_rankings():
    assert kendall_w(np.array(ANXIETY)) == kendall_w(pd.DataFrame(ANXIETY)) == kendall_w(ANXIETY)


@pytest.mark.parametrize(("odd", "words"), [([[1, 2], [1]], "one length"), ([[1, np.inf], [1, 2]], "finite")])
def test_what_is_no_ranking_is_refused(odd, words):
    with pytest.raises(ValueError, match=words):
        kendall_w(odd)


TABLES = st.integers(2, 6).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 5), min_size=n, max_size=n), min_size=2, max_size=5)
)


@given(TABLES, st.randoms(use_true_random=False))
def test_w_lies_between_0_and_1_whoever_comes_first(table, chance):
    found = kendall_w(table)
    mixed = chance.sample(table, len(table))
    columns = chance.sample(range(len(table[0])), len(table[0]))
    again = kendall_w([[row[column] for column in columns] for row in mixed])
    assert math.isnan(found) == math.isnan(again)
    assert math.isnan(found) or (0 <= found <= 1 and again == pytest.approx(found))


@given(TABLES)
def test_w_with_ties_is_what_the_definition_says_in_exact_fractions(table):
    m, n = len(table), len(table[0])
    ranks = [[Fraction(sum(x < y for x in row)) + Fraction(row.count(y) + 1, 2) for y in row] for row in table]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    squares = sum((total - sum(sums) / n) ** 2 for total in sums)
    ties = sum(count**3 - count for row in table for count in Counter(row).values())
    most, found = m**2 * (n**3 - n) - m * ties, kendall_w(table)
    assert math.isnan(found) if most == 0 else found == pytest.approx(float(12 * squares / most))


@given(TABLES)
def test_w_is_the_mean_rank_correlation_in_other_words(table):
    # Kendall: the mean of Spearman's rho over all pairs of judges is (m W - 1) / (m - 1), as long as no ranks are tied.
    m, n = len(table), len(table[0])
    untied = [[row[place] * n + place for place in range(n)] for row in table]
    rhos = pd.DataFrame(untied).T.corr("spearman").to_numpy()
    mean = (rhos.sum() - m) / (m * (m - 1))
    assert (m * kendall_w(untied) - 1) / (m - 1) == pytest.approx(mean)
