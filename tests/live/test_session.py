"""What notebooks call, driven without a browser: the widgets' Python side is the same one a kernel runs."""

import asyncio
import json

import pytest

from sop_kit.blocks.model import MIME, Bundle
from sop_kit.cli.taking import start_workshop
from sop_kit.errors import BadInput, BadRequest, NotAWorkshop, PlaceNotFound, UnknownProduct
from sop_kit.live import open_session
from sop_kit.live.chooser import chooser
from sop_kit.live.feedback import FeedbackForm
from sop_kit.live.fields import Field
from sop_kit.live.forms import TableForm
from sop_kit.live.opening import choose_language, choose_product
from sop_kit.live.rows import RowForm
from sop_kit.live.saving import Saving
from sop_kit.live.shown import Shown
from sop_kit.record.changes import Edit
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.tables import Step
from tests.rasters import png

STEP = Edit(act="put", table="steps", row="S01", values={"stage": "monitor", "action": "看大盘", "role": "data-team"})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    start_workshop(tmp_path / "工作坊 1", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "工作坊 1" / "notebooks")
    return tmp_path / "工作坊 1"


@pytest.fixture
def session(folder):
    opened = open_session("line", lang="zh", live=True)
    opened.save([STEP])
    return opened


def again():
    return open_session("line", lang="zh", live=True)


def test_a_new_line_has_the_five_roles_of_the_method(session):
    assert len(session.record.roles) == 5


def test_a_new_workshop_opened_without_a_line_gets_one_named_after_its_folder(tmp_path, monkeypatch):
    start_workshop(tmp_path / "Fraud", product=None, name=None)
    monkeypatch.chdir(tmp_path / "Fraud")
    assert open_session(live=True).record.product.name == "Fraud"


def test_an_edit_is_there_for_the_next_kernel(session):
    session.save([Edit(act="put", table="steps", row="S01", values={"outputs": "日报"})])
    assert again().record.steps[0].outputs == "日报"


def test_edits_of_two_kernels_on_different_columns_are_both_kept(session):
    other = again()
    other.save([Edit(act="put", table="steps", row="S01", values={"tool": "Grafana"})])
    session.save([Edit(act="put", table="steps", row="S01", values={"outputs": "日报"})])
    step = again().record.steps[0]
    assert (step.tool, step.outputs) == ("Grafana", "日报")


def test_undo_takes_the_last_edit_back_and_keeps_it_in_the_log(session):
    session.save([Edit(act="put", table="steps", row="S01", values={"action": "看告警"})])
    assert session.undo()
    assert again().record.steps[0].action == "看大盘"
    assert again().record.head.number == 4


def test_a_refused_edit_changes_nothing(session):
    with pytest.raises(BadRequest, match="stage"):
        session.save([Edit(act="put", table="steps", row="S01", values={"stage": "?"})])
    assert again().record == session.record


def test_a_picture_beside_the_store_or_beside_a_record_file_is_shown(session, folder, tmp_path):
    session.save([Edit(act="put", table="images", row="I1", values={"file": "board.png", "step": "S01", "alt": "x"})])
    (folder / "images").mkdir()
    (folder / "images" / "board.png").write_bytes(png())
    (tmp_path / "line.yaml").write_text(write_record(session.record), encoding="utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "board.png").write_bytes(png())
    for opened in (again(), open_session(str(tmp_path / "line.yaml"), lang="zh", live=False)):
        assert opened.view.pictures == {"board.png": png()}


def test_the_chosen_line_holds_for_all_notebooks(session, folder):
    session.kept.store.add("two", [Edit(act="put", table="product", values={"id": "two"})], by="me")
    choose_product(session, "two")
    assert open_session().record.product.id == "two"


@pytest.mark.parametrize(
    ("record", "error"), [("lime", UnknownProduct), ("nowhere.yaml", PlaceNotFound), ("bad.yaml", BadInput)]
)
def test_a_record_that_cannot_be_opened_is_named(session, folder, record, error):
    (folder / "notebooks" / "bad.yaml").write_text("steps: 1", encoding="utf-8")
    with pytest.raises(error, match=record.split(".")[0]):
        open_session(record)


def test_outside_a_workshop_it_says_how_to_make_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotAWorkshop, match="sop-kit new"):
        open_session("line")


def test_an_error_is_shown_as_its_sentence_only():
    error = UnknownProduct("x", ["line"])
    assert error._render_traceback_() == [str(error)]


def test_a_cell_shows_html_to_people_and_blocks_to_exporters(session):
    data = session.chapter("C3")._repr_mimebundle_()
    assert "看大盘" in data["text/html"]
    assert Bundle.model_validate(json.loads(json.dumps(data[MIME]))) == session.chapter("C3").bundle
    assert isinstance(session.chapter("A"), Shown)


def test_typing_into_a_form_is_saved(session):
    form = RowForm(session, "steps", ["action", "inputs", "next", "minutes", "performers"], Saving(session))
    form.show(session.record.steps[0])
    by_name = form.fields
    by_name["inputs"].widget.value = "告警"
    by_name["next"].widget.value = "S02 [失败时]; S03"
    by_name["minutes"].widget.value = "12.5"
    by_name["performers"].widget.value = "李雷; 韩梅梅"
    step = again().record.steps[0]
    assert (step.inputs, step.minutes) == ("告警", 12.5)
    assert [(arrow.to, arrow.when) for arrow in step.next] == [("S02", "失败时"), ("S03", "")]
    assert [person.name for person in again().record.people] == ["李雷", "韩梅梅"]
    assert len(step.performers) == 2


