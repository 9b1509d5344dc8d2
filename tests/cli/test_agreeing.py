"""``sop-kit agreed``: the page of a workshop as files that can be sent as they are."""

import io
import re
import zipfile

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from sop_kit.cli.app import app
from sop_kit.cli.taking import start_workshop
from sop_kit.record.changes import Edit

DAY = "2026-11-25"


@pytest.fixture
def folder(tmp_path):
    workshop = start_workshop(tmp_path / "工作坊 1", product="line", name="反欺诈")
    store = workshop.store()
    edits = [
        Edit(act="put", table="people", row="wang", values={"name": "王丽"}),
        Edit(
            act="put",
            table="actions",
            row="A01",
            values={"text": "补全回滚手册", "owner": "wang", "due": "2026-12-02", "at": DAY},
        ),
        Edit(act="put", table="resolutions", row="R01", values={"text": "值班人先回滚，再开会", "at": DAY}),
    ]
    store.add("line", edits, by="a")
    store.close()
    return workshop.folder


def run(folder, *options):
    return CliRunner().invoke(app, ["agreed", str(folder), "line", "--day", DAY, *options])


def test_the_page_is_written_in_every_language_of_the_workshop_and_three_formats(folder):
    assert run(folder).exit_code == 0
    names = {path.name for path in (folder / "agreed").iterdir()}
    assert names == {f"{DAY}-line-{lang}.{kind}" for lang in ("zh", "en") for kind in ("html", "docx", "pdf")}


def test_a_file_is_ready_to_be_sent(folder):
    run(folder, "--lang", "zh", "--formats", "html,docx,pdf,md")
    made = {path.suffix: path.read_bytes() for path in (folder / "agreed").iterdir()}
    said = {
        ".html": made[".html"].decode(),
        ".md": made[".md"].decode(),
        ".pdf": "".join(page.extract_text() for page in PdfReader(io.BytesIO(made[".pdf"])).pages),
        ".docx": zipfile.ZipFile(io.BytesIO(made[".docx"])).read("word/document.xml").decode(),
    }
    for kind, text in said.items():
        for wanted in ("今天我们定了什么", "反欺诈", "补全回滚手册", "王丽", "值班人先回滚，再开会"):
            assert wanted in re.sub(r"\s+", "", text), (kind, wanted)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_no_sop_and_does_not_call_itself_one(folder, lang):
    run(folder, "--lang", lang, "--formats", "html")
    page = (folder / "agreed" / f"{DAY}-line-{lang}.html").read_text(encoding="utf-8")
    body = page[page.index("<body") :]
    of_a_sop = (
        "not ready for review",
        "未达评审条件",
        "not in force",
        "未生效",
        "Ask the owner",
        "<dt>Version",
        "<dt>版本",
    )
    for words in of_a_sop:
        assert words not in body
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_files_go_where_they_are_wanted(folder, tmp_path):
    assert run(folder, "--lang", "en", "--formats", "md", "--out", str(tmp_path / "out")).exit_code == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{DAY}-line-en.md"]


@pytest.mark.parametrize(
    ("options", "said"), [(("--formats", "odt"), "odt"), (("--day", "soon"), "soon"), (("--lang", "fr"), "fr")]
)
def test_what_cannot_be_made_is_said_and_nothing_is_written(folder, options, said):
    result = run(folder, *options)
    assert result.exit_code != 0
    assert said in result.output
    assert not (folder / "agreed").exists()
