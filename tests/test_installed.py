"""What is installed works without the repository: a wheel in an empty environment, an editable install."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.xdist_group("installed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (path,) = out.glob("*.whl")
    return path


def test_the_wheel_holds_notebooks_templates_examples_and_words(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = [
        *(f"sop_kit/kit/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")),
        *(f"sop_kit/kit/workshop/{path.name}" for path in (ROOT / "workshop").glob("*.yaml")),
        *(f"sop_kit/kit/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "workshop" / "guide").rglob("*.md")),
        *(f"sop_kit/kit/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / "templates").rglob("*.*")),
        "sop_kit/words/zh/LC_MESSAGES/sop_kit.po",
    ]
    assert [name for name in wanted if name not in names and "__pycache__" not in name] == []


def test_the_wheel_puts_the_launchers_card_where_jupyterlab_looks_and_brings_its_words(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    files = [path for path in (ROOT / "templates" / "lab" / "labextensions").rglob("*") if path.is_file()]
    for path in files:
        place = path.relative_to(ROOT / "templates" / "lab" / "labextensions").as_posix()
        assert [name for name in names if name.endswith(f".data/data/share/jupyter/labextensions/{place}")], place
    assert "sop_kit/words/locale/zh_CN/LC_MESSAGES/sop_kit.json" in names


def test_the_wheel_is_small_enough_to_mail(wheel):
    assert wheel.stat().st_size < 25_000_000


def test_the_wheel_alone_runs_the_demo_from_a_folder_with_spaces_and_chinese(wheel, tmp_path):
    environment = tmp_path / "环境 1"
    python = _empty_environment(environment, wheel)
    here = tmp_path / "空 文件夹"
    here.mkdir()
    done = _run_demo(python.parent / "sop-kit", here, "--lang", "zh", "--formats", "html,docx,pdf")
    assert done.returncode == 0, done.stdout + done.stderr
    results = here / "sop-demo" / "results"
    assert str(results / "index.html") in done.stdout.replace("\n", "")
    for line in ("govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"):
        for name in ("sop.html", "sop.docx", "sop.pdf", "checklists.html"):
            assert (results / line / "zh" / name).stat().st_size > 10_000


def test_an_editable_install_finds_the_same_places():
    # The environment that runs the tests is an editable install: see the Makefile.
    wanted = ("notebooks", "templates", "workshop")
    program = f"from sop_kit.places import kit_path; print(*map(kit_path, {wanted!r}), sep=chr(10))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd="/")
    assert done.stdout.splitlines() == [str(ROOT / name) for name in wanted]


def _empty_environment(folder: Path, wheel: Path) -> Path:
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    uv = shutil.which("uv")
    if uv:
        subprocess.run([uv, "venv", "--python", sys.executable, str(folder)], check=True, capture_output=True)
        subprocess.run([uv, "pip", "install", "--python", str(python), str(wheel)], check=True, capture_output=True)
    else:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
        subprocess.run([str(python), "-m", "pip", "install", str(wheel)], check=True, capture_output=True)
    return python


def _run_demo(program: Path, here: Path, *options: str) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "CONDA"))}
    env["SOP_KIT_LANG"] = "en"
    return subprocess.run(
        [str(program), "demo", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=here,
        env=env,
    )
