"""The command line as a person meets it: real processes, real folders."""

import base64
import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.workshop import open_workshop
from tests.rasters import SECRET, jpeg, png

STEPS = """id,stage,action,role,supporting,trigger,inputs,outputs,standard,tool,next,source,evidence
F1,monitor,看拦截率大盘,值班工程师,,每天 9:00,大盘,日报,拦截率 ≥ 98%,Grafana,F2,手册 3.1,D
F2,decide,"停用规则,或回滚",风控负责人,值班工程师,拦截率异常,日报,决定记录,15 分钟内,工单,F1 [恢复后],手册 3.2,D I
"""


def sop_kit(*arguments: str | Path, cwd: Path | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=cwd,
        env={**os.environ, "SOP_KIT_LANG": "en", "COLUMNS": "120", **env},
    )


@pytest.fixture
def workshop(tmp_path):
    folder = tmp_path / "反欺诈 工作坊"
    assert sop_kit("new", folder).returncode == 0
    return folder


@pytest.fixture
def fraud(workshop, tmp_path):
    path = tmp_path / "fraud.csv"
    path.write_text(STEPS, encoding="utf-8")
    done = sop_kit("import", workshop, path, "--product", "fraud", "--name", "反欺诈")
    assert done.returncode == 0, done.stderr
    return workshop


def test_help_lists_every_command():
    text = sop_kit("--help").stdout
    for command in ("demo", "new", "import", "check", "lab", "export", "batch", "doctor"):
        assert f" {command} " in text


def test_help_speaks_chinese_to_a_chinese_terminal():
    assert "批量生成多条产品线的文档" in sop_kit("--help", SOP_KIT_LANG="", LC_ALL="", LC_MESSAGES="zh_CN.UTF-8").stdout


@pytest.mark.parametrize("command", ["new", "import", "check", "export"])
def test_each_command_says_what_to_do_next_or_where_it_wrote(command, fraud, tmp_path):
    arguments = {
        "new": [tmp_path / "another"],
        "import": [fraud, tmp_path / "fraud.csv", "--product", "fraud"],
        "check": [fraud],
        "export": [fraud, "fraud", "--to", "yaml"],
    }
    done = sop_kit(command, *arguments[command])
    assert done.returncode == 0, done.stderr
    assert any(word in done.stdout for word in ("Next:", "Written:", "ask:"))


