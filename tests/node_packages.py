"""What the tests take from npm: where a package lies, and a run of Node.js; without it a test skips with advice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

FOLDER = Path(__file__).parent / "node"
_ADVICE = "make test sets up what the tests take from npm. Missing here: {}."


def package(name: str) -> Path:
    """Return the folder of a package, or skip the test; with CI set, fail it."""
    folder = FOLDER / "node_modules" / name
    if not folder.is_dir():
        missing(name)
    return folder


def run(script: str, given: object) -> Any:
    """Return what a script of tests/node makes of a value; both travel as JSON."""
    node = shutil.which("node")
    if not node:
        missing("Node.js")
    done = subprocess.run(
        [str(node), script], cwd=FOLDER, input=json.dumps(given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def missing(what: str) -> NoReturn:
    """Skip the test with advice; with CI set, fail it."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE.format(what))
