from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Bullets, Table
from sop_kit.document.chapters.ratings import figures_fold
from sop_kit.document.view import look
from tests.assess.ratings import alike, record

TWICE = [*alike("S1", [2, 4, 2, 4]), *alike("S2", [5, 5, 5, 5]), *alike("S1", [5, 4, 4, 4], 2)]


def fold(feedback):
    return figures_fold(look(record({"S1": "monitor", "S2": "monitor"}, feedback), "en")).blocks


def verdicts(feedback):
    (found,) = [block for block in fold(feedback) if isinstance(block, Table)]
    return [text_of(row.cells[1]) for row in found.rows]


def test_the_verdict_of_the_round_before_stands_beside_the_one_of_now():
    changed, same, _ = verdicts(TWICE)
    assert changed.startswith("codify ← pilot ")
    assert "←" not in same


def test_a_process_says_how_often_its_verdict_survives():
    assert verdicts(TWICE)[-1] == "codify 100% 4/4"


def test_how_far_the_scores_came_to_rest_is_said():
    lines = [text_of(item) for block in fold(TWICE) if isinstance(block, Bullets) for item in block.items]
    assert "From round 1 to 2: of 12 scores that people gave twice, 50% stayed, 6 rose and 0 fell." in lines
    assert not [
        line
        for block in fold(alike("S1", [4, 4, 4]))
        if isinstance(block, Bullets)
        for line in map(text_of, block.items)
        if line.startswith("From round")
    ]


def test_what_to_beware_of_on_each_aspect_is_said_once():
    lines = [
        text_of(item) for block in fold(alike("S1", [5, 5, 5])) if isinstance(block, Bullets) for item in block.items
    ]
    assert len([line for line in lines if "three raters or fewer" in line]) == 1
    assert len([line for line in lines if "Krippendorff" in line]) == 3
