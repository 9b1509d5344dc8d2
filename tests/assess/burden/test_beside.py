"""Lines are compared in what both of them tell."""

from sop_kit.assess.burden.beside import MEASURES, beside
from sop_kit.assess.burden.counting import burden
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step


def line(steps: int, timed: int = 0) -> object:
    rows = tuple(
        Step.model_validate(
            {"id": f"S{n}", "stage": "monitor", "action": "look", "role": "ops", "frequency": "weekly"}
            | ({"minutes": 10} if n < timed else {})
        )
        for n in range(steps)
    )
    return burden(Record(product=Product(id="line"), steps=rows))


def test_a_line_has_its_place_from_the_most_on_and_equals_share_it():
    found = beside({"a": line(3), "b": line(5), "c": line(3)})
    assert [(found[name]["steps"].place, found[name]["steps"].lines) for name in "abc"] == [(2, 3), (1, 3), (2, 3)]
    assert found["a"]["steps"].median == 3


def test_a_line_alone_is_compared_with_none():
    (place,) = (places["steps"] for places in beside({"a": line(3)}).values())
    assert (place.measure.value, place.median, place.place) == (3, None, None)


def test_a_figure_of_few_steps_is_shown_and_not_compared():
    found = beside({"a": line(4, timed=1), "b": line(4, timed=2), "c": line(4, timed=4)})
    assert [found[name]["minutes"].measure.value for name in "abc"] == [10, 20, 40]
    assert [found[name]["minutes"].place for name in "abc"] == [None, 2, 1]
    assert found["a"]["minutes"].median == 30


def test_an_empty_line_is_in_no_median():
    found = beside({"empty": line(0), "a": line(2), "b": line(4)})
    assert all(place.place is None and place.measure.value is None for place in found["empty"].values())
    assert found["a"]["steps"].median == 3
    assert beside({}) == {}
    assert set(found["a"]) == set(MEASURES)
