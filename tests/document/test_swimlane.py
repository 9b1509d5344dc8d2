import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.document.layout import Arrow, Box, Column, Diagram, Lane
from sop_kit.document.swimlane import draw, twin
from sop_kit.document.textfit import clean
from sop_kit.words import words
from tests.document.diagrams import REAL, chinese, diagrams, generated, real

SVG = "{http://www.w3.org/2000/svg}"
MARK_LABELS = {
    "hot": "hot spot",
    "one-head": "known by one person",
    "pilot": "not yet standard",
    "missing": "owner not known",
}
SMALL = Diagram(
    (Lane("dev", "Developers"), Lane("ops", "On-call <primary> & deputy")),
    (Column("monitor", "Monitor"), Column("decide", "Decide")),
    (
        Box("A 1", "dev", "monitor", "Look at the board", ("hot",)),
        Box("A/2", "ops", "decide", 'Stop it, or "wait" & see'),
    ),
    (Arrow("A 1", "A/2", "if red"), Arrow("A/2", "A 1")),
)


def svg(diagram: Diagram, **changes) -> ET.Element:
    return ET.fromstring(source(diagram, **changes))  # noqa: S314 - our own text


def source(diagram: Diagram, **changes) -> str:
    given = {
        "title": "Workflow",
        "description": "Who does what",
        "name": "flow",
        "return_label": "and round again",
        "mark_labels": MARK_LABELS,
    }
    return draw(diagram, **{**given, **changes})


def texts(root: ET.Element) -> list[str]:
    return [" ".join(span.text or "" for span in text) for text in root.iter(f"{SVG}text")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams())
def test_any_diagram_becomes_well_formed_svg_with_ids_of_its_own(diagram):
    root = svg(diagram)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one == "flow" or one.startswith("flow-") for one in ids)


@pytest.mark.parametrize("name", REAL)
def test_the_picture_needs_nothing_from_outside(name):
    text = source(real(name))
    tags = {element.tag.removeprefix(SVG) for element in svg(real(name)).iter()}
    assert tags <= {"svg", "title", "desc", "g", "a", "rect", "path", "circle", "text", "tspan"}
    assert not re.search(r"style=|url\(|data:|https?://(?!www\.w3\.org/2000/svg)", text)


def test_the_picture_says_what_it_is():
    root = svg(SMALL)
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "flow-title flow-desc"
    assert root.find(f"{SVG}title").text == "Workflow"
    assert root.find(f"{SVG}desc").text == "Who does what"


def test_a_box_links_to_its_step():
    links = [link.get("href") for link in svg(SMALL).iter(f"{SVG}a")]
    assert links == ["#step-A%201", "#step-A%2F2"]


def test_boxes_whose_ids_look_alike_keep_ids_of_their_own():
    boxes = (SMALL.boxes[0], replace(SMALL.boxes[1], id="A-1"))
    ids = [group.get("id") for group in svg(replace(SMALL, boxes=boxes)).iter(f"{SVG}g") if group.get("id")]
    assert ids == ["flow-A-1", "flow-A-1-2"]


@pytest.mark.parametrize("diagram", [*map(real, REAL), chinese()], ids=[*REAL, "chinese"])
def test_every_word_of_a_real_workflow_is_in_the_picture(diagram):
    shown = "".join("".join(texts(svg(diagram))).split())
    for part in (*diagram.boxes, *diagram.lanes, *diagram.columns, *diagram.arrows):
        assert "".join(part.label.split()) in shown


def test_a_label_too_long_for_its_box_is_whole_in_the_title():
    label = "word " * 80
    root = svg(replace(SMALL, boxes=(replace(SMALL.boxes[0], label=label), SMALL.boxes[1])))
    assert any(text.endswith("…") for text in texts(root))
    assert any(clean(label) in title.text for title in root.iter(f"{SVG}title"))


@pytest.mark.parametrize("part", ["lane", "column", "arrow"])
def test_other_labels_that_are_cut_are_whole_in_a_title(part):
    label = "longword " * 40
    long = {
        "lane": replace(SMALL, lanes=(replace(SMALL.lanes[0], label=label), SMALL.lanes[1])),
        "column": replace(SMALL, columns=(replace(SMALL.columns[0], label=label), SMALL.columns[1])),
        "arrow": replace(SMALL, arrows=(replace(SMALL.arrows[0], label=label),)),
    }[part]
    titles = [title.text for title in svg(long).iter(f"{SVG}title")]
    assert clean(label) in titles


