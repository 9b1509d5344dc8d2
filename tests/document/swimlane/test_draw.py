import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.blocks.html_style import palette
from sop_kit.document.swimlane.draw import draw
from sop_kit.document.swimlane.layout import Arrow, Beyond, Diagram
from sop_kit.document.swimlane.textfit import clean
from tests.document.swimlane.diagrams import REAL, SMALL, chinese, diagrams, generated, real

SVG = "{http://www.w3.org/2000/svg}"
MARK_LABELS = {
    "hot": "hot spot",
    "one-head": "known by one person",
    "pilot": "not yet standard",
    "missing": "owner not known",
}
BUSY = generated(1, boxes=20, lanes=4, arrows=30)


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
    return [" ".join(filter(None, (part.text for part in text.iter()))) for text in root.iter(f"{SVG}text")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(diagrams())
def test_any_diagram_becomes_well_formed_svg_with_ids_of_its_own(diagram):
    ids = [element.get("id") for element in svg(diagram).iter() if element.get("id")]
    assert ids == ["flow", "flow-title", "flow-desc"]


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


def dashed(root: ET.Element) -> list[bool]:
    """Whether each way of drawing arrows is dashed."""
    arrows = (path for path in root.iter(f"{SVG}path") if path.get("fill") == "none" and path.get("stroke-width"))
    return [bool(path.get("stroke-dasharray")) for path in arrows]


def test_arrows_back_are_dashed_and_others_are_not():
    assert dashed(svg(SMALL, return_label="")) == [True, False]
    assert dashed(svg(replace(SMALL, arrows=SMALL.arrows[:1]), return_label="")) == [False]


def loops(root: ET.Element) -> list[ET.Element]:
    return [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray", "").startswith("5")]


def test_the_loop_is_closed_even_when_no_step_says_so():
    root = svg(replace(SMALL, arrows=SMALL.arrows[:1]))
    assert "and round again" in texts(root)
    assert len(loops(root)) == 1


def test_without_a_label_there_is_no_line_round_again():
    root = svg(replace(SMALL, arrows=SMALL.arrows[:1]), return_label="")
    assert not loops(root)
    assert not root.get("viewBox").startswith("0 0 ")


def test_every_colour_is_one_of_the_pages_palette():
    colours = {element.get(paint) for element in svg(BUSY).iter() for paint in ("fill", "stroke")}
    assert colours - {None, "none"} <= palette().keys()


def test_signs_of_other_pictures_lead_to_their_steps():
    beyond = (Beyond("A 1", ("Z 9", "Y"), "if <blue>"), Beyond("A/2", ("X",), comes=True))
    root = svg(replace(SMALL, beyond=beyond))
    assert [link.get("href") for link in root.iter(f"{SVG}a")][:2] == ["#step-Z%209", "#step-X"]
    assert {"Z 9, Y", "X", "if <blue>"} <= set(texts(root))


def test_the_same_diagram_gives_the_same_picture():
    diagram = generated(2, boxes=30, lanes=5, arrows=40)
    assert source(diagram) == source(diagram)


def test_an_arrow_that_was_seen_shows_how_often_and_whether_it_is_written_down():
    first, second = SMALL.boxes[:2]
    pairs = ((1, False), (3, False), (1, True))
    for weight, strange in pairs:
        arrow = Arrow(first.id, second.id, "9", weight, strange)
        drawn = svg(replace(SMALL, arrows=(arrow,)), mark_labels={"often": "thick", "strange": "dashed"})
        line = next(path for path in drawn.iter(f"{SVG}path") if path.get("stroke-width") in {"1.1", "3.4"})
        assert line.get("stroke-width") == ("3.4" if weight == 3 else "1.1")
        assert (line.get("stroke-dasharray") is not None) == strange
        assert ("thick" in texts(drawn), "dashed" in texts(drawn)) == (weight > 1, strange)


def test_a_box_without_a_step_is_no_link_and_one_of_another_step_leads_there():
    boxes = [replace(box, code="" if n else "S7") for n, box in enumerate(SMALL.boxes)]
    links = [link.get("href") for link in svg(replace(SMALL, boxes=tuple(boxes))).iter(f"{SVG}a")]
    assert links == ["#step-S7"]
