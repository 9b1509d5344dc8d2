"""Rows pasted into a form: looked at, corrected, taken as one edit, and never lost."""

import asyncio

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live import open_session
from sop_kit.live.forms import TableForm
from sop_kit.live.ids import next_ids
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES
from sop_kit.record.remembered import remembered

TABLE = """\
序号\t所属环节\t工作事项\t处理人\t耗时\t下一步\t备注
1\t监控\t"看大盘
和告警"\t值班工程师\t10\t2\tx
2\t\t确认误报\t值班工程师\t半小时\t3【属实】\t
3\t反馈\t收集申诉\t客服\t\t\t"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture
def form(folder):
    return opened("steps")


def opened(table, lang="zh"):
    made = TableForm(open_session("line", lang=lang), table)
    made.paste.toggle()
    return made


def again():
    return open_session("line", lang="zh")


def steps():
    return {step.id: step for step in again().record.steps}


def lists(form):
    """Return what stands in the lists of columns, heading by heading."""
    return {
        choice.tooltip: choice.value
        for choice in form.paste.columns.widget.children
        if hasattr(choice, "tooltip") and choice.tooltip
    }


def choose(form, heading, column):
    next(
        each for each in form.paste.columns.widget.children if getattr(each, "tooltip", None) == heading
    ).value = column


def test_what_is_pasted_is_shown_before_anything_is_saved(form):
    form.paste.area.value = TABLE
    assert lists(form) == {
        "序号": "id",
        "所属环节": "stage",
        "工作事项": "action",
        "处理人": "role",
        "耗时": "minutes",
        "下一步": "next",
        "备注": "",
    }
    assert "新增：3 行 · 新增角色：值班工程师、客服" in form.paste.counts.value
    assert "<td>监控</td>" in form.paste.preview.value
    assert "没有“备注”这一列" in form.paste.wrong.value
    assert steps() == {}


def test_rows_are_taken_as_one_edit_and_undo_takes_all_of_them_back(form):
    before = again().record.head.number
    form.paste.area.value = TABLE
    form.paste.take()
    found = steps()
    assert list(found) == ["S01", "S02", "S03"]
    assert found["S01"].action == "看大盘\n和告警"
    assert [(arrow.to, arrow.when) for arrow in found["S02"].next] == [("S03", "属实")]
    assert (found["S02"].stage, found["S02"].minutes) == ("monitor", 30)
    assert again().record.head.number == before + 1
    assert "新增：3 行" in form.saving.said
    assert (form.paste.area.value, form.paste.widget.layout.display, form.rows.value) == ("", "none", "S01")
    form.undo()
    assert steps() == {}
    assert [role.name for role in again().record.roles if role.name in {"值班工程师", "客服"}] == []
    form.redo()
    assert list(steps()) == ["S01", "S02", "S03"]


def test_wrong_rows_stay_in_the_text_with_what_is_wrong_and_can_be_taken_later(form):
    form.paste.area.value = TABLE.replace("半小时", "ten")
    assert "第 3 行</strong>" in form.paste.wrong.value
    assert "“ten”不是数字" in form.paste.wrong.value
    form.paste.take()
    assert list(steps()) == ["S01", "S03"]
    assert "暂不能收入：1 行" in form.saving.said
    assert form.paste.widget.layout.display == ""
    assert form.paste.area.value.splitlines()[1].startswith("S02\t监控\t确认误报")
    form.paste.area.value = form.paste.area.value.replace("ten", "5")
    form.paste.take()
    assert {row: step.minutes for row, step in steps().items()} == {"S01": 10, "S03": None, "S02": 5}


def test_a_corrected_column_counts_at_once_and_is_remembered(form, folder):
    form.paste.area.value = TABLE
    choose(form, "备注", "hot_spot")
    choose(form, "耗时", "")
    assert lists(form)["备注"] == "hot_spot"
    form.paste.take()
    assert (steps()["S01"].hot_spot, steps()["S01"].minutes) == ("x", None)
    assert remembered(folder)[0] == {("steps", "备注"): "hot_spot", ("steps", "耗时"): ""}
    later = opened("steps")
    later.paste.area.value = "工作事项\t备注\n看盘\ty"
    assert lists(later)["备注"] == "hot_spot"


def test_a_column_given_to_one_heading_is_taken_from_the_other(form):
    form.paste.area.value = "动作\t说明\n甲\t乙"
    choose(form, "说明", "action")
    assert lists(form) == {"动作": "", "说明": "action"}
    choose(form, "动作", "action")
    assert lists(form) == {"动作": "action", "说明": ""}


def test_rows_without_headings_are_guessed_and_can_be_corrected(form):
    form.paste.area.value = "监控\t打开监控大盘看一遍\t值班\n反馈\t收集用户的申诉\t客服"
    assert form.paste.headings.value is False
    assert lists(form) == {"[A]": "stage", "[B]": "action", "[C]": "role"}
    choose(form, "[C]", "tool")
    form.paste.take()
    assert "⚠" in form.saving.widget.value
    assert form.paste.area.value.startswith("监控")
    choose(form, "[C]", "role")
    form.paste.take()
    assert len(steps()) == 2


def test_a_stage_can_be_given_and_cells_filled_down(form):
    form.paste.area.value = "工作事项\t处理人\n看盘\t值班\n看告警\t"
    assert form.paste.button.disabled
    form.paste.stage.value = "monitor"
    form.paste.down.value = True
    form.paste.take()
    assert [(step.stage, step.role) for step in steps().values()] == [("monitor", "值班")] * 2


def test_rows_that_are_there_are_named_before_they_change(form):
    form.paste.area.value = TABLE
    form.paste.take()
    form.paste.toggle()
    form.paste.area.value = "编号\t产出\nS02\t告警单"
    assert "已有而有改动的行：S02" in form.paste.counts.value
    form.paste.take()
    assert (steps()["S02"].outputs, steps()["S02"].action) == ("告警单", "确认误报")


def test_somebody_who_adds_a_row_meanwhile_keeps_it(form):
    form.paste.area.value = TABLE
    other = again()
    other.add_row("steps", {"stage": "decide", "action": "别人写的", "role": "data-team"})
    form.paste.take()
    assert [step.action for step in steps().values()] == ["别人写的", "看大盘\n和告警", "确认误报", "收集申诉"]


def test_nothing_pasted_saves_nothing_and_says_so(form):
    before = again().record.head
    form.paste.take()
    assert "请先粘贴行" in form.saving.said
    form.paste.area.value = "今天天气很好"
    form.paste.take()
    assert "都不能收入" in form.saving.said
    assert form.paste.area.value == "今天天气很好"
    assert again().record.head == before


def test_putting_the_box_away_keeps_its_text(form):
    form.paste.area.value = TABLE
    form.paste.toggle()
    form.paste.toggle()
    assert form.paste.area.value == TABLE


def test_a_paste_is_looked_at_once_it_has_settled(form):
    async def act():
        for text in ("工作", "工作事项\t处理人", TABLE):
            form.paste.area.value = text
            await asyncio.sleep(0.02)
        early = bool(form.paste.columns.widget.children)
        await asyncio.sleep(0.6)
        return early

    assert asyncio.run(act()) is False
    assert lists(form)["工作事项"] == "action"


@pytest.mark.parametrize(
    ("table", "text", "names"),
    [
        ("people", "姓名\t部门\n李雷\t产品部\n韩梅梅\t运营部", ["李雷", "韩梅梅"]),
        ("metrics", "指标名称\t计算口径\t预警阈值\n拦截率\t拦截/请求\t<98%", ["拦截率"]),
        ("actions", "事项\t负责人\t截止日期\n指定备份\t李雷\t2026-12-01", ["A01"]),
        ("tools", "名称\t链接\nGrafana\thttps://g.example", ["Grafana"]),
    ],
)
def test_any_table_takes_rows(folder, table, text, names):
    form = opened(table)
    form.paste.area.value = text
    form.paste.take()
    rows = again().record.rows(table)
    assert [getattr(row, "name", "") or row.id for row in rows] == names


def test_every_table_has_the_box_and_fills_it_only_when_it_is_opened(folder):
    session = open_session("line", lang="en")
    for table in TABLES:
        form = TableForm(session, table)
        assert form.paste.widget.children == ()
        form.paste.toggle()
        form.paste.area.value = "a\tb\n1\t2"


def test_pasted_text_is_shown_as_text(form):
    form.paste.area.value = '工作事项\t处理人\t<img src=x onerror=alert(1)>\n"<script>"\t<b>\t<i>'
    shown = form.paste.wrong.value + "".join(
        each.value for each in form.paste.columns.widget.children if isinstance(each.value, str)
    )
    for tag in ("<img", "<script", "<b>", "<i>"):
        assert tag not in shown


def test_new_numbers_go_on_from_the_highest_ever_used():
    assert next_ids("steps", 3, ["GC01", "GC02"], {"GC05"}) == ["GC06", "GC07", "GC08"]
    assert next_ids("steps", 0, [], set()) == []


def test_an_edit_of_another_row_is_not_touched_by_a_paste(form):
    session = again()
    session.save(
        [Edit(act="put", table="steps", row="S07", values={"stage": "decide", "action": "z", "role": "data-team"})]
    )
    form.paste.area.value = TABLE
    form.paste.take()
    assert list(steps()) == ["S07", "S08", "S09", "S10"]
