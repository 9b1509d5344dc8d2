"""A room sees at once what to talk about, what is divided and what is low, of how many answers, whether to go on."""

import pytest

from sop_kit.blocks.html_style import palette
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Figure, Table
from sop_kit.blocks.svg_filter import safe_picture
from sop_kit.document.room.page import room_blocks
from sop_kit.document.view import look
from sop_kit.record.rule import Settings, StopRule
from tests.assess.ratings import alike, ratings, record, remark
from tests.document.test_sop import example

STEPS = {"S1": "monitor", "S2": "analyse", "S3": "release", "S4": "release"}
DIVIDED = alike("S3", [1, 2, 4, 5, 5])
LOW = alike("S1", [2, 2, 3, 2, 2])
FINE = alike("S2", [4, 5, 4, 5, 4])
FINE_S1 = alike("S1", [5, 5, 5, 5, 5])
BLOCKED = [*alike("S4", [4, 4, 5, 5, 5]), remark("S4", blocking=True)]


def room(*feedback, lang="en", **parts):
    return room_blocks(look(record(STEPS, list(feedback), **parts), lang))


def figures(blocks):
    return {block.name: block for block in blocks if isinstance(block, Figure)}


def callout(blocks):
    (found,) = [block for block in blocks if isinstance(block, Callout)]
    return found


def test_the_most_divided_come_first_then_the_blocked_then_the_low_then_the_rest():
    found = figures(room(*LOW, *FINE, *BLOCKED, *DIVIDED))
    shown = {name: [line.split()[0] for line in figure.twin] for name, figure in found.items()}
    assert list(shown) == [
        "room-verdicts",
        "room-divided",
        "room-blocking",
        "room-low",
        "room-processes",
        "room-rest",
    ]
    assert [shown[f"room-{name}"] for name in ("divided", "blocking", "low", "rest")] == [
        ["S3"],
        ["S4"],
        ["S1"],
        ["S2"],
    ]


def test_every_row_says_in_words_what_it_draws():
    (line,) = figures(room(*DIVIDED))["room-divided"].twin
    assert line == (
        "S3 do it: refine; weights: 100%; one fewer: 3/5; Divided: every aspect; "
        "Feasibility n=5, 1×1 2×1 4×1 5×2, median 4, divided; Clarity n=5, 1×1 2×1 4×1 5×2, median 4, divided; "
        "Accuracy n=5, 1×1 2×1 4×1 5×2, median 4, divided"
    )


def test_who_cannot_judge_is_counted_apart_and_not_in_n():
    feedback = ratings("S1", [(4, None, 4), (5, None, 4), (4, 4, 5)])
    line = figures(room(*feedback))["room-rest"].twin[0]
    assert "Clarity n=1, 4×1, median 4, cannot judge: 2" in line


def test_divided_and_low_are_told_apart_by_their_signs_alone():
    # What is left of a picture without its colours: the shapes.
    heads, triangle = "l-4 3 4 3M", "h10l-5 7.5z"
    divided, low = figures(room(*DIVIDED))["room-divided"].svg, figures(room(*LOW))["room-low"].svg
    assert (divided.count(heads), divided.count(triangle)) == (3 + 1, 1)  # a cell each, and the legend
    assert (low.count(heads), low.count(triangle)) == (1, 3 + 1)


def test_a_median_that_moved_is_an_arrow_and_a_word():
    moved = room(*alike("S1", [2, 2, 2], 1), *alike("S1", [3, 3, 3], 2))
    still = room(*alike("S1", [3, 3, 3], 1), *alike("S1", [3, 3, 3], 2))
    pictures = [figures(blocks)["room-low"] for blocks in (moved, still)]
    assert [picture.svg.count("a2.5 2.5") for picture in pictures] == [3 + 1, 1]
    assert ["in the round before 2" in picture.twin[0] for picture in pictures] == [True, False]


def test_a_blocking_comment_is_marked_and_its_words_stand_below():
    blocks = room(*BLOCKED)
    assert "Blocking comments: 1" in figures(blocks)["room-blocking"].twin[0]
    said = [text_of(cell) for block in blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]
    assert "blocking not like this" in said