def test_a_batch_leaves_what_the_index_page_links_to(fraud, tmp_path):
    out = tmp_path / "结果 1"
    done = sop_kit("batch", fraud, "--out", out)
    assert done.returncode == 0, done.stderr
    for lang in ("zh", "en"):
        for name in ("sop.html", "sop.docx", "sop.pdf", "sop.md", "checklists.html", "workflow.svg", "workflow.bpmn"):
            assert (out / "fraud" / lang / name).stat().st_size > 500, name
        assert (out / "fraud" / "notebooks" / f"04-draft-sop.{lang}.ipynb").is_file()
    manifest = json.loads((out / "fraud" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["failures"] == []
    assert "zh/sop.pdf" in manifest["files"]
    record = read_record((out / "fraud" / "record.yaml").read_bytes(), "record.yaml").record
    assert [step.id for step in record.steps] == ["F1", "F2"]
    index = (out / "index.html").read_text(encoding="utf-8")
    assert re.search(r"href=\./fraud/zh/sop\.html[ >]", index)
    assert str(out / "index.html") in done.stdout


def with_picture(folder: Path, file: str) -> None:
    store = open_workshop(folder).store()
    row = Edit(act="put", table="images", row="I1", values={"file": file, "step": "F1", "alt": "a board"})
    store.add("fraud", [row], by="a person")
    store.close()


def test_a_batch_takes_the_pictures_along_without_what_a_camera_wrote_into_them(fraud, tmp_path):
    (fraud / "images").mkdir()
    (fraud / "images" / "board.jpg").write_bytes(jpeg())
    with_picture(fraud, "images/board.jpg")
    out = tmp_path / "out"
    (out / "fraud" / "images").mkdir(parents=True)
    (out / "fraud" / "images" / "old.png").write_bytes(png())
    done = sop_kit("batch", fraud, "--out", out, "--lang", "en", "--formats", "html")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in (out / "fraud" / "images").iterdir()] == ["board.jpg"]
    frozen = (out / "fraud" / "images" / "board.jpg").read_bytes()
    assert SECRET not in frozen
    page = (out / "fraud" / "en" / "sop.html").read_text(encoding="utf-8")
    assert base64.b64encode(frozen).decode() in page
    manifest = json.loads((out / "fraud" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"]["images/board.jpg"]["bytes"] == len(frozen)


def test_check_names_a_picture_that_is_not_there(fraud):
    with_picture(fraud, "../../board.png")
    found = json.loads(sop_kit("check", fraud, "--json").stdout)["products"]["fraud"]["findings"]
    (lost,) = [item for item in found if item["rule"] == "picture"]
    assert lost["where"] == "images/I1/file"
    assert "not in the folder images" in lost["message"]


def test_the_same_record_gives_the_same_bytes_twice(fraud, tmp_path):
    names = ("sop.html", "sop.docx", "sop.pdf", "sop.md", "checklists.html", "workflow.svg", "workflow.bpmn")
    made = []
    for out in (tmp_path / "one", tmp_path / "two"):
        assert sop_kit("batch", fraud, "--out", out, "--lang", "zh", "--jobs", "1").returncode == 0
        made.append({name: (out / "fraud" / "zh" / name).read_bytes() for name in names})
    assert [name for name in names if made[0][name] != made[1][name]] == []


def test_nbconvert_alone_exports_an_executed_notebook(fraud, tmp_path):
    assert sop_kit("batch", fraud, "--out", tmp_path / "o", "--lang", "zh", "--formats", "html").returncode == 0
    notebook = tmp_path / "o" / "fraud" / "notebooks" / "04-draft-sop.zh.ipynb"
    command = [sys.executable, "-m", "nbconvert", "--to", "sop", "--output-dir", str(tmp_path / "n"), str(notebook)]
    subprocess.run(command, check=True, capture_output=True)
    (page,) = (tmp_path / "n").glob("*.html")
    assert page.read_bytes() == (tmp_path / "o" / "fraud" / "zh" / "sop.html").read_bytes()


def test_a_record_travels_through_each_format_into_another_workshop(fraud, tmp_path):
    for form in ("yaml", "xlsx", "csv"):
        other = tmp_path / form
        assert sop_kit("export", fraud, "fraud", "--to", form, "--out", tmp_path / "x").returncode == 0
        assert sop_kit("new", other).returncode == 0
        files = sorted((tmp_path / "x").glob("fraud-csv/*.csv" if form == "csv" else f"fraud.{form}"))
        done = sop_kit("import", other, *files)
        assert done.returncode == 0, done.stderr
        sop_kit("export", other, "fraud", "--to", "csv", "--out", tmp_path / f"back-{form}")
        again = (tmp_path / f"back-{form}" / "fraud-csv" / "steps.csv").read_text(encoding="utf-8-sig")
        assert [row["id"] for row in csv.DictReader(io.StringIO(again))] == ["F1", "F2"]
        assert "停用规则,或回滚" in again


def test_an_edited_export_comes_back_as_its_difference(fraud, tmp_path):
    sop_kit("export", fraud, "fraud", "--out", tmp_path)
    path = tmp_path / "fraud.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("拦截率 ≥ 98%", "拦截率 ≥ 99%"), encoding="utf-8")
    done = sop_kit("import", fraud, path)
    assert "1 edits saved" in done.stdout
    assert "0 edits saved" in sop_kit("import", fraud, path).stdout
    path.write_text(path.read_text(encoding="utf-8").replace("拦截率 ≥ 99%", "拦截率 ≥ 97%"), encoding="utf-8")
    moved_on = sop_kit("import", fraud, path)
    assert moved_on.returncode == 2
    assert "has moved on" in moved_on.stderr
    assert "steps/F1" in moved_on.stderr


def test_check_as_json_names_every_gap_and_whom_to_ask(fraud):
    done = sop_kit("check", fraud, "--json")
    found = json.loads(done.stdout)["products"]["fraud"]
    assert found["readiness"] == "sketch"
    assert all(set(item) == {"rule", "severity", "where", "message", "fix"} for item in found["findings"])
    accountable = next(item for item in found["findings"] if item["rule"] == "steps-accountable")
    assert accountable["where"] == "steps/F1,F2"
    assert "product manager" in accountable["fix"]


def test_check_fails_when_an_arrow_leads_nowhere(fraud, tmp_path):
    path = tmp_path / "more.csv"
    path.write_text("id,stage,action,role,next\nF3,release,发布,值班工程师,F99\n", encoding="utf-8")
    sop_kit("import", fraud, path, "--product", "fraud")
    done = sop_kit("check", fraud, "--json")
    assert done.returncode == 1
    assert "steps/F3/next" in done.stdout


def test_a_wrong_row_is_reported_and_the_right_ones_are_kept(workshop, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(STEPS + "F3,sometimes,做,谁,,,,,,,,,\n,monitor,没有编号,谁,,,,,,,,,\n", encoding="utf-8")
    done = sop_kit("import", workshop, path, "--json")
    facts = json.loads(done.stdout)
    assert done.returncode == 1
    assert facts["product"] == "bad"
    assert any(problem["where"].startswith("bad.csv:4") for problem in facts["problems"])
    assert facts["steps"] >= 2


def test_a_chinese_terminal_says_in_chinese_what_is_wrong_with_a_file(workshop, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text(STEPS + "F3,sometimes,做,谁,,,,,,,,,\n,monitor,没有编号,谁,,,,,,,,,\n", encoding="utf-8")
    told = sop_kit("import", workshop, path, SOP_KIT_LANG="zh").stderr
    assert "错误：bad.csv:4: “stage 阶段”未采用：“sometimes”不在可选值之内" in told
    assert "提示：bad.csv:5: “步骤”表有一行没有编号，已编为 S1。" in told
    assert "row" not in told
    facts = json.loads(sop_kit("import", workshop, path, "--json", SOP_KIT_LANG="zh").stdout)
    assert set(facts["problems"][0]) == {"where", "message", "severity"}
    assert any("未采用" in problem["message"] for problem in facts["problems"])


def test_a_chinese_terminal_says_in_chinese_why_nothing_was_taken_in(workshop, tmp_path):
    path = tmp_path / "torn.yaml"
    path.write_text("product: [1\nsteps: 2\n", encoding="utf-8")
    done = sop_kit("import", workshop, path, SOP_KIT_LANG="zh")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "torn.yaml 里没有可用的内容：\n  torn.yaml:2:6: 此处不是有效的 YAML：缺少逗号或右括号。"
    )
    refused = sop_kit("import", workshop, path, "--product", "../x", SOP_KIT_LANG="zh")
    assert refused.stderr.startswith("“../x”不能作产品线编号")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "nowhere"], "nothing at nowhere"),
        (["batch", "{}", "--out", "{}/out"], "no product line yet"),
        (["batch", "{}", "--out", "{}/out", "--lang", "fr"], "no language 'fr'"),
        (["batch", "{}", "--out", "{}/out", "--formats", "doc"], "no format 'doc'"),
        (["export", "{}", "fraud"], "no product line 'fraud'"),
        (["import", "{}", "nothing.csv"], "nothing at nothing.csv"),
        (["new", "{}"], "is a workshop already"),
        (["import", "{}", "{}/workshop.toml", "--product", "../x"], "no id of a product line"),
        (["new", "{}-2", "--product", "../x"], "no id of a product line"),
        (["new", "file.txt"], "file.txt is a file, not a folder"),
        (["import", "{}", "none here"], "none here holds no file to import"),
        (["burden", "my team"], "nothing at my team"),
        (["batch", "my team", "--out", "out"], 'sop-kit new "my team"'),
        (["lab", "nowhere"], "not a workshop"),
    ],
)
def test_a_wrong_request_is_answered_in_a_sentence(workshop, arguments, words):
    (workshop.parent / "file.txt").touch()
    (workshop.parent / "none here").mkdir()
    done = sop_kit(*(argument.format(workshop) for argument in arguments), cwd=workshop.parent)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_product_id_leaves_no_workshop_behind(tmp_path):
    assert sop_kit("new", tmp_path / "team", "--product", "../x").returncode == 2
    assert not (tmp_path / "team").exists()
    assert sop_kit("new", tmp_path / "team", "--product", "x").returncode == 0


