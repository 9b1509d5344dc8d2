"""BPMN: every step, lane and arrow is there, where the swimlane draws it, whatever people type."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit import __version__
from sop_kit.document.bpmn import Sayings, workflow_bpmn, write
from sop_kit.document.bpmn_shapes import SCALE
from sop_kit.document.bpmn_text import Ids
from sop_kit.document.sop import files_bundle, sop
from sop_kit.document.swimlane.layout import Arrow, Box, Column, Diagram, Lane, lay_out
from sop_kit.document.view import look
from sop_kit.document.workflow import workflow
from sop_kit.record.model import Record
from sop_kit.record.tables import Next, Product, Step
from tests.document.bpmn_reader import all_of, numbers, text, wrong_references
from tests.document.swimlane.diagrams import diagrams

NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
HOSTILE = (
    "<script>alert(1)</script>",
    "]]> <![CDATA[x",
    "&amp; &#0; &unknown;",
    "\"'--><!--",
    "\u202eabc\u200b",
    "😀 शि",
    "a\tb\nc\rd",
)


def record(*steps: Step) -> Record:
    return Record(product=Product(id="fraud", name="Fraud", languages=("en",)), steps=steps)


def step(code: str = "S01", **facts: object) -> Step:
    return Step.model_validate({"id": code, "stage": "monitor", "action": "Look", "role": "dev", **facts})


def made(*steps: Step) -> ET.Element:
    return ET.fromstring(workflow_bpmn(look(record(*steps), "en")))  # noqa: S314  our own file


def names(root: ET.Element, kind: str) -> list[str]:
    return [element.attrib.get("name", "") for element in all_of(root, f"bpmn:{kind}")]


def test_a_step_says_its_id_its_title_and_what_its_card_says():
    root = made(step(title="Take over", outputs="a log", standard="before 9:00", tool="Grafana"))
    assert names(root, "task") == ["S01 Take over"]
    said = text(all_of(root, "bpmn:task")[0], "bpmn:documentation").splitlines()
    assert said == ["What: Look", "Output: a log", "Standard: before 9:00", "Tool: Grafana"]


def test_a_condition_stands_on_its_flow_and_decides_it():
    ways = (Next(to="S02", when="out of range"), Next(to="S03"))
    root = made(step(next=ways), step("S02", stage="analyse"), step("S03", stage="decide", role="ops"))
    flows = all_of(root, "bpmn:sequenceFlow")
    assert [(flow.attrib.get("name", ""), text(flow, "bpmn:conditionExpression")) for flow in flows] == [
        ("out of range", "out of range"),
        ("", ""),
    ]
    outgoing = [element.text for element in all_of(root, "bpmn:outgoing")]
    assert outgoing == [flow.attrib["id"] for flow in flows]


def test_lanes_are_roles_and_groups_are_stages():
    root = made(step(), step("S02", role="ops", stage="release"))
    assert names(root, "lane") == ["dev", "ops"]
    stages = [value.attrib["value"] for value in all_of(root, "bpmn:categoryValue")]
    assert stages == ["Monitor", "Feedback", "Analyse", "Decide", "Optimise", "Release"]
    assert len(all_of(root, "bpmn:group")) == 6


def test_which_copy_this_is_stands_in_the_process():
    view = look(record(step()), "en")
    said = text(made(step()), "bpmn:process/bpmn:documentation")
    assert "Version: 0.0" in said
    assert re.search(r"Content hash: [0-9a-f]{64}", said)
    assert workflow_bpmn(view) == workflow_bpmn(view)


def test_the_file_is_as_it_was_read(golden):
    ways = (Next(to="S02", when="out of range"), Next(to="S03"))
    steps = (
        step(title="Take over", outputs="a log", standard="before 9:00", next=ways),
        step("S02", stage="decide", action="Decide", role="lead", next=(Next(to="S03", when="Go"),)),
        step("S03", stage="release", action="Release", next=(Next(to="S01"),)),
    )
    golden.check("workflow.bpmn", workflow_bpmn(look(record(*steps), "en")).replace(__version__, "VERSION"))


def test_it_comes_with_the_further_files_and_not_with_the_pages():
    view = look(record(step()), "en")
    assert files_bundle(view).bpmn == workflow_bpmn(view)
    assert sop(view).bpmn == ""


def test_a_record_without_steps_has_no_workflow():
    assert workflow_bpmn(look(record(), "en")) == ""


def test_everything_stands_where_the_swimlane_draws_it():
    facts = record(step(next=(Next(to="S02", when="late"),)), step("S02", stage="release", role="ops"))
    view = look(facts, "en")
    layout = lay_out(workflow(view, facts.steps))
    root = ET.fromstring(workflow_bpmn(view))  # noqa: S314  our own file
    bounds = {
        shape.attrib["bpmnElement"]: numbers(shape.find("{*}Bounds"), "x", "y", "width", "height")
        for shape in all_of(root, "bpmndi:BPMNShape")
    }
    for placed in layout.boxes:
        assert bounds[f"Step_{placed.box.id}"] == pytest.approx([side * SCALE for side in placed.area], abs=0.051)
    for placed in layout.lanes:
        assert bounds[f"Lane_{placed.lane.id}"] == pytest.approx([side * SCALE for side in placed.area], abs=0.051)
    edge = next(edge for edge in all_of(root, "bpmndi:BPMNEdge") if edge.attrib["bpmnElement"] == "Flow_S01_S02")
    points = [numbers(point, "x", "y") for point in edge.findall("{*}waypoint")]
    assert points == [pytest.approx([side * SCALE for side in point], abs=0.051) for point in layout.routes[0].points]


def test_the_pool_holds_its_lanes_and_nothing_between_them():
    root = made(step(), step("S02", role="ops"), step("S03", role="qa"))
    shapes = {shape.attrib["bpmnElement"]: shape.find("{*}Bounds") for shape in all_of(root, "bpmndi:BPMNShape")}
    _, top, _, height = numbers(shapes["Participant"], "x", "y", "width", "height")
    lanes = [numbers(shapes[f"Lane_{role}"], "y", "height") for role in ("dev", "ops", "qa")]
    assert lanes[0][0] == top
    assert [sum(lane) for lane in lanes] == pytest.approx([lanes[1][0], lanes[2][0], top + height], abs=0.11)


def said_everywhere(words: str) -> ET.Element:
    lane, column, box = Lane("L", words), Column("C", words), Box("B", "L", "C", words)
    sayings = Sayings(product=words, name=words, documentation=words, of_steps={"B": words}, round_again=words)
    layout = lay_out(Diagram((lane,), (column,), (box,), (Arrow("B", "B", words),)))
    return ET.fromstring(write(layout, sayings))  # noqa: S314  our own file


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_come_back_as_they_were_typed(words):
    root, line = said_everywhere(words), " ".join(words.split())
    assert names(root, "task") == [f"B {line}"]
    assert names(root, "lane") == names(root, "participant") == [line]
    assert text(all_of(root, "bpmn:task")[0], "bpmn:documentation") == words
    assert [element.text for element in all_of(root, "bpmn:conditionExpression")] == [words]


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\ud800", "\ufffe"])
def test_what_xml_cannot_hold_is_shown(char):
    root = said_everywhere(f"a{char}b")
    assert names(root, "task") == ["B a\ufffdb"]
    assert text(all_of(root, "bpmn:task")[0], "bpmn:documentation") == "a\ufffdb"


@given(st.lists(st.text(max_size=8), max_size=12))
def test_ids_are_names_and_no_two_are_the_same(keys):
    ids = Ids()
    given_out = [ids.new("Step", key) for key in keys]
    assert all(NCNAME.fullmatch(one) for one in given_out)
    assert len(set(given_out)) == len(keys)


def test_an_id_is_the_same_however_many_others_there_are():
    assert Ids().new("Step", "1 步_骤") == "Step_1_x20__x6B65__x5F__x9AA4_"
    more = Ids()
    more.new("Step", "2")
    assert more.new("Step", "1 步_骤") == "Step_1_x20__x6B65__x5F__x9AA4_"


@settings(max_examples=15)
@given(diagrams())
def test_every_reference_leads_somewhere_and_everything_is_drawn_once(diagram):
    sayings = Sayings(product="p", name="n", documentation="", of_steps={}, round_again="again")
    layout = lay_out(diagram)
    root = ET.fromstring(write(layout, sayings))  # noqa: S314  our own file
    assert wrong_references(root) == []
    assert len(all_of(root, "bpmn:task")) == len(diagram.boxes)
    assert len(all_of(root, "bpmn:sequenceFlow")) == len(layout.routes)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ('targetRef="Step_S02"', 'targetRef="Step_S99"', "targetRef leads to 'Step_S99'"),
        ("<bpmn:outgoing>Flow_", "<bpmn:outgoing>Way_", "outgoing leads to 'Way_S01_S02'"),
        ("<bpmn:flowNodeRef>Step_S02</bpmn:flowNodeRef>", "", "Step_S02 is in 0 lanes"),
        ('bpmnElement="Step_S02"', 'bpmnElement="Step_S01"', "Step_S02 is drawn 0 times"),
        ('task id="Step_S02"', 'task id="Step_S01"', "Step_S01 is used twice"),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(old, new, finding):
    whole = workflow_bpmn(look(record(step(next=(Next(to="S02"),)), step("S02", stage="decide")), "en"))
    assert wrong_references(ET.fromstring(whole)) == []  # noqa: S314  our own file
    assert old in whole
    assert finding in wrong_references(ET.fromstring(whole.replace(old, new)))  # noqa: S314  our own file
