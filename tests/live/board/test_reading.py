"""A step put above its neighbour: where the picture keeps another order, the board says so instead of nothing."""

import pytest

from sop_kit.cli.taking import start_workshop, take
from sop_kit.live import open_session
from sop_kit.live.board.acts import move_steps
from sop_kit.live.board.board import board
from sop_kit.live.board.meant import Place
from sop_kit.live.board.picture import picture
from sop_kit.live.board.reading import read_otherwise
from sop_kit.places import kit_path
from sop_kit.record.changes import apply
from tests.live.board.desks import answered
from tests.live.board.places import example, seen


def read(view, place):
    places = picture(view)["places"]
    return next(each["ids"] for each in places if (each["lane"], each["column"]) == place[:2])


def test_the_board_says_when_and_only_when_the_picture_keeps_another_order():
    record = example("anti-fraud")
    said = {}
    for each in picture(seen(record))["places"]:
        place = Place(each["lane"], each["column"])
        for step in each["ids"][1:]:
            moved = seen(apply(record, move_steps(record, [step], place).edits))
            said[step] = read_otherwise(moved, [step], place)
            assert bool(said[step]) == (read(moved, place)[0] != step)
    assert {bool(text) for text in said.values()} == {True, False}


@pytest.mark.parametrize(("lang", "says"), [("en", "In the record AF05 now"), ("zh", "记录里 AF05 已排在该格最前；")])
def test_a_drop_that_the_picture_does_not_show_is_answered_with_what_is_true(tmp_path, monkeypatch, lang, says):
    workshop = start_workshop(tmp_path / "w", product=None, name=None)
    take(workshop, [kit_path("workshop", "anti-fraud.yaml")], product=None, name=None)
    monkeypatch.chdir(tmp_path / "w")
    session = open_session("anti-fraud", lang=lang)
    step = next(each for each in session.record.steps if each.id == "AF05")
    answer = answered(board(session), "move_steps", {"ids": ["AF05"], "role": step.role, "stage": step.stage})
    assert answer["says"].startswith(says)
    cell = [each.id for each in session.record.steps if (each.role, each.stage) == (step.role, step.stage)]
    assert cell[0] == "AF05"
