"""Verify, erase, backup and restore on the command line, as a person meets them."""

import json
import os
import subprocess
import sys

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.record.changes import Edit


def sop_kit(*arguments, answer="", **env):
    return subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", *map(str, arguments)],
        capture_output=True,
        input=answer,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "SOP_KIT_LANG": "en", "COLUMNS": "120", **env},
    )


@pytest.fixture
def workshop(tmp_path):
    made = start_workshop(tmp_path / "反欺诈 1", product="fraud", name="反欺诈")
    store = made.store()
    edits = [
        Edit(act="put", table="people", row="p1", values={"name": "韩梅梅"}),
        Edit(act="put", table="product", values={"owner": "p1"}),
    ]
    store.add("fraud", edits, by="mei", why="韩梅梅 said so")
    store.close()
    return made


def tamper(workshop, statement):
    store = workshop.store()
    with store.writing() as connection:
        connection.exec_driver_sql(statement)
    store.close()


def test_verify_says_what_it_compared_with_and_that_all_is_well(workshop):
    assert sop_kit("export", workshop.folder, "fraud").returncode == 0
    done = sop_kit("verify", workshop.folder)
    assert done.returncode == 0, done.stderr
    for word in ("each chain itself", "the table of heads", "witness.txt", "fraud.yaml", "All adds up"):
        assert word in done.stdout


def test_verify_lists_every_finding_and_fails(workshop):
    tamper(workshop, "UPDATE changes SET body = replace(body, 'new', 'old') WHERE number = 1")
    tamper(workshop, "UPDATE changes SET kind = 'import' WHERE number = 2")
    done = sop_kit("verify", workshop.folder)
    assert done.returncode == 1
    assert "fraud, Change 1: Its text was altered." in done.stdout
    assert "fraud, Change 2: " in done.stdout
    assert "sop-kit restore" in done.stdout
    assert "第 1 次变更：内容被改动过" in sop_kit("verify", workshop.folder, SOP_KIT_LANG="zh").stdout
    facts = json.loads(sop_kit("verify", workshop.folder, "--json").stdout)
    assert [(each["product"], each["number"]) for each in facts["findings"]] == [("fraud", 1), ("fraud", 2)]
    assert facts["outside"] is True


def test_verify_says_when_nothing_outside_the_database_was_there(workshop):
    workshop.witness.unlink()
    done = sop_kit("verify", workshop.folder)
    assert done.returncode == 0
    assert "Nothing outside the database" in done.stderr


def test_verify_compares_with_a_typed_head(workshop):
    store = workshop.store()
    head = store.head("fraud")
    store.close()
    good = f"{head.number}:{head.hash[:12]}"
    assert sop_kit("verify", workshop.folder, "--head", good, "--head", f"fraud:{good}").returncode == 0
    done = sop_kit("verify", workshop.folder, "--head", f"{head.number}:{'0' * 12}")
    assert done.returncode == 1
    assert "fraud, Change 2" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["verify", "{}", "--head", "x"], "is no head"),
        (["verify", "{}", "nothing.yaml"], "nothing at nothing.yaml"),
        (["erase", "{}", "韩"], "too short"),
        (["erase", "{}", "韩梅梅", "--product", "lime"], "no product line 'lime'"),
        (["restore", "nothing.zip", "{}-2"], "nothing at nothing.zip"),
        (["restore", "{}/workshop.toml", "{}-2"], "no sound backup"),
        (["backup", "{}", "--out", "{}/workshop.toml/b.zip"], "is a file, not a folder"),
        (["new", "{}-2", "--store", "mysql://me:secret@host/db"], "no address of a database"),
        (["new", "{}-2", "--store", "postgresql://me:secret@/db?host=/nowhere"], "does not answer"),
    ],
)
def test_a_wrong_request_is_answered_in_a_sentence_and_leaves_nothing_behind(workshop, arguments, words):
    before = sorted(workshop.folder.parent.iterdir())
    done = sop_kit(*(argument.format(workshop.folder) for argument in arguments))
    assert done.returncode == 2, done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert "secret" not in done.stderr + done.stdout
    assert sorted(workshop.folder.parent.iterdir()) == before


def test_erase_shows_what_it_will_do_and_asks(workshop):
    done = sop_kit("erase", workshop.folder, "韩梅梅", answer="n\n")
    assert done.returncode == 1
    assert "fraud: 1 of 2 Changes name the person." in done.stdout
    assert "韩梅梅" in sop_kit("log", workshop.folder, "fraud").stdout
    assert sop_kit("export", workshop.folder, "fraud").returncode == 0
    done = sop_kit("erase", workshop.folder, "韩梅梅", "--also", "mei", answer="y\n")
    assert done.returncode == 0, done.stderr
    assert "now called erased-" in done.stdout
    assert "fraud.yaml" in done.stderr
    assert "An old export brings the person back" in done.stdout
    text = sop_kit("log", workshop.folder, "fraud").stdout
    assert "韩梅梅" not in text
    assert "Erasure of a person's data" in text
    assert sop_kit("verify", workshop.folder).returncode == 0


def test_a_backup_is_restored_and_the_copy_verifies(workshop, tmp_path):
    done = sop_kit("backup", workshop.folder)
    assert done.returncode == 0, done.stderr
    (path,) = tmp_path.glob("*.zip")
    assert path.name in done.stdout
    done = sop_kit("restore", path, tmp_path / "copy")
    assert done.returncode == 0, done.stderr
    assert sop_kit("verify", tmp_path / "copy").returncode == 0
    logs = [
        json.loads(sop_kit("log", folder, "fraud", "--json").stdout) for folder in (workshop.folder, tmp_path / "copy")
    ]
    assert logs[0] == logs[1]


@pytest.mark.xdist_group("postgres")
def test_a_workshop_at_a_server_does_all_that_one_in_a_file_does(tmp_path, postgres):
    folder = tmp_path / "w"
    done = sop_kit("new", folder, "--product", "fraud", "--name", "反欺诈", "--store", postgres.new_place())
    assert done.returncode == 0, done.stderr
    assert not (folder / "workshop.db").exists()
    (tmp_path / "s.csv").write_text("id,stage,action,role\nF1,monitor,看大盘,值班\n", encoding="utf-8")
    assert sop_kit("import", folder, tmp_path / "s.csv", "--product", "fraud").returncode == 0
    assert sop_kit("undo", folder, "fraud").returncode == 0
    assert sop_kit("redo", folder, "fraud").returncode == 0
    assert "看大盘" in sop_kit("log", folder, "fraud").stdout
    assert sop_kit("erase", folder, "值班", "--yes").returncode == 0
    assert sop_kit("verify", folder).returncode == 0
    assert sop_kit("backup", folder, "--out", tmp_path / "b.zip").returncode == 0
    done = sop_kit("restore", tmp_path / "b.zip", tmp_path / "r", "--store", postgres.new_place())
    assert done.returncode == 0, done.stderr
    assert sop_kit("verify", tmp_path / "r").returncode == 0
