"""Collecting as an operator of several lines does it: a list goes out, workbooks come back, somebody decides."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from tests.cli.test_cli import sop_kit, workshop  # noqa: F401  a fixture

LIST = [
    ["2026 年产品线清单"],
    ["产品线编号", "产品线名称", "负责人", "邮箱", "语言"],
    ["fraud", "反欺诈", "王芳", "wang@x.cn", "中文"],
    ["fraud", None, "Ben", "ben@x.cn", "en"],
    ["search", "搜索", "李雷", "li@x.cn", None],
]


def listed(folder: Path, rows: list[list[str | None]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / "lines.xlsx")
    return folder / "lines.xlsx"


def ok(*arguments: str | Path, code: int = 0, **env: str) -> str:
    done = sop_kit(*arguments, **env)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def sent(workshop: Path, tmp_path: Path) -> Path:  # noqa: F811
    """A workshop whose workbooks were sent out."""
    ok("collect", workshop, "--lines", listed(tmp_path, LIST))
    return workshop


def fill(folder: Path, owner: str, step: list[str], fact: str, value: str) -> Path:
    """Fill in the workbook of an owner, and put it where it is kept."""
    path = folder / "workbooks" / f"fraud-{owner}.xlsx"
    book = load_workbook(path)
    facts, steps = book.worksheets[1], next(sheet for sheet in book if sheet.title in {"步骤", "Steps"})
    steps.append(step)
    next(row for row in facts.iter_rows() if str(row[0].value).startswith(fact))[1].value = value
    book.save(path)
    return path


def filled(folder: Path) -> list[Path]:
    return [
        fill(folder, "王芳", ["S1", "监控", "看看板", "数据团队"], "目的", "拦住欺诈"),
        fill(folder, "Ben", ["S1", "Monitor", "watch the board", "Data team"], "Purpose", "Stop fraud"),
    ]


def overview(folder: Path) -> list[dict]:
    return json.loads(ok("collect", folder, "--json"))["lines"]


def test_a_list_becomes_lines_and_a_workbook_for_each_owner(sent: Path):
    names = sorted(path.name for path in (sent / "workbooks").iterdir())
    assert names == ["fraud-Ben.xlsx", "fraud-王芳.xlsx", "search-李雷.xlsx"]
    languages = [load_workbook(sent / "workbooks" / name).sheetnames[1] for name in names]
    assert languages == ["Product line", "产品线", "Product line"]
    states = [(line["product"], [owner["returned"] for owner in line["owners"]]) for line in overview(sent)]
    assert states == [("fraud", ["", ""]), ("search", [""])]


def test_what_comes_back_is_merged_and_a_conflict_decided_in_the_overview(sent: Path, tmp_path: Path):
    text = ok("import", sent, *filled(sent))
    assert "became S2" in text
    assert "拦住欺诈" in text
    assert "Stop fraud" in text
    (fraud, _) = overview(sent)
    assert [(row["ours"], row["theirs"], row["theirs_by"]) for row in fraud["conflicts"]] == [
        ("拦住欺诈", "Stop fraud", "Ben")
    ]
    assert all(owner["returned"] for owner in fraud["owners"])
    out = tmp_path / "overview.xlsx"
    ok("collect", sent, "--out", out, "--lang", "zh")
    book = load_workbook(out)
    book["冲突"]["I2"].value = "又快又准地拦住欺诈"
    book.save(out)
    assert "filled in" in ok("collect", sent, "--out", out, "--lang", "zh", code=2)
    assert "1 conflicts decided" in ok("import", sent, out)
    record = ok("export", sent, "fraud", "--out", tmp_path) and (tmp_path / "fraud.yaml").read_text(encoding="utf-8")
    assert "purpose: 又快又准地拦住欺诈" in record
    assert overview(sent)[0]["conflicts"] == []


def test_the_same_files_again_change_nothing(sent: Path):
    paths = filled(sent)
    ok("import", sent, *paths)
    before = ok("export", sent, "fraud", "--out", sent)
    text = (sent / "fraud.yaml").read_text(encoding="utf-8")
    assert ok("import", sent, *paths).count("nothing new") == 2
    ok("import", sent, sent / "workbooks")
    assert ok("export", sent, "fraud", "--out", sent) == before
    assert (sent / "fraud.yaml").read_text(encoding="utf-8") == text


def test_a_conflict_is_a_question_and_decided_by_a_command(sent: Path):
    ok("import", sent, *filled(sent))
    assert "conflicts-decision" in ok("check", sent, "--json")
    assert "--take ours" in ok("decide", sent, "fraud", "CF1", code=2)
    assert "CF1" in ok("decide", sent, "fraud", "CF9", "--take", "ours", code=2)
    ok("decide", sent, "fraud", "CF1", "--take", "theirs", "--why", "he knows")
    assert "conflicts-decision" not in ok("check", sent, "--json")
    assert "he knows" in ok("log", sent, "fraud")


def test_the_list_again_writes_no_workbook_that_somebody_has_filled_in(sent: Path, tmp_path: Path):
    (path, _) = filled(sent)
    data = path.read_bytes()
    facts = json.loads(ok("collect", sent, "--lines", tmp_path / "lines.xlsx", "--json"))
    assert [each["state"] for each in facts["workbooks"]] == ["filled", "filled", "same"]
    assert path.read_bytes() == data
    assert "left alone" in ok("collect", sent, "--lines", tmp_path / "lines.xlsx", "--again")
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("lines.csv", "日期,金额\n1,2\n".encode(), "no headings of a list"),
        ("lines.xlsx", b"PK\x03\x04 cut off", "damaged"),
        ("lines.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "Save As"),
        ("lines.csv", b"", "empty"),
    ],
)
def test_a_list_that_is_none_makes_nothing(workshop: Path, tmp_path: Path, name: str, data: bytes, said: str):  # noqa: F811
    (tmp_path / name).write_bytes(data)
    assert said in ok("collect", workshop, "--lines", tmp_path / name, code=2)
    assert not (workshop / "workbooks").exists()


def test_rows_that_are_wrong_are_reported_and_the_right_ones_kept(workshop: Path, tmp_path: Path):  # noqa: F811
    rows = [["编号", "负责人"], ["../../etc", "王芳"], [None, "李雷"], ["CON", "a/b:c"]]
    text = ok("collect", workshop, "--lines", listed(tmp_path, rows), code=1)
    assert "lines.xlsx!Sheet!A3" in text
    names = sorted(path.name for path in (workshop / "workbooks").iterdir())
    assert len(names) == 2
    assert not any(set(name) & set('/\\:*?"<>|') for name in names)


def test_questions_of_all_lines_are_one_workbook_person_by_person(sent: Path, tmp_path: Path):
    out = tmp_path / "questions.xlsx"
    assert "Written" in ok("questions", sent, "--out", out, "--lang", "zh")
    sheet = load_workbook(out)["全部问题"]
    people = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert people == sorted(people, key=lambda name: (name.startswith("（"), name))
    assert {"王芳", "李雷"} <= set(people)
    sheet["H2"].value = "an answer"
    sheet.parent.save(out)
    assert "filled in" in ok("questions", sent, "--out", out, "--lang", "zh", code=2)
    asked = json.loads(ok("questions", sent, "--json"))["questions"]
    assert len(asked) == len(people)


def test_wrong_wishes_are_answered_in_a_sentence(sent: Path, tmp_path: Path):
    assert "no language" in ok("collect", sent, "--lang", "klingon", code=2)
    assert "no language" in ok("questions", sent, "--lang", "klingon", "--json", code=2)
    assert "--out questions.xlsx" in ok("questions", sent, code=2)
    assert "nothing at" in ok("collect", sent, "--lines", tmp_path / "none.xlsx", code=2)
    assert "nothing at" in ok("import", sent, tmp_path / "none.xlsx", code=2)
