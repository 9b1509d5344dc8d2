"""The swimlanes of the example product lines: the whole loop, and each process by itself, in both languages."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import product

import pytest

from sop_kit.assess.gaps import process_of
from sop_kit.document.bpmn import workflow_bpmn
from sop_kit.document.swimlane.check import check
from sop_kit.document.swimlane.layout import A4, HALF_A4, lay_out, letters_on
from sop_kit.document.view import View, look
from sop_kit.document.workflow import (
    process_workflow,
    process_workflow_svg,
    process_workflow_twin,
    workflow,
    workflow_svg,
)
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit, apply
from sop_kit.record.files.yaml_file import read_record

LINES = ("anti-fraud", "recommender", "govuk-chat", "openfoodfacts-robotoff", "wikimedia-liftwing")
every = pytest.mark.parametrize(("name", "lang"), list(product(LINES, ("zh", "en"))))


def view(name: str, lang: str) -> View:
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert record is not None
    return look(record, lang)


def processes(seen: View) -> Iterator[str]:
    yield from dict.fromkeys(process_of(step) for step in seen.record.steps)


@every
def test_the_whole_loop_of_an_example_fits_one_page(name, lang):
    seen = view(name, lang)
    layout = lay_out(workflow(seen, seen.record.steps))
    assert check(layout) == ()
    assert letters_on(A4, layout) >= 6
    assert not any(box.cut for box in layout.boxes)
    assert not any(route.label.cut for route in layout.routes if route.label)


@every
def test_each_process_of_an_example_is_comfortably_readable_across_a_page(name, lang):
    seen = view(name, lang)
    for process in processes(seen):
        layout = lay_out(process_workflow(seen, process), HALF_A4)
        assert check(layout) == ()
        assert letters_on(HALF_A4, layout) >= 7
        assert not any(box.cut for box in layout.boxes)


@every
def test_the_pictures_of_an_example_are_light(name, lang):
    seen = view(name, lang)
    assert len(workflow_svg(seen, seen.record.steps, name="workflow", title="Workflow").encode()) < 27_000
    for process in processes(seen):
        assert len(process_workflow_svg(seen, process, name=process, title="Process").encode()) < 13_500


def test_a_process_shows_where_it_goes_on_and_where_it_comes_from():
    seen = view("anti-fraud", "en")
    diagram = process_workflow(seen, "monitoring")
    assert [column.id for column in diagram.columns] == ["monitor"]
    signs = {(one.box, one.others, one.label, one.comes) for one in diagram.beyond}
    assert ("AF05", ("AF20",), "hotfix", False) in signs
    assert ("AF07", ("AF33", "AF34"), "", True) in signs
    line = next(line for line in process_workflow_twin(seen, "monitoring") if line.startswith("AF07 "))
    assert line.endswith("→ AF01 (72 h OK), AF34 (fail) ← AF33, AF34")


def test_the_stages_of_a_process_keep_their_numbers():
    seen = view("anti-fraud", "en")
    assert [column.number for column in process_workflow(seen, "iteration").columns] == [4, 5]


def test_a_process_without_steps_has_no_picture():
    assert process_workflow_svg(view("anti-fraud", "en"), "nothing", name="x", title="X") == ""
    assert process_workflow_twin(view("anti-fraud", "en"), "nothing") == ()


def with_lanes(name: str, *lanes: tuple[str, float]) -> View:
    places = [{"role": role, "height": height} for role, height in lanes]
    record = apply(view(name, "en").source, [Edit(act="put", table="settings", values={"lanes": places})])
    return look(record, "en")


def test_lanes_stand_in_the_order_the_team_set_and_the_others_after_them_as_before():
    before = [lane.id for lane in workflow(view("anti-fraud", "en"), view("anti-fraud", "en").record.steps).lanes]
    seen = with_lanes("anti-fraud", (before[-1], 0), ("nobody", 0), (before[2], 0))
    rest = [role for role in before if role not in (before[-1], before[2])]
    assert [lane.id for lane in workflow(seen, seen.record.steps).lanes] == [before[-1], before[2], *rest]
    assert process_workflow(seen, "monitoring").lanes[0].id == before[2]


def test_a_lane_is_as_tall_as_the_team_set_it_in_the_picture_of_the_loop_alone():
    seen = with_lanes("anti-fraud", ("on-call", 400), ("data-team", 10))
    layout = lay_out(workflow(seen, seen.record.steps))
    heights = {lane.lane.id: lane.area.h for lane in layout.lanes}
    assert check(layout) == ()
    assert heights["on-call"] == 400
    assert heights["data-team"] > 10
    assert not any(lane.least for lane in process_workflow(seen, "monitoring").lanes)


def test_the_bpmn_has_its_lanes_in_the_same_order():
    seen = with_lanes("anti-fraud", ("product-owner", 0), ("data-team", 300))
    names = re.findall(r'<(?:bpmn:)?lane [^>]*name="([^"]*)"', workflow_bpmn(seen))
    wanted = [lane.label for lane in workflow(seen, seen.record.steps).lanes]
    assert list(map(unescape, names)) == wanted
