"""Tables as teams lay them out: titles, headings in two lines, groups, merged cells, units."""

import pytest

from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.headings.table_lines import Line, table_part


def lines(text: str) -> list[Line]:
    """Return the lines of a table whose cells are parted by ``|``; empty ones are left out."""
    rows = [row.split("|") for row in text.strip("\n").split("\n")]
    return [
        Line(cells=cells, where=f"f.csv:{number}")
        for number, cells in enumerate(rows, start=1)
        if any(cell.strip() for cell in cells)
    ]


def read(text: str, **said: object) -> tuple[list[dict[str, object]], list[str]]:
    """Return the rows of a table of steps, and what was said about it."""
    part = table_part(lines(text), "f.csv", table="steps", mappings=Mappings(**said))
    rows = [dict(row.values) for rows in part.tables.values() for row in rows]
    return rows, [str(problem) for problem in part.problems]


def column(text: str, name: str, **said: object) -> list[object]:
    return [row.get(name, "") for row in read(text, **said)[0]]


# Headings


def test_a_title_above_the_headings_is_left_out_and_said():
    rows, said = read("客服助手操作规程|||\n编制：李雷||2026-01-05|\n编号|阶段|动作|角色\n1|监控|看盘|值班")
    assert rows == [{"id": "1", "stage": "监控", "action": "看盘", "role": "值班"}]
    assert said == [
        "f.csv:1: This row stands above the headings and was left out.",
        "f.csv:2: This row stands above the headings and was left out.",
    ]


def test_headings_in_two_lines_under_merged_groups_are_one():
    text = """\
编号|责任||工作事项|时间|
|主责|配合||频率|耗时（分钟）
1|值班|算法|看大盘|每天|5
"""
    rows, said = read(text, stage="monitor")
    assert rows[0] == {
        "id": "1",
        "role": "值班",
        "supporting": "算法",
        "action": "看大盘",
        "frequency": "每天",
        "minutes": "5",
        "stage": "monitor",
    }
    assert [each.heading for each in table_part(lines(text), "f", table="steps").mapping] == [
        "编号",
        "责任 / 主责",
        "责任 / 配合",
        "工作事项",
        "时间 / 频率",
        "时间 / 耗时（分钟）",
    ]
    assert len(said) == 1


def test_a_word_that_says_nothing_takes_the_meaning_of_its_group():
    assert read("序号|动作|输出||责任人\n||内容|标准|\n1|a|b|c|d", stage="monitor")[0] == [
        {"id": "1", "action": "a", "outputs": "b", "standard": "c", "role": "d", "stage": "monitor"}
    ]


def test_headings_in_two_languages_on_two_lines_are_one():
    rows, said = read("编号|阶段|做什么|角色\nNo.|Stage|What is done|Role\n1|监控|看盘|值班")
    assert rows == [{"id": "1", "stage": "监控", "action": "看盘", "role": "值班"}]
    assert said == []


def test_headings_in_two_languages_in_one_cell_are_known():
    rows, _ = read("编号 No.|阶段/Stage|做什么 · What is done|角色（Role）*\n1|监控|看盘|值班")
    assert list(rows[0]) == ["id", "stage", "action", "role"]


def test_the_first_row_beneath_the_headings_is_no_second_line_of_them():
    rows, _ = read("id|stage|action|role|tool\n1|monitor|输入|A|工具\n2|monitor|b|c|")
    assert [row["action"] for row in rows] == ["输入", "b"]


def test_a_column_without_a_heading_is_called_by_its_letter_when_something_stands_in_it():
    part = table_part(lines("编号||动作|\n1|x|看盘|\n2||复盘|"), "f.csv", table="steps")
    assert [(each.heading, each.column) for each in part.mapping] == [("编号", "id"), ("[B]", ""), ("动作", "action")]
    assert "The column '[B]' is not known in Steps and was left out." in part.problems[0].message
    assert column("编号||动作\n1|x|看盘", "tool", given={"[B]": "tool"}) == ["x"]


