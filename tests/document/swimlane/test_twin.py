from dataclasses import replace

import pytest

from sop_kit.document.swimlane.layout import Arrow, Beyond, Box
from sop_kit.document.swimlane.twin import twin
from sop_kit.words import words
from tests.document.swimlane.diagrams import REAL, SMALL, real


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


def test_the_twin_says_where_the_flow_comes_from_and_goes_on():
    beyond = (Beyond("A 1", ("Z",), "if red"), Beyond("A 1", ("X", "Y"), comes=True))
    lines = twin(replace(SMALL, arrows=(), beyond=beyond), words("en"), return_label="")
    assert lines[1].endswith("→ Z (if red) ← X, Y")
