"""A path in fewer letters leads through the same points."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.blocks.svg_paths import short_number, short_path

NUMBER = st.integers(-9000, 9000).map(lambda tenths: tenths / 10)
WANTED = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "Z": 0}


@st.composite
def paths(draw):
    letters = ["M", *draw(st.lists(st.sampled_from("LHVQMZ"), max_size=8))]
    return " ".join(" ".join([letter, *(f"{draw(NUMBER):g}" for _ in range(WANTED[letter]))]) for letter in letters)


def corners(path):
    """Return every point a path names, in tenths, and where it lifts the pen."""
    at = start = (0, 0)
    for letter, text in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        numbers = [round(10 * float(number)) for number in re.findall(r"-?[0-9.]+", text)]
        base = at if letter.islower() else (0, 0)
        if letter in "zZ":
            at = start
        elif letter in "hH":
            at = (base[0] + numbers[0], at[1])
        elif letter in "vV":
            at = (at[0], base[1] + numbers[0])
        else:
            points = [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            yield from points[:-1]
            at = points[-1]
            start = at if letter in "Mm" else start
        yield at


@given(paths())
def test_every_corner_stays_where_it_was(path):
    short = short_path(path, 10)
    # A step to where the pen already is draws nothing and may go.
    assert _moves(short) == _moves(path)


def _moves(path):
    points = list(corners(path))
    return [points[0], *(there for here, there in pairwise(points) if here != there)]


def test_what_is_counted_from_the_point_before_leads_to_the_same_places():
    assert short_path("M100 100H90Q86 100 86 104V120", 2) == short_path("M100 100h-10q-4 0 -4 4v16", 2)


def test_dots_stay_dots_and_do_not_wander():
    dots = "".join(f"M{10 * n} 5h.1" for n in range(40))
    short = short_path(dots, 2)
    assert short.count("h.1") == 40
    assert short.endswith("M390 5h.1")


@pytest.mark.parametrize("other", ["", "M0 0C1 2 3 4 5 6", "m1 1l2 2", "M1 2 3 4", "M1e3 2", "M٣ 4", "nonsense", "L"])
def test_any_other_path_is_left_alone(other):
    assert short_path(other, 10) == other


@pytest.mark.parametrize(
    ("number", "steps", "said"),
    [("12.04", 10, "12"), ("12.06", 10, "12.1"), ("12.6", 1, "13"), ("-0.4", 1, "0"), ("50%", 1, "50%"), ("", 1, "")],
)
def test_a_number_is_rounded_to_steps_and_anything_else_is_left_alone(number, steps, said):
    assert short_number(number, steps) == said