def test_a_heading_that_stands_twice_counts_once():
    rows, said = read("角色|角色|动作\na|b|c", stage="monitor")
    assert rows[0]["role"] == "a"
    assert said[0] == "f.csv:1: The column '角色' was left out: another one is 'Role' already."


def test_headings_printed_again_on_each_page_are_no_rows():
    rows, said = read("动作|角色|阶段\na|b|监控\n动作|角色|阶段\nc|d|监控")
    assert len(rows) == 2
    assert said == ["f.csv:3: This row repeats the headings and was left out."]


def test_thousands_of_columns_are_read_in_reasonable_time():
    wide = "|".join(["动作", "角色", "阶段", *(f"说法{number}" for number in range(5000))])
    rows, said = read(f"{wide}\na|b|监控")
    assert rows == [{"action": "a", "role": "b", "stage": "监控"}]
    assert said[-1].endswith("more columns are not known and were left out.")


# Stages


SECTIONS = """\
编号|工作事项|处理人
一、监控||
1|看大盘|值班
2|看告警|值班
二、用户反馈||
3|收集申诉|客服
"""


def test_a_line_above_a_group_gives_its_stage_to_the_rows_beneath():
    assert column(SECTIONS, "stage") == ["monitor", "monitor", "feedback"]
    assert read(SECTIONS)[1] == [
        "f.csv:2: '一、监控' heads the rows beneath it; steps that took the stage 'Monitor' from it: 2.",
        "f.csv:5: '二、用户反馈' heads the rows beneath it; steps that took the stage 'Feedback' from it: 1.",
    ]


def test_a_line_that_spans_all_cells_with_one_text_heads_a_group_too():
    assert column("What|Who|SLA\nMonitoring|Monitoring|Monitoring\nlook|dev|1h", "stage") == ["monitor"]


def test_a_group_without_a_stage_of_its_own_takes_none_from_the_group_before():
    text = SECTIONS.replace("二、用户反馈", "二、分析与决策")
    assert column(text, "stage") == ["monitor", "monitor", ""]
    assert "names no one stage" in read(text)[1][1]


def test_a_step_that_only_says_what_is_done_heads_no_group():
    rows, _ = read("编号|工作事项|处理人\n|看监控大盘|\n2|看告警|值班")
    assert [row["action"] for row in rows] == ["看监控大盘", "看告警"]


MERGED = """\
所属环节|工作事项|处理人
监控|看大盘|值班
|看告警|值班
反馈|收集|客服
|归类|
"""


def test_a_stage_written_once_for_several_rows_is_carried_down_and_said():
    assert column(MERGED, "stage") == ["监控", "监控", "反馈", "反馈"]
    assert read(MERGED)[1] == [
        "f.csv:3: 'Stage' is written once for several rows; empty cells that took what stands above them: 2."
    ]


def test_a_stage_that_was_forgotten_is_not_invented():
    rows, said = read("阶段|动作|角色\n监控|a|x\n监控|b|x\n|c|x\n反馈|d|x")
    assert [row.get("stage", "") for row in rows] == ["监控", "监控", "", "反馈"]
    assert said[0].startswith("f.csv:4: Rows without a stage: 1. A new step needs one:")


def test_a_role_is_carried_down_only_when_people_say_so_or_the_cells_were_merged():
    assert column(MERGED, "role") == ["值班", "值班", "客服", ""]
    assert column(MERGED, "role", carried=frozenset({"role"})) == ["值班", "值班", "客服", "客服"]
    rows = [Line(cells=["动作", "角色", "阶段"], where="b!1")]
    rows += [Line(cells=["a", "值班", "监控"], where="b!2"), Line(cells=["b", "", "监控"], where="b!3", merged={1})]
    rows += [Line(cells=["c", "", "监控"], where="b!4")]
    found = table_part(rows, "b", table="steps").tables["steps"]
    assert [row.values.get("role", "") for row in found] == ["值班", "值班", ""]


