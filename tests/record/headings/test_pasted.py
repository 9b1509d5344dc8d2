"""Rows pasted from a spreadsheet: read as it writes them, taken where they are right, kept where they are wrong."""

from collections.abc import Collection, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_kit.record.changes import apply
from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.headings.numbering import Ids
from sop_kit.record.headings.pasted import Pasted, paste, pasted_lines
from sop_kit.record.model import Record
from sop_kit.record.tables import Next, Product, RoleRow, Step

OLD = Step(id="S01", stage="monitor", action="看大盘", role="duty")
BASE = Record(product=Product(id="x"), roles=(RoleRow(id="duty", name="值班"),), steps=(OLD,))


def ids_of(base: Record) -> Ids:
    def ids(rows: Sequence[Mapping[str, object]], stated: Collection[str]) -> list[str]:
        taken = {*stated, *(step.id for step in base.steps)}
        return [row for number in range(1, 99) if (row := f"S{number:02d}") not in taken][: len(rows)]

    return ids


def cells(text: str) -> list[list[str]]:
    return [list(line.cells) for line in pasted_lines(text, "paste")]


def pasted(text: str, *, base: Record = BASE, headings: bool = True, **said: object) -> Pasted:
    rows = pasted_lines(text, "paste")
    return paste(rows, "steps", base, name="paste", headings=headings, mappings=Mappings(**said), ids=ids_of(base))


def steps(text: str, **more: object) -> dict[str, Step]:
    found = pasted(text, **more)
    base = more.get("base", BASE)
    assert apply(base, found.edits) == found.record
    return {step.id: step for step in found.record.steps}


# What a spreadsheet puts on the clipboard


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\nc\td", [["a", "b"], ["c", "d"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a\t\n\n\t\nb\tc", [["a", ""], ["b", "c"]]),
        ('"two\nlines"\tb', [["two\nlines", "b"]]),
        ('a\t"say ""hi""\nnow"\tc', [["a", 'say "hi"\nnow', "c"]]),
        ('say "hi"\tb', [['say "hi"', "b"]]),
        ('"hi" he said\tb\n"c\td', [['"hi" he said', "b"], ['"c', "d"]]),
        ("'=1+1\t=1+1", [["=1+1", "=1+1"]]),
        ("a,b,c\nd,e,f", [["a", "b", "c"], ["d", "e", "f"]]),
        ("看盘，再复盘, 最后\n告警", [["看盘，再复盘, 最后"], ["告警"]]),
        ("", []),
    ],
)
def test_cells_come_as_they_were_copied(text, expected):
    assert cells(text) == expected


CELL = st.text(alphabet='ab"\n,看 ', max_size=8).filter(lambda text: not text.startswith(('"', "'")))


