"""Workbooks on the command line: out, in again, and what is said of those that cannot be read."""

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from sop_kit.record.files.limits import TIME_VARIABLE

STEPS = "id,stage,action,role\nF1,monitor,看大盘,值班\n"


def sop_kit(*arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "SOP_KIT_LANG": "en", "COLUMNS": "120", **env},
    )


@pytest.fixture
def workshop(tmp_path):
    folder = tmp_path / "反欺诈 工作坊"
    (tmp_path / "steps.csv").write_text(STEPS, encoding="utf-8")
    assert sop_kit("new", folder).returncode == 0
    assert sop_kit("import", folder, tmp_path / "steps.csv", "--product", "fraud", "--name", "反欺诈").returncode == 0
    return folder


def test_a_workbook_goes_out_and_comes_in_with_what_somebody_wrote(workshop, tmp_path):
    done = sop_kit("export", workshop, "fraud", "--to", "xlsx", "--lang", "zh")
    path = workshop / "records" / "fraud.xlsx"
    assert (done.returncode, path.is_file()) == (0, True), done.stderr
    assert sop_kit("import", workshop, path).returncode == 0
    before = sop_kit("export", workshop, "fraud", "--out", tmp_path).stdout and (tmp_path / "fraud.yaml").read_text(
        "utf-8"
    )
    assert "accountable" not in before
    book = openpyxl.load_workbook(path)
    book["步骤"]["E3"] = "值班"
    book.save(path)
    assert sop_kit("import", workshop, path).returncode == 0
    sop_kit("export", workshop, "fraud", "--out", tmp_path)
    assert "accountable:\n      - 值班" in (tmp_path / "fraud.yaml").read_text("utf-8")


def test_a_language_and_a_format_that_do_not_exist_are_named(workshop):
    assert "Choose yaml, xlsx, csv or forms" in sop_kit("export", workshop, "fraud", "--to", "pdf").stderr
    assert "There is no language 'fr'" in sop_kit("export", workshop, "fraud", "--to", "xlsx", "--lang", "fr").stderr


def test_a_file_that_takes_too_long_is_given_up_and_nothing_is_written(workshop, tmp_path):
    done = sop_kit("import", workshop, tmp_path / "steps.csv", "--product", "other", **{TIME_VARIABLE: "0.01"})
    assert done.returncode == 2
    assert "steps.csv: Gave up after 0.01 s" in done.stderr
    assert "Traceback" not in done.stderr


def test_several_kinds_at_once_and_one_of_them_broken(workshop, tmp_path):
    sop_kit("export", workshop, "fraud", "--to", "xlsx", "--out", tmp_path)
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (tmp_path / "tools.csv").write_text("name\nWiki\n", encoding="utf-8")
    files = [tmp_path / name for name in ("tools.csv", "old.xls")]
    done = sop_kit("import", workshop, *files, "--product", "fraud", SOP_KIT_LANG="zh")
    assert done.returncode == 1
    assert "old.xls: 这是旧格式的 Excel 工作簿（.xls）。请用 Excel 或 WPS 打开" in done.stderr
    assert "1 处修改" in done.stdout
