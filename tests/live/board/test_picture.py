"""The board shows the document's picture: whoever joins its parts has it, and what it adds stands beside it."""

import json
import xml.etree.ElementTree as ET
from itertools import pairwise, product

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.document.view import View
from sop_kit.document.workflow import workflow_svg
from sop_kit.live.board.picture import picture
from sop_kit.record.changes import Edit, apply
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, RoleRow
from tests.live.board.places import LINES, example, seen, small
from tests.record.strategies import records

SVG = "{http://www.w3.org/2000/svg}"


def joined(shown: dict, svg: str) -> str:
    """Join the parts as a browser paints them, with the head of the document's picture around them."""
    head = svg.split("\n")[:3]
    labels = "".join(arrow["label"]["svg"] for arrow in shown["arrows"] if arrow["label"])
    boxes = "".join(box["svg"] for box in shown["boxes"])
    looks = shown["looks"]
    drawn = [
        shown["under"],
        shown["lines"],
        f"<g {looks['labels']}>{labels}</g>" if labels else "",
        f"<g {looks['boxes']}>{boxes}</g>",
        shown["legend"]["svg"],
        "</svg>",
    ]
    return "\n".join([*head, *filter(None, drawn)])


def assert_same_picture(view: View) -> None:
    shown = json.loads(json.dumps(picture(view)))
    svg = workflow_svg(view, view.record.steps, name="workflow", title="Workflow")
    assert joined(shown, svg) == svg
    for lane in shown["lanes"]:
        assert lane["empty"] or lane["svg"] in svg


@pytest.mark.parametrize(("name", "lang"), list(product(LINES, ("zh", "en"))))
def test_the_parts_of_the_board_joined_are_the_picture_of_the_document(name, lang):
    assert_same_picture(seen(example(name), lang))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(dangling=True))
def test_the_same_holds_for_records_that_no_person_would_write(record):
    shown = picture(seen(record))
    if record.steps:
        assert_same_picture(seen(record))
    parts = [*(box["svg"] for box in shown["boxes"]), shown["under"], shown["more"], shown["legend"]["svg"]]
    for part in [*parts, *(lane["svg"] for lane in shown["lanes"])]:
        ET.fromstring(f"<g>{part}</g>")  # noqa: S314 - our own text


@pytest.mark.parametrize("record", [*map(example, LINES), small(), small(steps=()), small(steps=(), roles=())])
def test_every_point_below_the_heads_belongs_to_one_lane_and_one_column(record):
    shown = picture(seen(record))
    lanes, columns = shown["lanes"], shown["columns"]
    assert all(one["y"] + one["height"] == pytest.approx(other["y"]) for one, other in pairwise(lanes))
    assert all(one["x"] + one["width"] == pytest.approx(other["x"]) for one, other in pairwise(columns))
    assert [(place["lane"], place["column"]) for place in shown["places"]] == [
        (lane["id"], column["id"]) for lane in lanes for column in columns
    ]
    for box in shown["boxes"]:
        x, y, w, h = box["rect"]
        place = next(each for each in shown["places"] if box["id"] in each["ids"])
        left, top, wide, tall = place["rect"]
        assert (place["lane"], place["column"]) == (box["lane"], box["column"])
        assert left <= x < x + w <= left + wide
        assert top <= y < y + h <= top + tall


def test_roles_without_a_step_stand_as_empty_lanes_below_the_picture():
    shown = picture(seen(small()))
    last = shown["lanes"][-1]
    assert [(lane["id"], lane["empty"]) for lane in shown["lanes"]] == [("a", False), ("b", False), ("c", True)]
    assert last["height"] == 64
    assert shown["whole"][3] == shown["frame"][3] + 64
    assert shown["legend"]["shift"] == 64
    assert "Reserve" in "".join(ET.fromstring(f"<g>{shown['more']}</g>").itertext())  # noqa: S314


def test_a_record_without_any_step_shows_all_stages_and_all_its_roles():
    shown = picture(seen(small(steps=())))
    assert [lane["id"] for lane in shown["lanes"]] == ["a", "b", "c"]
    assert len({round(column["width"], 3) for column in shown["columns"]}) == 1
    assert shown["whole"] == shown["frame"]
    assert shown["frame"][2] == 1180
    assert (shown["boxes"], shown["arrows"], shown["steps"]) == ([], [], {})


def test_a_record_without_roles_has_a_lane_to_begin_with():
    lanes = picture(seen(Record(product=Product(id="line"))))["lanes"]
    assert [(lane["id"], lane["name"], lane["empty"]) for lane in lanes] == [("", "no role yet", True)]


def test_lanes_stand_as_the_team_put_them_and_as_tall():
    lanes = [{"role": "c", "height": 90}, {"role": "b", "height": 240}]
    record = apply(small(), [Edit(act="put", table="settings", values={"lanes": lanes})])
    shown = picture(seen(record))
    found = [(lane["id"], lane["height"], lane["height_set"]) for lane in shown["lanes"]]
    assert [found[0], found[2]] == [("b", 240, 240), ("c", 90, 90)]
    assert found[1][0] == "a"
    assert_same_picture(seen(record))


def test_a_lane_is_never_lower_than_the_steps_in_it_need():
    record = apply(small(), [Edit(act="put", table="settings", values={"lanes": [{"role": "a", "height": 1}]})])
    before, after = (
        {lane["id"]: lane["height"] for lane in picture(seen(each))["lanes"]} for each in (small(), record)
    )
    assert after == before


def test_a_box_says_what_it_is_whose_it_is_and_where_it_goes_on():
    said = {box["id"]: box["says"] for box in picture(seen(small()))["boxes"]}
    assert said["S01"] == "S01 Watch. Ann's team, Monitor. Goes on to S02, S03 (red)."
    assert said["S02"] == "S02 Tell. Ann's team, Monitor."


def test_what_the_marks_of_the_document_do_not_show_stands_in_badges_with_words():
    shown = picture(seen(example("anti-fraud")))["steps"]
    badges = {badge["kind"]: badge["text"] for step in shown.values() for badge in step["badges"]}
    assert set(badges) == {"waits", "lessons", "differ"}
    assert all(badges.values())


def test_a_role_that_no_table_knows_has_its_lane_all_the_same():
    shown = picture(seen(small(roles=(RoleRow(id="b", name="Bo's team"),))))
    assert [(lane["id"], lane["name"]) for lane in shown["lanes"]] == [("a", "a"), ("b", "Bo's team")]
