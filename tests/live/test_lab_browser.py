"""The notebooks in a real JupyterLab and a real browser: what a facilitator sees, types and finds again."""

import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from sop_kit.cli.taking import start_workshop, take
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.export import html
from sop_kit.places import kit_path
from sop_kit.record.model import by_id
from tests.live.lab import PATIENCE_MS, SEEN, Notebook, running_lab, set_language

pytestmark = pytest.mark.xdist_group("lab")  # one server for all of them
PRODUCT = "govuk-chat"
CAPTURE, RATE, DRAFT = "01-capture-workflow.ipynb", "02-gather-feedback.ipynb", "04-draft-sop.ipynb"
ALIVE = "07-keep-alive.ipynb"


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    home = tmp_path_factory.mktemp("lab")
    workshop = start_workshop(home / "复盘 工作坊 1", product=None, name=None)
    take(workshop, [kit_path("workshop", f"{PRODUCT}.yaml")], product=None, name=None)
    with running_lab(workshop, home) as running:
        yield running


@pytest.fixture(scope="module")
def desk(browser):
    """Return one browser window for all tests: JupyterLab itself is then loaded only once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


@pytest.fixture
def open_notebook(desk, lab):
    """Return a function that opens a notebook; no page of the test may have asked anybody else for anything."""
    asked = set()

    def opened(name, lang):
        set_language(lab.workshop, name, lang)
        page = desk.new_page()
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        page.on("websocket", lambda socket: asked.add(urlsplit(socket.url).netloc))
        return Notebook(page, lab, name)

    yield opened
    for page in desk.pages:
        page.close()
    lab.stop_kernels()
    assert asked - {""} == {urlsplit(lab.address).netloc}


@pytest.fixture(scope="module")
def steps_only(lab):
    """Return the name of a copy of notebook 01 with roles, steps and picture alone: quick to run over and over."""
    keep = {"intro", "parameters", "open", "roles-form", "steps-form", "picture-figure"}
    whole = json.loads((lab.workshop.notebooks / CAPTURE).read_text(encoding="utf-8"))
    cells = [cell for cell in whole["cells"] if cell["id"] in keep]
    path = lab.workshop.notebooks / "steps-only.ipynb"
    path.write_text(json.dumps({**whole, "cells": cells}), encoding="utf-8")
    return path.name


def step(lab, row):
    return by_id(lab.record(PRODUCT).steps)[row]


def test_what_is_typed_survives_a_restart_a_reload_and_a_crash(open_notebook, lab, steps_only):
    notebook = open_notebook(steps_only, "zh")
    notebook.run()
    form = notebook.form("步骤")
    form.choose("GC03")
    with form.saving():
        form.field("输出").fill("慢请求清单：每天一份")
    assert step(lab, "GC03").outputs == "慢请求清单：每天一份"

    notebook.restart()
    notebook.run()
    expect_everywhere(notebook, "GC03", "输出", "慢请求清单：每天一份")

    with form.saving():
        form.field("标准").fill("当天看完")
    notebook.page.reload()
    notebook.wait_for_kernel()
    notebook.run()
    expect_everywhere(notebook, "GC03", "标准", "当天看完")

    typed = {row: f"{row} 的结果" for row in ("GC04", "GC05", "GC06")}
    for row, text in typed.items():
        form.choose(row)
        with form.saving():
            form.field("输出").fill(text)
    lab.kill_kernel(steps_only)
    notebook.wait_for_loss()
    notebook.page.get_by_role("button", name="Ok", exact=True).click()  # "the kernel appears to have died"
    notebook.wait_for_kernel()
    notebook.run()
    for row, text in typed.items():
        assert step(lab, row).outputs == text
        expect_everywhere(notebook, row, "输出", text)


def expect_everywhere(notebook, row, label, text):
    form = notebook.form("步骤")
    form.choose(row)
    expect(form.field(label)).to_have_value(text)
    form.press("整张表")
    expect(form.box.locator(".sop-doc").get_by_role("row").filter(has_text=row).first).to_contain_text(text)
    form.press("整张表")


def test_a_new_step_brings_its_new_role_and_is_drawn_at_once(open_notebook, lab, steps_only):
    notebook = open_notebook(steps_only, "en")
    notebook.run()
    form = notebook.form("Steps")
    form.field("Stage", within=".sop-new").select_option("Decide")
    form.field("What is done", within=".sop-new").fill("Agree on the threshold")
    form.field("Role", within=".sop-new").fill("Threshold board")
    with form.saving():
        form.press("Add")
    added = lab.record(PRODUCT).steps[-1]
    assert (added.stage, added.action) == ("decide", "Agree on the threshold")
    assert by_id(lab.record(PRODUCT).roles)[added.role].name == "Threshold board"
    expect(form.box.locator(".sop-row")).to_contain_text(added.id)
    expect(notebook.form("Roles").box.locator("option", has_text="Threshold board")).to_have_count(1)
    expect(notebook.page.locator(f".canvas a[*|href='#step-{added.id}']")).to_be_attached()
    with form.saving():
        form.tab("Time")
        form.field("Minutes a run").fill("7.5")
    assert step(lab, added.id).minutes == 7.5


def test_an_edit_is_taken_back_and_made_again_also_after_a_restart(open_notebook, lab, steps_only):
    notebook = open_notebook(steps_only, "zh")
    notebook.run()
    form = notebook.form("步骤")
    form.choose("GC02")
    before = step(lab, "GC02").outputs
    with form.saving():
        form.field("输出").fill("每天一份")
    notebook.restart()
    notebook.run()
    form.choose("GC02")
    for button, outputs, said in (("撤销", before, "已撤销。"), ("重做", "每天一份", "已重做。")):
        form.press(button)
        expect(form.box.locator(".sop-saving")).to_contain_text(said)
        expect(form.field("输出")).to_have_value(outputs)
        assert step(lab, "GC02").outputs == outputs
    form.press("重做")
    expect(form.box.locator(".sop-saving")).to_contain_text("没有可重做的修改")
    store = lab.workshop.store()
    assert [change.via for change in store.changes(PRODUCT)[-3:]] == [steps_only] * 3
    store.close()


PASTED = (
    "序号\t所属环节\t工作事项\t处理人\t处理时限\t下一步\t备注\n"
    '1\t监控\t"看大盘\n和告警"\t值班工程师\t每班\t2\tx\n'
    "2\t\t确认是否误报\t值班工程师\t15分钟内\t\t\n"
    "3\t反馈\t收集申诉\t\tT+1\t\t\n"
)


def test_rows_pasted_from_a_spreadsheet_are_looked_at_taken_and_found_after_a_crash(open_notebook, lab, steps_only):
    notebook = open_notebook(steps_only, "zh")
    notebook.run()
    form = notebook.form("步骤")
    form.press("粘贴表格行")
    area = form.box.locator(".sop-paste textarea")
    expect(area).to_be_visible(timeout=PATIENCE_MS)  # a hidden field takes neither focus nor text
    area.focus()
    expect(area).to_be_focused()
    # What the browser does on Ctrl+V, without the machine's clipboard, which two browsers at once take from each other.
    notebook.page.keyboard.insert_text(PASTED)
    counts = "新增：2 行 · 暂不能收入：1 行 · 新增角色：值班工程师"
    expect(form.box.locator(".sop-counts")).to_contain_text(counts, timeout=PATIENCE_MS)
    expect(form.box.locator(".sop-preview").get_by_role("row")).to_have_count(3)
    form.box.locator("select[title='备注']").select_option("痛点")
    before = len(lab.record(PRODUCT).steps)
    with form.saving():
        form.press("收入这些行")
    taken = lab.record(PRODUCT).steps[before:]
    assert [(each.stage, each.action, each.hot_spot) for each in taken] == [
        ("monitor", "看大盘\n和告警", "x"),
        ("monitor", "确认是否误报", ""),
    ]
    assert [arrow.to for arrow in taken[0].next] == [taken[1].id]
    expect(area).to_have_value(re.compile(r"收集申诉\t\tT\+1"))

    lab.kill_kernel(steps_only)
    notebook.wait_for_loss()
    notebook.page.get_by_role("button", name="Ok", exact=True).click()  # "the kernel appears to have died"
    notebook.wait_for_kernel()
    notebook.run()
    form.choose(taken[1].id)
    expect(form.field("做什么")).to_have_value("确认是否误报")
    expect(form.field("角色")).to_have_value("值班工程师")


def test_a_rating_under_a_pseudonym_is_kept_and_found_again(open_notebook, lab):
    notebook = open_notebook(RATE, "en")
    notebook.run()
    form = notebook.form("Rated")
    rating = form.box.locator(".sop-scale", has_text="Feasibility").get_by_role("button", name="2", exact=True)
    expect(rating).to_be_disabled()
    form.box.get_by_label("Pseudonym").fill("panda")
    with form.saving():
        rating.click()
    with form.saving():
        form.box.get_by_label("Comment").fill("too slow at night")
    rows = {row.aspect: row for row in lab.record(PRODUCT).feedback if row.participant == "panda"}
    assert (rows["feasibility"].score, rows[""].comment, rows[""].target) == (2, "too slow at night", "GC01")
    notebook.run()
    form.box.get_by_label("Pseudonym").fill("panda")
    expect(form.box.get_by_label("Comment")).to_have_value("too slow at night")
    expect(rating).to_have_class("widget-toggle-button jupyter-button mod-active")
    expect(form.box.locator(".sop-title")).to_contain_text("Rated: 1 of")


def test_what_works_is_asked_for_and_kept_as_well_as_what_fails(open_notebook, lab):
    notebook = open_notebook(RATE, "en")
    notebook.run()
    form = notebook.form("What works: 0")
    before = len(lab.record(PRODUCT).lessons)
    form.box.get_by_placeholder("What went well here, what should we keep?").fill("One page, one owner")
    form.box.get_by_label("About").select_option("GC02 Page on a high error rate")
    with form.saving():
        form.press("Add: What works well")
    added = lab.record(PRODUCT).lessons[before:]
    assert [(lesson.kind, lesson.text, lesson.step) for lesson in added] == [("worked", "One page, one owner", "GC02")]
    expect(notebook.form("What works: 1").box.locator(".sop-doc").get_by_role("table")).to_contain_text(
        "One page, one owner"
    )


def test_the_rule_that_ends_the_rounds_is_declared_with_one_press(open_notebook, lab):
    notebook = open_notebook(RATE, "en")
    notebook.run()
    form = notebook.form("When the rounds end: not declared yet")
    with form.saving():
        form.press("We agreed on this today")
    assert lab.record(PRODUCT).settings.stop_rule.declared
    expect(notebook.form("When the rounds end: declared on").box).to_be_visible()


def test_an_answer_on_the_spot_is_saved_and_stands_among_the_findings_at_once(open_notebook, lab):
    notebook = open_notebook(ALIVE, "zh")
    notebook.run()
    known = len(lab.record(PRODUCT).findings)
    walk = notebook.form("与文件一致")
    with walk.saving():
        walk.box.get_by_role("button").filter(has_text="做法不同").first.click()
    (answer,) = lab.record(PRODUCT).walkthroughs
    assert (answer.question, answer.answer) == ("start", "differently")
    count = known + 1
    listed = notebook.form(f"偏差 {count} 处，其中未决 {count} 处").box.locator(".sop-list option")
    expect(listed.filter(has_text=f"○ {answer.step}").filter(has_text="做法不同")).to_have_count(1)


def drawings_of(name, record, lang):
    """Return how many pictures a notebook shows: a draft those of the document, whatever was rated before."""
    return html.page(sop(look(record, lang))).count("<div class=canvas") if name == DRAFT else 2


@pytest.mark.parametrize(("name", "lang", "forms"), [(CAPTURE, "zh", 15), (DRAFT, "en", 0)])
def test_nobody_sees_code_an_error_or_a_question_of_jupyterlab(open_notebook, lab, name, lang, forms):
    notebook = open_notebook(name, lang)
    notebook.run()
    expect(notebook.page.locator(".sop-form")).to_have_count(forms)
    drawings = drawings_of(name, lab.record(PRODUCT), lang)
    expect(notebook.page.locator(".sop-doc .canvas svg")).to_have_count(drawings)
    assert notebook.page.locator(".jp-CodeCell").evaluate_all(f"cells => cells.filter({SEEN}).length") == 0
    for unwanted in ("Javascript Error", "Traceback", "Would you like to get notified"):
        expect(notebook.page.get_by_text(unwanted)).to_have_count(0)


def test_a_saved_notebook_is_never_blank(open_notebook, lab):
    notebook = open_notebook(RATE, "zh")
    notebook.run()
    notebook.save()
    forms = notebook.path.read_text(encoding="utf-8").count("application/vnd.jupyter.widget-view+json")
    assert forms > 5
    notebook.page.close()
    lab.stop_kernels()
    for name in (RATE, changed_behind_jupyters_back(lab, notebook)):
        later = open_notebook(name, "zh")
        twins = later.page.locator(".sop-twin")
        expect(twins).to_have_count(forms)
        for twin in twins.all():
            expect(twin).to_be_visible()
        for unhelpful in later.page.get_by_text("Error displaying widget").all():
            expect(unhelpful).to_have_css("font-size", "0px")
        expect(later.page.get_by_text("VBox(")).to_have_count(0)


def changed_behind_jupyters_back(lab, notebook):
    content = json.loads(notebook.path.read_text(encoding="utf-8"))
    content["cells"][0]["source"] = "# 别人发来的笔记本"
    path = notebook.path.with_name("not-trusted.ipynb")
    path.write_text(json.dumps(content), encoding="utf-8")
    return path.name