def test_a_stage_for_the_whole_file_is_given_where_none_is_stated():
    text = "动作|角色|阶段\na|x|\nb|x|发布"
    assert column(text, "stage", stage="monitor") == ["monitor", "发布"]
    assert read(text, stage="monitor")[1] == [
        "f.csv:2: Steps without a stage that were given 'Monitor', as you asked: 1."
    ]


@pytest.mark.parametrize(
    "cell", ["1. 监控", "【监控】", "监控阶段", "阶段一：监控", "Stage 1 - Monitor", "Monitoring", "监控 / Monitor"]
)
def test_a_stage_is_known_however_it_is_numbered(cell):
    part = table_part(lines(f"类别|动作|角色\n{cell}|a|b\n反馈|c|d"), "f", table="steps")
    assert part.mapping[0].column == "stage"


# Units


def test_times_are_taken_as_minutes_in_whatever_unit_they_are_written():
    text = "动作|耗时\na|30\nb|30分钟\nc|1.5 h\nd|1小时30分\ne|半小时\nf|约半天"
    assert column(text, "minutes") == ["30", "30", "90", "90", "30", "约半天"]


def test_a_unit_in_the_heading_holds_for_bare_figures_and_is_said():
    text = "动作|耗时（小时）|等待（min）\na|0.5|10\nb|15分钟|5"
    assert column(text, "minutes") == ["30", "15"]
    assert column(text, "waiting") == ["10", "5"]
    assert any("are hours; the record counts minutes, so each was taken 60 times" in said for said in read(text)[1])


def test_days_are_not_turned_into_minutes_of_work():
    text = "动作|用时（天）\na|2"
    assert column(text, "minutes") == [""]
    assert any("counted in days or more" in said for said in read(text)[1])


# Places


def test_a_cell_that_has_a_place_of_its_own_is_named_by_it():
    rows = [
        Line(cells=["动作", "角色"], where="b.xlsx!步骤!A1"),
        Line(cells=["a", "b"], where="b.xlsx!步骤!A2", places=("b.xlsx!步骤!A2", "b.xlsx!步骤!B2")),
    ]
    (row,) = table_part(rows, "b.xlsx!步骤", table="steps").tables["steps"]
    assert row.at("role") == "b.xlsx!步骤!B2"
    assert row.at("tool") == "b.xlsx!步骤!A2"


# What comes before


def test_what_comes_before_a_step_is_turned_around_into_what_comes_next():
    text = "编号|动作|上一步\n1|看盘|无\n2|确认|1\n3|处理|2【属实】\n4|关闭|2; 3; 9"
    assert column(text, "next") == ["2", r"3 [属实]; 4", "4", ""]
    assert table_part(lines(text), "f", table="steps").mapping[2].how == "backwards"
    assert any("'9' should come before this step" in said for said in read(text)[1])


def test_where_both_are_written_what_comes_next_counts():
    text = "编号|动作|上一步|下一步\n1|看盘||2\n2|确认|1|"
    assert column(text, "next") == ["2", ""]


@pytest.mark.parametrize("nothing", ["无", "结束", "-", "N/A", "End"])
def test_where_nothing_follows_there_is_no_arrow(nothing):
    assert column(f"编号|动作|下一步\n1|看盘|2; {nothing}\n2|确认|{nothing}", "next") == ["2", ""]


def test_an_optional_column_is_never_carried_down_by_its_looks():
    text = "动作|角色|阶段|流程\na|x|监控|monitoring\nb|x|监控|\nc|x|反馈|feedback"
    assert column(text, "process") == ["monitoring", "", "feedback"]


def test_a_row_that_only_changes_a_step_keeps_its_stage():
    assert column("id|stage|tool\n1|监控|a\n2||b\n3|反馈|c", "stage") == ["监控", "", "反馈"]
