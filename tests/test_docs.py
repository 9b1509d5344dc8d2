"""The documents say what the kit does: every command, table and column, the rule, every link."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from sop_kit.assess.burden.how_often import how_often
from sop_kit.cli.app import app
from sop_kit.record.model import TABLES
from sop_kit.record.rule import VerdictRule
from sop_kit.record.tables import Product

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_both_readmes_show_the_commands_of_the_main_path(readme):
    text = (ROOT / readme).read_text(encoding="utf-8")
    for command in (
        "make demo",
        "make test",
        *(f"sop-kit {name}" for name in ("new", "lab", "import", "check", "batch")),
    ):
        assert command in text


def test_every_command_and_option_has_help():
    group = get_command(app)
    assert set(group.commands) == {
        "agreed",
        "backup",
        "batch",
        "burden",
        "check",
        "core",
        "demo",
        "doctor",
        "drift",
        "erase",
        "export",
        "guide",
        "import",
        "lab",
        "log",
        "new",
        "redo",
        "rehearse",
        "restore",
        "undo",
        "verdict",
        "verify",
        "collect",
        "decide",
        "questions",
    }
    for name, command in group.commands.items():
        assert command.help, name
        assert [parameter.name for parameter in command.params if not getattr(parameter, "help", "")] == [], name


def test_every_table_and_column_is_in_the_page_of_records():
    text = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    for name, model in {"product": Product, **TABLES}.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| `{name}` ")]
        columns = line.rsplit("|", 2)[1].replace("*", "").split(",")
        assert [column.strip() for column in columns] == list(model.model_fields), name


def test_the_page_of_burden_reads_rhythms_as_the_kit_does():
    text = (ROOT / "docs" / "burden.md").read_text(encoding="utf-8").partition("| times a week |")[2]
    rows = re.findall(r"^\| (.+) \| ([\d.]+) \|$", text, re.MULTILINE)
    assert len(rows) > 5
    for written, times in rows:
        for each in written.split(", "):
            found = how_often(each)
            assert (each, found and found.a_week) == (each, pytest.approx(float(times)))


def test_the_page_of_verdicts_tells_the_default_rule():
    text = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    rule = VerdictRule()
    order = [clause.verdict for clause in rule.clauses]
    assert re.findall(r"^\| (drop|codify|refine|pilot) \|", text, re.MULTILINE) == order
    assert f"fewer than {rule.minimum_raters} raters" in text
    for clause in rule.clauses:
        (line,) = [line for line in text.splitlines() if line.startswith(f"| {clause.verdict} ")]
        for condition in clause.when:
            if condition.figure == "blocking":
                assert "no blocking comment" in line
                continue
            bound, sign = (condition.at_least, "≥") if condition.at_least is not None else (condition.at_most, "≤")
            shown = f"{bound * 100:g} %" if condition.figure == "share" else f"{bound:g}"
            assert f"{condition.figure.replace('iqr', 'IQR')} {sign} {shown}" in line
