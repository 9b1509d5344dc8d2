"""Looking back and going back on the command line, as a person meets it."""

import csv
import json
import os
import subprocess
import sys

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.record.changes import Edit


def sop_kit(*arguments, **env):
    return subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "SOP_KIT_LANG": "en", "COLUMNS": "120", "TZ": "Asia/Shanghai", **env},
    )


def put(table, row="", **values):
    return Edit(act="put", table=table, row=row, values=values)


@pytest.fixture
def workshop(tmp_path):
    made = start_workshop(tmp_path / "反欺诈 1", product="fraud", name="反欺诈")
    store = made.store()
    store.add(
        "fraud", [put("steps", "F1", stage="monitor", action="看大盘", role="data-team", tool="Grafana")], by="mei"
    )
    store.add("fraud", [put("steps", "F1", tool="=Kibana")], by="lin", why="moved to Kibana")
    store.close()
    return made


def test_the_log_says_who_when_what_and_why_newest_first(workshop):
    done = sop_kit("log", workshop.folder, "fraud")
    assert done.returncode == 0, done.stderr
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    assert lines[0].startswith("3  ")
    assert "+08:00" in lines[0]
    assert "UTC" in lines[0]
    assert lines[0].endswith("lin · moved to Kibana")
    assert lines[1] == "Steps F1 · Tool: Grafana → =Kibana"
    assert [line[0] for line in lines if line[0].isdigit()] == ["3", "2", "1"]


def test_the_log_speaks_chinese(workshop):
    text = sop_kit("log", workshop.folder, "fraud", "--limit", "1", SOP_KIT_LANG="zh").stdout
    assert "步骤 F1 · 工具：Grafana → =Kibana" in text


@pytest.mark.parametrize(
    ("options", "numbers"),
    [
        ([], [3, 2, 1]),
        (["--oldest-first"], [1, 2, 3]),
        (["--by", "mei"], [2]),
        (["--table", "roles"], [1]),
        (["--limit", "2", "--oldest-first"], [2, 3]),
        (["--since", "2199-01-01"], []),
        (["--since", "2020-01-01T00:00:00+08:00", "--limit", "1"], [3]),
    ],
)
def test_the_log_shows_what_was_asked_for(workshop, options, numbers):
    facts = json.loads(sop_kit("log", workshop.folder, "fraud", "--json", *options).stdout)
    assert [change["number"] for change in facts["changes"]] == numbers
    assert facts["head"]["number"] == 3


def test_the_log_is_written_as_a_page_to_print_a_table_and_markdown(workshop, tmp_path):
    for name in ("log.html", "log.csv", "log.md"):
        done = sop_kit("log", workshop.folder, "fraud", "--out", tmp_path / name, "--lang", "zh")
        assert done.returncode == 0, done.stderr
        assert str(tmp_path / name) in done.stdout
    page = (tmp_path / "log.html").read_text(encoding="utf-8")
    assert 'lang="zh-Hans"' in page
    assert "变更历史" in page
    assert "display: table-header-group" in page or "table-header-group" in page
    assert "http" not in page.replace("http://www.w3.org", "").split("<body")[1]
    rows = list(csv.DictReader((tmp_path / "log.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0]["new"] == "'=Kibana"
    assert "| **3** |" in (tmp_path / "log.md").read_text(encoding="utf-8")


def test_undo_and_redo_say_what_they_did_and_are_in_the_log(workshop):
    done = sop_kit("undo", workshop.folder, "fraud", "--why", "was right")
    assert done.returncode == 0, done.stderr
    assert "Taken back: Change 3 (lin" in done.stdout
    done = sop_kit("redo", workshop.folder, "fraud")
    assert "Made again: Change 3 (lin" in done.stdout
    text = sop_kit("log", workshop.folder, "fraud").stdout
    assert "Makes Change 3 again" in text
    assert "Takes back Change 3 · was right · taken back by Change 5" in text
    assert sop_kit("undo", workshop.folder, "fraud", "--number", "2").returncode == 2
    assert sop_kit("undo", workshop.folder, "fraud").returncode == 0
    assert sop_kit("undo", workshop.folder, "fraud", "--number", "2").returncode == 0
    store = workshop.store()
    assert store.record("fraud").steps == ()
    store.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["log", "{}", "lime"], "no product line 'lime'"),
        (["log", "{}", "fraud", "--table", "step"], "no table 'step'"),
        (["log", "{}", "fraud", "--since", "yesterday"], "is no date"),
        (["log", "{}", "fraud", "--out", "{}/log.docx"], "not as '.docx'"),
        (["log", "{}", "fraud", "--lang", "fr"], "no language 'fr'"),
        (["undo", "{}", "lime"], "no product line 'lime'"),
        (["undo", "{}", "fraud", "--number", "1"], "made the product line"),
        (["undo", "{}", "fraud", "--number", "9"], "it has 1 to 3"),
        (["undo", "{}", "fraud", "--number", "2"], "lin on "),
        (["redo", "{}", "fraud"], "nothing to make again"),
    ],
)
def test_a_wrong_request_is_answered_in_a_sentence_and_changes_nothing(workshop, arguments, words):
    done = sop_kit(*(argument.format(workshop.folder) for argument in arguments))
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    store = workshop.store()
    assert store.head("fraud").number == 3
    store.close()


def test_of_a_broken_store_the_log_shows_what_is_left_and_says_so(workshop):
    store = workshop.store()
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM changes WHERE number = 2")
    store.close()
    done = sop_kit("log", workshop.folder, "fraud")
    assert done.returncode == 0
    assert "sop-kit verify" in done.stderr
    assert "=Kibana" in done.stdout
    assert sop_kit("check", workshop.folder).returncode == 2
