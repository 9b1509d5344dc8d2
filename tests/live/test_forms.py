"""Forms under the hands of several people: what was typed is neither lost nor moved nor taken for something else."""

import asyncio

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.errors import BadRequest
from sop_kit.live import open_session
from sop_kit.live.feedback import FeedbackForm
from sop_kit.live.forms import TableForm, product_form
from sop_kit.live.ids import next_id
from sop_kit.live.naming import column_groups
from sop_kit.live.rows import RowForm
from sop_kit.live.saving import Saving
from sop_kit.live.twins import PRODUCT_COLUMNS
from sop_kit.record.changes import Edit
from sop_kit.record.model import TABLES
from sop_kit.words import words

STEP = {"stage": "monitor", "role": "data-team"}
TWO_STEPS = [Edit(act="put", table="steps", row=row, values={**STEP, "action": f"做 {row}"}) for row in ("S01", "S02")]


@pytest.fixture
def session(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "w")
    opened = open_session("line", lang="zh")
    opened.save(TWO_STEPS)
    return opened


def again():
    return open_session("line", lang="zh")


def put(table, row, **values):
    return Edit(act="put", table=table, row=row, values=values)


def steps():
    return {step.id: step for step in again().record.steps}


def type_into(form, column, text):
    form.fields[column].widget.value = text


def resting(act):
    """Carry out ``act`` in an event loop that then goes on for a moment, as a kernel's does."""

    async def run():
        act()
        await asyncio.sleep(0.6)

    asyncio.run(run())


# What could not be saved


def test_what_is_wrong_in_one_field_does_not_keep_the_others_from_being_saved(session):
    form = TableForm(session, "steps")

    def act():
        type_into(form.form, "minutes", "ten")
        type_into(form.form, "tool", "Grafana")

    resting(act)
    assert steps()["S01"].tool == "Grafana"
    assert "“ten”不是数字" in form.saving.said


def test_what_could_not_be_saved_is_still_there_when_the_row_is_chosen_again(session):
    form = TableForm(session, "steps")
    type_into(form.form, "minutes", "ten")
    form.rows.value = "S02"
    assert form.form.fields["minutes"].widget.value == ""
    form.rows.value = "S01"
    assert form.form.fields["minutes"].widget.value == "ten"
    type_into(form.form, "minutes", "10")
    assert steps()["S01"].minutes == 10


def test_what_must_not_be_empty_is_refused_with_its_name(session):
    form = TableForm(session, "steps")
    type_into(form.form, "action", " ")
    assert form.saving.said == "“做什么”不能为空。"
    assert steps()["S01"].action == "做 S01"


def test_typing_is_not_called_saved_before_it_is(session):
    form = TableForm(session, "steps")

    async def act():
        type_into(form.form, "tool", "Grafana")
        return form.saving.said

    assert asyncio.run(act()) == "正在保存"


def test_an_unforeseen_failure_is_not_called_saved(session):
    def fail():
        raise ZeroDivisionError

    saving = Saving(session)
    with pytest.raises(ZeroDivisionError):
        saving.carry_out(fail)
    assert "没有保存" in saving.said


# Whose row it is


@pytest.mark.parametrize("leave", [lambda form: form.drop(), lambda form: form.undo(), lambda form: form.move(1)])
def test_what_was_just_typed_goes_to_its_own_row(session, leave):
    form = TableForm(session, "steps")

    async def act():
        type_into(form.form, "tool", "Grafana")
        leave(form)
        await asyncio.sleep(0.6)

    asyncio.run(act())
    assert steps()["S02"].tool == ""
    assert set(steps()) <= {"S01", "S02"}


def test_a_field_that_is_being_typed_in_is_left_alone_when_somebody_else_writes(session):
    form = TableForm(session, "steps")
    other = again()

    async def act():
        type_into(form.form, "tool", "Graf")
        other.save([put("steps", "S01", tool="Kibana", outputs="日报")])
        session.refresh()
        kept = form.form.fields["tool"].widget.value
        await asyncio.sleep(0.6)
        return kept

    assert asyncio.run(act()) == "Graf"
    assert form.form.fields["outputs"].widget.value == "日报"
    assert (steps()["S01"].tool, steps()["S01"].outputs) == ("Kibana", "日报")
    assert [(row.ours, row.theirs) for row in again().record.conflicts] == [("Kibana", "Graf")]


