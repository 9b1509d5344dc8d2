"""environment.yml asks for what pyproject.toml asks for."""

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
ONLY_CONDA = {"pip": ""}  # what makes the pip part of environment.yml work

PYPROJECT = """
[project]
requires-python = ">=3.11"
dependencies = ["pandas>=2.2", "ruamel.yaml>=0.18"]
[project.optional-dependencies]
chinese = ["jupyterlab-language-pack-zh-CN>=4.2"]
"""
ENVIRONMENT = """
dependencies:
  - python>=3.11
  - pip
  - pandas>=2.2
  - pip:
    - Ruamel_yaml>=0.18
    - jupyterlab-language-pack-zh-CN>=4.2
    - -e .
"""


def asked(lines: list[str]) -> dict[str, str]:
    """Return name → bounds of requirement lines."""
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): str(each.specifier) for each in requirements}


def asked_by_pyproject(text: str) -> dict[str, str]:
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *extras["chinese"], *extras.get("postgres", ())]
    return asked(lines) | {"python": project["requires-python"]} | ONLY_CONDA


def asked_by_environment(text: str) -> dict[str, str]:
    lines = YAML(typ="safe").load(text)["dependencies"]
    by_pip = [line for part in lines if isinstance(part, dict) for line in part["pip"]]
    return asked([line for line in [*lines, *by_pip] if isinstance(line, str) and line != "-e ."])


def test_the_same_packages_with_the_same_bounds():
    wanted = asked_by_pyproject((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert asked_by_environment((ROOT / "environment.yml").read_text(encoding="utf-8")) == wanted


def test_conda_environment_installs_the_kit_itself():
    parts = YAML(typ="safe").load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert "-e ." in parts[-1]["pip"]


def test_names_are_compared_as_packagers_write_them():
    assert asked_by_environment(ENVIRONMENT) == asked_by_pyproject(PYPROJECT)


@pytest.mark.parametrize(
    ("old", "new"),
    [("pandas>=2.2", "pandas>=2.1"), ("  - pandas>=2.2\n", ""), ("  - pip\n", "  - pip\n  - scipy>=1.0\n")],
    ids=["another bound", "a package too few", "a package too many"],
)
def test_a_difference_is_found(old: str, new: str):
    assert asked_by_environment(ENVIRONMENT.replace(old, new)) != asked_by_pyproject(PYPROJECT)
