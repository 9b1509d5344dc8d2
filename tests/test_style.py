"""Style and types are tests: what the linter or the type checker finds fails here."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CHECKS = {
    "ruff check": ["ruff", "check", "--no-cache"],
    "ruff format": ["ruff", "format", "--check", "--no-cache"],
    "mypy": ["mypy"],
}


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", CHECKS)
def test_the_code_is_in_style(name: str):
    done = run(CHECKS[name], ROOT)
    assert done.returncode == 0, f"{name}:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("name", CHECKS)
def test_code_out_of_style_is_found(name: str, tmp_path: Path):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (tmp_path / "sop_kit").mkdir()
    (tmp_path / "sop_kit" / "__init__.py").write_text("def first(rows):\n  return rows [0]\n", encoding="utf-8")
    done = run(CHECKS[name], tmp_path)
    assert done.returncode == 1, f"{name}:\n{done.stdout}{done.stderr}"
    assert "__init__.py" in done.stdout