def test_a_space_at_the_end_is_not_eaten_while_somebody_types(session):
    form = TableForm(session, "steps")
    type_into(form.form, "tool", "Grafana ")
    assert form.form.fields["tool"].widget.value == "Grafana "


def test_a_comment_belongs_to_the_step_it_was_typed_under(session):
    form = FeedbackForm(session)

    async def act():
        form.who.value = "panda"
        form.comment.value = "太慢"
        form.step.value = "S02"
        await asyncio.sleep(0.6)

    asyncio.run(act())
    assert [(row.target, row.comment) for row in again().record.feedback] == [("S01", "太慢")]
    assert form.comment.value == ""


def test_without_a_pseudonym_no_answer_can_be_given(session):
    form = FeedbackForm(session)
    answers = [*form.aspects.values(), form.comment, form.proposed, form.blocking]
    assert all(widget.disabled for widget in answers)
    form.who.value = "panda"
    assert not any(widget.disabled for widget in answers)


# Adding, moving, taking back


def test_two_people_who_add_at_once_get_two_rows(session):
    other = again()
    mine = session.add_row("steps", {**STEP, "action": "甲"})
    theirs = other.add_row("steps", {**STEP, "action": "乙"})
    assert (mine, theirs) == ("S03", "S04")
    assert [step.action for step in again().record.steps[2:]] == ["甲", "乙"]


def test_the_number_of_a_row_that_is_gone_is_not_given_again(session):
    session.save([Edit(act="drop", table="steps", row="S02")])
    assert session.add_row("steps", {**STEP, "action": "新"}) == "S03"


@pytest.mark.parametrize(
    ("table", "values", "now", "expected"),
    [
        ("steps", {"action": "x"}, [], "S01"),
        ("steps", {"action": "x"}, ["GC01", "GC02", "X9"], "GC03"),
        ("steps", {"action": "x"}, ["ST-009"], "ST-010"),
        ("triggers", {"condition": "x"}, [], "TR01"),
        ("roles", {"name": "评审组"}, ["评审组"], "评审组-2"),
        ("roles", {"name": "?!"}, [], "roles"),
    ],
)
def test_a_new_row_is_numbered_as_the_others_are(table, values, now, expected):
    assert next_id(table, values, now, now) == expected


def test_rows_move_and_the_move_can_be_taken_back(session):
    form = TableForm(session, "steps")
    form.move(1)
    assert list(steps()) == ["S02", "S01"]
    form.move(1)
    assert list(steps()) == ["S02", "S01"]
    form.undo()
    assert list(steps()) == ["S01", "S02"]


def test_a_row_taken_out_comes_back_whole_and_the_form_shows_the_next_one(session):
    session.save([put("steps", "S01", outputs="日报")])
    form = TableForm(session, "steps")
    form.drop()
    assert (form.rows.value, form.form.row) == ("S02", "S02")
    form.undo()
    assert (list(steps()), steps()["S01"].outputs) == (["S01", "S02"], "日报")


def somebody_else_saves(monkeypatch, *edits):
    with monkeypatch.context() as patch:
        patch.setenv("LOGNAME", "somebody")
        again().save(edits)


def test_undo_leaves_alone_what_somebody_else_wrote(session, monkeypatch):
    session.save([put("steps", "S01", tool="Grafana")])
    somebody_else_saves(monkeypatch, put("steps", "S02", tool="Kibana"))
    session.undo()
    assert (steps()["S01"].tool, steps()["S02"].tool) == ("", "Kibana")


def test_undo_of_what_somebody_else_touched_since_is_refused_with_who(session, monkeypatch):
    session.save([put("steps", "S01", tool="Grafana")])
    somebody_else_saves(monkeypatch, put("steps", "S01", tool="Kibana"))
    form = TableForm(session, "steps")
    form.undo()
    assert "somebody" in form.saving.said
    assert steps()["S01"].tool == "Kibana"


def test_undo_and_redo_go_back_and_forth_and_survive_the_kernel(session):
    for tool in ("Grafana", "Kibana"):
        session.save([put("steps", "S01", tool=tool)])
    form = TableForm(again(), "steps")
    shown = []
    for act in (form.undo, form.undo, form.redo, form.redo, form.redo):
        act()
        shown.append(steps()["S01"].tool)
    assert shown == ["Grafana", "", "Grafana", "Kibana", "Kibana"]
    assert form.saving.said == "这个笔记本里没有可重做的修改。"


