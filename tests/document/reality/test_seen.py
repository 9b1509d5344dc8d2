"""The workflow that was really executed, drawn on the lanes of the one that was written down."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Figure
from sop_kit.document.reality.seen import PAGE, diagram, legible, seen_blocks
from sop_kit.document.swimlane.check import check
from sop_kit.document.swimlane.layout import lay_out, letters_on
from sop_kit.document.view import look
from tests.document.reality.seen_records import seen
from tests.record.strategies import records

DASHED = 'stroke-dasharray="4 2.5"'


def figure(record, lang="en") -> Figure:
    made = seen_blocks(look(record, lang))[0]
    assert isinstance(made, Figure)
    return made


def note(record, lang="en") -> str:
    return text_of(seen_blocks(look(record, lang))[1].spans)


def many(count: int):
    """Return a log of so many activities in which nearly anything follows anything."""
    names = [f"activity number {n}" for n in range(count)]
    activities = {name: (f"S{1 + n % 3}", 1000 - n) for n, name in enumerate(names)}
    flows = [(a, b, 400 - 7 * i - j) for i, a in enumerate(names) for j, b in enumerate(names) if (i + j) % 3]
    return seen(activities, tuple((a, b, max(count, 1)) for a, b, count in flows))


def test_a_line_without_a_checked_log_has_no_picture():
    assert seen_blocks(look(seen(checks=[]), "en")) == ()


def test_a_box_stands_in_the_lane_of_its_steps_role_and_the_column_of_its_stage():
    view = look(seen(), "en")
    drawn = diagram(view, legible(view))
    assert {(box.label.split(" ")[0], box.lane, box.column, box.step) for box in drawn.boxes} == {
        ("looked", "duty", "monitor", "S1"),
        ("released", "duty", "release", "S3"),
        ("restarted", "", "monitor", ""),  # beside the one it follows most often
    }
    assert [lane.label for lane in drawn.lanes] == ["On call", "not in the SoP"]


def test_arrows_carry_their_count_and_median_time_and_frequent_ones_are_thicker():
    view = look(seen(), "en")
    arrows = {arrow.source: arrow for arrow in diagram(view, legible(view)).arrows if arrow.target != "looked"}
    assert arrows["looked"].label in {"88 · 9min", "6 · 9min"}
    weights = {arrow.label: arrow.weight for arrow in diagram(view, legible(view)).arrows}
    assert weights == {"88 · 9min": 3, "6 · 9min": 1, "5 · 9min": 1}


def test_an_arrow_that_the_document_does_not_have_is_dashed_and_explained():
    drawn = figure(seen()).svg
    assert DASHED in drawn
    assert "dashed: not in the document" in drawn
    known = seen({"looked": ("S1", 9), "released": ("S3", 9)}, (("looked", "released", 9),))
    assert DASHED not in figure(known).svg
    assert "dashed" not in figure(known).svg


def test_a_box_of_a_step_leads_to_its_card_and_one_of_none_leads_nowhere():
    links = re.findall(r'href="([^"]+)"', figure(seen()).svg)
    assert sorted(links) == ["#step-S1", "#step-S3"]


def test_the_words_say_all_that_the_picture_says():
    said = "\n".join(figure(seen()).twin)
    assert (
        "looked (S1): 100, first in 100 → released (88, 88%, 9 min), restarted (6, 6%, 9 min, not in the document)"
        in said
    )
    assert "released (S3): 90, last in 95, again right after itself: 2" in said
    assert "restarted (not in the SoP): 7 → looked (5, 71%, 9 min, not in the document)" in said


def test_what_is_left_out_stands_below_the_picture():
    assert "Left out" not in note(seen())
    assert re.search(r"The arrows show \d+% of all passages", note(many(30)))
    assert re.search(r"Left out: \d+ rare activities, \d+ rare arrows", note(many(30)))
    assert re.search(r"未画：\d+ 项少见活动", note(many(30), "zh"))


@pytest.mark.parametrize("count", [2, 6, 9, 13, 33, 60])
def test_the_picture_is_legible_on_one_upright_page_however_many_activities_there_are(count):
    view = look(many(count), "en")
    layout = lay_out(diagram(view, legible(view)), PAGE)
    assert letters_on(PAGE, layout) >= 6.5
    assert check(layout) == ()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_record_is_drawn_or_left_alone(record):
    for made in seen_blocks(look(record, "zh")):
        if isinstance(made, Figure):
            ET.fromstring(made.svg)  # noqa: S314 - our own text
