"""Records wherever they lie: which files of a folder are taken for records, and which of them is meant."""

from pathlib import Path

import pytest

from sop_kit.cli.records_at import record_at, records_at
from sop_kit.errors import BadRequest, NotAWorkshop, PlaceNotFound

LINE = """schema: 1
product: {id: calm, name: NAME}
roles: [{id: ops, name: Ops}]
steps: [{id: S1, stage: monitor, action: look, role: ops}]
"""
PAGE = "# Calm line\n\n## Steps\n\n| id | stage | role | action |\n|---|---|---|---|\n| S1 | monitor | Ops | look |\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one line in two files, a README and an event log."""
    for file, name in (("calm.yaml", "Today"), ("calm-old.yaml", "Last month")):
        (tmp_path / file).write_text(LINE.replace("NAME", name), encoding="utf-8")
    (tmp_path / "README.md").write_text("# Notes\n\nNothing to read here.\n", encoding="utf-8")
    (tmp_path / "log.csv").write_text("case,activity\n1,look\n", encoding="utf-8")
    return tmp_path


def test_a_page_beside_records_is_no_record_and_no_mistake(folder: Path):
    (folder / "log.csv").unlink()
    found = records_at(folder)
    assert ([kept.file for kept in found.kept], found.problems) == (["calm-old.yaml", "calm.yaml"], ())


def test_a_page_that_is_named_itself_is_read(tmp_path: Path):
    page = tmp_path / "calm.md"
    page.write_text(PAGE, encoding="utf-8")
    (kept,) = records_at(page).kept
    assert [step.action for step in kept.record.steps] == ["look"]


def test_of_two_files_about_one_line_the_first_stands_for_it(folder: Path):
    kept, problems = record_at(folder, "", folder / "log.csv")
    assert (kept.record.product.name, kept.store, problems) == ("Last month", None, ())
    assert records_at(folder / "calm.yaml").by_line()["calm"].product.name == "Today"


def test_of_several_lines_one_must_be_named(folder: Path):
    (folder / "torn.yaml").write_text(LINE.replace("calm", "torn"), encoding="utf-8")
    with pytest.raises(BadRequest, match="several product lines: calm, torn"):
        record_at(folder, "", folder / "log.csv")
    assert record_at(folder, "torn", folder / "log.csv")[0].file == "torn.yaml"


def test_where_nothing_is_a_sentence_says_so(tmp_path: Path):
    with pytest.raises(PlaceNotFound, match="nowhere"):
        records_at(tmp_path / "nowhere")
    with pytest.raises(NotAWorkshop):
        records_at(tmp_path)
