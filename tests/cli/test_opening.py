"""What `sop-kit lab` starts, in which language, and what it says when something is missing."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sop_kit import __version__, words
from sop_kit.cli import lab
from sop_kit.cli.lab import has_pack, lab_command, lab_environment, notebook_command
from sop_kit.cli.taking import start_workshop
from sop_kit.errors import MissingTool, PlaceNotFound
from sop_kit.places import kit_path

TRANSLATED = Path(words.__file__).parent / "locale" / "zh_CN" / "LC_MESSAGES" / "sop_kit.json"


@pytest.fixture
def workshop(tmp_path):
    return start_workshop(tmp_path / "工作坊 1", product=None, name=None)


def locales(environment):
    """Return what the settings of the kit say about JupyterLab's language, the first place first."""
    places = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    files = [Path(place, "labconfig", "default_setting_overrides.json") for place in places]
    settings = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    return [each["@jupyterlab/translation-extension:plugin"]["locale"] for each in settings if len(each) == 1]


@pytest.mark.parametrize("make_command", [lab_command, notebook_command])
def test_both_programs_start_at_notebook_00_in_the_workshops_folder(workshop, make_command):
    command = make_command(workshop)
    assert command[:2] == [sys.executable, "-m"]
    assert f"--ServerApp.root_dir={workshop.folder.resolve()}" in command
    assert any(part.endswith("/notebooks/00-start-here.ipynb") for part in command)


@pytest.mark.parametrize("make_command", [lab_command, notebook_command])
def test_a_workshop_without_its_first_notebook_says_so(workshop, make_command):
    (workshop.notebooks / "00-start-here.ipynb").unlink()
    with pytest.raises(PlaceNotFound, match="Copy the notebooks"):
        make_command(workshop)


def test_a_missing_notebook_7_is_asked_for(workshop, monkeypatch):
    monkeypatch.setattr(lab, "find_spec", lambda _name: None)
    with pytest.raises(MissingTool, match=r'pip install "notebook>=7\.4"'):
        notebook_command(workshop)


def test_jupyterlab_is_asked_to_speak_chinese_only_where_it_can(monkeypatch):
    assert locales(lab_environment({}, "zh")) == ["zh_CN"]
    assert locales(lab_environment({}, "en")) == []
    monkeypatch.setattr(lab, "LANGUAGE_PACKS", "no.such.packs")
    assert not has_pack("zh")
    assert has_pack("en")
    assert locales(lab_environment({}, "zh")) == []


def test_what_a_person_set_in_the_environment_stays():
    environment = lab_environment({"JUPYTER_CONFIG_PATH": "/mine", "JUPYTER_PATH": "/own", "LANG": "C"}, "zh")
    assert environment["JUPYTER_CONFIG_PATH"].endswith(f"{os.pathsep}/mine")
    assert environment["JUPYTER_PATH"].endswith(f"{os.pathsep}/own")
    assert environment["LANG"] == "C"


def test_every_sentence_of_the_launcher_is_translated():
    script = kit_path("templates", "lab", "labextensions", "sop-kit", "static", "remoteEntry.js")
    said = set(re.findall(r"\btrans\.__\(\s*'([^']+)'", script.read_text(encoding="utf-8")))
    translated = json.loads(TRANSLATED.read_text(encoding="utf-8"))
    assert said == {text for text in translated if text}
    assert all(re.search(r"[\u4e00-\u9fff]", text) for (text,) in [translated[each] for each in said])


def test_the_card_bears_the_version_of_the_kit():
    package = kit_path("templates", "lab", "labextensions", "sop-kit", "package.json")
    assert json.loads(package.read_text(encoding="utf-8"))["version"] == __version__


def test_an_unknown_language_is_refused_in_a_sentence(workshop):
    done = subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", "lab", str(workshop.folder), "--lang", "fr"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOP_KIT_LANG": "en"},
    )
    assert done.returncode == 2
    assert "fr" in done.stderr
    assert "Traceback" not in done.stderr