def test_the_legend_explains_only_the_marks_in_use():
    shown = texts(svg(SMALL))
    assert "hot spot" in shown
    assert "not yet standard" not in shown


def test_marks_differ_by_more_than_colour():
    boxes = (replace(SMALL.boxes[0], marks=("hot", "one-head", "pilot", "missing")), SMALL.boxes[1])
    shown = texts(svg(replace(SMALL, boxes=boxes)))
    assert {"!", "1", "P", "?"} <= set(shown)


def test_unknown_marks_are_left_out():
    boxes = (replace(SMALL.boxes[0], marks=("sparkling",)), SMALL.boxes[1])
    assert "?" not in texts(svg(replace(SMALL, boxes=boxes)))


def test_arrows_back_are_dashed_and_others_are_not():
    lines = {path.get("class"): path.get("stroke-dasharray") for path in svg(SMALL, return_label="").iter(f"{SVG}path")}
    assert lines["arrow"] is None
    assert lines["back"]


def test_the_loop_is_closed_even_when_no_step_says_so():
    forward = replace(SMALL, arrows=SMALL.arrows[:1])
    assert "and round again" in texts(svg(forward))
    assert any(path.get("class") == "back" for path in svg(forward).iter(f"{SVG}path"))


def test_without_a_label_there_is_no_line_round_again():
    forward = replace(SMALL, arrows=SMALL.arrows[:1])
    root = svg(forward, return_label="")
    assert not any(path.get("class") == "back" for path in root.iter(f"{SVG}path"))
    assert not root.get("viewBox").startswith("0 0 ")


def test_fills_and_strokes_have_classes_of_their_own():
    strokes = {"lane", "box", "arrow", "back", "edge-warn", "edge-muted", "edge-missing"}
    for element in svg(generated(1, boxes=20, lanes=4, arrows=30)).iter():
        classes = set((element.get("class") or "").split())
        if element.get("fill") == "none":
            assert classes <= strokes
        if not element.get("stroke"):
            assert not classes & strokes


def test_the_same_diagram_gives_the_same_picture():
    diagram = generated(2, boxes=30, lanes=5, arrows=40)
    assert source(diagram) == source(diagram)


def test_the_twin_tells_the_flow_stage_by_stage():
    assert twin(SMALL, words("en")) == (
        "1 Monitor",
        "A 1 Look at the board — Developers [hot spot] → A/2 (if red)",
        "2 Decide",
        'A/2 Stop it, or "wait" & see — On-call <primary> & deputy → back to A 1',
        "2 Decide → 1 Monitor (and round again)",
    )


def test_the_twin_names_the_steps_ahead_before_the_one_it_goes_back_to():
    again = replace(SMALL, boxes=(*SMALL.boxes, Box("B", SMALL.boxes[0].lane, SMALL.columns[1].id, "Go on")))
    back = Arrow("A/2", "A 1", "")
    lines = twin(replace(again, arrows=(back, Arrow("A/2", "B", "if fine"))), words("zh"))
    assert any(line.endswith("→ B（if fine）、回到 A 1") for line in lines)


def test_the_twin_says_when_a_stage_is_empty_and_leaves_dangling_arrows_out():
    lines = twin(replace(SMALL, boxes=SMALL.boxes[:1]), words("en"))
    assert lines[1].endswith("[hot spot]")
    assert lines[2] == "2 Decide — no step here"


def test_the_twin_uses_the_words_of_the_picture():
    lines = twin(SMALL, words("en"), return_label="", mark_labels={"hot": "it hurts"})
    assert "[it hurts]" in lines[1]
    assert not any("→ 1 Monitor" in line for line in lines)


@pytest.mark.parametrize("name", REAL)
def test_the_twin_holds_every_step_and_arrow(name):
    diagram = real(name)
    lines = twin(diagram, words("en"))
    for box in diagram.boxes:
        line = next(line for line in lines if line.startswith(f"{box.id} "))
        assert box.label in line
        assert all(arrow.target in line for arrow in diagram.arrows if arrow.source == box.id)
