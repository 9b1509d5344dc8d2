"""``sop-kit drift`` and ``sop-kit verdict`` as an operator and an owner use them."""

import json

import pytest

from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from tests.cli.test_cli import sop_kit

RECORD = """schema: 1
product: {id: line, name: Line}
people: [{id: ann, name: Ann}]
roles: [{id: dev, name: Developer, people: [ann]}]
steps:
  - {id: S1, stage: optimise, action: Merge the change, role: dev, next: [{to: S2}]}
  - {id: S2, stage: release, action: Deploy it, role: dev, next: [{to: S1}]}
constraints:
  - {id: K1, kind: precedence, first: S1, second: S2}
  - {id: K2, kind: time_window, first: S2, window: "Mon-Fri 09:00-17:00", zone: Asia/Shanghai}
activity_map:
  - {id: AM1, activity: merged, step: S1}
  - {id: AM2, activity: deployed, step: S2}
"""
LOG = """ticket,what,when,who
A,merged,2025-06-02 09:00,Ann
A,deployed,2025-06-02 10:00,Ann
B,deployed,2025-06-02 20:00,Ann
C,lunch,2025-06-03 12:00,Ann
"""
COLUMNS = ("--case", "ticket", "--activity", "what", "--time", "when", "--resource", "who", "--zone", "Asia/Shanghai")


def made(folder):
    (folder / "line.yaml").write_text(RECORD, encoding="utf-8")
    (folder / "releases.csv").write_text(LOG, encoding="utf-8")
    for arguments in (("new", folder / "workshop"), ("import", folder / "workshop", folder / "line.yaml")):
        done = sop_kit(*arguments)
        assert done.returncode == 0, done.stderr
    return folder / "workshop"


@pytest.fixture
def line(tmp_path):
    return made(tmp_path)


@pytest.fixture(scope="module")
def checked(tmp_path_factory):
    """Make a workshop in which the log was checked once; what is refused leaves it as it is."""
    folder = tmp_path_factory.mktemp("checked")
    assert drift(made(folder), folder).returncode == 0
    return folder


def drift(folder, tmp_path, *more, **env):
    return sop_kit("drift", folder, "line", "--log", tmp_path / "releases.csv", *COLUMNS, *more, **env)


def record_in(folder, tmp_path):
    assert sop_kit("export", folder, "line", "--out", tmp_path / "out").returncode == 0
    return read_record((tmp_path / "out" / "line.yaml").read_bytes(), "line.yaml").record


