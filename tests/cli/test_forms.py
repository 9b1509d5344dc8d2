"""Forms on the command line: out, filled in by somebody, and what comes back of them."""

import openpyxl
import pytest

from tests.cli.test_workbooks import sop_kit

STEPS = "id,stage,action,role\nF1,monitor,看大盘,值班\n"
PEOPLE = "id,name\nna,李娜\nbo,王博\n"


@pytest.fixture
def workshop(tmp_path):
    folder = tmp_path / "workshop"
    for name, text in (("steps", STEPS), ("people", PEOPLE), ("roles", "id,name,people\nops,值班,na; bo\n")):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert sop_kit("new", folder).returncode == 0
    files = [tmp_path / f"{name}.csv" for name in ("people", "roles", "steps")]
    done = sop_kit("import", folder, *files, "--product", "fraud", "--name", "反欺诈")
    assert done.returncode == 0, done.stderr
    return folder


def column(sheet, heading: str) -> int:
    return next(cell.column for cell in sheet[3] if str(cell.value).split("\n")[0] == heading)


def exported(workshop, tmp_path, lang="zh"):
    assert sop_kit("export", workshop, "fraud", "--to", "forms", "--lang", lang, "--out", tmp_path).returncode == 0
    return tmp_path / "fraud-forms.xlsx"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_forms_nobody_has_touched_bring_nothing_and_no_remark(workshop, tmp_path, lang):
    done = sop_kit("import", workshop, exported(workshop, tmp_path, lang))
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing new" in done.stdout


def test_a_row_of_the_mistake_book_and_a_signature_come_back(workshop, tmp_path):
    path = exported(workshop, tmp_path)
    book = openpyxl.load_workbook(path)
    mistakes, readings = book["错题本"], book["阅读确认"]
    mistakes.cell(5, column(mistakes, "根本原因"), "旅行特征缺失")
    mistakes.cell(5, column(mistakes, "负责人"), "值班")
    at = column(readings, "日期")
    (signed,) = [row[0].row for row in readings.iter_rows(min_row=5) if row[0].value == "▢" and row[1].value == "李娜"]
    readings.cell(signed, at, "2026-11-25")
    book.save(path)
    done = sop_kit("import", workshop, path)
    assert done.returncode == 0, done.stderr
    text = sop_kit("export", workshop, "fraud", "--out", tmp_path).stdout and (tmp_path / "fraud.yaml").read_text(
        "utf-8"
    )
    assert "cause: 旅行特征缺失" in text
    assert "owner: ops" in text
    assert text.count("    person: na\n") == 1
    assert "person: bo" not in text


def test_what_is_written_into_a_form_without_a_table_is_named(workshop, tmp_path):
    path = exported(workshop, tmp_path)
    book = openpyxl.load_workbook(path)
    book["事故复盘"]["E5"] = "INC-7"
    book.save(path)
    done = sop_kit("import", workshop, path)
    assert done.returncode == 0
    assert "事故复盘: What was written into this form was not taken in" in done.stderr
    assert done.stderr.count("was not taken in") == 1


def test_answers_of_a_walk_through_come_back_and_questions_nobody_asked_do_not(workshop, tmp_path):
    path = exported(workshop, tmp_path)
    book = openpyxl.load_workbook(path)
    walks = book["走查"]
    asked = [row[0].row for row in walks.iter_rows(min_row=4) if row[0].value == "▢"]
    assert len(asked) == 5  # one step, five questions
    walks.cell(asked[1], column(walks, "答复"), "做法不同")
    walks.cell(asked[1], column(walks, "所述"), "先看昨天变了什么")
    book.save(path)
    done = sop_kit("import", workshop, path)
    assert done.returncode == 0, done.stderr
    assert sop_kit("export", workshop, "fraud", "--out", tmp_path).returncode == 0
    text = (tmp_path / "fraud.yaml").read_text("utf-8")
    assert text.count("answer: ") == 1
    assert "answer: differently" in text
    assert "told: 先看昨天变了什么" in text
    assert sop_kit("import", workshop, path).stdout.count("nothing new") == 1