def test_a_new_edit_leaves_nothing_to_redo(session):
    session.save([put("steps", "S01", tool="Grafana")])
    assert session.undo()
    session.save([put("steps", "S01", outputs="日报")])
    assert not session.redo()


def test_undo_leaves_alone_what_another_notebook_wrote(session, monkeypatch):
    session.save([put("steps", "S01", tool="Grafana")])
    monkeypatch.setenv("JPY_SESSION_NAME", "/w/notebooks/02-gather-feedback.ipynb")
    other = again()
    assert not other.undo()
    other.save([put("steps", "S02", tool="Kibana")])
    session.undo()
    assert (steps()["S01"].tool, steps()["S02"].tool) == ("", "Kibana")


def test_an_empty_table_offers_only_to_add(session):
    form = TableForm(session, "people")
    assert form.form.widget.layout.display == "none"
    form.new["name"].widget.value = "李雷"
    form.add()
    assert form.form.widget.layout.display == ""
    assert form.form.fields["name"].widget.value == "李雷"


# Names


def test_a_name_with_a_comma_stays_one_name(session):
    form = TableForm(session, "steps")
    known = "AI 团队 / 数据科学家 · AI team, data scientist"
    type_into(form.form, "consulted", f"{known}; 数据团队 · Data team")
    assert steps()["S01"].consulted == ("data-scientist", "data-team")
    assert len(again().record.roles) == 5
    assert form.form.fields["consulted"].shown(("data-scientist",)) == known


def test_two_people_of_one_name_are_told_apart(session):
    session.save([put("people", "li-1", name="李雷"), put("people", "li-2", name="李雷")])
    form = TableForm(session, "steps")
    session.save([put("steps", "S01", performers=["li-1"])])
    assert form.form.fields["performers"].widget.value == "李雷 (li-1)"
    type_into(form.form, "performers", "李雷 (li-1); 李雷 (li-2)")
    assert steps()["S01"].performers == ("li-1", "li-2")


def test_a_new_name_does_not_rename_a_role_that_has_the_same_id(session):
    session.save([put("roles", "data-board", name="数据委员会")])
    form = TableForm(session, "steps")
    type_into(form.form, "role", "Data board")
    assert {role.id: role.name for role in again().record.roles}["data-board"] == "数据委员会"
    assert steps()["S01"].role == "data-board-2"
    assert "新增：Data board" in form.saving.said


def test_a_step_is_named_by_its_number_with_the_condition_behind_it(session):
    form = TableForm(session, "steps")
    type_into(form.form, "next", "S02 失败时")
    assert [(arrow.to, arrow.when) for arrow in steps()["S01"].next] == [("S02", "失败时")]
    type_into(form.form, "next", "去 别处")
    assert "没有“去 别处”这一行" in form.saving.said


def test_a_renamed_role_is_shown_by_its_new_name(session):
    form = TableForm(session, "steps")
    session.save([put("roles", "data-team", name="数据组")])
    assert form.form.fields["role"].widget.value == "数据组"


# What is shown


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_its_place_in_a_form(table):
    columns = tuple(name for name in TABLES[table].model_fields if name != "id")
    placed = [column for _, group in column_groups(words("en"), table, columns) for column in group]
    assert sorted(placed) == sorted(columns)


def test_the_facts_of_the_product_line_are_saved(session):
    form = RowForm(session, "product", PRODUCT_COLUMNS, Saving(session))
    form.show(session.record.product)
    type_into(form, "review_every_days", "30")
    type_into(form, "owner", "韩梅梅")
    product = again().record.product
    assert (product.review_every_days, product.owner) == (30, "韩梅梅")
    assert product_form(session).children


def test_a_picture_in_an_output_has_links_that_jupyterlab_leaves_alone(session):
    html = session.chapter("glance").html
    assert 'xlink:href="#step-S01"' in html
    assert '<a href="#step-S01"' not in html.partition("<svg")[2].partition("</svg>")[0]


def test_a_record_from_a_file_cannot_be_edited(session, tmp_path):
    path = tmp_path / "line.yaml"
    path.write_text("product: {id: line, name: L}\n", encoding="utf-8")
    with pytest.raises(BadRequest):
        open_session(str(path)).add_row("steps", {**STEP, "action": "x"})
