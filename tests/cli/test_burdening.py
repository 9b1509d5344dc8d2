"""``sop-kit burden`` shows lines side by side, and one line in full."""

import json

import pytest

from tests.cli.test_cli import sop_kit

LINE = """schema: 1
product: {{id: {name}, name: {name}}}
roles: [{{id: ops, name: On call}}, {{id: boss, name: Boss}}]
steps:
  - {{id: A, stage: monitor, action: look, role: ops, minutes: {minutes}, frequency: daily, next: [{{to: B}}]}}
  - {{id: B, stage: decide, action: Approve the fix, role: boss, minutes: 5, frequency: now and then,
     next: [{{to: A}}]}}
"""


@pytest.fixture(scope="module")
def two_lines(tmp_path_factory):
    place = tmp_path_factory.mktemp("burden")
    folder = place / "workshop"
    assert sop_kit("new", folder).returncode == 0
    for name, minutes in (("cards", 10), ("loans", 30)):
        path = place / f"{name}.yaml"
        path.write_text(LINE.format(name=name, minutes=minutes), encoding="utf-8")
        done = sop_kit("import", folder, path)
        assert done.returncode == 0, done.stderr
    return folder


def test_all_lines_stand_side_by_side_with_their_median(two_lines):
    said = sop_kit("burden", two_lines, COLUMNS="200")
    assert said.returncode == 0, said.stderr
    (cards,) = [line for line in said.stdout.splitlines() if "cards" in line]
    assert [cell.strip() for cell in cards.split("│")[1:-1]] == [
        "cards", "2", "2", "1", "0", "70 (1/2)", "–", "2 words", "0",
    ]  # fmt: skip
    assert any("Median" in line and "140" in line for line in said.stdout.splitlines())


def test_one_line_tells_what_it_could_not_read(two_lines):
    said = sop_kit("burden", two_lines, "loans", COLUMNS="200").stdout
    assert "210 (1 of 2 steps)" in said
    assert "How often cannot be read: B “now and then”" in said
    assert "1 of 2" in said


def test_a_program_reads_figures_with_what_they_rest_on(two_lines):
    found = json.loads(sop_kit("burden", two_lines, "--json").stdout)
    assert found["medians"]["steps"] == 2
    minutes = found["lines"]["cards"]["beside"]["minutes"]
    assert minutes == {"value": 70, "known": 1, "of": 2, "median": 140, "place": 2, "lines": 2}
    assert found["lines"]["cards"]["burden"]["uncounted"] == [{"step": "B", "why": "unclear"}]


def test_record_files_are_read_without_a_workshop(two_lines):
    said = sop_kit("burden", two_lines.parent / "cards.yaml", COLUMNS="200")
    assert said.returncode == 0, said.stderr
    assert "70 (1 of 2 steps)" in said.stdout  # a line alone is told in full
    both = json.loads(sop_kit("burden", two_lines.parent, "--json").stdout)
    assert set(both["lines"]) == {"cards", "loans"}


def test_a_line_that_does_not_exist_is_answered_with_those_that_do(two_lines):
    said = sop_kit("burden", two_lines, "card")
    assert said.returncode == 2
    assert "cards" in said.stderr


def test_a_workshop_without_lines_says_what_to_do(tmp_path):
    assert sop_kit("new", tmp_path / "w").returncode == 0
    said = sop_kit("burden", tmp_path / "w")
    assert said.returncode == 0
    assert "sop-kit import" in said.stdout