def test_the_stop_rule_is_answered_with_its_reason_round_by_round():
    settings = Settings(stop_rule=StopRule(settled_share=0.5, declared="2026-01-05"))
    feedback = [*FINE, *alike("S1", [4, 4, 5], 2)]
    blocks = room(*feedback, settings=settings)
    assert callout(blocks).title == "The rounds may end"
    assert "2 of 4" in text_of(callout(blocks).body[0])
    (rounds,) = [block for block in blocks if isinstance(block, Table) and block.caption == "Round by round"]
    assert [text_of(row.cells[-1]) for row in rounds.rows] == ["go on", "may end"]


def test_what_is_settled_and_still_blocked_is_no_good_news():
    settings = Settings(stop_rule=StopRule(settled_share=0.25))
    found = callout(room(*BLOCKED, settings=settings))
    assert found.tone == "warning"
    assert any("S4" in text_of(line) for line in found.body)


def test_while_nobody_has_rated_the_room_is_invited_and_sees_no_empty_chart():
    blocks = room()
    assert figures(blocks) == {}
    assert callout(blocks).title == "Nobody has rated the steps yet"
    assert any("notebook 02" in text_of(line) for line in callout(blocks).body)


def test_a_comment_without_a_rating_is_shown_with_the_invitation():
    assert "fold" in [block.kind for block in room(remark("S1"))]


def test_too_few_raters_have_no_verdict_and_are_told_how_many_it_takes():
    line = figures(room(*alike("S2", [5])))["room-rest"].twin[0]
    assert "S2 do it: no verdict yet; " in line


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["anti-fraud", "recommender"])
def test_the_pictures_keep_to_the_pages_colours_and_to_the_width_of_a_projected_notebook(name, lang):
    for figure in figures(room_blocks(look(example(name), lang))).values():
        picture = safe_picture(figure.svg, prefix="p-")
        assert picture.whole
        assert picture.colours <= palette().keys() | {"none"}
        # 14 px a letter in the 826 px that a screen of 1280 leaves beside JupyterLab's file browser
        assert picture.width / picture.letters * 14 <= 826
        assert figure.alt
        assert figure.twin


def test_hostile_names_stay_text_and_stay_in_their_column():
    word = "<script>alert(1)</script>&\u202egpj" + 3_000 * "W"
    given = record({"S1": "monitor"}, alike("S1", [1, 3, 5]))
    steps = tuple(step.model_copy(update={"action": word}) for step in given.steps)
    (figure,) = [
        each
        for name, each in figures(room_blocks(look(given.replace(steps=steps), "en"))).items()
        if name == "room-divided"
    ]
    assert "<script" not in figure.svg
    assert len(figure.svg) < 12_000


def test_where_every_rater_is_needed_nothing_is_said_of_one_fewer():
    line = figures(room(*alike("S2", [4, 5, 4])))["room-rest"].twin[0]
    assert "100% –/3" in line


def test_a_long_id_is_shown_whole_above_its_name():
    long = "check-the-dashboards"
    given = record({long: "monitor"}, alike(long, [1, 3, 5]))
    (figure,) = [each for each in figures(room_blocks(look(given, "en"))).values() if each.name == "room-divided"]
    assert f">{long}<" in figure.svg


def test_what_hangs_on_one_rater_comes_first_among_the_calm():
    thread = alike("S2", [4, 4, 4, 3])  # one of those who agree fewer, and the share falls below 75 %
    shown = figures(room(*FINE_S1, *thread))["room-rest"].twin
    assert [line.split()[0] for line in shown] == ["S2", "S1"]


def test_what_to_talk_about_comes_before_what_the_small_figures_mean():
    shown = room(*DIVIDED, *LOW, *FINE)
    at = {getattr(block, "name", "") or getattr(block, "anchor", ""): n for n, block in enumerate(shown)}
    (key,) = [n for n, block in enumerate(shown) if block.kind == "text" and "One fewer" in text_of(block.spans)]
    assert at["room-first"] < at["room-divided"] < at["room-low"] < key < at["room-processes"]
