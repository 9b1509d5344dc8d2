"""``sop-kit rehearse`` makes a practice workshop that everywhere says that it is one."""

from typer.testing import CliRunner

from sop_kit.cli.app import app
from sop_kit.record.workshop import Rehearsal, open_workshop

run = CliRunner()


def test_a_rehearsal_is_made_as_asked_for(tmp_path):
    folder = tmp_path / "练习 1"
    done = run.invoke(app, ["rehearse", str(folder), "--people", "3", "--lang", "en", "--seed", "7"])
    assert done.exit_code == 0, done.output
    workshop = open_workshop(folder)
    assert (workshop.rehearsal, workshop.languages[0]) == (Rehearsal(people=3, seed=7), "en")
    assert "sop-kit lab" in done.output


def test_what_cannot_be_made_is_refused_and_leaves_nothing(tmp_path):
    folder = tmp_path / "there"
    for wrong in (["--people", "0"], ["--people", "31"], ["--lang", "fr"]):
        done = run.invoke(app, ["rehearse", str(folder), *wrong])
        assert done.exit_code
        assert not folder.exists()
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run.invoke(app, ["rehearse", str(tmp_path)]).exit_code
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
