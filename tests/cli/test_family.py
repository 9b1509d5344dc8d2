"""``sop-kit core`` as an operator of several lines uses it."""

import json

from sop_kit.record.files.yaml_file import read_record
from tests.cli.test_cli import fraud, sop_kit, workshop  # noqa: F401  fixtures

LINE = "schema: 1\nproduct: {id: loans, name: Loans}\n"


def shown(folder):
    return json.loads(sop_kit("core", "show", folder, "--json").stdout)["families"]


def export(folder, product, out):
    assert sop_kit("export", folder, product, "--out", out).returncode == 0
    return out / f"{product}.yaml"


def family(folder, tmp_path):
    (tmp_path / "loans.yaml").write_text(LINE, encoding="utf-8")
    for arguments in (
        ("import", folder, tmp_path / "loans.yaml"),
        ("core", "declare", folder, "fraud", "--family", "风控"),
        ("core", "update", folder, "loans", "--core", "fraud"),
    ):
        done = sop_kit(*arguments)
        assert done.returncode == 0, done.stderr


def test_a_line_inherits_departs_and_says_why(fraud, tmp_path):  # noqa: F811
    family(fraud, tmp_path)
    path = export(fraud, "loans", tmp_path / "out")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("15 分钟内", "5 分钟内"), encoding="utf-8")
    assert sop_kit("import", fraud, path).returncode == 0
    (line,) = shown(fraud)[0]["lines"]
    assert line["departures"] == [{"where": "steps/F2/standard", "core": "15 分钟内", "why": ""}]
    assert "overrides-why" in sop_kit("check", fraud, "--json").stdout
    assert sop_kit("core", "explain", fraud, "loans", "steps/F2/standard", "--why", "监管要求").returncode == 0
    assert shown(fraud)[0]["lines"][0]["departures"][0]["why"] == "监管要求"
    assert "overrides-why" not in sop_kit("check", fraud, "--json").stdout


def test_a_changed_core_shows_the_lines_and_chapters_it_touches(fraud, tmp_path):  # noqa: F811
    family(fraud, tmp_path)
    path = export(fraud, "fraud", tmp_path / "out")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("拦截率 ≥ 98%", "拦截率 ≥ 99%"), encoding="utf-8")
    said = sop_kit("import", fraud, path, LINES="200")
    assert said.returncode == 0
    assert shown(fraud)[0]["lines"][0]["touched"] == ["C3"]
    assert "Lines that inherit from it: loans (C3)" in said.stdout
    assert sop_kit("core", "update", fraud).returncode == 0
    after = read_record(export(fraud, "loans", tmp_path / "out").read_bytes(), "loans.yaml").record
    assert after.steps[0].standard == "拦截率 ≥ 99%"
    assert shown(fraud)[0]["lines"][0]["touched"] == []


def test_a_wrong_place_is_answered_with_the_right_ones(fraud, tmp_path):  # noqa: F811
    family(fraud, tmp_path)
    said = sop_kit("core", "explain", fraud, "loans", "steps/F9", "--why", "x")
    assert said.returncode == 2
    assert "does not depart from its core at 'steps/F9'" in said.stderr


def test_the_commands_speak_chinese(fraud, tmp_path):  # noqa: F811
    family(fraud, tmp_path)
    assert "取自第几次变更" in sop_kit("core", "show", fraud, SOP_KIT_LANG="zh").stdout
