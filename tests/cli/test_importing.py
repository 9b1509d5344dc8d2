"""``sop-kit import`` with tables of any headings: shown, corrected, remembered."""

import json

import pytest

from sop_kit.record.workshop import create, open_workshop
from tests.cli.test_cli import sop_kit

FREE = """\
工作事项,处理人,接口人,处理时限,所属环节,备注
看大盘,值班,老王,当天,监控,x
找原因,算法,老李,T+1,分析,
"""


@pytest.fixture
def folder(tmp_path):
    create(tmp_path / "w")
    return tmp_path / "w"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "客服流程.csv"
    path.write_text(FREE, encoding="utf-8")
    return path


def run(*arguments):
    return sop_kit("import", *arguments)


def facts(*arguments):
    return json.loads(run(*arguments, "--json").stdout)


def record(folder, product="chat"):
    store = open_workshop(folder).store()
    try:
        return store.record(product)
    finally:
        store.close()


def test_it_shows_what_each_heading_was_taken_for(folder, file):
    done = run(folder, file, "--product", "chat")
    assert done.returncode == 0
    for said in (
        "处理人",
        "(role)",
        "known word",
        "备注",
        "left out",
        "another column is it",
        '--map "heading=column"',
    ):
        assert said in done.stdout
    assert [step.time_limit for step in record(folder).steps] == ["当天", "T+1"]


def test_a_correction_holds_for_the_next_import_too(folder, file):
    first = facts(
        folder, file, "--product", "chat", "--map", "接口人=performers", "--map", "处理时限=", "--map", "备注=痛点"
    )
    assert {each["heading"]: each["how"] for each in first["mapping"]}["备注"] == "given"
    step = record(folder).steps[0]
    assert (step.time_limit, step.hot_spot, len(step.performers)) == ("", "x", 1)
    again = facts(folder, file, "--product", "other")
    assert {each["heading"]: (each["column"], each["how"]) for each in again["mapping"] if each["how"] != "exact"} == {
        "接口人": ("performers", "remembered"),
        "处理时限": ("", "remembered"),
        "备注": ("hot_spot", "remembered"),
    }
    assert record(folder, "other").steps[0].hot_spot == "x"


def test_a_dry_run_shows_the_same_and_writes_nothing(folder, file):
    before = sorted(path.name for path in folder.rglob("*"))
    done = facts(folder, file, "--product", "chat", "--map", "备注=hot_spot", "--dry-run")
    assert (done["dry_run"], done["edits"] > 0) == (True, True)
    assert sorted(path.name for path in folder.rglob("*")) == before
    assert open_workshop(folder).store().products() == ()
    assert "Nothing was written." in run(folder, file, "--product", "chat", "--dry-run").stdout


def test_a_broken_line_of_what_is_remembered_is_named_and_the_import_goes_on(folder, file):
    (folder / "mappings.csv").write_text(
        "table,heading,column\nsteps,接口人,rolle\nsteps,备注,hot_spot\n", encoding="utf-8"
    )
    done = facts(folder, file, "--product", "chat")
    assert done["problems"][0]["where"] == "mappings.csv:2"
    assert "Did you mean 'role'?" in done["problems"][0]["message"]
    assert record(folder).steps[0].hot_spot == "x"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--map", "处理人=rolle"), "There is no column 'rolle'. Did you mean 'role'?"),
        (("--map", "处理人"), 'Write --map "heading=column"'),
        (("--map", "=role"), 'Write --map "heading=column"'),
        (("--stage", "moniter"), "There is no stage 'moniter'."),
        (("--fill-down", "stage,rolle"), "There is no column 'rolle'."),
    ],
)
def test_an_option_that_cannot_be_followed_is_a_sentence(folder, file, options, sentence):
    done = run(folder, file, "--product", "chat", *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert open_workshop(folder).store().products() == ()


def test_a_heading_that_is_not_there_is_said(folder, file):
    done = facts(folder, file, "--product", "chat", "--map", "谁呀=role")
    assert any("No table has the heading '谁呀'." in each["message"] for each in done["problems"])


def test_a_stage_can_be_given_to_all_and_cells_filled_down(folder, tmp_path):
    path = tmp_path / "steps.csv"
    path.write_text("工作事项,处理人\n看大盘,值班\n看告警,\n", encoding="utf-8")
    assert "--stage monitor" in run(folder, path, "--product", "chat").stderr
    done = run(folder, path, "--product", "chat", "--stage", "监控", "--fill-down", "role")
    assert done.returncode == 0
    assert [(step.stage, step.role) for step in record(folder).steps] == [("monitor", "值班")] * 2


def test_when_nothing_can_be_used_the_headings_are_shown_all_the_same(folder, tmp_path):
    path = tmp_path / "steps.csv"
    path.write_text("工作事项,接口人\n看大盘,老王\n", encoding="utf-8")
    done = run(folder, path, "--product", "chat")
    assert done.returncode == 2
    assert "perhaps" in done.stdout
    assert "'role', 'stage' must be stated" in done.stderr


def test_a_table_whose_headings_are_all_known_needs_one_line(folder, tmp_path):
    path = tmp_path / "steps.csv"
    path.write_text("编号,阶段,动作,角色\n1,监控,a,b\n", encoding="utf-8")
    assert "steps.csv → Steps: all 4 headings are known." in run(folder, path, "--product", "chat").stdout
