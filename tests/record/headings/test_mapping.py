"""Which columns the headings of real tables are taken for, and how often that is right."""

import pytest

from sop_kit.record.files.reading import Mapped
from sop_kit.record.headings.mapping import Heading, Mappings, map_headings, unheeded
from tests.record.headings import real_headings as real


def mapped(*headings: str, rows: tuple[str, ...] = (), table: str = "steps", **said: object) -> tuple[Mapped, ...]:
    """Return what headings mean above rows whose cells are parted by ``|``."""
    cells = [tuple(row.split("|")) for row in rows]
    made = [
        Heading(text=text, says=(text,) if text else (), cells=[row[number] for row in cells], where="f:1")
        for number, text in enumerate(headings)
    ]
    return map_headings(table, made, Mappings(**said))


def columns(*headings: str, **more: object) -> list[str]:
    return [each.column for each in mapped(*headings, **more)]


def counts(expected: dict[str, str]) -> tuple[int, int, int]:
    """Return how many headings, each on its own, were taken for the right column, for a wrong one, for none."""
    found = {heading: mapped(heading)[0].column for heading in expected}
    right = sum(bool(column) and found[heading] == column for heading, column in expected.items())
    wrong = sum(bool(found[heading]) and found[heading] != column for heading, column in expected.items())
    missed = sum(bool(column) and not found[heading] for heading, column in expected.items())
    return right, wrong, missed


@pytest.mark.parametrize(
    ("expected", "right", "wrong", "missed"),
    [
        (real.CHINESE, 85, 0, 0),
        (real.ENGLISH, 84, 0, 0),
        (real.CHINESE_FOUND, 40, 0, 0),
        (real.ENGLISH_FOUND, 42, 1, 1),
        (real.CHINESE_LATER, 41, 2, 2),
        (real.ENGLISH_LATER, 45, 1, 2),
        # Hardly learnt from: precision 30/33 = 91 % and 29/33 = 88 %, recall 30/37 = 81 % and 29/41 = 71 %. What is
        # missed is named with the column it may be; what the cells say comes on top.
        (real.CHINESE_UNSEEN, 30, 3, 4),
        (real.ENGLISH_UNSEEN, 29, 4, 9),
    ],
)
def test_headings_of_a_strangers_table_are_understood_this_often(expected, right, wrong, missed):
    assert counts(expected) == (right, wrong, missed)


def test_there_are_enough_headings_to_judge_by():
    assert min(len(real.CHINESE), len(real.ENGLISH)) > 60
    seen = {**real.CHINESE, **real.ENGLISH, **real.CHINESE_FOUND, **real.ENGLISH_FOUND}
    seen |= {**real.CHINESE_LATER, **real.ENGLISH_LATER}
    assert not {*real.CHINESE_UNSEEN, *real.ENGLISH_UNSEEN} & set(seen)


# Whole tables, as they stand in public documents


@pytest.mark.parametrize(
    ("headings", "rows", "expected"),
    [
        (
            "工作事项,处理人,处理时限,产出,上一步,备注,所属环节",
            ("看大盘|值班|当天|日报|||监控", "找原因|算法|T+1|报告|看大盘|x|分析"),
            "action,role,time_limit,outputs,,,stage",
        ),
        ("步骤,负责人,产出,依赖,估计文件", ("1.1|甲|ADR|无|1", "1.2|乙|方案|1.1|2"), "id,role,outputs,,"),
        ("序号,检查项,责任人", ("1|拆分清单已产出|架构", "2|错误码全局生效|AI"), "id,,role"),
        ("时间,步骤,负责人,状态,备注", ("每天|看盘|甲||", "每周|复盘|乙||"), ",action,role,,"),
        ("阶段,时间,工作内容,责任方,预计工时", ("监控|第 1 周|搭建|前端|0.5 天",), "stage,,action,role,"),
        (
            "Step,Activity,Responsible,Input,Output,System/Tool",
            ("1.1|a|b|c|d|e",),
            "id,action,role,inputs,outputs,tool",
        ),
        ("#,Step,Owner,Accept when", ("0|a|b|c", "1|a|b|c"), "id,action,role,standard"),
        (
            "Step,Owner,Input,System(s),GenAI Role,Output,Controls/Checks",
            ("1|a|b|c|Assist|d|e",),
            "id,role,inputs,tool,,outputs,standard",
        ),
        ("What do we do,Who,Hand-over to,SLA", ("look|dev|S2|2h",), "action,role,next,time_limit"),
        (
            "Step,Title,Description,Responsible,Inputs,Outputs,Notes",
            ("1|a|b|c|d|e|f",),
            "id,title,action,role,inputs,outputs,",
        ),
        ("Phase,Duration,SLA,Owner", ("Monitor|20|3 days|HR",), "stage,minutes,time_limit,role"),
    ],
)
def test_a_whole_table_is_understood(headings, rows, expected):
    assert columns(*headings.split(","), rows=rows) == expected.split(",")