@pytest.mark.parametrize("command", ["batch", "export"])
def test_results_that_cannot_be_a_folder_are_refused_without_a_number(command, fraud, tmp_path):
    (tmp_path / "file.txt").touch()
    done = sop_kit(command, fraud, *(["fraud"] if command == "export" else []), "--out", tmp_path / "file.txt")
    assert done.returncode == 2
    assert "file.txt is a file, not a folder" in done.stderr
    assert "Errno" not in done.stderr


def test_a_file_without_one_good_row_makes_no_product_line(workshop, tmp_path):
    path = tmp_path / "empty.csv"
    path.write_text("id,stage,action,role\nF1,sometimes,做,谁\n", encoding="utf-8")
    done = sop_kit("import", workshop, path)
    assert done.returncode == 2
    assert "empty.csv:2" in done.stderr
    assert "no product line" in sop_kit("batch", workshop, "--out", tmp_path / "out").stderr


def test_a_binary_file_is_refused_and_the_workshop_is_as_before(fraud, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(500))
    before = (fraud / "workshop.db").read_bytes()
    done = sop_kit("import", fraud, path, "--product", "fraud")
    assert done.returncode == 2
    assert "The workbook is damaged" in done.stderr
    assert (fraud / "workshop.db").read_bytes() == before


def test_a_team_may_change_its_notebooks_and_a_broken_one_is_named(fraud, tmp_path):
    path = fraud / "notebooks" / "04-draft-sop.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace('session.chapter(\\"C3\\")', "1 / 0"), encoding="utf-8")
    done = sop_kit("batch", fraud, "--out", tmp_path / "out", "--lang", "en", "--formats", "md")
    assert done.returncode == 1
    assert "division by zero" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert "division by zero" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals for a group")
