"""A loop of arrows that nobody can leave is named; the loop of the whole workflow is none."""

from itertools import pairwise

import pytest

from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.loops import endless_loops, ways_back
from sop_kit.record.model import Record
from sop_kit.record.tables import Next, Product, Step


def flow(arrows: dict[str, str], release: str = "") -> Record:
    steps = tuple(
        Step(
            id=step,
            stage="release" if step in release.split() else "monitor" if step == "M" else "analyse",
            action=step,
            role="r",
            next=tuple(Next(to=to) for to in targets.split()),
        )
        for step, targets in arrows.items()
    )
    return Record(product=Product(id="line"), steps=steps)


@pytest.mark.parametrize(
    ("arrows", "release", "first_steps"),
    [
        ({"A": "B", "B": "A"}, "", ["A"]),
        ({"A": "A"}, "", ["A"]),
        ({"A": "B", "B": "C", "C": "B"}, "", ["B"]),
        ({"A": "B", "B": "A C", "C": ""}, "", []),
        ({"A": "B", "B": "A"}, "B", []),
        ({"M": "B", "B": "M"}, "", []),
        ({"A": "B", "B": "A", "C": "D", "D": "C"}, "", ["A", "C"]),
        ({"A": "B", "B": ""}, "", []),
        ({"A": "nowhere"}, "", []),
        ({}, "", []),
    ],
)
def test_a_loop_without_an_exit_is_named_at_its_first_step(arrows, release, first_steps):
    found = endless_loops(flow(arrows, release))
    assert sorted(problem.where for problem in found) == [f"steps/{step}/next" for step in first_steps]


def test_the_steps_of_the_loop_stand_in_the_sentence():
    (problem,) = endless_loops(flow({"A": "B", "B": "C", "C": "A"}))
    assert "leaves them: A, B, C." in problem.message


def test_a_chain_of_thousands_of_steps_is_no_trouble():
    arrows = {f"S{number}": f"S{(number + 1) % 5000}" for number in range(5000)}
    (problem,) = endless_loops(flow(arrows))
    assert "S11, …" in problem.message


@pytest.mark.parametrize(
    "name", ["anti-fraud", "recommender", "govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing"]
)
def test_no_shipped_line_runs_in_circles(name):
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert endless_loops(record) == ()


def test_a_way_back_is_the_shortest_loop_along_its_arrow():
    arrows = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "B"), ("B", "D"), ("D", "A"), ("C", "C")]
    assert ways_back(["A", "B", "C", "D"], arrows) == (("C",), ("B", "D"), ("A", "B", "D"))


def test_a_long_chain_that_comes_back_is_one_way():
    steps = [str(number) for number in range(3000)]
    (way,) = ways_back(steps, [*pairwise(steps), (steps[-1], steps[0])])
    assert len(way) == len(steps)
