"""What is pasted on the board: rows of a spreadsheet become steps, lines of a plain text become notes."""

import pytest

from sop_kit.live.board.meant import Place
from sop_kit.live.board.pasting import paste_rows
from sop_kit.record.changes import apply
from tests.live.board.places import ids_for, seen, small

HERE = Place("b", "analyse")


def pasted(text, record=None, place=HERE, lang="en"):
    record = record or small()
    found = paste_rows(seen(record, lang), text, ids_for(record), place)
    return found.shown, apply(record, found.meant.edits)


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_line_of_a_plain_text_is_a_note_where_it_was_pasted(ends):
    shown, now = pasted(f"Look at it{ends}{ends}  Ask, wait, ask again{ends}Write it down{ends}")
    made = now.steps[-3:]
    assert shown["kind"] == "notes"
    assert [step.action for step in made] == ["Look at it", "Ask, wait, ask again", "Write it down"]
    assert {(step.role, step.stage) for step in made} == {("b", "analyse")}
    assert [row["id"] for row in shown["rows"]] == ["S04", "S05", "S06"]


def test_the_bullets_and_numbers_of_a_list_are_no_words_of_its_notes():
    _, now = pasted("• Look\n- Ask\n3. Tell\n4、问\n-5 % is too much\n3.5 hours of waiting\n2 people")
    assert [step.action for step in now.steps[-7:]] == [
        *("Look", "Ask", "Tell", "问", "-5 % is too much", "3.5 hours of waiting", "2 people"),
    ]


def test_a_cell_of_several_lines_is_one_note():
    _, now = pasted('"Look at it\nand say ""seen"""\nAsk\n')
    assert [step.action for step in now.steps[-2:]] == ['Look at it\nand say "seen"', "Ask"]


@pytest.mark.parametrize("headings", ["Stage\tAction\tRole", "环节\t动作\t角色"])
def test_rows_of_a_spreadsheet_go_where_they_say(headings):
    shown, now = pasted(f'{headings}\nmonitor\t"Look\nclosely"\tAnn\'s team\ndecide\tAsk\tNew team\n')
    look, ask = now.steps[-2:]
    assert shown["kind"] == "rows"
    assert (look.stage, look.action, look.role) == ("monitor", "Look\nclosely", "a")
    assert [role.name for role in now.roles if role.id == ask.role] == ["New team"]
    assert [row["role"] for row in shown["rows"]] == ["Ann's team", "New team"]


def test_rows_without_a_stage_go_to_the_column_where_they_were_pasted():
    _, now = pasted("Action\tRole\nAsk\tAnn's team\nTell\tBo's team\n")
    assert [(step.stage, step.role) for step in now.steps[-2:]] == [("analyse", "a"), ("analyse", "b")]


def test_rows_that_cannot_be_taken_are_named_and_left():
    shown, now = pasted("Stage\tAction\tRole\nmonitor\tAsk\tAnn's team\nnever\tTell\tBo's team\n")
    assert (len(shown["new"]), shown["wrong"], len(now.steps)) == (1, 1, 4)
    assert "Tell" in shown["left"]
    assert any("never" in problem for problem in shown["problems"])


def test_nothing_is_nothing():
    shown, now = pasted(" \n\n")
    assert (shown["new"], now) == ([], small())