def test_tables_of_other_kinds_are_understood():
    assert columns("指标名称", "计算口径", "预警阈值", "负责团队", "统计周期", table="metrics") == [
        "name",
        "formula",
        "warn",
        "owner",
        "frequency",
    ]
    assert columns("告警条件", "响应时限", "升级对象", "通知渠道", table="alerts") == [
        "condition",
        "acknowledge_within",
        "escalate_to",
        "channel",
    ]
    assert columns("Action item", "Responsible", "Due date", "Done on", table="actions") == [
        "text",
        "owner",
        "due",
        "done",
    ]


# How a column is found


def test_it_says_how_each_column_was_found():
    found = mapped("角色", "审批节点", "类别", "备注", rows=("甲||监控|", "乙||反馈|"), given={"备注": "hot_spot"})
    assert [(each.column, each.how) for each in found] == [
        ("role", "exact"),
        ("accountable", "alike"),
        ("stage", "cells"),
        ("hot_spot", "given"),
    ]


def test_no_column_is_meant_by_two_headings():
    found = mapped("负责人", "责任人", "动作", "操作步骤")
    assert [(each.column, each.how, each.nearest) for each in found] == [
        ("role", "exact", ""),
        ("", "taken", "role"),
        ("action", "exact", ""),
        ("", "taken", "action"),
    ]


def test_what_is_too_little_alike_stays_out_and_names_the_nearest_column():
    (found,) = mapped("接口人")
    assert (found.column, found.how, found.nearest) == ("", "unknown", "role")


def test_a_person_at_the_end_of_a_heading_is_no_standard():
    assert columns("验收标准", "验收人") == ["standard", "accountable"]


@pytest.mark.parametrize("heading", ["上一步", "前置步骤", "Previous step", "Predecessor"])
def test_what_comes_before_is_never_taken_for_what_comes_next(heading):
    found = mapped("编号", "动作", heading, rows=("1|a|", "2|b|1", "3|c|2"))[2]
    assert (found.column, found.how) == ("next", "backwards")
    assert columns(heading, rows=("看盘", "复盘")) == [""]


def test_numbers_beneath_the_word_step_number_the_rows():
    assert columns("步骤", "角色", rows=("1|a", "2|b")) == ["id", "role"]
    assert columns("步骤", "角色", rows=("看盘|a", "复盘|b")) == ["action", "role"]


def test_cells_that_are_known_roles_tip_the_scales():
    assert columns("接口人", rows=("值班", "客服")) == [""]
    assert columns("接口人", rows=("值班", "客服"), roles=frozenset({"值班", "客服"})) == ["role"]


def test_a_column_of_texts_is_not_taken_for_minutes():
    assert columns("处理用时", rows=("30分钟", "2小时")) == ["minutes"]
    assert columns("处理用时", rows=("当天", "次日")) != ["minutes"]


# What people said


def test_what_is_said_now_counts_more_than_what_was_said_before_and_both_more_than_words():
    remembered = {("steps", "角色"): "accountable", ("steps", "动作"): "done"}
    found = mapped("角色", "动作", given={"动作": "title"}, remembered=remembered)
    assert [(each.column, each.how) for each in found] == [("accountable", "remembered"), ("title", "given")]


def test_an_empty_column_leaves_a_heading_out_without_a_word():
    (found,) = mapped("角色", given={"角色": ""})
    assert (found.column, found.how, found.nearest) == ("", "given", "")


@pytest.mark.parametrize("heading", ["处 理 人", "处理\n人", "处理人 ", "ＷＨＯ"])
def test_spaces_line_breaks_and_width_make_no_difference(heading):
    assert columns(heading, given={"处理人": "owner", "who": "role"})[0] in {"role", ""}
    assert mapped(heading, given={"处理人": "title", "who": "title"})[0].column == "title"


def test_a_column_may_be_called_by_its_letter_or_in_words():
    assert columns("备注", "备注", given={"[B]": "痛点"}) == ["", "hot_spot"]


def test_what_could_not_be_done_is_said():
    given = {"谁呀": "role", "动作": "warn", "甲": "role", "乙": "role"}
    found = mapped("动作", "甲", "乙", given=given)
    assert [problem.message for problem in unheeded(Mappings(given=given), found)] == [
        "No table has the heading '谁呀'. There are: 动作, 甲, 乙.",
        "'warn' is no column of Steps; what was said about '动作' was left out.",
        "'乙' cannot be 'Role': another heading was given that column.",
    ]


# Without headings


def test_without_headings_the_cells_and_their_order_tell():
    rows = ("S1|监控|打开监控大盘，看各项指标|值班|15", "S2|反馈|收集用户的申诉并登记|客服|30")
    assert columns("", "", "", "", "", rows=rows) == ["id", "stage", "action", "role", "minutes"]


def test_without_headings_other_tables_go_by_what_they_need():
    assert columns("", "", table="people", rows=("李雷|产品部", "韩梅梅|运营部"))[0] == "name"