def as_excel_copies(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if "\n" in cell else cell


@given(st.lists(st.lists(CELL, min_size=2, max_size=3), min_size=1, max_size=4))
def test_whatever_a_spreadsheet_copies_comes_back_equal(rows):
    text = "\r\n".join("\t".join(map(as_excel_copies, row)) for row in rows)
    assert cells(text) == [row for row in rows if any(cell.strip() for cell in row)]


# Taking


TABLE = """\
所属环节\t工作事项\t处理人\t耗时\t备注
监控\t看告警\t值班\t10\tx
\t确认误报\t算法\t半小时\t
反馈\t收集申诉\t客服\t\t
"""


def test_rows_get_ids_and_unknown_roles_are_made_and_said():
    found = pasted(TABLE)
    assert found.new == ("S02", "S03", "S04")
    assert [step.minutes for step in found.record.steps] == [None, 10, 30, None]
    assert [role.name for role in found.record.roles] == ["值班", "算法", "客服"]
    assert any("Not in the list of roles, and added to it: '算法', '客服'." in each.message for each in found.problems)
    assert found.left == ""


def test_a_row_that_is_there_is_changed_in_the_columns_that_are_pasted():
    found = pasted("编号\t产出\nS01\t日报\n")
    assert (found.new, found.changed) == ((), ("S01",))
    assert found.record.steps[0] == OLD.model_copy(update={"outputs": "日报"})
    assert pasted("编号\t动作\nS01\t看大盘").same == 1


def test_a_wrong_row_stays_in_the_text_and_the_right_ones_are_taken():
    found = pasted(TABLE.replace("半小时", "ten"))
    assert (found.new, found.wrong) == (("S02", "S03"), 1)
    assert found.left == "所属环节\t工作事项\t处理人\t耗时\t备注\n监控\t确认误报\t算法\tten\t"
    assert [each.where for each in found.problems if each.severity == "error"] == ["paste:3"]
    again = steps(found.left.replace("ten", "30"), base=found.record)
    assert again["S04"].stage == "monitor"


def test_numbers_that_only_count_the_rows_become_ids_and_arrows_follow():
    text = "序号\t阶段\t动作\t角色\t下一步\n1\t监控\ta\t值班\t2\n2\t反馈\tb\t值班\t3【属实】; 1\n3\t分析\tc\t值班\t"
    found = steps(text)
    assert list(found) == ["S01", "S02", "S03", "S04"]
    assert found["S02"].next == (Next(to="S03"),)
    assert found["S03"].next == (Next(to="S04", when="属实"), Next(to="S02"))


def test_two_teams_that_both_count_from_one_do_not_write_over_each_other():
    first = pasted("序号\t阶段\t动作\t角色\n1\t监控\ta\t值班\n2\t监控\tb\t值班").record
    text = "序号\t阶段\t动作\t角色\n1\t发布\tx\t值班\n2\t发布\ty\t值班"
    assert [step.action for step in steps(text, base=first).values()] == ["看大盘", "a", "b", "x", "y"]


def test_numbers_that_are_ids_of_the_same_steps_stay_ids():
    numbered = tuple(OLD.model_copy(update={"id": str(n), "action": f"打开第 {n} 块监控大盘"}) for n in (1, 2))
    base = BASE.replace(steps=numbered)
    text = "序号\t动作\t产出\n1\t打开第 1 块监控大盘\t日报\n2\t打开第 2 块监控大盘\t周报"
    assert [step.outputs for step in steps(text, base=base).values()] == ["日报", "周报"]


def test_a_wrong_row_keeps_the_id_that_arrows_point_to():
    text = "序号\t阶段\t动作\t角色\t耗时\t下一步\n1\t监控\ta\t值班\t1\t2\n2\t监控\tb\t值班\tx\t3\n3\t监控\tc\t值班\t1\t"
    found = pasted(text)
    assert found.new == ("S02", "S04")
    assert found.left.splitlines()[1] == "S03\t监控\tb\t值班\tx\tS04"
    assert found.record.steps[1].next == (Next(to="S03"),)
    again = pasted(found.left.replace("x", "5"), base=found.record)
    assert again.new == ("S03",)


def test_rows_without_headings_are_taken_by_what_they_look_like():
    found = steps("监控\t打开监控大盘看一遍\t值班\n反馈\t收集用户的申诉\t客服", headings=False)
    assert [(step.stage, step.action) for step in found.values()][1:] == [
        ("monitor", "打开监控大盘看一遍"),
        ("feedback", "收集用户的申诉"),
    ]


def test_a_first_row_without_headings_that_is_wrong_stays_too():
    found = pasted("监控\t打开监控大盘看一遍\t\n反馈\t收集用户的申诉\t客服", headings=False)
    assert (len(found.new), found.left) == (1, "监控\t打开监控大盘看一遍\t")


def test_a_line_above_a_group_stays_with_its_wrong_row():
    found = pasted("动作\t角色\t耗时\n一、监控\t\t\na\t值班\t1\nb\t\t1")
    assert found.left == "动作\t角色\t耗时\n一、监控\t\t\nb\t\t1"


def test_a_row_that_is_too_long_stays():
    found = pasted("阶段\t动作\t角色\n监控\ta\t值班\n监控\tb\t值班\t多\t余")
    assert (len(found.new), found.wrong) == (1, 1)
    assert found.left.splitlines()[1] == "监控\tb\t值班\t多\t余"


def test_nothing_is_done_with_what_is_no_table():
    found = pasted("今天天气很好")
    assert (found.edits, found.record) == ((), BASE)