def test_ctrl_c_stops_a_batch_with_a_sentence_and_starts_no_other_line(workshop, tmp_path):
    for name in ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"):
        assert sop_kit("import", workshop, kit_path("workshop", f"{name}.yaml")).returncode == 0
    command = [sys.executable, "-m", "sop_kit.cli", "batch", workshop, "--out", tmp_path / "out", "--jobs", "1"]
    running = subprocess.Popen(
        [*map(str, command), "--formats", "md"],
        env={**os.environ, "SOP_KIT_LANG": "en"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while not list(tmp_path.glob("out/*/.*.part")) and time.monotonic() < until:
        time.sleep(0.2)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate(timeout=60)[1]
    assert running.returncode == 130, said
    assert said.splitlines()[-1] == "Stopped. Run the same command again to go on."
    assert "Traceback" not in said
    # The line under way may come to its end where Python drops the interrupt in the worker; no other line starts.
    assert len(list(tmp_path.glob("out/*/*/sop.md"))) <= 1


def test_doctor_finds_this_machine_well():
    done = sop_kit("doctor", "--json")
    assert done.returncode == 0, done.stdout
    assert {"Python", "PDF (typst)", "DOCX"} <= {item["what"] for item in json.loads(done.stdout)}


def test_the_shipped_example_lines_have_no_problem(workshop):
    for example in ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"):
        done = sop_kit("import", workshop, kit_path("workshop", f"{example}.yaml"))
        assert done.returncode == 0
        assert done.stderr == ""
