"""Runs of checklists on the command line: ticked in a browser, taken in, shown in the document."""

import json
from pathlib import Path

import pytest

from sop_kit.blocks.model import Bundle
from sop_kit.document.checklists import all_checklists
from sop_kit.document.meta import meta
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.export.checklists import checklists
from sop_kit.export.html import page
from sop_kit.record.model import Record
from sop_kit.record.workshop import open_workshop
from tests.cli.test_workbooks import sop_kit
from tests.record.files.test_run_file import RUN

STEPS = "id,stage,action,role\nF1,monitor,看大盘,值班\nF2,monitor,认领预警,值班\n"


@pytest.fixture
def workshop(tmp_path):
    folder = tmp_path / "workshop"
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")
    (tmp_path / "people.csv").write_text("id,name\nna,李娜\n", encoding="utf-8")
    files = [tmp_path / "people.csv", tmp_path / "steps.csv"]
    assert sop_kit("new", folder).returncode == 0
    assert sop_kit("import", folder, *files, "--product", "fraud", "--name", "反欺诈").returncode == 0
    return folder


def record_of(workshop) -> Record:
    return open_workshop(workshop).store().record("fraud")


def saved(folder: Path, name: str = "run.json", **facts) -> Path:
    lines = [{"code": "F1", "text": "看大盘", "done": True}, {"code": "F2", "text": "认领预警", "done": True}]
    path = folder / name
    path.write_text(json.dumps({**RUN, "who": "李娜", "lines": lines, **facts}, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_ticked_in_a_browser_it_is_taken_in_and_the_document_tells_of_it(browser, workshop, tmp_path, lang):
    view = look(record_of(workshop), lang)
    html = tmp_path / "checklists.html"
    html.write_text(checklists(Bundle(meta=meta(view), blocks=all_checklists(view))), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(html.as_uri())
    tab.locator("[name=who]").fill("李娜")
    for label in tab.locator(".ticks li > label").all():
        label.click()
    tab.locator(".more summary").first.click()
    tab.locator("[name=differently]").first.fill("大屏坏了，看手机")
    tab.reload()
    with tab.expect_download() as waiting:
        tab.locator(".finish").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    tab.close()
    done = sop_kit("import", workshop, path)
    assert (done.returncode, done.stderr) == (0, "")
    whole, line = record_of(workshop).runs
    assert (whole.person, whole.result, whole.checklist) == ("na", "partly", "checklist-monitoring-1")
    assert (line.step, line.differently, line.part_of) == ("F1", "大屏坏了，看手机", whole.id)
    document = page(sop(look(record_of(workshop), lang)))
    assert {"zh": "至今使用 1 次", "en": "Uses so far: 1"}[lang] in document


def test_a_file_that_comes_twice_counts_once(workshop, tmp_path):
    path = saved(tmp_path)
    assert sop_kit("import", workshop, path).returncode == 0
    again = sop_kit("import", workshop, path, path)
    assert (again.returncode, again.stdout.count("taken in before")) == (0, 2)
    assert len(record_of(workshop).runs) == 1


def test_several_at_once_and_a_broken_one_stops_no_other(workshop, tmp_path):
    good = [saved(tmp_path, f"{n}.json", id=f"run-{n}") for n in range(3)]
    broken = tmp_path / "broken.json"
    broken.write_text('{"sop_kit_run": 1, "id": ', encoding="utf-8")
    done = sop_kit("import", workshop, *good, broken)
    assert done.returncode == 1
    assert "broken.json:1:26" in done.stderr
    assert len(record_of(workshop).runs) == 3


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"product": "loans"}, "of the product line 'loans', which this workshop does not have"),
        ({"checklist": "checklist-cooking-1"}, "'fraud' has no checklist 'checklist-cooking-1'"),
        ({"result": "fine"}, "run.json:result"),
    ],
)
def test_a_run_of_something_else_is_refused_in_a_sentence(workshop, tmp_path, facts, said):
    done = sop_kit("import", workshop, saved(tmp_path, **facts))
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr
    assert record_of(workshop).runs == ()


def test_a_run_of_an_older_list_is_taken_in_and_says_so(workshop, tmp_path):
    done = sop_kit(
        "import", workshop, saved(tmp_path, version="0.1", lines=[{"code": "F9", "text": "old", "done": True}])
    )
    assert done.returncode == 0
    assert "has changed since version 0.1" in done.stderr
    assert len(record_of(workshop).runs) == 1


def test_a_dry_run_writes_nothing(workshop, tmp_path):
    done = sop_kit("import", workshop, saved(tmp_path), "--dry-run")
    assert (done.returncode, record_of(workshop).runs) == (0, ())


def test_somebody_nobody_knows_is_named(workshop, tmp_path):
    done = sop_kit("import", workshop, saved(tmp_path, who="陌生人"))
    assert "'陌生人' is not among the people of 'fraud'" in done.stderr
    assert record_of(workshop).runs[0].person == "陌生人"
