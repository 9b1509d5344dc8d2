"""``sop-kit check``: workshops, folders of files and single files; what is told, in which language; exit codes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sop_kit.places import kit_path
from tests.cli.test_cli import sop_kit

SOUND = """schema: 1
product: {id: calm}
roles: [{id: ops, name: Ops}]
steps: [{id: S1, stage: monitor, action: look at the board, role: ops, next: [{to: S1}], trigger: a call}]
"""
TWO_A = SOUND.replace("calm", "torn").replace("trigger: a call", "accountable: [ops, ai]")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of record files: one sound, one with an error, one that is no record."""
    folder = tmp_path / "records of two lines"
    folder.mkdir()
    (folder / "calm.yaml").write_text(SOUND, encoding="utf-8")
    (folder / "torn.yaml").write_text(TWO_A, encoding="utf-8")
    (folder / "broken.yaml").write_text("product: [1\nsteps: 2\n", encoding="utf-8")
    (folder / "notes.txt").write_text("no record\n", encoding="utf-8")
    return folder


def facts(*arguments: str | Path, code: int) -> dict:
    done = sop_kit("check", *arguments, "--json")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_a_folder_of_files_is_checked_and_a_bad_file_stops_no_other(files):
    told = facts(files, code=1)
    assert list(told["products"]) == ["calm", "torn"]
    (error,) = [item for item in told["products"]["torn"]["findings"] if item["severity"] == "error"]
    assert error["rule"] == "two-accountables"
    assert error["where"] == "steps/S1/accountable"
    assert "exactly one role" in error["fix"]
    assert set(told["rules"]["two-accountables"]) == {"severity", "reason", "fix", "source"}
    assert [item["where"].split(":")[0] for item in told["unread"]] == ["broken.yaml"]


def test_one_file_is_checked_alone_and_what_is_missing_is_no_error(files):
    told = facts(files / "calm.yaml", code=0)
    found = told["products"]["calm"]["findings"]
    assert {item["severity"] for item in found} <= {"missing", "advice"}
    assert "steps-accountable" in {item["rule"] for item in found}


def test_nothing_readable_is_a_sentence_and_exit_code_two(files):
    done = sop_kit("check", files / "broken.yaml")
    assert done.returncode == 2
    assert "broken.yaml:2" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_files_of_one_line_are_both_checked(files):
    shutil.copy(files / "calm.yaml", files / "calm-old.yaml")
    (files / "broken.yaml").unlink()
    assert list(facts(files, code=1)["products"]) == ["calm", "calm (calm.yaml)", "torn"]


def test_tables_that_lie_beside_each_other_are_one_record(tmp_path):
    (tmp_path / "steps.csv").write_text("id,stage,action,role\nS1,monitor,look,ops\n", encoding="utf-8")
    (tmp_path / "roles.csv").write_text("id,name\nops,Ops\n", encoding="utf-8")
    assert len(facts(tmp_path, code=0)["products"]) == 1


def test_only_what_is_asked_for_is_told_and_decides_the_exit_code(files):
    (files / "broken.yaml").unlink()
    only = facts(files, "--rule", "two-accountables", code=1)["products"]
    assert [item["rule"] for line in only.values() for item in line["findings"]] == ["two-accountables"]
    grave = facts(files, "--severity", "missing", code=0)["products"]
    assert {item["severity"] for line in grave.values() for item in line["findings"]} == {"missing"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "two-accountable"], "There is no rule 'two-accountable'. Did you mean 'two-accountables'?"),
        (["--explain", "nonsense-altogether"], "There is no rule 'nonsense-altogether'."),
        (["--severity", "grave"], "There is no severity 'grave'. Choose from: error, warning, missing, advice."),
    ],
)
def test_a_wrong_word_is_answered_with_a_sentence(files, arguments, said):
    done = sop_kit("check", files, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_rule_is_explained_without_any_record(tmp_path):
    told = sop_kit("check", "--explain", "two-accountables", cwd=tmp_path).stdout
    assert told.startswith("two-accountables: Error\nWhy: When two answer for a step")
    assert "Source: M. L. Smith" in told
    zh = sop_kit("check", "--explain", "two-accountables", SOP_KIT_LANG="zh").stdout
    assert "原因：一步有两个人负责" in zh


def test_a_narrow_window_shows_rules_in_groups_with_their_first_places(tmp_path):
    steps = "".join(f"  - {{id: S{n}, stage: monitor, action: look {n}, role: ops}}\n" for n in range(30))
    (tmp_path / "many.yaml").write_text(f"schema: 1\nproduct: {{id: many}}\nsteps:\n{steps}", encoding="utf-8")
    done = sop_kit("check", tmp_path / "many.yaml", "--rule", "evidence-missing", COLUMNS="80")
    lines = done.stdout.splitlines()
    assert max(len(line) for line in lines if "--explain" not in line) <= 80
    assert any(line.startswith(" evidence-missing (30)") for line in lines)
    assert "and 22 more" in done.stdout
    every = sop_kit("check", tmp_path / "many.yaml", "--rule", "evidence-missing", "--all", COLUMNS="80").stdout
    assert "and 22 more" not in every
    assert "S29" in every


def test_a_chinese_terminal_reads_chinese(files):
    told = sop_kit("check", files / "torn.yaml", SOP_KIT_LANG="zh").stdout
    assert "2 个角色对这一步最终负责：Ops、ai。" in told
    assert "→ “最终负责（A）”只留一个角色" in told


def test_ids_may_break_a_line_in_chinese_too(tmp_path):
    steps = "".join(f"  - {{id: S{n}00, stage: monitor, action: 看屏 {n}, role: ops}}\n" for n in range(30))
    (tmp_path / "many.yaml").write_text(f"schema: 1\nproduct: {{id: many}}\nsteps:\n{steps}", encoding="utf-8")
    told = sop_kit("check", tmp_path / "many.yaml", "--all", COLUMNS="80", SOP_KIT_LANG="zh").stdout
    assert all(f"S{n}00" in told for n in range(30))
    assert not any(line.lstrip()[:1] in set("，。；：、？！）”") for line in told.splitlines() if line.strip())
    assert not any(line.strip() == "→" for line in told.splitlines())


def test_switched_off_rules_stand_with_their_reasons():
    told = facts(kit_path("workshop", "anti-fraud.yaml"), code=1)["products"]["anti-fraud"]
    assert "too-many-steps" in told["off"]
    assert "too-many-steps" not in {item["rule"] for item in told["findings"]}


def test_one_file_is_checked_without_numpy_store_and_reader_of_workbooks(files):
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from sop_kit.cli.checked import Wanted, checked\n"
        "from sop_kit.words import words\n"
        "checked(Path(sys.argv[1]), Wanted(), '2026-11-25', words('en'))\n"
        "print(*sorted({'numpy', 'pandas', 'openpyxl', 'sqlalchemy'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", program, str(files / "calm.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_an_empty_workshop_says_what_comes_next(tmp_path):
    assert sop_kit("new", tmp_path / "w").returncode == 0
    done = sop_kit("check", tmp_path / "w")
    assert done.returncode == 0
    assert "Next: sop-kit import" in done.stdout