def test_a_log_becomes_one_change_of_the_record(line, tmp_path):
    done = drift(line, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 of 2 times (50%): outside the hours" in done.stdout
    assert "sop-kit verdict" in done.stdout
    record = record_in(line, tmp_path)
    assert [(row.log, row.cases, row.zone) for row in record.checks] == [("releases.csv", 3, "Asia/Shanghai")]
    assert {(row.constraint, row.kind, row.count, row.of) for row in record.findings} == {
        ("K1", "order", 1, 2),
        ("K2", "hours", 1, 2),
        ("", "extra", 1, 4),
    }
    assert "event log releases.csv" in sop_kit("log", line, "line").stdout


def test_a_job_that_asks_for_it_fails_while_a_finding_is_open(checked):
    assert drift(checked / "workshop", checked, "--dry-run").returncode == 0
    assert drift(checked / "workshop", checked, "--dry-run", "--fail-on-findings").returncode == 1
    clean = checked / "clean.yaml"
    clean.write_text(RECORD.replace("  - {id: K2", "  # {id: K2"), encoding="utf-8")
    log = checked / "clean.csv"
    log.write_text(LOG.replace("B,deployed,2025-06-02 20:00,Ann\nC,lunch,2025-06-03 12:00,Ann\n", ""), encoding="utf-8")
    done = sop_kit("drift", clean, "--log", log, *COLUMNS, "--fail-on-findings", "--json")
    assert (done.returncode, json.loads(done.stdout)["findings"]) == (0, [])


def test_json_says_what_the_files_of_the_record_had_wrong(tmp_path):
    (tmp_path / "odd.yaml").write_text(RECORD.replace("kind: precedence", "kind: whenever"), encoding="utf-8")
    (tmp_path / "releases.csv").write_text(LOG, encoding="utf-8")
    done = sop_kit("drift", tmp_path / "odd.yaml", "--log", tmp_path / "releases.csv", *COLUMNS, "--json", LANG="C")
    assert any("whenever" in problem["what"] for problem in json.loads(done.stdout)["problems"])


def test_json_holds_the_counts_and_every_finding(line, tmp_path):
    facts = json.loads(drift(line, tmp_path, "--json").stdout)
    assert {name: facts[name] for name in ("cases", "events", "activities", "variants", "unread", "saved")} == {
        "cases": 3,
        "events": 4,
        "activities": 3,
        "variants": 3,
        "unread": 0,
        "saved": True,
    }
    (hours,) = [each for each in facts["findings"] if each["constraint"] == "K2"]
    assert hours == hours | {
        "step": "S2",
        "kind": "hours",
        "count": 1,
        "of": 2,
        "rate": 0.5,
        "examples": ["B"],
        "standing": "open",
        "by_month": {"2025-06": {"count": 1, "of": 2}},
        "written": "S2 Deploy it only within these hours: Mon-Fri 09:00-17:00 (Asia/Shanghai)",
    }
    assert [each["activity"] for each in facts["mapping"]["unmapped"]] == ["lunch"]
    assert [(each["activity"], each["step"]) for each in facts["mapping"]["declared"]] == [
        ("merged", "S1"),
        ("deployed", "S2"),
    ]
    assert ("merged", "deployed", 1, 60.0) in {
        (each["first"], each["second"], each["count"], each["p50"]) for each in facts["durations"]
    }


def test_a_dry_run_and_a_file_write_nothing_and_say_so(line, tmp_path):
    done = drift(line, tmp_path, "--dry-run")
    assert (done.returncode, "Nothing was written (--dry-run)." in done.stdout) == (0, True)
    assert record_in(line, tmp_path).checks == ()
    of_file = sop_kit("drift", tmp_path / "line.yaml", "--log", tmp_path / "releases.csv", *COLUMNS)
    assert of_file.returncode == 0, of_file.stderr
    assert "no workshop folder" in of_file.stdout
    facts = json.loads(drift(tmp_path / "line.yaml", tmp_path, "--json").stdout)
    assert (facts["saved"], {each["id"] for each in facts["findings"]}) == (False, {""})


def test_the_same_log_once_more_keeps_what_the_owner_said(line, tmp_path):
    drift(line, tmp_path)
    (finding,) = [row.id for row in record_in(line, tmp_path).findings if row.constraint == "K2"]
    said = sop_kit(
        "verdict", line, "line", finding, "accept", "--until", "2999-12-31", "--why", "big sale", "--owner", "ann"
    )
    assert (said.returncode, "accepted until 31 December 2999" in said.stdout) == (0, True), said.stderr
    facts = json.loads(drift(line, tmp_path, "--json").stdout)
    (again,) = [each for each in facts["findings"] if each["constraint"] == "K2"]
    assert (again["id"], again["verdict"], again["why"], again["owner"], again["standing"]) == (
        *(finding, "accept", "big sale", "ann"),
        "accept",
    )
    listed = sop_kit("verdict", line, "line").stdout
    assert "31 December 2999" in " ".join(listed.split())


def test_an_acceptance_that_is_over_is_open_again(line, tmp_path):
    drift(line, tmp_path)
    finding = record_in(line, tmp_path).findings[0].id
    assert sop_kit("verdict", line, "line", finding, "accept", "--until", "2020-01-01", "--why", "x").returncode == 0
    facts = json.loads(drift(line, tmp_path, "--json").stdout)
    assert next(each["standing"] for each in facts["findings"] if each["id"] == finding) == "open"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("FD9", "fix_sop", "--why", "x"), "FD9"),
        (("FD1", "fix_sopp", "--why", "x"), "Did you mean 'fix_sop'?"),
        (("FD1", "fix_sop"), "--why"),
        (("FD1", "accept", "--why", "x"), "--until"),
    ],
)
def test_a_verdict_that_lacks_something_says_what(checked, arguments, word):
    done = sop_kit("verdict", checked / "workshop", "line", *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("line",), "--log FILE"),
        (("line", "--log", "nothing.csv"), "nothing.csv"),
        (("other", "--log", "releases.csv", *COLUMNS), "line"),
        (("line", "--log", "releases.csv", *COLUMNS[:-1], "Mars/Base"), "Mars/Base"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(checked, arguments, word):
    done = sop_kit("drift", "workshop", *arguments, cwd=checked)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_chinese_terminal_reads_it_in_chinese(checked):
    done = drift(checked / "line.yaml", checked, SOP_KIT_LANG="zh")
    assert "2 次中有 1 次（50%）：不在允许时段" in done.stdout
    spoken = drift(checked / "line.yaml", checked, "--lang", "zh").stdout
    assert "2 次中有 1 次（50%）：不在允许时段" in spoken


def test_the_tables_fit_a_window_of_100_columns():
    done = sop_kit(
        "drift",
        kit_path("workshop", "govuk-chat.yaml"),
        "--log",
        kit_path("workshop", "logs", "govuk-chat.csv.gz"),
        COLUMNS="100",
    )
    assert done.returncode == 0, done.stderr
    tables = [line for line in done.stdout.splitlines() if line.startswith(("│", "┃"))]
    assert tables
    assert max(map(len, tables)) <= 100