def test_what_is_no_number_is_said_and_nothing_is_lost(session):
    saving = Saving(session)
    form = RowForm(session, "steps", ["minutes", "tool"], saving)
    form.show(session.record.steps[0])
    form.fields["minutes"].widget.value = "ten"
    assert "“ten”不是数字" in saving.widget.value
    assert form.fields["minutes"].widget.value == "ten"
    form.fields["minutes"].widget.value = "10"
    assert again().record.steps[0].minutes == 10


def test_typing_is_saved_once_when_the_fingers_rest(session):
    async def type_slowly():
        form = RowForm(session, "steps", ["inputs"], Saving(session))
        form.show(session.record.steps[0])
        for text in ("告", "告警", "告警单"):
            form.fields["inputs"].widget.value = text
            await asyncio.sleep(0.02)
        before = again().record.head.number
        await asyncio.sleep(0.8)
        return before

    before = asyncio.run(type_slowly())
    assert again().record.steps[0].inputs == "告警单"
    assert again().record.head.number == before + 1


def test_choosing_another_row_saves_what_was_typed_into_the_one_before(session):
    session.save([Edit(act="put", table="steps", row="S02", values={**STEP.values, "action": "查原因"})])

    async def type_and_leave():
        form = RowForm(session, "steps", ["inputs"], Saving(session))
        form.show(session.record.steps[0])
        form.fields["inputs"].widget.value = "告警"
        form.show(session.record.steps[1])

    asyncio.run(type_and_leave())
    assert [step.inputs for step in again().record.steps] == ["告警", ""]


def test_a_new_row_continues_the_teams_numbering_and_makes_its_role(session):
    session.save(
        [Edit(act="put", table="steps", row="GC07", values=STEP.values), Edit(act="drop", table="steps", row="S01")]
    )
    form = TableForm(session, "steps")
    form.new["stage"].widget.value = "decide"
    form.new["action"].widget.value = "定方案"
    form.new["role"].widget.value = "评审组"
    form.add()
    step = again().record.steps[-1]
    assert (step.id, step.stage, step.action) == ("GC08", "decide", "定方案")
    assert next(role.name for role in again().record.roles if role.id == step.role) == "评审组"


def test_a_row_without_its_required_fields_is_refused_in_a_sentence(session):
    form = TableForm(session, "steps")
    form.add()
    assert "⚠" in form.saving.widget.value
    assert len(again().record.steps) == 1


def test_every_column_of_every_table_has_a_widget_that_gives_back_what_it_shows(session):
    step = Step(id="S09", stage="release", action="发布", role="data-team", accountable=("data-team",), decidable="yes")
    for column in Step.model_fields:
        if column == "id":
            continue
        field = Field(session, "steps", column)
        field.show(getattr(step, column))
        value, made = field.read()
        assert not made
        assert (
            Step.model_validate({**step.model_dump(), column: value or None if column == "minutes" else value}) == step
        )


def test_ratings_and_comments_survive_the_kernel(session):
    form = FeedbackForm(session)
    form.who.value = "熊猫"
    form.aspects["feasibility"].value = 2
    form.aspects["clarity"].value = -1
    form.comment.value = "阈值太高"
    form.blocking.value = True
    rows = {row.aspect: row for row in again().record.feedback}
    assert (rows["feasibility"].score, rows["clarity"].score) == (2, None)
    assert (rows[""].comment, rows[""].blocking) == ("阈值太高", True)
    reopened = FeedbackForm(again())
    reopened.who.value = "熊猫"
    assert reopened.aspects["feasibility"].value == 2
    assert reopened.aspects["clarity"].value == -1
    assert reopened.comment.value == "阈值太高"


def test_a_rating_taken_back_is_gone(session):
    form = FeedbackForm(session)
    form.who.value = "panda"
    form.aspects["accuracy"].value = 4
    form.aspects["accuracy"].value = 0
    assert again().record.feedback == ()


def test_without_a_pseudonym_nothing_is_saved_and_it_says_so(session):
    form = FeedbackForm(session)
    form.aspects["accuracy"].value = 4
    assert "代号" in form.saving.widget.value
    assert again().record.feedback == ()


def test_the_chosen_language_holds_for_all_notebooks_and_a_parameter_wins(session):
    first = session.kept.workshop.languages[0]
    assert open_session("line").say.lang == first
    choose_language(session, "en")
    assert open_session("line").say.lang == "en"
    assert open_session("line", lang="zh").say.lang == "zh"


def test_the_chooser_says_in_the_new_language_what_to_do_next(session):
    choose_language(session, "zh")
    box = chooser(session, ("line",))
    found = [widget for widget in widgets_of(box) if getattr(widget, "value", None) == "zh"]
    found[0].value = "en"
    assert open_session("line").say.lang == "en"


def widgets_of(box):
    yield box
    for child in getattr(box, "children", ()):
        yield from widgets_of(child)
