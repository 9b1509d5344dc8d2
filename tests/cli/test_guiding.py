"""`sop-kit guide` writes what a facilitator prints, in the languages of the workshop it is called in."""

from typer.testing import CliRunner

from sop_kit.cli.app import app
from sop_kit.places import kit_path
from sop_kit.record.workshop import create

FILES = ["guide.docx", "guide.html", "guide.pdf", "note-sheets.pdf", "role-cards.pdf"]


def test_in_a_workshop_the_guide_comes_in_its_languages(tmp_path, monkeypatch):
    create(tmp_path / "w", first="zh")
    monkeypatch.chdir(tmp_path / "w" / "notebooks")
    done = CliRunner().invoke(app, ["guide"])
    assert done.exit_code == 0, done.output
    for lang in ("zh", "en"):
        assert sorted(path.name for path in (tmp_path / "w" / "guide" / lang).iterdir()) == FILES


def test_elsewhere_it_goes_where_one_says(tmp_path):
    done = CliRunner().invoke(app, ["guide", "--lang", "en", "--out", str(tmp_path / "g")])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "g" / "en" / "guide.html").read_text(encoding="utf-8")
    assert "What goes wrong" in page
    assert "https://" not in page.partition("<body")[2]


def test_an_unknown_language_writes_nothing(tmp_path):
    done = CliRunner().invoke(app, ["guide", "--lang", "xx", "--out", str(tmp_path / "g")])
    assert done.exit_code != 0
    assert not (tmp_path / "g").exists()


def test_the_first_notebook_names_the_command():
    assert "`sop-kit guide`" in kit_path("notebooks", "00-start-here.ipynb").read_text(encoding="utf-8")
